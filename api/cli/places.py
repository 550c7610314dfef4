"""socialcluster places import: territories, municipalities and how their codes changed."""

from pathlib import Path
from typing import Annotated

import typer

from api.answers.map_ground import keep_shapes
from api.cli.loading import ingest
from api.cli.options import AsJson
from graph.errors import UnexpectedLayout
from graph.settings import Settings
from ingest.registry import source_for
from ingest.sources import lau_shapes

PLACES = frozenset({"nuts", "lau", "lau-shapes", "nuts-changes"})
app = typer.Typer(help="Reference lists of places.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `import` a word of its own, though it is the only one so far."""


@app.command("import")
def import_places(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="NUTS and LAU shapes (GeoJSON), LAU lists, changes of NUTS codes."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Load lists of places, against which gaps are measured; anything else is refused."""
    for file in files:
        found = source_for(file).source.facts.name
        if found not in PLACES:
            raise UnexpectedLayout(
                f"{file.name} is no list of places but {found}. Load it with: socialcluster ingest FILE"
            )
    ingest(files, as_json=as_json)
    for file in files:
        # Else whoever opens the first map waits for it.
        if source_for(file).source.facts.name == lau_shapes.FACTS.name:
            keep_shapes(Settings(), file)
