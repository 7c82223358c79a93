"""The addresses of a person's tokens."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.api import views

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:key>/thu/", views.end, name="token_end"),
]
