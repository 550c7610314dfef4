"""Options that several commands share."""

from typing import Annotated

import typer

from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED
from graph.analysis.divided import Mode
from graph.projection import Counting

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON, as the API gives it.")]
Resolution = Annotated[
    float, typer.Option(max=MAX_RESOLUTION, help="Higher gives more, smaller clusters; above 0.")
]
ModeOption = Annotated[
    Mode,
    typer.Option(help="one-mode: organisations by their ties; two-mode: together with their projects."),
]
CountingOption = Annotated[
    Counting, typer.Option(help="How a joint project of n counts: 1, 1/(n-1), or by what each partner gets.")
]
Seed = Annotated[int, typer.Option(min=0, max=MAX_SEED, help="The same seed gives the same answer.")]
