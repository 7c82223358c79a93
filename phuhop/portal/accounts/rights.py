"""What a grant gives, and the rule that nobody fills in a unit and verifies it as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from phuhop.portal.accounts.models import COMMUNE_ROLES, Account, Grant, Invitation, Role, Scope
from scoring.base.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Right:
    """A role over a scope, from a day until a day; no day: from today on, without an end."""

    role: Role
    scope: Scope
    communes: tuple[str, ...] = ()
    province: str = ""
    from_day: date | None = None
    until_day: date | None = None

    @property
    def words(self) -> str:
        """Role and scope as people say them."""
        over = self.province or ", ".join(self.communes) or self.scope.label
        return f"{self.role.label} – {over}"

    def meets(self, other: Right) -> bool:
        """Whether there is a unit over which both right."""
        if Scope.ALL in {self.scope, other.scope}:
            return True
        if self.province and other.province:
            return self.province == other.province
        if self.province or other.province:
            from phuhop.portal.drafts.units import province_of

            whole, listed = (self, other) if self.province else (other, self)
            return any(province_of(code) == whole.province for code in listed.communes)
        return not {*self.communes}.isdisjoint(other.communes)


def right_of(given: Grant | Invitation) -> Right:
    """Return what a grant gives, or an invitation will."""
    return Right(
        Role(given.role),
        Scope(given.scope),
        tuple(given.communes),
        given.province,
        given.from_day,
        given.until_day,
    )


def clash(new: Right, held: list[Right]) -> str:
    """Return why *new* cannot stand beside what is *held*, in words; empty where it can."""
    for one in held:
        roles = {new.role, one.role}
        if Role.ADMINISTRATOR in roles and len(roles) > 1:
            return (
                f"«{new.words}» cùng với «{one.words}»: quản trị không xem số liệu, nên không giữ "
                "vai trò khác; người làm cả hai việc thì có hai tài khoản"
            )
        if Role.VERIFIER in roles and roles & COMMUNE_ROLES and new.meets(one):
            return (
                f"«{new.words}» cùng với «{one.words}»: một người không vừa lập "
                "vừa thẩm định hồ sơ của một đơn vị"
            )
    return ""


def held_by(account: Account, day: date) -> list[Right]:
    """Return what *account* holds on *day* or will hold."""
    open_ = Grant.objects.filter(
        Q(until_day__isnull=True) | Q(until_day__gte=day), account=account, revoked_at=None
    )
    return [right_of(grant) for grant in open_]


def faults_of(new: Right, place: Place) -> list[Problem]:
    """Return what is wrong with a right by itself."""
    found = []
    if new.role in COMMUNE_ROLES and new.scope not in {Scope.COMMUNE, Scope.LIST}:
        hint = "ghi mã xã của người ấy"
        found.append(Problem(place, "pham-vi", "tài khoản cấp xã phải gắn với xã của mình", hint))
    if new.role is Role.ADMINISTRATOR and new.scope is not Scope.ALL:
        hint = "để trống mã xã và tỉnh"
        found.append(Problem(place, "pham-vi", "quản trị là của cả cổng", hint))
    if new.from_day and new.until_day and new.until_day < new.from_day:
        message = f"ngày kết thúc {new.until_day:%d/%m/%Y} trước ngày bắt đầu"
        found.append(Problem(place, "ngay-nguoc", message))
    return found
