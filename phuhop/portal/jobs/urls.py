"""The addresses of jobs."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.jobs import views

urlpatterns = [
    path("", views.listed, name="jobs"),
    path("van-ban/", views.order_papers, name="order_papers"),
    path("<int:job>/", views.one, name="job"),
    path("<int:job>/dung/", views.stop_it, name="job_stop"),
    path("<int:job>/tep/<path:name>", views.file, name="job_file"),
]
