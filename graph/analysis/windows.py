"""The network year by year: the same measure on the projects that ran in each year."""

from collections.abc import Iterator
from dataclasses import replace

from graph.analysis.filtering import Filter, filtered
from graph.analysis.ties import Ties, ties_of
from graph.projection import Counting
from graph.snapshot import Snapshot
from graph.years import year_of

MOST_YEARS = 60


def years(snapshot: Snapshot, chosen: Filter) -> range:
    """First to last year in which a project of what is chosen ran; empty where no date is known."""
    table = filtered(snapshot, chosen).projects
    stated = [*table["start"].to_pylist(), *table["end"].to_pylist()]
    known = [year for year in map(year_of, stated) if year is not None]
    if not known:
        return range(0)
    first = max(min(known), int((chosen.start or "0")[:4]))
    last = min(max(known), int((chosen.end or "9999")[:4]))
    return range(max(first, last - MOST_YEARS + 1), last + 1)


def by_year(snapshot: Snapshot, *, counting: Counting, chosen: Filter) -> Iterator[tuple[int, Ties]]:
    """Ties of each year; a project counts in each year in which it ran."""
    for year in years(snapshot, chosen):
        one = replace(chosen, start=f"{year:04}", end=f"{year:04}")
        yield year, ties_of(snapshot, counting=counting, chosen=one)
