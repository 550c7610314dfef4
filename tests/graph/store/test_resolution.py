"""What judgements do to the graph, on a real Neo4j: one organisation once, and back again exactly."""

from random import Random

import pytest

from graph.errors import Conflict, NotFound
from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.store import judgements, resolution
from graph.store.audit import violations
from graph.store.derive import derive
from graph.store.freeze import freeze, graph_version
from graph.store.session import Store
from graph.store.withdraw import withdraw
from tests.builders import funding, organisation, participation, participations, record, write
from tests.graph.store.dump import graph_dump, nodes, ties
from tests.graph.store.judging import judge, undo
from tests.graph.store.stated import Said, load, new_job
from tests.graph.store.wiping import wipe


def standing(store: Store) -> dict[str, str]:
    return dict(store.read(resolution.same_as).canonical)


def partnerships(store: Store) -> dict[tuple[str, str], tuple[float, int]]:
    return {ends: (tie["weight"], tie["projects"]) for ends, tie in ties(store, "PARTNERS_WITH").items()}


def loaded(store: Store) -> None:
    """p: a, b, c. q: b, d. r: a, b; a and b turn out to be one."""
    write(store, participations({"p": "abc", "q": "bd", "r": "ab"}))
    write(store, [funding("p", "x"), funding("q", "x")])
    derive(store, Silent())


def test_derived_ties_join_who_stands_for_all_and_each_project_counts_once(store: Store) -> None:
    loaded(store)
    judge(store, "b", "a")
    assert standing(store) == {"org-b": "org-a"}
    assert partnerships(store) == {("org-a", "org-c"): (1.0, 1), ("org-a", "org-d"): (1.0, 1)}
    funds = {ends: tie["projects"] for ends, tie in ties(store, "FUNDS").items()}
    assert funds == {("fund-x", "org-a"): 2, ("fund-x", "org-c"): 1, ("fund-x", "org-d"): 1}


def test_merged_and_parted_again_the_graph_is_what_it_was(store: Store) -> None:
    loaded(store)
    before, snapshot = graph_dump(store), freeze(store).snapshot.id
    judge(store, "a", "b")
    judge(store, "b", "d")
    assert graph_dump(store) != before
    assert freeze(store).snapshot.id != snapshot
    judge(store, "a", "b", Decision.NEGATIVE)
    judge(store, "b", "d", Decision.NEGATIVE)
    assert graph_dump(store) == before
    assert freeze(store).snapshot.id == snapshot


def test_what_is_undone_is_as_if_it_had_not_been_said(store: Store) -> None:
    loaded(store)
    before = graph_dump(store)
    first = judge(store, "a", "b")
    merged = graph_dump(store)
    second = judge(store, "a", "b", Decision.NEGATIVE)
    assert graph_dump(store) == before
    undo(store, second)
    assert graph_dump(store) == merged
    undo(store, first)
    assert graph_dump(store) == before


def test_only_what_counts_can_be_undone(store: Store) -> None:
    loaded(store)
    first = judge(store, "a", "b")
    judge(store, "a", "b", Decision.NEGATIVE)
    with pytest.raises(Conflict, match="does not count any more"):
        undo(store, first)
    with pytest.raises(NotFound):
        undo(store, "jdg-x")


def test_a_snapshot_shows_one_organisation_with_the_union_of_its_projects(store: Store) -> None:
    write(store, [participation("a", "p", role="lead"), participation("b", "p"), participation("b", "q")])
    write(store, [record("more", organisation("b", name="Long name", country="LT"))])
    judge(store, "a", "b")
    snapshot = freeze(store).snapshot
    assert snapshot.organisation_uids == ["org-a"]
    assert snapshot.organisation(0)["country"] == "LT"
    assert [snapshot.project(row)["uid"] for row in snapshot.joint_project] == ["prj-p", "prj-q"]
    first = snapshot.tables["participations"].to_pylist()[0]
    assert first["role"] == "lead"
    assert len(first["records"]) == 2


def test_a_unit_is_tied_to_its_parent_and_never_one_with_it(store: Store) -> None:
    loaded(store)
    before = graph_dump(store)
    uid = judge(store, "a", "b", Decision.PART_OF, by=MATCHER_NAME, score=0.9, parent="a")
    assert {ends: tie["records"] for ends, tie in ties(store, "PART_OF").items()} == {
        ("org-b", "org-a"): [uid]
    }
    judge(store, "b", "c", by=MATCHER_NAME, score=0.95)
    judge(store, "a", "c", by=MATCHER_NAME, score=0.99)
    assert standing(store) == {"org-c": "org-a"}
    assert violations(store) == []
    for other, end in (("b", "a"), ("b", "c"), ("a", "c")):
        judge(store, other, end, Decision.UNSURE)
    assert graph_dump(store) == before


def test_nothing_to_settle_raises_no_version(store: Store) -> None:
    loaded(store)
    judge(store, "a", "b")
    before = graph_version(store)
    store.write(resolution.settle)
    derive(store, Silent())
    assert graph_version(store) == before


def said(key: int, organisation: int, project: int) -> Said:
    return Said(key, organisation, project, wording=0, referred=None)


def test_a_job_can_go_and_come_while_its_organisations_are_one_with_others(store: Store) -> None:
    """What was judged waits while the job is gone, and takes effect again when it is back."""
    stays, goes = [said(0, 1, 0), said(1, 2, 0)], [said(2, 0, 0), said(3, 0, 1), said(4, 3, 1)]
    load(store, new_job(store, stays, "stays"), stays)
    before, version = graph_dump(store), freeze(store).snapshot.id
    job = new_job(store, goes, "goes")
    load(store, job, goes)
    judge(store, "0", "1")
    judge(store, "0", "3", Decision.PART_OF, parent="0")
    together = graph_dump(store)
    assert standing(store) == {"org-1": "org-0"}
    withdraw(store, job.id, Silent())
    assert graph_dump(store) == before
    assert freeze(store).snapshot.id == version
    load(store, job, goes)
    assert graph_dump(store) == together


def test_who_stood_for_others_may_be_replaced_by_a_row_that_says_otherwise(store: Store) -> None:
    """The derived ties of who stands for others go with it; who is left alone once had none."""
    rows = [said(0, 0, 0), said(1, 1, 1), said(2, 2, 1)]
    load(store, new_job(store, rows, "first"), rows)
    judge(store, "0", "1")
    again = [said(0, 3, 0)]
    load(store, new_job(store, again, "second"), again)
    assert standing(store) == {}
    assert list(ties(store, "PARTNERS_WITH")) == [("org-1", "org-2")]
    assert "org-0" not in nodes(store, "Organisation")


WORLD = {"p": "abcd", "q": "cdef", "r": "aef", "s": "bg"}
RULINGS = [
    ("a", "b", Decision.POSITIVE, 0.95),
    ("b", "c", Decision.POSITIVE, 0.93),
    ("a", "c", Decision.NEGATIVE, None),
    ("d", "e", Decision.POSITIVE, 0.91),
    ("e", "f", Decision.POSITIVE, 0.99),
    ("d", "f", Decision.UNSURE, 0.7),
    ("f", "g", Decision.PART_OF, 0.9),
]


def test_whatever_the_order_of_judging_and_loading_the_graph_is_the_same(store: Store) -> None:
    dumps = set()
    for seed in range(4):
        dice = Random(seed)
        wipe(store)
        steps = [("rule", ruling) for ruling in RULINGS] + [("load", what) for what in WORLD]
        dice.shuffle(steps)
        for kind, step in steps:
            if kind == "load":
                write(store, participations({step: WORLD[step]}))
            else:
                rule(store, *step)
        derive(store, Silent())
        dumps.add(tuple(line for line in graph_dump(store) if "jdg-" not in line))
        assert standing(store) == {"org-b": "org-a", "org-e": "org-d", "org-f": "org-d"}
    assert len(dumps) == 1


def rule(store: Store, one: str, other: str, decision: Decision, score: float | None) -> None:
    parent = f"org-{one}" if decision is Decision.PART_OF else None
    by = "Ada" if decision is Decision.NEGATIVE else MATCHER_NAME
    ruling = judgements.Ruling(f"org-{one}", f"org-{other}", decision, by, score=score, parent=parent)
    rows = judgements.new_rows([ruling])
    store.write(lambda tx: resolution.append_and_settle(tx, rows))


def test_a_log_that_is_replayed_from_empty_gives_the_same_graph(store: Store) -> None:
    write(store, participations(WORLD))
    for step in RULINGS:
        rule(store, *step)
    derive(store, Silent())
    before, log = graph_dump(store), judgements.log(store)
    wipe(store)
    write(store, participations(WORLD))
    rows = [judgements.as_row_again(entry) for entry in log]
    for row in rows:
        store.write(lambda tx, row=row: judgements.append(tx, [row]))
    derive(store, Silent())
    assert graph_dump(store) == before
    assert judgements.log(store) == log


def test_an_entry_is_added_once_however_often_it_is_sent(store: Store) -> None:
    rows = judgements.new_rows([judgements.Ruling("org-a", "org-b", Decision.POSITIVE, "Ada")])
    assert store.write(lambda tx: judgements.append(tx, rows)) == 1
    assert store.write(lambda tx: judgements.append(tx, rows)) == 0
    assert [entry["number"] for entry in judgements.log(store)] == [1]
