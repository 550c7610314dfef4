"""Pairs that may be one organisation, why, and what was decided about them."""

import base64
import binascii
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field

from api.answers.basis import Answer, basis
from api.explorer import Explorer
from graph.errors import InvalidParameter
from graph.progress import Silent
from graph.resolution.judgements import Decision
from graph.resolution.matching import Thresholds
from graph.store import judgements, leases, resolution_review
from graph.store.derive import derive
from graph.store.judgements import Ruling
from graph.store.resolution_review import After
from graph.store.session import Store

Uid = Annotated[str, Field(min_length=1, max_length=200)]
Who = Annotated[str, Field(min_length=1, max_length=200, description="Who judges; a name of your choice.")]
Reason = Annotated[str | None, Field(max_length=2000)]


class Side(BaseModel):
    """An organisation as its sources state it, before it is one with others."""

    uid: str
    names: list[str]
    kind: str | None
    country: str | None
    town: str | None
    place: str | None
    identifiers: list[str]
    website: str | None
    sources: list[str]
    shown_as: str = Field(description="The organisation under which it is shown.")


class SeenFeature(BaseModel):
    """One thing that the matcher saw."""

    name: str
    value: float | str | None
    weight: float
    sentence: str


class JudgementEntry(BaseModel):
    """One entry of the log, which only grows."""

    uid: str
    number: int
    a: str
    b: str
    decision: Decision
    by: str
    at: str
    score: float | None
    matcher: str | None = Field(description="Version of the rules that gave the score.")
    reason: str | None
    parent: str | None = Field(description="Of 'part of': the one of which the other is a part.")
    undoes: str | None
    features: list[SeenFeature]


class Candidate(BaseModel):
    """A pair of which the matcher is not sure."""

    a: Side
    b: Side
    score: float
    matcher: str | None
    at: str
    judgement: str
    features: list[SeenFeature]


class CandidateList(Answer):
    candidates: list[Candidate]
    waiting: int = Field(description="All pairs up for review.")
    next: str | None = Field(description="Cursor of the next page; null on the last.")


class Near(BaseModel):
    uid: str
    name: str | None
    country: str | None = None


class Explanation(Answer):
    """Why two organisations are one or not; features are those of now, judgements those of their time."""

    a: Side
    b: Side
    same: bool
    why: str
    score: float
    verdict: str
    matcher: str
    thresholds: dict[str, float]
    features: list[SeenFeature]
    judgements: list[JudgementEntry]
    neighbours: list[Near] = Field(description="Organisations that took part in projects with both.")
    projects: list[Near] = Field(description="Projects in which both take part.")


class JudgementAnswer(Answer):
    """An entry of the log, and under which organisation each of its two is shown now."""

    judgement: JudgementEntry
    a: Side | None
    b: Side | None


class WantedJudgement(BaseModel):
    """What somebody decides about two organisations."""

    model_config = ConfigDict(extra="forbid")

    a: Uid
    b: Uid
    decision: Literal["positive", "negative", "unsure", "part of"]
    parent: Uid | None = Field(default=None, description="With 'part of': which of the two is the whole.")
    by: Who
    reason: Reason = None


class WantedUndoing(BaseModel):
    """Who takes a judgement back, and why."""

    model_config = ConfigDict(extra="forbid")

    by: Who
    reason: Reason = None


def candidates(explorer: Explorer, cursor: str | None, limit: int) -> CandidateList:
    """A page of pairs up for review; raises InvalidParameter for a cursor that is not ours."""
    rows = resolution_review.waiting(explorer.store, _after(cursor), limit)
    shown = [_candidate(row) for row in rows]
    return CandidateList(
        **basis(explorer),
        candidates=shown,
        waiting=resolution_review.waiting_count(explorer.store),
        next=_cursor(shown[-1]) if len(shown) == limit else None,
    )


def _candidate(row: dict[str, Any]) -> Candidate:
    entry = row["judgement"]
    told = {name: entry[name] for name in ("score", "matcher", "at", "features")}
    return Candidate(a=row["a"], b=row["b"], judgement=entry["uid"], **told)


def explain(explorer: Explorer, a: str, b: str) -> Explanation:
    """Both sides, the matcher's reasons and all judgements; raises NotFound, InvalidParameter."""
    thresholds = Thresholds.of(explorer.settings)
    found = resolution_review.explanation(explorer.store, a, b, thresholds)
    return Explanation(**basis(explorer), **found)


def judgement(explorer: Explorer, uid: str) -> JudgementAnswer:
    """One entry of the log; raises NotFound."""
    return _answer(explorer, judgements.one(explorer.store, uid))


def judge(explorer: Explorer, store: Store, wanted: WantedJudgement) -> JudgementAnswer:
    """Writes down a person's judgement; raises NotFound, InvalidParameter."""
    entry = resolution_review.judge(store, ruling_of(wanted))
    bring_up_to_date(store)
    return _answer(explorer, entry)


def ruling_of(wanted: WantedJudgement) -> Ruling:
    """What is wanted, checked; raises InvalidParameter."""
    if wanted.a == wanted.b:
        raise InvalidParameter("A judgement is about two organisations; these are one and the same id.")
    part = wanted.decision == "part of"
    if part != (wanted.parent in (wanted.a, wanted.b)) or (not part and wanted.parent):
        raise InvalidParameter("With 'part of', and only then, `parent` names which of the two is the whole.")
    return Ruling(
        a=wanted.a,
        b=wanted.b,
        decision=Decision(wanted.decision),
        by=judgements.person(wanted.by),
        reason=wanted.reason,
        parent=wanted.parent,
    )


def undo(explorer: Explorer, store: Store, uid: str, wanted: WantedUndoing) -> JudgementAnswer:
    """Takes a judgement back; raises NotFound, Conflict, InvalidParameter."""
    entry = resolution_review.undo(store, uid, judgements.person(wanted.by), wanted.reason)
    bring_up_to_date(store)
    return _answer(explorer, entry)


def bring_up_to_date(store: Store) -> None:
    """Derived ties follow at once, unless a job is loading: then it will see to them at its end."""
    derive(store, Silent(), leave_it=lambda: leases.others_load(store, ""))


def _answer(explorer: Explorer, entry: dict[str, Any]) -> JudgementAnswer:
    ends = (entry["a"], entry["b"])
    known = explorer.store.read(lambda tx: resolution_review.sides(tx, ends))
    return JudgementAnswer(
        **basis(explorer),
        judgement=JudgementEntry.model_validate(entry),
        a=_side(known.get(entry["a"])),
        b=_side(known.get(entry["b"])),
    )


def _side(values: dict[str, Any] | None) -> Side | None:
    """None for an organisation that is not in the graph at the moment; its judgements wait for it."""
    return None if values is None else Side.model_validate(values)


def _cursor(last: Candidate) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([last.score, last.judgement])).decode()


def _after(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    try:
        score, uid = orjson.loads(base64.urlsafe_b64decode(cursor.encode()))
        return After(score=float(score), uid=str(uid))
    except (ValueError, TypeError, binascii.Error):
        raise InvalidParameter(
            "The cursor is not one of ours; take it from 'next' of the page before."
        ) from None
