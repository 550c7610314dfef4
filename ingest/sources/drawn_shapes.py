"""Shapes of municipalities as a map needs them: those of some codes, as coarse as a screen can show.

A file of all Europe is too large to be read for each map, so it is read once and kept as a table beside it.
Neighbours are simplified together, so that they still meet (shapely's coverage_simplify, which leaves out
corners by the areas of their triangles: M. Visvalingam, J. D. Whyatt, The Cartographic Journal 30, 1993).
"""

import secrets
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import match, wanted
from ingest.reading.rows import TableRow
from ingest.reading.tables import open_table
from ingest.sources.lau_shapes import MUNICIPALITIES
from ingest.sources.shapes import Shape

Rings: TypeAlias = tuple[tuple[tuple[float, float], ...], ...]

BATCH = 2_000
# Corners of less than a two-thousandth of what is drawn are smaller than a pixel of most screens.
PIXELS = 2_000
_SCHEMA = pa.schema({"code": pa.string(), "shape": pa.binary()})
_COLUMNS = tuple(column for column in MUNICIPALITIES if column.required)


@lru_cache(maxsize=16)
def drawn_shapes(file: Path, kept: Path, codes: frozenset[str]) -> dict[str, Rings]:
    """Rings in degrees by code, of the codes that the file has; `kept` is where its table is, or will be."""
    if not kept.is_file():
        _keep(file, kept)
    found = pq.read_table(kept, filters=[("code", "in", sorted(codes))]) if codes else _SCHEMA.empty_table()
    areas = shapely.from_wkb(np.array(found["shape"].to_pylist(), dtype=object))
    if not len(areas):
        return {}
    west, south, east, north = shapely.total_bounds(areas).tolist()
    shown = shapely.coverage_simplify(areas, max(east - west, north - south) / PIXELS)
    return {code: _rings(area) for code, area in zip(found["code"].to_pylist(), shown, strict=True)}


def _rings(area: shapely.Polygon | shapely.MultiPolygon) -> Rings:
    rings = [
        ring
        for polygon in shapely.get_parts(area)
        for ring in (polygon.exterior, *polygon.interiors)
        if not ring.is_empty
    ]
    return tuple(
        tuple((east, north) for east, north in shapely.get_coordinates(ring).tolist()) for ring in rings
    )


def _keep(file: Path, kept: Path) -> None:
    """Readers see the whole table or none."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f"{secrets.token_hex(8)}.new")
    try:
        with pq.ParquetWriter(beside, _SCHEMA) as writer:
            rows = _read(file)
            while part := list(islice(rows, BATCH)):
                codes, shapes = zip(*part, strict=True)
                writer.write_table(pa.table({"code": codes, "shape": shapely.to_wkb(shapes)}, schema=_SCHEMA))
        beside.replace(kept)
    finally:
        beside.unlink(missing_ok=True)


def _read(file: Path) -> Iterator[tuple[str, shapely.MultiPolygon]]:
    """Code and shape of each row; what is not understood was rejected, with its reason, at loading."""
    table = open_table(file, wanted=[wanted(_COLUMNS)])
    layout = match(table.headings, _COLUMNS)
    for row in table.rows():
        try:
            values = layout.values(row.cells) if isinstance(row, TableRow) else {}
        except CannotRead:
            continue
        code, found = values.get("code"), values.get("shape")
        if isinstance(code, str) and isinstance(found, Shape):
            yield code, found.area
