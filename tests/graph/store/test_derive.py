from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from graph.progress import Silent, Step
from graph.records import Record
from graph.store import derive as derive_module
from graph.store import portions
from graph.store.derive import Derived, derive
from graph.store.freeze import graph_version
from graph.store.session import Store
from graph.store.statement import Statement
from tests.builders import funding, organisation, participation, participations, project, record, write
from tests.graph.store.dump import ties
from tests.graph.store.wiping import wipe

DIRTY = Statement("dirty", "MATCH (n:Dirty) RETURN count(n) AS nodes")

# A world: who takes part in what with which share, and which programme funds which project.
SHARES = st.sampled_from([None, "1.50", "2"])
WORLDS = st.fixed_dictionaries(
    {
        "members": st.dictionaries(
            st.tuples(st.sampled_from("abcde"), st.sampled_from("pqr")), SHARES, max_size=9
        ),
        "funders": st.dictionaries(st.sampled_from("pqr"), st.sampled_from("xy"), max_size=3),
        "years": st.dictionaries(st.sampled_from("pqr"), st.integers(2000, 2020), max_size=3),
    }
)
NOTHING: dict = {"members": {}, "funders": {}, "years": {}}
PAIRS = [(who, what) for who in "abcde" for what in "pqr"]


def records_of(world: dict) -> list[Record]:
    """Always the same keys, so that the next world changes or empties what this one said."""
    return [*(_member(world, *pair) for pair in PAIRS), *(_project(world, what) for what in "pqr")]


def _member(world: dict, who: str, what: str) -> Record:
    if (who, what) not in world["members"]:
        return record(f"{who} in {what}", organisation(who, name=who), project(what))
    share = world["members"][who, what]
    return participation(who, what, **({"contribution": share, "currency": "EUR"} if share else {}))


def _project(world: dict, what: str) -> Record:
    year = world["years"].get(what)
    dated = project(what, **({"start": f"{year}-05-01", "end": f"{year + 2}"} if year else {}))
    if what not in world["funders"]:
        return record(f"about {what}", dated)
    stated = funding(what, world["funders"][what])
    return record(f"about {what}", dated, *stated.nodes[1:], ties=stated.ties)


def expected_partnerships(world: dict) -> dict[tuple[str, str], tuple[float, int, int | None, int | None]]:
    two_mode = nx.Graph(list(world["members"]))
    who = [node for node in two_mode if node in set("abcde")]
    projected = nx.bipartite.collaboration_weighted_projected_graph(two_mode, who)
    found = {}
    for a, b, weight in projected.edges(data="weight"):
        shared = set(two_mode[a]) & set(two_mode[b])
        years = [world["years"][what] for what in shared if what in world["years"]]
        ends = (min(years), max(years) + 2) if years else (None, None)
        found[tuple(sorted((f"org-{a}", f"org-{b}")))] = (pytest.approx(weight), len(shared), *ends)
    return found


def found_partnerships(store: Store) -> dict[tuple[str, str], tuple[float, int, int | None, int | None]]:
    return {
        ends: (tie["weight"], tie["projects"], tie.get("first_year"), tie.get("last_year"))
        for ends, tie in ties(store, "PARTNERS_WITH").items()
    }


def expected_fundings(world: dict) -> dict[tuple[str, str], tuple[int, Decimal | None]]:
    shares: dict[tuple[str, str], list[str | None]] = {}
    for (who, what), share in world["members"].items():
        if what in world["funders"]:
            shares.setdefault((f"fund-{world['funders'][what]}", f"org-{who}"), []).append(share)
    return {ends: (len(own), None if None in own else sum(map(Decimal, own))) for ends, own in shares.items()}


def found_fundings(store: Store) -> dict[tuple[str, str], tuple[int, Decimal | None]]:
    return {
        ends: (tie["projects"], Decimal(tie["amount"]) if "amount" in tie else None)
        for ends, tie in ties(store, "FUNDS").items()
    }


# Each example is many transactions, so a failing one is told as it was found, without a search for a smaller.
@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(WORLDS, min_size=1, max_size=3), st.sampled_from([4, 1000]))
@example([{**NOTHING, "members": dict.fromkeys(PAIRS, "2"), "funders": {"p": "x"}}, NOTHING], 4)
def test_derived_ties_are_those_of_the_last_world_whatever_came_before(store: Store, worlds, size) -> None:
    wipe(store)
    for world in worlds:
        write(store, records_of(world), size=size)
        derive(store, Silent())
        assert found_partnerships(store) == expected_partnerships(world)
        assert found_fundings(store) == expected_fundings(world)


def test_a_project_with_thirteen_partners_makes_78_pairs_of_a_twelfth_each(store: Store) -> None:
    write(store, participations({"p": [f"o{i:02}" for i in range(13)]}))
    assert derive(store, Silent()) == Derived(partnerships=78, fundings=0)
    weights = [tie["weight"] for tie in ties(store, "PARTNERS_WITH").values()]
    assert weights == [pytest.approx(1 / 12)] * 78


def test_a_partnership_stands_once_from_the_smaller_uid_to_the_larger(store: Store) -> None:
    write(store, participations({"p": ["b", "a"], "q": ["a", "b"]}))
    derive(store, Silent())
    assert list(ties(store, "PARTNERS_WITH")) == [("org-a", "org-b")]


def test_years_run_from_the_first_start_to_the_last_end_that_is_stated(store: Store) -> None:
    dates = {"p": {"start": "2009-03-01", "end": "2012"}, "q": {"start": "2011"}, "r": {}}
    write(store, [participation(who, what, dates=dates[what]) for what in "pqr" for who in "ab"])
    derive(store, Silent())
    tie = ties(store, "PARTNERS_WITH")["org-a", "org-b"]
    assert (tie["first_year"], tie["last_year"], tie["projects"]) == (2009, 2012, 3)


def test_years_follow_the_dates_of_a_project_when_only_these_change(store: Store) -> None:
    write(store, [*participations({"p": ["a", "b"]}), record("dates", project("p", start="2009"))])
    derive(store, Silent())
    write(store, [record("dates", project("p", start="2011"))])
    derive(store, Silent())
    assert ties(store, "PARTNERS_WITH")["org-a", "org-b"]["first_year"] == 2011


def test_an_unknown_year_is_not_there(store: Store) -> None:
    write(store, participations({"p": ["a", "b"]}))
    derive(store, Silent())
    assert "first_year" not in ties(store, "PARTNERS_WITH")["org-a", "org-b"]


@pytest.mark.parametrize(
    ("shares", "amount"),
    [
        ([("10.10", "EUR"), ("0.20", "EUR")], "10.30"),
        ([("10.10", "EUR"), (None, None)], None),
        ([("10.10", "EUR"), ("5", "DKK")], None),
        ([("10.10", None)], None),
        ([("1000000000000000.01", "EUR"), ("1E+3", "EUR")], "1000000000001000.01"),
    ],
)
def test_an_amount_is_a_sum_only_where_every_share_is_stated_in_one_currency(
    store: Store, shares, amount
) -> None:
    records = []
    for i, (share, currency) in enumerate(shares):
        stated = {"contribution": share, "currency": currency}
        part = {name: value for name, value in stated.items() if value}
        records += [participation("a", f"p{i}", **part), funding(f"p{i}", "x")]
    write(store, records)
    derive(store, Silent())
    tie = ties(store, "FUNDS")["fund-x", "org-a"]
    assert (tie.get("amount"), tie["projects"]) == (amount, len(shares))


def test_an_associated_partner_is_not_funded(store: Store) -> None:
    write(store, [participation("a", "p", role="associated"), participation("b", "p"), funding("p", "x")])
    derive(store, Silent())
    assert list(ties(store, "FUNDS")) == [("fund-x", "org-b")]


def test_fundings_follow_the_funder_of_a_project_when_only_this_changes(store: Store) -> None:
    write(store, participations({"p": ["a"]}))
    derive(store, Silent())
    write(store, [funding("p", "x")])
    derive(store, Silent())
    assert list(ties(store, "FUNDS")) == [("fund-x", "org-a")]
    write(store, [record("p by x", project("p"))])
    derive(store, Silent())
    assert ties(store, "FUNDS") == {}


def test_ties_to_organisations_that_a_change_does_not_concern_stay(store: Store) -> None:
    write(store, participations({"p": ["a", "b"], "q": ["a", "c"]}))
    derive(store, Silent())
    write(store, participations({"r": ["a", "b"]}))
    derive(store, Silent())
    projects = {ends: tie["projects"] for ends, tie in ties(store, "PARTNERS_WITH").items()}
    assert projects == {("org-a", "org-b"): 2, ("org-a", "org-c"): 1}


def test_nothing_to_do_raises_no_version(store: Store) -> None:
    write(store, participations({"p": ["a", "b"]}))
    derive(store, Silent())
    before = graph_version(store)
    assert derive(store, Silent()) == Derived(0, 0)
    assert graph_version(store) == before


def test_only_what_differs_is_written_again(store: Store) -> None:
    write(store, participations({"p": ["a", "b"], "q": ["c", "d"]}))
    derive(store, Silent())
    write(store, [participation("e", "q")])
    assert derive(store, Silent()).partnerships == 3


def test_what_a_killed_job_left_undone_is_done_by_the_next(store: Store) -> None:
    write(store, participations({"p": ["a", "b"]}))
    write(store, participations({"q": ["c", "d"]}))
    derive(store, Silent())
    assert set(ties(store, "PARTNERS_WITH")) == {("org-a", "org-b"), ("org-c", "org-d")}
    assert store.rows(DIRTY) == [{"nodes": 0}]


class Interrupted(Silent):
    """Runs `act` once, when the first portion of `label` is done."""

    def __init__(self, label: str, act: Callable[[], object]) -> None:
        self.label = label
        self.act = act
        self.done = False

    def step(self, label: str, total: int | None = None, unit: str = "rows") -> AbstractContextManager[Step]:
        return self._step(label)

    @contextmanager
    def _step(self, label: str) -> Iterator[Step]:
        yield self if label == self.label else _Quiet()

    def advance(self, amount: int = 1) -> None:
        if not self.done:
            self.done = True
            self.act()


class _Quiet:
    def advance(self, amount: int = 1) -> None:
        return None


def test_a_derivation_that_is_killed_halfway_is_finished_by_the_next(store: Store, monkeypatch) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(derive_module, "ROWS_AT_ONCE", 1)
    write(store, participations({"p": ["a", "b"], "q": ["c", "d"]}))
    with pytest.raises(KeyboardInterrupt):
        derive(store, Interrupted("partnerships", die))
    assert list(ties(store, "PARTNERS_WITH")) == [("org-a", "org-b")]
    derive(store, Silent())
    assert set(ties(store, "PARTNERS_WITH")) == {("org-a", "org-b"), ("org-c", "org-d")}


def test_what_another_job_wrote_and_derived_meanwhile_is_not_overwritten(store: Store, monkeypatch) -> None:
    """A slow derivation wrote what it had computed before a fast one, whose marks were gone by then."""

    def another_job() -> None:
        write(store, [record("d in q", organisation("d", name="d"), project("q")), participation("e", "q")])
        derive(store, Silent())

    monkeypatch.setattr(derive_module, "ROWS_AT_ONCE", 1)
    write(store, participations({"p": ["a", "b"], "q": ["c", "d"]}))
    derive(store, Interrupted("partnerships", another_job))
    assert set(ties(store, "PARTNERS_WITH")) == {("org-a", "org-b"), ("org-c", "org-e")}


@pytest.mark.parametrize("at_once", [1, 3])
def test_portions_of_any_size_give_the_same_ties(store: Store, monkeypatch, at_once: int) -> None:
    shared = {"p": ["a", "b", "c"], "q": ["b", "c"], "r": ["c", "d", "e"], "s": ["a", "e"], "t": ["f"]}
    monkeypatch.setattr(portions, "PARTICIPATIONS_AT_ONCE", at_once)
    monkeypatch.setattr(portions, "COUNTED_AT_ONCE", 2)
    write(store, participations(shared))
    derive(store, Silent())
    together = [pair for members in shared.values() for pair in combinations(members, 2)]
    found = ties(store, "PARTNERS_WITH")
    assert {ends: tie["projects"] for ends, tie in found.items()} == Counter(
        (f"org-{a}", f"org-{b}") for a, b in together
    )
