"""Exercises for the terminal: the list, one question, what came of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from reports.wording.text_lines import wrapped
from scoring.base.quantities import vietnamese
from scoring.practice.course import LEFT_BLANK, WRONG, CourseFile, Exercise
from scoring.practice.solving import Solution
from scoring.rules.ruleset import Ruleset

QUESTIONS = {
    "điểm của phần": "Phần {part} được bao nhiêu điểm?",
    "kết luận": "Kết luận là gì?",
    "số sai": "Số nào sai?",
}


def course_text(file: CourseFile) -> str:
    """Return the list of exercises."""
    lines = [file.title.upper(), "Xã và mọi số liệu trong bài đều hư cấu; không lưu tên người học."]
    lines += [f"  {one.code:14} {one.title}" for one in file.exercises]
    return "\n".join([*lines, ""])


def question_text(one: Exercise, solution: Solution, ruleset: Ruleset) -> str:
    """Return an exercise without its answer."""
    lines = [one.title.upper(), *wrapped(one.story, "")]
    lines += [f"  {name}: {told}" for name, told in figures_told(one, ruleset)]
    lines.append(asked(one))
    lines += [f"  {letter}. {choice}" for letter, choice in lettered(solution)]
    return "\n".join([*lines, ""])


def figures_told(one: Exercise, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    """Yield the figures that an exercise shows, by name."""
    # Which figure differs from the sound ones is the answer where the wrong one is asked for.
    shown = {} if one.question == WRONG else one.figures
    for code, count in shown.items():
        yield ruleset.figures[code].name, LEFT_BLANK if count is None else vietnamese(count)


def asked(one: Exercise) -> str:
    """Return the question."""
    return QUESTIONS[one.question].format(part=one.part)


def lettered(solution: Solution) -> list[tuple[str, str]]:
    """Return the choices with their letters."""
    return list(zip(ascii_uppercase, solution.choices, strict=False))


def answer_text(one: Exercise, solution: Solution, *, is_right: bool) -> str:
    """Return whether an answer is right, why, and what to remember."""
    letter = ascii_uppercase[solution.right]
    told = "ĐÚNG." if is_right else f"CHƯA ĐÚNG. Đáp án: {letter}. {solution.answer}."
    lines = [told, *wrapped(solution.why, "  "), *wrapped(f"Nhớ: {one.teaches}", "  ")]
    return "\n".join([*lines, ""])
