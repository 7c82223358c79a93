"""The addresses of the administrator."""

from __future__ import annotations

from django.urls import path

from phuhop.portal.keeper import checkup, inviting, log, people, review, rules

_PEOPLE = "quan-tri/tai-khoan/"
_PERSON = f"{_PEOPLE}<int:account>/"
_LETTER = "quan-tri/thu-moi/<int:invitation>/"

urlpatterns = [
    path(_PEOPLE, people.listed, name="accounts"),
    path(f"{_PEOPLE}moi/", inviting.invite, name="invite"),
    path(f"{_PEOPLE}danh-sach/", inviting.invite_list, name="invite_list"),
    path(f"{_PEOPLE}danh-sach/mau/", inviting.sample, name="invite_sample"),
    path(_PERSON, people.person, name="account"),
    path(f"{_PERSON}quyen/", people.give, name="give"),
    path(f"{_PERSON}khoa/", people.lock, name="account_lock"),
    path(f"{_PERSON}mo/", people.unlock, name="account_unlock"),
    path(f"{_PERSON}dat-lai/", people.reset, name="account_reset"),
    path(f"{_PERSON}bo-ma/", people.drop_factor, name="account_factor"),
    path(f"{_PERSON}bo-gan/", people.unlink, name="account_unlink"),
    path(f"{_PERSON}phien/", people.end_sessions, name="account_sessions"),
    path("quan-tri/quyen/<int:grant>/thu/", people.revoke, name="revoke"),
    path(f"{_LETTER}lai/", inviting.again, name="invitation_again"),
    path(f"{_LETTER}thu/", inviting.withdraw, name="invitation_withdraw"),
    path("quan-tri/ra-soat/", review.review, name="account_review"),
    path("quan-tri/ra-soat/doi-chieu/", review.hold_together, name="grants_agree"),
    path("quan-tri/nhat-ky/", log.page, name="security_log"),
    path("quan-tri/quy-trinh/", rules.page, name="register_rules"),
    path("quan-tri/kham/", checkup.page, name="portal_checkup"),
]
