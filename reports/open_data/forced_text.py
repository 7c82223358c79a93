"""What the public values of a release force about its sensitive criteria, summed up in lines."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.base.quantities import vietnamese
from scoring.recognition.communes import State
from scoring.release.public import ForcedKind, PublicCommune, PublicRelease


def forced_lines(release: PublicRelease) -> tuple[str, ...]:
    """Return a line for each thing a reader can conclude, with how many units it holds for."""
    numbers = ", ".join(str(one.number) for one in release.sensitive)
    only = "chỉ " if release.policy.is_default else ""
    head = f"Từ quyết định và điểm công bố, về tiêu chí nhạy cảm ({numbers}) {only}suy ra được:"
    return (head, *(f"- {line}" for line in (*_more(release), *_lines(release))))


def _more(release: PublicRelease) -> Iterator[str]:
    """Yield what a named policy tells beyond decisions and public points."""
    if release.policy.official_results:
        yield (
            "theo chính sách công bố thêm: lấy tổng điểm trừ điểm công bố thì biết đúng các tiêu "
            "chí đó của từng đơn vị cộng lại mấy điểm, nhiều khi biết từng tiêu chí"
        )
    if release.zero_share is not None:
        yield (
            "theo chính sách công bố thêm: trong các đơn vị không được công nhận, số đơn vị có "
            f"tiêu chí đó bị điểm liệt là {release.zero_share.value}"
        )


def _lines(release: PublicRelease) -> Iterator[str]:
    recognised = _units(release, State.RECOGNISED)
    refused = _units(release, State.REFUSED)
    least = _of_kind(recognised, ForcedKind.AT_LEAST)
    above = _of_kind(recognised, ForcedKind.ABOVE_FLOOR)
    lost = _of_kind(refused, ForcedKind.LOST)
    if not recognised and not refused:
        yield "không gì cả: chưa có quyết định nào"
        return
    if least or above:
        yield (
            f"{_of((*above, *least), recognised)} đơn vị được công nhận: mỗi tiêu chí đó trên "
            "điểm liệt"
        )
    if least:
        most = max(one.forced.least for one in least if one.forced)
        full = next(one.forced.full for one in least if one.forced)
        yield (
            f"{_of(least, recognised)} đơn vị được công nhận: các tiêu chí đó cộng lại được ít "
            f"nhất bằng phần còn thiếu để đủ ngưỡng (nhiều nhất là {vietnamese(most)} trên "
            f"{vietnamese(full)} điểm)"
        )
    if refused:
        yield (
            f"{_of(lost, refused)} đơn vị không được công nhận: có ít nhất một tiêu chí đó không "
            "được điểm tối đa, không biết tiêu chí nào"
        )
    unexplained = _of_kind((*recognised, *refused), ForcedKind.UNEXPLAINED)
    if unexplained:
        yield (
            f"{vietnamese(len(unexplained))} đơn vị: quyết định không theo từ điểm công bố, không "
            "suy ra được gì"
        )
    for one in release.withheld_points:
        yield f"nhóm «{one.group}»: chỉ đơn vị được công nhận có điểm"


def _units(release: PublicRelease, state: State) -> tuple[PublicCommune, ...]:
    return tuple(one for one in release.communes if one.state is state and one.forced)


def _of_kind(units: tuple[PublicCommune, ...], kind: ForcedKind) -> tuple[PublicCommune, ...]:
    return tuple(one for one in units if one.forced and one.forced.kind is kind)


def _of(some: tuple[PublicCommune, ...], whole: tuple[PublicCommune, ...]) -> str:
    return f"{vietnamese(len(some))}/{vietnamese(len(whole))}"
