"""socialcluster gaps: who of a territory takes part, where cooperation is missing, what would mend it."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.answers import closers as closing
from api.answers import gap_matrix, territory_coverage
from api.answers.closers import ClosersAnswer, ClosersAsked
from api.answers.gap_evidence import pair_evidence, unit_evidence
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.answers.territory_coverage import CoverageAsked, Standing, TerritoryCoverageAnswer
from api.cli.gap_pairs import show_matrix, show_pair, show_unit
from api.cli.options import (
    AsJson,
    CountingOption,
    FromOption,
    KindOption,
    ProgrammeOption,
    Seed,
    ThemeOption,
    ToOption,
    of_some,
)
from api.cli.terminal import Terminal, out, show_json, show_table
from api.explorer import opened
from graph.analysis.filtering import EVERYTHING, Filter
from graph.analysis.gap_matrix import DRAWS, LEAST_DRAWS, MOST_DRAWS, Verdict
from graph.analysis.reference_lists import Unit
from graph.errors import UnexpectedLayout, UnreadableFile
from graph.projection import Counting
from graph.settings import Settings
from graph.store.session import READ_PATIENCE

app = typer.Typer(
    help="Where participation and cooperation are missing, and what would mend it.", no_args_is_help=True
)
GroupLevel = Annotated[str, typer.Option(help="Groups: country, nuts1, nuts2, nuts3, lau, sector or kind.")]
Most = Annotated[int, typer.Option("--most", min=1, max=500, help="Rows to print.")]
BeforeFrom = Annotated[str | None, typer.Option("--before-from", help="Compare with a period from here")]
BeforeTo = Annotated[str | None, typer.Option("--before-to", help="to here.")]
Within = Annotated[
    float | None, typer.Option("--within-km", min=0.001, help="Only territories at most so far apart.")
]
OrderOption = Annotated[Order, typer.Option(help="What comes first: gaps, or the lowest residuals.")]
Neighbours = Annotated[
    bool, typer.Option("--neighbours", help="Only territories that share a border on land.")
]
Words = Annotated[
    bool, typer.Option("--words", help="Each pair in a sentence, with the commands that open its evidence.")
]
OneCode = Annotated[str | None, typer.Option(help="Only pairs with this group.")]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", help="A list of your own: CSV with code, and name and population if known."),
]


@app.command("coverage")
def coverage(
    territory: Annotated[str, typer.Argument(help="Code of the territory: LT, PL9.")],
    level: Annotated[
        str, typer.Option(help="lau, nuts1 to nuts3, country, or ISO 3166-2's word: municipality.")
    ],
    file: ListFile = None,
    start: FromOption = None,
    end: ToOption = None,
    programme: ProgrammeOption = None,
    kind: KindOption = None,
    theme: ThemeOption = None,
    as_json: AsJson = False,
) -> None:
    """Hold participation against the complete list of a territory's units."""
    chosen = Filter(start, end, programme, kind, theme=theme)
    units = listed(file) if file else ()
    asked = CoverageAsked(territory, level, units, file.name if file else "", chosen)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = territory_coverage.coverage(explorer, asked)
    if as_json:
        show_json(answer)
    else:
        _show_coverage(answer)


def listed(file: Path) -> tuple[Unit, ...]:
    """Units of a list; raises UnreadableFile, UnexpectedLayout."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{file} cannot be read as UTF-8 text: {error}.") from None
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or "code" not in rows[0]:
        raise UnexpectedLayout(f"{file} has no rows under a heading 'code'.")
    return tuple(_unit(file, number, row) for number, row in enumerate(rows, start=2))


def _unit(file: Path, line: int, row: dict[str, str]) -> Unit:
    people = (row.get("population") or "").strip()
    code = (row["code"] or "").strip()
    if not code or (people and not people.isascii()) or (people and not people.isdigit()):
        raise UnexpectedLayout(f"{file}, line {line}: a unit needs a code, and its population is digits.")
    return Unit(code, (row.get("name") or "").strip() or None, population=int(people) if people else None)


def _show_coverage(answer: TerritoryCoverageAnswer) -> None:
    if answer.reference is None:
        out.print(answer.reason)
        return
    year = f", {answer.reference.year}" if answer.reference.year else ", year not told"
    out.print(
        f"{len(answer.present)} of {answer.denominator} units of {answer.territory} ({answer.level}) "
        f"present; list: {answer.reference.name}{year}."
    )
    rows: list[tuple[object, ...]] = [
        ("present", one.code, one.name, one.participants, one.per_100000, None, None)
        for one in answer.present
    ]
    rows += [("excluded", one.code, one.name, None, None, None, None) for one in answer.excluded]
    absent = "absent" if answer.verdict is Standing.GAPS else "nobody known"
    rows += [(absent, one.code, one.name, None, None, one.nearest, one.kilometres) for one in answer.absent]
    show_table(("", "code", "name", "participants", "per 100,000", "nearest present", "km"), rows)
    for one in answer.unknown:
        out.print(f"{one.count:g} {one.label} ({one.project}): names not given.")
    if answer.reason:
        out.print(answer.reason)
    out.print(f"{answer.verdict}; {answer.missing} missing. Snapshot {answer.snapshot}.")


@app.command("unit")
@of_some
def unit(
    territory: Annotated[str, typer.Argument(help="Code of the territory: LT, PL9.")],
    code: Annotated[str, typer.Argument(help="Code of one of its units: LT-54.")],
    level: Annotated[str, typer.Option(help="As in the coverage: municipality, lau, nuts3.")],
    chosen: Filter = EVERYTHING,
    as_json: AsJson = False,
) -> None:
    """Show who makes a unit present: projects of all that stand there, with the records."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = unit_evidence(explorer, CoverageAsked(territory, level, chosen=chosen), code)
    if as_json:
        show_json(answer)
    else:
        show_unit(answer)


@app.command("matrix")
@of_some
def matrix(
    level: GroupLevel = "country",
    counting: CountingOption = Counting.FRACTIONAL,
    verdict: Annotated[Verdict | None, typer.Option(help="Only pairs of this verdict.")] = None,
    a: OneCode = None,
    b: OneCode = None,
    within_km: Within = None,
    before_from: BeforeFrom = None,
    before_to: BeforeTo = None,
    chosen: Filter = EVERYTHING,
    draws: Annotated[
        int, typer.Option(min=LEAST_DRAWS, max=MOST_DRAWS, help="Networks dealt by chance.")
    ] = DRAWS,
    seed: Seed = 0,
    most: Most = 20,
    order: OrderOption = Order.VERDICT,
    neighbours: Neighbours = False,
    words: Words = False,
    as_json: AsJson = False,
) -> None:
    """Compare the ties between groups with what was to be expected, and with chance."""
    period = bool(before_from or before_to)
    earlier = replace(chosen, start=before_from, end=before_to) if period else None
    asked = MatrixAsked(level, counting, chosen, earlier, draws, seed)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        cells = CellsAsked(verdict, a, b, within_km, most, order, neighbours)
        answer = gap_matrix.matrix(explorer, asked, cells)
    if as_json:
        show_json(answer)
    else:
        show_matrix(answer, period=period, words=words)


@app.command("pair")
@of_some
def pair(
    a: Annotated[str, typer.Argument(help="Code of a group.")],
    b: Annotated[str, typer.Argument(help="Code of another.")],
    level: GroupLevel = "country",
    chosen: Filter = EVERYTHING,
    as_json: AsJson = False,
) -> None:
    """Show what stands behind a pair: joint projects with both sides and records, and who belongs to each."""
    asked = MatrixAsked(level, chosen=chosen)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = pair_evidence(explorer, asked, a, b)
    if as_json:
        show_json(answer)
    else:
        show_pair(answer)


@app.command("closers")
def closers(
    a: Annotated[str, typer.Argument(help="Code of a group.")],
    b: Annotated[str, typer.Argument(help="Code of another.")],
    level: GroupLevel = "country",
    counting: CountingOption = Counting.FRACTIONAL,
    target: Annotated[float, typer.Option(help="Ratio of observed to expected that is wanted.")] = 1.0,
    start: FromOption = None,
    end: ToOption = None,
    programme: ProgrammeOption = None,
    theme: ThemeOption = None,
    as_json: AsJson = False,
) -> None:
    """Tell the fewest new ties that would lift a gap, and who could bring whom together."""
    asked = MatrixAsked(level, counting, Filter(start, end, programme, theme=theme))
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = closing.closing(explorer, asked, ClosersAsked(a, b, target))
    if as_json:
        show_json(answer)
    else:
        _show_closers(answer)


def _show_closers(answer: ClosersAnswer) -> None:
    now = "undefined" if answer.ratio is None else f"{answer.ratio:.3g}"
    if answer.needed:
        out.print(
            f"Ratio {now}; {answer.needed} new ties between {answer.a} and {answer.b} lift it to "
            f"{answer.target:g}."
        )
    for tie in answer.ties:
        by = f" by way of {', '.join(str(one.name or one.uid) for one in tie.via[:3])}" if tie.via else ""
        joined = "; joins two parts" if tie.joins else ""
        out.print(f"  {tie.a.name or tie.a.uid} with {tie.b.name or tie.b.uid}{by}: {tie.ratio:.3g}{joined}")
    for broker in answer.brokers:
        ends = " and ".join(str(one.name or one.uid) for one in broker.introduces)
        out.print(
            f"  {broker.organisation.name or broker.organisation.uid} could introduce {ends}: "
            f"{broker.ratio:.3g} with one project of three"
        )
    if answer.reason:
        out.print(answer.reason)
    out.print(f"Snapshot {answer.snapshot}.")
