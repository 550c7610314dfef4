"""Municipalities from shapes, read as the shapes of NUTS are."""

import json
from pathlib import Path
from typing import Any

import pytest

from graph.vocabulary import Node, Tie
from ingest.sources.drawn_shapes import drawn_shapes
from ingest.sources.lau_shapes import LAU_SHAPES
from ingest.sources.nuts_shapes import NUTS_SHAPES
from tests.ingest.sources.loaded import Loaded, load, recognised
from tests.ingest.sources.test_nuts_shapes import collection, square
from tests.ingest.sources.test_nuts_shapes import feature as territory


def municipality(code: str, coordinates: object, **more: str | float | None) -> dict[str, Any]:
    """A feature as LAU_RG_01M_2021_4326.geojson has it; that of 2024 has no LAU_ID."""
    properties = {
        "GISCO_ID": code,
        "CNTR_CODE": code[:2],
        "LAU_ID": code[3:],
        "LAU_NAME": "Žalgirių rajono savivaldybė",
        "POP_2021": 1_200,
        "POP_DENS_2021": 12.5,
        "AREA_KM2": 96.25,
        "YEAR": 2021,
    }
    geometry = {"type": "Polygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties | more, "geometry": geometry, "id": code}


def read(folder: Path, *features: dict[str, Any]) -> Loaded:
    return load(LAU_SHAPES, collection(folder / "lau.geojson", *features))


def test_a_feature_becomes_a_municipality_of_its_country(tmp_path: Path) -> None:
    found = read(tmp_path, municipality("EL_0101", square(21, 38)))
    (place,) = found.of(Node.PLACE)
    assert str(place.pop("shape_set")).startswith("shapes-")
    assert place == {
        "code": "EL_0101",
        "name": "Žalgirių rajono savivaldybė",
        "level": "lau",
        "scheme": "LAU",
        "country": "GR",
        "population": 1_200,
        "population_year": 2021,
        "area": 96.25,
        "longitude": 22.0,
        "latitude": 39.0,
    }
    (row,) = found.rows
    assert "geometry.coordinates" not in row.record.raw
    assert found.ties(Tie.PART_OF) == {}, "a list says in which NUTS territory it lies, a shape does not"


def test_later_editions_have_other_columns_and_what_is_left_out_is_unknown(tmp_path: Path) -> None:
    feature = municipality("LT_11", square(21, 54), POP_2024=None, AREA_KM2=0)
    for name in ("LAU_ID", "POP_2021", "POP_DENS_2021"):
        del feature["properties"][name]
    (place,) = read(tmp_path, feature).of(Node.PLACE)
    assert not {"population", "population_year", "area"} & set(place)
    (unknown,) = read(tmp_path, municipality("LT_11", square(21, 54), POP_2021=-9999)).of(Node.PLACE)
    assert not {"population", "population_year"} & set(unknown)
    (nobody,) = read(tmp_path, municipality("LT_11", square(21, 54), POP_2021=0)).of(Node.PLACE)
    assert (nobody["population"], nobody["population_year"]) == (0, 2021)


def test_neighbours_share_a_border_and_an_island_has_none(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        municipality("LT_12", square(23, 54)),
        municipality("LT_11", square(21, 54)),
        municipality("LT_13", square(40, 54)),
    )
    assert list(found.ties(Tie.BORDERS)) == [("place-LT_11", "place-LT_12")]
    assert len({place["shape_set"] for place in found.of(Node.PLACE)}) == 1


@pytest.mark.parametrize(
    ("code", "coordinates", "column", "word"),
    [
        ("LT_12", [[[x * 1e5, y * 1e5] for x, y in square(21, 54)[0]]], "geometry.coordinates", "EPSG:4326"),
        ("LT_12", [20.0, 50.0], "geometry.coordinates", "no polygon"),
        ("12", square(21, 54), "properties.GISCO_ID", "PL_1465011"),
    ],
    ids=["in metres", "a point", "a code of the country alone"],
)
def test_a_feature_that_is_not_understood_is_rejected(
    tmp_path: Path, code: str, coordinates: object, column: str, word: str
) -> None:
    good, wrong = municipality("LT_11", square(30, 54)), municipality(code, coordinates)
    (rejected,) = read(tmp_path, good, wrong).rejections
    assert rejected.column == column
    assert word in rejected.reason


def test_the_order_of_the_features_does_not_matter(tmp_path: Path) -> None:
    some = [municipality(f"LT_1{number}", square(20 + 2 * number, 54)) for number in range(3)]
    assert read(tmp_path, *some).stated == read(tmp_path, *reversed(some)).stated


def test_the_file_is_known_by_its_columns(tmp_path: Path) -> None:
    sources = [NUTS_SHAPES, LAU_SHAPES]
    file = collection(tmp_path / "a.geojson", municipality("LT_11", square(21, 54)))
    assert recognised(file, sources) == "lau-shapes: shapes"
    assert (
        recognised(collection(tmp_path / "b.geojson", territory("PL911", 3)), sources) == "nuts: territories"
    )


def wavy(east: float, north: float) -> list[list[list[float]]]:
    """A square of which the side to the east has small waves that a neighbour shares."""
    side = [[east + 2 + 0.0001 * (step % 2), north + step / 50] for step in range(101)]
    return [[[east, north], *side, [east, north + 2], [east, north]]]


def test_a_map_gets_the_shapes_it_asks_for_without_corners_that_nobody_sees(tmp_path: Path) -> None:
    other = wavy(21, 54)[0][1:-2]
    east = [[*other, [25, 56], [25, 54], other[0]]]
    broken = municipality("LT_14", [20.0, 50.0])
    file = collection(
        tmp_path / "lau.geojson",
        municipality("LT_11", wavy(21, 54)),
        municipality("LT_12", east),
        municipality("PL_01", square(15, 50)),
        broken,
    )
    kept = tmp_path / "shapes" / "a.parquet"
    found = drawn_shapes(file, kept, frozenset({"LT_11", "LT_12", "LT_14", "LT_99"}))
    assert set(found) == {"LT_11", "LT_12"}
    (one,), (two,) = found["LT_11"], found["LT_12"]
    assert len(one) < 30 < len(wavy(21, 54)[0])
    assert {point for point in one if point[0] > 22} == {point for point in two if point[0] < 24}
    assert [path.name for path in kept.parent.iterdir()] == ["a.parquet"]
    file.unlink()
    assert set(drawn_shapes(file, kept, frozenset({"PL_01"}))) == {"PL_01"}
    assert drawn_shapes(file, kept, frozenset({"LT_99"})) == {}


def test_a_feature_on_each_line_is_read_alike(tmp_path: Path) -> None:
    some = [municipality(f"LT_1{number}", square(20 + 2 * number, 54)) for number in range(2)]
    lines = tmp_path / "lau.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in some), encoding="utf-8")
    assert load(LAU_SHAPES, lines).stated == read(tmp_path, *some).stated
