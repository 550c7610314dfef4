"""The lock of jars: what it says, and how missing and damaged files are noticed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.embedded.jars import (
    Jar,
    JarLock,
    bundled_lock,
    class_path,
    parse_lock,
    present,
    render_lock,
    unfit,
)
from tests.graph.store.embedded.depot import CONTENTS, fake_lock

names = st.text(st.characters(categories=("Ll", "Nd"), include_characters="._-"), min_size=1).filter(
    lambda name: name != ".."
)
paths = st.lists(names, min_size=1, max_size=5).map("/".join)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
locks = st.builds(
    JarLock,
    artifact=names,
    jars=st.lists(
        st.builds(Jar, path=paths, size=st.integers(0, 2**40), sha256=hashes), unique_by=lambda jar: jar.path
    ).map(lambda jars: tuple(sorted(jars, key=lambda jar: jar.path))),
)


def filled(folder: Path) -> Path:
    for path, content in CONTENTS.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


@given(locks)
def test_a_lock_survives_being_written_and_read(lock: JarLock) -> None:
    assert parse_lock(render_lock(lock)) == lock


def test_the_bundled_lock_is_neo4j_with_all_it_needs() -> None:
    lock = bundled_lock()
    assert lock.artifact == "org.neo4j:neo4j:2026.08.1"
    assert (lock.version, lock.folder_name) == ("2026.08.1", "neo4j-2026.08.1")
    assert len(lock.jars) == 225
    assert sum(jar.size for jar in lock.jars) == 158_401_257
    assert "org/neo4j/neo4j/2026.08.1/neo4j-2026.08.1.jar" in {jar.path for jar in lock.jars}
    assert all(len(jar.sha256) == 64 for jar in lock.jars)


@pytest.mark.parametrize(
    "text", ["", "org/a.jar 1 00\n", "artifact a:b:1\norg/a.jar 1\n", "artifact a:b:1\norg/a.jar one 00\n"]
)
def test_a_text_that_is_no_lock_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_lock(text)


@pytest.mark.parametrize("path", ["../outside.jar", "/outside.jar", "a/../../outside.jar"])
def test_a_jar_cannot_lie_outside_its_folder(path: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        parse_lock(f"artifact a:b:1\n{path} 1 00\n")


def test_nothing_is_unfit_where_every_jar_is_as_locked(tmp_path: Path) -> None:
    folder = filled(tmp_path)
    assert unfit(fake_lock(), folder) == ()
    assert present(fake_lock(), folder) == fake_lock().jars


def test_missing_shortened_and_silently_changed_jars_are_unfit(tmp_path: Path) -> None:
    folder, lock = filled(tmp_path), fake_lock()
    first, second, third = (folder / jar.path for jar in lock.jars)
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    third.write_bytes(b"smalL")
    assert unfit(lock, folder) == lock.jars
    assert present(lock, folder) == (lock.jars[2],)  # the cheap look does not see the changed letter


def test_the_class_path_keeps_the_order_of_the_lock(tmp_path: Path) -> None:
    assert list(class_path(fake_lock(), tmp_path)) == [str(tmp_path / path) for path in CONTENTS]
