"""Of any file: what was written is read, or refused in words; never a traceback, never a changed text."""

import csv
import gzip
import io
import json
import random
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.reading.mending import needs_care
from ingest.reading.rows import BrokenRow, Table, TableRow
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written
from tests.ingest.reading.places import PLACES, table_of
from tests.ingest.workbooks import write_workbook

UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
OLD = ["cp1250", "cp1252", "cp1253", "cp1257", "iso8859-2"]
WORDS = st.sampled_from(" ".join(PLACES.values()).split())
TEXTS = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffd"), max_size=12
    ),
    st.text(alphabet='ab1 "\n\r,;\t|', max_size=8),
    WORDS,
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[list[list[str]]]:
    def of_width(width: int) -> st.SearchStrategy[list[list[str]]]:
        return st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6)

    return st.integers(2, 5).flatmap(of_width)


def written_as(rows: list[list[str]], codec: str, delimiter: str, end: str, quoting: int) -> bytes:
    headings = [f"heading {number}" for number, _ in enumerate(rows[0] if rows else "ab")]
    text = io.StringIO(newline="")
    if any("\n" in cell or "\r" in cell for row in rows for cell in row):
        quoting = csv.QUOTE_ALL  # the library quotes a line break only if it is the one that ends lines
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([headings, *rows])
    return text.getvalue().encode(codec)


def as_read(rows: list[list[str]]) -> list[list[str]]:
    stripped = ([cell.strip() for cell in row] for row in rows)
    return [row for row in stripped if any(row)]


def cells_of(table: Table) -> list[list[str]]:
    return [[row.cells.get(heading, "") for heading in table.headings] for row in table.rows()]


@settings(max_examples=300)
@given(
    tables(TEXTS),
    st.sampled_from(UNICODE),
    st.sampled_from(",;\t|"),
    ENDS,
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_was_written_in_unicode_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    codec: str,
    delimiter: str,
    end: str,
    quoting: int,
) -> None:
    path = tmp_path_factory.mktemp("round") / "a.csv"
    path.write_bytes(written_as(rows, codec, delimiter, end, quoting))
    try:
        table = open_table(path)
    except InputError:
        return
    assert table.encoding is not None
    assert table.encoding.startswith("UTF")
    for row, cells in zip(table.rows(), as_read(rows), strict=True):
        assert isinstance(row, TableRow)
        for heading, cell in zip(table.headings, cells, strict=True):
            assert row.cells.get(heading, "") == cell or (needs_care(cell) and heading in row.mended)


@given(tables(st.lists(WORDS, min_size=1, max_size=4).map(" ".join)), st.sampled_from(OLD), ENDS)
def test_words_written_in_an_old_encoding_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], codec: str, end: str
) -> None:
    kept = [[cell.encode(codec, errors="ignore").decode(codec) for cell in row] for row in rows]
    if kept != rows:
        return
    path = tmp_path_factory.mktemp("round") / "a.csv"
    path.write_bytes(written_as(rows, codec, ";", end, csv.QUOTE_MINIMAL))
    try:
        table = open_table(path)
    except InputError:
        return
    assert cells_of(table) == as_read(rows) or "by the evidence of words" in table.notes[0]


@given(tables(TEXTS), st.sampled_from(OLD), ENDS)
def test_no_old_encoding_is_chosen_in_silence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], codec: str, end: str
) -> None:
    kept = [[cell.encode(codec, errors="ignore").decode(codec) for cell in row] for row in rows]
    path = tmp_path_factory.mktemp("round") / "a.csv"
    path.write_bytes(written_as(kept, codec, ";", end, csv.QUOTE_MINIMAL))
    try:
        table = open_table(path)
        found = cells_of(table)
    except (InputError, AttributeError):
        return
    assert found == as_read(kept) or table.notes


def outcome(path: Path) -> list[TableRow | BrokenRow] | None:
    """What reading gives, None where it is refused; texts must be sound and reasons must be sentences."""
    try:
        table = open_table(path)
        found = list(table.rows())
    except InputError as error:
        complaint = error.message
    else:
        complaint = None
    if complaint is not None:
        assert complaint.strip().endswith((".", "?"))
        return None
    for row in found:
        if isinstance(row, BrokenRow):
            assert row.reason.endswith(".")
            continue
        for text in row.cells.values():
            assert text == text.strip() != ""
            assert not [
                letter
                for letter in text
                if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\t\r\n"
            ]
    assert all(isinstance(note, str) for note in table.notes)
    return found


@settings(max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.json", "a.jsonl", "a.xlsx", "a.gz", "a"]))
def test_random_bytes_never_give_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("random") / name
    path.write_bytes(data)
    outcome(path)


@pytest.mark.parametrize(
    "start", [b"a,b\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"PAR1", b'[{"a":', b"\xff\xfe", b"\xef\xbb\xbf"]
)
def test_random_bytes_after_a_sign_of_some_kind(written: Written, start: bytes) -> None:
    chance = random.Random(7)
    for _ in range(60):
        outcome(written("a", start + chance.randbytes(chance.randrange(300))))


def whole_csv() -> bytes:
    rows = "".join(
        f'{number};"Łódź; ""{number}""\nPiotrkowska {number}";{number}.50\n' for number in range(60)
    )
    return f"id;name;sum\n{rows}".encode()


def whole_json() -> bytes:
    return json.dumps(
        [{"id": number, "name": "Łódź", "list": [1, {"a": None}]} for number in range(60)]
    ).encode()


def whole_lines() -> bytes:
    return b"".join(json.dumps({"id": number, "name": "Łódź"}).encode() + b"\n" for number in range(60))


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1250"])
def test_a_table_cut_off_at_fifty_places(written: Written, codec: str) -> None:
    """Rows before the cut are whole; the cut one is broken, or its end cannot be told from a real one."""
    data = whole_csv().decode().encode(codec)
    whole = outcome(written("whole.csv", data))
    assert whole is not None
    for size in range(len(data) // 51, len(data) - 1, len(data) // 51):
        found = outcome(written("cut.csv", data[:size]))
        if found is None:
            continue
        good = [row for row in found[:-1] if isinstance(row, TableRow)]
        assert good == whole[: len(good)]
        assert len(good) == len(found[:-1])


@pytest.mark.parametrize(("name", "data"), [("a.json", whole_json()), ("a.jsonl", whole_lines())])
def test_json_cut_off_at_fifty_places(written: Written, name: str, data: bytes) -> None:
    whole = outcome(written(name, data))
    assert whole is not None
    for size in range(len(data) // 51, len(data) - 1, len(data) // 51):
        found = outcome(written(name, data[:size]))
        if found:
            assert found[:-1] == whole[: len(found) - 1]
            assert isinstance(found[-1], BrokenRow) or found[-1] == whole[len(found) - 1]


def test_archives_and_spreadsheets_cut_off_are_refused(written: Written, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", whole_csv())
    workbook = write_workbook(
        tmp_path / "whole.xlsx", {"S": [["a", "b"], *([str(n), float(n)] for n in range(60))]}
    )
    packed = {"a.zip": archive.filename, "a.xlsx": workbook}
    for name, path in packed.items():
        data = Path(str(path)).read_bytes()
        for size in range(len(data) // 51, len(data) - 1, len(data) // 51):
            assert outcome(written(name, data[:size])) is None
    data = gzip.compress(whole_csv())
    for size in range(len(data) // 51, len(data) - 1, len(data) // 51):
        assert outcome(written("a.csv.gz", data[:size])) is None


def test_damage_anywhere_is_refused_or_named(written: Written) -> None:
    chance = random.Random(11)
    for data, name in (
        (whole_csv(), "a.csv"),
        (whole_lines(), "a.jsonl"),
        (gzip.compress(whole_csv()), "a.csv.gz"),
    ):
        for _ in range(60):
            broken = bytearray(data)
            for _ in range(chance.choice((1, 3, 30))):
                broken[chance.randrange(len(broken))] = chance.choice(
                    (0, 10, 13, 34, 59, chance.randrange(256))
                )
            outcome(written(name, bytes(broken)))


def test_sentences_for_a_person_name_the_file(written: Written) -> None:
    for name, data in {"a.csv": b"\n", "b.json": b"[]", "c.zip": b"PK\x03\x04", "d.xlsx": b"%PDF"}.items():
        with pytest.raises(InputError, match=name):
            open_table(written(name, data))


def test_one_table_in_every_kind_of_file(written: Written, tmp_path: Path) -> None:
    places = PLACES["pl"].split()
    text = table_of(PLACES["pl"])
    objects = [{"code": number, "name": place} for number, place in enumerate(places, start=1)]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", text)
    rows = [["code", "name"], *([float(entry["code"]), entry["name"]] for entry in objects)]
    paths = [
        written("a.csv", text),
        written("b.csv", text.replace(";", "\t").encode("utf-16")),
        written("a.csv.gz", gzip.compress(text.encode("cp1250"))),
        tmp_path / "a.zip",
        written("a.json", json.dumps(objects)),
        written("a.jsonl", "\n".join(map(json.dumps, objects))),
        write_workbook(tmp_path / "a.xlsx", {"S": rows}),
    ]
    expected = [{"code": str(entry["code"]), "name": entry["name"]} for entry in objects]
    for path in paths:
        assert [row.cells for row in open_table(path).rows()] == expected, path.name
