"""What changed from one snapshot to another, as values and in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.snapshots.changes import changes
from graph.snapshots.cluster_changes import ClusterChange, Fate, cluster_changes
from graph.snapshots.wording import NOTHING, told
from tests.graph.export.subjects import subject_of

MEMBERSHIPS = st.dictionaries(
    st.sampled_from("pqr"), st.sets(st.sampled_from("abcde"), max_size=4), max_size=3
)


def sentences(before, after, **values) -> list[str]:
    return told(changes(subject_of(before), subject_of(after, **values)))


def test_the_same_content_changes_nothing() -> None:
    same = {"p": ["a", "b"]}
    found = changes(subject_of(same), subject_of(same))
    assert not found
    assert told(found) == [NOTHING]


@settings(max_examples=25)
@given(MEMBERSHIPS, MEMBERSHIPS)
def test_something_changed_exactly_where_the_hashes_differ(first, second) -> None:
    before, after = subject_of(first), subject_of(second)
    assert bool(changes(before, after)) == (before.snapshot.id != after.snapshot.id)


@settings(max_examples=25)
@given(MEMBERSHIPS, MEMBERSHIPS)
def test_what_was_added_one_way_was_removed_the_other_way(first, second) -> None:
    there, back = (changes(subject_of(x), subject_of(y)) for x, y in ((first, second), (second, first)))
    for one, other in [(there.ties, back.ties), *((there.tables[n], back.tables[n]) for n in there.tables)]:
        assert (one.added, one.removed) == (other.removed, other.added)
        assert len(one.changed) == len(other.changed)


def test_things_ties_and_values_that_came_and_went_are_named() -> None:
    before, after = {"p": ["a", "b"]}, {"p": ["a", "c"], "q": ["a", "c"]}
    said = sentences(before, after, values={"a": {"country": "LT"}})
    assert "1 organisation was added: c." in said
    assert "1 organisation was removed: b." in said
    assert "1 value of organisation changed: country of a from unknown to LT." in said
    assert "1 project was added: q." in said
    assert "1 tie between organisations was added: a – c." in said
    assert "1 tie between organisations was removed: a – b." in said


def test_a_tie_that_grew_stronger_says_by_how_much() -> None:
    said = sentences({"p": ["a", "b"]}, {"p": ["a", "b"], "q": ["a", "b"]})
    assert "1 value of tie between organisations changed: weight of a – b from 1.0 to 2.0." in said


def test_of_many_only_some_are_named() -> None:
    said = sentences({}, {"p": list("abcdefgh")})
    assert "8 organisations were added: a; b; c; d; e; and 3 more." in said


def test_new_evidence_is_counted_apart_from_new_values() -> None:
    found = changes(subject_of({"p": ["b", "c"]}), subject_of({"p": ["a", "b", "c"]}))
    assert found.tables["participations"].evidence == 2
    assert "2 participations were now stated by other records." not in told(found)
    assert "2 participations are now stated by other records." in told(found)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"1": "abcdef"}, {"x": "abc", "y": "def"}, [ClusterChange(Fate.SPLIT, ("1",), ("x", "y"))]),
        ({"1": "abc", "2": "def"}, {"x": "abcdef"}, [ClusterChange(Fate.JOINED, ("1", "2"), ("x",))]),
        ({"1": "abc"}, {"x": "abc", "y": "de"}, [ClusterChange(Fate.NEW, (), ("y",))]),
        ({"1": "abc", "2": "de"}, {"x": "abc"}, [ClusterChange(Fate.GONE, ("2",), ())]),
        ({"1": "abc"}, {"x": "abc"}, []),
        # one of ten that changed sides is neither a split nor a join
        ({"1": "abcdefghij", "2": "kl"}, {"x": "abcdefghi", "y": "jkl"}, []),
    ],
)
def test_clusters_split_join_come_and_go(before, after, expected) -> None:
    assert list(cluster_changes(_sets(before), _sets(after))) == expected


def _sets(clusters: dict[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(members) for name, members in clusters.items()}


def test_a_split_and_a_join_are_told_with_the_names_of_the_clusters() -> None:
    apart = {"p": ["a", "b", "c"], "q": ["d", "e", "f"]}
    together = {"p": ["a", "b", "c", "d", "e", "f"]}
    assert any(
        line.startswith("Joined: cluster 0 (a) and cluster 1 (d) are now")
        for line in sentences(apart, together)
    )
    assert any(line.startswith("Split: cluster 0 (a) is now in") for line in sentences(together, apart))
