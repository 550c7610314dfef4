"""Codes between editions: which became which, and when they held."""

from itertools import pairwise
from pathlib import Path

import pytest

from graph.properties import Value
from graph.vocabulary import Node, Tie
from ingest.sources.nuts_changes import NutsChanges
from tests.ingest.sources.loaded import Loaded, cells, load, recognised, shuffled, table_file

FILE = "nuts_codes_1999_2021_changes.csv"
YEARS = (1999, 2003, 2006, 2010, 2013, 2016, 2021)
CHANGES = NutsChanges()


def row(
    level: str = "nuts_level_3", names: str = "", remarks: dict[int, str] | None = None, **codes: str
) -> dict[str, str]:
    """A row with codes as `y2016="PL911"`; the name stands beside every whole code."""
    told = {f"code_{year}": codes.get(f"y{year}", "") for year in YEARS}
    named = {
        f"geo_name_{year}": names if "(" not in told[f"code_{year}"] and told[f"code_{year}"] else ""
        for year in YEARS[1:]
    }
    said = {f"change_{year}": (remarks or {}).get(year, "") for year in YEARS[1:]}
    return {"typology": level, "start_year": "", "end_year": "", **told, **named, **said}


def read(folder: Path, *rows: dict[str, str]) -> Loaded:
    return load(CHANGES, table_file(folder / "changes.csv", rows))


def became(found: Loaded) -> dict[tuple[str, str], Value]:
    ties = found.ties(Tie.BECAME)
    return {(a.removeprefix("place-"), b.removeprefix("place-")): t["since"] for (a, b), t in ties.items()}


def test_every_row_of_the_real_table_is_read(data: Path) -> None:
    found = load(CHANGES, data / "territories" / FILE)
    assert (found.total, len(found.rows), found.rejections) == (3_097, 3_097, ())
    assert found.contradictions == []


def test_every_real_change_of_code_from_one_edition_to_the_next_is_a_tie(data: Path) -> None:
    found = became(load(CHANGES, data / "territories" / FILE))
    expected = set()
    for told in cells(data / "territories" / FILE):
        codes = [told[f"code_{year}"].removesuffix(" (part)") for year in YEARS]
        expected |= {(a, b) for a, b in pairwise(codes) if a and b and a != b and len(a) == len(b) > 2}
    assert expected <= set(found)
    # What the remarks alone tell.
    assert {("HR04", "HR06"), ("NO012", "NO082"), ("LT00", "LT01"), ("BE327", "BE328")} <= set(
        found
    ) - expected


def test_real_codes_hold_in_the_editions_that_have_them(data: Path) -> None:
    found = load(CHANGES, data / "territories" / FILE)
    editions: dict[str, set[int]] = {}
    for told in cells(data / "territories" / FILE):
        for year in YEARS:
            code = told[f"code_{year}"].removesuffix(" (part)")
            if len(code) > 2:
                editions.setdefault(code, set()).add(year)
    places = {str(p["code"]): p for p in found.of(Node.PLACE) if p.get("scheme") == "NUTS"}
    assert set(places) == set(editions)
    for code, years in editions.items():
        until = None if max(years) == 2021 else max(years)
        assert (places[code]["valid_from"], places[code].get("valid_to")) == (min(years), until), code


def test_every_old_code_of_keep_leads_to_one_of_2021(data: Path) -> None:
    """Recodings without a shift of borders lead on and on, to exactly one code of today."""
    onward = became(load(CHANGES, data / "territories" / FILE))
    for old, new in {"LT00A": "LT011", "PL127": "PL911", "HR04A": "HR024", "HU101": "HU110"}.items():
        assert [after for before, after in onward if before == old] == [new]


def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "territories" / FILE, tmp_path / "other.csv")
    assert load(CHANGES, other).stated == load(CHANGES, data / "territories" / FILE).stated


def test_a_code_that_changes_became_another(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        row(
            y2010="XA001",
            y2013="XA001",
            y2016="XA011",
            y2021="XA011",
            names="Hills",
            remarks={2016: "recoded"},
        ),
    )
    (tie,) = found.ties(Tie.BECAME).values()
    assert tie == {"since": "2016", "change": "recoded"}
    places = {str(place["code"]): place for place in found.of(Node.PLACE) if place}
    assert (places["XA001"]["valid_from"], places["XA001"]["valid_to"]) == (2010, 2013)
    assert (places["XA011"]["valid_from"], places["XA011"].get("valid_to")) == (2016, None)
    assert (places["XA011"]["name"], places["XA011"]["level"]) == ("Hills", "nuts3")


def test_a_part_of_a_code_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, row(y2003="XA00 (part)", y2006="XA01", remarks={2006: "new region"}))
    (tie,) = found.ties(Tie.BECAME).values()
    assert tie["change"] == "new region; part of XA00"


def test_codes_that_a_remark_names_are_told_apart_by_their_editions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        row(y2016="XA001", remarks={2021: "discontinued; now part of XA003"}),
        row(y2016="XA002", remarks={2021: "discontinued"}),
        row(y2021="XA003", remarks={2021: "new; merge of ex-xa001 and xa 002, and of a part of XB009"}),
    )
    assert set(became(found)) == {("XA001", "XA003"), ("XA002", "XA003")}


@pytest.mark.parametrize(
    "codes",
    [
        {"y2006": "GR", "y2010": "EL"},
        {"y1999": "LU", "y2003": "LU0"},
        {"y2013": "XA001", "y2016": "XA001"},
        {"y2006": "XA001", "y2013": "XA002"},
    ],
    ids=["one country", "the code of the level above", "no change", "an edition between them"],
)
def test_what_is_no_change_of_place_makes_no_tie(tmp_path: Path, codes: dict[str, str]) -> None:
    assert became(read(tmp_path, row(**codes))) == {}


def test_names_of_older_editions_are_other_names(tmp_path: Path) -> None:
    first = row(y2010="XA001", names="HILLS")
    found = read(tmp_path, first, row(y2016="XA001", y2021="XA001", names="Hills"))
    (place,) = [place for place in found.of(Node.PLACE) if place.get("code") == "XA001"]
    assert (place["name"], place["names"]) == ("Hills", ("HILLS",))


@pytest.mark.parametrize(("wrong", "word"), [({"y2021": "XA 01"}, "not a NUTS code"), ({}, "no code")])
def test_a_row_that_is_not_understood_is_rejected(tmp_path: Path, wrong: dict[str, str], word: str) -> None:
    (rejected,) = read(tmp_path, row(y2021="XA001"), row(**wrong)).rejections
    assert (rejected.location.row, rejected.column) == (3, "code_2021")
    assert word in rejected.reason


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    file = table_file(tmp_path / "a.csv", [row(y2021="XA001")])
    assert recognised(file, [CHANGES]) == "nuts-changes: changes"
