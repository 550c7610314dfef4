"""socialcluster snapshot: keep the graph as it is, cite it, compare it, answer from it."""

from collections.abc import Mapping
from typing import Annotated

import typer

from api.answers import snapshots as answers
from api.answers.exports import Wanted
from api.cli.exporting import Counting, Resolution, Seed
from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.settings import Settings
from graph.store import snapshots
from graph.store.session import READ_PATIENCE
from graph.store.snapshots import LATEST

app = typer.Typer(help="Frozen states of the graph that can be cited.", no_args_is_help=True)
Name = Annotated[
    str, typer.Argument(metavar="ID", help="Id of a snapshot or its beginning; latest: the graph as it is.")
]


@app.command()
def create(
    note: Annotated[str | None, typer.Option(help="What it is for, in your words.")] = None,
    counting: Counting = None,
    resolution: Resolution = None,
    seed: Seed = None,
    as_json: AsJson = False,
) -> None:
    """Keep the graph as it is, under an id made of its content, the parameters and the code version."""
    wanted = Wanted("zip", counting=counting, resolution=resolution, seed=seed)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE, live=True) as explorer:
        kept = answers.create(explorer, wanted, note)
    if as_json:
        show_json(answers.row_of(kept))
        return
    out.print(
        f"{kept.id}: {kept.organisations} organisations, {kept.projects} projects. Kept {kept.created}."
    )
    out.print(f"Content {kept.content}, {_parameters(kept.parameters)}, code version {kept.code_version}.")


@app.command("list")
def list_snapshots(as_json: AsJson = False) -> None:
    """List the snapshots that are kept, the newest first."""
    found = snapshots.all_kept(Settings())
    if as_json:
        show_json({"snapshots": [answers.row_of(kept).model_dump() for kept in found]})
    elif found:
        for kept in found:
            size = f"{kept.organisations} organisations, {kept.projects} projects"
            out.print(f"{kept.id}  {kept.created}  {size}  {kept.note or ''}".rstrip())
    else:
        out.print("No snapshot is kept. Keep one: socialcluster snapshot create")


@app.command()
def diff(before: Name, after: Name = LATEST, as_json: AsJson = False) -> None:
    """Say in words what changed from one snapshot to another, or to the graph as it is."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE, live=True) as explorer:
        answer = answers.diff(explorer, before, after)
    if as_json:
        show_json(answer)
        return
    for sentence in answer.told:
        out.print(sentence)


@app.command()
def verify(snapshot: Name, as_json: AsJson = False) -> None:
    """Compute hash and clusters of a kept snapshot anew, and say whether they are what they were."""
    settings = Settings()
    kept = snapshots.find(settings, snapshot)
    verdict = answers.verified(settings, kept)
    if verdict.whole:
        verdict = answers.verified(settings, kept, answers.kept_subject(settings, kept))
    if as_json:
        show_json(verdict)
    else:
        out.print(verdict.told)
    if not verdict.whole or verdict.results is False:
        raise typer.Exit(code=1)


@app.command("restore-view")
def restore_view(snapshot: Name, as_json: AsJson = False) -> None:
    """Let later commands answer from a kept snapshot; with 'latest', from the graph as it is again."""
    kept = snapshots.restore_view(Settings(), None if snapshot == LATEST else snapshot)
    if as_json:
        show_json({"view": kept.id if kept else None})
    elif kept:
        out.print(f"Clusters, paths, maps and exports now come from {kept.id}; nothing in the graph changed.")
        out.print("Back to the graph as it is: socialcluster snapshot restore-view latest")
    else:
        out.print("Answers come from the graph as it is.")


def _parameters(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
