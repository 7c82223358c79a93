"""The addresses of notices."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.notices import views

urlpatterns = [
    path("", views.listed, name="notices"),
    path("da-xem/", views.seen, name="notices_seen"),
    path("nhac-xa/<year:year>/", views.verifiers_texts, name="reminder_texts"),
    path("nhac-cac-xa/<year:year>/", views.provinces_texts, name="province_reminder_texts"),
]
