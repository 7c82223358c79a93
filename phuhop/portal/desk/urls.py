"""The addresses of the verifier's desk. Each about a dossier names unit and year."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.desk import concluding, inbox, ledger, returning, table
from phuhop.portal.drafts import presence

_DOSSIER = "tham-dinh/<str:commune>/<year:year>/"

urlpatterns = [
    path("tham-dinh/", inbox.inbox, name="inbox"),
    path("tham-dinh/thu-tu/", inbox.compute, name="compute_order"),
    path("tham-dinh/chenh-lech/", ledger.ledger, name="ledger"),
    path(_DOSSIER, table.table, name="verify"),
    path(f"{_DOSSIER}luu/", table.autosave, name="verify_autosave"),
    path(f"{_DOSSIER}dang-mo/", presence.of_verifier, name="verify_presence"),
    path(f"{_DOSSIER}bat-dau/", table.start, name="verify_start"),
    path(f"{_DOSSIER}tep/<int:position>/", table.file, name="verify_file"),
    path(f"{_DOSSIER}tra-lai/", returning.returning, name="verify_return"),
    path(f"{_DOSSIER}thay-doi/", returning.changes, name="verify_changes"),
    path(f"{_DOSSIER}ket-luan/", concluding.conclusion, name="verify_conclude"),
    path(f"{_DOSSIER}ket-luan/van-ban/", concluding.papers, name="verify_papers"),
]
