from graph.store.cluster_names import given_names, new_name, replace_names
from graph.store.freeze import graph_version
from graph.store.session import Store


def test_a_name_is_kept_with_the_members_of_its_cluster(store: Store) -> None:
    kept = new_name("Water people", ["org-b", "org-a"])
    replace_names(store, kept, [])
    assert given_names(store) == (kept,)
    assert kept.members == ("org-a", "org-b")


def test_naming_the_same_members_again_replaces_the_name(store: Store) -> None:
    first, second = (new_name(name, ["org-a", "org-b"]) for name in ("First", "Second"))
    for name in (first, second):
        replace_names(store, name, [first.uid])
    assert [name.name for name in given_names(store)] == ["Second"]


def test_names_come_earliest_first_and_those_they_replace_are_forgotten(store: Store) -> None:
    names = [new_name(name, [f"org-{name}"]) for name in ("z", "y", "x")]
    for name in names:
        replace_names(store, name, [])
    assert [name.name for name in given_names(store)] == ["z", "y", "x"]
    replace_names(store, None, [names[0].uid, names[2].uid])
    assert [name.name for name in given_names(store)] == ["y"]


def test_a_name_changes_no_fact_so_no_snapshot_is_read_anew(store: Store) -> None:
    before = graph_version(store)
    replace_names(store, new_name("Water people", ["org-a"]), [])
    assert graph_version(store) == before
