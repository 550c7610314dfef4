import socket
import threading
import time
from collections.abc import Iterator
from unittest.mock import create_autospec

import pytest
from neo4j import Driver
from neo4j.exceptions import TransientError

from graph.errors import QueryTimeout, ResultTooLarge, StoreError, StoreUnavailable
from graph.settings import Settings
from graph.store.session import READ_PATIENCE, Store, Transaction
from graph.store.statement import Statement
from tests.builders import participation, write
from tests.graph.store.dump import graph_dump

ONE = Statement("one", "RETURN 1 AS one, 2 AS two")
CREATE = Statement("create", "CREATE (:Theme {uid: 'theme-x'})")
AUTHENTICATION = Statement("auth", "SHOW SETTINGS 'dbms.security.auth_enabled' YIELD value RETURN value")
ENDLESS = Statement("endless", "UNWIND range(1, 1000000000) AS i WITH i WHERE i % 7 = 8 RETURN count(i) AS n")
# Much text per row, so that any limit is met soon.
HUGE = Statement("huge", "UNWIND range(1, 1000000) AS i RETURN collect($text + i) AS texts")
HUGE_WRITE = Statement(
    "huge write", "UNWIND range(1, 1000000) AS i CREATE (:Theme {uid: toString(i), name: $text + i})"
)


class Counted:
    """Work that counts how often it is begun."""

    def __init__(self, statement: Statement, **parameters: object) -> None:
        self.statement = statement
        self.parameters = parameters
        self.begun = 0

    def __call__(self, tx: Transaction) -> object:
        self.begun += 1
        return tx.run(self.statement, **self.parameters)


def closed_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def nobody() -> Iterator[Store]:
    """A store whose database is not there."""
    with Store.connect(f"bolt://127.0.0.1:{closed_port()}", "neo4j", "x", Settings(), READ_PATIENCE) as store:
        yield store


def test_rows_are_dictionaries_and_values_are_lists(store: Store) -> None:
    assert store.rows(ONE) == [{"one": 1, "two": 2}]
    assert store.read(lambda tx: tx.values(ONE)) == [[1, 2]]


@pytest.mark.parametrize(
    "statement",
    [
        CREATE,
        Statement("delete", "MATCH (n) DETACH DELETE n"),
        Statement("constraint", "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.uid IS UNIQUE"),
    ],
)
def test_a_read_cannot_change_anything(store: Store, statement: Statement) -> None:
    write(store, [participation("a", "p")])
    before = graph_dump(store)
    with pytest.raises(StoreError, match="refused the request"):
        store.rows(statement)
    assert graph_dump(store) == before


def test_text_from_outside_stays_a_value(store: Store) -> None:
    hostile = "x'}) DETACH DELETE n //"
    told = store.rows(Statement("echo", "RETURN $text AS text"), text=hostile)
    assert told == [{"text": hostile}]


def test_a_query_that_takes_too_long_is_ended(neo4j_server: tuple[str, str, str]) -> None:
    uri, user, password = neo4j_server
    work = Counted(ENDLESS)
    with Store.connect(uri, user, password, Settings(query_timeout=0.3), READ_PATIENCE) as impatient:
        begun = time.monotonic()
        with pytest.raises(QueryTimeout, match="longer than the time allowed"):
            impatient.read(work)
    assert time.monotonic() - begun < 5
    assert work.begun == 1


def test_one_read_may_be_given_more_or_less_time(store: Store) -> None:
    with pytest.raises(QueryTimeout):
        store.read(lambda tx: tx.run(ENDLESS), timeout=0.3)


def test_an_answer_too_large_for_one_query_is_not_asked_for_again(store: Store) -> None:
    work = Counted(HUGE, text="x" * 50_000)
    with pytest.raises(ResultTooLarge, match="more memory than one query may use"):
        store.read(work)
    assert work.begun == 1


def test_a_write_too_large_for_one_transaction_says_so_and_leaves_nothing(store: Store) -> None:
    work = Counted(HUGE_WRITE, text="x" * 50_000)
    with pytest.raises(ResultTooLarge):
        store.write(work)
    assert graph_dump(store) == []


def test_a_transaction_that_grows_too_large_only_at_its_end_says_so_too() -> None:
    """Neo4j may find out while it commits, when no statement runs; a wipe of a whole network showed it."""

    class Spent(TransientError):
        code = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"

    driver = create_autospec(Driver)
    driver.session.return_value.__enter__.return_value.execute_write.side_effect = Spent()
    with pytest.raises(ResultTooLarge):
        Store(driver, query_timeout=1.0).write(lambda tx: None)


def test_reads_and_writes_hand_on_each_others_bookmarks() -> None:
    """On a cluster the reader may lag behind the writer; only bookmarks make it wait."""
    driver = create_autospec(Driver)
    store = Store(driver, query_timeout=1.0)
    store.write(lambda tx: None)
    store.read(lambda tx: None)
    (writer, reader) = (call.kwargs["bookmark_manager"] for call in driver.session.call_args_list)
    assert writer is reader is not None


def test_a_failing_write_leaves_nothing(store: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.run(CREATE)
        raise KeyError("halfway")

    with pytest.raises(KeyError):
        store.write(work)
    assert graph_dump(store) == []


def test_a_database_that_is_not_there_is_told_within_five_seconds(nobody: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable, match="socialcluster db start"):
        nobody.rows(ONE)
    assert time.monotonic() - begun < 5


def test_a_database_that_is_not_there_is_noticed_at_once_when_only_waited_for(nobody: Store) -> None:
    begun = time.monotonic()
    with pytest.raises(StoreUnavailable):
        nobody.wait_until_ready(seconds=0.3)
    assert 0.3 <= time.monotonic() - begun < 1.5


def test_waiting_for_a_database_that_is_there_returns(store: Store) -> None:
    store.wait_until_ready(seconds=0)


def test_a_wrong_password_is_told_as_such(neo4j_server: tuple[str, str, str], store: Store) -> None:
    if store.rows(AUTHENTICATION) == [{"value": "false"}]:
        pytest.skip("the server of SOCIALCLUSTER_TEST_NEO4J_URI asks for no password")
    uri, user, _ = neo4j_server
    with (
        Store.connect(uri, user, "wrong", Settings(), READ_PATIENCE) as stranger,
        pytest.raises(StoreUnavailable, match="user name or password"),
    ):
        stranger.rows(ONE)


def test_writers_that_lock_each_other_out_both_succeed(store: Store) -> None:
    both = Statement("pair", "UNWIND ['a', 'b'] AS uid CREATE (:Theme {uid: uid})")
    store.write(lambda tx: tx.run(both))
    met = threading.Barrier(2, timeout=10)
    failures: list[Exception] = []

    def cross(first: str, second: str) -> None:
        turns: list[int] = []

        def work(tx: Transaction) -> None:
            touch = Statement("touch", "MATCH (t:Theme {uid: $uid}) SET t.name = $uid")
            tx.run(touch, uid=first)
            turns.append(1)
            if len(turns) == 1:
                met.wait()
            tx.run(touch, uid=second)

        try:
            store.write(work)
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=cross, args=pair) for pair in (("a", "b"), ("b", "a"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
