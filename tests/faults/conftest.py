"""Faults tried for real: servers and workers killed, connections cut, disks filled, files broken.

All tests here share a Neo4j of their own (`own`), because some of them kill it; `store` is a connection to it
whose graph is empty. They try once in `make test`; `make faults` tries SOCIALCLUSTER_FAULT_ROUNDS times. What
is left to chance comes from the seed that pytest prints, and is printed where a test fails.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.store.session import Store
from tests.faults.loads import Expected, uninterrupted
from tests.faults.own_server import OwnServer
from tests.faults.tables import Table, participations
from tests.graph.store.wiping import wipe
from tests.servers import embedded_settings

HEAP_MB = 256
# A database that was killed is given up soon, for here it comes back only when the test starts it again.
PATIENCE = 2.0
ROWS = 600
BATCH_ROWS = 50


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    """A server that tests may kill; whoever does starts it again."""
    server = OwnServer(embedded_settings(tmp_path_factory.mktemp("own"), heap_mb=HEAP_MB))
    try:
        server.prepare()
        yield server
    finally:
        server.stop()


@pytest.fixture
def store(own: OwnServer) -> Iterator[Store]:
    """An empty graph with all constraints."""
    own.start()
    with own.connected(PATIENCE) as connected:
        wipe(connected)
        yield connected


@pytest.fixture
def settings(own: OwnServer, tmp_path: Path) -> Settings:
    """Settings under which nothing is written outside the test's own folder."""
    return own.settings.model_copy(update={"home": tmp_path / "home", "batch_rows": BATCH_ROWS})


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """Participations with doubles, contradictions and rows that cannot be understood."""
    return Table(tmp_path_factory.mktemp("table") / "participations.csv", participations(ROWS, seed=4))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Table:
    """Few rows of the same things, where each is a transaction of its own."""
    return Table(tmp_path_factory.mktemp("small") / "participations.csv", participations(90, seed=5))


@pytest.fixture(scope="session")
def expected(own: OwnServer, table: Table, tmp_path_factory: pytest.TempPathFactory) -> Expected:
    """What becomes of the table where nothing goes wrong."""
    own.start()
    home = tmp_path_factory.mktemp("uninterrupted")
    with own.connected(PATIENCE) as connected:
        wipe(connected)
        changes = {"home": home, "batch_rows": BATCH_ROWS}
        return uninterrupted(connected, own.settings.model_copy(update=changes), table)
