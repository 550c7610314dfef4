"""Lithuanian contracts and applications: who only applied is no participant and funded by nobody."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from graph.vocabulary import Node, Tie
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from ingest.sources.esif_lt import ESIF_LT
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

CONTRACTS = "LT.lithuania_2007-2013_contracts.xls"
APPLICATIONS = "LT.lithuania_2014-2020_Paraiškų_informacija_20161030.csv"
GRANTED = {"Įgyvendinimas", "Baigtas įgyvendinti", "Nutrauktas"}
APPLICATION: Cells = {
    "Projektas": "Šviesa visiems",
    "Kodas": "03.2.1-LVPA-K-801-01-0007",
    "Pareiškėjas/ Vykdytojas": "Girios rajono savivaldybės administracija",
    "Paraiškos būsena": "Įgyvendinimas",
    "Projekto vertė paraiškoje": "244146.8",
    "Prašomas finansavimas": "140000",
    "Projekto išlaidų suma": "240000",
    "Finansavimas": "133240.98",
    "Išmokėta finansavimo suma": "0",
    "Sutarties pasirašymo data": "2015-10-07",
}
CONTRACT: Cells = {
    "Paraiškos kodas": "VP2-1.3-ŪM-03-K-04-052",
    "Pareiškėjas": 'UAB "Giria"',
    "Projekto pavadinimas": "Nauja lentpjūvė",
    "Bendra projekto vertė, Eur": "126273",
    "Projektui skirtas finansavimas, Eur": "50000",
    "Projektui skirto finansavimo ES dalis, Eur": "44195",
    "Projektui išmokėta lėšų, Eur": "44195",
    "Projektui išmokėta lėšų ES dalis, Eur": "44195",
    "Projekto būsena": "Baigtas įgyvendinti",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(ESIF_LT, table_file(folder / "LT.csv", rows))


def contracts(data: Path) -> list[dict[str, str]]:
    rows = open_table(data / "esif" / CONTRACTS).rows()
    return [row.cells for row in rows if isinstance(row, TableRow)]


def test_every_contract_is_accounted_for(data: Path) -> None:
    found = load(ESIF_LT, data / "esif" / CONTRACTS)
    assert (found.total, found.accounted, len(found.rows)) == (8_307, 8_307, 8_306)
    (footnote,) = found.rejections
    assert (footnote.location.row, footnote.reason) == (8_308, "The cell is empty.")
    assert (found.counts["PARTICIPATES_IN"], found.counts["APPLIED_FOR"]) == (8_305, 1)
    assert found.contradictions == []


def test_support_of_the_contracts_sums_to_that_of_the_file(data: Path) -> None:
    found = load(ESIF_LT, data / "esif" / CONTRACTS).ties(Tie.FUNDED_BY).values()
    rows = [row for row in contracts(data) if row.get("Projekto būsena") in GRANTED]
    column = "Projektui skirto finansavimo ES dalis, Eur"
    assert sum(Decimal(str(tie.get("amount", 0))) for tie in found) == sum(Decimal(r[column]) for r in rows)
    assert {tie["currency"] for tie in found if "amount" in tie} == {"EUR"}


def test_of_the_applications_only_those_with_a_contract_take_part(data: Path) -> None:
    found, rows = load(ESIF_LT, data / "esif" / APPLICATIONS), cells(data / "esif" / APPLICATIONS)
    states = Counter(row["Paraiškos būsena"] in GRANTED for row in rows)
    assert (found.total, found.accounted, len(found.rejections)) == (2_471, 2_471, 0)
    assert (states[True], states[False]) == (888, 1_583)
    assert (found.counts["PARTICIPATES_IN"], found.counts["FUNDED_BY"]) == (888, 888)
    assert found.counts["APPLIED_FOR"] == 1_583
    taking_part = {project for _, project in found.ties(Tie.PARTICIPATES_IN)}
    assert taking_part.isdisjoint({project for _, project in found.ties(Tie.APPLIED_FOR)})


def test_support_of_the_applications_leaves_out_those_without_a_contract(data: Path) -> None:
    found = load(ESIF_LT, data / "esif" / APPLICATIONS).ties(Tie.FUNDED_BY).values()
    rows = cells(data / "esif" / APPLICATIONS)
    granted = sum(Decimal(r["Finansavimas"]) for r in rows if r["Paraiškos būsena"] in GRANTED)
    assert sum(Decimal(str(tie["amount"])) for tie in found) == granted
    assert granted < sum(Decimal(row["Finansavimas"]) for row in rows)


def test_municipal_administrations_are_municipalities(data: Path) -> None:
    bodies = load(ESIF_LT, data / "esif" / CONTRACTS).of(Node.ORGANISATION)
    kinds = {body.get("kind") for body in bodies if str(body["name"]).endswith("savivaldybės administracija")}
    assert kinds == {"municipality"}
    assert {b.get("kind") for b in bodies if str(b["name"]).endswith("gimnazija")} == {"school"}


def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "esif" / APPLICATIONS, tmp_path / "other.csv")
    assert load(ESIF_LT, other).stated == load(ESIF_LT, data / "esif" / APPLICATIONS).stated


@pytest.mark.parametrize(
    ("state", "status"),
    [("Įgyvendinimas", None), ("Baigtas įgyvendinti", None), ("Nutrauktas", "ended early")],
)
def test_whoever_has_a_contract_takes_part(tmp_path: Path, state: str, status: str | None) -> None:
    found = read(tmp_path, {**APPLICATION, "Paraiškos būsena": state})
    (part,), (funding,) = found.ties(Tie.PARTICIPATES_IN).values(), found.ties(Tie.FUNDED_BY).values()
    assert part.get("status") == status
    assert funding == {"amount": "133240.98", "currency": "EUR", "call": "03.2.1-LVPA-K-801-01"}
    (project,) = found.of(Node.PROJECT)
    assert (project["budget"], project["status"]) == ("240000", state)
    assert found.ties(Tie.APPLIED_FOR) == {}


@pytest.mark.parametrize("state", ["Paraiškos vertinimas", "Nesudaryta sutartis"])
def test_whoever_has_none_has_only_applied_even_where_sums_and_a_day_are_stated(
    tmp_path: Path, state: str
) -> None:
    found = read(tmp_path, {**APPLICATION, "Paraiškos būsena": state})
    (application,) = found.ties(Tie.APPLIED_FOR).values()
    assert application == {"status": state, "amount": "140000", "currency": "EUR"}
    assert found.ties(Tie.PARTICIPATES_IN) == found.ties(Tie.FUNDED_BY) == {}
    assert found.of(Node.PROGRAMME) == []
    assert found.of(Node.PROJECT)[0]["budget"] == "244146.8"


def test_a_state_that_is_not_known_is_not_guessed(tmp_path: Path) -> None:
    found = read(tmp_path, APPLICATION, {**APPLICATION, "Kodas": "X-1", "Paraiškos būsena": "Laukiama"})
    (rejected,) = found.rejections
    assert rejected.column == "Paraiškos būsena"
    assert "'Laukiama' is no state" in rejected.reason


def test_a_sum_of_0_is_not_known(tmp_path: Path) -> None:
    zeros = {"Projekto vertė paraiškoje": "0", "Prašomas finansavimas": "0", "Projekto išlaidų suma": "0"}
    found = read(tmp_path, {**APPLICATION, **zeros, "Paraiškos būsena": "Nesudaryta sutartis"})
    (application,), (project,) = found.ties(Tie.APPLIED_FOR).values(), found.of(Node.PROJECT)
    assert application == {"status": "Nesudaryta sutartis"}
    assert "budget" not in project
    assert "currency" not in project


def test_a_table_in_litas_stays_in_litas(tmp_path: Path) -> None:
    found = read(tmp_path, {heading.replace(", Eur", ", Lt"): text for heading, text in CONTRACT.items()})
    (project,), (funding,) = found.of(Node.PROJECT), found.ties(Tie.FUNDED_BY).values()
    assert project["currency"] == funding["currency"] == "LTL"


def test_a_body_in_both_tables_is_one_organisation(tmp_path: Path) -> None:
    one = read(tmp_path, {**APPLICATION, "Pareiškėjas/ Vykdytojas": 'UAB "GIRIA"'})
    other = read(tmp_path, CONTRACT)
    assert {key for key in one.shown if key[0] is Node.ORGANISATION} == {
        key for key in other.shown if key[0] is Node.ORGANISATION
    }


@pytest.mark.parametrize(
    ("row", "table"), [(CONTRACT, "contracts 2007-2013"), (APPLICATION, "applications 2014-2020")]
)
def test_both_tables_are_known_by_their_columns(tmp_path: Path, row: Cells, table: str) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [row]), [ESIF_LT]) == f"esif-lt: {table}"
