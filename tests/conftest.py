"""How tests get what they need; read this before you write one.

Most of the program is pure: records, projections, snapshots and analysis take values and give values, so
their tests build the smallest value that shows the point (`tests/builders.py`) and use no fixture at all.
What talks to Neo4j is tested on a real Neo4j: `neo4j_server` is one server for the whole run (the one that
SOCIALCLUSTER_TEST_NEO4J_URI names, else our own embedded one), and `store` is a connection to it whose graph
is empty and whose schema is installed. Emptying takes milliseconds, so every test starts from nothing and no
test may rely on another. A server has one graph: a test that needs the big real network must not load it, it
takes `keep_eu`, which loads the file once per run, notes what tests ask about, keeps the frozen snapshot and
leaves the graph empty. `data` is the folder of real files; where it is absent those tests are skipped, but
in CI they fail, because there nothing may be skipped. `settings` puts everything that a test may write
under its own temporary folder.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from graph.settings import Settings
from graph.store import schema
from graph.store.session import Store
from tests.graph.store.wiping import wipe
from tests.keep_eu_run import KeepEuRun, load_keep_eu
from tests.servers import test_server as running_server

# A machine that is busy with something else makes an example slow, not wrong.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

PATIENCE = 30.0


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Address, user and password of the one Neo4j of this run."""
    with running_server(tmp_path_factory.mktemp("neo4j")) as (uri, user, password):
        yield uri, user, password


@pytest.fixture(scope="session")
def prepared_store(neo4j_server: tuple[str, str, str]) -> Iterator[Store]:
    """One connection for the whole run; tests take `store`, whose graph is empty."""
    uri, user, password = neo4j_server
    with Store.connect(uri, user, password, Settings(), PATIENCE) as store:
        wipe(store)
        schema.install(store)
        yield store


@pytest.fixture
def store(prepared_store: Store) -> Store:
    """An empty graph with all constraints."""
    wipe(prepared_store)
    return prepared_store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings under which nothing is written outside the test's own folder."""
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache")


@pytest.fixture(scope="session")
def data() -> Path:
    """Folder of the real files (SOCIALCLUSTER_DATA, else ../shared/data beside the project)."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("SOCIALCLUSTER_DATA") or beside)
    if folder.is_dir():
        return folder
    absent = f"the real files are not at {folder}; set SOCIALCLUSTER_DATA to their folder"
    if os.environ.get("CI") == "true":
        pytest.fail(absent)
    pytest.skip(absent)


@pytest.fixture(scope="session")
def keep_eu(data: Path, prepared_store: Store, tmp_path_factory: pytest.TempPathFactory) -> KeepEuRun:
    """What became of the real keep.eu file, loaded twice; the graph is empty again afterwards."""
    wipe(prepared_store)
    home = tmp_path_factory.mktemp("keep_eu")
    try:
        return load_keep_eu(prepared_store, data / "keep" / "keep_closed_1420.xlsx", Settings(home=home))
    finally:
        wipe(prepared_store)
