"""One set of jars for many homes: repaired where damaged, fetched once however many ask, full disks named."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.errors import DownloadFailed
from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded.jars import render_lock, unfit
from graph.store.embedded.supply import ensure_jars, folder_of
from tests.graph.store.embedded.depot import CONTENTS, Depot, fake_lock
from tests.graph.store.embedded.disks import fill, small_disk

A, B, C = CONTENTS
pytestmark = pytest.mark.usefixtures("impatient")
ASK = """
import sys
from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded.jars import parse_lock
from graph.store.embedded.supply import ensure_jars
ensure_jars(parse_lock(open(sys.argv[1]).read()), Settings(), Silent())
"""


def cached(depot: Depot, folder: Path) -> Settings:
    return Settings(cache=folder / "cache", maven_url=depot.url)


def test_the_folder_carries_the_version(depot: Depot, tmp_path: Path) -> None:
    settings = cached(depot, tmp_path)
    folder = ensure_jars(fake_lock(), settings, Silent())
    assert folder == folder_of(fake_lock(), settings) == tmp_path / "cache" / "neo4j-1"
    assert unfit(fake_lock(), folder) == ()


def test_complete_jars_are_not_asked_for_again(depot: Depot, tmp_path: Path) -> None:
    settings = cached(depot, tmp_path)
    ensure_jars(fake_lock(), settings, Silent())
    depot.asked.clear()
    ensure_jars(fake_lock(), settings, Silent())
    assert depot.asked == []


def test_only_the_damaged_jar_is_fetched_anew(depot: Depot, tmp_path: Path) -> None:
    """Damage is found by content: size and time may be as they were."""
    settings = cached(depot, tmp_path)
    folder = ensure_jars(fake_lock(), settings, Silent())
    before = (folder / B).stat()
    (folder / B).write_bytes(CONTENTS[B].replace(b"\x00", b"\x01"))
    os.utime(folder / B, ns=(before.st_atime_ns, before.st_mtime_ns))
    depot.asked.clear()
    ensure_jars(fake_lock(), settings, Silent())
    assert depot.paths() == [B]
    assert (folder / B).read_bytes() == CONTENTS[B]


def test_a_damaged_jar_without_network_is_named(depot: Depot, tmp_path: Path, closed_port: int) -> None:
    settings = cached(depot, tmp_path)
    folder = ensure_jars(fake_lock(), settings, Silent())
    (folder / C).write_bytes(b"other")
    offline = settings.model_copy(update={"maven_url": f"http://127.0.0.1:{closed_port}"})
    with pytest.raises(DownloadFailed, match=r"c-3\.jar could not be fetched"):
        ensure_jars(fake_lock(), offline, Silent())


def test_processes_that_ask_at_once_fetch_each_jar_once(depot: Depot, tmp_path: Path) -> None:
    depot.meanwhile = lambda: time.sleep(0.5)
    lock = tmp_path / "lock"
    lock.write_text(render_lock(fake_lock()))
    environment = {
        **os.environ,
        "SOCIALCLUSTER_CACHE": str(tmp_path),
        "SOCIALCLUSTER_MAVEN_URL": depot.url,
    }
    asking = [subprocess.Popen([sys.executable, "-c", ASK, str(lock)], env=environment) for _ in range(3)]
    assert [process.wait(timeout=120) for process in asking] == [0, 0, 0]
    assert depot.paths() == [A, B, C]
    assert unfit(fake_lock(), tmp_path / "neo4j-1") == ()


def test_a_full_disk_is_seen_before_anything_is_fetched(depot: Depot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size="128k") as disk:
        with pytest.raises(DownloadFailed, match=r"disk .* is full: .* MB more .*SOCIALCLUSTER_CACHE"):
            ensure_jars(fake_lock(), cached(depot, disk), Silent())
        assert depot.asked == []


def test_a_disk_that_fills_up_on_the_way_is_named(depot: Depot, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", size="1m") as disk:
        depot.meanwhile = lambda: fill(disk)
        with pytest.raises(DownloadFailed, match=r"disk .* is full: .*SOCIALCLUSTER_CACHE"):
            ensure_jars(fake_lock(), cached(depot, disk), Silent())
        (disk / "filling").unlink()
        depot.meanwhile = int
        folder = ensure_jars(fake_lock(), cached(depot, disk), Silent())
        assert unfit(fake_lock(), folder) == ()


def test_a_cache_that_cannot_be_a_folder_is_named(depot: Depot, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(DownloadFailed, match=r"cannot be written: .*SOCIALCLUSTER_CACHE"):
        ensure_jars(fake_lock(), cached(depot, tmp_path), Silent())
