"""Makes the registers of ``criteria/units`` again, from one wheel of the package index.

Run ``python scripts/make_units.py`` and read the diff. The wheel is only read, never imported
and no dependency of the program. What its data do not say (types of provinces that changed
later, sources that other data dispute) stands below, each with its source.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

Row = tuple[str, ...]

FOLDER = Path(__file__).parent.parent / "criteria" / "units"
PACKAGE, VERSION = "vietnamadminunits", "1.0.4"
WHEEL_SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
SOURCE = f"gói {PACKAGE} {VERSION} trên PyPI (08/10/2025)"
LICENCE = "MIT, © 2025 Tran Ngoc Minh Hieu (LICENSE-vietnamadminunits.txt)"

OLD, NEW = "2025-03-01", "2025-07-01"  # the first has Phú Mỹ as a city: 1365/NQ-UBTVQH15
KINDS = ("xã", "phường", "thị trấn", "đặc khu")
WHOLE, PART, UNKNOWN = "toàn bộ", "một phần", "chưa rõ"

DISPUTED = frozenset(
    """
    00553 00556 01615 01651 02482 02485 06079 09013 10798 11890 23053 25462 27691 28036 28252
    28270 28437 28439 28924 29623 29734 29902 29908 31246 31268 31378 31379 31438 31474 31480
    31483 31582 31606 31657 31666 31669 31714 31741 31744
    """.split()  # noqa: SIM905 -- forty codes read better as a block
)
"""Old communes that the package maps otherwise than the conversion table of the statistics
office, as ``vietnam-provinces`` 2026.9.0 has it (compared on 22/11/2026). 37 have other new
units there, mostly because the package mixes up two communes of one name in one province; two
are not in that table. Which is right nobody has looked up: a human decides."""

DISPUTED_TARGETS = (("00553", "00562"), ("01615", "01648"), ("02485", "02494"), ("09013", "09817"))
"""Old and new codes that only the other table has; without them the new unit would look whole."""

_CITY, _PROVINCE = "thành phố trực thuộc trung ương", "tỉnh"
_DATABASE, _OTHER = "thanglequoc/vietnamese-provinces-database", "vietnam-provinces 2026.9.0"
_SECONDARY, _UNCONFIRMED = "nguồn thứ cấp", "chưa xác nhận"

TYPE_CHANGES: tuple[Row, ...] = (
    (
        *(NEW, "75", "Thành phố Đồng Nai", _CITY, "2026-04-30", _SECONDARY),
        f"dẫn Nghị quyết 30/2026/QH16: {_DATABASE} v3.1 trở đi, {_OTHER}",
    ),
    (
        *(NEW, "22", "Thành phố Quảng Ninh", _CITY, "2026-09-01", _UNCONFIRMED),
        f"dẫn Nghị quyết 36/2026/QH16: {_DATABASE} v5.1.0, {_OTHER}; chưa thấy văn bản",
    ),
    (
        *(NEW, "24", "Thành phố Bắc Ninh", _CITY, "2026-09-20", _UNCONFIRMED),
        f"dẫn Nghị quyết 39/2026/QH16: {_DATABASE} v5.2.0, {_OTHER}; chưa thấy văn bản",
    ),
)
"""A level ``chưa xác nhận`` is never filled in by itself: the table has to say it."""

KIND_DOUBTS: tuple[Row, ...] = (
    (
        *(NEW, "75", "xã", "phường", "2026-04-30", "10", _SECONDARY),
        "Nghị quyết 237/NQ-UBTVQH16 (dẫn lại); sổ 01/07/2025 chưa biết là những xã nào",
    ),
    (
        *(NEW, "24", "xã", "phường", "2026-09-20", UNKNOWN, _UNCONFIRMED),
        "Nghị quyết 388/NQ-UBTVQH16 (dẫn lại); chưa biết có xã nào thành phường",
    ),
)
"""Provinces where some communes changed their kind after the register, nobody knows which."""

OLD_HEADS = ("ma_xa", "ten_xa", "loai", "ma_huyen", "huyen", "ma_tinh", "tinh")
NEW_HEADS = ("ma_xa", "ten_xa", "loai", "ma_tinh", "tinh")
CONVERSION_HEADS = ("ma_cu", "ma_moi", "quan_he")
TYPE_HEADS = ("so", "ma_tinh", "tinh", "loai", "tu_ngay", "muc", "nguon")
DOUBT_HEADS = ("so", "ma_tinh", "loai_cu", "loai_moi", "tu_ngay", "so_don_vi", "muc", "nguon")


def main() -> None:
    """Download the wheel, write the files, print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wheel", type=Path, help="an already downloaded wheel")
    given = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        wheel = given or download(Path(folder))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
            sys.exit(f"{wheel.name}: not the wheel this script was written for")
        with zipfile.ZipFile(wheel) as archive:
            write(archive, Path(folder))
    sys.stdout.write((FOLDER / "registers.yaml").read_text(encoding="utf-8"))


def download(folder: Path) -> Path:
    """Fetch the wheel by name and version, without its dependencies."""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:")
    subprocess.run([*pip, f"{PACKAGE}=={VERSION}", "-d", folder], check=True)  # noqa: S603
    return next(folder.glob("*.whl"))


def write(archive: zipfile.ZipFile, folder: Path) -> None:
    """Write every file of the registers; the same wheel gives the same bytes."""
    database = folder / "dataset.db"
    database.write_bytes(archive.read(f"{PACKAGE}/data/dataset.db"))
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    old = connection.execute("SELECT * FROM admin_units_legacy").fetchall()
    new = connection.execute("SELECT * FROM admin_units").fetchall()
    connection.close()
    table = json.loads(archive.read(f"{PACKAGE}/data/converter_2025.json"))
    licence = archive.read(f"{PACKAGE}-{VERSION}.dist-info/licenses/LICENSE")
    (FOLDER / "LICENSE-vietnamadminunits.txt").write_bytes(licence)

    # Five island districts had no communes: rows without a code, and nothing to look up.
    old_rows = sorted(
        _unit(r, "districtCode", "district", "provinceCode", "province")
        for r in old
        if r["wardCode"]
    )
    new_rows = sorted(_unit(r, "provinceCode", "province") for r in new)
    conversion = sorted(converted(old, new, table))
    types = [*_types(OLD, old), *_types(NEW, new), *TYPE_CHANGES]
    write_csv("communes-2025-03-01.csv", OLD_HEADS, old_rows)
    write_csv("communes-2025-07-01.csv", NEW_HEADS, new_rows)
    write_csv("conversion-2025-07-01.csv", CONVERSION_HEADS, conversion)
    write_csv("province-types.csv", TYPE_HEADS, types)
    write_csv("kinds-in-doubt.csv", DOUBT_HEADS, KIND_DOUBTS)
    manifest = manifest_text(old_rows, new_rows, conversion)
    (FOLDER / "registers.yaml").write_bytes(manifest.encode())


def _unit(row: sqlite3.Row, *rest: str) -> Row:
    """Return one row. The kind is the name's own first word.

    The package's column of kinds contradicts the name seven times (10543, 11848, 31213,
    31299 of the new register, 15061, 27046, 27076 of the old); for the four new ones
    ``vietnam-provinces`` 2026.9.0 agrees with the name.
    """
    kind = next(kind for kind in KINDS if row["ward"].lower().startswith(f"{kind} "))
    return (row["wardCode"], row["ward"], kind, *(row[name] for name in rest))


def _types(register: str, rows: Iterable[sqlite3.Row]) -> list[Row]:
    names = {row["provinceCode"]: row["province"] for row in rows}
    source = f"tên tỉnh trong {SOURCE}"
    return [
        (
            *(register, code, name, _CITY if name.startswith("Thành phố ") else _PROVINCE),
            *(register, _SECONDARY, source),
        )
        for code, name in sorted(names.items())
    ]


def converted(
    old: Iterable[sqlite3.Row], new: Iterable[sqlite3.Row], table: dict[str, dict[str, object]]
) -> Iterator[Row]:
    """Yield old code, new code and how much of the old commune went there.

    The package joins by names without diacritics; each key is unique in its data.
    """
    old_codes = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"] for r in old
    }
    new_codes = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    pairs: list[tuple[str, str, str]] = []
    for province, units in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for unit, sources in units.items():  # type: ignore[attr-defined]
            pairs += [(source, new_codes[province, unit], WHOLE) for source in sources]
    for province, sources in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for source, targets in sources.items():  # type: ignore[attr-defined]
            pairs += [(source, new_codes[province, t["newWardKey"]], PART) for t in targets]
    for source, target, relation in pairs:
        code = old_codes[source]
        if code:
            yield code, target, UNKNOWN if code in DISPUTED else relation
    for code, target in DISPUTED_TARGETS:
        yield code, target, UNKNOWN


def write_csv(name: str, heads: Row, rows: Iterable[Row]) -> None:
    """Write utf-8 with LF, so that the SHA-256 is the same on every system."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    (FOLDER / name).write_bytes(text.getvalue().encode())


def manifest_text(old: Sequence[Row], new: Sequence[Row], conversion: Sequence[Row]) -> str:
    """Return ``registers.yaml``: where each file is from, its SHA-256, what was counted in it."""
    targets = Counter(code for code, _, _ in conversion)
    relations = {code: relation for code, _, relation in conversion}
    by_relation = Counter(relations.values())
    split = Counter(targets[code] for code in relations if relations[code] == PART)
    good = {row[0] for row in new} - {row[1] for row in conversion if row[2] != WHOLE}
    computable = good & {row[1] for row in conversion}
    kinds_old, kinds_new = Counter(r[2] for r in old), Counter(r[2] for r in new)
    return f"""\
# Do scripts/make_units.py ghi; không sửa tay. Cách đọc: README.md bên cạnh.
gói nguồn: {{tên: {PACKAGE} {VERSION}, sha256: "{WHEEL_SHA256}"}}
sổ:
  - tên: Ba cấp, trước sắp xếp năm 2025
    có hiệu lực từ: {OLD}
    hết hiệu lực từ: {NEW}
{_sealed("communes-2025-03-01.csv")}
    đã đếm: {len(old)} đơn vị = {_counts(kinds_old)}; {len({r[3] for r in old})} huyện có xã, \
{len({r[5] for r in old})} tỉnh
  - tên: Hai cấp, từ 01/07/2025
    có hiệu lực từ: {NEW}
    hết hiệu lực từ: null
{_sealed("communes-2025-07-01.csv")}
    đã đếm: {len(new)} đơn vị = {_counts(kinds_new)}; {len({r[3] for r in new})} tỉnh
quy đổi:
  - từ sổ: {OLD}
    sang sổ: {NEW}
{_sealed("conversion-2025-07-01.csv")}
    đã đếm: {by_relation[WHOLE]} xã cũ vào trọn một đơn vị mới, {by_relation[PART]} bị chia \
({", ".join(f"{split[n]} thành {n}" for n in sorted(split))}), {by_relation[UNKNOWN]} chưa rõ; \
{len(computable)} đơn vị mới chỉ gồm nguồn trọn vẹn
loại tỉnh:
{_sealed("province-types.csv", 2)}
loại xã chưa rõ:
{_sealed("kinds-in-doubt.csv", 2)}
"""


def _counts(kinds: Counter[str]) -> str:
    return " + ".join(f"{number} {kind}" for kind, number in kinds.most_common())


def _sealed(name: str, indent: int = 4) -> str:
    digest = hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()
    is_from_package = name.startswith(("communes", "conversion"))
    source = SOURCE if is_from_package else "cột «nguon» của từng dòng"
    if name.startswith("conversion"):
        source += f"; dòng «chưa rõ»: {_OTHER} ghi khác"
    licence = LICENCE if is_from_package else "sự kiện pháp lý, ghi nguồn từng dòng"
    return "\n".join(
        " " * indent + line
        for line in (
            f"tệp: {name}",
            f'sha256: "{digest}"',
            f'nguồn: "{source}"',
            f"giấy phép: {licence}",
        )
    )


if __name__ == "__main__":
    main()
