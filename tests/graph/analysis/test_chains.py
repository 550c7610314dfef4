from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.chains import Apart, Chain, chains
from graph.analysis.connections import Via
from graph.analysis.ties import ties_of
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of
from tests.graph.analysis.drawn import MEMBERSHIPS, PEOPLE, seen_by_networkx

ROWS = st.integers(0, len(PEOPLE) - 1)


def uids(snapshot: Snapshot, chain: Chain) -> str:
    return "".join(snapshot.organisation_uids[row] for row in chain.organisations)


def between(snapshot: Snapshot, starts: str, ends: str, **how) -> tuple[Chain, ...] | Apart:
    sides = [[snapshot.organisation_row(uid) for uid in side] for side in (starts, ends)]
    return chains(snapshot, *sides, **how)


def told(snapshot: Snapshot, starts: str, ends: str, **how) -> list[str]:
    found = between(snapshot, starts, ends, **how)
    assert not isinstance(found, Apart)
    return [uids(snapshot, chain) for chain in found]


@settings(max_examples=60)
@given(MEMBERSHIPS, ROWS, ROWS)
def test_up_to_two_hops_more_than_the_shortest_they_are_the_k_shortest_of_networkx(
    memberships, start, end
) -> None:
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    graph = seen_by_networkx(ties_of(snapshot))
    graph.add_nodes_from(range(len(PEOPLE)))
    if start == end:
        return
    found = chains(snapshot, [start], [end], k=5)
    if isinstance(found, Apart):
        assert not nx.has_path(graph, start, end)
        return
    expected = [len(way) - 1 for way in islice(nx.shortest_simple_paths(graph, start, end), 5)]
    hops = [chain.hops for chain in found]
    assert hops == [length for length in expected if length <= expected[0] + 2]
    assert len({chain.organisations for chain in found}) == len(found)
    for chain in found:
        assert all(graph.has_edge(a, b) for a, b in pairwise(chain.organisations))
        assert (chain.organisations[0], chain.organisations[-1]) == (start, end)


@settings(max_examples=60)
@given(MEMBERSHIPS, ROWS, ROWS)
def test_by_strength_the_first_is_the_shortest_by_inverse_weights(memberships, start, end) -> None:
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    graph = seen_by_networkx(ties_of(snapshot))
    if start == end or start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return
    for _, _, values in graph.edges(data=True):
        values["length"] = 1 / values["weight"]
    found = chains(snapshot, [start], [end], k=5, by_strength=True)
    assert not isinstance(found, Apart)
    lengths = [nx.path_weight(graph, chain.organisations, "length") for chain in found]
    expected = [
        nx.path_weight(graph, way, "length")
        for way in islice(nx.shortest_simple_paths(graph, start, end, "length"), 5)
    ]
    reliable = [length for length in expected if length < 1.5 * expected[0]]
    assert lengths[: len(reliable)] == pytest.approx(reliable)


@settings(max_examples=40)
@given(MEMBERSHIPS, st.sets(ROWS, min_size=1, max_size=3), st.sets(ROWS, min_size=1, max_size=3))
def test_between_groups_the_first_chain_is_as_short_as_that_of_any_two(memberships, starts, ends) -> None:
    snapshot = snapshot_of(memberships, alone=PEOPLE)
    graph = seen_by_networkx(ties_of(snapshot))
    graph.add_nodes_from(range(len(PEOPLE)))
    known = [nx.shortest_path_length(graph, a, b) for a in starts for b in ends if nx.has_path(graph, a, b)]
    found = chains(snapshot, sorted(starts), sorted(ends), k=3)
    if isinstance(found, Apart):
        assert not known
    else:
        assert found[0].hops == min(known)
        for chain in found[:1]:
            assert chain.organisations[0] in starts
            assert chain.organisations[-1] in ends


def test_of_equally_short_chains_the_strongest_comes_first() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "z", "y"], "q": ["b", "d"], "r": ["a", "c"], "s": ["c", "d"]})
    assert told(snapshot, "a", "d", k=2) == ["acd", "abd"]


def test_a_weak_connection_joins_only_where_it_is_allowed() -> None:
    snapshot = snapshot_of({"p": ["a", "b"], "q": ["x", "y"]}, about={"p": ["youth"], "q": ["youth"]})
    assert between(snapshot, "a", "x") == Apart(2, 2, 0, 2)
    found = between(snapshot, "a", "x", via=[Via.COOPERATION, Via.THEME])
    assert found == (Chain((0, 2), ((Via.THEME,),)),)
    assert not Via.THEME.strong


def test_a_strong_chain_is_told_before_a_weak_one_of_the_same_length() -> None:
    countries = {uid: {"country": "LT"} for uid in "abd"}
    snapshot = snapshot_of({"p": ["a", "c"], "q": ["c", "d"]}, values=countries, alone=["b"])
    both = [Via.COOPERATION, Via.COUNTRY]
    assert told(snapshot, "a", "d", via=both, k=3) == ["ad", "acd", "abd"]


@pytest.mark.parametrize("weak", ["c", "z"])
def test_of_two_chains_without_joint_projects_that_of_strong_connections_comes_first(weak: str) -> None:
    projects = {"p": ["a"], "q": [weak], "r": ["d"]}
    snapshot = snapshot_of(projects, alone=["m"], about={"p": ["x"], "q": ["x", "y"], "r": ["y"]})
    ties = [{"type": "PART_OF", "from": "a", "to": "m"}, {"type": "PART_OF", "from": "d", "to": "m"}]
    snapshot = Snapshot({**snapshot.tables, "ties": table_of("ties", ties)})
    assert told(snapshot, "a", "d", via=[Via.THEME, Via.ADMINISTRATIVE], k=2) == ["amd", f"a{weak}d"]


def test_a_funder_joins_those_whose_projects_it_funds_directly() -> None:
    snapshot = snapshot_of(
        {"p": ["a"], "q": ["b"], "r": ["c"]},
        values={"p": {"programme": "esf"}, "q": {"programme": "norway"}},
    )
    programmes = [{"uid": uid, "name": uid} for uid in ("esf", "norway")]
    ties = [{"type": "FUNDED_BY", "from": "r", "to": "esf"}]
    tables = {"programmes": table_of("programmes", programmes), "ties": table_of("ties", ties)}
    snapshot = Snapshot({**snapshot.tables, **tables})
    assert isinstance(between(snapshot, "a", "b", via=[Via.FUNDER]), Apart)
    assert told(snapshot, "a", "c", via=[Via.FUNDER]) == ["ac"]


def test_an_administrative_tie_joins_both_ways_and_is_strong() -> None:
    snapshot = snapshot_of({}, alone=["a", "b"])
    ties = [{"type": "SUBORDINATE_TO", "from": "a", "to": "b"}]
    snapshot = Snapshot({**snapshot.tables, "ties": table_of("ties", ties)})
    assert told(snapshot, "b", "a", via=[Via.ADMINISTRATIVE]) == ["ba"]
    assert Via.ADMINISTRATIVE.strong


def test_a_crowd_between_both_ends_leaves_a_chain() -> None:
    crowd = [f"m{n:04}" for n in range(1500)]
    countries = {uid: {"country": "LT"} for uid in (*crowd, "a")}
    themed = {"p": ["z", "m0700"]}
    snapshot = snapshot_of(themed, alone=[*crowd, "a"], values=countries)
    rows = [[snapshot.organisation_row(uid)] for uid in ("a", "z")]
    chain = chains(snapshot, *rows, via=[Via.COUNTRY, Via.COOPERATION], k=5)
    assert not isinstance(chain, Apart)
    assert chain[0].hops == 2
    assert chain[0].vias == ((Via.COUNTRY,), (Via.COOPERATION,))


def test_groups_that_share_somebody_need_no_introduction() -> None:
    assert told(snapshot_of({"p": ["a", "b"]}), "ab", "b") == ["b"]


@pytest.mark.parametrize(
    "wrong", [{"k": 0}, {"k": 6}, {"via": []}, {"by_strength": True, "via": [Via.THEME]}]
)
def test_what_is_out_of_range_is_refused(wrong) -> None:
    with pytest.raises(InvalidParameter):
        between(snapshot_of({"p": ["a", "b"]}), "a", "b", **wrong)


def test_an_empty_end_is_refused() -> None:
    with pytest.raises(InvalidParameter):
        chains(snapshot_of({"p": ["a", "b"]}), [], [0])
