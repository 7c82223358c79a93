"""Commands and options are said by the command line alone; what lies below it says plain words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from phuhop.cli import hints
from phuhop.cli.main import phuhop
from phuhop.usecases.problems import Place, Problem
from phuhop.usecases.wrong_use import WrongUse
from registry.workflow.needs import Facts, Need
from registry.workflow.steps import Position, RefusedStep, legal_steps, step_for
from registry.workflow.workflow import SHIPPED, load_workflow
from scoring.base.problems import ProblemsFound
from tests.support.places import ROOT

CORE = ("scoring", "reports", "registry", "phuhop/usecases", "phuhop/files")
FOR_A_TERMINAL = {
    "phuhop/usecases/samples/demo.py": "the list of samples says which command to try",
    "phuhop/usecases/samples/nation.py": "as above",
    "phuhop/files/pdf.py": "options of LibreOffice",
}
STORED = re.compile(r"import --draft|appraise --finish|decide --(recognise|refuse)")
"""Names of acts as workflows and events have said since the first register."""
COMMAND = re.compile(
    rf"(?<![\w-])--[a-z]|phuhop (?:{'|'.join(phuhop.commands)})\b|registry [a-z]+ "
)


def _texts(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node not in documented | alone:
            yield node.value


def _core() -> Iterator[Path]:
    for room in CORE:
        yield from (ROOT / room).rglob("*.py")


def test_no_text_below_the_command_line_names_a_command_or_an_option() -> None:
    named = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in _core()
        if path.relative_to(ROOT).as_posix() not in FOR_A_TERMINAL
        for text in _texts(path)
        if COMMAND.search(STORED.sub("", text))
    ]

    assert [] == named


@pytest.mark.parametrize("table", [hints.FAULTS, hints.WISHES, hints.CHECKS])
def test_every_plain_phrase_is_said_somewhere(
    table: dict[str, tuple[tuple[str, str], ...]],
) -> None:
    # A text over two lines is one text to whoever reads it.
    whole = "\n".join(re.sub(r'"\s*\n\s*f?"', "", path.read_text("utf-8")) for path in _core())
    lost = [plain for phrases in table.values() for plain, _ in phrases if plain not in whole]

    assert [] == lost


def test_a_fault_is_told_with_the_command_that_helps() -> None:
    plain = Problem(Place("so.db"), "chua-co-so", "chưa có sổ", "tạo sổ mới, hoặc chỉ đúng chỗ")

    assert (
        "so.db: [chua-co-so] chưa có sổ; tạo sổ mới bằng phuhop registry init, hoặc chỉ đúng chỗ "
        "bằng --db"
    ) == str(hints.in_commands(plain))


def test_a_fault_that_no_command_mends_stays_as_it_is() -> None:
    plain = Problem(Place("a.csv", 2), "o-trong", "ô trống", "ghi số")

    assert plain is hints.in_commands(plain)


def test_a_place_that_is_taken_is_told_with_the_option_of_a_command_that_has_one() -> None:
    plain = Problem(Place("ra"), "da-co-tep", "đã có tệp này", "chọn tên khác")
    with click.Context(click.Command("a"), info_name="a") as context:
        context.params = {"output": Path("ra")}
        with_option = hints.in_commands(plain)
        context.params = {}
        without = hints.in_commands(plain)

    assert ("chọn tên khác bằng -o", "chọn tên khác") == (with_option.hint, without.hint)


def test_a_wish_is_told_with_the_option_of_its_field() -> None:
    assert "-o: trùng với bảng đưa vào" == hints.wrong_use_words(
        WrongUse("output", "trùng với bảng đưa vào")
    )
    assert "nêu --workflow hoặc --deadlines" == hints.wrong_use_words(
        WrongUse("workflow", "nêu quy trình hoặc thời hạn")
    )


def test_a_refused_step_says_fields_to_a_page_and_options_to_a_terminal() -> None:
    workflow, _ = load_workflow(SHIPPED)
    position = Position("99001/2024", "đã thẩm định", Facts(has_appraisal=True, reason=None))
    with pytest.raises(ProblemsFound) as found:
        step_for(workflow, position, "return", "thẩm định")
    (problem,) = found.value.problems

    assert isinstance(problem, RefusedStep)
    assert (Need("reason", "phải nêu lý do"),) == problem.missing
    assert "--" not in str(problem)
    told = str(hints.in_commands(problem))
    assert "«yêu cầu bổ sung»: phải nêu lý do (--reason); bước hợp lệ: " in told
    assert "không công nhận (decide --refuse: quyết định)" in told


def test_legal_steps_are_those_of_a_role_with_what_each_lacks() -> None:
    workflow, _ = load_workflow(SHIPPED)
    position = Position("99001/2024", "đã thẩm định", Facts(has_appraisal=True))
    offers = legal_steps(workflow, position, {"cấp trên"})

    own = ["mở lại", "hủy hồ sơ nhập nhầm", "chuyển hồ sơ cho xã sau sáp nhập"]
    assert own == [offer.step.name for offer in offers]
    assert {"reason", "receiver"} == {need.field for offer in offers for need in offer.missing}
    assert len(offers) < len(legal_steps(workflow, position))
