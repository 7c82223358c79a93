"""Exercises are scored, not written down: each has one right choice, and the engine says why."""

from __future__ import annotations

from pathlib import Path

import pytest

import criteria
from scoring.base.problems import ProblemsFound
from scoring.engine.scorer import score
from scoring.practice.course import POINTS, WRONG, CourseFile
from scoring.practice.loading import SHIPPED, course_schema_text, load_course
from scoring.practice.solving import NOT_SCORED, reported, solved
from scoring.rules.ruleset import Ruleset


@pytest.fixture
def course(decision_06: Ruleset) -> CourseFile:
    return load_course(decision_06)


def test_the_course_lasts_two_hours_and_each_exercise_teaches_something(
    course: CourseFile,
) -> None:
    assert 120 == sum(one.minutes for one in course.exercises)
    assert all(one.teaches and one.story for one in course.exercises)


def test_every_right_choice_is_what_the_engine_says(
    course: CourseFile, decision_06: Ruleset
) -> None:
    for one in course.exercises:
        solution = solved(course, one, decision_06)
        assert len(solution.choices) == len({*solution.choices})
        assert solution.why
        if one.question == WRONG:
            continue
        sheet = score(decision_06, reported(course, one, decision_06))
        if one.question == POINTS:
            part = sheet.part(str(one.part))
            expected = NOT_SCORED if part.points is None else f"{part.points} điểm"
            assert expected == solution.answer
        else:
            assert sheet.verdict.value == solution.answer


def test_the_exercises_teach_what_they_say(course: CourseFile, decision_06: Ruleset) -> None:
    answers = {one.code: solved(course, one, decision_06).answer for one in course.exercises}

    assert {
        "o-trong": NOT_SCORED,
        "mau-so": "20 điểm",
        "ky-truoc": "0 điểm",
        "minh-chung": "85 điểm",
        "diem-liet": "không đạt",
        "tim-loi": "Số trẻ em đến trường, lớp mầm non: 210",
        "du-dieu-kien": "chưa kết luận được",
    } == answers


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("bộ tiêu chí: 06-QD-TTg-2019", "bộ tiêu chí: khac", "khac-bo"),
        ("    phieu_hop_le: 100\n", "", "thieu-so-lieu"),
        ("mã: mau-so", "mã: o-trong", "trung-ma"),
        ("tre_duoi_1_tuoi: 50, tre", "tre_duoi_1: 50, tre", "ten-la"),
        ("    hỏi: kết luận\n  - mã: tim-loi", "    hỏi: điểm của phần\n  - mã: tim-loi", "phan"),
        ('phần: "5.1"', 'phần: "55"', "ten-la"),
        ("tre_den_truong_lop_mam_non: 210", "tre_den_truong_lop_mam_non: 200", "so-sai"),
        ("tre_khai_sinh_dung_quy_dinh: 40", "tre_khai_sinh_dung_quy_dinh: 400", "so-sai"),
        ("tre_bi_tai_nan_thuong_tich: 30", "tre_bi_tai_nan_thuong_tich: ba", "khong-phai-so"),
    ],
)
def test_every_mistake_in_a_course_is_told(
    decision_06: Ruleset, tmp_path: Path, before: str, after: str, code: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    path = tmp_path / "bai.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(ProblemsFound) as found:
        load_course(decision_06, path)

    assert before in text
    assert code in {problem.code for problem in found.value.problems}


def test_the_schema_is_that_of_the_classes() -> None:
    assert course_schema_text() == (criteria.PRACTICE / "schema.json").read_text("utf-8")
