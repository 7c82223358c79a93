"""The shortest way to recognition as plain text: routes, their steps, what stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.wording.steps import is_prevention, route_words, step_words
from reports.wording.text_lines import notice_lines, wrapped
from scoring.advice.assessment_cycle import AssessmentCycle, CycleDue
from scoring.advice.routes import Advice, Route
from scoring.advice.steps import RouteStep
from scoring.base.quantities import vietnamese
from scoring.engine.score_sheet import ScoreSheet

_MOST_ROUTES = 3

Alternatives = Sequence[tuple[RouteStep, Route | None]]


def advice_text(
    sheet: ScoreSheet,
    advice: Advice,
    instead: Alternatives = (),
    deadlines: AssessmentCycle | None = None,
    margin: Iterable[str] = (),
) -> str:
    """Return the advice for one commune; ends with an empty line.

    *instead* are the alternatives to the steps of the first route, *deadlines* what is known
    of the next assessment, *margin* the sentences for a commune that needs no route.
    """
    lines = [*_head(sheet)]
    for sentence in advice_sentences(sheet, advice, instead, margin):
        indent = sentence[: len(sentence) - len(sentence.lstrip())]
        lines += wrapped(sentence.lstrip(), indent)
    if deadlines is not None and advice.is_needed:
        for sentence in deadline_sentences(deadlines, sheet.year):
            lines += wrapped(sentence, "")
    return "\n".join([*lines, ""])


def advice_sentences(
    sheet: ScoreSheet, advice: Advice, instead: Alternatives = (), margin: Iterable[str] = ()
) -> Iterator[str]:
    """Yield the sentences of ``advice_text``; one under another begins with two blanks more."""
    yield from _body(sheet, advice, instead) if advice.is_needed else margin


def _head(sheet: ScoreSheet) -> Iterator[str]:
    commune = sheet.commune
    yield f"{commune.name} · {commune.code} · năm {sheet.year}"
    yield from notice_lines(sheet)


def _body(sheet: ScoreSheet, advice: Advice, instead: Alternatives) -> Iterator[str]:
    yield from beyond_sentences(sheet, advice)
    total, goal = sheet.total, sheet.threshold.points
    yield f"Chắc chắn được {vietnamese(total.minimum)} điểm, ngưỡng {vietnamese(goal)}."
    floor = sheet.ruleset.disqualifying_points
    lost = advice.beyond.criteria if advice.beyond else ()
    first = [
        f"tiêu chí {criterion.number} ({criterion.name})"
        for criterion in sheet.criteria
        if criterion.minimum <= floor and criterion.number not in lost
    ]
    if first:
        yield (
            f"Trước hết: {', '.join(first)} phải được trên {vietnamese(floor)} điểm; còn ở mức "
            "đó thì đủ điểm cũng không đạt."
        )
    if advice.open_parts:
        yield (
            f"Phần chưa chấm được: {', '.join(advice.open_parts)}. Điền đủ số liệu trước, đường "
            "đi có thể ngắn hơn; dưới đây tính các phần này ở mức thấp nhất."
        )
    if not advice.routes:
        yield (
            "Chưa tính được đường đi: phần chưa chấm có thể chỉ được 0 điểm."
            if advice.open_parts
            else "Với số liệu này, không cách nào ở các phần trên đủ điều kiện."
        )
        return
    for number, route in enumerate(advice.routes[:_MOST_ROUTES], 1):
        yield from _route(number, route, sheet)
    yield from _alternatives(instead)


def beyond_sentences(sheet: ScoreSheet, advice: Advice) -> Iterator[str]:
    """Yield what this year cannot be reached any more, and when at the earliest."""
    beyond = advice.beyond
    if beyond is None:
        return
    names = {criterion.number: criterion.name for criterion in sheet.criteria}
    what = [
        f"tiêu chí {number} ({names[number]}) ở điểm liệt, chỉ có thể thay đổi bằng phòng ngừa"
        for number in beyond.criteria
    ]
    goal = sheet.threshold.points
    if beyond.most < goal:
        what.append(
            f"tổng điểm, làm hết mọi việc còn làm được cũng chỉ tới {vietnamese(beyond.most)}, "
            f"ngưỡng {vietnamese(goal)}"
        )
    yield (
        f"Năm {sheet.year} không còn đạt được: {'; '.join(what)}. Sớm nhất là với số liệu của "
        f"năm {sheet.year + 1}."
    )


def _route(number: int, route: Route, sheet: ScoreSheet) -> Iterator[str]:
    yield (
        f"Cách {number}: {route_words(route.steps)}; được ít nhất {vietnamese(route.total)} điểm"
    )
    now = [step for step in route.steps if not is_prevention(step)]
    later = [step for step in route.steps if is_prevention(step)]
    for title, steps in (("Việc làm được:", now), ("Để kỳ sau tốt hơn:", later)):
        # One kind of steps needs no title.
        if steps and now and later:
            yield f"  {title}"
        for step in steps:
            yield f"  - {step_words(step)}"
            evidence = _evidence(step, sheet)
            if evidence:
                yield f"    minh chứng: {evidence}"


def _evidence(step: RouteStep, sheet: ScoreSheet) -> str:
    part = sheet.part(step.part)
    needed = part.evidence
    for item in part.items:
        if item.code == step.item:
            needed = item.evidence
    return "; ".join(f"{one.document} ({one.citation or one.level.value})" for one in needed)


def _alternatives(instead: Alternatives) -> Iterator[str]:
    """Yield another way for each step, those with the same other way on one line."""
    together: dict[str, list[str]] = {}
    for step, other in instead:
        told = "không còn cách nào khác" if other is None else route_words(other.steps)
        together.setdefault(told, []).append(_named(step))
    for told, steps in together.items():
        forced = " bước này bắt buộc." if len(steps) == 1 else " các bước này bắt buộc."
        end = f",{forced}" if told.startswith("không còn") else "."
        yield f"  Nếu không làm được {' hoặc '.join(steps)}: {told}{end}"


def _named(step: RouteStep) -> str:
    return f"nội dung {step.item}" if step.band is None else f"phần {step.part}"


def deadline_sentences(deadlines: AssessmentCycle, year: int) -> Iterator[str]:
    """Yield the next assessment after *year* as each source has it, then the bodies."""
    dues = deadlines.after(year)
    if not dues:
        return
    yield f"Hạn: {'; hoặc '.join(map(_due, dues))}."
    if len({due.year for due in dues}) > 1:
        yield "Các nguồn nói khác nhau về mấy năm đánh giá một lần; hỏi cơ quan hướng dẫn."
    body = deadlines.body_on(dues[0].last_day)
    if body is None:
        yield "Cơ quan phụ trách: chưa rõ."
    else:
        yield (
            f"Cơ quan phụ trách: {body.name}, {body.guided_by} hướng dẫn, từ "
            f"{body.from_day:%d/%m/%Y} ({body.verified})."
        )


def _due(due: CycleDue) -> str:
    first, last = due.cycle.plan_of(due.year)
    plan = f", kế hoạch {first}–{last}" if first != last else ""
    text = due.cycle.text[0].lower() + due.cycle.text[1:]
    return f"tháng {due.cycle.month}/{due.year} ({text}{plan}; {due.cycle.verified})"
