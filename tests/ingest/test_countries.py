import csv
import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ingest.countries import country_code, country_of_nuts

DATA = Path(os.environ.get("SOCIALCLUSTER_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
CODES = {country.alpha_2 for country in pycountry.countries} | {"XK"}


def data_file(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not in {DATA}; set SOCIALCLUSTER_DATA to the folder that holds it")
    return path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"),
        ("UNITED KINGDOM", "GB"),
        ("  france ", "FR"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("ČR", "CZ"),
        ("Turkey", "TR"),
        ("TÜRKİYE", "TR"),
        ("Faroe Islands", "FO"),
        ("Kosovo", "XK"),
        ("Former Yugoslav Republic of Macedonia", "MK"),
        ("The former Yugoslav Republic of Macedonia", "MK"),
        ("Macedonia (FYROM)", "MK"),
        ("Moldova, Republic of", "MD"),
        ("Republic of Moldova", "MD"),
        ("Bosnia & Herzegovina", "BA"),
        ("Congo (Kinshasa)", "CD"),
        ("Democratic Republic of the Congo", "CD"),
        ("U.S. Virgin Islands", "VI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("The Netherlands", "NL"),
        ("Guinea-Bissau", "GW"),
    ],
)
def test_english_names(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ÖSTERREICH", "AT"),
        ("Osterreich", "AT"),
        ("Lietuva", "LT"),
        ("Magyarország", "HU"),
        ("ΕΛΛΆΔΑ", "GR"),
        ("България", "BG"),
        ("Crna Gora", "ME"),
        ("Slovenská republika", "SK"),
        ("Niemcy", "DE"),
        ("Oroszország", "RU"),
        ("Türkei", "TR"),
    ],
)
def test_names_in_other_languages(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GR"),
        ("UK", "GB"),
        ("GR", "GR"),
        ("lt", "LT"),
        ("DEU", "DE"),
        ("XK", "XK"),
        ("RKS", "XK"),
        ("ES\xa0", "ES"),
    ],
)
def test_codes(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE Germany / DEUTSCHLAND", "DE"),
        ("EL Greece / ΕΛΛΑΔΑ (ELLADA)", "GR"),
        ("RS  / Serbia", "RS"),
        ("CH Switzerland / SCHWEIZ/SUISSE/SVIZZERA", "CH"),
        ("BE Belgium / BELGIQUE-BELGIË", "BE"),
    ],
)
def test_several_spellings_of_one_country(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        " - ",
        "ZZ",
        "EU",
        "Atlantis",
        "Germny",
        "America",
        "DE France",
        "DE Erfurt",
        "Germany, France",
        "Germany / Poland",
        "Georgia (USA)",
        "Congo (somewhere)",
        "ﬁ",
    ],
)
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert country_code(text) is None


@pytest.mark.parametrize(
    ("nuts", "code"),
    [("EL30", "GR"), ("UKC1", "GB"), ("DEG01", "DE"), ("LT", "LT"), (" pl91 ", "PL"), ("XK0", "XK")],
)
def test_country_of_a_nuts_code(nuts: str, code: str) -> None:
    assert country_of_nuts(nuts) == code


@pytest.mark.parametrize("text", ["", "D", "ZZ1", "DEUTSCHLAND", "DE G01", "1DE", "ΕΛ30"])
def test_what_is_no_nuts_code_has_no_country(text: str) -> None:
    assert country_of_nuts(text) is None


@given(st.text())
def test_any_text_gives_a_known_code_or_none(text: str) -> None:
    assert country_code(text) in CODES | {None}
    assert country_of_nuts(text) in CODES | {None}


@given(st.sampled_from([country.name for country in pycountry.countries]), st.booleans())
def test_case_and_spaces_do_not_matter(name: str, upper: bool) -> None:
    assert country_code(f"  {name.upper() if upper else name.lower()} ") == country_code(name)


@given(st.sampled_from(list(pycountry.countries)))
def test_every_country_is_known_by_name_and_code(country: pycountry.db.Country) -> None:
    assert {country_code(text) for text in (country.name, country.alpha_2, country.alpha_3)} == {
        country.alpha_2
    }


def keep_rows(*columns: str) -> Iterator[tuple[str, ...]]:
    workbook = CalamineWorkbook.from_path(data_file("keep/keep_closed_1420.xlsx"))
    header, *rows = workbook.get_sheet_by_name("Partners").to_python()
    places = [header.index(column) for column in columns]
    yield from {tuple(str(row[place]) for place in places) for row in rows}


def test_every_country_of_keep_is_understood() -> None:
    for name, code in keep_rows("Country", "Country code"):
        assert country_code(name), name
        assert country_code(code) or not code, code


def test_nuts_codes_of_keep_lie_in_the_country_that_stands_beside_them() -> None:
    rows = [
        row for row in keep_rows("Country code", "NUTS1 (or equivalent)") if all(cell.strip() for cell in row)
    ]
    astray = [row for row in rows if country_of_nuts(row[1].partition("/")[0]) != country_code(row[0])]
    assert len(rows) > 100
    assert [code[:2] for code, _ in astray] == ["RU"]  # one row of the source puts Estonia into Russia


def test_every_country_of_the_city_networks_is_understood() -> None:
    with data_file("etmun/etmun_membership.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["CountryCode"], row["CountryName"]) for row in csv.DictReader(file)}
    unknown = {code for code, _ in rows if code and not country_code(code)}
    assert unknown == {"ZZ", "VZ"}  # ZZ is nobody, VZ a slip of the source
    for code, name in rows:
        if name and code:
            assert country_code(name) == country_code(code), name


def test_every_country_of_horizon_and_ror_is_understood() -> None:
    with gzip.open(data_file("h2020/participation_2014_2017.csv.gz"), "rt", encoding="utf-8") as file:
        horizon = {row["country"] for row in csv.DictReader(file)} - {""}
    with data_file("ror/ror_eu_flat.csv").open(encoding="utf-8", newline="") as file:
        ror = {row["country"] for row in csv.DictReader(file)}
    assert {code: country_code(code) for code in ror} == {code: code for code in ror}
    assert {code for code in horizon if country_code(code) not in CODES} == set()
