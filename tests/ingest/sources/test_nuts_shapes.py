"""NUTS shapes: codes, names and a point inside each."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.vocabulary import Node, Tie
from ingest.sources.nuts_shapes import NUTS_SHAPES
from tests.ingest.sources.loaded import Loaded, load, recognised

SIZES = {0: 37, 1: 125, 2: 334, 3: 1_514}
SQUARE = [[[20.0, 50.0], [22.0, 50.0], [22.0, 52.0], [20.0, 52.0], [20.0, 50.0]]]


def feature(code: str, level: int, coordinates: object = SQUARE, **more: str) -> dict[str, Any]:
    properties = {
        "NUTS_ID": code,
        "LEVL_CODE": level,
        "CNTR_CODE": code[:2],
        "NUTS_NAME": "Żabno",
        "NAME_LATN": "Zabno",
    }
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": coordinates},
        "properties": properties | more,
        "id": code,
    }


def collection(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def read(folder: Path, *features: dict[str, Any]) -> Loaded:
    return load(NUTS_SHAPES, collection(folder / "nuts.geojson", *features))


def shapes(path: Path) -> dict[str, list[Any]]:
    """Polygons by code."""
    found = {}
    for entry in json.loads(path.read_text(encoding="utf-8"))["features"]:
        kind, coordinates = entry["geometry"]["type"], entry["geometry"]["coordinates"]
        found[entry["properties"]["NUTS_ID"]] = coordinates if kind == "MultiPolygon" else [coordinates]
    return found


def contains(polygon: list[Any], east: float, north: float) -> bool:
    """Whether a ray to the east crosses the rings an odd number of times."""
    sides = [(a, b) for ring in polygon for a, b in pairwise(ring) if (a[1] > north) != (b[1] > north)]
    crossings = sum(east < a[0] + (north - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in sides)
    return crossings % 2 == 1


@pytest.mark.parametrize("level", SIZES)
def test_every_real_territory_is_a_place_with_a_point_inside(data: Path, level: int) -> None:
    file = data / "territories" / f"NUTS_RG_60M_2021_4326_LEVL_{level}.geojson"
    found, expected = load(NUTS_SHAPES, file), shapes(file)
    assert (found.total, len(found.rows), found.rejections) == (SIZES[level], SIZES[level], ())
    places = {str(place["code"]): place for place in found.of(Node.PLACE) if place}
    assert len(places) == len(expected) == SIZES[level]
    names = {"GR": "EL", "GB": "UK"} if level == 0 else {}
    for code, place in places.items():
        point = float(str(place["longitude"])), float(str(place["latitude"]))
        assert any(contains(polygon, *point) for polygon in expected[names.get(code, code)]), code


def test_real_territories_lie_in_each_other_up_to_the_iso_country(data: Path) -> None:
    ties = {
        pair
        for level in SIZES
        for pair in load(
            NUTS_SHAPES, data / "territories" / f"NUTS_RG_60M_2021_4326_LEVL_{level}.geojson"
        ).ties(Tie.PART_OF)
    }
    assert {("place-EL301", "place-EL30"), ("place-EL30", "place-EL3"), ("place-EL3", "place-GR")} <= ties
    assert len(ties) == sum(SIZES.values()) - SIZES[0]


def test_a_feature_becomes_a_place(tmp_path: Path) -> None:
    found = read(tmp_path, feature("EL301", 3))
    (place,) = [place for place in found.of(Node.PLACE) if place]
    assert str(place.pop("shape_set")).startswith("shapes-")
    assert place == {
        "code": "EL301",
        "name": "Żabno",
        "names": ("Zabno",),
        "level": "nuts3",
        "scheme": "NUTS",
        "country": "GR",
        "longitude": 21.0,
        "latitude": 51.0,
    }
    assert list(found.ties(Tie.PART_OF)) == [("place-EL301", "place-EL30")]
    (row,) = found.rows
    assert "geometry.coordinates" not in row.record.raw


def test_a_country_is_the_place_of_its_iso_code(tmp_path: Path) -> None:
    found = read(tmp_path, feature("UK", 0))
    assert list(found.shown) == [(Node.PLACE, "place-GB")]
    assert found.of(Node.PLACE)[0]["scheme"] == "ISO 3166-1"


@pytest.mark.parametrize(
    ("wrong", "column", "word"),
    [
        (feature("PL911", 2), "properties.LEVL_CODE", "no code of level 2"),
        (feature("PL 911", 3), "properties.NUTS_ID", "not a NUTS code"),
        (feature("PL911", 3, [[[20.0, 50.0]]]), "geometry.coordinates", "no polygon"),
        (feature("PL911", 3, [20.0, 50.0]), "geometry.coordinates", "no polygon"),
        (
            feature("PL911", 3, [[[x * 1e5, y * 1e5] for x, y in SQUARE[0]]]),
            "geometry.coordinates",
            "no polygon",
        ),
    ],
)
def test_a_feature_that_is_not_understood_is_rejected(
    tmp_path: Path, wrong: dict[str, Any], column: str, word: str
) -> None:
    (rejected,) = read(tmp_path, feature("PL912", 3), wrong).rejections
    assert rejected.column == column
    assert word in rejected.reason


def square(east: float, north: float, size: float = 2.0) -> list[list[list[float]]]:
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return [[[east + size * x, north + size * y] for x, y in corners]]


def test_both_neighbours_state_their_border_and_an_island_is_known_to_have_none(tmp_path: Path) -> None:
    west, east = feature("PL911", 3, square(20, 50)), feature("PL912", 3, square(22, 50))
    island = feature("PL913", 3, square(30, 50))
    found = read(tmp_path, east, west, island)
    assert list(found.ties(Tie.BORDERS)) == [("place-PL911", "place-PL912")]
    stating = [
        row.record.nodes[0].uid for row in found.rows if Tie.BORDERS in {t.type for t in row.record.ties}
    ]
    assert sorted(stating) == ["place-PL911", "place-PL912"]
    (compared,) = {place["shape_set"] for place in found.of(Node.PLACE) if place.get("name")}
    assert compared
    alone = read(tmp_path, west)
    assert (alone.of(Node.PLACE)[0]["shape_set"] == compared, alone.ties(Tie.BORDERS)) == (False, {})


def test_levels_do_not_border_on_each_other(tmp_path: Path) -> None:
    found = read(tmp_path, feature("PL911", 3, square(20, 50)), feature("PL92", 2, square(22, 50)))
    assert found.ties(Tie.BORDERS) == {}
    assert len({place["shape_set"] for place in found.of(Node.PLACE) if place.get("name")}) == 2


@pytest.mark.parametrize(
    ("level", "some", "others"),
    [
        (
            0,
            {("DE", "DK"), ("GR", "TR"), ("GB", "IE"), ("NO", "SE")},
            {("DK", "SE"), ("FR", "GB"), ("ES", "GB")},
        ),
        (2, {("LT02", "PL84"), ("DEF0", "DK03")}, {("DK01", "SE22"), ("ITF6", "ITG1")}),
        (3, {("PL841", "PL842"), ("DK032", "DEF07")}, {("DK011", "SE224"), ("FRE12", "UKJ44")}),
    ],
)
def test_real_borders_are_land_borders(data: Path, level: int, some: set[Any], others: set[Any]) -> None:
    """By a bridge, a tunnel or a ferry nobody borders on anybody."""
    file = data / "territories" / f"NUTS_RG_60M_2021_4326_LEVL_{level}.geojson"
    ties = {
        frozenset(end.removeprefix("place-") for end in pair)
        for pair in load(NUTS_SHAPES, file).ties(Tie.BORDERS)
    }
    assert {frozenset(pair) for pair in some} <= ties
    assert not {frozenset(pair) for pair in others} & ties


def test_the_order_of_the_features_does_not_matter(tmp_path: Path) -> None:
    some = [feature("PL911", 3), feature("PL91", 2), feature("PL", 0)]
    assert read(tmp_path, *some).stated == read(tmp_path, *reversed(some)).stated


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    file = collection(tmp_path / "a.geojson", feature("PL911", 3), feature("PL91", 2))
    assert recognised(file, [NUTS_SHAPES]) == "nuts: territories"
    assert "EuroGeographics" in NUTS_SHAPES.facts.licence
