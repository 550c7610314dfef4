"""socialcluster ingest page and jobs review: pages of projects, and facts of them that wait for a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from api.answers.jobs import Wanted
from api.answers.page_facts import decided_with, page_read
from api.cli.loading import is_clean, tell
from api.cli.options import AsJson
from api.cli.terminal import Terminal, err, out, show_json
from graph.errors import Conflict
from graph.settings import Settings
from graph.store import jobs, schema, withdraw
from graph.store.connect import connected
from graph.store.session import WRITE_PATIENCE
from ingest import jobs as engine
from ingest.documents.found import SURE_ENOUGH, Fact, Findings
from ingest.documents.review import Decisions, Doubt, waiting
from ingest.documents.shown import as_page
from ingest.documents.source import NAME, PageRead, PageSource, page_source
from ingest.documents.web.addresses import is_web_address
from ingest.documents.web.files import fetched_file

AROUND = 28
STYLES = {
    "project": "bold cyan", "lead": "bold green", "partner": "green", "associated": "green",
    "supplier": "yellow", "patron": "yellow", "funder": "magenta", "figure": "blue", "place": "cyan",
    "doubt": "bold red",
}  # fmt: skip


def page(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Page of a project: text, HTML, PDF or .docx; or its web address, if the setting "
            "FETCH_PAGES allows that.",
        ),
    ],
    lang: Annotated[
        str | None,
        typer.Option("--lang", help="Its language (da, en, hu, lt, pl), where its words do not tell."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="Web address where the file stands; kept with every record.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be added, and from which words.")
    ] = False,
    queue: Annotated[bool, typer.Option("--queue", help="Only queue the page; a worker loads it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Load a project's own page: who takes part, who pays, where, when, and which figures it states."""
    settings = Settings()
    if is_web_address(file):
        with fetched_file(file, allowed=settings.fetch_pages) as (path, final):
            _page(
                settings, _Told(path, lang, address or final), dry_run=dry_run, queue=queue, as_json=as_json
            )
        return
    _page(settings, _Told(Path(file), lang, address), dry_run=dry_run, queue=queue, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the command was told of the page."""

    file: Path
    lang: str | None
    address: str | None


def _page(settings: Settings, given: _Told, *, dry_run: bool, queue: bool, as_json: bool) -> None:
    file, lang, address = given.file, given.lang, given.address
    source = PageSource(language=lang, address=address)
    if dry_run:
        read = source.read(file)
        if as_json:
            show_json(as_page(read.found, address=address))
        else:
            _show(read)
        return
    told = {name: value for name, value in {"language": lang, "address": address}.items() if value}
    wanted = Wanted(file, source=NAME, page=told or None)
    with connected(settings, Terminal(), patience=WRITE_PATIENCE) as store:
        schema.install(store)
        if queue:
            job = engine.submit(store, settings, source=source, path=file, options=wanted.options)
        else:
            job = engine.ingest(store, source, file, settings, Terminal(), wanted.options)
    if as_json:
        show_json({"jobs": [jobs.as_shown(job)], "refused": []})
    else:
        _tell(job)


def _tell(job: jobs.Job) -> None:
    """Doubtful facts are no failure: the page is loaded, and the rest waits."""
    read = job.read - job.rejected
    tell(replace(job, read=read, rejected=0, rejects=()) if job.rejected else job)
    if job.rejected:
        out.print(f"Facts that are not sure enough: {job.rejected}. See: socialcluster jobs review {job.id}")


def review(
    uid: Annotated[str, typer.Argument(metavar="ID", help="The job, as 'jobs list' shows it.")],
    accept: Annotated[
        list[str] | None, typer.Option(help="Id of a fact that is right; may be repeated.")
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option(help="Id of a fact that is wrong; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the facts of a page that are not sure enough for the graph, and accept or reject them."""
    settings = Settings()
    with connected(settings, Terminal(), patience=WRITE_PATIENCE) as store:
        job = jobs.job(store, uid)
        if job.source != NAME:
            raise Conflict(f"Job {uid} is of the source {job.source}; only facts of pages are reviewed.")
        read, decisions = page_read(settings, job)
        if accept or reject:
            taken_back = decisions.accepted & set(reject or [])
            decisions = decided_with(read.found, decisions, set(accept or ()), set(reject or ()))
            told = page_source(job.options.get("page") or {})
            told = replace(told, decisions=decisions)
            if taken_back:
                # What the job has written stays with it, so it is taken back whole and run anew.
                withdraw.withdraw(store, uid, Terminal())
                job = jobs.job(store, uid)
            jobs.save(store, replace(job, options={**job.options, "page": told.options}))
            job = engine.run(store, settings, uid, Terminal(), states=engine.RESUMABLE | {jobs.State.DONE})
    left = waiting(read.found, decisions)
    if as_json:
        show_json({"id": uid, "state": str(job.state), "waiting": [_doubt(one, read.raw) for one in left]})
        return
    _show_waiting(left, read.raw)
    if (accept or reject) and not left and not is_clean(job):
        raise typer.Exit(code=1)


def _show_waiting(left: Sequence[Doubt], text: str) -> None:
    for one in left:
        out.print(_line("doubt", f"{one.id}  {one.says}", Fact("", one.at, one.rule, one.confidence), text))
    out.print(
        f"Facts that wait: {len(left)}. Decide with --accept ID or --reject ID." if left else "No fact waits."
    )


def _doubt(one: Doubt, text: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "says": one.says,
        "spans": [list(span) for span in one.at],
        "words": [text[a:b] for a, b in one.at],
        "rule": one.rule,
        "confidence": one.confidence,
    }


def _show(read: PageRead) -> None:
    """Every fact with the words around it, the words it was taken from in colour."""
    for style, says, fact in _facts(read.found):
        out.print(_line(style if fact.confidence >= SURE_ENOUGH else "doubt", says, fact, read.raw))
    doubtful = len(waiting(read.found, Decisions()))
    err.print(
        f"Nothing is added (--dry-run). Facts that would wait for a person: {doubtful}."
        if doubtful
        else "Nothing is added (--dry-run)."
    )


def _line(style: str, says: str, fact: Fact, text: str) -> Text:
    line = Text(f"{says}\n    ")
    for start, end in fact.at[:2]:
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        line.append(" ".join(f"…{before}".split()) + (" " if before[-1:].isspace() else ""))
        line.append(" ".join(text[start:end].split()), style=STYLES[style])
        line.append((" " if after[:1].isspace() else "") + " ".join(f"{after}…".split()) + "  ")
    line.append(
        f"[{', '.join(f'{a}-{b}' for a, b in fact.at[:2])}] {fact.rule} ({fact.confidence:.2f})", style="dim"
    )
    return line


def _facts(found: Findings) -> Iterator[tuple[str, str, Fact]]:
    named = {
        "title": found.title,
        "code": found.code,
        "start": found.start,
        "end": found.end,
        "status": found.status,
    }
    yield from (("project", f"{name}: {fact.value}", fact) for name, fact in named.items() if fact)
    for name, money in (("total budget", found.budget), ("grant", found.grant)):
        if money:
            yield "project", f"{name}: {money.amount} {money.currency}", money.fact
    for body in found.bodies:
        name = body.name.value if body.name else "not named"
        country = f" ({body.country.value})" if body.country else ""
        at = body.name.at if body.name else body.role.at
        yield body.role.value, f"{body.role.value}: {name}{country}", replace(body.role, at=at)
    for funder in found.funders:
        yield "funder", f"{funder.level}: {funder.name.value}", funder.name
    for figure in found.figures:
        value = "not rendered" if figure.value is None else f"{figure.comparator} {figure.value:g}"
        value += f" to {figure.value_to:g}" if figure.value_to is not None else ""
        yield "figure", f"figure: {value} {figure.label}", Fact("", figure.at, figure.rule, figure.confidence)
    for area in found.areas:
        yield "place", f"{'leaves out' if area.excluded else 'covers'}: {area.code}", area.fact
