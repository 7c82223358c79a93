"""The addresses. Year and unit stand in each that is about a dossier."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import include, path

from phuhop.portal.accounts import views as accounts
from phuhop.portal.accounts import ways_in
from phuhop.portal.commune import autosave, downloads, evidence, excel, handing_in, views

_DOSSIER = "xa/<str:commune>/<int:year>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("tai-khoan/vao/", account.login, name="account_login"),
    path("tai-khoan/ra/", account.logout, name="account_logout"),
    path("tai-khoan/da-khoa/", account.account_inactive, name="account_inactive"),
    path("tai-khoan/mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/ma/", mfa.authenticate, name="mfa_authenticate"),
    path("tai-khoan/xac-nhan-ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("tai-khoan/bao-mat/", mfa.index, name="mfa_index"),
    path("tai-khoan/ma/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/ma/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/ma-du-phong/moi/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tai-khoan/ma-du-phong/tep/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("tai-khoan/phien/", sessions.list_usersessions, name="usersessions_list"),
    path("vao-thu/<str:token>/", ways_in.enter, name="enter"),
    path("moi/<str:token>/", accounts.accept, name="accept"),
    path("viec-nen/", include("phuhop.portal.jobs.urls")),
    path("thong-bao/", include("phuhop.portal.notices.urls")),
    path("quan-tri/tai-khoan/", accounts.listed, name="accounts"),
    path("quan-tri/tai-khoan/moi/", accounts.invite, name="invite"),
    path("quan-tri/quyen/<int:grant>/thu/", accounts.revoke, name="revoke"),
    path(f"{_DOSSIER}bat-dau/", views.begin, name="begin"),
    path(_DOSSIER, views.work, name="work"),
    path(f"{_DOSSIER}don-vi/", views.unit, name="unit"),
    path(f"{_DOSSIER}co-quan/", views.office, name="office"),
    path(f"{_DOSSIER}tieu-chi/<int:number>/", views.criterion, name="criterion"),
    path(f"{_DOSSIER}con-thieu/", views.missing, name="missing"),
    path(f"{_DOSSIER}luu/", autosave.one, name="autosave"),
    path(f"{_DOSSIER}minh-chung/", evidence.page, name="evidence"),
    path(f"{_DOSSIER}minh-chung/<int:file>/", evidence.file, name="evidence_file"),
    path(f"{_DOSSIER}minh-chung/<int:file>/bo/", evidence.remove, name="evidence_remove"),
    path(f"{_DOSSIER}nam-truoc/", views.last_year, name="last_year"),
    path(f"{_DOSSIER}bieu-excel/", excel.page, name="excel"),
    path(f"{_DOSSIER}bieu-excel/tep/", excel.down, name="excel_file"),
    path(f"{_DOSSIER}ho-so/", downloads.dossier, name="dossier"),
    path(f"{_DOSSIER}ho-so/<str:name>", downloads.paper, name="paper"),
    path(f"{_DOSSIER}nop/", handing_in.review, name="hand_in"),
    path("", include("phuhop.portal.office.urls")),
]

handler400 = "phuhop.portal.errors.bad_request"
handler403 = "phuhop.portal.errors.forbidden"
handler404 = "phuhop.portal.errors.not_found"
handler429 = "phuhop.portal.errors.too_many"
handler500 = "phuhop.portal.errors.failed"
