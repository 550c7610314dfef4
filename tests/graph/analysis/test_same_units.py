"""Municipalities of an ISO list among those of another, by name alone and never by guess."""

import csv
from pathlib import Path

import pytest

from graph.analysis.reference_lists import Unit, subdivisions
from graph.analysis.same_units import same_units


def units(*names: str) -> list[Unit]:
    return [Unit(name, name) for name in names]


@pytest.mark.parametrize(
    ("listed", "loaded", "same"),
    [
        (["Biržai"], ["Biržų rajono savivaldybė"], {"Biržai": "Biržų rajono savivaldybė"}),
        (["Marijampolė"], ["Marijampolės savivaldybė"], {"Marijampolė": "Marijampolės savivaldybė"}),
        (
            ["Kaunas", "Kauno miestas"],
            ["Kauno miesto savivaldybė", "Kauno rajono savivaldybė"],
            {"Kaunas": "Kauno rajono savivaldybė", "Kauno miestas": "Kauno miesto savivaldybė"},
        ),
        (
            ["Kaunas", "Kauno miestas"],
            ["Kauno miesto savivaldybė"],
            {"Kauno miestas": "Kauno miesto savivaldybė"},
        ),
        (["Kauno miestas"], ["Kauno rajono savivaldybė"], {}),
        (["Kaunas"], ["Kauno rajono savivaldybė", "Kauno savivaldybė"], {}),
        (["Utena", "Utenos"], ["Utenos rajono savivaldybė"], {}),
        (["Trakai"], ["Utenos rajono savivaldybė"], {}),
    ],
    ids=[
        "genitive",
        "one of the name",
        "city and district",
        "the city alone",
        "a city is no district",
        "two fit",
        "two claim one",
        "another name",
    ],
)
def test_units_are_one_where_the_name_leaves_no_doubt(
    listed: list[str], loaded: list[str], same: dict[str, str]
) -> None:
    assert same_units(units(*listed), units(*loaded), "LT") == same
    assert same_units(units(*listed[::-1]), units(*loaded[::-1]), "LT") == same


def test_lithuanian_endings_are_of_no_use_elsewhere() -> None:
    assert same_units(units("Biržai"), units("Biržų rajono savivaldybė"), "LV") == {}
    assert same_units(units("Ādaži"), units("Ādaži", "Ogre"), "LV") == {"Ādaži": "Ādaži"}


def test_every_municipality_of_lithuania_is_found_once(data: Path) -> None:
    file = data / "territories" / "lau_centroids_PL_LT_HU_DK_IT_AT.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        loaded = [
            Unit(row["gisco_id"], row["lau_name"]) for row in csv.DictReader(stream) if row["country"] == "LT"
        ]
    listed = subdivisions("LT", "municipality")
    assert listed is not None
    found = same_units(listed.units, loaded, "LT")
    assert len(found) == len(set(found.values())) == len(loaded) == 60
    names = {unit.code: unit.name for unit in loaded}
    assert names[found["LT-16"]] == "Kauno rajono savivaldybė"
    assert names[found["LT-49"]] == "Švenčionių rajono savivaldybė"
