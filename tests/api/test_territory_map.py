"""Geographic maps over HTTP: absent areas are on the map, with their place where it is known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.answers import map_territory
from graph.progress import Silent
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.drawn_shapes import drawn_shapes
from ingest.sources.lau_shapes import LAU_SHAPES
from tests.api.serving import Served
from tests.api.test_maps import facts_of
from tests.ingest.sources.test_lau_shapes import municipality
from tests.ingest.sources.test_nuts_shapes import collection, square

MAP = "/api/v1/maps/territory"


def test_the_absent_municipalities_of_a_country_are_on_its_map(client: httpx.Client) -> None:
    asked = {"territory": "LT", "level": "municipality"}
    answer = client.get(MAP, params=asked)
    known = client.get("/api/v1/gaps/coverage", params=asked).json()
    areas = facts_of(answer.text)["areas"]
    assert answer.status_code == 200
    assert len(areas) == known["denominator"] == 60
    states = {area["code"]: area["state"] for area in areas}
    assert sorted(code for code, state in states.items() if state == "present") == [
        one["code"] for one in known["present"]
    ]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-snapshot"] == known["snapshot"]


def test_countries_are_drawn_with_their_cooperation(client: httpx.Client) -> None:
    facts = facts_of(client.get(MAP, params={"level": "country"}).text)
    matrix = client.get("/api/v1/gaps/matrix", params={"level": "country"}).json()
    assert {area["code"] for area in facts["areas"]} == {one["code"] for one in matrix["territories"]}
    assert facts["measure"] == "measure strength"


def test_coverage_without_a_territory_is_refused_with_what_to_do(client: httpx.Client) -> None:
    answer = client.get(MAP, params={"show": "coverage"})
    assert answer.status_code in (400, 422)
    assert "territory=LT" in answer.json()["detail"]


def test_units_of_which_there_is_no_list_are_no_gap(client: httpx.Client) -> None:
    answer = client.get(MAP, params={"territory": "LT", "level": "moon"})
    assert facts_of(answer.text)["areas"] == []
    assert "No data: there is no list of units of level moon of LT" in answer.text


def test_cooperation_between_groups_that_nobody_knows_is_refused(client: httpx.Client) -> None:
    assert client.get(MAP, params={"level": "moon"}).status_code in (400, 422)


def test_a_map_speaks_the_language_that_is_asked_for(client: httpx.Client) -> None:
    asked = {"territory": "LT", "level": "municipality", "lang": "lt"}
    page = client.get(MAP, params=asked).text
    assert '<html lang="lt">' in page
    assert "<title>Kas dalyvauja: Lietuva (LT), savivaldybės</title>" in page
    assert "iš 60 vienetų dalyvauja 4." in facts_of(page, "notes")[0]["text"]
    assert "Įkelkite jų kontūrus" in facts_of(page, "words")["load shapes"]


@pytest.mark.parametrize(
    ("form", "kind", "start"),
    [
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF-"),
    ],
)
def test_a_map_is_a_picture_for_a_report(client: httpx.Client, form: str, kind: str, start: bytes) -> None:
    asked = {"territory": "LT", "level": "municipality", "format": form, "download": "true"}
    answer = client.get(MAP, params=asked)
    assert answer.headers["content-type"] == kind
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"] == f'attachment; filename="territory-map.{form}"'
    assert answer.headers["x-snapshot"] == client.get("/api/v1/clusters").json()["snapshot"]
    assert answer.content == client.get(MAP, params=asked).content


def test_shapes_that_were_loaded_are_drawn_on_the_map_and_in_the_report(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = ((21.0, 54.0), (27.0, 54.0), (27.0, 56.0), (21.0, 54.0))
    monkeypatch.setattr(map_territory, "shapes_of", lambda explorer: {"LT": (ring,)})
    page = client.get(MAP, params={"territory": "LT", "level": "municipality"}).text
    assert facts_of(page)["outlines"] == [[21.0, 54.0, 27.0, 54.0, 27.0, 56.0, 21.0, 54.0]]
    countries = facts_of(client.get(MAP, params={"level": "country"}).text)["areas"]
    assert [len(one["shape"]) for one in countries if one["code"] == "LT"] == [1]
    asked = {"territory": "LT", "level": "municipality", "pairs": "country", "format": "html"}
    report = client.get("/api/v1/reports/gaps", params=asked).text
    assert report.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert "© EuroGeographics" in report


def test_the_command_writes_a_picture_in_a_language(command: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    said = command("map", "--territory", "LT", "--level", "municipality", "--lang", "pl", "--out", str(file))
    assert "60 areas" in said.out
    assert "browser" not in said.out, "a picture opens elsewhere"
    assert "Wczytaj ich" in said.out, "what to load for a drawing"
    assert "Kto uczestniczy: Litwa (LT), gminy" in file.read_text(encoding="utf-8")


def test_municipalities_are_drawn_by_the_shapes_that_were_loaded(
    client: httpx.Client, served: Served, prepared_store: Store, tmp_path: Path
) -> None:
    some = [municipality(f"LT_1{number}", square(22 + 2 * number, 54)) for number in range(2)]
    file = collection(tmp_path / "LAU_RG_01M_2021_4326.geojson", *some, municipality("PL_01", square(19, 50)))
    settings = served.app.state.explorer.settings
    job = ingest(prepared_store, LAU_SHAPES, file, settings, Silent())
    assert (job.written, job.rejected) == (3, 0)
    again = ingest(prepared_store, LAU_SHAPES, file, settings, Silent())
    assert (again.written, again.unchanged) == (0, 3)
    page = client.get(MAP, params={"territory": "LT", "level": "lau"}).text
    areas = facts_of(page)["areas"]
    assert {area["state"] for area in areas} == {"unknown"}, "whoever takes part stands in no known LAU"
    shapes = {area["code"]: area["shape"] for area in areas}
    assert set(shapes) == {"LT_10", "LT_11"}
    assert all(len(ring) == 10 for rings in shapes.values() for ring in rings)
    assert "© EuroGeographics" in page
    coverage = client.get("/api/v1/gaps/coverage", params={"territory": "LT", "level": "lau"}).json()
    assert (coverage["verdict"], coverage["denominator"]) == ("no data", 2)
    assert "Biržai" in client.get("/gaps", params={"country": "LT"}).text, "by the units that are known"


def test_municipalities_of_the_iso_list_are_drawn_where_those_of_the_same_name_lie(
    client: httpx.Client, served: Served, prepared_store: Store, tmp_path: Path
) -> None:
    names = ("Biržų rajono savivaldybė", "Kauno miesto savivaldybė", "Pramanų savivaldybė")
    some = [
        municipality(f"LT_2{number}", square(22 + 2 * number, 54), LAU_NAME=name)
        for number, name in enumerate(names)
    ]
    file = collection(tmp_path / "LAU_RG_01M_2021_4326.geojson", *some)
    asked = {"territory": "LT", "level": "municipality"}
    before = client.get(MAP, params=asked).text
    assert not any(area["shape"] for area in facts_of(before)["areas"])
    ingest(prepared_store, LAU_SHAPES, file, served.app.state.explorer.settings, Silent())
    page = client.get(MAP, params=asked).text
    areas = facts_of(page)["areas"]
    assert len(areas) == 60
    drawn = {area["code"]: area["shape"][0] for area in areas if area["shape"]}
    assert set(drawn) == {"LT-06", "LT-15"}
    assert drawn["LT-06"] != drawn["LT-15"]
    assert "2 of 60 units are drawn where the loaded municipality (LAU) of the same name lies" in page
    assert "58 areas have no known place" in page


def test_the_command_keeps_the_shapes_of_municipalities_for_maps(
    command: Callable[..., Any], tmp_path: Path
) -> None:
    file = collection(tmp_path / "LAU_RG_01M_2021_4326.geojson", municipality("LT_10", square(22, 54)))
    said = command("places", "import", str(file))
    assert "is read as lau-shapes" in said.err
    assert "written 1" in said.out
    (kept,) = (tmp_path / "shapes").iterdir()
    assert set(drawn_shapes(file, kept, frozenset({"LT_10"}))) == {"LT_10"}
