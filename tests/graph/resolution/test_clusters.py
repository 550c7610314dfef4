"""Judging in any order, against an oracle that knows nothing of disjoint sets."""

from random import Random

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from graph.resolution.canonical import SameAs
from graph.resolution.clusters import PartOf, Resolution, resolved
from graph.resolution.judgements import MATCHER_NAME, Decision, Judgement, in_force, pair_of

EVERYBODY = frozenset("abcdefg")
ENDS = st.lists(st.sampled_from(sorted(EVERYBODY)), min_size=2, max_size=2, unique=True)


def judgement(
    number: int, one: str, other: str, decision: Decision, by: str = "Ada", score: float | None = None
) -> Judgement:
    a, b = pair_of(one, other)
    parent = a if decision is Decision.PART_OF else None
    return Judgement(f"jdg-{number}", number, a, b, decision, by, score, parent)


def oracle(log: list[Judgement], present: frozenset[str]) -> dict[str, str]:
    """Positive pairs added to a graph one by one, the strongest first, none that links two kept apart."""
    counting = [j for j in in_force(log).values() if {j.a, j.b} <= present]
    apart = [j.pair for j in counting if j.decision in (Decision.NEGATIVE, Decision.PART_OF)]
    graph = nx.Graph()
    graph.add_nodes_from(present)
    positive = [j for j in counting if j.decision is Decision.POSITIVE]
    for j in sorted(positive, key=lambda j: (j.by == MATCHER_NAME, -(j.score or 0), j.pair)):
        graph.add_edge(*j.pair)
        if any(nx.has_path(graph, *pair) for pair in apart):
            graph.remove_edge(*j.pair)
    groups = [sorted(group) for group in nx.connected_components(graph)]
    return {member: group[0] for group in groups for member in group[1:]}


class Judging(RuleBasedStateMachine):
    """People and the matcher judge, jobs come and go; the clusters follow from the log alone."""

    def __init__(self) -> None:
        super().__init__()
        self.log: list[Judgement] = []
        self.present = EVERYBODY

    @rule(
        ends=ENDS,
        decision=st.sampled_from([d for d in Decision if d is not Decision.WITHDRAWN]),
        by=st.sampled_from(["Ada", "Bela", MATCHER_NAME]),
        score=st.sampled_from([0.6, 0.9, 0.95, 1.0]),
    )
    def judge(self, ends: list[str], decision: Decision, by: str, score: float) -> None:
        known = score if by == MATCHER_NAME else None
        self.log.append(judgement(len(self.log) + 1, *ends, decision, by, known))

    @rule(back=st.integers(0, 5))
    def undo(self, back: int) -> None:
        counting = list(in_force(self.log).values())
        if not counting:
            return
        entry = counting[back % len(counting)]
        before = resolved([j for j in self.log if j.uid != entry.uid], self.present)
        decision = Decision.WITHDRAWN if entry.by_person else Decision.UNSURE
        number = len(self.log) + 1
        uid = f"jdg-{number}"
        undoing = Judgement(uid, number, entry.a, entry.b, decision, "Ada", undoes=entry.uid)
        self.log.append(undoing)
        if entry.by_person and not entry.undoes:
            assert told(self.now()) == told(before)

    @rule(gone=st.sets(st.sampled_from(sorted(EVERYBODY)), max_size=3))
    def some_are_withdrawn(self, gone: set[str]) -> None:
        self.present = EVERYBODY - gone

    def now(self) -> Resolution:
        return resolved(self.log, self.present)

    @invariant()
    def it_is_what_the_oracle_says(self) -> None:
        assert self.now().same_as.canonical == oracle(self.log, self.present)

    @invariant()
    def what_is_judged_apart_is_never_one(self) -> None:
        same_as = self.now().same_as
        for j in in_force(self.log).values():
            if j.decision in (Decision.NEGATIVE, Decision.PART_OF):
                assert same_as.of(j.a) != same_as.of(j.b)

    @invariant()
    def the_order_in_which_the_log_is_read_changes_nothing(self) -> None:
        shuffled = list(self.log)
        Random(len(self.log)).shuffle(shuffled)
        assert resolved(shuffled, self.present) == self.now()

    @invariant()
    def who_is_gone_stands_for_nobody(self) -> None:
        canonical = self.now().same_as.canonical
        assert {*canonical, *canonical.values()} <= self.present


def told(resolution: Resolution) -> tuple[object, object]:
    return resolution.same_as.canonical, resolution.parts


Judging.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestJudging = Judging.TestCase

PAIRS = [
    ("a", "b", Decision.POSITIVE, 0.95),
    ("b", "c", Decision.POSITIVE, 0.95),
    ("c", "d", Decision.POSITIVE, 0.91),
    ("a", "d", Decision.NEGATIVE, None),
    ("e", "f", Decision.POSITIVE, 1.0),
    ("f", "g", Decision.PART_OF, 0.9),
    ("e", "g", Decision.POSITIVE, 0.97),
]


def test_twenty_orders_of_judging_give_the_same_clusters_and_canonical_ids() -> None:
    found = set()
    for seed in range(20):
        order = list(PAIRS)
        Random(seed).shuffle(order)
        log = [
            judgement(number, a, b, decision, MATCHER_NAME, score)
            for number, (a, b, decision, score) in enumerate(order, start=1)
        ]
        found.add(tuple(resolved(log, EVERYBODY).same_as.canonical.items()))
    assert found == {(("b", "a"), ("c", "a"), ("f", "e"))}


def test_of_positives_that_contradict_a_negative_the_weakest_gives_way() -> None:
    log = [
        judgement(1, "a", "b", Decision.POSITIVE, MATCHER_NAME, 0.91),
        judgement(2, "b", "c", Decision.POSITIVE, MATCHER_NAME, 0.99),
        judgement(3, "a", "c", Decision.NEGATIVE),
    ]
    found = resolved(log, EVERYBODY)
    assert found.same_as.canonical == {"c": "b"}
    assert [j.uid for j in found.overruled] == ["jdg-1"]
    assert found.grounds == {"b": ("jdg-2",), "c": ("jdg-2",)}


def test_a_persons_positive_is_stronger_than_any_score() -> None:
    log = [
        judgement(1, "a", "b", Decision.POSITIVE),
        judgement(2, "b", "c", Decision.POSITIVE, MATCHER_NAME, 1.0),
        judgement(3, "a", "c", Decision.NEGATIVE),
    ]
    assert resolved(log, EVERYBODY).same_as.canonical == {"b": "a"}


def test_a_part_is_linked_to_its_whole_and_apart_from_it() -> None:
    found = resolved([judgement(1, "b", "a", Decision.PART_OF)], EVERYBODY)
    assert found.parts == (PartOf("b", "a", "jdg-1"),)
    assert found.same_as.canonical == {}


def test_what_is_judged_of_somebody_who_is_gone_waits() -> None:
    log = [judgement(1, "a", "b", Decision.POSITIVE), judgement(2, "b", "c", Decision.POSITIVE)]
    assert resolved(log, EVERYBODY - {"b"}).same_as.canonical == {}
    assert resolved(log, EVERYBODY).same_as.canonical == {"b": "a", "c": "a"}


def test_members_are_known_from_who_stands_for_them() -> None:
    same_as = SameAs({"b": "a", "d": "c", "e": "c"})
    assert same_as.members == {"a": ("a", "b"), "c": ("c", "d", "e")}
    assert same_as.members_of(["a", "b", "f"]) == ["a", "b", "f"]
    assert same_as.of("f") == "f"
