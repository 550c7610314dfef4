"""What becomes of each record of a batch, given what the graph knows under its uid.

Two rows of one file may say different things under one key. Which of them is kept must not depend on the
order in which they come, nor on where one batch ends: it is the one with the smaller checksum.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

import orjson

from graph.records import Location, Record, canonical


class Fate(StrEnum):
    """NEW, CHANGED: is written. WRITTEN_BEFORE: this job wrote it already, and was interrupted after.

    SAME: stands there, from this file or the very same file. RESTATED: stands there from another file.
    CONTRADICTED: another row of the file says otherwise and is kept.
    """

    NEW = "new"
    CHANGED = "changed"
    WRITTEN_BEFORE = "written before"
    SAME = "same"
    RESTATED = "restated"
    CONTRADICTED = "contradicted"

    @classmethod
    def stated_first(cls) -> frozenset["Fate"]:
        """Fates of records that the job brought into the graph."""
        return frozenset((cls.NEW, cls.CHANGED, cls.WRITTEN_BEFORE))


@dataclass(frozen=True, slots=True)
class Known:
    """A record as the graph holds it. `also` names further jobs that state the same, JSON with the place."""

    uid: str
    checksum: str
    job: str
    location: Location
    also: tuple[str, ...]
    earlier: tuple[str, ...]
    ties: tuple[str, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        return cls(
            uid=row["uid"],
            checksum=row["checksum"],
            job=row["job"],
            location=Location(row["file"], row["part"], row["row"]),
            also=tuple(row["also"] or ()),
            earlier=tuple(row["earlier"] or ()),
            ties=tuple(row["ties"] or ()),
        )

    def place_in(self, jobs: AbstractSet[str]) -> Location | None:
        """Where the file of these jobs states it, None where it does not."""
        if self.job in jobs:
            return self.location
        for other in map(orjson.loads, self.also):
            if other["job"] in jobs:
                return Location(other["file"], other["part"], other["row"])
        return None

    @property
    def jobs(self) -> tuple[str, ...]:
        """Jobs that state it, the first of them first."""
        return (self.job, *(orjson.loads(place)["job"] for place in self.also))

    @staticmethod
    def place(location: Location, job: str) -> str:
        """Text under which a further job is named as stating the same."""
        return canonical({"job": job, "file": location.file, "part": location.part, "row": location.row})

    @classmethod
    def restatement(cls, record: Record, job: str) -> dict[str, str]:
        """Row of RESTATE_RECORDS."""
        return {"uid": record.uid, "place": cls.place(record.location, job)}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows of a file that say different things under one key; `own` says that the batch's own lost.

    `cells` are those of the row that lost, where it is not the batch's own.
    """

    uid: str
    key: str
    kept: Location
    dropped: Location
    own: bool
    cells: Mapping[str, str] = field(default_factory=dict, compare=False)


def fates_of(
    records: Sequence[Record], known: Mapping[str, Known], job: str, mine: AbstractSet[str]
) -> tuple[dict[str, Fate], list[Contradiction]]:
    """The fate of each record by uid, and the contradictions met; `mine` are jobs that load this file."""
    fates = {record.uid: _fate(record, known.get(record.uid), job, mine) for record in records}
    return fates, list(_contradictions(records, known, fates, mine))


def _fate(record: Record, known: Known | None, job: str, mine: AbstractSet[str]) -> Fate:
    if known is None:
        return Fate.NEW
    if known.checksum == record.checksum():
        if known.job == job and known.location == record.location:
            return Fate.WRITTEN_BEFORE
        return Fate.SAME if known.place_in(mine) else Fate.RESTATED
    if known.place_in(mine) not in (None, record.location) and known.checksum < record.checksum():
        return Fate.CONTRADICTED
    return Fate.CHANGED


def _contradictions(
    records: Iterable[Record],
    known: Mapping[str, Known],
    fates: Mapping[str, Fate],
    mine: AbstractSet[str],
) -> Iterable[Contradiction]:
    for record in records:
        place = known[record.uid].place_in(mine) if record.uid in known else None
        if place in (None, record.location):
            continue
        if fates[record.uid] is Fate.CONTRADICTED:
            yield Contradiction(record.uid, record.key, place, record.location, own=True)
        elif fates[record.uid] is Fate.CHANGED:
            yield Contradiction(record.uid, record.key, record.location, place, own=False)
