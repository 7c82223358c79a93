"""A rank against the rank of an earlier year: like with like only.

Two years may be compared when both were scored under the same file of rules, both are verified
or both are not, and a code means the same commune in both (the register of communes did not
change in between).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scoring.ranking.ranking import RankedCommune, Ranking, Scope
from scoring.results.rows import Status

SameRegister = Callable[[int, int], bool]
"""Whether a code means the same commune at the end of two years."""


@dataclass(frozen=True, slots=True)
class RankChange:
    """A commune's standing then; *moved* is how many ranks it went up (down where negative)."""

    before: RankedCommune
    moved: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the ranks since *year*; or why that cannot be said."""

    year: int | None
    reason: str
    by_code: Mapping[str, Mapping[Scope, RankChange]]


def changes(ranking: Ranking, others: Sequence[Ranking], same_register: SameRegister) -> Changes:
    """Return the change of each rank against the latest earlier year of *others*.

    Only standings in the same list (the same group, province, district) are compared. The
    reason says in Vietnamese why nothing is compared; it is empty where something is.
    """
    earlier = [other for other in others if other.year < ranking.year and other.ranked]
    if not earlier:
        return Changes(None, "không có kết quả năm trước", {})
    year = max(other.year for other in earlier)
    of_year = [other for other in earlier if other.year == year]
    same = [other for other in of_year if other.ruleset == ranking.ruleset]
    if not same:
        return Changes(None, _other_rules(ranking, of_year[0]), {})
    if _is_verified(same[0]) != _is_verified(ranking):
        return Changes(None, _other_basis(ranking, same[0]), {})
    if not same_register(year, ranking.year):
        reason = (
            f"giữa năm {year} và năm {ranking.year} các đơn vị hành chính cấp xã đã được sắp xếp "
            "lại, một mã không còn chỉ cùng một xã"
        )
        return Changes(None, reason, {})
    return Changes(year, "", _by_code(ranking, same[0]))


def _is_verified(ranking: Ranking) -> bool:
    return any(row.status not in {None, Status.SELF_SCORED} for row in ranking.rows)


def _other_basis(ranking: Ranking, other: Ranking) -> str:
    claimed, verified = sorted((ranking, other), key=_is_verified)
    return f"kết quả năm {claimed.year} mới là tự chấm, năm {verified.year} đã thẩm định"


def _other_rules(ranking: Ranking, other: Ranking) -> str:
    if other.ruleset.id == ranking.ruleset.id:
        return (
            f"kết quả năm {other.year} chấm theo một bản khác của {ranking.ruleset.id} (mã băm "
            f"{other.ruleset.sha256[:8]}… và {ranking.ruleset.sha256[:8]}…); chấm lại cùng một bản"
        )
    return f"kết quả năm {other.year} chấm theo {other.ruleset.id}, không phải {ranking.ruleset.id}"


def _by_code(ranking: Ranking, before: Ranking) -> dict[str, dict[Scope, RankChange]]:
    then = {one.row.code: one for one in before.ranked}
    found: dict[str, dict[Scope, RankChange]] = {}
    for one in ranking.ranked:
        old = then.get(one.row.code)
        if old is None:
            continue
        found[one.row.code] = {
            scope: RankChange(old.standings[scope], old.standings[scope].rank - standing.rank)
            for scope, standing in one.standings.items()
            if scope in old.standings and scope.key(one.row) == scope.key(old.row)
        }
    return found
