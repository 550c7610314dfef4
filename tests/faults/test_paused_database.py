"""C2: a database that holds its connections and says nothing costs nobody more than ten seconds."""

import time
from collections.abc import Iterator

import httpx
import pytest

from graph.errors import QueryTimeout
from graph.settings import Settings
from graph.store.session import READ_PATIENCE, Store
from graph.store.statement import Statement
from tests.api.problems import problem
from tests.api.serving import serving, settings_of
from tests.faults.own_server import OwnServer

SECONDS_FOR_503 = 10.0
SLOW = Statement("slow", "UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i) AS n")


@pytest.fixture
def client(own: OwnServer, store: Store, settings: Settings) -> Iterator[httpx.Client]:
    """A client of an application whose connections are warm."""
    keys = own.running.uri, own.running.user, own.running.password
    with (
        serving(settings_of(keys, settings.home)) as served,
        httpx.Client(base_url=served.url, timeout=60, trust_env=False) as client,
    ):
        for path in ("/readyz", "/api/v1/jobs"):
            assert client.get(path).status_code == 200
        yield client


def timed(client: httpx.Client, path: str) -> tuple[httpx.Response, float]:
    began = time.monotonic()
    return client.get(path), time.monotonic() - began


def test_every_question_is_answered_in_time_and_the_next_one_well(
    own: OwnServer, client: httpx.Client
) -> None:
    with own.paused():
        for path in ("/readyz", "/api/v1/jobs"):
            answer, seconds = timed(client, path)
            assert seconds < SECONDS_FOR_503, path
            assert answer.status_code in (503, 504)
            problem(answer, answer.status_code)
        assert timed(client, "/healthz")[0].status_code == 200
    for path in ("/readyz", "/api/v1/jobs"):
        assert client.get(path).status_code == 200


def test_a_query_that_takes_long_is_not_taken_for_a_pause(own: OwnServer) -> None:
    """It gives no row for longer than a connection may be silent."""
    own.start()
    with own.connected(READ_PATIENCE) as reading, pytest.raises(QueryTimeout):
        reading.read(lambda tx: tx.run(SLOW), timeout=8)
