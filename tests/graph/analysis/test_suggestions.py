from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from graph.analysis.partner_basis import partner_basis
from graph.analysis.partner_features import DAMPING, LOCAL, PARTS, Asker, Part, features, kilometres
from graph.analysis.suggestions import Wish, suggestions
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS, PEOPLE

PLAIN = {"p1": ["a", "b", "c"], "p2": ["c", "d"], "p3": ["d", "e"], "p4": ["f", "g"]}


def column(snapshot: Snapshot, asker: Asker, part: Part) -> list[float]:
    return features(partner_basis(snapshot), asker)[:, PARTS.index(part)].tolist()


def names(snapshot: Snapshot, asker: Asker, wish: Wish | None = None) -> list[str]:
    found = suggestions(snapshot, asker, wish or Wish(most=100))
    return [snapshot.organisation_uids[one.organisation] for one in found.suggestions]


def one_mode(snapshot: Snapshot) -> "nx.Graph[int]":
    basis = partner_basis(snapshot)
    return nx.from_scipy_sparse_array(basis.living)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_shared_partners_and_resource_allocation_are_those_of_networkx(memberships) -> None:
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    graph = one_mode(snapshot)
    shared = column(snapshot, Asker(row=0), Part.SHARED_PARTNERS)
    allocated = column(snapshot, Asker(row=0), Part.RESOURCE_ALLOCATION)
    pairs = [(0, other) for other in range(1, len(PEOPLE))]
    for _, other, value in nx.resource_allocation_index(graph, pairs):
        assert np.expm1(shared[other]) == pytest.approx(len(list(nx.common_neighbors(graph, 0, other))))
        assert np.expm1(allocated[other]) / 50 == pytest.approx(value)


@settings(max_examples=40)
@given(MEMBERSHIPS)
def test_walks_through_projects_are_powers_of_the_one_mode_transition_matrix(memberships) -> None:
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    ties = nx.to_numpy_array(one_mode(snapshot))
    step = ties / np.maximum(ties.sum(axis=1, keepdims=True), 1e-300)
    powers = [np.linalg.matrix_power(step, n)[0] for n in range(5)]
    if not ties[0].any():
        return
    local = np.expm1(column(snapshot, Asker(row=0), Part.LOCAL_PATHS)) / 1e4
    walk = np.expm1(column(snapshot, Asker(row=0), Part.WALK)) / 1e4
    assert local == pytest.approx(sum(powers[n] for n in LOCAL) / 2, abs=1e-12)
    expected = sum((1 - DAMPING) * DAMPING**n * powers[n] for n in range(1, 5))
    assert walk == pytest.approx(expected, abs=1e-12)


def test_the_worked_example_of_resource_allocation() -> None:
    """Shared partners with 3 and 4 partners: 1/3 + 1/4 = 0.5833."""
    pairs = ["x u", "y u", "a u", "x v", "y v", "b v", "c v"]
    snapshot = snapshot_of({pair: pair.split() for pair in pairs})
    found = column(snapshot, Asker(row=snapshot.organisation_row("x")), Part.RESOURCE_ALLOCATION)
    assert np.expm1(found[snapshot.organisation_row("y")]) / 50 == pytest.approx(0.5833, abs=5e-5)


def test_partners_and_oneself_are_not_suggested_and_are_counted() -> None:
    snapshot = snapshot_of(PLAIN)
    found = suggestions(snapshot, Asker(row=0), Wish(most=100))
    assert {snapshot.organisation_uids[one.organisation] for one in found.suggestions} == {"d", "e", "f", "g"}
    assert found.excluded["already a partner"] == 2
    assert found.excluded["itself"] == 1
    assert found.candidates == 4


def test_who_is_known_through_a_partner_comes_first_with_the_way_there_as_evidence() -> None:
    snapshot = snapshot_of(PLAIN)
    first = suggestions(snapshot, Asker(row=0)).suggestions[0]
    assert snapshot.organisation_uids[first.organisation] == "d"
    assert [snapshot.organisation_uids[row] for row in first.introducers] == ["c"]
    assert [snapshot.project(row)["uid"] for row in first.projects] == ["p1", "p2"]
    proof = {(int(snapshot.participant[r]), int(snapshot.joint_project[r])) for r in first.participations}
    assert proof == {(0, 0), (2, 0), (2, 1), (3, 1)}
    assert not first.attributes_only


def test_parts_add_up_to_the_score() -> None:
    snapshot = snapshot_of(PLAIN, about={"p1": ["water"], "p4": ["water"]})
    for one in suggestions(snapshot, Asker(row=0), Wish(most=100)).suggestions:
        assert sum(part.adds for part in one.parts) == pytest.approx(one.score)


def test_units_and_wholes_and_units_of_the_same_whole_are_not_suggested() -> None:
    snapshot = snapshot_of({**PLAIN, "p5": ["w", "z"]})
    ties = [
        {"type": "SUBORDINATE_TO", "from": "a", "to": "w"},
        {"type": "PART_OF", "from": "f", "to": "w"},
        {"type": "SUPPLIES", "from": "g", "to": "p1"},
    ]
    snapshot = Snapshot({**snapshot.tables, "ties": table_of("ties", ties)})
    assert set(names(snapshot, Asker(row=0))) == {"d", "e", "g", "z"}


def test_a_newcomer_is_matched_by_theme_and_told_that_no_cooperation_was_seen() -> None:
    snapshot = snapshot_of(PLAIN, about={"p4": ["youth"], "p3": ["water"]})
    found = suggestions(snapshot, Asker(themes=(1,)))
    assert snapshot.tables["themes"]["name"][1].as_py() == "youth"
    assert {snapshot.organisation_uids[one.organisation] for one in found.suggestions[:2]} == {"f", "g"}
    assert found.attributes_only
    assert all(one.attributes_only for one in found.suggestions)
    assert [snapshot.project(row)["uid"] for row in found.suggestions[0].projects] == ["p4"]


def test_a_theme_that_an_organisation_states_of_itself_counts_without_any_project() -> None:
    snapshot = snapshot_of(PLAIN, alone=["z"], about={"p4": ["youth"]})
    ties = [{"type": "ABOUT", "from": "z", "to": "youth"}]
    snapshot = Snapshot({**snapshot.tables, "ties": table_of("ties", ties)})
    row = snapshot.organisation_row("z")
    assert suggestions(snapshot, Asker(row=row)).suggestions[0].themes == (0,)
    assert "z" in names(snapshot, Asker(themes=(0,)))[:3]


def test_an_organisation_without_partners_is_treated_as_a_newcomer() -> None:
    snapshot = snapshot_of(PLAIN, alone=["z"])
    assert suggestions(snapshot, Asker(row=snapshot.organisation_row("z"))).attributes_only


def test_only_partners_of_the_country_and_kind_that_is_wanted() -> None:
    values = {"d": {"country": "HU", "kind": "ngo"}, "e": {"country": "HU"}, "f": {"country": "LT"}}
    snapshot = snapshot_of(PLAIN, values=values)
    assert names(snapshot, Asker(row=0), Wish(country="HU")) == ["d", "e"]
    assert names(snapshot, Asker(row=0), Wish(country="HU", kind="ngo")) == ["d"]
    assert names(snapshot, Asker(row=0), Wish(country="PL")) == []


def test_who_has_no_name_is_left_out_unless_asked_for() -> None:
    snapshot = snapshot_of(PLAIN, values={"d": {"name": ""}})
    assert "d" not in names(snapshot, Asker(row=0))
    assert "d" in names(snapshot, Asker(row=0), Wish(named_only=False))


def test_diversity_takes_what_size_adds_off_the_score() -> None:
    hub = {f"h{n}": ["hub", f"x{n}"] for n in range(9)}
    snapshot = snapshot_of({**hub, "q": ["s", "t"]}, about={"q": ["youth"], "h0": ["water"]})
    asker = Asker(themes=(1,), kind=None)
    plain, diverse = (
        suggestions(snapshot, asker, Wish(most=100, diversity=share)).suggestions for share in (0.0, 1.0)
    )
    row = snapshot.organisation_row("hub")
    scores = [next(one.score for one in found if one.organisation == row) for found in (plain, diverse)]
    assert scores[0] > scores[1] == pytest.approx(0.0, abs=1e-9)


def test_a_graph_of_nobody_gives_no_suggestion() -> None:
    found = suggestions(snapshot_of({}), Asker(kind="ngo", country="LT", languages=frozenset({"lt"})))
    assert (found.suggestions, found.candidates) == ((), 0)


def test_the_order_does_not_depend_on_a_description_that_nobody_shares() -> None:
    snapshot = snapshot_of(PLAIN)
    assert names(snapshot, Asker(kind="ngo")) == names(snapshot, Asker(country="LT"))


def test_a_living_project_counts_more_than_an_old_one() -> None:
    values = {"p1": {"start": "2010-01-01"}, "p2": {"start": "2020"}}
    snapshot = snapshot_of({"p1": ["a", "b"], "p2": ["c", "d"]}, values=values)
    activity = partner_basis(snapshot).activity
    assert activity[2] == 1.0
    assert activity[0] == pytest.approx(0.5**10, rel=0.01)


def test_distance_is_that_of_the_globe() -> None:
    vilnius, szeged = np.array([[25.28, 54.69]]), (20.15, 46.25)
    assert kilometres(vilnius, szeged)[0] == pytest.approx(1006, abs=5)


@pytest.mark.parametrize("wrong", [{"most": 0}, {"most": 101}, {"diversity": -0.1}, {"diversity": 1.1}])
def test_wishes_out_of_range_are_refused(wrong) -> None:
    with pytest.raises(InvalidParameter):
        replace(Wish(), **wrong)
