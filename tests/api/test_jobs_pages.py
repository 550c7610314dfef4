"""A project's page over HTTP: uploaded, read by a running server, and then part of the graph."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.store.session import Store
from tests.api.jobs_client import awaited, queued, upload
from tests.api.serving import serving, settings_of
from tests.graph.store.dump import graph_hash, nodes

Neo4j = tuple[str, str, str]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Gates</title><script>var a = 1;</script></head><body>
<nav><a href="/">Home</a></nav><h1>The Gates project</h1>
<p>The project is run in partnership with Omega Society.</p>
<h2>Our partners</h2>
<div><h3>City of Alpha</h3><p>Estonia - lead partner</p>
<p>Alpha has led three projects before.</p></div>
<div><h3>Beta Planning Region</h3><p>Latvia</p><p>Beta plans the roads of its region.</p></div>
<div><h3>NGO Green Steps</h3><p>Estonia</p><p>Green Steps plants trees.</p></div>
<p>Duration: 1 March 2015 to 28 February 2017</p></body></html>"""
RECIPE = "Boil the potatoes for twenty minutes, then serve them with butter and dill."


@pytest.fixture
def client(store: Store, neo4j_server: Neo4j, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a server with a worker, on an empty graph."""
    with (
        serving(settings_of(neo4j_server, tmp_path / "home"), worker=True) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        yield client


def test_a_page_that_is_uploaded_becomes_part_of_the_graph(client: httpx.Client, store: Store) -> None:
    job = awaited(client, queued(client, PAGE.encode(), "gates.html", address="https://gates.example/about"))
    assert (job["state"], job["source"]) == ("partial", "page")
    told = {str(one.get("name")) for one in nodes(store, "Organisation").values()}
    assert told == {"City of Alpha", "Beta Planning Region", "NGO Green Steps"}
    (project,) = nodes(store, "Project").values()
    assert (project["title"], str(project["start"])) == ("The Gates project", "2015-03-01")

    # What is not sure enough waits, and says from which words and by which rule it was read.
    assert job["rejected"] == 1
    assert "Omega Society" in str(job["rejects"])

    before = graph_hash(store)
    again = awaited(
        client, queued(client, PAGE.encode(), "gates.html", address="https://gates.example/about")
    )
    assert (again["state"], again["written"]) == ("partial", 0)
    assert graph_hash(store) == before


def test_a_page_on_something_else_is_refused_with_a_sentence_and_adds_nothing(
    client: httpx.Client, store: Store
) -> None:
    answer = upload(client, RECIPE.encode(), "page.txt", source="page", language="en")
    assert answer.status_code == 422
    assert "does not speak of a project" in answer.json()["detail"]
    assert nodes(store, "Organisation") == {}
