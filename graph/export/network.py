"""An export as a network for network programs: one-mode (ties) or two-mode (participations)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from graph.export.sheets import Sheet, portions, sheet_of
from graph.export.subject import Subject
from graph.stamp import Stamp

ONE_MODE, TWO_MODE = "ties", "participations"
_MODE = "mode"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node: its id, what it is called, and what is known of it."""

    uid: str
    label: str
    values: Row


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie without direction. `weight` is 1 in the two-mode network."""

    a: str
    b: str
    weight: float
    values: Row


@dataclass(frozen=True)
class Network:
    """Nodes and ties, made anew at each call and never all at once."""

    subject: Subject
    two_mode: bool

    @property
    def stamp(self) -> Stamp:
        return self.subject.stamp

    def _sheet(self, name: str) -> Sheet:
        return sheet_of(self.subject, name)

    @property
    def _node_sheets(self) -> Sequence[str]:
        return ("organisations", "projects") if self.two_mode else ("organisations",)

    @property
    def organisations(self) -> int:
        return len(self.subject.snapshot.organisations)

    @property
    def size(self) -> int:
        """Number of nodes."""
        return self.organisations + (len(self.subject.snapshot.projects) if self.two_mode else 0)

    @property
    def node_fields(self) -> dict[str, pa.DataType]:
        """What can be known of a node, with its type; `mode` says of which kind it is."""
        fields = {
            f.name: f.type for name in self._node_sheets for f in self._sheet(name).schema if f.name != "uid"
        }
        return {_MODE: pa.string(), **fields}

    @property
    def edge_fields(self) -> dict[str, pa.DataType]:
        """What can be known of a tie beside its weight."""
        if not self.two_mode:
            return {"projects": pa.int64()}
        own = ("organisation", "project", "records")
        return {field.name: field.type for field in self._sheet(TWO_MODE).schema if field.name not in own}

    def nodes(self) -> Iterator[Vertex]:
        """Organisations, then projects, each in the order of the snapshot."""
        for name in self._node_sheets:
            for batch in portions(self._sheet(name)):
                for row in batch.to_pylist():
                    uid = row.pop("uid")
                    label = row.get("name") or row.get("acronym") or row.get("title") or row.get("code")
                    yield Vertex(uid, label or uid, {_MODE: name.removesuffix("s"), **row})

    def edges(self) -> Iterator[Edge]:
        """All ties in the order of their ends."""
        return self._participations() if self.two_mode else self._ties()

    def _ties(self) -> Iterator[Edge]:
        uids = self.subject.snapshot.organisation_uids
        for stretch in self.subject.pairs.stretches():
            columns = (stretch.a, stretch.b, stretch.weight, stretch.projects)
            for a, b, weight, projects in zip(*(column.tolist() for column in columns), strict=True):
                yield Edge(uids[a], uids[b], weight, {"projects": projects})

    def _participations(self) -> Iterator[Edge]:
        fields = list(self.edge_fields)
        for batch in portions(self._sheet(TWO_MODE)):
            for row in batch.to_pylist():
                values = {name: row[name] for name in fields}
                yield Edge(row["organisation"], row["project"], 1.0, values)


def network_of(subject: Subject, what: str) -> Network:
    """The network of `ties` or `participations`."""
    return Network(subject, two_mode=what == TWO_MODE)
