"""What became of the rows of a job so far, and the rejects that a person can mend."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

import orjson

from graph.records import Location, Record, Rejection
from graph.store import jobs
from graph.store.fates import Contradiction
from graph.store.jobs import REJECTS_KEPT, Job
from graph.store.writer import Outcome


@dataclass(slots=True)
class Account:
    """Counts of rows. Rejects are written to a file as they come, so that any number of them fits memory."""

    file: IO[bytes]
    phase: str = "loading"
    total: int | None = None
    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    first: list[Rejection] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject(self, rejection: Rejection) -> None:
        """One row less for the graph."""
        self.rejected += 1
        if len(self.first) < REJECTS_KEPT:
            self.first.append(rejection)
        self.file.write(orjson.dumps(jobs.as_reject(rejection) | {"cells": dict(rejection.cells)}) + b"\n")

    def double(self, kept: Record, dropped: Record) -> None:
        """A row that stands twice; the two may say different things."""
        if kept.checksum() == dropped.checksum():
            self.unchanged += 1
        else:
            self.reject(contradicted(kept.key, kept.location, dropped))

    def settle(self, outcome: Outcome, rows: dict[str, Record]) -> None:
        """What the graph made of a batch; `rows` are the records of rows, not those that rows refer to."""
        for contradiction in outcome.contradictions:
            if contradiction.uid not in rows:
                self._note(contradiction)
                continue
            record = rows[contradiction.uid]
            if contradiction.own:
                self.reject(contradicted(record.key, contradiction.kept, record))
            else:
                self.written -= 1
                lost = Rejection(contradiction.dropped, None, "", contradiction.cells)
                self.reject(contradicted(record.key, contradiction.kept, lost))
        self.written += sum(uid in outcome.written for uid in rows)
        self.unchanged += sum(uid in outcome.unchanged for uid in rows)

    def _note(self, contradiction: Contradiction) -> None:
        note = (
            f"Rows {contradiction.kept.row} and {contradiction.dropped.row} say different things of "
            f"{contradiction.key}; what row {contradiction.kept.row} says is shown."
        )
        if len(self.notes) < REJECTS_KEPT:
            self.notes.append(note)

    def counts(self) -> dict[str, Any]:
        """How far the job is, as its node holds it."""
        names = ("phase", "total", "read", "written", "unchanged", "rejected")
        return {name: getattr(self, name) for name in names}

    def on(self, job: Job, state: str, error: str | None = None) -> Job:
        """The job at its end."""
        return replace(
            job,
            state=state,
            error=error,
            finished=jobs.now(),
            total=self.total,
            read=self.read,
            written=self.written,
            unchanged=self.unchanged,
            rejected=self.rejected,
            rejects=tuple(self.first),
            notes=tuple(self.notes),
        )


def contradicted(key: str, kept: Location, dropped: Record | Rejection) -> Rejection:
    """Why one of two rows with the same key was left out."""
    reason = f"Row {kept.row} has the same key ({key}) but other values; it is kept. Mend or remove one."
    cells = dropped.raw if isinstance(dropped, Record) else dropped.cells
    return Rejection(dropped.location, None, reason, cells)


def rejects_of(file: Path) -> Iterator[dict[str, Any]]:
    """All rejects of a job, with the cells of their rows."""
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for line in lines:
            # The last line of a job that runs, or whose worker was killed, may be written by half.
            if line.endswith(b"\n"):
                yield orjson.loads(line)
