"""Judgements for tests of the store, made as a person makes them."""

from graph.progress import Silent
from graph.resolution.judgements import Decision
from graph.store import judgements
from graph.store.derive import derive
from graph.store.judgements import Ruling
from graph.store.resolution import append_and_settle
from graph.store.session import Store


def judge(
    store: Store,
    one: str,
    other: str,
    decision: Decision = Decision.POSITIVE,
    *,
    by: str = "Ada",
    score: float | None = None,
    parent: str | None = None,
) -> str:
    """Uid of a judgement whose effect is in the graph, derived ties too."""
    a, b = (f"org-{one}", f"org-{other}")
    ruling = Ruling(a, b, decision, by, score=score, parent=f"org-{parent}" if parent else None)
    rows = judgements.new_rows([ruling])
    store.write(lambda tx: append_and_settle(tx, rows))
    derive(store, Silent())
    return str(rows[0]["uid"])


def undo(store: Store, uid: str, by: str = "Ada") -> None:
    """Takes a judgement back."""
    rows = judgements.new_rows([store.read(lambda tx: judgements.undoing(tx, uid, by, None))])
    store.write(lambda tx: append_and_settle(tx, rows))
    derive(store, Silent())
