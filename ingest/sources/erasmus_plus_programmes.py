"""Programmes as project results name them: from the programme down to the type of action."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated
from ingest.identity import programme_uid

LEVELS = ("programme", "priority", "measure", "sub-measure")

_PERIOD = re.compile(r"\((\d{4})\s*-\s*(\d{4})\)")


@dataclass(frozen=True, slots=True)
class ProgrammePath:
    """A programme or a part of one, by the names of all above it; the last name is its own."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, levels: Iterable[str]) -> Self | None:
        """From cells of which one may hold several levels: `Youth\\Youth in action (2007-2013)\\...`."""
        names = tuple(name.strip() for level in levels for name in level.split("\\") if name.strip())
        return cls(names) if names else None

    @property
    def ref(self) -> NodeRef:
        return NodeRef(Node.PROGRAMME, programme_uid("EU", *self.names))

    def levels(self) -> list["ProgrammePath"]:
        """This programme and all above it, the highest first."""
        return [ProgrammePath(self.names[:depth]) for depth in range(1, len(self.names) + 1)]

    def record(self, source: str, location: Location) -> Record:
        """What a source says of a programme by naming it: its name, and of what it is part."""
        period = _PERIOD.search(self.names[-1])
        said = stated(
            name=self.names[-1],
            level=LEVELS[min(len(self.names), len(LEVELS)) - 1],
            period=f"{period[1]}-{period[2]}" if period else None,
        )
        nodes, ties = [NodeClaim(Node.PROGRAMME, self.ref.uid, said)], []
        if len(self.names) > 1:
            above = ProgrammePath(self.names[:-1]).ref
            nodes.append(NodeClaim(Node.PROGRAMME, above.uid))
            ties.append(TieClaim(Tie.PART_OF, self.ref, above))
        return Record(
            source=source,
            key=record_key("programme", *self.names),
            location=location,
            raw={"programme": "\\".join(self.names)},
            nodes=tuple(nodes),
            ties=tuple(ties),
        )
