"""The addresses of guides and exercises."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.learning import views

urlpatterns = [
    path("", views.index, name="learning"),
    path("huong-dan/<slug:guide>/", views.read, name="guide"),
    path("bai-tap/", views.course, name="course"),
    path("bai-tap/<slug:code>/", views.exercise, name="exercise"),
]
