"""Whatever stands in a file: rows, rows that are refused, or a sentence; never a traceback or wrong letters.

Tables of every kind are cut off, have bytes flipped, zeroed, doubled or taken from one another, and bytes of
no kind at all are read. What comes out of a table is what went in, or is told.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from babel import Locale
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.reading.limits import Limits
from ingest.reading.rows import BrokenRow, Table, TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.spreadsheets import ods
from tests.ingest.workbooks import write_workbook

HEADINGS = ["nazwa", "kraj", "kwota", "data"]
ROWS = [
    ["Gmina Łąka Żółta", "PL", "1 234,50 zł", "2020-03-01"],
    ['Stowarzyszenie "Cisza"', "PL", "99,90", "15.06.2021"],
    ["Pramanų biblioteka; skyrius", "LT", "", "2021-06-15"],
    ["Képzelt Könyvtár\nfiók", "HU", "0", ""],
] * 5
ENDINGS = (
    ".csv",
    ".tsv",
    ".txt",
    ".json",
    ".jsonl",
    ".parquet",
    ".xlsx",
    ".xls",
    ".ods",
    ".zip",
    ".csv.gz",
    "",
)
# A small limit, so that what would be slow is refused instead.
LIMITS = Limits(workbook_seconds=20)
Files = Callable[[str, bytes], Path]
house = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def delimited(delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    lines = [
        delimiter.join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in [HEADINGS, *ROWS]
    ]
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def parquet() -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({h: [row[i] for row in ROWS] for i, h in enumerate(HEADINGS)}), buffer)
    return buffer.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One sound table of each kind, by a name for it."""
    folder = tmp_path_factory.mktemp("sound")
    objects = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    return {
        "utf8.csv": delimited(),
        "mark.csv": delimited(encoding="utf-8-sig"),
        "cp1250.csv": _polish("cp1250"),
        "utf16.tsv": delimited("\t", "utf-16"),
        "list.json": json.dumps(objects, ensure_ascii=False).encode(),
        "lines.jsonl": "\n".join(json.dumps(one) for one in objects).encode(),
        "table.parquet": parquet(),
        "packed.csv.gz": gzip.compress(delimited()),
        "packed.zip": packed({"a/table.csv": delimited()}),
        "book.xlsx": write_workbook(folder / "b.xlsx", {"S": [HEADINGS, *ROWS]}).read_bytes(),
        "book.ods": ods(folder / "b.ods", [HEADINGS, *ROWS]).read_bytes(),
    }


def _polish(encoding: str) -> bytes:
    rows = [row for row in [HEADINGS, *ROWS] if row[1] in ("PL", "kraj")]
    return "\n".join(";".join(cell.replace('"', "") for cell in row) for row in rows).encode(encoding)


@pytest.fixture
def file(tmp_path: Path) -> Files:
    """Writes a file into the test's own folder, over the one before."""

    def write(ending: str, content: bytes) -> Path:
        path = tmp_path / f"table{ending}"
        path.write_bytes(content)
        return path

    return write


def outcome(path: Path) -> list[TableRow | BrokenRow] | str:
    """What a user gets: rows, or a sentence. Any other error is one of the program and fails the test."""
    try:
        table = open_table(path, limits=LIMITS)
        rows = list(table.rows())
    except InputError as error:
        return error.message
    _check(table, rows)
    return rows


def _check(table: Table, rows: list[TableRow | BrokenRow]) -> None:
    for row in rows:
        if isinstance(row, BrokenRow):
            assert row.reason
        else:
            assert set(row.cells) <= set(table.headings)
            every = "".join(row.cells.values())
            assert not [c for c in every if "\ud800" <= c <= "\udfff" or c == "\x00"], row


@house
@given(content=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
@example(content=b"PK\x03\x04" + bytes(40), ending=".xlsx")
@example(content=b"PAR1" + bytes(20) + b"PAR1", ending=".parquet")
@example(content=b"\x1f\x8b\x08", ending=".csv.gz")
@example(content=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ending=".xls")
def test_bytes_of_no_kind(file: Files, content: bytes, ending: str) -> None:
    outcome(file(ending, content))


@house
@given(
    content=st.text("a1,;|\t\"'\n\r {}[]:\\\x00\x0bé\ufeff\u2028=-", max_size=200),
    ending=st.sampled_from(ENDINGS),
)
def test_texts_of_all_signs_that_tables_are_made_of(file: Files, content: str, ending: str) -> None:
    outcome(file(ending, content.encode()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@house
@given(values=st.lists(JSON, max_size=5), lines=st.booleans())
def test_any_json(file: Files, values: list[object], lines: bool) -> None:
    text = "\n".join(map(json.dumps, values)) if lines else json.dumps(values)

    outcome(file(".jsonl" if lines else ".json", text.encode()))


def test_sound_tables_are_read_whole(file: Files, tables: dict[str, bytes]) -> None:
    for name, content in tables.items():
        rows = outcome(file(f"-{name}", content))
        assert isinstance(rows, list), (name, rows)
        assert {row.cells["nazwa"] for row in rows if isinstance(row, TableRow)} >= {"Gmina Łąka Żółta"}, name
        assert [row for row in rows if isinstance(row, BrokenRow)] == []


def test_tables_cut_off_at_fifty_places(file: Files, tables: dict[str, bytes]) -> None:
    """What was read before the cut is right: a table cut off never gives a text that did not stand in it."""
    cells = {cell for row in ROWS for cell in row}
    for name, content in tables.items():
        for size in range(0, len(content), max(1, len(content) // 50)):
            rows = outcome(file(f"-{name}", content[:size]))
            found = [row for row in rows if isinstance(row, TableRow)] if isinstance(rows, list) else []
            texts = {text for row in found[:-1] for text in row.cells.values()}
            assert texts <= cells | {cell.replace('"', "") for cell in cells}, (name, size)


DAMAGE = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(["flip", "zero", "double", "drop", "long"])),
    min_size=1,
    max_size=4,
)
KINDS = ("utf8.csv", "mark.csv", "cp1250.csv", "utf16.tsv", "list.json", "lines.jsonl", "table.parquet")
PACKED = ("packed.csv.gz", "packed.zip", "book.xlsx", "book.ods")


def damaged(content: bytes, damage: list[tuple[float, str]]) -> bytes:
    data = bytearray(content)
    for share, how in damage:
        at = int(share * len(data))
        data[at : at + 1] = {
            "flip": bytes([data[at] ^ 0x41]),
            "zero": b"\x00",
            "double": bytes(data[at : at + 1]) * 2,
            "drop": b"",
            "long": b"x" * 100_000,
        }[how]
    return bytes(data)


@house
@given(name=st.sampled_from(KINDS), damage=DAMAGE)
def test_damaged_tables(
    file: Files, tables: dict[str, bytes], name: str, damage: list[tuple[float, str]]
) -> None:
    outcome(file(f"-{name}", damaged(tables[name], damage)))


@settings(house, max_examples=25)
@given(name=st.sampled_from(PACKED), damage=DAMAGE)
def test_damaged_archives_and_workbooks(
    file: Files, tables: dict[str, bytes], name: str, damage: list[tuple[float, str]]
) -> None:
    outcome(file(f"-{name}", damaged(tables[name], damage)))


@settings(house, max_examples=25)
@given(part=st.integers(0, 3), damage=DAMAGE)
def test_workbooks_with_damaged_parts_in_a_sound_archive(
    file: Files, tables: dict[str, bytes], part: int, damage: list[tuple[float, str]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(tables["book.xlsx"])) as book:
        members = {name: book.read(name) for name in book.namelist()}
    name = sorted(members)[part % len(members)]

    outcome(file(".xlsx", packed(members | {name: damaged(members[name], damage)})))


@settings(house, max_examples=40)
@given(
    members=st.dictionaries(
        st.text("ab./\\:é ", min_size=1, max_size=8).map(lambda name: f"{name}.csv")
        | st.just("xl/workbook.xml"),
        st.binary(max_size=60),
        max_size=4,
    )
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_any_archive(file: Files, members: dict[str, bytes]) -> None:
    outcome(file(".zip", packed(members)))


LETTERS = {
    "utf-8": "ąčęėįšųūžłóńøåæéßñçőűțșđžЖβ",
    "utf-16": "ąčęėįšųūžłóńøåæéßñçőűțșđžЖβ",
    "cp1250": "ąćęłńóśźżáčďéěíňőřšťúůűýžß",
    "cp1252": "àâäåæçéèêëíïñóôöøúùûüß",
    "cp1257": "ąčęėįšųūžāēģīķļņōŗ",
    "iso8859-2": "ąćęłńóśźżáčďéěíňőřšťúůűýž",
}


@settings(house, max_examples=150)
@given(data=st.data(), encoding=st.sampled_from(sorted(LETTERS)))
def test_the_letters_that_come_out_are_those_that_went_in(
    file: Files, data: st.DataObject, encoding: str
) -> None:
    """Where a person says the encoding; without that, words decide, and where they cannot, it is told."""
    word = st.text(LETTERS[encoding] + "abcdeiort", min_size=1, max_size=12)
    words = data.draw(st.lists(word, min_size=1, max_size=8))
    path = file(".csv", "\n".join(["id;name", *(f"1;{word}" for word in words)]).encode(encoding))
    table = open_table(path, encoding=encoding)

    assert [row.cells["name"] for row in table.rows() if isinstance(row, TableRow)] == words


@pytest.mark.timeout(60)
def test_a_long_run_of_letters_beside_words_of_an_old_encoding(file: Files) -> None:
    """A cell of 100,000 letters without a space (a picture in base 64) took more than ten minutes."""
    rows = outcome(file(".csv", _polish("cp1250") + b"\n" + b"x" * 300_000 + b";PL;1;2020\n"))

    assert isinstance(rows, list)
    assert {row.cells["nazwa"] for row in rows if isinstance(row, TableRow)} >= {"Gmina Łąka Żółta"}


WRITTEN_IN = {
    "cp1250": "pl cs hr",
    "iso8859-2": "hu",
    "cp1257": "lt",
    "cp1252": "de fr es da",
    "cp1253": "el",
    "cp1251": "bg",
}


@settings(house, max_examples=60)
@given(data=st.data(), encoding=st.sampled_from(sorted(WRITTEN_IN)))
def test_nobody_says_the_encoding_and_no_wrong_letter_comes_out(
    file: Files, data: st.DataObject, encoding: str
) -> None:
    """Names of countries in old encodings: right to the letter, or refused with the reason; never wrong."""
    language = data.draw(st.sampled_from(WRITTEN_IN[encoding].split()))
    known = [name for name in Locale(language).territories.values() if _can_be_written(name, encoding)]
    words = data.draw(st.lists(st.sampled_from(known), min_size=5, max_size=40, unique=True))
    rows = outcome(file(".csv", "\n".join(["id;name", *(f"1;{word}" for word in words)]).encode(encoding)))

    if isinstance(rows, str):
        assert "Say its encoding" in rows
    else:
        assert [row.cells["name"] for row in rows if isinstance(row, TableRow)] == words


def _can_be_written(name: str, encoding: str) -> bool:
    try:
        name.encode(encoding)
    except UnicodeEncodeError:
        return False
    return name.isprintable() and name == name.strip()
