"""Reports: an answer as a document to read, print and send, in the language of the reader."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from api.answers import gap_matrix, map_territory, partners, territory_coverage
from api.answers.credits import credits_of
from api.answers.gap_matrix import CellsAsked, MatrixAsked
from api.answers.map_territory_words import ground_notes
from api.answers.partners import Question
from api.answers.territory_coverage import CoverageAsked
from api.explorer import Explorer
from graph.analysis.suggestions import Wish
from graph.analysis.territories import Level
from graph.errors import InvalidParameter
from viz.geo_model import TerritoryMap
from viz.pictures.territory import picture_of
from viz.reports.document import Figure, Report
from viz.reports.formats import FORMATS
from viz.reports.gaps import gaps_report
from viz.reports.partners import partners_report

PAIRS = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A report as a file."""

    content: bytes
    media_type: str
    file_name: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class PairsAsked:
    """Pairs that the report on gaps shows too."""

    matrix: MatrixAsked
    cells: CellsAsked


def gaps(explorer: Explorer, asked: CoverageAsked, pairs: PairsAsked | None, form: str) -> Document:
    """Who of a territory takes part and, if wanted, between whom cooperation is missing.

    Raises InvalidParameter.
    """
    found = territory_coverage.coverage(explorer, asked)
    covered = found.model_dump(mode="json")
    maps = [] if found.denominator is None else [map_territory.coverage_map(explorer, asked, found)]
    matrix = None
    if pairs:
        if pairs.matrix.level in set(Level):
            maps.append(map_territory.cooperation(explorer, pairs.matrix, None))
        matrix = gap_matrix.matrix(explorer, pairs.matrix, pairs.cells).model_dump(mode="json")
        covered["parameters"] |= {f"pairs_{name}": value for name, value in matrix["parameters"].items()}
    report = gaps_report(covered, matrix, _sources(explorer), [_figure(one) for one in maps])
    return _document(report, form, f"gaps-{asked.territory}", covered["snapshot"])


def _figure(shown: TerritoryMap) -> Figure:
    note = " ".join(ground_notes(shown.areas, shown.outlines))
    return Figure(shown.title, picture_of(shown, alone=False), note)


def suggestions(explorer: Explorer, question: Question, wish: Wish, form: str) -> Document:
    """With whom to work and why; raises NotFound, InvalidParameter."""
    found = partners.partners(explorer, question, wish).model_dump(mode="json")
    return _document(partners_report(found, _sources(explorer)), form, "partners", found["snapshot"])


def _sources(explorer: Explorer) -> list[Mapping[str, str]]:
    return [asdict(credit) for credit in credits_of(explorer)]


def _document(report: Report, form: str, name: str, snapshot: str) -> Document:
    if form not in FORMATS:
        raise InvalidParameter(f"No format is called {form!r}. There are: {', '.join(FORMATS)}.")
    wanted = FORMATS[form]
    file_name = f"{name}-{report.language}.{form}"
    return Document(wanted.write(report), wanted.media_type, file_name, snapshot)
