"""Organisations divided into the groups between which cooperation may be missing."""

from dataclasses import dataclass

import numpy as np

from graph.analysis.groups import groups_of
from graph.analysis.territories import Level, territories
from graph.errors import InvalidParameter
from graph.projection import IntArray
from graph.snapshot import Snapshot

COLUMNS = ("sector", "kind")
BY = (*COLUMNS, *Level)


@dataclass(frozen=True, slots=True)
class Division:
    """Groups in the order of their codes; `of` has one entry per organisation, -1 where unknown."""

    by: str
    codes: tuple[str, ...]
    names: tuple[str | None, ...]
    of: IntArray

    def row(self, code: str) -> int:
        """Number of a group; raises InvalidParameter."""
        if code not in self.codes:
            raise InvalidParameter(f"No organisation is known to belong to {code!r} ({self.by}).")
        return self.codes.index(code)

    @property
    def sizes(self) -> IntArray:
        """Organisations of each group."""
        return np.bincount(self.of[self.of >= 0], minlength=len(self.codes))


def divided_by(snapshot: Snapshot, by: str) -> Division:
    """Territories of a level, sectors or kinds; raises InvalidParameter for any other word."""
    if by in COLUMNS:
        of, names = groups_of(snapshot.organisations[by].to_pylist())
        return Division(by, tuple(names), tuple(names), of)
    if by not in set(Level):
        raise InvalidParameter(f"There is no level {by!r}. There are: {', '.join(BY)}.")
    found = territories(snapshot, Level(by))
    return Division(by, found.codes, found.names, found.of)
