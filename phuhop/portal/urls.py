"""The addresses. Each desk has its own; year and unit stand in each that is about a dossier."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.urls import include, path, register_converter
from django.urls.converters import IntConverter

from phuhop.portal import parked
from phuhop.portal import sessions as portal_sessions
from phuhop.portal.accounts import sign_on_views as sign_on
from phuhop.portal.accounts import views as accounts
from phuhop.portal.accounts import ways_in
from phuhop.portal.api import routes
from phuhop.portal.permissions import Access, needs


class YearOfADossier(IntConverter):
    """A year that a dossier may be of: no other number makes an address."""

    regex = "20[0-9]{2}"


register_converter(YearOfADossier, "year")

urlpatterns = [
    path("tai-khoan/vao/", account.login, name="account_login"),
    path("tai-khoan/ra/", account.logout, name="account_logout"),
    path("tai-khoan/da-khoa/", account.account_inactive, name="account_inactive"),
    path("tai-khoan/mat-khau/", accounts.change_password, name="account_change_password"),
    path(
        "tai-khoan/mat-khau/dat/",
        needs(Access.SIGNED_IN)(account.password_set),
        name="account_set_password",
    ),
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
    path("tai-khoan/tinh/", sign_on.link, name="sign_on_link"),
    path("tai-khoan/tinh/bo/", sign_on.unlink, name="sign_on_unlink"),
    path("tai-khoan/tinh/vao/", sign_on.enter, name="sign_on"),
    path("tai-khoan/tinh/ve/", sign_on.back, name="sign_on_back"),
    path("moi/<str:token>/tinh/", sign_on.take, name="sign_on_take"),
    path("phien/", portal_sessions.state, name="session"),
    path("phien/xong/", portal_sessions.back, name="session_back"),
    path("dang-do/", parked.waiting, name="waiting"),
    path("vao-thu/<str:token>/", ways_in.enter, name="enter"),
    path("moi/<str:token>/", accounts.accept, name="accept"),
    path("viec-nen/", include("phuhop.portal.jobs.urls")),
    path("tai-khoan/khoa/", include("phuhop.portal.api.urls")),
    path("api/v1/", routes.urls()),
    path("hoc/", include("phuhop.portal.learning.urls")),
    path("thong-bao/", include("phuhop.portal.notices.urls")),
    path("", include("phuhop.portal.desk.urls")),
    path("", include("phuhop.portal.keeper.urls")),
    path("", include("phuhop.portal.commune.urls")),
    path("", include("phuhop.portal.office.urls")),
]

handler400 = "phuhop.portal.errors.bad_request"
handler403 = "phuhop.portal.errors.forbidden"
handler404 = "phuhop.portal.errors.not_found"
handler429 = "phuhop.portal.errors.too_many"
handler500 = "phuhop.portal.errors.failed"
