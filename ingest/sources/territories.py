"""Places that several sources speak of: countries, NUTS territories above one another, settlements.

A country is known by its ISO 3166-1 code, so that `EL` of NUTS and `GR` of everybody else are one place;
every other territory keeps the code of its list.
"""

import re
from collections.abc import Mapping
from functools import partial

from graph.properties import Value
from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim, canonical
from graph.vocabulary import Node, Tie
from ingest.claims import place_record, record_key, stated
from ingest.countries import country_code, country_of_nuts
from ingest.identity import place_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.tabular import Entry

LEVELS = {2: "country", 3: "nuts1", 4: "nuts2", 5: "nuts3"}
NUTS, ISO, GEONAMES = "NUTS", "ISO 3166-1", "GeoNames"
_NUTS_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")


def country(text: str) -> str:
    """ISO code of a country however it is written; raises CannotRead."""
    code = country_code(text)
    if code is None:
        raise CannotRead(f"{shown(text)} is no country that is known here.")
    return code


def nuts_code(text: str) -> str:
    """A code such as `PL911` or `EL`; raises CannotRead."""
    if not _NUTS_CODE.fullmatch(text):
        raise CannotRead(f"{shown(text)} is not a NUTS code such as PL911.")
    return text


def place_code(nuts: str) -> str:
    """Code under which a NUTS territory is a place: its own, or the ISO code of a country."""
    return (country_of_nuts(nuts) or nuts) if len(nuts) == 2 else nuts


def above(nuts: str) -> str | None:
    """Code of the place of which a NUTS territory is part."""
    return place_code(nuts[:-1]) if len(nuts) > 2 else None


def place(nuts: str) -> NodeRef:
    """The place of a NUTS code."""
    return NodeRef(Node.PLACE, place_uid(place_code(nuts)))


def country_record(source: str, code: str, location: Location) -> Record:
    """What a source says of a country by naming its code."""
    return place_record(source, code, location, level="country", scheme=ISO, country=code)


def territory(source: str, nuts: str, location: Location, name: str | None = None) -> Record:
    """What a source says of a NUTS territory by using its code."""
    iso = country_of_nuts(nuts)
    if len(nuts) == 2 and iso:
        return country_record(source, iso, location)
    return place_record(
        source,
        nuts,
        location,
        above(nuts),
        name=name,
        level=LEVELS[len(nuts)],
        scheme=NUTS,
        country=iso,
    )


def territories(entry: Entry, source: str, nuts: str, names: Mapping[str, str | None]) -> tuple[Record, ...]:
    """A NUTS territory and all above it up to the country, with the names that are known by code."""
    codes = [nuts[:size] for size in range(len(nuts), 1, -1)]
    builds = {code: partial(territory, source, code, entry.location, name=names.get(code)) for code in codes}
    return tuple(entry.once(("place", code, names.get(code)), build) for code, build in builds.items())


def settlement(source: str, geonames: str, entry: Entry, iso: str) -> tuple[Record, ...]:
    """A settlement by its number in GeoNames, with name and point where given, and its country."""
    told = stated(name=entry.text("settlement"), country=iso) | point(
        entry, "settlement_longitude", "settlement_latitude"
    )
    return (
        entry.once(
            ("settlement", geonames, canonical(told)), partial(_settled, source, geonames, entry, told)
        ),
        entry.once(("place", iso), partial(country_record, source, iso, entry.location)),
    )


def _settled(source: str, geonames: str, entry: Entry, told: dict[str, Value]) -> Record:
    here = settlement_place(geonames)
    above = NodeRef(Node.PLACE, place_uid(str(told["country"])))
    said = stated(code=f"geonames-{geonames}", level="settlement", scheme=GEONAMES) | told
    return Record(
        source=source,
        key=record_key("settlement", geonames, canonical(told)),
        location=entry.location,
        raw={name: str(value) for name, value in said.items()},
        nodes=(NodeClaim(here.label, here.uid, said), NodeClaim(above.label, above.uid)),
        ties=(TieClaim(Tie.PART_OF, here, above),),
    )


def settlement_place(geonames: str) -> NodeRef:
    """The place of a settlement by its number in GeoNames."""
    return NodeRef(Node.PLACE, place_uid(f"geonames-{geonames}"))


def point(entry: Entry, east: str, north: str) -> dict[str, Value]:
    """Longitude and latitude from two fields; half a point is none."""
    longitude, latitude = entry.get(east, float), entry.get(north, float)
    if longitude is None or latitude is None:
        return {}
    return {"longitude": longitude, "latitude": latitude}
