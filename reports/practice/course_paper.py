"""The trainer's sheet: two hours, exercise by exercise, with questions, answers and reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import criteria
from reports.papers.office import EMPTY
from reports.papers.office_words import OfficeWords, days, office_words
from reports.papers.set_reading import document_set
from reports.practice.text import asked, lettered
from reports.word.writing import docx_templates
from reports.wording.clean import cleaned
from reports.wording.notices import Notice
from scoring.engine.explanation import level_words
from scoring.practice.course import CourseFile
from scoring.practice.solving import Solution, solved
from scoring.rules.ruleset import Ruleset

_SET = criteria.DOCUMENTS / "khoa-tap-huan.yaml"


_INVENTED = Notice(
    "SỐ LIỆU MẪU – xã hư cấu, không phải số liệu thật",
    "Tên xã và mọi số liệu trong các bài do phần mềm đặt ra để làm thử.",
)


@dataclass(frozen=True, slots=True)
class LessonWords:
    """One exercise on the sheet."""

    number: str
    title: str
    minutes: str
    story: str
    question: str
    choices: str
    answer: str
    why: str
    teaches: str


@dataclass(frozen=True, slots=True)
class CoursePaper:
    """The view model of the sheet."""

    title: str
    ruleset: str
    level: str
    commune: str
    minutes: str
    office: OfficeWords
    days: Mapping[str, str]
    notices: tuple[Notice, ...]
    lessons: tuple[LessonWords, ...]


def course_paper(file: CourseFile, ruleset: Ruleset) -> bytes:
    """Return the sheet as a Word file."""
    documents = document_set(_SET, CoursePaper)
    (template,) = docx_templates(documents)
    lessons = tuple(
        _lesson(number, file, number - 1, solved(file, one, ruleset))
        for number, one in enumerate(file.exercises, 1)
    )
    paper = CoursePaper(
        file.title,
        ruleset.document.number,
        level_words(ruleset.level),
        file.base.name,
        str(sum(one.minutes for one in file.exercises)),
        office_words(EMPTY),
        days(EMPTY, documents),
        (_INVENTED,),
        lessons,
    )
    return template.fill(cleaned(paper))


def _lesson(number: int, file: CourseFile, at: int, solution: Solution) -> LessonWords:
    one = file.exercises[at]
    choices = lettered(solution)
    return LessonWords(
        str(number),
        one.title,
        str(one.minutes),
        one.story,
        asked(one),
        "; ".join(f"{letter}. {choice}" for letter, choice in choices),
        f"{choices[solution.right][0]}. {solution.answer}",
        solution.why,
        one.teaches,
    )
