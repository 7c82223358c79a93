"""``phuhop practice``: exercises, checked by the engine; the sheet of a course."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase

from phuhop.files.own_work import write_new
from phuhop.usecases.rulesets import shipped
from phuhop.usecases.wrong_use import WrongUse
from reports.practice.course_paper import course_paper
from reports.practice.text import answer_text, course_text, figures_told, question_text
from reports.practice.text import asked as question_asked
from scoring.base.problems import nearest, shown
from scoring.practice.course import CourseFile, Exercise
from scoring.practice.loading import SHIPPED, load_course
from scoring.practice.solving import Solution, solved
from scoring.rules.ruleset import Ruleset

_RULESET = "06-QD-TTg-2019"


@dataclass(frozen=True, slots=True)
class Answered:
    """Whether an answer is right, and what to say."""

    is_right: bool
    text: str


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """An exercise in a list."""

    code: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class AskedExercise:
    """An exercise as a page asks it: figures by name, choices, which is right (from 0) and why."""

    code: str
    title: str
    story: str
    figures: tuple[tuple[str, str], ...]
    question: str
    choices: tuple[str, ...]
    right: int
    why: str
    teaches: str


def exercises(path: Path | None = None) -> tuple[ListedExercise, ...]:
    """Return the exercises in their order; raises ``ProblemsFound`` for a faulty file."""
    file, _ = _course(path)
    return tuple(ListedExercise(one.code, one.title, one.minutes) for one in file.exercises)


def exercise_of(code: str, path: Path | None = None) -> AskedExercise:
    """Return an exercise with its answer; raises ``WrongUse`` for a code that is none."""
    file, ruleset = _course(path)
    one = _exercise(file, code)
    found = solved(file, one, ruleset)
    return AskedExercise(
        one.code,
        one.title,
        one.story,
        tuple(figures_told(one, ruleset)),
        question_asked(one),
        found.choices,
        found.right,
        found.why,
        one.teaches,
    )


def listed(path: Path | None = None) -> str:
    """Return the list of exercises; raises ``ProblemsFound`` for a faulty file."""
    file, _ = _course(path)
    return course_text(file)


def asked(code: str, path: Path | None = None) -> str:
    """Return an exercise without its answer; raises ``WrongUse`` for a code that is none."""
    file, ruleset = _course(path)
    one = _exercise(file, code)
    return question_text(one, solved(file, one, ruleset), ruleset)


def answered(code: str, answer: str, path: Path | None = None) -> Answered:
    """Judge *answer*, a letter or the words of a choice. Nothing of it is kept."""
    file, ruleset = _course(path)
    one = _exercise(file, code)
    solution = solved(file, one, ruleset)
    is_right = _chosen(solution, answer) == solution.right
    return Answered(is_right, answer_text(one, solution, is_right=is_right))


def write_course(output: Path, path: Path | None = None) -> None:
    """Write the trainer's sheet; a file that a person changed is kept and named."""
    file, ruleset = _course(path)
    write_new(output, course_paper(file, ruleset))


def _course(path: Path | None) -> tuple[CourseFile, Ruleset]:
    ruleset = shipped().get(_RULESET)
    return load_course(ruleset, path or SHIPPED), ruleset


def _exercise(file: CourseFile, code: str) -> Exercise:
    known = {one.code: one for one in file.exercises}
    if code not in known:
        hint = nearest(code, known) or f"đang có: {', '.join(known)}"
        raise WrongUse("code", f"không có bài {shown(code)}; {hint}")
    return known[code]


def _chosen(solution: Solution, answer: str) -> int:
    text = answer.strip()
    letter = text.rstrip(".").upper()
    if len(letter) == 1 and letter in ascii_uppercase[: len(solution.choices)]:
        return ascii_uppercase.index(letter)
    plain = [choice.casefold() for choice in solution.choices]
    if text.casefold() in plain:
        return plain.index(text.casefold())
    letters = ", ".join(ascii_uppercase[: len(solution.choices)])
    raise WrongUse("answer", f"{shown(answer)} không phải lựa chọn nào; chọn {letters}")
