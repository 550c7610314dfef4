import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analysis.filtering import Filter, filtered
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter, NotFound
from graph.projection import Counting
from graph.snapshot import Snapshot
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS, PEOPLE


def weights(snapshot: Snapshot, **chosen) -> dict[str, float]:
    """Weight of each tie under the uids of its ends."""
    ties = ties_of(snapshot, **chosen)
    uids = ties.part.organisation_uids
    pairs = ties.pairs
    ends = zip(pairs.a.tolist(), pairs.b.tolist(), pairs.weight.tolist(), strict=True)
    return {uids[a] + uids[b]: weight for a, b, weight in ends}


def paid(amounts: dict[str, dict[str, str | None]]) -> Snapshot:
    """Projects with what each participant gets in euro."""
    snapshot = snapshot_of({what: list(members) for what, members in amounts.items()})
    whats, uids = sorted(amounts), snapshot.organisation_uids
    euro = [
        amounts[whats[project]][uids[organisation]]
        for organisation, project in zip(snapshot.participant, snapshot.joint_project, strict=True)
    ]
    table = snapshot.participations
    field = table.schema.field("contribution_eur")
    place = table.schema.get_field_index("contribution_eur")
    tables = dict(snapshot.tables) | {"participations": table.set_column(place, field, [euro])}
    return Snapshot(tables)


@pytest.mark.parametrize(("size", "weight"), [(13, 1 / 12), (5, 1 / 4), (4, 1 / 3)])
def test_fractional_counting_gives_each_participant_one_joint_project(size: int, weight: float) -> None:
    ties = ties_of(snapshot_of({"p": PEOPLE[:12] + "m" if size == 13 else PEOPLE[:size]}))
    assert len(ties.pairs.a) == size * (size - 1) // 2
    assert ties.pairs.weight == pytest.approx(weight)
    assert ties.strength == pytest.approx(1.0)


def test_a_project_of_one_makes_no_tie_but_is_taken_part_in() -> None:
    ties = ties_of(snapshot_of({"p": "a", "q": "ab"}))
    assert ties.part.projects_per_organisation.tolist() == [2, 1]
    assert (ties.strength.tolist(), ties.joint) == ([1.0, 1.0], 1)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_full_and_fractional_counting_are_those_of_networkx(memberships) -> None:
    graph = nx.Graph()
    graph.add_nodes_from([*PEOPLE, "a project of nobody"])  # networkx wants one
    graph.add_edges_from((who, what) for what, members in memberships.items() for who in members)
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    for counting, project in (
        (Counting.FULL, nx.bipartite.weighted_projected_graph),
        (Counting.FRACTIONAL, nx.bipartite.collaboration_weighted_projected_graph),
    ):
        theirs = {
            "".join(sorted(pair[:2])): pair[2] for pair in project(graph, list(PEOPLE)).edges.data("weight")
        }
        assert weights(snapshot, counting=counting) == pytest.approx(theirs)


def test_by_budget_a_project_adds_one_shared_out_by_what_both_ends_get() -> None:
    """Of 2, 3 and 5 the products are 6, 10 and 15 of 31."""
    found = weights(paid({"p": {"a": "2", "b": "3", "c": "5"}}), counting=Counting.BUDGET)
    assert found == pytest.approx({"ab": 6 / 31, "ac": 10 / 31, "bc": 15 / 31})


def test_by_budget_what_is_not_known_is_left_out_and_counted() -> None:
    known = paid({"p": {"a": "2", "b": "2"}, "q": {"a": "1", "b": None}, "r": {"b": "7", "c": "0"}})
    ties = ties_of(known, counting=Counting.BUDGET)
    assert weights(known, counting=Counting.BUDGET) == {"ab": 1.0}
    assert (ties.joint, ties.left_out) == (3, 2)


DATED = snapshot_of(
    {"early": "ab", "late": "bc", "open": "ac", "undated": "cd"},
    values={
        "early": {"start": "2010-03-01", "end": "2012-02"},
        "late": {"start": "2015", "end": "2016-12-31"},
        "open": {"start": "2012-06-01"},
        "a": {"country": "LT", "kind": "ngo"},
        "b": {"country": "LT"},
        "c": {"country": "PL", "kind": "ngo"},
    },
    about={"early": ["Water"], "late": ["Water", "Youth"]},
)


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"start": "2012"}, {"ab", "bc", "ac"}),
        ({"start": "2012-03"}, {"bc", "ac"}),
        ({"end": "2011"}, {"ab"}),
        ({"start": "2012-06-01", "end": "2012-06-01"}, {"ac"}),
        ({"country": "LT"}, {"ab"}),
        ({"kind": "ngo"}, {"ac"}),
        ({"theme": "Water"}, {"ab", "bc"}),
        ({"theme": "Youth", "start": "2013"}, {"bc"}),
        ({}, {"ab", "bc", "ac", "cd"}),
    ],
)
def test_a_filter_leaves_what_was_chosen(chosen: dict[str, str], left: set[str]) -> None:
    assert weights(DATED, chosen=Filter(**chosen)).keys() == left


def test_what_is_left_is_counted_as_a_network_of_its_own() -> None:
    mixed = snapshot_of({"p": "abc"}, values={"a": {"country": "LT"}, "b": {"country": "LT"}})
    assert weights(mixed) == {"ab": 0.5, "ac": 0.5, "bc": 0.5}
    assert weights(mixed, chosen=Filter(country="LT")) == {"ab": 1.0}


def test_the_minimum_weight_is_of_the_tie_and_not_of_the_project() -> None:
    snapshot = snapshot_of({"p": "abcd", "q": "abce", "r": "abcf"})
    assert set(weights(snapshot, chosen=Filter(minimum_weight=1.0))) == {"ab", "ac", "bc"}


def test_the_tables_of_a_part_refer_to_each_other() -> None:
    part = filtered(DATED, Filter(country="LT", theme="Water"))
    assert part.organisation_uids == ["a", "b"]
    assert part.projects["uid"].to_pylist() == ["early", "late"]
    assert part.participations.select(["organisation", "project"]).to_pylist() == [
        {"organisation": 0, "project": 0},
        {"organisation": 1, "project": 0},
        {"organisation": 1, "project": 1},
    ]
    assert len(part.tables["about"]) == 3
    assert part.id != DATED.id


def test_everything_chosen_is_the_snapshot_itself() -> None:
    assert filtered(DATED, Filter(minimum_weight=2.0)) is DATED


def test_parameters_tell_what_was_chosen() -> None:
    ties = ties_of(DATED, counting=Counting.FULL, chosen=Filter(start="2012", kind="ngo"))
    assert ties.parameters == {"counting": "full", "from": "2012", "kind": "ngo"}


@pytest.mark.parametrize(
    "wrong",
    [{"start": "12.3.2012"}, {"kind": "club"}, {"minimum_weight": -1.0}, {"start": "2013", "end": "2012"}],
)
def test_what_cannot_be_meant_is_refused(wrong) -> None:
    with pytest.raises(InvalidParameter):
        Filter(**wrong)


@pytest.mark.parametrize("unknown", [{"theme": "Fire"}, {"programme": "Nowhere"}])
def test_an_unknown_theme_or_programme_is_not_found(unknown) -> None:
    with pytest.raises(NotFound):
        filtered(DATED, Filter(**unknown))


def test_degrees_have_an_entry_for_the_lonely_too() -> None:
    ties = ties_of(snapshot_of({"p": "ab"}, alone="z"))
    np.testing.assert_array_equal(ties.degree, [1, 1, 0])
