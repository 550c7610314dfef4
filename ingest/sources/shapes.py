"""What sources of shapes share: a shape, a row that has one, and the borders between all shapes of a file.

Of a shape a point inside it is kept, and with which others of its file and level it shares a border: both
territories state the tie, from the smaller code. A file with some territories alone can tell nothing of the
others, so `shape_set` names the territories that were compared.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.errors import ShapelyError

from graph.records import NodeClaim, NodeRef, Rejection, Row, TieClaim, uid
from graph.vocabulary import Node, Tie
from ingest.identity import place_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.source import Opened, SourceFacts
from ingest.sources.inner_point import inner_point
from ingest.sources.shared_borders import shared_borders
from ingest.tabular import TabularSource

# Degrees with five decimals are about a metre, far finer than the shapes.
DECIMALS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """Longitude and latitude of a point inside, and the area itself."""

    east: float
    north: float
    area: shapely.MultiPolygon


def shape(text: str) -> Shape:
    """A GeoJSON polygon or several."""
    try:
        read: Any = json.loads(text)
        polygons = read if isinstance(read[0][0][0], list) else [read]
        east, north = inner_point(polygons)
        area = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons])
    except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError, ShapelyError) as error:
        raise CannotRead(f"{shown(text)} is no polygon, as GeoJSON has it.") from error
    # Places on Earth, or the comparison says no.
    if not (np.abs(shapely.get_coordinates(area)) <= (180, 90)).all():
        raise CannotRead(
            f"{shown(text)} is no polygon in degrees of longitude and latitude. Take the edition of the file "
            "in EPSG:4326; its name says so, as in LAU_RG_01M_2021_4326.geojson."
        )
    return Shape(round(east, DECIMALS), round(north, DECIMALS), area)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapedRow(Row):
    """A row with the code and level of its place, and its shape where it has one."""

    code: str
    level: str
    area: shapely.MultiPolygon | None


@dataclass(frozen=True, slots=True)
class ShapedSource:
    """The table of territories, of which all are read before the first: only then are neighbours known."""

    table: TabularSource

    @property
    def facts(self) -> SourceFacts:
        return self.table.facts

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return self.table.columns

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        with self.table.open(path) as opened:
            yield replace(opened, rows=_with_borders(opened.rows))


def _with_borders(rows: Iterable[Row | Rejection]) -> Iterator[Row | Rejection]:
    read = list(rows)
    areas: dict[str, dict[str, shapely.MultiPolygon]] = defaultdict(dict)
    for row in read:
        if isinstance(row, ShapedRow) and row.area:
            areas[row.level][row.code] = row.area
    found = {level: _Compared.of(level, shapes) for level, shapes in areas.items()}
    for row in read:
        yield found[row.level].told(row) if isinstance(row, ShapedRow) and row.area else row


@dataclass(frozen=True, slots=True)
class _Compared:
    """Shapes of one level: which they are, and the borders of each, from the smaller code to the larger."""

    shape_set: str
    borders: Mapping[str, Sequence[tuple[str, str]]]

    @classmethod
    def of(cls, level: str, shapes: Mapping[str, shapely.MultiPolygon]) -> "_Compared":
        borders: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pair in shared_borders(shapes):
            for code in pair:
                borders[code].append(pair)
        return cls(uid("shapes", level, *sorted(shapes)), borders)

    def told(self, row: ShapedRow) -> Row:
        """The row with its borders."""
        pairs = self.borders.get(row.code, ())
        own = NodeRef(Node.PLACE, place_uid(row.code))
        others = sorted({code for pair in pairs for code in pair} - {row.code})
        nodes = [
            replace(node, values={**node.values, "shape_set": self.shape_set}) if node.ref == own else node
            for node in row.record.nodes
        ]
        nodes += [NodeClaim(Node.PLACE, place_uid(code)) for code in others]
        ties = [
            TieClaim(Tie.BORDERS, NodeRef(Node.PLACE, place_uid(a)), NodeRef(Node.PLACE, place_uid(b)))
            for a, b in pairs
        ]
        return Row(replace(row.record, nodes=tuple(nodes), ties=(*row.record.ties, *ties)))
