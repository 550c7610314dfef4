"""Gaps between neighbours on the real keep.eu file with the real shapes: each row opens to its evidence."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph.snapshot import TABLES, Snapshot, table_of
from graph.vocabulary import Node, Tie
from ingest.sources.nuts_shapes import NUTS_SHAPES
from tests.api.serving import Served
from tests.api.test_guided_pages import _links
from tests.api.test_pages import _page
from tests.ingest.sources.loaded import load
from tests.keep_eu_run import KeepEuRun

MATRIX = "/api/v1/gaps/matrix"
TOP = {"level": "nuts2", "neighbours": "true", "order": "residual", "limit": "20"}


def with_shapes(snapshot: Snapshot, folder: Path, *levels: int) -> Snapshot:
    """As if the shapes had been loaded too; the way through the graph has tests of its own."""
    found = [load(NUTS_SHAPES, folder / f"NUTS_RG_60M_2021_4326_LEVL_{level}.geojson") for level in levels]
    told = {
        uid: {"uid": uid, **{name: value for name, value in values.items() if name in TABLES["places"].names}}
        for one in found
        for (label, uid), values in one.shown.items()
        if label is Node.PLACE and "shape_set" in values
    }
    # New ones come last, for organisations name their places by row.
    places = [row | told.pop(row["uid"], {}) for row in snapshot.places.to_pylist()]
    places += told.values()
    borders = [
        {"type": str(Tie.BORDERS), "from": a, "to": b, "records": []}
        for one in found
        for a, b in one.ties(Tie.BORDERS)
    ]
    ties = [*snapshot.tables["ties"].to_pylist(), *borders]
    more = {"places": table_of("places", places), "ties": table_of("ties", ties)}
    return Snapshot(dict(snapshot.tables) | more)


@pytest.fixture(scope="module")
def neighbours(keep_eu: KeepEuRun, data: Path) -> Snapshot:
    return with_shapes(keep_eu.snapshot, data / "territories", 0, 2)


@pytest.fixture
def asking(neighbours: Snapshot, served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    """A client of the application while that answers from keep.eu with shapes."""
    monkeypatch.setattr(served.app.state.explorer, "snapshot", lambda: neighbours)
    with httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client:
        yield client


def test_the_top_twenty_open_to_their_evidence(asking: httpx.Client) -> None:
    found = asking.get(MATRIX, params=TOP).json()
    assert (found["found"], len(found["cells"])) == (432, 20)
    assert found["borders"] == {
        "territories": 227,
        "of": 263,
        "known": 25651,
        "shared": 432,
        "in_residual": 25200,
    }
    residuals = [cell["residual"] for cell in found["cells"]]
    assert residuals == sorted(residuals)
    assert all(cell["border"] and cell["observed"] < cell["modelled"] for cell in found["cells"])
    for cell in found["cells"]:
        opened = asking.get(cell["href"])
        assert opened.status_code == 200
        behind = opened.json()
        assert behind["found"] == cell["projects"] == len(behind["projects"])
        for one in behind["projects"]:
            assert all(part["evidence"] for part in (*one["a"], *one["b"]))
            assert one["a"]
            assert one["b"]
        assert min(behind["a"]["organisations"], behind["b"]["organisations"]) > 0
        assert behind["a"]["listed"]
    assert ("EL51", "TR21", 0) in {(cell["a"], cell["b"], cell["projects"]) for cell in found["cells"]}


def test_neighbours_that_are_a_gap_are_few_and_said_to_be(asking: httpx.Client) -> None:
    """Regions have none that chance excludes; countries have four. Nothing is made up to fill a list."""
    regions = asking.get(MATRIX, params={"level": "nuts2", "neighbours": "true", "verdict": "gap"}).json()
    assert (regions["cells"], regions["found"]) == ([], 0)
    assert regions["reason"].startswith("None of these pairs is a gap beyond chance.")
    assert "36 of 263 territories have no shape" in regions["reason"]
    countries = asking.get(MATRIX, params={"level": "country", "neighbours": "true", "verdict": "gap"}).json()
    pairs = {(cell["a"], cell["b"]) for cell in countries["cells"]}
    assert pairs == {("BE", "DE"), ("MK", "RS"), ("GR", "TR"), ("CH", "IT")}


def test_the_rows_of_the_page_lead_to_evidence_closers_and_the_map(asking: httpx.Client) -> None:
    page = _page(asking, "/gaps/matrix", **TOP)
    (form,) = [form for form in page.all("form") if form["action"].startswith("/gaps")]
    assert form["action"] == "/gaps/matrix#answer"
    links = _links(page)
    pair = "/gaps/pair?a=EL51&b=TR21&level=nuts2"
    assert {f"{pair}#evidence", f"{pair}#close", "/api/v1/maps/territory?level=nuts2&a=EL51&b=TR21"} <= set(
        links
    )
    shown = _page(asking, pair)
    assert "Joint projects of the two 0" in shown.text
    assert re.search("Neighbours by land ?yes", shown.text)
    assert "Municipality of Nestos" in shown.text
    drawn = asking.get("/api/v1/maps/territory", params={"level": "nuts2", "a": "EL51", "b": "TR21"})
    assert drawn.status_code == 200
    assert "0 joint work, where 0.295 would be expected; projects: 0; verdict: too few to say." in drawn.text


def test_the_command_tells_each_pair_in_a_sentence(
    asking: httpx.Client, neighbours: Snapshot, command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.explorer.Explorer.snapshot", lambda _: neighbours)
    words = ("gaps", "matrix", "--level", "country", "--neighbours", "--verdict", "gap", "--words")
    told = command(*words).out
    assert "1. Belgique/België (BE) and Deutschland (DE): 14 joint projects, ties of weight 4.35." in told
    assert "Against chance: gap (6.78 expected" in told
    assert "socialcluster gaps closers GR TR --level country" in told
    assert "4 of 4 pairs." in told
    evidence = next(line for line in told.splitlines() if "gaps pair GR TR" in line)
    opened = command(*evidence.split("socialcluster ")[1].split()).out
    assert "GR and TR: 1 joint project." in opened
    assert "rec-" in opened
