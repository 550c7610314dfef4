"""A running server: what it answers, what it refuses, and that others find it. One for all tests."""

import os
import socket
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import psutil
import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, ClientError

from graph.errors import ServerStartFailed
from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded import conf, server
from graph.store.embedded.home import home_of
from graph.store.embedded.server import State
from tests.servers import pause

Running = tuple[Settings, server.Server]


@pytest.fixture
def driver(running: Running) -> Iterator[Driver]:
    _, found = running
    with GraphDatabase.driver(found.uri, auth=(found.user, found.password)) as opened:
        yield opened


def port_of(found: server.Server) -> int:
    return int(found.uri.rpartition(":")[2])


def test_it_is_the_neo4j_that_was_locked(driver: Driver) -> None:
    rows = driver.execute_query("CALL dbms.components() YIELD name, versions, edition").records
    parts = {row["name"]: (row["versions"], row["edition"]) for row in rows}
    assert parts["Neo4j Kernel"] == (["2026.08.1"], "community")


def test_whoever_asks_again_gets_the_same_one(running: Running) -> None:
    settings, first = running
    again = server.ensure_started(settings, Silent())
    assert (again.uri, again.password, again.pid) == (first.uri, first.password, first.pid)
    assert first.started_by_us
    assert not again.started_by_us


def test_its_status_tells_everything(running: Running) -> None:
    settings, found = running
    status = server.status(settings)
    assert (status.state, status.pid, status.uri) == (State.RUNNING, found.pid, found.uri)
    assert (status.version, status.home) == ("2026.08.1", home_of(settings).root)
    assert status.jars_present == status.jars_total == 225
    assert status.started_at is not None
    assert timedelta(0) <= datetime.now(UTC) - status.started_at < timedelta(hours=1)


def test_its_password_is_private_and_needed(running: Running) -> None:
    settings, found = running
    home = home_of(settings)
    assert stat.S_IMODE(home.password_file.stat().st_mode) == 0o600
    assert found.password not in repr(found)
    assert found.password not in " ".join(psutil.Process(found.pid).cmdline())
    assert found.password not in server.logs(settings, lines=10_000)
    with (
        GraphDatabase.driver(found.uri, auth=(found.user, "neo4j")) as stranger,
        pytest.raises(AuthError),
    ):
        stranger.execute_query("RETURN 1")


def test_it_listens_on_one_port_of_loopback(running: Running) -> None:
    _, found = running
    listening = {
        connection.laddr.ip.removeprefix("::ffff:"): connection.laddr.port
        for connection in psutil.Process(found.pid).net_connections(kind="inet")
        if connection.status == psutil.CONN_LISTEN or connection.type == socket.SOCK_DGRAM
    }
    assert listening == {"127.0.0.1": port_of(found)}


def test_routing_clients_are_sent_to_the_right_port(running: Running, driver: Driver) -> None:
    _, found = running
    table = driver.execute_query("CALL dbms.routing.getRoutingTable({}) YIELD servers").records[0]["servers"]
    assert {address for role in table for address in role["addresses"]} == {f"127.0.0.1:{port_of(found)}"}
    address = found.uri.replace("bolt://", "neo4j://")
    with GraphDatabase.driver(address, auth=(found.user, found.password)) as routed:
        assert routed.execute_query("RETURN 1 AS one").records[0]["one"] == 1


def test_ctrl_c_in_the_terminal_does_not_reach_it(running: Running) -> None:
    _, found = running
    assert os.getsid(found.pid) == found.pid != os.getsid(0)


def test_it_runs_with_the_settings_of_the_table(running: Running, driver: Driver) -> None:
    settings, found = running
    rows = driver.execute_query("SHOW SETTINGS YIELD name, value").records
    told = {row["name"]: row["value"] for row in rows}
    for line in conf.lines(port=port_of(found), heap_mb=settings.heap_mb):
        if line.name in told:  # internal ones are not shown; the tests below see their effect
            assert told[line.name] in spellings(line.value, home_of(settings).root.as_posix()), line.name
    assert len(told.keys() & {line.name for line in conf.lines(port=1, heap_mb=512)}) >= 20


def spellings(value: str, root: str) -> set[str]:
    """How Neo4j may print a value that we wrote."""
    mib = f"{value[:-1]}.00MiB" if value.endswith("m") else value
    durations = {value.replace("60s", "1m"), value.replace("2500ms", "2s500ms")}
    return {value, mib, *durations, f"{root}/{value}", value.lower()}


class Listener(BaseHTTPRequestHandler):
    """Writes down whoever calls."""

    calls: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.calls.append(self.path)
        self.send_error(404)


@pytest.fixture
def listener() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Listener) as web:
        thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield web.server_port
        finally:
            web.shutdown()
            thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_load_csv_calls_nobody(driver: Driver, listener: int, host: str) -> None:
    """Not even READ mode stops LOAD CSV: a query from outside could look into the local network."""
    url = f"http://{host}:{listener}/data.csv"
    with pytest.raises(ClientError, match="blocked"):
        driver.execute_query("LOAD CSV FROM $url AS row RETURN row", url=url)
    assert Listener.calls == []


def test_load_csv_reads_no_files(driver: Driver) -> None:
    with pytest.raises(ClientError, match="allow_csv_import_from_file_urls"):
        driver.execute_query("LOAD CSV FROM 'file:///neo4j.conf' AS row RETURN row")


def test_its_log_can_be_read(running: Running) -> None:
    settings, _ = running
    assert "Started." in server.logs(settings)
    assert len(server.logs(settings, lines=2).splitlines()) == 2


def test_a_paused_one_is_unresponsive_and_is_left_alone(running: Running) -> None:
    settings, found = running
    hasty = settings.model_copy(update={"connect_timeout": 0.5, "start_timeout": 1.0})
    pause(psutil.Process(found.pid))
    try:
        assert server.status(hasty).state is State.UNRESPONSIVE
        with pytest.raises(ServerStartFailed, match=rf"process {found.pid}\) does not answer.*db stop"):
            server.ensure_started(hasty, Silent())
    finally:
        psutil.Process(found.pid).resume()
    assert server.ensure_started(settings, Silent()).pid == found.pid


def test_a_wrong_password_file_is_named(running: Running) -> None:
    settings, found = running
    file = home_of(settings).password_file
    file.write_text("not the one\n")
    try:
        assert server.status(settings).state is State.UNRESPONSIVE
        with pytest.raises(ServerStartFailed, match="does not accept the password in"):
            server.ensure_started(settings, Silent())
    finally:
        file.write_text(found.password)
    # After three wrong passwords Neo4j lets nobody in for five seconds; we wait for that.
    assert server.ensure_started(settings, Silent()).pid == found.pid


def test_one_process_serves_it(running: Running, servers_of: Callable[[Settings], list[int]]) -> None:
    settings, found = running
    assert servers_of(settings) == [found.pid]
