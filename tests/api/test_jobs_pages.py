"""A page over HTTP that is none: refused at once, by a server that would have read it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.store.session import Store
from tests.api.jobs_client import upload
from tests.api.serving import serving, settings_of
from tests.graph.store.dump import nodes

Neo4j = tuple[str, str, str]
RECIPE = "Boil the potatoes for twenty minutes, then serve them with butter and dill."


@pytest.fixture
def client(store: Store, neo4j_server: Neo4j, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a server with a worker, on an empty graph."""
    with (
        serving(settings_of(neo4j_server, tmp_path / "home"), worker=True) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        yield client


def test_a_page_on_something_else_is_refused_with_a_sentence_and_adds_nothing(
    client: httpx.Client, store: Store
) -> None:
    answer = upload(client, RECIPE.encode(), "page.txt", source="page", language="en")
    assert answer.status_code == 422
    assert "does not speak of a project" in answer.json()["detail"]
    assert nodes(store, "Organisation") == {}
