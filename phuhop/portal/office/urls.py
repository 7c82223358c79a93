"""The addresses of receiver, decider and province. Each names the year."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.office import (
    deadlines,
    deciding,
    dossiers,
    files,
    keeping,
    overview,
    publication,
    receiving,
    reports,
    standing,
)

_YEAR = "tinh/<year:year>/"
_EDITION = f"{_YEAR}cong-bo/<int:edition>/"
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
    path(f"{_YEAR}xep-hang/", standing.ranking, name="ranking"),
    path(f"{_YEAR}chi-tieu/", standing.targets, name="targets"),
    path(f"{_YEAR}chi-so/", standing.children_index, name="children_index"),
    path(f"{_YEAR}dung-lai/", standing.crosswalk, name="crosswalk"),
    path(f"{_YEAR}bang/<slug:kind>/", standing.table, name="office_table"),
    path(f"{_YEAR}bao-cao/", reports.reports, name="reports"),
    path(f"{_YEAR}thoi-han/", deadlines.deadlines, name="deadlines"),
    path(f"{_YEAR}so/", keeping.keeping, name="keeping"),
    path(f"{_YEAR}nhap/", receiving.receiving, name="receiving"),
    path(f"{_YEAR}cong-bo/", publication.publication, name="publication"),
    path(f"{_EDITION}cong-bo/", publication.put_in_front, name="put_in_front"),
    path(f"{_EDITION}xem/", publication.preview, name="preview"),
    path(f"{_EDITION}xem/<path:path>", publication.preview, name="preview_file"),
    path("quyet-dinh/<year:year>/", deciding.decisions, name="decisions"),
    path("quyet-dinh/<year:year>/van-ban/", deciding.made, name="made_decisions"),
]
