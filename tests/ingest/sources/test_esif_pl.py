"""Polish lists of operations: the real files whole, and small ones for what their rows can be."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from graph.vocabulary import Node, Tie
from ingest.sources.esif_pl import ESIF_PL
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

WIDE = "Czy projekt jest realizowany na obszarze większym niż jedna jednostka administracyjna?"
ROAD: Cells = {
    "Tytuł projektu": "Obwodnica Żabna",
    "Nazwa beneficjenta": "Gmina Żabno",
    "Wartość projektu": "1000000.50",
    "Dofinansowanie z EU": "850000.25",
    "Multimedia": "Nie",
    "Dziedzina": "transport",
    WIDE: "Tak",
}
FILES = {
    "CF_2007_2013": (2_190, 2_190),
    "CF_2014_2020": (125, 125),
    "ERDF_2014_2020": (749, 749),
    "ESF_2014_2020": (2_437, 2_437),
}


def read(folder: Path, *rows: Cells) -> Loaded:
    file = table_file(folder / "PL.csv", rows, delimiter=";", encoding="cp1250", newline="\r\n")
    return load(ESIF_PL, file)


def real(data: Path, name: str) -> Path:
    return data / "esif" / f"PL.poland_Poland_{name}.csv"


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_the_real_files_is_an_operation(data: Path, name: str) -> None:
    found = load(ESIF_PL, real(data, name))
    rows = cells(real(data, name), delimiter=";", encoding="cp1250")
    assert (found.accounted, len(found.rows)) == FILES[name] == (len(rows), len(rows))
    assert found.contradictions == []
    assert found.counts["Project"] == found.counts["PARTICIPATES_IN"] == len(rows)
    names = {" ".join(row["Nazwa beneficjenta"].lower().split()) for row in rows}
    assert found.counts["Organisation"] == len(names)


@pytest.mark.parametrize("name", FILES)
def test_support_sums_to_that_of_the_file(data: Path, name: str) -> None:
    found = load(ESIF_PL, real(data, name)).ties(Tie.FUNDED_BY).values()
    column = next(
        heading for heading in cells(real(data, name), delimiter=";", encoding="cp1250")[0] if "EU" in heading
    )
    expected = sum(Decimal(row[column]) for row in cells(real(data, name), delimiter=";", encoding="cp1250"))
    assert sum(Decimal(str(tie["amount"])) for tie in found) == expected
    assert {tie["currency"] for tie in found} == {"PLN"}


def test_gminas_are_municipalities_and_schools_are_schools(data: Path) -> None:
    bodies = [body for name in FILES for body in load(ESIF_PL, real(data, name)).of(Node.ORGANISATION)]
    gminas = [body for body in bodies if re.match(r"gmina|miasto", str(body["name"]), re.IGNORECASE)]
    assert len(gminas) > 1_000
    assert [body["name"] for body in gminas if body.get("kind") != "municipality"] == []
    schools = [body for body in bodies if "PRZEDSZKOLE" in str(body["name"])]
    assert {body.get("kind") for body in schools} == {"school"}
    unions = [body for body in bodies if re.match(r"związek (miast|gmin)", str(body["name"]), re.IGNORECASE)]
    assert {body.get("kind") for body in unions} == {None}


@pytest.mark.parametrize("name", ["CF_2014_2020", "ESF_2014_2020"])
def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path, name: str) -> None:
    other = shuffled(real(data, name), tmp_path / "other.csv", delimiter=";", encoding="cp1250")
    assert load(ESIF_PL, other).stated == load(ESIF_PL, real(data, name)).stated


def test_a_row_becomes_a_beneficiary_in_a_funded_project(tmp_path: Path) -> None:
    found = read(tmp_path, ROAD)
    (body,), (project,), (theme,) = found.of(Node.ORGANISATION), found.of(Node.PROJECT), found.of(Node.THEME)
    assert (body["name"], body["country"], body["kind"]) == ("Gmina Żabno", "PL", "municipality")
    assert project == {"title": "Obwodnica Żabna", "budget": "1000000.50", "currency": "PLN"}
    assert theme["name"] == "transport"
    (funding,) = found.ties(Tie.FUNDED_BY).values()
    assert funding == {"amount": "850000.25", "currency": "PLN"}
    (part,) = found.ties(Tie.PARTICIPATES_IN).values()
    assert part == {}


def test_headings_that_name_the_zloty_are_read_too(tmp_path: Path) -> None:
    old = {"Wartość projektu": "Wartość projektu [zł]", "Dofinansowanie z EU": "Dofinansowanie z EU [zł]"}
    found = read(tmp_path, {old.get(heading, heading): text for heading, text in ROAD.items()})
    (funding,) = found.ties(Tie.FUNDED_BY).values()
    assert funding["amount"] == "850000.25"


def test_operations_that_differ_in_their_sums_alone_are_two(tmp_path: Path) -> None:
    found = read(tmp_path, ROAD, {**ROAD, "Wartość projektu": "2000000.00"})
    assert (found.counts["Project"], found.counts["Organisation"], found.contradictions) == (2, 1, [])


def test_a_true_double_is_one_record(tmp_path: Path) -> None:
    found = read(tmp_path, ROAD, ROAD)
    assert len({row.record.uid for row in found.rows}) == 1
    assert found.contradictions == []


def test_capitals_and_spaces_of_a_beneficiary_do_not_matter(tmp_path: Path) -> None:
    found = read(tmp_path, ROAD, {**ROAD, "Nazwa beneficjenta": " GMINA  ŻABNO", "Tytuł projektu": "Szkoła"})
    assert found.counts["Organisation"] == 1


def test_no_field_is_no_theme(tmp_path: Path) -> None:
    assert read(tmp_path, {**ROAD, "Dziedzina": "brak"}).of(Node.THEME) == []


@pytest.mark.parametrize(
    ("change", "column", "word"),
    [
        ({"Nazwa beneficjenta": ""}, "Nazwa beneficjenta", "empty"),
        ({"Tytuł projektu": ""}, "Tytuł projektu", "empty"),
        ({"Dofinansowanie z EU": "ok. 5 mln"}, "Dofinansowanie z EU", "not an amount"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_in_words(
    tmp_path: Path, change: Cells, column: str, word: str
) -> None:
    found = read(tmp_path, ROAD, {**ROAD, **change})
    (rejected,) = found.rejections
    assert (rejected.location.row, rejected.column) == (3, column)
    assert word in rejected.reason
    assert len(found.rows) == 1


def test_a_sum_left_out_is_unknown_and_not_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, {**ROAD, "Wartość projektu": "", "Dofinansowanie z EU": ""})
    (project,), (funding,) = found.of(Node.PROJECT), found.ties(Tie.FUNDED_BY).values()
    assert project == {"title": "Obwodnica Żabna"}
    assert funding == {}


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    file = table_file(tmp_path / "a.csv", [ROAD], delimiter=";")
    assert recognised(file, [ESIF_PL]) == "esif-pl: operations"
