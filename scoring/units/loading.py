"""From ``registers.yaml`` and the CSV files beside it to ``Units``.

Each file must have the SHA-256 that the manifest says, so that a register changed by hand or
cut off on the way is noticed before anybody is told a wrong code.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from scoring.base.communes import CommuneKind
from scoring.base.file_errors import reason
from scoring.base.problems import Place, Problem, ProblemsFound, file_name, shown
from scoring.formats.fields import Day, OptionalDay, Text
from scoring.formats.schema_classes import from_yaml, yaml_key
from scoring.formats.yaml_files import shaped, tree_of
from scoring.units.registers import (
    Confidence,
    Conversion,
    KindDoubt,
    ProvinceType,
    Register,
    Relation,
    Transfer,
    Unit,
    Units,
)

T = TypeVar("T")
MANIFEST = "registers.yaml"
_CITY = "thành phố trực thuộc trung ương"


@from_yaml
class _Package:
    name: Annotated[Text, yaml_key("tên", "Gói đã lấy số liệu")]
    sha256: Annotated[Text, yaml_key("sha256", "Của tệp gói")]


@from_yaml
class _File:
    file: Annotated[Text, yaml_key("tệp", "Tên tệp CSV bên cạnh")]
    sha256: Annotated[Text, yaml_key("sha256", "Của tệp CSV")]
    source: Annotated[Text, yaml_key("nguồn", "Lấy từ đâu")]
    licence: Annotated[Text, yaml_key("giấy phép", "Giấy phép của nguồn")]


@from_yaml
class _RegisterFile:
    name: Annotated[Text, yaml_key("tên", "Tên sổ")]
    valid_from: Annotated[Day, yaml_key("có hiệu lực từ", "Ngày đầu tiên")]
    valid_until: Annotated[OptionalDay, yaml_key("hết hiệu lực từ", "Ngày đầu tiên không còn dùng")]
    file: Annotated[Text, yaml_key("tệp", "Tên tệp CSV bên cạnh")]
    sha256: Annotated[Text, yaml_key("sha256", "Của tệp CSV")]
    source: Annotated[Text, yaml_key("nguồn", "Lấy từ đâu")]
    licence: Annotated[Text, yaml_key("giấy phép", "Giấy phép của nguồn")]
    counted: Annotated[Text, yaml_key("đã đếm", "Số đơn vị đếm được")]


@from_yaml
class _ConversionFile:
    from_register: Annotated[Day, yaml_key("từ sổ", "Ngày của sổ cũ")]
    to_register: Annotated[Day, yaml_key("sang sổ", "Ngày của sổ mới")]
    file: Annotated[Text, yaml_key("tệp", "Tên tệp CSV bên cạnh")]
    sha256: Annotated[Text, yaml_key("sha256", "Của tệp CSV")]
    source: Annotated[Text, yaml_key("nguồn", "Lấy từ đâu")]
    licence: Annotated[Text, yaml_key("giấy phép", "Giấy phép của nguồn")]
    counted: Annotated[Text, yaml_key("đã đếm", "Số xã đếm được")]


@from_yaml
class _Manifest:
    package: Annotated[_Package, yaml_key("gói nguồn", "Gói đã lấy số liệu")]
    registers: Annotated[tuple[_RegisterFile, ...], yaml_key("sổ", "Các sổ, sổ cũ trước")]
    conversions: Annotated[tuple[_ConversionFile, ...], yaml_key("quy đổi", "Từ sổ cũ sang sổ mới")]
    types: Annotated[_File, yaml_key("loại tỉnh", "Loại của tỉnh, theo ngày")]
    doubts: Annotated[
        _File, yaml_key("loại xã chưa rõ", "Nơi có xã đã đổi loại mà chưa biết xã nào")
    ]


def load_units(folder: Path) -> Units:
    """Read the registers of *folder*; raises ``ProblemsFound`` with the faults of all files."""
    return _Loading(folder).units()


class _Loading:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def units(self) -> Units:
        manifest = self._manifest()
        registers = tuple(
            Register(
                said.name,
                said.valid_from,
                said.valid_until,
                {unit.code: unit for unit in self._rows(said, _unit)},
            )
            for said in manifest.registers
        )
        conversions = [
            Conversion(said.from_register, said.to_register, tuple(self._rows(said, _transfer)))
            for said in manifest.conversions
        ]
        types = tuple(self._rows(manifest.types, _province_type))
        doubts = tuple(self._rows(manifest.doubts, _kind_doubt))
        if self.problems:
            raise ProblemsFound(self.problems)
        return Units(registers, types, doubts, conversions[-1] if conversions else None)

    def _manifest(self) -> _Manifest:
        tree, problems = tree_of(self.folder / MANIFEST)
        manifest = shaped(_Manifest, tree, problems)
        if problems:
            raise ProblemsFound(problems)
        return manifest

    def _rows(
        self,
        said: _RegisterFile | _ConversionFile | _File,
        make: Callable[[dict[str, str]], T],
    ) -> Iterator[T]:
        # Only a name beside the manifest: a register never reads elsewhere.
        path = self.folder / Path(said.file).name
        place = Place(file_name(path))
        try:
            content = path.read_bytes()
        except OSError as error:
            message = f"không đọc được tệp: {reason(error)}"
            self.problems.append(Problem(place, "khong-doc-duoc", message))
            return
        if hashlib.sha256(content).hexdigest() != said.sha256:
            message = f"SHA-256 khác với {MANIFEST}; tệp đã bị sửa hoặc hỏng"
            hint = "lấy lại tệp gốc, hoặc chạy scripts/make_units.py"
            self.problems.append(Problem(place, "sai-sha256", message, hint))
            return
        rows = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
        for row in rows:
            try:
                made = make(row)
            except (KeyError, ValueError) as error:
                message = f"dòng không đọc được: {shown(error)}"
                at = Place(place.file, rows.line_num)
                self.problems.append(Problem(at, "dong-hong", message))
            else:
                yield made


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(
        row["ma_xa"],
        row["ten_xa"],
        CommuneKind(row["loai"]),
        row["ma_tinh"],
        row["tinh"],
        row.get("huyen"),
    )


def _transfer(row: dict[str, str]) -> Transfer:
    return Transfer(row["ma_cu"], row["ma_moi"], Relation(row["quan_he"]))


def _province_type(row: dict[str, str]) -> ProvinceType:
    return ProvinceType(
        date.fromisoformat(row["so"]),
        row["ma_tinh"],
        row["tinh"],
        row["loai"] == _CITY,
        date.fromisoformat(row["tu_ngay"]),
        Confidence(row["muc"]),
        row["nguon"],
    )


def _kind_doubt(row: dict[str, str]) -> KindDoubt:
    return KindDoubt(
        date.fromisoformat(row["so"]),
        row["ma_tinh"],
        CommuneKind(row["loai_cu"]),
        CommuneKind(row["loai_moi"]),
        date.fromisoformat(row["tu_ngay"]),
        row["nguon"],
    )
