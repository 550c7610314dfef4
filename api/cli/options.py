"""Options that several commands share."""

from typing import Annotated

import typer

from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, as the API gives it.")]
Resolution = Annotated[
    float, typer.Option(max=MAX_RESOLUTION, help="Higher gives more, smaller clusters; above 0.")
]
Seed = Annotated[int, typer.Option(min=0, max=MAX_SEED, help="The same seed gives the same answer.")]
