"""NUTS territories and countries from the shapes that Eurostat publishes as GeoJSON, any level and scale.

Of a shape only a point inside it is kept. A country stands there under its NUTS code (`EL`, `UK`); it is the
place of the ISO code, as everywhere else.
"""

import json
from dataclasses import replace
from typing import Any

from graph.records import Row
from ingest.claims import place_record, record_key
from ingest.countries import country_of_nuts
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.source import SourceFacts
from ingest.sources.inner_point import inner_point
from ingest.sources.measures import whole
from ingest.sources.territories import ISO, LEVELS, NUTS, above, nuts_code, place_code
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="nuts",
    title="NUTS territories: codes, names, levels and points",
    publisher="Eurostat, GISCO",
    address="ec.europa.eu",
    licence="© EuroGeographics for the administrative boundaries; not for commercial use.",
    publishes="Countries and NUTS territories: code, name, what they are part of, a point inside.",
)
# Degrees with five decimals are about a metre, far finer than the shapes.
DECIMALS = 5


def inside(text: str) -> tuple[float, float]:
    """Longitude and latitude of a point inside a GeoJSON polygon or several."""
    try:
        shape: Any = json.loads(text)
        east, north = inner_point(shape if isinstance(shape[0][0][0], list) else [shape])
        # A place on Earth, or the comparison says no.
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            raise ValueError("The shape is not in degrees.")
    except (ValueError, TypeError, IndexError, KeyError, ZeroDivisionError) as error:
        raise CannotRead(f"{shown(text)} is no polygon in degrees, as GeoJSON has it.") from error
    return round(east, DECIMALS), round(north, DECIMALS)


TERRITORIES = (
    Column("code", ("properties.NUTS_ID", "NUTS_ID"), required=True, read=nuts_code),
    Column("level", ("properties.LEVL_CODE", "LEVL_CODE"), required=True, read=whole),
    Column("name", ("properties.NUTS_NAME", "NUTS_NAME"), required=True),
    Column("latin", ("properties.NAME_LATN", "NAME_LATN")),
    Column("point", ("geometry.coordinates",), required=True, read=inside),
)


def territory(entry: Entry) -> Row:
    """One territory."""
    code, name, latin = entry.required("code"), entry.required("name"), entry.text("latin")
    if entry.get("level", int) != len(code) - 2:
        raise CannotRead(f"{code} is no code of level {entry.get('level', int)}.", entry.heading("level"))
    east, north = entry.get("point", tuple) or (None, None)
    country = len(code) == 2
    record = place_record(
        FACTS.name,
        place_code(code),
        entry.location,
        above(code),
        name=name,
        names=(latin,) if latin and latin != name else None,
        level=LEVELS[len(code)],
        scheme=ISO if country else NUTS,
        country=country_of_nuts(code),
        longitude=east,
        latitude=north,
    )
    key, raw = record_key("territory", code), entry.cells_of("code", "level", "name", "latin")
    return Row(replace(record, key=key, raw=raw))


NUTS_SHAPES = TabularSource(FACTS, (TableKind("territories", TERRITORIES, territory),))
