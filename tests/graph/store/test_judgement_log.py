"""B4: a graph built anew from the same sources has the same clusters once the log is replayed."""

import orjson
import pytest

from graph.errors import Conflict, UnexpectedLayout
from graph.progress import Silent
from graph.resolution.judgements import MATCHER_NAME, Decision
from graph.store import judgement_log, judgements
from graph.store.judgement_log import Replayed, entries, lines, replay
from graph.store.session import Store
from tests.builders import participations, write
from tests.graph.store.dump import graph_dump
from tests.graph.store.judging import judge, undo
from tests.graph.store.wiping import wipe

WORLD = {"p": "abc", "q": "bd", "r": "aef"}


def judged(store: Store) -> None:
    """Joined by a person, overruled, undone, a unit of another, and what the matcher was not sure of."""
    write(store, participations(WORLD))
    judge(store, "a", "b")
    judge(store, "b", "c", Decision.NEGATIVE)
    undo(store, judge(store, "d", "e"))
    judge(store, "e", "f", Decision.PART_OF, by=MATCHER_NAME, score=0.9, parent="e")
    judge(store, "a", "c", Decision.UNSURE, by=MATCHER_NAME, score=0.5)


def test_a_graph_built_anew_with_the_log_replayed_is_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judgement_log, "PORTION", 2)
    judged(store)
    before, told = graph_dump(store), list(lines(store))
    assert len(told) == 6
    wipe(store)
    write(store, participations(WORLD))
    assert graph_dump(store) != before
    assert replay(store, entries(told), Silent()) == Replayed(added=6, known=0, absent=0)
    assert graph_dump(store) == before
    assert list(lines(store)) == told


def test_a_log_replayed_twice_changes_nothing(store: Store) -> None:
    judged(store)
    before, told = graph_dump(store), list(lines(store))
    assert replay(store, entries(told), Silent()) == Replayed(added=0, known=6, absent=0)
    assert (graph_dump(store), list(lines(store))) == (before, told)


def test_judgements_on_organisations_that_are_not_there_wait(store: Store) -> None:
    judged(store)
    before, told = graph_dump(store), list(lines(store))
    wipe(store)
    assert replay(store, entries(told), Silent()).absent == 6
    write(store, participations(WORLD))
    replay(store, entries(told), Silent())
    assert graph_dump(store) == before


def test_an_entry_that_says_something_else_than_the_one_that_is_there_is_refused(store: Store) -> None:
    judged(store)
    told = entries(lines(store))
    changed = [told[0] | {"uid": "jdg-new"}, told[1] | {"decision": "positive"}]
    with pytest.raises(Conflict, match="says something else"):
        replay(store, changed, Silent())
    assert len(judgements.log(store)) == 6


GOOD = {"uid": "jdg-1", "a": "org-a", "b": "org-b", "decision": "positive", "by": "Ada", "at": "2026-01-01"}


@pytest.mark.parametrize(
    "line",
    [
        b"no json",
        b"[]",
        orjson.dumps(GOOD | {"decision": "perhaps"}),
        orjson.dumps(GOOD | {"a": "org-c"}),
        orjson.dumps(GOOD | {"decision": "part of"}),
        orjson.dumps(GOOD | {"uid": "rec-1"}),
        orjson.dumps({name: value for name, value in GOOD.items() if name != "by"}),
    ],
)
def test_a_line_that_is_no_judgement_is_named_and_nothing_is_taken(line: bytes) -> None:
    with pytest.raises(UnexpectedLayout, match="Line 3"):
        entries([orjson.dumps(GOOD), b"\n", line])
