"""Commands that ask the graph: path."""

from typing import Annotated

import typer

from api.answers.chains import ONLY_COOPERATION, PathOrder, introductions
from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.analysis.chains import MOST_PATHS
from graph.analysis.connections import Via
from graph.settings import Settings
from graph.store.session import READ_PATIENCE


def path(
    start: Annotated[
        str,
        typer.Argument(metavar="FROM", help="an organisation, place:CODE or cluster:NUMBER"),
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help="another of these")],
    k: Annotated[int, typer.Option("-k", min=1, max=MOST_PATHS, help="How many chains at most.")] = 1,
    via: Annotated[
        list[Via] | None, typer.Option("--via", help="Connections allowed, repeatable; cooperation alone.")
    ] = None,
    by: Annotated[
        PathOrder, typer.Option(help="The fewest introductions, or the strongest ties.")
    ] = PathOrder.HOPS,
    as_json: AsJson = False,
) -> None:
    """Tell the shortest chains of introductions, or that there is none and what would join both ends.

    An end is a uid or a name of an organisation, place:CODE or cluster:NUMBER.
    """
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = introductions(
            explorer, start, end, k=k, via=via or ONLY_COOPERATION, by_strength=by is PathOrder.STRENGTH
        )
    if as_json:
        show_json(answer)
    else:
        out.print(answer.told)
        proof = {one.record for way in answer.paths for step in way.steps for one in step.evidence}
        if proof:
            out.print(f"Evidence: {', '.join(sorted(proof))}.")
        out.print(f"Snapshot {answer.snapshot}.")
