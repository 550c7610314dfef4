"""The matcher at work: compares what is new, judges what is sure, puts the rest up for review."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from graph.progress import Progress
from graph.records import uid as made_uid
from graph.resolution.candidates import proposals
from graph.resolution.judgements import MATCHER_NAME, Decision, Judgement, Pair, in_force
from graph.resolution.matching import MATCHER, Comparison, Thresholds, Verdict
from graph.resolution.placeholders import PLACEHOLDER_MATCHER, fillings
from graph.resolution.subject import Subject
from graph.store import jobs, judgements, resolution_subjects
from graph.store.derive import derive
from graph.store.judgements import Ruling
from graph.store.resolution import append_and_settle, same_as
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

READ_SECONDS = 300.0
ROWS_AT_ONCE = 2000
DECISIONS = {
    Verdict.MERGE: Decision.POSITIVE,
    Verdict.REVIEW: Decision.UNSURE,
    Verdict.PART_OF: Decision.PART_OF,
}
# What is as good as the same score: a rounding of the last digits is no reason to judge again.
SAME_SCORE = 1e-9
IDENTIFIER = "identifier"
LATEST = Statement(
    "latest resolution run",
    "MATCH (r:ResolutionRun) RETURN properties(r) AS run ORDER BY r.number DESC LIMIT 1",
)
SAVE = Statement(
    "save resolution run",
    """
    OPTIONAL MATCH (old:ResolutionRun)
    REMOVE old.seen
    WITH coalesce(max(old.number), 0) + 1 AS number
    MERGE (r:ResolutionRun {uid: $uid})
    ON CREATE SET r.number = number
    SET r += $values
    """,
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found and did; pairs are counted, and `new` organisations were compared with all."""

    organisations: int
    new: int
    merged: int
    review: int
    parts: int
    withdrawn: int
    one_with_others: int


@dataclass(frozen=True, slots=True)
class _Matched:
    """Comparisons of one matcher, and of which pairs it would have said something were there anything."""

    comparisons: Sequence[Comparison]
    version: str
    concerns: Callable[[Pair], bool]


def run(store: Store, thresholds: Thresholds, progress: Progress, *, everything: bool = False) -> Run:
    """Compares organisations that changed since the last run (or `everything`), and applies what is sure.

    A pair that a person judged is left as it is. Interrupted, it goes on where it was when run again.
    """
    known = store.read(resolution_subjects.all_subjects, timeout=READ_SECONDS)
    new = None if everything else _new(store, known, thresholds)
    concerned = frozenset(s.uid for s in known) if new is None else new
    with progress.step("compared", total=len(known), unit="organisations") as step:
        found = proposals(known, thresholds, new)
        step.advance(len(known))
    present = frozenset(subject.uid for subject in known)
    bare = frozenset(s.uid for s in known if not s.names and not s.identifiers)
    by_rules = _Matched(found, MATCHER, lambda pair: bool(concerned & {*pair}) and not bare & {*pair})
    counts = _judge(store, by_rules, present)
    filled = store.read(lambda tx: fillings(resolution_subjects.appearances(tx), same_as(tx)))
    counts = _added(
        counts,
        _judge(store, _Matched(filled, PLACEHOLDER_MATCHER, lambda pair: bool(bare & {*pair})), present),
    )
    derive(store, progress)
    _save(store, known, thresholds)
    return Run(
        organisations=len(known),
        new=len(concerned),
        merged=counts[Decision.POSITIVE],
        review=counts[Decision.UNSURE],
        parts=counts[Decision.PART_OF],
        withdrawn=counts[Decision.WITHDRAWN],
        one_with_others=_one_with_others(store),
    )


def _new(store: Store, known: Iterable[Subject], thresholds: Thresholds) -> frozenset[str] | None:
    """Organisations that the last run did not see as they are now; None where it does not count any more."""
    rows = store.rows(LATEST)
    last = rows[0]["run"] if rows else {}
    if (last.get("matcher"), last.get("thresholds")) != (_version(), _levels(thresholds)):
        return None
    seen = frozenset(last.get("seen") or ())
    return frozenset(s.uid for s in known if resolution_subjects.fingerprint(s) not in seen)


def _version() -> str:
    return f"{MATCHER} {PLACEHOLDER_MATCHER}"


def _levels(thresholds: Thresholds) -> list[float]:
    return [float(level) for level in (thresholds.merge, thresholds.review, thresholds.margin)]


def _save(store: Store, known: Iterable[Subject], thresholds: Thresholds) -> None:
    at = jobs.now()
    seen = sorted(map(resolution_subjects.fingerprint, known))
    values = {"at": at, "matcher": _version(), "thresholds": _levels(thresholds), "seen": seen}
    uid = made_uid("run", at, _version(), str(len(seen)))
    store.write(lambda tx: tx.run(SAVE, uid=uid, values=values))


def _judge(store: Store, matched: _Matched, present: frozenset[str]) -> Mapping[Decision, int]:
    """Writes down what differs from what the matcher said before; returns how much of each decision."""
    log = store.read(judgements.every, timeout=READ_SECONDS)
    rulings = list(_rulings(matched, log, present))
    at = jobs.now()
    rows = [judgements.as_row(ruling, _entry_uid(ruling), at) for ruling in rulings]
    for begin in range(0, len(rows), ROWS_AT_ONCE):
        store.write(partial(_append, rows=rows[begin : begin + ROWS_AT_ONCE]))
    store.write(partial(append_and_settle, rows=[]))
    return {decision: sum(r.decision is decision for r in rulings) for decision in Decision}


def _append(tx: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    judgements.append(tx, rows)


def _rulings(matched: _Matched, log: Sequence[Judgement], present: frozenset[str]) -> Iterator[Ruling]:
    by_person = {pair for pair, judgement in in_force(log).items() if judgement.by_person}
    before: dict[Pair, Judgement] = {}
    for judgement in sorted(log, key=lambda judgement: judgement.number):
        if not judgement.by_person:
            before[judgement.pair] = judgement
    wanted = {(c.a, c.b): c for c in matched.comparisons}
    for pair, comparison in wanted.items():
        if pair not in by_person and _is_news(comparison, before.get(pair)):
            yield _ruling(comparison, matched.version, before.get(pair))
    for pair, judgement in before.items():
        stale = pair not in wanted and judgement.decision is not Decision.WITHDRAWN
        if stale and {*pair} <= present and matched.concerns(pair):
            yield _withdrawal(judgement, matched.version)


def _entry_uid(ruling: Ruling) -> str:
    """The same for the same opinion after the same history: another run elsewhere gives the same graph."""
    said = (
        ruling.a,
        ruling.b,
        ruling.decision,
        ruling.matcher,
        repr(ruling.score),
        ruling.parent,
        ruling.undoes,
    )
    return made_uid("jdg", *(str(part or "") for part in said))


def _is_news(comparison: Comparison, before: Judgement | None) -> bool:
    if before is None or before.decision is not DECISIONS[comparison.verdict]:
        return True
    return before.parent != comparison.parent or abs((before.score or 0.0) - comparison.score) > SAME_SCORE


def _ruling(comparison: Comparison, version: str, before: Judgement | None) -> Ruling:
    return Ruling(
        a=comparison.a,
        b=comparison.b,
        decision=DECISIONS[comparison.verdict],
        by=MATCHER_NAME,
        score=comparison.score,
        matcher=version,
        features=[asdict(feature) for feature in comparison.features],
        parent=comparison.parent,
        undoes=before.uid if before else None,
        by_identifier=any(f.name.startswith(IDENTIFIER) and f.weight > 0 for f in comparison.features),
    )


def _withdrawal(judgement: Judgement, version: str) -> Ruling:
    return Ruling(
        a=judgement.a,
        b=judgement.b,
        decision=Decision.WITHDRAWN,
        by=MATCHER_NAME,
        reason="compared again, the two have too little in common to be put up for review",
        matcher=version,
        undoes=judgement.uid,
    )


def _added(one: Mapping[Decision, int], other: Mapping[Decision, int]) -> Mapping[Decision, int]:
    return {decision: one[decision] + other[decision] for decision in Decision}


def _one_with_others(store: Store) -> int:
    """Organisations of sources that are one with another."""
    known = store.read(same_as)
    return len(known.canonical) + len(known.members)
