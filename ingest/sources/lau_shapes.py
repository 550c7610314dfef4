"""Municipalities from the shapes that Eurostat publishes as GeoJSON (LAU_RG_01M_2021_4326.geojson).

Every shape is a municipality of its own right, as a territory of the NUTS file is: no list of municipalities
has to be there. A shape says in which country it lies, not in which NUTS territory; a list (`lau`) says that,
and both speak of one place. The year of the inhabitants stands in the heading of their column.
"""

from dataclasses import replace

from ingest.claims import place_record, record_key
from ingest.countries import country_of_nuts
from ingest.reading.columns import Column
from ingest.source import SourceFacts
from ingest.sources.lau import SCHEME, gisco
from ingest.sources.measures import number
from ingest.sources.shapes import Shape, ShapedRow, ShapedSource, shape
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="lau-shapes",
    title="Shapes of local administrative units: municipalities with points and shared borders",
    publisher="Eurostat, GISCO",
    address="ec.europa.eu",
    licence="© EuroGeographics for the administrative boundaries; not for commercial use.",
    publishes="Municipalities: code, name, population, area, a point, neighbours.",
)
LEVEL = "lau"
YEARS = range(2011, 2041)


def inhabitants(text: str) -> int | None:
    """A whole number; one below 0 (-9999) says that it is not known."""
    people = round(number(text))
    return people if people >= 0 else None


def area(text: str) -> float | None:
    """Square kilometres; 0 and less say that they are not known."""
    size = number(text)
    return size if size > 0 else None


def _headings(*names: str) -> tuple[str, ...]:
    return (*(f"properties.{name}" for name in names), *names)


MUNICIPALITIES = (
    Column("code", _headings("GISCO_ID"), required=True, read=gisco),
    Column("name", _headings("LAU_NAME"), required=True),
    Column("population", _headings(*(f"POP_{year}" for year in YEARS)), read=inhabitants),
    Column("area", _headings("AREA_KM2"), read=area),
    Column("year", _headings("YEAR")),
    Column("shape", ("geometry.coordinates",), required=True, read=shape),
)


def municipality(entry: Entry) -> ShapedRow:
    """One municipality, without its neighbours."""
    code, found = entry.required("code"), entry.get("shape", Shape)
    population = entry.get("population", int)
    record = place_record(
        FACTS.name,
        code,
        entry.location,
        name=entry.required("name"),
        level=LEVEL,
        scheme=SCHEME,
        country=country_of_nuts(code[:2]),
        population=population,
        population_year=None if population is None else int((entry.heading("population") or "")[-4:]),
        area=entry.get("area", float),
        longitude=found.east if found else None,
        latitude=found.north if found else None,
    )
    raw = entry.cells_of("code", "name", "population", "area", "year")
    return ShapedRow(
        replace(record, key=record_key("shape", code), raw=raw),
        code=code,
        level=LEVEL,
        area=found.area if found else None,
    )


LAU_SHAPES = ShapedSource(TabularSource(FACTS, (TableKind("shapes", MUNICIPALITIES, municipality),)))
