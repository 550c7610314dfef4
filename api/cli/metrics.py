"""socialcluster metrics: the catalogue, values with what they mean beside them, years, and the matrix."""

from typing import Annotated

import typer

from api.answers import metric_windows
from api.answers import metrics as answers
from api.answers.metrics import Asked, Groups, MetricAnswer
from api.cli.options import AsJson, CountingOption, EngineOption, of_a_part
from api.cli.terminal import Terminal, out, show_json, show_table
from api.explorer import Explorer, opened
from graph.analysis.engines import Engine
from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.territories import Level
from graph.errors import InvalidParameter
from graph.projection import Counting
from graph.settings import Settings
from graph.store.session import READ_PATIENCE

MOST_CELLS = 200


NameArgument = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="Which metric; without one they are listed.")
]
LevelOption = Annotated[
    Level | None, typer.Option(help="Of territories of this level instead of organisations.")
]
GroupsOption = Annotated[Groups, typer.Option(help="Groups of the metrics that need some.")]
YearsOption = Annotated[bool, typer.Option("--years", help="Year by year.")]
FollowedOption = Annotated[
    str | None, typer.Option("--organisation", help="With --years: uid of the organisation to follow.")
]
MatrixOption = Annotated[
    bool, typer.Option("--matrix", help="Observed ties between the territories of the level.")
]
MostOption = Annotated[int, typer.Option("--most", min=1, max=500, help="Rows to print.")]


@of_a_part
def metrics(
    name: NameArgument = None,
    level: LevelOption = None,
    counting: CountingOption = Counting.FRACTIONAL,
    groups: GroupsOption = Groups.COUNTRY,
    engine: EngineOption = Engine.LOCAL,
    chosen: Filter = EVERYTHING,
    years: YearsOption = False,
    organisation: FollowedOption = None,
    matrix: MatrixOption = False,
    most: MostOption = 20,
    as_json: AsJson = False,
) -> None:
    """Measure organisations or territories, with each metric's question, reading, caution and source."""
    asked = Asked(name or "strength", level, counting, groups, chosen, engine)
    if name is None and (years or (level and not matrix)):
        raise InvalidParameter(
            "Say which metric: socialcluster metrics strength. 'metrics' alone lists them."
        )
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        if matrix:
            _matrix(explorer, asked, as_json=as_json)
        elif name is None:
            _catalogue(explorer, as_json=as_json)
        elif years:
            _years(explorer, asked, organisation, as_json=as_json)
        else:
            _values(explorer, asked, most, as_json=as_json)


def _catalogue(explorer: Explorer, *, as_json: bool) -> None:
    answer = answers.catalogue(explorer)
    if as_json:
        show_json(answer)
        return
    show_table(("name", "question"), [(metric.name, metric.question) for metric in answer.metrics])
    out.print("'socialcluster metrics NAME' measures, and tells how to read the numbers.")


def _values(explorer: Explorer, asked: Asked, most: int, *, as_json: bool) -> None:
    answer = answers.metric(explorer, asked, None, most)
    if as_json:
        show_json(answer)
        return
    _explain(answer.metric)
    _table(answer)
    coverage = answer.coverage
    out.print(
        f"{coverage.with_value} of {coverage.organisations} organisations have a value, "
        f"{coverage.with_place} a known territory; {coverage.ties} ties from {coverage.joint_projects} joint "
        f"projects, {coverage.left_out} left out. {_told(answer.parameters)}; {answer.method}. "
        f"Snapshot {answer.snapshot}."
    )


def _table(answer: MetricAnswer) -> None:
    headings = ["uid", "name", "country", answer.metric.label]
    estimated = any(row.error is not None for row in answer.values)
    placed = any(row.organisations is not None for row in answer.values)
    headings += ["+-"] * estimated + ["organisations", "with a value"] * placed
    rows = [
        [
            row.uid,
            row.name,
            row.country,
            row.reason if row.value is None else f"{row.value:.6g}",
            *([None if row.error is None else f"{row.error:.2g}"] * estimated),
            *([row.organisations, row.with_value] if placed else []),
        ]
        for row in answer.values
    ]
    show_table(headings, rows)


def _years(explorer: Explorer, asked: Asked, organisation: str | None, *, as_json: bool) -> None:
    answer = metric_windows.over_years(explorer, asked, organisation)
    if as_json:
        show_json(answer)
        return
    _explain(answer.metric)
    rows = [
        (
            row.year,
            row.organisations,
            row.ties,
            None if row.mean is None else f"{row.mean:.6g}",
            row.reason if row.value is None else f"{row.value:.6g}",
        )
        for row in answer.years
    ]
    show_table(("year", "organisations", "ties", "mean", organisation or "(none asked for)"), rows)
    out.print(
        f"{answer.undated} projects have no date and are in no year. {_told(answer.parameters)}. "
        f"Snapshot {answer.snapshot}."
    )


def _matrix(explorer: Explorer, asked: Asked, *, as_json: bool) -> None:
    answer = metric_windows.matrix(explorer, asked)
    if as_json:
        show_json(answer)
        return
    cells = sorted(answer.cells, key=lambda cell: (-cell.observed, cell.a, cell.b))
    rows = [(cell.a, cell.b, f"{cell.observed:.6g}") for cell in cells[:MOST_CELLS]]
    show_table(("a", "b", "observed"), rows)
    out.print(
        f"{len(rows)} of {len(cells)} pairs with ties; {answer.with_place} of {answer.organisations} "
        f"organisations have a known territory, ties of weight {answer.unplaced:g} have none. "
        f"{_told(answer.parameters)}. Snapshot {answer.snapshot}."
    )


def _explain(metric: answers.MetricAbout) -> None:
    out.print(f"{metric.label}: {metric.question}")
    out.print(f"  read     {metric.reading}")
    out.print(f"  beware   {metric.caution}")
    out.print(f"  formula  {metric.formula}")
    out.print(f"  source   {metric.source}, doi:{metric.doi}")


def _told(parameters: dict[str, str | float]) -> str:
    return ", ".join(f"{name} {value}" for name, value in parameters.items())
