"""Municipalities (local administrative units) of Europe, from two lists of Eurostat's.

A municipality is known by its GISCO number (`PL_1465011`): its own code is only unique in its country. What
a list leaves out is unknown; a stated 0 is a stated 0, for there are municipalities where nobody lives.
"""

import re
from dataclasses import replace

from graph.records import Row
from ingest.claims import place_record, record_key
from ingest.countries import country_of_nuts
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.source import SourceFacts
from ingest.sources.measures import latitude, longitude, number, whole
from ingest.sources.territories import nuts_code, point, territories
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="lau",
    title="Local administrative units: municipalities with population, area and degree of urbanisation",
    publisher="Eurostat, GISCO",
    address="ec.europa.eu",
    licence="Reuse with Eurostat named; © EuroGeographics for the administrative boundaries and points.",
    publishes="Municipalities: code, names, NUTS 3 territory, population, area, urbanisation, a point.",
)
SCHEME = "LAU"
URBANISATION = {1: "city", 2: "town", 3: "rural", 9: None}
# No municipality has as many square kilometres, none as few square metres.
LARGEST = 21_000


def gisco(text: str) -> str:
    """Number such as `PL_1465011`."""
    if not re.fullmatch(r"[A-Z]{2}_\S+", text):
        raise CannotRead(f"{shown(text)} is not a number such as PL_1465011.")
    return text


def urbanisation(text: str) -> str | None:
    """Degree of urbanisation; 9 says that it is not known."""
    degree = whole(text)
    if degree not in URBANISATION:
        raise CannotRead(f"{shown(text)} is none of the degrees of urbanisation 1, 2 and 3.")
    return URBANISATION[degree]


def square_kilometres(text: str) -> float | None:
    """Area, which some countries give in square metres and others in square kilometres; 0 is not known."""
    area = number(text)
    if area < 0:
        raise CannotRead(f"{shown(text)} is no area.")
    return (area if area < LARGEST else area / 1_000_000) or None


MUNICIPALITIES = (
    Column("code", ("gisco_id",), required=True, read=gisco),
    Column("nuts3", ("nuts3_2016", "nuts3_2021", "nuts3"), required=True, read=nuts_code),
    Column("name", ("lau_name_national",), required=True),
    Column("latin", ("lau_name_latin",)),
    Column("population", ("population",), required=True, read=whole),
    Column("population_year", ("population_year",), read=whole),
    Column("area", ("total_area_m2",), required=True, read=square_kilometres),
    Column("urbanisation", ("degurba",), required=True, read=urbanisation),
)
CENTRES = (
    Column("code", ("gisco_id",), required=True, read=gisco),
    Column("nuts3", ("nuts_3",), required=True, read=nuts_code),
    Column("nuts3_name", ("nuts_3_name",)),
    Column("nuts2_name", ("nuts_2_name",)),
    Column("name", ("lau_name",), required=True),
    Column("population", ("population",), required=True, read=whole),
    Column("population_year", ("population_year",), read=whole),
    Column("longitude", ("longitude",), required=True, read=longitude),
    Column("latitude", ("latitude",), required=True, read=latitude),
)


def municipality(entry: Entry) -> Row:
    """One municipality of the list with areas."""
    latin = entry.text("latin")
    return _row(
        entry,
        table="municipality",
        names=(latin,) if latin and latin != entry.text("name") else None,
        area=entry.get("area", float),
        urbanisation=entry.text("urbanisation"),
    )


def centre(entry: Entry) -> Row:
    """One municipality of the list with points, and the territories in which it lies."""
    nuts = entry.required("nuts3")
    names = {nuts: entry.text("nuts3_name"), nuts[:-1]: entry.text("nuts2_name")}
    row = _row(entry, table="centre", **point(entry, "longitude", "latitude"))
    return Row(row.record, territories(entry, FACTS.name, nuts, names))


def _row(entry: Entry, table: str, **values: str | float | tuple[str, ...] | None) -> Row:
    code = entry.required("code")
    place = place_record(
        FACTS.name,
        code,
        entry.location,
        entry.required("nuts3"),
        name=entry.required("name"),
        level="lau",
        scheme=SCHEME,
        country=country_of_nuts(code[:2]),
        population=entry.get("population", int),
        population_year=entry.get("population_year", int),
        **values,
    )
    return Row(replace(place, key=record_key(table, code), raw=entry.cells))


LAU = TabularSource(
    FACTS,
    (TableKind("municipalities", MUNICIPALITIES, municipality), TableKind("centres", CENTRES, centre)),
)
