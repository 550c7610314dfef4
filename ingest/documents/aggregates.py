"""Those whom a page counts and nobody names: helpers by their number, and the bodies that they helped."""

import re
from collections.abc import Iterator, Sequence

from graph.vocabulary import Comparator, Stated
from ingest.documents.found import Aggregate, Figure
from ingest.documents.page import Page, Span

HELPERS = "mentors"
# Units of figures that are bodies, which somebody can help; the others are things, hours and shares.
BODIES = frozenset(
    ("consortia", "settlements", "institutions", "communities", "organisations", "municipalities", "schools")
)
# Letters between two numbers of one sentence that may be a whole and its part.
NEAR = 120
_BETWEEN = re.compile(r"[,;.:()–—]")


def aggregates(page: Page, figures: Sequence[Figure]) -> tuple[Aggregate, ...]:
    """The helpers that a page counts and the bodies that it says they helped, one group for each unit.

    `60-80 mentors` is a group of helpers. `The mentors supported 276 consortia, 419 communities` tells whom
    they helped: every counted body of a sentence behind the word for helpers.
    """
    helpers = next(_helpers(page, figures), None)
    helped: dict[str, Figure] = {}
    for figure in _helped(page, figures):
        if figure.unit not in helped or _is_followed_by_helping(page, figure, figures):
            helped[figure.unit] = figure
    if helpers is None or not helped:
        return ()
    ties = tuple(helped)
    groups = [Aggregate(unit, figure) for unit, figure in helped.items()]
    return (Aggregate(HELPERS, helpers, ties), *groups)


def shares(figures: Sequence[Figure], counted: Sequence[Aggregate]) -> Iterator[Figure]:
    """What part of those reached was helped, where both numbers are exact: 100 x helped / reached, in %."""
    for one in counted:
        helped = one.figure
        reached = next((f for f in figures if _is_whole_of(f, helped)), None)
        if reached is None or reached.value is None or helped.value is None:
            continue
        yield Figure(
            label=f"share of the {one.key} reached",
            unit="per cent",
            at=(*reached.at, *helped.at),
            rule="computed from two exact numbers of one unit",
            value=round(100 * helped.value / reached.value, 1),
            status=Stated.COMPUTED,
            basis=f"{helped.value:,.0f} / {reached.value:,.0f}",
        )


def _is_whole_of(figure: Figure, part: Figure) -> bool:
    exact = figure.comparator == part.comparator == Comparator.EXACTLY and figure.status == Stated.STATED
    near = 0 < part.at[0][0] - figure.at[0][1] <= NEAR
    return exact and near and figure.unit == part.unit and (figure.value or 0) > (part.value or 0) > 0


def _helpers(page: Page, figures: Sequence[Figure]) -> Iterator[Figure]:
    """A number of people right before the word for helpers (`60-80 fős mentorhálózat`)."""
    for found in page.words.pattern("helpers").finditer(page.text):
        start, _ = page.sentence_at(found.start())
        before = page.text[start : found.start()]
        cuts = [cut.end() for cut in _BETWEEN.finditer(before)]
        stretch = page.span(start + (cuts[-1] if cuts else 0), found.end())
        yield from (f for f in figures if f.unit in ("people", HELPERS) and _lies_in(f, stretch))


def _helped(page: Page, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Counted bodies of sentences that begin with the word for helpers."""
    for start, end in page.sentences:
        subject = page.words.pattern("helpers").search(page.text, start, end)
        if subject and len(page.text[start : subject.start()].split()) <= 1:
            behind = page.span(subject.end(), end) if subject.end() < end else (0, 0)
            yield from (f for f in figures if f.unit in BODIES and _lies_in(f, behind))


def _is_followed_by_helping(page: Page, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Of `905 communities reached, 419 mentored` the second: `mentored` stands before the next number."""
    after = figure.at[0][1]
    stop = min((f.at[0][0] for f in figures if f.at[0][0] >= after), default=after + 80)
    return page.words.pattern("helpers").search(page.raw, after, min(stop, after + 80)) is not None


def _lies_in(figure: Figure, stretch: Span) -> bool:
    return stretch[0] <= figure.at[0][0] and figure.at[0][1] <= stretch[1]
