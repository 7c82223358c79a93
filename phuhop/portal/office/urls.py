"""The addresses of receiver, decider and province. Each names the year."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.office import deciding, dossiers, files, overview

_YEAR = "tinh/<int:year>/"
_DOSSIER = f"{_YEAR}xa/<str:commune>/"

urlpatterns = [
    path("tinh/", overview.desk, name="office_desk"),
    path(_YEAR, overview.overview, name="overview"),
    path(f"{_YEAR}xa/", overview.communes, name="communes"),
    path(f"{_YEAR}tep/", files.office_files, name="office_files"),
    path(f"{_YEAR}tep/<slug:kind>/", files.office_file, name="office_file"),
    path(_DOSSIER, dossiers.dossier, name="office_dossier"),
    path(f"{_DOSSIER}buoc/", dossiers.step, name="office_step"),
    path(f"{_DOSSIER}van-ban/", dossiers.papers, name="office_papers"),
    path("quyet-dinh/<int:year>/", deciding.decisions, name="decisions"),
    path("quyet-dinh/<int:year>/van-ban/", deciding.made, name="made_decisions"),
]
