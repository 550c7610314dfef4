"""A Neo4j for tests: the one that the environment names, else an embedded one in a home of its own.

SOCIALCLUSTER_TEST_NEO4J_URI names a server (with _USER and _PASSWORD), SOCIALCLUSTER_TEST_NEO4J_IMAGE the
image of a container that is started for this run.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded import server

HEAP_MB = 512


def embedded_settings(home: Path, **changes: object) -> Settings:
    """Settings of an embedded server in this home; the jars come from the usual cache."""
    return Settings.model_validate({"home": home, "heap_mb": HEAP_MB, "neo4j_uri": None, **changes})


@contextmanager
def test_server(home: Path) -> Iterator[tuple[str, str, str]]:
    """Address, user and password of a Neo4j that tests may fill and empty; ended if we started it."""
    if uri := os.environ.get("SOCIALCLUSTER_TEST_NEO4J_URI"):
        yield uri, _environment("USER", "neo4j"), _environment("PASSWORD", "")
        return
    if image := os.environ.get("SOCIALCLUSTER_TEST_NEO4J_IMAGE"):
        # imported late: who needs no container needs no testcontainers
        from tests.containers.running import started

        with started(image) as container:
            yield container.get_connection_url(), container.username, container.password
        return
    settings = embedded_settings(home)
    try:
        running = server.ensure_started(settings, Silent())
        yield running.uri, running.user, running.password
    finally:
        server.stop(settings)


test_server.__test__ = False  # type: ignore[attr-defined] # its name is not that of a test


def pause(process: psutil.Process) -> None:
    """Returns when it stands still, which takes as long as its first thread waits for a processor."""
    process.suspend()
    while process.status() != psutil.STATUS_STOPPED:
        time.sleep(0.01)


def _environment(name: str, otherwise: str) -> str:
    return os.environ.get(f"SOCIALCLUSTER_TEST_NEO4J_{name}", otherwise)
