import os
from pathlib import Path

import pytest

from graph.errors import NotFound, UnreadableFile
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.stamp import Stamp, default_parameters
from graph.store import snapshots
from graph.store.freeze import save_to
from graph.store.snapshots import CACHED, Kept, Provenance
from tests.builders import snapshot_of

ONE = snapshot_of({"p": ["a", "b"]})


def kept(settings: Settings, snapshot: Snapshot = ONE, seed: int = 0, note: str | None = None) -> Kept:
    stamp = Stamp(snapshot.id, default_parameters(seed=seed))
    return snapshots.keep(
        settings, snapshot, stamp, Provenance("2026-01-01", note, {"x": "y"}, ({"name": "s"},))
    )


def cached(settings: Settings, *names: str) -> list[Path]:
    """Snapshots as the program caches them for itself, the first of them the oldest."""
    folders = []
    for age, name in enumerate(names):
        snapshot = snapshot_of({name: ["a", "b"]})
        folder = settings.home / "snapshots" / snapshot.id
        save_to(folder, snapshot)
        os.utime(folder, (1_000_000 + age, 1_000_000 + age))
        folders.append(folder)
    return folders


def test_what_is_kept_is_found_by_its_id_and_read_back(settings) -> None:
    one = kept(settings, note="for the paper")
    assert snapshots.find(settings, one.id) == snapshots.find(settings, one.id[:12]) == one
    assert snapshots.load(settings, one.content).id == ONE.id
    assert (one.organisations, one.projects, one.participations, one.note) == (2, 1, 2, "for the paper")
    assert one.stamp.id == one.id


def test_keeping_it_again_changes_nothing(settings) -> None:
    assert kept(settings, note="first") == kept(settings, note="second")


def test_other_parameters_are_another_snapshot_of_the_same_content(settings) -> None:
    first, second = kept(settings), kept(settings, seed=1)
    assert first.content == second.content
    assert {one.id for one in snapshots.all_kept(settings)} == {first.id, second.id}


@pytest.mark.parametrize("name", ["snap-", "snap-ffff", "../../etc/passwd", "", "*", "f" * 32, "latest"])
def test_what_is_not_kept_is_not_found_and_what_is_kept_is_named(settings, name) -> None:
    one = kept(settings)
    with pytest.raises(NotFound, match="snapshot list") as caught:
        snapshots.resolved(settings, name)
    assert caught.value.near[0][0] == one.id


def test_a_snapshot_is_also_known_by_its_content(settings) -> None:
    one = kept(settings)
    assert snapshots.resolved(settings, one.content) == (one.content, one)
    (folder,) = cached(settings, "q")
    assert snapshots.resolved(settings, folder.name) == (folder.name, None)


def test_files_that_changed_are_noticed(settings) -> None:
    one = kept(settings)
    assert snapshots.recomputed_hash(settings, one.content) == one.content
    save_to(settings.home / "snapshots" / one.content, snapshot_of({"p": ["a", "x"]}))
    assert snapshots.recomputed_hash(settings, one.content) != one.content
    with pytest.raises(UnreadableFile, match="damaged"):
        snapshots.load(settings, one.content)


def test_a_file_that_is_cut_off_is_damaged_too(settings) -> None:
    one = kept(settings)
    file = settings.home / "snapshots" / one.content / "projects.arrow"
    file.write_bytes(file.read_bytes()[:50])
    with pytest.raises(UnreadableFile, match="backup"):
        snapshots.recomputed_hash(settings, one.content)


def test_tables_of_another_version_are_not_mistaken_for_ours(settings) -> None:
    one = kept(settings)
    (settings.home / "snapshots" / one.content / "themes.arrow").unlink()
    with pytest.raises(UnreadableFile, match="other columns"):
        snapshots.load(settings, one.content)


def test_of_cached_snapshots_the_newest_stay_and_kept_ones_always(settings) -> None:
    pinned = kept(settings, snapshot_of({"o": ["a", "b"]}))
    os.utime(settings.home / "snapshots" / pinned.content, (1, 1))
    folders = cached(settings, "p", "q", "r", "s", "t")
    gone = snapshots.forget_unpinned(settings)
    assert sorted(gone) == sorted(folder.name for folder in folders[:-CACHED])
    assert [folder.is_dir() for folder in folders] == [False, False, True, True, True]
    assert snapshots.load(settings, pinned.content).id == pinned.content
    assert snapshots.forget_unpinned(settings) == []


def test_a_home_without_snapshots_has_none(settings) -> None:
    assert snapshots.all_kept(settings) == []
    assert snapshots.forget_unpinned(settings) == []
    assert snapshots.restored_view(settings) is None


def test_a_view_is_restored_until_it_is_ended(settings) -> None:
    one = kept(settings)
    assert snapshots.restore_view(settings, one.id) == one
    assert snapshots.restored_view(settings) == one
    assert snapshots.restore_view(settings, None) is None
    assert snapshots.restored_view(settings) is None
