"""Croatian operations: one row per county, sums once, beneficiaries by their OIB."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Node, Tie
from ingest.sources.esif_hr import COUNTIES, ESIF_HR, oib_holds
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

FILE = "HR.croatia_ESIF_Croatia_2007-2020.csv"
# A made-up number whose check digit holds.
OIB = "12345678903"
OPERATION: Cells = {
    "Naziv projekta": "- MI - Novi alat",
    "Fond": "Europski socijalni fond",
    "Šifra operativnog programa": "HR",
    "Operativni program": "Razvoj ljudskih potencijala",
    "NUTSII": "Adriatic Croatia",
    "Županija": "ISTARSKA",
    "Korisnik": f"Grad Kamen ({OIB})",
    "Opis projekta": "=SUM(A1) +\n-a",
    "Datum ugovaranja": "18.06.2015",
    "Zaključni datum provedbe aktivnosti": "17.06.2016",
    "Bespovratna sredstva": "5.172.338,50 kn",
    "Ukupno prihvatljivi troškovi": "6.000.000,00 kn",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(ESIF_HR, table_file(folder / "HR.csv", rows))


def sums(texts: Iterable[str]) -> Counter[str]:
    """Sums by currency; nearly half of the operations are in euro."""
    found: Counter[str] = Counter()
    for text in texts:
        number, _, sign = text.partition(" ")
        found[{"kn": "HRK", "€": "EUR"}[sign]] += Decimal(number.replace(".", "").replace(",", "."))
    return found


def test_every_row_of_the_real_file_is_a_county_of_an_operation(data: Path) -> None:
    found = load(ESIF_HR, data / "esif" / FILE)
    assert (found.total, len(found.rows), found.rejections) == (2_532, 2_532, ())
    assert found.contradictions == []
    counts = {name: found.counts[name] for name in ("COVERS", "Project", "PARTICIPATES_IN", "Organisation")}
    assert counts == {"COVERS": 2_532, "Project": 1_215, "PARTICIPATES_IN": 1_215, "Organisation": 822}


def test_support_is_counted_once_per_operation_and_not_once_per_county(data: Path) -> None:
    found = load(ESIF_HR, data / "esif" / FILE).ties(Tie.FUNDED_BY).values()
    rows = cells(data / "esif" / FILE)
    once = {
        tuple(text for heading, text in row.items() if heading not in ("NUTSII", "Županija")) for row in rows
    }
    place = list(rows[0]).index("Bespovratna sredstva") - 2
    told: Counter[str] = Counter()
    for tie in found:
        told[str(tie["currency"])] += Decimal(str(tie["amount"]))
    assert told == sums(row[place] for row in once)
    assert set(told) == {"HRK", "EUR"}


def test_every_real_beneficiary_has_a_number_that_holds(data: Path) -> None:
    numbers = {row["Korisnik"][-12:-1] for row in cells(data / "esif" / FILE)}
    assert len(numbers) == 822
    assert all(map(oib_holds, numbers))
    found = load(ESIF_HR, data / "esif" / FILE).of(Node.ORGANISATION)
    assert {body["identifiers"] for body in found} == {(f"oib:{number}",) for number in numbers}
    assert not any(re.search(r"\d{11}", str(body["name"])) for body in found)


def test_towns_and_schools_are_what_their_names_say(data: Path) -> None:
    found = load(ESIF_HR, data / "esif" / FILE).of(Node.ORGANISATION)
    assert {b.get("kind") for b in found if str(b["name"]).lower().startswith("općina")} == {"municipality"}
    assert {b.get("kind") for b in found if "srednja škola" in str(b["name"]).lower()} == {"school"}


def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "esif" / FILE, tmp_path / "other.csv")
    assert load(ESIF_HR, other).stated == load(ESIF_HR, data / "esif" / FILE).stated


def test_counties_have_the_names_and_codes_of_nuts_2021(data: Path) -> None:
    text = (data / "territories" / "NUTS_RG_60M_2021_4326_LEVL_3.geojson").read_text(encoding="utf-8")
    names = dict(re.findall(r'"NUTS_ID": "(HR\w{3})".*?"NUTS_NAME": "(.*?)"', text))
    assert {code: name.removesuffix(" županija") for code, name in names.items()} == COUNTIES


def test_a_row_becomes_an_operation_in_its_county(tmp_path: Path) -> None:
    found = read(tmp_path, OPERATION, {**OPERATION, "Županija": "GRAD ZAGREB"})
    (project,), (body,) = found.of(Node.PROJECT), found.of(Node.ORGANISATION)
    assert project == {
        "title": "- MI - Novi alat",
        "start": "2015-06-18",
        "end": "2016-06-17",
        "budget": "6000000.00",
        "currency": "HRK",
    }
    assert (body["name"], body["kind"], body["identifiers"]) == (
        "Grad Kamen",
        "municipality",
        (f"oib:{OIB}",),
    )
    (funding,) = found.ties(Tie.FUNDED_BY).values()
    assert funding == {"amount": "5172338.50", "currency": "HRK"}
    assert {place for _, place in found.ties(Tie.COVERS)} == {"place-HR036", "place-HR050"}
    assert ("place-HR036", "place-HR03") in found.ties(Tie.PART_OF)
    assert {p["name"]: p["level"] for p in found.of(Node.PROGRAMME)} == {
        "Razvoj ljudskih potencijala": "programme",
        "Europski socijalni fond": "fund",
    }


def test_a_body_under_two_spellings_of_one_number_is_one(tmp_path: Path) -> None:
    found = read(tmp_path, OPERATION, {**OPERATION, "Korisnik": f"GRAD KAMEN ({OIB})", "Naziv projekta": "B"})
    assert (found.counts["Organisation"], found.counts["Project"]) == (1, 2)


def test_a_body_without_a_number_is_known_by_its_name(tmp_path: Path) -> None:
    (body,) = read(tmp_path, {**OPERATION, "Korisnik": "Grad Kamen"}).of(Node.ORGANISATION)
    assert (body["name"], body.get("identifiers")) == ("Grad Kamen", None)


@pytest.mark.parametrize(
    ("change", "column", "word"),
    [
        ({"Korisnik": "Grad Kamen (12345678901)"}, "Korisnik", "check digit"),
        ({"Korisnik": "Grad Kamen (1234567890)"}, "Korisnik", "lacks digits"),
        ({"Korisnik": ""}, "Korisnik", "empty"),
        ({"Županija": "ATLANTIDA"}, "Županija", "no county of Croatia"),
        ({"Bespovratna sredstva": "puno kn"}, "Bespovratna sredstva", "not an amount"),
        ({"Datum ugovaranja": "31.02.2015"}, "Datum ugovaranja", "calendar"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected_in_words(
    tmp_path: Path, change: Cells, column: str, word: str
) -> None:
    found = read(tmp_path, OPERATION, {**OPERATION, **change})
    (rejected,) = found.rejections
    assert (rejected.column, len(found.rows)) == (column, 1)
    assert word in rejected.reason


@given(st.integers(0, 10**10 - 1), st.integers(0, 10), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_does_not_hold(start: int, place: int, shift: int) -> None:
    """The check digit finds every slip in one digit; exactly one digit fits ten others."""
    fitting = [f"{start:010}{digit}" for digit in range(10) if oib_holds(f"{start:010}{digit}")]
    (number,) = fitting
    wrong = str((int(number[place]) + shift) % 10)
    assert not oib_holds(number[:place] + wrong + number[place + 1 :])


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [OPERATION]), [ESIF_HR]) == "esif-hr: operations"
