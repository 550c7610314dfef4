"""The one seam to Neo4j: managed transactions, reads in READ mode, driver errors turned into ours."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self, TypeVar

import structlog
from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import (
    ClientError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import QueryTimeout, ResultTooLarge, StorageFailed, StoreError, StoreUnavailable
from graph.settings import Settings
from graph.store.statement import Statement

# Neo4j calls these transient, so the driver would run the same heavy query again until its time is up.
TOO_LARGE = frozenset(
    {
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.General.TransactionMemoryLimit",
    }
)
TIMED_OUT = frozenset(
    {
        "Neo.ClientError.Transaction.TransactionTimedOut",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
    }
)
log = structlog.get_logger(__name__)
T = TypeVar("T")
WRITE_PATIENCE = 30.0
# The driver looks at its watch before it waits, not after: it waits about 1, 2, 4, ... seconds, so this is
# two waits and never a third, which would take a dead database beyond five seconds.
READ_PATIENCE = 2.0
# How often work is tried again whose answer was lost during COMMIT.
REPLAYS = 3
# The disk is full, or was: from then on the database refuses all, reads too, until it is started again.
BROKEN = frozenset(
    {
        "Neo.DatabaseError.Transaction.TransactionCommitFailed",
        "Neo.DatabaseError.Transaction.TransactionStartFailed",
        "Neo.DatabaseError.Transaction.TransactionLogError",
    }
)


class Transaction:
    """A managed transaction that runs named statements."""

    def __init__(self, inner: ManagedTransaction) -> None:
        self._inner = inner

    def run(self, statement: Statement, **parameters: object) -> list[dict[str, Any]]:
        """Rows of the answer as dictionaries."""
        with _memory_limit_is_final():
            result = self._inner.run(statement.text, parameters)
            names = result.keys()
            # `data()` would walk through every value in search of nodes and ties; statements return none.
            return [dict(zip(names, row, strict=True)) for row in result.values()]

    def collected(self, statement: Statement, **parameters: object) -> list[dict[str, Any]]:
        """Rows that the statement collects into one, under `rows`."""
        rows: list[dict[str, Any]] = self.run(statement, **parameters)[0]["rows"]
        return rows

    def listed(self, statement: Statement, **parameters: object) -> list[list[Any]]:
        """Lists that the statement collects into one row, under `rows`."""
        rows: list[list[Any]] = self.run(statement, **parameters)[0]["rows"]
        return rows

    def values(self, statement: Statement, **parameters: object) -> list[list[Any]]:
        """Rows of the answer as lists in the order of RETURN: cheaper where there are many."""
        with _memory_limit_is_final():
            return self._inner.run(statement.text, parameters).values()


class Store:
    """A connection to one Neo4j; thread-safe, each call runs in a session of its own."""

    def __init__(self, driver: Driver, query_timeout: float) -> None:
        self._driver = driver
        self._query_timeout = query_timeout
        # A cluster's reader may lag behind its writer; bookmarks make every call see the writes before it.
        self._bookmarks = GraphDatabase.bookmark_manager()

    @classmethod
    def connect(cls, uri: str, user: str, password: str, settings: Settings, patience: float) -> Self:
        """`patience` is how long a failing transaction is tried again, in seconds."""
        driver = GraphDatabase.driver(
            uri,
            auth=(user, password),
            connection_timeout=settings.connect_timeout,
            connection_acquisition_timeout=settings.connect_timeout + 1,
            max_transaction_retry_time=patience,
            liveness_check_timeout=60.0,
            user_agent="social-cluster-explorer",
            notifications_min_severity="OFF",
        )
        return cls(driver, settings.query_timeout)

    def read(self, work: Callable[[Transaction], T], timeout: float | None = None) -> T:
        """Runs `work` in a READ transaction: whatever it holds, the database refuses to change."""
        bounded = unit_of_work(timeout=timeout or self._query_timeout)(lambda tx: work(Transaction(tx)))
        with _our_errors():
            return self._replayed("READ", lambda session: session.execute_read(bounded))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work` in a write transaction, again if the database says that trying again may help.

        An answer lost during COMMIT is not tried again by the driver, because the work may be done. Here it
        is: `work` must be idempotent.
        """
        with _our_errors():
            return self._replayed(
                "WRITE", lambda session: session.execute_write(lambda tx: work(Transaction(tx)))
            )

    def _replayed(self, access: str, work: Callable[[Session], T]) -> T:
        for _ in range(REPLAYS):
            with suppress(IncompleteCommit), self._session(access) as session:
                return work(session)
        with self._session(access) as session:
            return work(session)

    def rows(self, statement: Statement, **parameters: object) -> list[dict[str, Any]]:
        """One read as dictionaries."""
        return self.read(lambda tx: tx.run(statement, **parameters))

    def define(self, statement: Statement) -> None:
        """Changes the schema; the statement must do nothing where its effect is there already."""
        with _our_errors(), self._session("WRITE") as session:
            session.execute_write(lambda tx: tx.run(statement.text).consume())

    def wait_until_ready(self, seconds: float) -> None:
        """Returns when the database answers; raises StoreUnavailable after `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self._ping()
            except StoreUnavailable:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def _ping(self) -> None:
        """Asks once; a managed read would try again for as long as the store is patient."""
        with _our_errors(), self._session("READ") as session:
            session.run(PING.text).consume()

    def _session(self, access: str) -> Session:
        return self._driver.session(default_access_mode=access, bookmark_manager=self._bookmarks)

    @property
    def driver(self) -> Driver:
        """For neomodel alone, which wants the driver itself."""
        return self._driver

    def close(self) -> None:
        self._driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


PING = Statement("ping", "RETURN 1 AS one")


@contextmanager
def _memory_limit_is_final() -> Iterator[None]:
    try:
        yield
    except Neo4jError as error:
        if error.code in TOO_LARGE:
            raise _translated(error) from error
        raise


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnavailable(
            "The database does not answer. Start it with 'socialcluster db start', or try again in a moment."
        ) from error
    except Neo4jError as error:
        raise _translated(error) from error
    except DriverError as error:
        raise StoreUnavailable(f"No connection to the database could be had: {error}") from error


def _translated(error: Neo4jError) -> StoreError:
    if error.code in TOO_LARGE:
        return ResultTooLarge(
            "The answer needs more memory than one query may use. Ask for less: a smaller part, a limit."
        )
    if error.code in BROKEN:
        log.error("database cannot write", code=error.code, message=error.message)
        return StorageFailed(
            "The database cannot write (storage): its disk is full or damaged. Stop it ('socialcluster db "
            "stop'), free space, start it, then resume the job: nothing that was done is lost."
        )
    if error.code in TIMED_OUT:
        return QueryTimeout("The answer took longer than the time allowed. Ask for less, or try again later.")
    if isinstance(error, ClientError) and (error.code or "").startswith("Neo.ClientError.Security"):
        return StoreUnavailable(
            "The database refuses the user name or password. Check SOCIALCLUSTER_NEO4J_USER and _PASSWORD."
        )
    log.warning("database refused", code=error.code, message=error.message)
    return StoreError("The database refused the request; the log says why.")
