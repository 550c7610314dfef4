"""What the tests of the embedded Neo4j share.

Real jars are fetched once into the usual cache and shared by all homes. Tests that only look at a server
share the one of `running`; tests that kill, starve or damage one get a home of their own from `home`.
`home` is spelt so that a path that is quoted or encoded wrongly anywhere on the way to Java fails.
"""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded import download, server
from tests.graph.store.embedded.depot import Depot, open_depot
from tests.servers import embedded_settings


@pytest.fixture
def depot() -> Iterator[Depot]:
    with open_depot() as opened:
        yield opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attempts at a download follow each other at once."""
    monkeypatch.setattr(download, "_PAUSES", (0.01, 0.01, 0.01))


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A fresh home; whatever was started in it is ended."""
    made = embedded_settings(tmp_path / 'mano "namai" ąč')
    yield made
    server.stop(made)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, server.Server]]:
    """A server to look at, one per module."""
    made = embedded_settings(tmp_path_factory.mktemp("running"))
    try:
        yield made, server.ensure_started(made, Silent())
    finally:
        server.stop(made)


@pytest.fixture
def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as borrowed:
        borrowed.bind(("127.0.0.1", 0))
        return int(borrowed.getsockname()[1])


@pytest.fixture
def servers_of() -> Callable[[Settings], list[int]]:
    """The processes that serve a home, found without the file that remembers them."""

    def found(settings: Settings) -> list[int]:
        mark = f"--home-dir={settings.home.resolve() / 'neo4j'}"
        listed = psutil.process_iter(["pid", "cmdline", "status"])
        return [
            entry.info["pid"]
            for entry in listed
            if mark in (entry.info["cmdline"] or []) and entry.info["status"] != psutil.STATUS_ZOMBIE
        ]

    return found
