"""From settings to a Store: the existing Neo4j that they name, else the embedded one."""

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import StoreUnavailable
from graph.progress import Progress
from graph.settings import Settings
from graph.store.embedded import server
from graph.store.session import Store


@contextmanager
def connected(
    settings: Settings, progress: Progress, *, patience: float, keep_running: bool = False
) -> Iterator[Store]:
    """A store that answers. What this call started is stopped again at the end, unless `keep_running`."""
    if settings.neo4j_uri:
        with _existing(settings, patience) as store:
            yield store
        return
    running = server.ensure_started(settings, progress)
    try:
        with Store.connect(running.uri, running.user, running.password, settings, patience) as store:
            yield store
    finally:
        if running.started_by_us and not keep_running:
            server.stop(settings)


@contextmanager
def _existing(settings: Settings, patience: float) -> Iterator[Store]:
    uri = settings.neo4j_uri or ""
    if not uri.startswith(("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")):
        raise StoreUnavailable(
            f"SOCIALCLUSTER_NEO4J_URI is {uri!r}; it must begin with bolt:// or neo4j:// (or +s, +ssc)."
        )
    password = settings.neo4j_password.get_secret_value() if settings.neo4j_password else ""
    with Store.connect(uri, settings.neo4j_user, password, settings, patience) as store:
        store.wait_until_ready(seconds=0)
        yield store
