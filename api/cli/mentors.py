"""socialcluster mentors: who helps whom with a first international project."""

from typing import Annotated

import typer

from api.answers import mentors as answers
from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from api.explorer import opened
from graph.analysis.mentors import EXPERIENCE, LOAD, MOST_LOAD
from graph.settings import Settings
from graph.store.session import READ_PATIENCE


def mentors(
    newcomers: Annotated[
        list[str],
        typer.Argument(
            metavar="NEWCOMER...", help="uid or name, or 'kind=ngo;country=LT;theme=...;language=lt'."
        ),
    ],
    experience: Annotated[
        int, typer.Option(min=1, help="International projects that a mentor has at least.")
    ] = EXPERIENCE,
    load: Annotated[int, typer.Option(min=1, max=MOST_LOAD, help="Newcomers of one mentor at most.")] = LOAD,
    as_json: AsJson = False,
) -> None:
    """Give each first-timer an experienced organisation that shares a theme or a language with it."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = answers.mentors(explorer, newcomers, experience=experience, load=load)
    if as_json:
        show_json(answer)
        return
    for one in answer.mentors:
        out.print(f"{one.newcomer}: {one.reason}")
        out.print(f"     Evidence: {', '.join(proof.record for proof in one.evidence)}.")
    for text in answer.without:
        out.print(f"{text}: no mentor.")
    out.print(answer.told)
    out.print(f"Snapshot {answer.snapshot}.")
