"""ROR as a flat table: one row for each organisation, lists within a cell apart by `|` and `;`."""

from collections.abc import Callable

from graph.records import Row
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.sources.cordis_values import country
from ingest.sources.ror_values import Described, Relation, isni, ror_id, row_of
from ingest.sources.websites import website
from ingest.tabular import Entry


def degrees(largest: float) -> Callable[[str], float]:
    """Reads an angle; raises CannotRead for one beyond `largest`."""

    def read(text: str) -> float:
        try:
            angle = float(text)
        except ValueError:
            raise CannotRead(f"{shown(text)} is no angle in degrees.") from None
        if not abs(angle) <= largest:
            raise CannotRead(f"{shown(text)} is no angle between -{largest:g} and {largest:g} degrees.")
        return angle

    return read


def relations(text: str) -> tuple[Relation, ...]:
    """`parent:<id>;related:...` as relations."""
    pairs = (part.strip().partition(":") for part in text.split(";") if part.strip())
    return tuple(Relation(type_.strip().lower(), ror_id(other)) for type_, _, other in pairs)


FLAT = (
    Column("id", ("ror_id",), required=True, read=ror_id),
    Column("name", ("name_display", "name"), required=True),
    Column("types", ("types",), required=True),
    Column("country", ("country", "country_code"), required=True, read=country),
    Column("status", ("status",)),
    Column("acronyms", ("acronyms",)),
    Column("aliases", ("aliases",)),
    Column("labels", ("labels",)),
    Column("town", ("city",)),
    Column("latitude", ("lat", "latitude"), read=degrees(90)),
    Column("longitude", ("lng", "longitude"), read=degrees(180)),
    Column("website", ("website",), read=website),
    Column("wikidata", ("wikidata",)),
    Column("grid", ("grid",)),
    Column("isni", ("isni",), read=isni),
    Column("related", ("related",), read=relations),
)


def flat(entry: Entry) -> Row:
    """An organisation of the flat table."""
    latitude, longitude = entry.get("latitude", float), entry.get("longitude", float)
    point = (latitude, longitude) if latitude is not None and longitude is not None else None
    said = Described(
        id=entry.required("id"),
        name=entry.required("name"),
        names=[name for field in ("acronyms", "aliases", "labels") for name in _listed(entry, field)],
        types=_listed(entry, "types"),
        status=entry.text("status"),
        country=entry.text("country"),
        town=entry.text("town"),
        point=point,
        website=entry.text("website"),
        identifiers=[(scheme, entry.text(scheme) or "") for scheme in ("wikidata", "grid", "isni")],
        relations=entry.get("related", tuple) or (),
    )
    return row_of(entry, said)


def _listed(entry: Entry, field: str) -> list[str]:
    return [part.strip() for part in (entry.text(field) or "").split("|") if part.strip()]
