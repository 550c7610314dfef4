"""The whole application on a port of its own, with the five networks loaded."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from api.app import create_app
from api.cli.serving import listening_on
from graph.progress import Silent
from graph.settings import Settings
from graph.store import schema
from graph.store.freeze import Version, graph_version
from graph.store.session import Store
from ingest.jobs import ingest
from ingest.sources.five_networks import FiveNetworks, bundled
from tests.graph.store.wiping import wipe

SECONDS_TO_START = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running application: where it answers, and itself, so that a test can plant a fault in it."""

    url: str
    app: FastAPI


@contextmanager
def serving(settings: Settings, *, worker: bool = False) -> Iterator[Served]:
    """Serves in a thread of this process until the block ends."""
    app = create_app(settings, worker=worker)
    listening = listening_on("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", timeout_graceful_shutdown=5))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]})
    with listening:
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
        finally:
            app.state.closing.set()
            server.should_exit = True
            thread.join()


def _wait_until_started(server: uvicorn.Server, thread: Thread) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the application did not start")
        time.sleep(0.01)


def settings_of(neo4j_server: tuple[str, str, str], home: Path, **changes: object) -> Settings:
    """Settings of an application on the Neo4j of this run."""
    uri, user, password = neo4j_server
    known: dict[str, object] = {"home": home, "neo4j_uri": uri, "neo4j_user": user}
    return Settings.model_validate(known | {"neo4j_password": SecretStr(password)} | changes)


class FiveNetworksLoaded:
    """Loads the five networks, and again only where another test has emptied the graph since."""

    def __init__(self, store: Store, home: Path) -> None:
        self._store = store
        self._settings = Settings(home=home)
        self._version: Version | None = None

    def ensure(self) -> None:
        if self._version is None or graph_version(self._store) != self._version:
            wipe(self._store)
            schema.install(self._store)
            ingest(self._store, FiveNetworks(), bundled(), self._settings, Silent())
            self._version = graph_version(self._store)
