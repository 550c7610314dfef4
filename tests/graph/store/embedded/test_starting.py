"""Starts that meet trouble: each ends in a running server or in a sentence, never in between."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase

from graph.errors import DownloadFailed, PortTaken, ServerStartFailed
from graph.progress import Silent, Step
from graph.settings import Settings
from graph.store.embedded import ports, server, startup
from graph.store.embedded.credential import kept_password
from graph.store.embedded.home import home_of
from graph.store.embedded.jars import bundled_lock
from graph.store.embedded.server import State
from graph.store.embedded.supply import ensure_jars
from tests.graph.store.embedded.depot import Depot
from tests.graph.store.embedded.disks import small_disk
from tests.servers import embedded_settings

Damaged = tuple[Settings, Path, bytes]
ServersOf = Callable[[Settings], list[int]]
PATIENT = 100_000.0  # seconds: a test that waits for the end of patience fails
ASK = """
from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded.server import ensure_started
found = ensure_started(Settings(), Silent())
print(found.pid, found.started_by_us)
"""


def count(found: server.Server, statement: str) -> int:
    with GraphDatabase.driver(found.uri, auth=(found.user, found.password)) as driver:
        return int(driver.execute_query(statement).records[0][0])


def test_four_ask_at_once_one_starts_and_a_killed_one_comes_back(
    settings: Settings, servers_of: ServersOf
) -> None:
    environment = {
        **os.environ,
        "SOCIALCLUSTER_HOME": str(settings.home),
        "SOCIALCLUSTER_HEAP_MB": str(settings.heap_mb),
    }
    asking = [
        subprocess.Popen([sys.executable, "-c", ASK], env=environment, text=True, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    answers = [process.communicate(timeout=300)[0].split() for process in asking]
    (pid,) = servers_of(settings)
    assert sorted(answers) == sorted([[str(pid), "True"], *[[str(pid), "False"]] * 3])

    found = server.ensure_started(settings, Silent())
    assert count(found, "CREATE (n:Kept) RETURN count(n)") == 1
    os.kill(pid, signal.SIGKILL)
    psutil.wait_procs([psutil.Process(pid)] if psutil.pid_exists(pid) else [], timeout=20)
    assert server.status(settings).state is State.STALE

    recovered = server.ensure_started(settings, Silent())
    assert recovered.started_by_us
    assert recovered.uri == found.uri
    assert count(recovered, "MATCH (n:Kept) RETURN count(n)") == 1
    assert server.stop(settings) is True
    assert servers_of(settings) == []
    assert server.status(settings).state is State.STOPPED


def test_a_database_of_another_version_is_named(settings: Settings, servers_of: ServersOf) -> None:
    home = home_of(settings)
    home.make_folders()
    kept_password(home)
    store = home.databases / "neo4j" / "neostore"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"a format of the future" * 1000)
    patient = settings.model_copy(update={"start_timeout": PATIENT})
    with pytest.raises(ServerStartFailed, match=r"damaged or was written by another version"):
        server.ensure_started(patient, Silent())
    assert servers_of(settings) == []
    assert server.status(settings).state is State.STOPPED


@pytest.fixture
def listener() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def keep(settings: Settings, port: int) -> None:
    home_of(settings).make_folders()
    home_of(settings).port_file.write_text(str(port))


def test_a_taken_port_stops_the_start_before_it_begins(
    settings: Settings, listener: int, servers_of: ServersOf
) -> None:
    keep(settings, listener)
    with pytest.raises(PortTaken, match=rf"Port {listener} .* remove .*port: a free port"):
        server.ensure_started(settings, Silent())
    assert not home_of(settings).console_log.exists()  # Java was not even asked
    assert servers_of(settings) == []
    assert server.status(settings).state is State.STOPPED


def test_a_port_taken_in_the_last_moment_is_called_that_too(
    settings: Settings, listener: int, servers_of: ServersOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(settings, listener)
    monkeypatch.setattr(ports, "require_free", lambda port, home: None)
    with pytest.raises(PortTaken, match=rf"Port {listener} "):
        server.ensure_started(settings, Silent())
    assert servers_of(settings) == []


def test_a_full_disk_is_seen_before_the_start(tmp_path: Path, servers_of: ServersOf) -> None:
    with small_disk(tmp_path / "disk", size="16m") as disk:
        settings = embedded_settings(disk)
        with pytest.raises(ServerStartFailed, match=r"disk .* is full: .*SOCIALCLUSTER_HOME"):
            server.ensure_started(settings, Silent())
        assert servers_of(settings) == []


def test_a_disk_that_is_full_to_neo4j_is_named_and_nothing_hangs(
    tmp_path: Path, servers_of: ServersOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neo4j itself does not end when its disk is full, it just never answers."""
    monkeypatch.setattr(startup, "NEEDED_SPACE", 0)
    with small_disk(tmp_path / "disk", size="1m") as disk:
        settings = embedded_settings(disk, start_timeout=PATIENT)
        with pytest.raises(ServerStartFailed, match=r"disk .* is full"):
            server.ensure_started(settings, Silent())
        assert servers_of(settings) == []
        assert server.status(settings).state is State.STOPPED


@pytest.mark.usefixtures("impatient")
def test_no_network_starts_nothing(
    settings: Settings, tmp_path: Path, closed_port: int, servers_of: ServersOf
) -> None:
    offline = settings.model_copy(
        update={"cache": tmp_path / "cache", "maven_url": f"http://127.0.0.1:{closed_port}"}
    )
    with pytest.raises(DownloadFailed, match=r"SOCIALCLUSTER_MAVEN_URL.*SOCIALCLUSTER_NEO4J_URI"):
        server.ensure_started(offline, Silent())
    assert servers_of(settings) == []
    assert server.status(offline).state is State.STOPPED
    assert server.status(offline).jars_present == 0


@pytest.fixture
def damaged(settings: Settings, tmp_path: Path) -> Damaged:
    """A cache of the real jars with one damaged: the settings, the damaged file, its true content."""
    real = ensure_jars(bundled_lock(), settings, Silent())
    cache = tmp_path / "cache"
    shutil.copytree(real, cache / real.name, copy_function=os.link)
    path = next(jar.path for jar in bundled_lock().jars if "neo4j-kernel-2" in jar.path)
    jar = cache / real.name / path
    content = jar.read_bytes()
    jar.unlink()  # a link to the real one
    jar.write_bytes(content[:5000] + b"?" + content[5001:])
    return settings.model_copy(update={"cache": cache}), jar, content


@pytest.mark.usefixtures("impatient")
def test_a_damaged_jar_stops_the_start_where_it_cannot_be_fetched(
    damaged: Damaged, closed_port: int, servers_of: ServersOf
) -> None:
    settings, jar, _ = damaged
    offline = settings.model_copy(update={"maven_url": f"http://127.0.0.1:{closed_port}"})
    with pytest.raises(DownloadFailed, match=jar.name):
        server.ensure_started(offline, Silent())
    assert servers_of(settings) == []


def test_a_damaged_jar_is_repaired_before_the_start(damaged: Damaged, depot: Depot) -> None:
    settings, jar, content = damaged
    path = jar.relative_to(settings.cache / bundled_lock().folder_name).as_posix()
    depot.files[path] = content
    online = settings.model_copy(update={"maven_url": depot.url, "start_timeout": 0.1})
    with pytest.raises(ServerStartFailed, match="did not answer in time"):  # far enough: Java was started
        server.ensure_started(online, Silent())
    assert depot.paths() == [path]
    assert jar.read_bytes() == content


def test_too_little_memory_is_named(settings: Settings, servers_of: ServersOf) -> None:
    greedy = settings.model_copy(update={"heap_mb": 50_000_000})
    with pytest.raises(ServerStartFailed, match=r"not enough memory .*SOCIALCLUSTER_HEAP_MB"):
        server.ensure_started(greedy, Silent())
    assert servers_of(settings) == []


def test_a_start_that_takes_too_long_leaves_nothing(settings: Settings, servers_of: ServersOf) -> None:
    hasty = settings.model_copy(update={"start_timeout": 0.1})
    with pytest.raises(ServerStartFailed, match=r"did not answer in time; SOCIALCLUSTER_START_TIMEOUT"):
        server.ensure_started(hasty, Silent())
    assert servers_of(settings) == []
    assert server.status(settings).state is State.STOPPED


def test_ctrl_c_during_a_start_leaves_nothing(settings: Settings, servers_of: ServersOf) -> None:
    class Interrupted(Silent):
        @contextmanager
        def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator[Step]:
            assert "Starting Neo4j" in label
            yield self

        def advance(self, amount: int = 1) -> None:
            assert servers_of(settings)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        server.ensure_started(settings, Interrupted())
    assert servers_of(settings) == []
    assert server.status(settings).state is State.STOPPED


def test_a_home_that_cannot_be_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(ServerStartFailed, match=r"cannot be made or written: .*SOCIALCLUSTER_HOME"):
        server.ensure_started(embedded_settings(tmp_path / "home"), Silent())
