"""socialcluster resolve log ...: what was judged, kept in a file and told again to a graph built anew."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.errors import InputError, UnreadableFile
from graph.settings import Settings
from graph.store import judgement_log
from graph.store.session import READ_PATIENCE, WRITE_PATIENCE

app = typer.Typer(
    name="log",
    help="The log of judgements: keep it in a file, replay it into a graph built anew.",
    no_args_is_help=True,
)
File = Annotated[Path, typer.Argument(metavar="FILE", help="One judgement a line, as JSON.")]


@app.command("export")
def export(file: File, as_json: AsJson = False) -> None:
    """Add to FILE every judgement that is not in it yet; nothing in it is changed."""
    held = {entry["uid"] for entry in _read(file)} if file.exists() else set()
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        lines = list(judgement_log.lines(explorer.store))
    new = [
        line
        for line, entry in zip(lines, judgement_log.entries(lines), strict=True)
        if entry["uid"] not in held
    ]
    try:
        with file.open("ab") as target:
            target.writelines(new)
    except OSError as error:
        raise InputError(f"{file} could not be written: {error.strerror}. Choose another place.") from error
    if as_json:
        show_json({"file": str(file), "added": len(new), "held": len(held)})
        return
    out.print(f"{len(new)} judgements added to {file}, which held {len(held)}.")


@app.command("replay")
def replay(file: File, as_json: AsJson = False) -> None:
    """Tell a graph what is judged in FILE; what it knows already is not told twice."""
    log = _read(file)
    with opened(Settings(), Terminal(), patience=WRITE_PATIENCE) as explorer:
        done = judgement_log.replay(explorer.store, log, Terminal())
    if as_json:
        show_json(asdict(done))
        return
    out.print(f"{done.added} judgements added, {done.known} were known.")
    if done.absent:
        out.print(
            f"{done.absent} organisations they name are not in the graph; those judgements wait for them."
        )


def _read(file: Path) -> list[dict[str, object]]:
    try:
        with file.open("rb") as source:
            return judgement_log.entries(source)
    except OSError as error:
        raise UnreadableFile(f"{file} could not be read: {error.strerror}.") from error
