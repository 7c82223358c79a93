"""The parameters of an invented nation, as ``mo-phong.yaml`` says them.

Nothing here knows which figure is which: shares, spreads, correlations and trends are data.
Sizes are persons, cases or survey sheets; shares lie between 0 and 1; spreads are standard
deviations of a logarithm (sizes) or of a logit (shares).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from scoring.base.problems import Problem, ProblemsFound, nearest
from scoring.formats.fields import Number, Text, Whole
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.strict_yaml import Path_, Tree
from scoring.formats.yaml_files import shaped, tree_of
from scoring.rules.ruleset import AreaName, Ruleset

PARAMETERS = Path(__file__).parent / "mo-phong.yaml"


@from_yaml
class _Drawn:
    """How something hangs on the hidden factors of a unit."""

    along: Annotated[
        dict[str, Number] | None, yaml_key("theo", "Yếu tố làm tăng, và độ tương quan với nó")
    ] = None
    against: Annotated[
        dict[str, Number] | None, yaml_key("ngược với", "Yếu tố làm giảm, và độ tương quan với nó")
    ] = None

    @property
    def loadings(self) -> dict[str, float]:
        """Correlation with each factor; between -1 and 1."""
        up = {name: float(value) for name, value in (self.along or {}).items()}
        return up | {name: -float(value) for name, value in (self.against or {}).items()}


@from_yaml
class PreviousPeriod:
    """How the previous period's rate hangs together with this period's."""

    ratio: Annotated[Number, yaml_key("so với kỳ này", "Mức kỳ trước chia cho mức kỳ này")]
    correlation: Annotated[Number, yaml_key("tương quan", "Của hai kỳ ở cùng một đơn vị, 0 đến 1")]


@from_yaml
class FigureModel(_Drawn):
    """How one figure is drawn: a size of its own, or a share of another figure."""

    national_total: Annotated[
        Number | None, yaml_key("tổng cả nước", "Tổng của mọi đơn vị trong nước")
    ] = None
    size: Annotated[
        dict[str, Number] | None,
        yaml_key("quy mô", "Trung vị theo loại; tương đối khi có tổng cả nước"),
    ] = None
    whole: Annotated[Text | None, yaml_key("phần của", "Mã số liệu mà số này là một phần")] = None
    share: Annotated[Number | None, yaml_key("tỷ lệ", "Trung vị của phần đó, 0 đến 1")] = None
    mean: Annotated[
        Number | None, yaml_key("bình quân mỗi xã", "Thay cho tỷ lệ, ở việc hiếm gặp")
    ] = None
    spread: Annotated[Number, yaml_key("độ tản", "Độ lệch chuẩn của log hoặc logit")]
    previous: Annotated[PreviousPeriod | None, yaml_key("kỳ trước", "Kỳ đánh giá trước")] = None


@from_yaml
class AnswerModel(_Drawn):
    """How often an item is answered có."""

    share: Annotated[Number, yaml_key("tỷ lệ", "Tỷ lệ đơn vị trả lời có, 0 đến 1")]


@from_yaml
class AreaModel(_Drawn):
    """How many units of each kind lie in an area; the registers do not say."""

    area: Annotated[AreaName, yaml_key("vùng", "miền núi, hải đảo hoặc đặc biệt khó khăn")]
    share: Annotated[dict[str, Number], yaml_key("tỷ lệ", "Tỷ lệ đơn vị của mỗi loại")]


@from_yaml
class Factor:
    """A hidden property of a unit, partly shared by its province."""

    common: Annotated[Number, yaml_key("cùng tỉnh", "Phần phương sai chung của tỉnh, 0 đến 1")]


@from_yaml
class NameWords:
    """The invented words a name is built of."""

    first: Annotated[Text, yaml_key("từ đầu", "Cách nhau bằng dấu phẩy")]
    second: Annotated[Text, yaml_key("từ giữa", "Cách nhau bằng dấu phẩy")]
    third: Annotated[Text, yaml_key("từ cuối", "Cách nhau bằng dấu phẩy")]

    @property
    def words(self) -> tuple[list[str], list[str], list[str]]:
        """The three lists."""
        return self.first.split(", "), self.second.split(", "), self.third.split(", ")


@from_yaml
class Published:
    """The published shares that the invented nation is to come near to."""

    source: Annotated[Text, yaml_key("nguồn", "Nơi đọc")]
    recognised: Annotated[Whole, yaml_key("công nhận", "Số xã được công nhận")]
    assessed: Annotated[Whole, yaml_key("trong", "Số xã được đánh giá")]
    blamed: Annotated[
        tuple[Whole, ...], yaml_key("không đạt vì tiêu chí", "Các tiêu chí hay trượt")
    ]
    failed_by_blamed: Annotated[
        Whole, yaml_key("số không đạt vì các tiêu chí đó", "Trong số không được công nhận")
    ]
    tolerance: Annotated[Number, yaml_key("dung sai", "Điểm phần trăm")]

    @property
    def share_recognised(self) -> float:
        """Recognised of all assessed."""
        return self.recognised / self.assessed

    @property
    def share_blamed(self) -> float:
        """Failed on the blamed criteria, of all not recognised."""
        return self.failed_by_blamed / (self.assessed - self.recognised)


@from_yaml
class _ModelFile:
    year: Annotated[Whole, yaml_key("năm", "Năm đánh giá")]
    seed: Annotated[Whole, yaml_key("hạt giống", "Cùng hạt giống thì cùng số liệu")]
    published: Annotated[Published, yaml_key("hiệu chuẩn", "Tỷ lệ đã công bố cần đạt gần tới")]
    names: Annotated[NameWords, yaml_key("tên", "Các từ để ghép tên")]
    factors: Annotated[dict[str, Factor], yaml_key("yếu tố", "Yếu tố ẩn của mỗi đơn vị")]
    areas: Annotated[tuple[AreaModel, ...], yaml_key("vùng", "Vùng")]
    figures: Annotated[dict[str, FigureModel], yaml_key("số liệu", "Mã số liệu và tham số")]
    answers: Annotated[dict[str, AnswerModel], yaml_key("nội dung", "Mã nội dung và tham số")]


@dataclass(frozen=True)
class SimulationModel:
    """All parameters, checked against the ruleset they are for."""

    year: int
    seed: int
    published: Published
    names: NameWords
    factors: Mapping[str, Factor]
    areas: tuple[AreaModel, ...]
    figures: Mapping[str, FigureModel]
    answers: Mapping[str, AnswerModel]


def load_model(path: Path, ruleset: Ruleset) -> SimulationModel:
    """Read the parameters; raises ``ProblemsFound`` when they do not fit *ruleset*."""
    tree, problems = tree_of(path)
    file = shaped(_ModelFile, tree, problems)
    problems += _problems(file, tree, ruleset)
    if problems:
        raise ProblemsFound(problems)
    return SimulationModel(
        file.year,
        file.seed,
        file.published,
        file.names,
        file.factors,
        file.areas,
        file.figures,
        file.answers,
    )


def _problems(file: _ModelFile, tree: Tree, ruleset: Ruleset) -> Iterator[Problem]:
    for section, given, wanted in (
        ("số liệu", file.figures, ruleset.figures),
        ("nội dung", file.answers, ruleset.items),
    ):
        for code in sorted(set(wanted) - set(given)):
            message = f"thiếu tham số của «{code}», mà {ruleset.document.number} cần"
            yield Problem(tree.place((section,)), "thieu-tham-so", message)
        for code in sorted(set(given) - set(wanted)):
            hint = nearest(code, list(wanted))
            message = f"{ruleset.document.number} không có «{code}»"
            yield Problem(tree.place((section, code), of_key=True), "ma-la", message, hint)
    drawn: list[tuple[Path_, _Drawn]] = [
        *((("số liệu", code), one) for code, one in file.figures.items()),
        *((("nội dung", code), one) for code, one in file.answers.items()),
        *((("vùng", row), one) for row, one in enumerate(file.areas)),
    ]
    for path, one in drawn:
        if set(one.loadings) - set(file.factors) or sum(v * v for v in one.loadings.values()) > 1:
            message = "«theo», «ngược với»: yếu tố lạ, hoặc tổng bình phương lớn hơn 1"
            yield Problem(tree.place(path), "tuong-quan", message)
    for code, figure in file.figures.items():
        if not _is_drawable(figure, file):
            message = "cần «quy mô», hoặc «phần của» cùng một trong «tỷ lệ», «bình quân mỗi xã»"
            yield Problem(tree.place(("số liệu", code)), "cach-sinh", message)


def _is_drawable(figure: FigureModel, file: _ModelFile) -> bool:
    if figure.size is not None:
        return figure.whole is None and figure.share is None and figure.mean is None
    one_of_both = (figure.share is None) != (figure.mean is None)
    is_share = figure.share is None or 0 < figure.share < 1
    # A figure that is a share of a share of itself could never be drawn.
    seen, whole = 0, figure.whole
    while whole is not None and whole in file.figures and seen <= len(file.figures):
        seen, whole = seen + 1, file.figures[whole].whole
    return figure.whole in file.figures and one_of_both and is_share and whole is None
