"""Which organisations are one: pairs up for review, why two are one or not, and judgements."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import resolution as answers
from api.dependencies import ExplorerDep, Limit
from api.routes.jobs import CHANGES, WritingDep

router = APIRouter(prefix="/resolution", tags=["resolution"])
Uid = Annotated[str, Query(min_length=1, max_length=200, description="uid of an organisation")]


@router.get("/candidates")
def candidates(
    explorer: ExplorerDep,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Limit = 50,
) -> answers.CandidateList:
    """Pairs of organisations of which the matcher is not sure, the most alike first, with its reasons."""
    return answers.candidates(explorer, cursor, limit)


@router.get("/explain")
def explain(explorer: ExplorerDep, a: Uid, b: Uid) -> answers.Explanation:
    """Why two organisations are one or not: features and score, judgements, shared neighbours."""
    return answers.explain(explorer, a, b)


@router.get("/judgements/{uid}")
def judgement(explorer: ExplorerDep, uid: str) -> answers.JudgementAnswer:
    """One entry of the log of judgements."""
    return answers.judgement(explorer, uid)


@router.post("/judgements", responses=CHANGES)
def judge(
    explorer: ExplorerDep, store: WritingDep, wanted: answers.WantedJudgement
) -> answers.JudgementAnswer:
    """Decide whether two organisations are one; whoever asks next sees it. Nothing is lost by it."""
    return answers.judge(explorer, store, wanted)


@router.post("/judgements/{uid}/undo", responses=CHANGES)
def undo(
    explorer: ExplorerDep, store: WritingDep, uid: str, wanted: answers.WantedUndoing
) -> answers.JudgementAnswer:
    """Take a judgement back that still counts. What the matcher had decided becomes "not sure"."""
    return answers.undo(explorer, store, uid, wanted)
