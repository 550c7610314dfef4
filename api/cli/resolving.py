"""socialcluster resolve ...: which organisations are one; and socialcluster coverage: what is held."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import click
import typer

from api.answers import coverage as coverage_answers
from api.answers import resolution as answers
from api.answers.organisations import row_of
from api.answers.resolution import Candidate, Side, WantedJudgement, WantedUndoing
from api.cli import resolving_log
from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json, show_table
from api.explorer import Explorer, opened
from graph.resolution.matching import Thresholds
from graph.settings import Settings
from graph.store import resolution_review, resolution_run
from graph.store.session import READ_PATIENCE, WRITE_PATIENCE

PAGE = 20
KEYS = "s same · d different · u not sure · n next · q quit"
WANTED = {"s": "positive", "d": "negative", "u": "unsure"}
app = typer.Typer(
    name="resolve",
    help="Which organisations are one: compare, review, explain, undo. Nothing is lost by any of it.",
    no_args_is_help=True,
)
app.add_typer(resolving_log.app)
By = Annotated[str | None, typer.Option("--by", help="Who judges; without it, your user name.")]
Why = Annotated[str | None, typer.Option("--reason", help="Why, kept with the judgement.")]
One = Annotated[str, typer.Argument(metavar="A", help="uid or name of an organisation")]
Other = Annotated[str, typer.Argument(metavar="B", help="uid or name of another")]


class Word(StrEnum):
    """What a person can say of two organisations."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@app.command("run")
def run(
    everything: Annotated[
        bool, typer.Option("--all", help="Compare all, not only what changed since the last run.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compare what is new, join what is sure, put the rest up for review."""
    settings = Settings()
    with opened(settings, Terminal(), patience=WRITE_PATIENCE) as explorer:
        done = resolution_run.run(explorer.store, Thresholds.of(settings), Terminal(), everything=everything)
        waiting = resolution_review.waiting_count(explorer.store)
    if as_json:
        show_json(asdict(done) | {"waiting": waiting})
        return
    out.print(
        f"Compared {done.new} of {done.organisations} organisations. Newly judged: {done.merged} pairs are "
        f"one, {done.parts} are part of another, {done.review} go to review, {done.withdrawn} no longer."
    )
    out.print(f"{done.one_with_others} organisations of sources are one with another.")
    if waiting:
        out.print(f"{waiting} pairs wait for you: socialcluster resolve review")


@app.command("review")
def review(
    by: By = None,
    most: Annotated[int, typer.Option("--most", min=1, max=500, help="Pairs printed as JSON.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Go through the pairs of which the matcher is not sure, one key for each."""
    with opened(Settings(), Terminal(), patience=WRITE_PATIENCE) as explorer:
        if as_json:
            show_json(answers.candidates(explorer, None, most))
            return
        judged = _reviewed(explorer, by or getpass.getuser())
        answers.bring_up_to_date(explorer.store)
        waiting = resolution_review.waiting_count(explorer.store)
    out.print(f"{judged} judged, {waiting} still wait.")


def _reviewed(explorer: Explorer, by: str) -> int:
    """How many pairs were judged before the person stopped or none was left."""
    judged, cursor = 0, None
    while True:
        page = answers.candidates(explorer, cursor, PAGE)
        for candidate in page.candidates:
            _show(explorer, candidate)
            key = _key(_pressed)
            if key == "q":
                return judged
            if key in WANTED:
                wanted = WantedJudgement.model_validate(
                    {"a": candidate.a.uid, "b": candidate.b.uid, "decision": WANTED[key], "by": by}
                )
                resolution_review.judge(explorer.store, answers.ruling_of(wanted))
                judged += 1
        cursor = page.next
        if cursor is None:
            return judged


def _key(pressed: Callable[[], str]) -> str:
    """The first key that means something; the end of the input is `q`."""
    while True:
        out.print(KEYS)
        key = pressed()
        if not key:
            return "q"
        if key in (*WANTED, "n", "q"):
            return key


def _pressed() -> str:
    """One key at a terminal, else the first letter of a line."""
    if sys.stdin.isatty():
        return click.getchar().lower()
    line = sys.stdin.readline()
    return line.strip().lower()[:1] or ("?" if line else "")


def _show(explorer: Explorer, candidate: Candidate) -> None:
    out.print()
    _show_sides(candidate.a, candidate.b)
    for feature in candidate.features:
        out.print(f"  {feature.sentence}")
    around = answers.explain(explorer, candidate.a.uid, candidate.b.uid)
    for what, found in (("Both worked with", around.neighbours), ("Both take part in", around.projects)):
        if found:
            out.print(f"  {what}: {'; '.join(one.name or one.uid for one in found)}")
    out.print(f"  Score {candidate.score:.3f}.")


def _show_sides(a: Side, b: Side) -> None:
    rows = [
        ("name", _first(a.names), _first(b.names)),
        ("also", "; ".join(a.names[1:]) or None, "; ".join(b.names[1:]) or None),
        *((field, getattr(a, field), getattr(b, field)) for field in ("kind", "country", "town", "website")),
        ("ids", ", ".join(a.identifiers) or None, ", ".join(b.identifiers) or None),
        ("sources", ", ".join(a.sources), ", ".join(b.sources)),
        ("uid", a.uid, b.uid),
    ]
    show_table(("", "A", "B"), [row for row in rows if row[1] or row[2]])


def _first(names: list[str]) -> str | None:
    return names[0] if names else None


@app.command("explain")
def explain(one: One, other: Other, as_json: AsJson = False) -> None:
    """Tell why two organisations are one, or why not."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = answers.explain(explorer, _uid(explorer, one), _uid(explorer, other))
    if as_json:
        show_json(answer)
        return
    _show_sides(answer.a, answer.b)
    out.print(answer.why)
    for feature in answer.features:
        out.print(f"  {feature.weight:+.2f}  {feature.sentence}")
    out.print(f"Score {answer.score:.3f}: {answer.verdict} (matcher {answer.matcher}).")
    for entry in answer.judgements:
        reason = f": {entry.reason}" if entry.reason else ""
        out.print(f"  {entry.at}  {entry.decision} by {entry.by}{reason}  {entry.uid}")


@app.command("judge")
def judge(
    one: One,
    other: Other,
    word: Annotated[Word, typer.Argument(metavar="WORD", help="same, different or unsure")],
    by: By = None,
    reason: Why = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two organisations are the same."""
    decision = {Word.SAME: "positive", Word.DIFFERENT: "negative", Word.UNSURE: "unsure"}[word]
    with opened(Settings(), Terminal(), patience=WRITE_PATIENCE) as explorer:
        ends = {"a": _uid(explorer, one), "b": _uid(explorer, other)}
        asked = ends | {"decision": decision, "by": by or getpass.getuser(), "reason": reason}
        wanted = WantedJudgement.model_validate(asked)
        answer = answers.judge(explorer, explorer.store, wanted)
    _tell(answer, as_json=as_json)


@app.command("undo")
def undo(
    uid: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="uid of a judgement; 'explain' names it")],
    by: By = None,
    reason: Why = None,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back: the graph is as it was before."""
    with opened(Settings(), Terminal(), patience=WRITE_PATIENCE) as explorer:
        wanted = WantedUndoing(by=by or getpass.getuser(), reason=reason)
        answer = answers.undo(explorer, explorer.store, uid, wanted)
    _tell(answer, as_json=as_json)


def _tell(answer: answers.JudgementAnswer, *, as_json: bool) -> None:
    if as_json:
        show_json(answer)
        return
    entry = answer.judgement
    out.print(f"{entry.uid}: {entry.a} and {entry.b}: {entry.decision}, by {entry.by}.")
    if answer.a and answer.b:
        same = answer.a.shown_as == answer.b.shown_as
        out.print(f"They are {'one, shown as ' + answer.a.shown_as if same else 'apart'}.")


def _uid(explorer: Explorer, text: str) -> str:
    """A uid as it is, even of one for which another stands; or that of the organisation so called."""
    if text.startswith("org-"):
        return text
    snapshot = explorer.snapshot()
    return snapshot.organisation_uids[row_of(snapshot, text)]


def coverage(as_json: AsJson = False) -> None:
    """Say what is held of each source, as of when, what is missing, and how much of it is resolved."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = coverage_answers.coverage(explorer)
    if as_json:
        show_json(answer)
        return
    rows = []
    for one in answer.sources:
        shares = one.resolved
        told = (shares.by_id, shares.by_judgement, shares.not_at_all) if shares else (None, None, None)
        percent = [None if share is None else f"{share:.1%}" for share in told]
        rows.append((one.source, one.as_of, one.records, one.organisations, one.projects, *percent))
    headings = ("source", "as of", "records", "organisations", "projects", "by id", "by judgement", "not")
    show_table(headings, rows)
    for one in answer.sources:
        for missing in one.missing:
            out.print(f"{one.source}: {missing.count} {missing.what}.")
    out.print(f"{answer.organisations} organisations are shown. Snapshot {answer.snapshot}.")
