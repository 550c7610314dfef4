"""Fetching jars from a repository that behaves, and from ones that do not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.errors import DownloadFailed
from graph.progress import Silent, Step
from graph.store.embedded.download import fetch
from graph.store.embedded.jars import unfit
from tests.graph.store.embedded.depot import CONTENTS, Depot, fake_lock, open_depot, part

A, B, C = CONTENTS
pytestmark = pytest.mark.usefixtures("impatient")


class Counting(Silent):
    """Remembers what was promised and what was reported."""

    def __init__(self) -> None:
        self.total: int | None = None
        self.done = 0

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator[Step]:
        assert unit == "bytes"
        self.total = total
        yield self

    def advance(self, amount: int = 1) -> None:
        assert amount > 0
        self.done += amount


def fetched(depot: Depot, folder: Path) -> Counting:
    progress = Counting()
    fetch(fake_lock().jars, folder, base_url=depot.url, progress=progress, label="jars")
    return progress


def lies_complete(folder: Path) -> bool:
    return unfit(fake_lock(), folder) == () and not list(folder.rglob("*.part"))


def test_every_jar_arrives_and_every_byte_is_told_once(depot: Depot, tmp_path: Path) -> None:
    progress = fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
    assert progress.total == progress.done == sum(map(len, CONTENTS.values()))
    assert depot.asked.sort() is None
    assert depot.asked == [(A, None), (B, None), (C, None)]


def test_a_base_address_may_end_in_a_slash(depot: Depot, tmp_path: Path) -> None:
    depot.files = {f"maven2/{path}": content for path, content in CONTENTS.items()}
    depot.url += "/maven2/"
    fetched(depot, tmp_path)
    assert lies_complete(tmp_path)


def test_a_cut_connection_is_taken_up_where_it_was_cut(depot: Depot, tmp_path: Path) -> None:
    depot.cut_once_after[A] = 70_000
    progress = fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
    ranges = [wanted for path, wanted in depot.asked if path == A]
    assert ranges[0] is None
    assert ranges[1] is not None
    assert 0 < int(ranges[1].removeprefix("bytes=").rstrip("-")) <= 70_000
    assert progress.done == progress.total


def test_what_an_earlier_run_left_is_kept(depot: Depot, tmp_path: Path) -> None:
    part(tmp_path, A, CONTENTS[A][:123_456])
    progress = fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
    assert (A, "bytes=123456-") in depot.asked
    assert progress.done == progress.total


def test_a_repository_that_knows_no_ranges_sends_all_again(depot: Depot, tmp_path: Path) -> None:
    depot.knows_ranges = False
    part(tmp_path, A, CONTENTS[A][:1000])
    fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
    assert depot.paths() == [A, B, C]


@pytest.mark.parametrize("left", [b"x" * 1000, b"x" * 200_000, b"x" * 300_000], ids=["short", "same", "long"])
def test_a_part_with_wrong_bytes_is_thrown_away(depot: Depot, tmp_path: Path, left: bytes) -> None:
    part(tmp_path, A, left)
    fetched(depot, tmp_path)
    assert lies_complete(tmp_path)


@given(have=st.integers(0, len(CONTENTS[A]) + 10), cut=st.integers(1, len(CONTENTS[A])))
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_wherever_it_was_cut_the_file_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, have: int, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    part(folder, A, (CONTENTS[A] + b"rubbish here")[:have])
    with open_depot() as depot:
        depot.cut_once_after[A] = cut
        fetched(depot, folder)
    assert lies_complete(folder)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_repository_is_asked_again(depot: Depot, tmp_path: Path, status: int) -> None:
    depot.refuse_once_with[B] = status
    fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
    assert depot.paths() == [A, B, B, C]


def test_a_jar_that_is_not_there_is_named_and_not_asked_for_again(depot: Depot, tmp_path: Path) -> None:
    del depot.files[B]
    with pytest.raises(DownloadFailed, match=r"b-2\.jar .* 404.*SOCIALCLUSTER_MAVEN_URL"):
        fetched(depot, tmp_path)
    assert depot.paths().count(B) == 1
    assert not (tmp_path / B).exists()


@pytest.mark.parametrize("content", [b"<html>Please log in</html>", b"b" * 76_800, b"b" * 90_000])
def test_wrong_bytes_never_get_the_name_of_the_jar(depot: Depot, tmp_path: Path, content: bytes) -> None:
    depot.files[B] = content
    with pytest.raises(DownloadFailed, match=r"b-2\.jar could not be fetched: .*SOCIALCLUSTER_NEO4J_URI"):
        fetched(depot, tmp_path)
    assert not (tmp_path / B).exists()


def test_no_network_says_what_to_do(closed_port: int, tmp_path: Path) -> None:
    depot = Depot(url=f"http://127.0.0.1:{closed_port}")
    with pytest.raises(DownloadFailed) as failed:
        fetched(depot, tmp_path)
    for way_out in ("same command again", "SOCIALCLUSTER_MAVEN_URL", "SOCIALCLUSTER_NEO4J_URI"):
        assert way_out in failed.value.message
    assert not list(tmp_path.rglob("*.jar"))


@pytest.mark.parametrize("url", ["no address", "ftp://127.0.0.1/maven", "http://[::1", "http://"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadFailed, match="SOCIALCLUSTER_MAVEN_URL"):
        fetched(Depot(url=url), tmp_path)


def test_ctrl_c_stops_all_connections_and_keeps_what_came(depot: Depot, tmp_path: Path) -> None:
    class Interrupted(Counting):
        def advance(self, amount: int = 1) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(fake_lock().jars, tmp_path, base_url=depot.url, progress=Interrupted(), label="jars")
    fetched(depot, tmp_path)
    assert lies_complete(tmp_path)
