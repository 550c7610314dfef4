"""Romanian operations: numbered, with counties that a cell may name several of."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from anyascii import anyascii

from graph.vocabulary import Node, Tie
from ingest.reading.cannot_read import CannotRead
from ingest.sources.esif_ro import COUNTIES, ESIF_RO, counties
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

FILE = "RO.romania_cleaning_romania.csv"
OPERATION: Cells = {
    "Cod SMIS": "6987",
    "Titlu": "Strada  Lunga",
    "Beneficiar": "Municipiul  Piatra",
    " Region ": "Centru",
    " County ": "Alba",
    "Locality": "Piatra",
    "FEDR": "1752091,34",
    "member state amount": "384871",
    "own contribution": "",
    "Ineligible Expenses ": "0",
    "total amount": "3628302",
    "Priority Axis": "Axa Prioritara 1",
    "Intervention Category": "Domeniul 1.1",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(ESIF_RO, table_file(folder / "RO.csv", rows))


def test_every_row_of_the_real_file_is_accounted_for(data: Path) -> None:
    found = load(ESIF_RO, data / "esif" / FILE)
    assert (found.total, found.accounted, len(found.rows)) == (4_636, 4_636, 4_634)
    assert {reject.reason for reject in found.rejections} == {"'Craiova' is no county of Romania."}
    assert (found.counts["Project"], found.counts["PARTICIPATES_IN"], found.contradictions) == (
        4_634,
        4_634,
        [],
    )


def test_support_sums_to_that_of_the_file(data: Path) -> None:
    found = load(ESIF_RO, data / "esif" / FILE).ties(Tie.FUNDED_BY).values()
    rows = [row for row in cells(data / "esif" / FILE) if row[" County "] != "Craiova"]
    assert sum(Decimal(str(tie["amount"])) for tie in found) == sum(
        Decimal(row["FEDR"].replace(",", ".")) for row in rows
    )
    assert {tie["currency"] for tie in found} == {"RON"}


def test_towns_and_communes_are_municipalities(data: Path) -> None:
    bodies = load(ESIF_RO, data / "esif" / FILE).of(Node.ORGANISATION)
    towns = [
        b for b in bodies if re.match(r"(municipiul|comuna|orasul) [^&]+$", str(b["name"]), re.IGNORECASE)
    ]
    told = [b for b in towns if b.get("kind")]
    assert len(told) > 200
    assert {b["kind"] for b in told} == {"municipality"}


def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "esif" / FILE, tmp_path / "other.csv")
    assert load(ESIF_RO, other).stated == load(ESIF_RO, data / "esif" / FILE).stated


def test_counties_have_the_codes_of_nuts_2021(data: Path) -> None:
    text = (data / "territories" / "NUTS_RG_60M_2021_4326_LEVL_3.geojson").read_text(encoding="utf-8")
    names = dict(re.findall(r'"NUTS_ID": "(RO\w{3})".*?"NUTS_NAME": "(.*?)"', text))
    assert {c: anyascii(name) for c, name in names.items()} == {c: anyascii(n) for c, n in COUNTIES.items()}


def test_a_row_becomes_an_operation_in_its_county(tmp_path: Path) -> None:
    found = read(tmp_path, OPERATION)
    (project,), (body,) = found.of(Node.PROJECT), found.of(Node.ORGANISATION)
    assert project == {"code": "6987", "title": "Strada Lunga", "budget": "3628302", "currency": "RON"}
    assert (body["name"], body["kind"]) == ("Municipiul Piatra", "municipality")
    (funding,) = found.ties(Tie.FUNDED_BY).values()
    assert funding == {"amount": "1752091.34", "currency": "RON"}
    assert [place for _, place in found.ties(Tie.COVERS)] == ["place-RO121"]
    assert {p["level"] for p in found.of(Node.PROGRAMME)} == {"priority", "programme"}


@pytest.mark.parametrize(
    "name", ["Municipiul Brad\nScoala Veche", "Parteneriat intre Comuna Sat si Liceul Nou"]
)
def test_several_bodies_in_one_cell_are_of_no_kind(tmp_path: Path, name: str) -> None:
    (body,) = read(tmp_path, {**OPERATION, "Beneficiar": name}).of(Node.ORGANISATION)
    assert (body["name"], body.get("kind")) == (" ".join(name.split()), None)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("arges", ("RO311",)),
        ("Caras-Severin", ("RO422",)),
        ("Bistrița Năsăud", ("RO112",)),
        ("Sibiu-Alba", ("RO126", "RO121")),
        ("Arad, Caras Severin, Hunedoara, Timis", ("RO421", "RO422", "RO423", "RO424")),
    ],
)
def test_counties_in_the_spellings_of_the_table(text: str, codes: tuple[str, ...]) -> None:
    assert counties(text) == codes


@pytest.mark.parametrize("text", ["Craiova", "Arad, Atlantida", "-"])
def test_what_is_no_county_is_not_guessed(text: str) -> None:
    with pytest.raises(CannotRead, match="is no county of Romania"):
        counties(text)


def test_a_row_without_a_number_is_rejected(tmp_path: Path) -> None:
    (rejected,) = read(tmp_path, OPERATION, {**OPERATION, "Cod SMIS": ""}).rejections
    assert (rejected.location.row, rejected.column) == (3, "Cod SMIS")


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [OPERATION]), [ESIF_RO]) == "esif-ro: operations"
