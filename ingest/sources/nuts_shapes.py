"""NUTS territories and countries from the shapes that Eurostat publishes as GeoJSON, any level and scale.

A country stands there under its NUTS code (`EL`, `UK`); it is the place of the ISO code, as everywhere else.
"""

from dataclasses import replace

from ingest.claims import place_record, record_key
from ingest.countries import country_of_nuts
from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import Column
from ingest.source import SourceFacts
from ingest.sources.measures import whole
from ingest.sources.shapes import Shape, ShapedRow, ShapedSource, shape
from ingest.sources.territories import ISO, LEVELS, NUTS, above, nuts_code, place_code
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="nuts",
    title="NUTS territories: codes, names, levels, points and shared borders",
    publisher="Eurostat, GISCO",
    address="ec.europa.eu",
    licence="© EuroGeographics for the administrative boundaries; not for commercial use.",
    publishes="Countries and NUTS territories: code, name, of what they are part, a point, neighbours.",
)
TERRITORIES = (
    Column("code", ("properties.NUTS_ID", "NUTS_ID"), required=True, read=nuts_code),
    Column("level", ("properties.LEVL_CODE", "LEVL_CODE"), required=True, read=whole),
    Column("name", ("properties.NUTS_NAME", "NUTS_NAME"), required=True),
    Column("latin", ("properties.NAME_LATN", "NAME_LATN")),
    Column("shape", ("geometry.coordinates",), required=True, read=shape),
)


def territory(entry: Entry) -> ShapedRow:
    """One territory, without its neighbours."""
    code, name, latin = entry.required("code"), entry.required("name"), entry.text("latin")
    if entry.get("level", int) != len(code) - 2:
        raise CannotRead(f"{code} is no code of level {entry.get('level', int)}.", entry.heading("level"))
    found = entry.get("shape", Shape)
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
        longitude=found.east if found else None,
        latitude=found.north if found else None,
    )
    key, raw = record_key("territory", code), entry.cells_of("code", "level", "name", "latin")
    return ShapedRow(
        replace(record, key=key, raw=raw),
        code=place_code(code),
        level=LEVELS[len(code)],
        area=found.area if found else None,
    )


NUTS_SHAPES = ShapedSource(TabularSource(FACTS, (TableKind("territories", TERRITORIES, territory),)))
