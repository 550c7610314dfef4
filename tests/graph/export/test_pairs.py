from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.filtering import Filter
from graph.analysis.significance import Significance
from graph.analysis.ties import ties_of
from graph.export.pairs import PairsOf, evidence_of
from graph.projection import Counting, fractional
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of
from tests.graph.export.subjects import subject_of

MEMBERSHIPS = st.dictionaries(
    st.sampled_from("pqrstu"), st.sets(st.sampled_from("abcdefgh"), max_size=6), max_size=6
)

CHOSEN = st.builds(
    Filter,
    minimum_weight=st.none() | st.sampled_from([0.5, 1.0, 2.0]),
    backbone=st.none() | st.sampled_from(Significance),
)
EURO = st.none() | st.sampled_from(["0", "10.50", "1000", "999999999.99"])


@given(MEMBERSHIPS, st.integers(1, 8))
def test_pairs_made_in_stretches_are_those_made_at_once_to_the_bit(memberships, at_once) -> None:
    snapshot = snapshot_of(memberships)
    expected = fractional(snapshot.participant, snapshot.joint_project)
    stretches = list(PairsOf(snapshot, at_once=at_once).stretches())
    for name in ("a", "b", "weight", "projects"):
        found = [value for stretch in stretches for value in getattr(stretch, name).tolist()]
        assert found == getattr(expected, name).tolist()


@given(MEMBERSHIPS, st.integers(1, 8), st.sampled_from(Counting), st.lists(EURO, max_size=30))
def test_pairs_are_counted_as_in_all_other_answers(memberships, at_once, counting, euro) -> None:
    snapshot = subject_of(memberships).snapshot
    rows = snapshot.participations.to_pylist()
    for row, amount in zip(rows, euro, strict=False):
        row["contribution_eur"] = amount
    stated = Snapshot(dict(snapshot.tables) | {"participations": table_of("participations", rows)})
    expected = ties_of(stated, counting=counting).pairs
    stretches = list(PairsOf(stated, str(counting), at_once).stretches())
    for name in ("a", "b", "weight", "projects"):
        found = [value for stretch in stretches for value in getattr(stretch, name).tolist()]
        assert found == getattr(expected, name).tolist()
    assert all(len(stretch.project) == stretch.projects.sum() for stretch in stretches)


@given(MEMBERSHIPS, st.integers(1, 8), st.sampled_from(Counting), CHOSEN)
def test_ties_that_are_not_chosen_are_left_out(memberships, at_once, counting, chosen) -> None:
    snapshot = snapshot_of(memberships)
    expected = ties_of(snapshot, counting=counting, chosen=chosen).pairs
    stretches = list(PairsOf(snapshot, str(counting), at_once, chosen).stretches())
    for name in ("a", "b", "weight", "projects"):
        found = [value for stretch in stretches for value in getattr(stretch, name).tolist()]
        assert found == getattr(expected, name).tolist()
    assert all(len(stretch.project) == stretch.projects.sum() for stretch in stretches)


@given(MEMBERSHIPS, st.integers(1, 8))
def test_the_evidence_of_a_pair_is_the_records_of_both_in_their_joint_projects(memberships, at_once) -> None:
    snapshot = subject_of(memberships).snapshot
    uids, projects = snapshot.organisation_uids, snapshot.projects["uid"].to_pylist()
    stated = {
        (uids[row["organisation"]], projects[row["project"]]): row["records"]
        for row in snapshot.tables["participations"].to_pylist()
    }
    expected = defaultdict(set)
    for (a, what), records in stated.items():
        for (b, other), more in stated.items():
            if what == other and a < b:
                expected[a, b] |= {*records, *more}
    records = snapshot.tables["participations"]["records"].combine_chunks()
    found = {}
    for stretch in PairsOf(snapshot, at_once=at_once).stretches():
        lists = evidence_of(stretch, records).to_pylist()
        found |= {
            (uids[a], uids[b]): one
            for a, b, one in zip(stretch.a.tolist(), stretch.b.tolist(), lists, strict=True)
        }
    assert found == {pair: sorted(records) for pair, records in expected.items()}


def test_one_record_that_states_both_is_named_once() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]})
    (stretch,) = PairsOf(snapshot).stretches()
    assert evidence_of(stretch, pa.array([["r", "q"], ["q"]])).to_pylist() == [["q", "r"]]


def test_where_no_record_is_known_the_evidence_is_empty() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]})
    (stretch,) = PairsOf(snapshot).stretches()
    records = snapshot.tables["participations"]["records"].combine_chunks()
    assert evidence_of(stretch, records).to_pylist() == [[]]


@pytest.mark.parametrize("memberships", [{}, {"p": ["a"]}])
def test_without_pairs_there_is_no_stretch(memberships) -> None:
    assert list(PairsOf(snapshot_of(memberships)).stretches()) == []
