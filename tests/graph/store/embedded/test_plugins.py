"""Graph Data Science stands first on the class path where it is wanted, and is gone where it is not."""

from pathlib import Path

import pytest

from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded import conf, plugins
from graph.store.embedded.home import Home, home_of
from graph.store.embedded.jars import bundled_lock, gds_lock
from tests.graph.store.embedded.depot import CONTENTS, fake_lock


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose plugins come from a folder of made-up jars."""
    folder = tmp_path / "jars"
    for path, content in CONTENTS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    monkeypatch.setattr(plugins, "gds_lock", fake_lock)
    monkeypatch.setattr(plugins, "ensure_jars", lambda *_: folder)
    found = home_of(Settings(home=tmp_path / "home"))
    found.make_folders()
    return found


def test_it_is_put_in_where_it_is_wanted_and_taken_out_where_not(home: Home) -> None:
    names = [Path(path).name for path in CONTENTS]
    for _ in range(2):
        placed = plugins.put_in(home, Settings(gds=True), Silent())
        assert [Path(jar).name for jar in placed] == names
        assert sorted(jar.name for jar in home.plugins.iterdir()) == sorted(names)
        assert [Path(jar).read_bytes() for jar in placed] == list(CONTENTS.values())
    assert plugins.put_in(home, Settings(), Silent()) == ()
    assert not home.plugins.exists()


def test_only_its_procedures_may_do_what_others_may_not() -> None:
    with_it = conf.lines(port=1, heap_mb=512, gds=True)
    more = [(line.name, line.value) for line in with_it if line not in conf.lines(port=1, heap_mb=512)]
    assert more == [("dbms.security.procedures.unrestricted", "gds.*")]


def test_what_it_shares_with_neo4j_it_takes_from_there() -> None:
    own, neo4j = ({jar.path.rsplit("/", 2)[0] for jar in lock.jars} for lock in (gds_lock(), bundled_lock()))
    assert own.isdisjoint(neo4j)
    assert "org/neo4j/gds/opengds-extension" in own
    assert (gds_lock().title, gds_lock().folder_name) == ("Graph Data Science 2.26.0", "gds-2.26.0")
