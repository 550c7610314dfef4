"""socialcluster export: a snapshot as a file for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from api.answers.exports import Wanted, export, manifest_of
from api.cli.options import AsJson, of_a_part
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED
from graph.analysis.filtering import EVERYTHING, Filter
from graph.export.formats import FORMATS, write_export
from graph.export.pairs import COUNTINGS
from graph.settings import Settings
from graph.store.session import READ_PATIENCE

SnapshotOption = Annotated[
    str | None, typer.Option("--snapshot", help="A kept snapshot instead of the graph as it is.")
]
Counting = Annotated[str | None, typer.Option(help=f"How joint projects count: {', '.join(COUNTINGS)}.")]
Resolution = Annotated[
    float | None, typer.Option(max=MAX_RESOLUTION, help="Higher gives more, smaller clusters; above 0.")
]
Seed = Annotated[int | None, typer.Option(min=0, max=MAX_SEED, help="The same seed gives the same clusters.")]


@of_a_part
def export_file(
    target: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Where to write it; else here, under the snapshot's name."),
    ] = None,
    form: Annotated[str, typer.Option("--format", "-f", help=f"One of: {', '.join(FORMATS)}.")] = "zip",
    what: Annotated[
        str | None,
        typer.Option(
            help="A table or network: ties, participations, organisations, metrics, clusters, all, ..."
        ),
    ] = None,
    snapshot: SnapshotOption = None,
    counting: Counting = None,
    resolution: Resolution = None,
    seed: Seed = None,
    chosen: Filter = EVERYTHING,
    as_json: AsJson = False,
) -> None:
    """Write a snapshot as a file: a zip with all of it, or a table or network for other programs."""
    wanted = Wanted(form, what=what, counting=counting, resolution=resolution, seed=seed, chosen=chosen)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE, snapshot=snapshot) as explorer:
        made = export(explorer, wanted)
        file = target or Path(made.file_name)
        write_export(made.subject, made.form, made.what, file)
    told = manifest_of(made, file)
    if as_json:
        show_json(told.model_dump() | {"file": str(file)})
        return
    size = f"{told.bytes:,} bytes, sha256 {told.sha256}"
    out.print(f"{file}: {made.what} as {made.form.name}, {size}.")
    out.print(f"Snapshot {told.snapshot_id}, content {told.snapshot}.")
