"""Does a Neo4j answer? Asked with a query, since a port stays open when the database behind it is broken."""

from enum import StrEnum

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DatabaseUnavailable, DriverError, Neo4jError, TransientError

from graph.settings import Settings
from graph.store.embedded.credential import USER
from graph.store.embedded.ports import bolt_uri, is_open

_LOCKED_OUT = "Neo.ClientError.Security.AuthenticationRateLimit"


class Answer(StrEnum):
    """What came back."""

    READY = "ready"
    SILENT = "silent"
    NOT_YET = "not yet"
    OFFLINE = "offline"
    REFUSED = "refused"
    BROKEN = "broken"


def ask(port: int, password: str, settings: Settings) -> Answer:
    """Runs `RETURN 1` once on this port of loopback; gives up after about the connect timeout."""
    if not is_open(port):
        return Answer.SILENT  # cheaper than a driver, while a start is watched
    driver = GraphDatabase.driver(
        bolt_uri(port),
        auth=(USER, password),
        connection_timeout=settings.connect_timeout,
        connection_acquisition_timeout=settings.connect_timeout,
        max_transaction_retry_time=0,
        telemetry_disabled=True,
        notifications_min_severity="OFF",
    )
    with driver:
        return _answer_of(driver)


def _answer_of(driver: Driver) -> Answer:
    try:
        driver.execute_query("RETURN 1")
    except DatabaseUnavailable:
        return _why_unavailable(driver)
    except AuthError:
        return Answer.REFUSED
    except TransientError:
        return Answer.NOT_YET
    except Neo4jError as error:
        # After three wrong passwords, whoever sent them, Neo4j refuses everybody for five seconds.
        return Answer.NOT_YET if error.code == _LOCKED_OUT else Answer.BROKEN
    except (DriverError, OSError):
        return Answer.SILENT
    return Answer.READY


def _why_unavailable(driver: Driver) -> Answer:
    """A database that is still coming up is worth waiting for; one that failed to start says so."""
    try:
        rows = driver.execute_query(
            "SHOW DATABASE neo4j YIELD currentStatus, statusMessage", database_="system"
        ).records
    except (Neo4jError, DriverError):
        return Answer.NOT_YET
    failed = any(row["currentStatus"] == "offline" and row["statusMessage"] for row in rows)
    return Answer.OFFLINE if failed else Answer.NOT_YET
