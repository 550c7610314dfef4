"""Municipalities from both lists."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from graph.vocabulary import Node, Tie
from ingest.sources.lau import LAU, square_kilometres
from tests.ingest.sources.loaded import Cells, Loaded, cells, load, recognised, shuffled, table_file

LIST, CENTRES = "lau_2019_nuts2016.csv.gz", "lau_centroids_PL_LT_HU_DK_IT_AT.csv"
MUNICIPALITY: Cells = {
    "country": "EL",
    "nuts3_2016": "EL301",
    "lau_code": "01",
    "lau_name_national": "Δήμος",
    "lau_name_latin": "Dimos",
    "population": "119714.0",
    "total_area_m2": "17744118.0",
    "degurba": "2.0",
    "gisco_id": "EL_01",
}
CENTRE: Cells = {
    "gisco_id": "PL_1465011",
    "country": "PL",
    "nuts_2": "PL91",
    "nuts_3": "PL911",
    "lau_name": "Warszawa",
    "population": "1790658.0",
    "longitude": "21.0",
    "latitude": "52.2",
    "nuts_2_name": "Warszawski stołeczny",
    "nuts_3_name": "Miasto Warszawa",
}


def read(folder: Path, *rows: Cells) -> Loaded:
    return load(LAU, table_file(folder / "lau.csv", rows))


@pytest.fixture(scope="module")
def whole_list(data: Path) -> Loaded:
    return load(LAU, data / "territories" / LIST)


@pytest.fixture(scope="module")
def listed(data: Path) -> list[dict[str, str]]:
    with gzip.open(data / "territories" / LIST, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def municipalities(found: Loaded) -> list[dict[str, object]]:
    return [dict(place) for place in found.of(Node.PLACE) if place.get("level") == "lau"]


def test_every_row_of_the_whole_list_is_a_municipality(
    whole_list: Loaded, listed: list[dict[str, str]]
) -> None:
    assert (len(whole_list.rows), whole_list.rejections) == (99_140, ())
    found = municipalities(whole_list)
    assert len(found) == len({row["gisco_id"] for row in listed}) == 99_140
    assert whole_list.counts["PART_OF"] == 99_140
    assert whole_list.contradictions == []


def test_inhabitants_of_the_whole_list_are_those_of_the_file(
    whole_list: Loaded, listed: list[dict[str, str]]
) -> None:
    found = municipalities(whole_list)
    assert sum("population" not in place for place in found) == 35_592
    stated = [int(float(row["population"])) for row in listed if row["population"]]
    assert sum(int(str(place["population"])) for place in found if "population" in place) == sum(stated)
    assert {place["urbanisation"] for place in found if "urbanisation" in place} == {"city", "town", "rural"}
    degrees = Counter(row["degurba"] in ("1.0", "2.0", "3.0") for row in listed)
    assert sum("urbanisation" in place for place in found) == degrees[True]


def test_areas_are_of_one_unit_whatever_the_country_gave(whole_list: Loaded) -> None:
    areas = {str(p["code"]): float(str(p["area"])) for p in municipalities(whole_list) if "area" in p}
    assert areas["DK_101"] == 87.0
    assert areas["LT_13"] == pytest.approx(400, rel=0.1)
    assert 19_000 < max(areas.values()) < 21_000


def test_every_row_of_the_centres_is_a_municipality_with_a_point(data: Path) -> None:
    found, rows = load(LAU, data / "territories" / CENTRES), cells(data / "territories" / CENTRES)
    assert (found.total, len(found.rows), found.rejections) == (15_800, 15_800, ())
    places = municipalities(found)
    assert Counter(place["country"] for place in places) == {
        "PL": 2_477,
        "LT": 60,
        "HU": 3_155,
        "DK": 99,
        "IT": 7_914,
        "AT": 2_095,
    }
    assert all("longitude" in place and "latitude" in place for place in places)
    assert sum(int(str(place["population"])) for place in places) == sum(
        int(float(row["population"])) for row in rows
    )
    territories = {place["code"] for place in found.of(Node.PLACE) if place.get("level") == "nuts3"}
    assert territories == {row["nuts_3"] for row in rows}


def test_the_order_of_the_rows_does_not_matter(data: Path, tmp_path: Path) -> None:
    other = shuffled(data / "territories" / CENTRES, tmp_path / "other.csv")
    assert load(LAU, other).stated == load(LAU, data / "territories" / CENTRES).stated


def test_a_row_of_the_list_becomes_a_place(tmp_path: Path) -> None:
    found = read(tmp_path, MUNICIPALITY)
    (place,) = municipalities(found)
    assert place == {
        "code": "EL_01",
        "name": "Δήμος",
        "names": ("Dimos",),
        "level": "lau",
        "scheme": "LAU",
        "country": "GR",
        "population": 119_714,
        "area": 17.744118,
        "urbanisation": "town",
    }
    assert list(found.ties(Tie.PART_OF)) == [("place-EL_01", "place-EL301")]
    (row,) = found.rows
    assert row.record.raw["total_area_m2"] == "17744118.0"


def test_a_row_of_the_centres_becomes_a_place_in_its_territories(tmp_path: Path) -> None:
    found = read(tmp_path, CENTRE)
    (place,) = municipalities(found)
    assert (place["code"], place["longitude"], place["latitude"]) == ("PL_1465011", 21.0, 52.2)
    assert set(found.ties(Tie.PART_OF)) == {
        ("place-PL_1465011", "place-PL911"),
        ("place-PL911", "place-PL91"),
        ("place-PL91", "place-PL9"),
        ("place-PL9", "place-PL"),
    }
    assert {p["code"]: p.get("name") for p in found.of(Node.PLACE)}["PL91"] == "Warszawski stołeczny"


def test_the_two_lists_speak_of_one_place_in_two_records(tmp_path: Path) -> None:
    one = read(tmp_path, CENTRE)
    other = read(tmp_path, {**MUNICIPALITY, "gisco_id": "PL_1465011", "nuts3_2016": "PL911"})
    assert one.rows[0].record.uid != other.rows[0].record.uid
    assert one.rows[0].record.nodes[0].uid == other.rows[0].record.nodes[0].uid == "place-PL_1465011"


def test_what_is_left_out_is_unknown_and_0_is_0(tmp_path: Path) -> None:
    empty = {"population": "", "total_area_m2": "0", "degurba": "9.0"}
    found = read(
        tmp_path, {**MUNICIPALITY, **empty}, {**MUNICIPALITY, "gisco_id": "EL_02", "population": "0.0"}
    )
    unknown, nobody = municipalities(found)
    assert not {"population", "area", "urbanisation"} & set(unknown)
    assert nobody["population"] == 0


@pytest.mark.parametrize(
    ("text", "area"), [("4.02", 4.02), ("25784", 0.025784), ("20553.0", 20553.0), ("0", None)]
)
def test_square_metres_and_kilometres_are_told_apart_by_size(text: str, area: float | None) -> None:
    assert square_kilometres(text) == area


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"gisco_id": "1465011"}, "gisco_id"),
        ({"nuts3_2016": "somewhere"}, "nuts3_2016"),
        ({"population": "many"}, "population"),
        ({"population": "12.5"}, "population"),
        ({"total_area_m2": "-4"}, "total_area_m2"),
        ({"degurba": "7"}, "degurba"),
        ({"lau_name_national": ""}, "lau_name_national"),
        ({"nuts3_2016": ""}, "nuts3_2016"),
    ],
)
def test_a_row_that_is_not_understood_is_rejected(tmp_path: Path, change: Cells, column: str) -> None:
    (rejected,) = read(tmp_path, MUNICIPALITY, {**MUNICIPALITY, **change}).rejections
    assert (rejected.location.row, rejected.column) == (3, column)


@pytest.mark.parametrize(("row", "table"), [(MUNICIPALITY, "municipalities"), (CENTRE, "centres")])
def test_both_lists_are_known_by_their_columns(tmp_path: Path, row: Cells, table: str) -> None:
    assert recognised(table_file(tmp_path / "a.csv", [row]), [LAU]) == f"lau: {table}"
