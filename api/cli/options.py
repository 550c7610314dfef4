"""Options that several commands share."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from inspect import Signature, signature
from typing import Annotated, Any, TypeVar

import typer

from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED, ClusterQuestion
from graph.analysis.divided import Mode
from graph.analysis.engines import Engine
from graph.analysis.filtering import Filter
from graph.analysis.significance import Correction, Significance
from graph.projection import Counting
from graph.vocabulary import Kind

T = TypeVar("T")
Command = Callable[..., None]

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
EngineOption = Annotated[
    Engine, typer.Option(help="local: in this program; gds: by Graph Data Science in the database.")
]
Seed = Annotated[int, typer.Option(min=0, max=MAX_SEED, help="The same seed gives the same answer.")]
FromOption = Annotated[
    str | None, typer.Option("--from", help="Only projects that ran at or after this date.")
]
ToOption = Annotated[str | None, typer.Option("--to", help="Only projects that ran at or before this date.")]
ProgrammeOption = Annotated[str | None, typer.Option(help="Only projects of this programme or below.")]
KindOption = Annotated[Kind | None, typer.Option(help="Only organisations of this kind.")]
CountryOption = Annotated[str | None, typer.Option(help="Only organisations of this country (LT).")]
ThemeOption = Annotated[str | None, typer.Option(help="Only projects about this theme.")]
WeightOption = Annotated[float | None, typer.Option(help="Leave out weaker ties.")]
BackboneOption = Annotated[
    Significance | None,
    typer.Option(help="Only ties that are more than chance, by the disparity filter or the bipartite null."),
]
AlphaOption = Annotated[float | None, typer.Option(help="Significance level of the backbone, else 0.05.")]
CorrectionOption = Annotated[
    Correction | None,
    typer.Option(help="For many tests; else none for disparity and Benjamini and Hochberg's for bipartite."),
]


def _rows(
    start: FromOption = None,
    end: ToOption = None,
    programme: ProgrammeOption = None,
    kind: KindOption = None,
    country: CountryOption = None,
    theme: ThemeOption = None,
) -> Filter:
    return Filter(start, end, programme, kind, country, theme)


def _ties(
    chosen: Filter,
    minimum_weight: WeightOption = None,
    backbone: BackboneOption = None,
    alpha: AlphaOption = None,
    correction: CorrectionOption = None,
) -> Filter:
    return replace(
        chosen, minimum_weight=minimum_weight, backbone=backbone, alpha=alpha, correction=correction
    )


def _clusters(
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    mode: ModeOption = Mode.ONE,
    counting: CountingOption = Counting.FRACTIONAL,
) -> ClusterQuestion:
    return ClusterQuestion(resolution, seed, mode, counting)


def of_some(command: Command) -> Command:
    """A command that takes a Filter of organisations and projects as `chosen`, with the options for it."""
    return _asking(command, "chosen", _rows)


def of_a_part(command: Command) -> Command:
    """A command that takes a Filter as `chosen`, with the options for it, those about ties too."""
    return _asking(command, "chosen", _asking(_ties, "chosen", _rows))


def of_clusters(command: Command) -> Command:
    """A command that takes a ClusterQuestion as `asked`, with the options that make one."""
    return _asking(command, "asked", _clusters)


def _asking(command: Callable[..., T], name: str, made_of: Callable[..., object]) -> Callable[..., T]:
    """A function whose parameter `name` is made of the options of `made_of`, which stand behind its own."""
    own = [one for one in signature(command, eval_str=True).parameters.values() if one.name != name]
    asked = list(signature(made_of, eval_str=True).parameters.values())

    @wraps(command)
    def run(**given: Any) -> T:
        picked = {one.name: given.pop(one.name) for one in asked}
        return command(**given, **{name: made_of(**picked)})

    run.__dict__["__signature__"] = Signature([*own, *asked])
    run.__annotations__ = {one.name: one.annotation for one in (*own, *asked)}
    return run
