"""Fixtures of the HTTP tests: a real server on a real port, with the five networks in a real Neo4j.

`client` speaks to the application over HTTP; a test that plants a fault takes `served` as well and changes
`served.app`. Tests here only read, so the graph is loaded once and again only after others emptied it.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.cli.main import main
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


@pytest.fixture
def command(
    client: httpx.Client,
    neo4j_server: tuple[str, str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Any]:
    """What `socialcluster` with these words prints (`out`, `err`), on what the client sees."""
    names = ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD", "HOME")
    for name, value in zip(names, (*neo4j_server, str(tmp_path)), strict=True):
        monkeypatch.setenv(f"SOCIALCLUSTER_{name}", value)

    def run(*words: str) -> Any:
        monkeypatch.setattr(sys, "argv", ["socialcluster", *words])
        with suppress(SystemExit):
            main()
        return capsys.readouterr()

    return run
