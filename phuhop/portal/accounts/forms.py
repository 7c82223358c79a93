"""The forms of an invitation and of a grant."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import timezone

from phuhop.portal.accounts.invitations import Invited
from phuhop.portal.accounts.models import Account, Role, Scope
from phuhop.portal.accounts.rights import Right, clash, faults_of, held_by
from scoring.base.problems import Place

_CODE = re.compile(r"[0-9]{5}")
_DAY = "%d/%m/%Y"


class GrantForm(forms.Form):
    """A role, over what, from when until when."""

    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    communes = forms.CharField(
        label="Mã xã, cách nhau bằng dấu phẩy (để trống: cả tỉnh, hoặc tất cả)", required=False
    )
    province = forms.CharField(
        label="Tỉnh (để trống khi đã ghi mã xã)", max_length=60, required=False
    )
    from_day = forms.DateField(
        label="Từ ngày (để trống: từ hôm nay), ví dụ 01/12/2026",
        input_formats=[_DAY],
        required=False,
    )
    until_day = forms.DateField(
        label="Đến hết ngày (để trống: không hạn)", input_formats=[_DAY], required=False
    )

    def __init__(self, *args: Any, account: Account | None = None, **kwargs: Any) -> None:
        """Take the form of a grant; *account* is who gets it, where there is an account."""
        super().__init__(*args, **kwargs)
        self._account = account

    def clean_communes(self) -> list[str]:
        """Return the codes; raises where one is none."""
        codes = self.cleaned_data["communes"].replace(",", " ").split()
        wrong = [code for code in codes if not _CODE.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(f"Mã xã có năm chữ số: {', '.join(wrong)}")
        return list(dict.fromkeys(codes))

    def clean(self) -> dict[str, Any]:
        """Hold role, scope and days together, and with what the account has already."""
        found = super().clean() or {}
        if found.get("communes") and found.get("province"):
            self.add_error("province", "Ghi mã xã hoặc tỉnh, không ghi cả hai.")
        if not self.errors:
            for one in faults_of(self.right(), Place("")):
                self.add_error(None, one.message + (f"; {one.hint}" if one.hint else ""))
        if not self.errors and self._account is not None:
            words = clash(self.right(), held_by(self._account, timezone.localdate()))
            if words:
                self.add_error(None, words)
        return found

    def right(self) -> Right:
        """Return what the form says."""
        said = self.cleaned_data
        return right_from(
            Role(said["role"]),
            tuple(said["communes"]),
            said["province"],
            said.get("from_day"),
            said.get("until_day"),
        )


def right_from(role: Role, communes: tuple[str, ...], province: str, *days: Any) -> Right:
    """Return a right; what it is over, the codes and the province say."""
    if communes:
        scope = Scope.COMMUNE if len(communes) == 1 else Scope.LIST
    else:
        scope = Scope.PROVINCE if province else Scope.ALL
    return Right(role, scope, communes, province, *days)


class InvitationForm(GrantForm):
    """Who is invited, in which role, over what."""

    username = forms.SlugField(label="Tên đăng nhập", max_length=60)
    full_name = forms.CharField(label="Họ tên", max_length=120)
    unit = forms.CharField(label="Đơn vị, ví dụ Xã Trăng Non", max_length=200)
    field_order = ("username", "full_name", "unit")

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        name: str = self.cleaned_data["username"]
        if Account.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Tên đăng nhập này đã có người dùng.")
        return name

    def invited(self) -> Invited:
        """Return what the valid form says."""
        said = self.cleaned_data
        return Invited(said["username"], said["full_name"], said["unit"], self.right())
