"""The workflow as data: roles, states, steps, from ``data/quy-trinh.yaml`` or an office's own.

The code knows what a command can carry (a version, an appraisal, a decision) and what each word
under ``cần`` means; who may do which step from which state stands in the file.
"""

# No ``from __future__ import annotations``: ``written`` reads the hints of these classes.
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Literal

import criteria
from scoring.base.problems import Problem, ProblemsFound, nearest, shown
from scoring.formats.fields import UNKNOWN, Day, Text, YesNo
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, text_of, tree_of, tree_of_text
from scoring.rules.verification import Verification

SHIPPED = criteria.PROCEDURE / "quy-trinh.yaml"

NOTHING_YET = "chưa có hồ sơ"
"""The state before the first step."""
STAYS = "giữ nguyên"
"""The target of a step that leaves the state as it is."""
BY_DECISION = "theo quyết định"
"""The status of a state that says what the decision said."""

DRAFT: Final = "import --draft"
FINISH: Final = "appraise --finish"
RECOGNISE: Final = "decide --recognise"
REFUSE: Final = "decide --refuse"
"""Names of acts. Workflows and hashed events have said them since the first register, as a
command line of then did: they stay names, whatever a face calls the acts today."""

Command = Literal[
    "import",
    "import --draft",
    "submit",
    "withdraw",
    "start",
    "return",
    "appraise",
    "appraise --finish",
    "decide --recognise",
    "decide --refuse",
    "publish",
    "reopen",
    "lock",
    "unlock",
    "cancel",
    "transfer",
]
NeedWord = Literal[
    "lý do",
    "đủ số liệu",
    "số liệu chưa khóa",
    "số liệu đang khóa",
    "bản thẩm định",
    "kết luận được",
    "bản thẩm định hoàn chỉnh",
    "đã xem hồ sơ",
    "không còn phần bỏ ngỏ",
    "đạt",
    "số và ngày văn bản",
    "số quyết định đúng thể thức",
    "số văn bản đúng thể thức",
    "một số chỉ một văn bản",
    "ngày văn bản không trước ngày nộp",
    "người ký",
    "người thẩm định không quyết định",
    "xã nhận",
]
Status = Literal[
    "tự chấm", "đã thẩm định", "được công nhận", "không được công nhận", "theo quyết định"
]


@from_yaml
class Agency:
    """A dated value: which agency holds a role from a day on."""

    from_day: Annotated[Day, yaml_key("từ ngày", "Ngày đầu tiên")]
    name: Annotated[Text, yaml_key("là", "Cơ quan; «chưa rõ» khi chưa biết")]
    verified: Annotated[Verification | None, yaml_key("đối chiếu", "Mức tin cậy")] = None


@from_yaml
class Role:
    """Who takes part, and which agency that is, by day."""

    name: Annotated[Text, yaml_key("tên", "Tên vai trò, viết sau họ tên và dấu hai chấm")]
    task: Annotated[Text, yaml_key("việc", "Vai trò này làm gì")]
    agencies: Annotated[tuple[Agency, ...], yaml_key("cơ quan", "Cơ quan nào, từ ngày nào")]

    def agency_on(self, day: date) -> str:
        """Return the agency on *day*; ``chưa rõ`` where nobody knows."""
        known = [agency for agency in self.agencies if agency.from_day <= day]
        last = max(known, key=lambda agency: agency.from_day, default=None)
        return last.name if last is not None else UNKNOWN


@from_yaml
class State:
    """Where a dossier may stand, and how a table of results calls it; drafts are in none."""

    name: Annotated[Text, yaml_key("tên", "Tên trạng thái")]
    status: Annotated[
        Status | None, yaml_key("tình trạng", "Giá trị cột tinh_trang; bỏ trống thì không vào bảng")
    ] = None


@from_yaml
class Step:
    """One step: by which command, from where to where, by whom, with what."""

    name: Annotated[Text, yaml_key("tên", "Tên bước")]
    command: Annotated[Command, yaml_key("lệnh", "Việc ghi bước này")]
    sources: Annotated[tuple[Text, ...], yaml_key("từ", "Các trạng thái có thể đi từ đó")]
    target: Annotated[Text, yaml_key("đến", "Trạng thái sau bước, hoặc «giữ nguyên»")]
    roles: Annotated[tuple[Text, ...], yaml_key("vai trò", "Những vai trò được làm")]
    needs: Annotated[tuple[NeedWord, ...], yaml_key("cần", "Điều phải có")] = ()
    locks: Annotated[YesNo | None, yaml_key("khóa số liệu", "có: khóa; không: mở khóa")] = None
    drops_decision: Annotated[
        YesNo | None, yaml_key("bỏ quyết định", "có: quyết định đã ghi không còn là kết quả")
    ] = None


@from_yaml
class _File:
    name: Annotated[Text, yaml_key("tên", "Tên quy trình")]
    verified: Annotated[Verification, yaml_key("đối chiếu", "Mức tin cậy của quy trình")]
    roles: Annotated[tuple[Role, ...], yaml_key("vai trò", "Các vai trò")]
    keeper: Annotated[Text, yaml_key("quản trị", "Vai trò được lập sổ và đổi quy trình")]
    states: Annotated[tuple[State, ...], yaml_key("trạng thái", "Các trạng thái")]
    steps: Annotated[tuple[Step, ...], yaml_key("bước", "Các bước")]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A checked workflow, with the SHA-256 of the text it was read from."""

    sha256: str
    name: str
    verified: Verification
    roles: tuple[Role, ...]
    keeper: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]

    def role(self, name: str) -> Role:
        """Return a role by its name; raises ``LookupError`` with a Vietnamese message."""
        for role in self.roles:
            if role.name == name:
                return role
        known = [role.name for role in self.roles]
        hint = nearest(name, known) or f"các vai trò: {', '.join(known)}"
        raise LookupError(f"không có vai trò {shown(name)}; {hint}")

    def state(self, name: str) -> State:
        """Return a state by its name; raises ``LookupError`` with a Vietnamese message."""
        for state in self.states:
            if state.name == name:
                return state
        known = [state.name for state in self.states]
        hint = nearest(name, known) or f"các trạng thái: {', '.join(known)}"
        raise LookupError(f"không có trạng thái {shown(name)}; {hint}")

    @property
    def drafts(self) -> frozenset[str]:
        """The states in which a dossier begins that is not handed in yet."""
        return frozenset(
            step.target
            for step in self.steps
            if step.command == DRAFT and NOTHING_YET in step.sources
        )

    @property
    def cancelled(self) -> frozenset[str]:
        """The states of dossiers that should not be: in no list, no count, no table."""
        gone = {"cancel", "transfer"}
        return frozenset(step.target for step in self.steps if step.command in gone)

    @property
    def appraised(self) -> frozenset[str]:
        """The states from the end of an appraisal on: what stands there is no self-assessment."""
        own = {None, "tự chấm"}
        return frozenset(state.name for state in self.states if state.status not in own)

    @property
    def transferred(self) -> frozenset[str]:
        """The states of dossiers that another commune goes on with."""
        return frozenset(step.target for step in self.steps if step.command == "transfer")

    def from_state(self, name: str) -> list[Step]:
        """Return the steps that lead on from a state, in the file's order."""
        return [step for step in self.steps if name in step.sources]

    def commands_from(self, name: str) -> set[str]:
        """Return the commands that lead on from a state."""
        return {step.command for step in self.from_state(name)}


def load_workflow(path: Path) -> tuple[Workflow, str]:
    """Read a workflow and its text; raises ``ProblemsFound`` with all faults by line."""
    return _checked(*tree_of(path)), text_of(path)


def workflow_of(text: str, name: str) -> Workflow:
    """Return the workflow a register keeps."""
    return _checked(*tree_of_text(text, name))


def _checked(tree: Tree, problems: list[Problem]) -> Workflow:
    file = shaped(_File, tree, problems)
    problems = [*problems, *_faults(file, tree)]
    if problems:
        raise ProblemsFound(problems)
    return Workflow(
        tree.sha256, file.name, file.verified, file.roles, file.keeper, file.states, file.steps
    )


def _faults(file: _File, tree: Tree) -> Iterator[Problem]:
    roles = [role.name for role in file.roles]
    states = [state.name for state in file.states]
    yield from _repeated("vai trò", roles, tree)
    yield from _repeated("trạng thái", states, tree)
    yield from _repeated("bước", [step.name for step in file.steps], tree)
    for at, role in enumerate(file.roles):
        if ":" in role.name:
            path: Path_ = ("vai trò", at, "tên")
            message = f"tên vai trò {shown(role.name)} có dấu hai chấm"
            hint = "người làm viết là «Họ tên:vai trò»"
            yield Problem(tree.place(path), "ten-vai-tro", message, hint)
    yield from _unknown("vai trò", [file.keeper], roles, tree, ("quản trị",))
    for at, step in enumerate(file.steps):
        here: Path_ = ("bước", at)
        sources = [*states, NOTHING_YET]
        yield from _unknown("trạng thái", step.sources, sources, tree, (*here, "từ"))
        yield from _unknown("trạng thái", [step.target], [*states, STAYS], tree, (*here, "đến"))
        yield from _unknown("vai trò", step.roles, roles, tree, (*here, "vai trò"))
        if NOTHING_YET in step.sources and not step.command.startswith("import"):
            message = f"bước {shown(step.name)} bắt đầu khi chưa có hồ sơ nhưng không nhập hồ sơ"
            yield Problem(tree.place((*here, "từ")), "buoc-chua-co-ho-so", message)
        elif NOTHING_YET in step.sources and step.target == STAYS:
            message = "bước nhập hồ sơ đầu tiên phải nói đến trạng thái nào"
            yield Problem(tree.place((*here, "đến")), "buoc-chua-co-ho-so", message)
    yield from _unreachable(file, tree)


def _repeated(what: str, names: list[str], tree: Tree) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name in names[:at]:
            message = f"{what} {shown(name)} có hai lần"
            yield Problem(tree.place((what, at, "tên")), "trung-ten", message)


def _unknown(
    what: str, names: tuple[str, ...] | list[str], known: list[str], tree: Tree, path: Path_
) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name not in known:
            message = f"không có {what} {shown(name)} trong tệp này"
            hint = nearest(name, known) or f"đang có: {', '.join(known)}"
            yield Problem(tree.place((*path, at)), "ten-la", message, hint)


def _unreachable(file: _File, tree: Tree) -> Iterator[Problem]:
    reached = {NOTHING_YET}
    while True:
        more = {step.target for step in file.steps if reached & {*step.sources}} - reached
        if not more:
            break
        reached |= more
    for at, state in enumerate(file.states):
        if state.name not in reached:
            message = f"không bước nào dẫn đến trạng thái {shown(state.name)}"
            yield Problem(tree.place(("trạng thái", at)), "khong-toi-duoc", message)
