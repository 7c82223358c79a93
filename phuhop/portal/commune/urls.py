"""The addresses of a commune: year and unit stand in each that is about a dossier."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.commune import (
    after_handing_in,
    autosave,
    downloads,
    evidence,
    excel,
    handing_in,
    views,
)
from phuhop.portal.drafts import presence

_DOSSIER = "xa/<str:commune>/<year:year>/"

urlpatterns = [
    path("", views.home, name="home"),
    path(f"{_DOSSIER}bat-dau/", views.begin, name="begin"),
    path(_DOSSIER, views.work, name="work"),
    path(f"{_DOSSIER}don-vi/", views.unit, name="unit"),
    path(f"{_DOSSIER}co-quan/", views.office, name="office"),
    path(f"{_DOSSIER}tieu-chi/<int:number>/", views.criterion, name="criterion"),
    path(f"{_DOSSIER}tat-ca/", views.all_criteria, name="all_criteria"),
    path(f"{_DOSSIER}con-thieu/", views.missing, name="missing"),
    path(f"{_DOSSIER}luu/", autosave.one, name="autosave"),
    path(f"{_DOSSIER}dang-mo/", presence.of_commune, name="presence"),
    path(f"{_DOSSIER}minh-chung/", evidence.page, name="evidence"),
    path(f"{_DOSSIER}minh-chung/<int:file>/", evidence.file, name="evidence_file"),
    path(f"{_DOSSIER}minh-chung/<int:file>/bo/", evidence.remove, name="evidence_remove"),
    path(f"{_DOSSIER}nam-truoc/", views.last_year, name="last_year"),
    path(f"{_DOSSIER}bieu-excel/", excel.page, name="excel"),
    path(f"{_DOSSIER}bieu-excel/tep/", excel.down, name="excel_file"),
    path(f"{_DOSSIER}ho-so/", downloads.dossier, name="dossier"),
    path(f"{_DOSSIER}ho-so/<str:name>", downloads.paper, name="paper"),
    path(f"{_DOSSIER}nop/", handing_in.review, name="hand_in"),
    path(f"{_DOSSIER}rut/", after_handing_in.take_back, name="withdraw"),
    path(f"{_DOSSIER}mo-lai/", after_handing_in.go_on, name="reopen"),
    path(f"{_DOSSIER}tra-loi/", after_handing_in.answer, name="answer"),
    path(f"{_DOSSIER}lich-su/", after_handing_in.history, name="history"),
]
