"""socialcluster report: an answer as a document to print and send."""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.answers import reports as answers
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.answers.partners import Question
from api.answers.reports import PAIRS, Document, PairsAsked
from api.answers.territory_coverage import CoverageAsked
from api.cli.gaps import ListFile, Neighbours, listed
from api.cli.options import AsJson, FromOption, ProgrammeOption, ThemeOption, ToOption
from api.cli.terminal import Terminal, out, show_json
from api.explorer import Explorer, opened
from graph.analysis.filtering import Filter
from graph.analysis.suggestions import DIVERSITY, MOST, Wish
from graph.errors import InvalidParameter
from graph.settings import Settings
from graph.store.session import READ_PATIENCE
from graph.vocabulary import Kind
from viz.languages import LANGUAGES, SOURCE, speaking
from viz.reports.formats import FORMATS

app = typer.Typer(help="Reports to print and send, in five languages.", no_args_is_help=True)
Language = StrEnum("Language", {code: code for code in LANGUAGES})  # type: ignore[misc]  # a table makes it
FormatName = StrEnum("FormatName", {name: name for name in FORMATS})  # type: ignore[misc]  # a table makes it

File = Annotated[Path, typer.Argument(metavar="OUT", help="Where to write it.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the report.")]
SpokenOption = Annotated[
    list[str] | None, typer.Option("--language", help="Language of a newcomer, ISO 639; repeatable.")
]
FormatOption = Annotated[
    FormatName | None, typer.Option("--format", "-f", help="Kind of file; else by the ending of OUT.")
]
SnapshotOption = Annotated[
    str | None, typer.Option("--snapshot", help="A kept snapshot instead of the graph as it is.")
]
OUR_OWN = Language(SOURCE)


@app.command("gaps")
def gaps(
    file: File,
    territory: Annotated[str, typer.Option(help="Code of the territory: LT, PL9.")],
    level: Annotated[str, typer.Option(help="lau, nuts1 to nuts3, country, or ISO 3166-2's word.")],
    units: ListFile = None,
    pairs: Annotated[
        str | None, typer.Option(help="Also the pairs of: country, nuts1, nuts2, nuts3, sector, kind.")
    ] = None,
    within_km: Annotated[
        float | None, typer.Option("--within-km", min=0.001, help="Only pairs at most so far apart.")
    ] = None,
    neighbours: Neighbours = False,
    order: Annotated[Order, typer.Option(help="Which pairs come first.")] = Order.VERDICT,
    start: FromOption = None,
    end: ToOption = None,
    programme: ProgrammeOption = None,
    theme: ThemeOption = None,
    language: LanguageOption = OUR_OWN,
    form: FormatOption = None,
    snapshot: SnapshotOption = None,
    as_json: AsJson = False,
) -> None:
    """Write who of a territory takes part, who does not, and between whom cooperation is missing."""
    chosen = Filter(start, end, programme, None, theme=theme)
    asked = CoverageAsked(
        territory, level, listed(units) if units else (), units.name if units else "", chosen=chosen
    )
    cells = CellsAsked(within_km=within_km, limit=PAIRS, order=order, neighbours=neighbours)
    both = PairsAsked(MatrixAsked(pairs, chosen=chosen), cells) if pairs else None
    wanted = _format(form, file)
    made = _made(lambda explorer: answers.gaps(explorer, asked, both, wanted), language, snapshot)
    _write(made, file, as_json=as_json)


@app.command("partners")
def partners(
    file: File,
    organisation: Annotated[str | None, typer.Option("--for", help="uid or name of who asks.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Kind of a newcomer.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of a newcomer (LT).")] = None,
    theme: Annotated[
        list[str] | None, typer.Option("--theme", help="Theme of a newcomer; repeatable.")
    ] = None,
    place: Annotated[str | None, typer.Option(help="Code or name of a newcomer's place.")] = None,
    spoken: SpokenOption = None,
    first_timer: Annotated[bool, typer.Option("--first-timer", help="Suggest a mentor as well.")] = False,
    partner_kind: Annotated[Kind | None, typer.Option(help="Only partners of this kind.")] = None,
    partner_country: Annotated[str | None, typer.Option(help="Only partners of this country.")] = None,
    diversity: Annotated[float, typer.Option(min=0, max=1, help="1: size counts nothing.")] = DIVERSITY,
    most: Annotated[int, typer.Option("--most", min=1, max=MOST, help="Suggestions at most.")] = 10,
    language: LanguageOption = OUR_OWN,
    form: FormatOption = None,
    snapshot: SnapshotOption = None,
    as_json: AsJson = False,
) -> None:
    """Write with whom to work, why, on what evidence and with what weakness."""
    question = Question(
        organisation=organisation,
        kind=kind,
        country=country,
        place=place,
        themes=tuple(theme or ()),
        languages=tuple(spoken or ()),
        first_timer=first_timer,
    )
    wish, wanted = Wish(most, diversity, partner_kind, partner_country), _format(form, file)
    made = _made(lambda explorer: answers.suggestions(explorer, question, wish, wanted), language, snapshot)
    _write(made, file, as_json=as_json)


def _format(form: str | None, file: Path) -> str:
    """The format that was asked for, else the one that the name of the file ends with."""
    wanted = form or file.suffix.removeprefix(".").casefold()
    if wanted not in FORMATS:
        raise InvalidParameter(f"Say which format: --format {', --format '.join(FORMATS)}.")
    return wanted


def _made(make: Callable[[Explorer], Document], language: str, snapshot: str | None) -> Document:
    with (
        opened(Settings(), Terminal(), patience=READ_PATIENCE, snapshot=snapshot) as explorer,
        speaking(language),
    ):
        return make(explorer)


def _write(made: Document, file: Path, *, as_json: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made.content)
    digest = hashlib.sha256(made.content).hexdigest()
    if as_json:
        show_json({"file": str(file), "sha256": digest, "snapshot": made.snapshot})
    else:
        out.print(f"{file}: {len(made.content)} bytes, sha256 {digest}. Snapshot {made.snapshot}.")
