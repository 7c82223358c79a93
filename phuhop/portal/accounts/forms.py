"""The form of an invitation."""

from __future__ import annotations

import re

from django import forms

from phuhop.portal.accounts.invitations import Invited
from phuhop.portal.accounts.models import COMMUNE_ROLES, Account, Role, Scope

_CODE = re.compile(r"[0-9]{5}")


class InvitationForm(forms.Form):
    """Who is invited, in which role, over what."""

    username = forms.SlugField(label="Tên đăng nhập", max_length=60)
    full_name = forms.CharField(label="Họ tên", max_length=120)
    unit = forms.CharField(label="Đơn vị, ví dụ Xã Trăng Non", max_length=200)
    role = forms.ChoiceField(label="Vai trò", choices=Role.choices)
    scope = forms.ChoiceField(label="Phạm vi", choices=Scope.choices)
    communes = forms.CharField(label="Mã xã, cách nhau bằng dấu phẩy", required=False)
    province = forms.CharField(label="Tỉnh", max_length=60, required=False)

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        name: str = self.cleaned_data["username"]
        if Account.objects.filter(username=name).exists():
            raise forms.ValidationError("Tên đăng nhập này đã có người dùng.")
        return name

    def clean_communes(self) -> list[str]:
        """Return the codes; raises where one is none."""
        codes = [code.strip() for code in self.cleaned_data["communes"].split(",") if code.strip()]
        wrong = [code for code in codes if not _CODE.fullmatch(code)]
        if wrong:
            raise forms.ValidationError(f"Mã xã có năm chữ số: {', '.join(wrong)}")
        return codes

    def clean(self) -> dict[str, object]:
        """Hold scope and role together: a commune's people have communes, nobody else is both."""
        found = super().clean() or {}
        scope, codes = found.get("scope"), found.get("communes")
        if scope in {Scope.COMMUNE, Scope.LIST} and not codes:
            self.add_error("communes", "Ghi mã xã.")
        if scope == Scope.PROVINCE and not found.get("province"):
            self.add_error("province", "Ghi tên tỉnh.")
        if found.get("role") in COMMUNE_ROLES and scope not in {Scope.COMMUNE, Scope.LIST}:
            self.add_error("scope", "Tài khoản cấp xã gắn với xã của mình.")
        return found

    def invited(self) -> Invited:
        """Return what the valid form says."""
        said = self.cleaned_data
        return Invited(
            said["username"],
            said["full_name"],
            said["unit"],
            Role(said["role"]),
            Scope(said["scope"]),
            tuple(said["communes"]),
            said["province"],
        )
