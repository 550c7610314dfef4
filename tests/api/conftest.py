"""Fixtures of the HTTP tests: a real server on a real port, with the five networks in a real Neo4j.

`client` speaks to the application over HTTP; a test that plants a fault takes `served` as well and changes
`served.app`. Tests here only read, so the graph is loaded once and again only after others emptied it.
"""

from collections.abc import Iterator

import httpx
import pytest

from graph.store.session import Store
from tests.api.serving import FiveNetworksLoaded, Served, serving, settings_of


@pytest.fixture(scope="session")
def networks_loader(prepared_store: Store, tmp_path_factory: pytest.TempPathFactory) -> FiveNetworksLoaded:
    return FiveNetworksLoaded(prepared_store, tmp_path_factory.mktemp("five_networks"))


@pytest.fixture(scope="session")
def application(
    neo4j_server: tuple[str, str, str], prepared_store: Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    with serving(settings_of(neo4j_server, tmp_path_factory.mktemp("application"))) as served:
        yield served


@pytest.fixture
def served(application: Served, networks_loader: FiveNetworksLoaded) -> Served:
    """The application, whose graph holds the five networks."""
    networks_loader.ensure()
    return application


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    """A client of the application; it follows no redirects and asks no proxy."""
    with httpx.Client(base_url=served.url, timeout=30, trust_env=False) as client:
        yield client
