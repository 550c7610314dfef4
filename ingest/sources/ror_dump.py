"""ROR as the registry itself publishes it: JSON of schema 2, with lists of names, places and relations."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from graph.records import Row
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.sources.cordis_values import country
from ingest.sources.ror_values import Described, Relation, isni, ror_id, row_of
from ingest.sources.websites import website
from ingest.tabular import Entry

Item = Mapping[str, Any]


def objects(text: str) -> tuple[Item, ...]:
    """A list of objects from its JSON; raises CannotRead for anything else."""
    items = _list(text)
    if not all(isinstance(item, dict) for item in items):
        raise CannotRead(f"{shown(text)} is not a list of objects.")
    return tuple(items)


def texts(text: str) -> tuple[str, ...]:
    """A list of texts from its JSON; raises CannotRead for anything else."""
    items = _list(text)
    if not all(isinstance(item, str) for item in items):
        raise CannotRead(f"{shown(text)} is not a list of texts.")
    return tuple(items)


def _list(text: str) -> list[Any]:
    try:
        items = orjson.loads(text)
    except orjson.JSONDecodeError:
        items = None
    if not isinstance(items, list):
        raise CannotRead(f"{shown(text)} is not a list.")
    return items


DUMP = (
    Column("id", ("id",), required=True, read=ror_id),
    Column("names", ("names",), required=True, read=objects),
    Column("locations", ("locations",), required=True, read=objects),
    Column("types", ("types",), required=True, read=texts),
    Column("status", ("status",)),
    Column("links", ("links",), read=objects),
    Column("external_ids", ("external_ids",), read=objects),
    Column("relationships", ("relationships",), read=objects),
    Column("established", ("established",)),
)


def dumped(entry: Entry) -> Row:
    """An organisation of the registry's dump."""
    names = _objects(entry, "names")
    shown_name = next((name for name in _named(names, "ror_display")), None)
    if shown_name is None:
        raise CannotRead("None of the names is the one to be displayed.", entry.heading("names"))
    places = [place.get("geonames_details") or {} for place in _objects(entry, "locations")]
    seat = places[0] if len(places) == 1 else {}
    said = Described(
        id=entry.required("id"),
        name=shown_name,
        names=[text for text in map(_text_of, names) if text],
        types=entry.get("types", tuple) or (),
        status=entry.text("status"),
        country=_country(entry, places),
        town=_text(seat.get("name")),
        point=_point(entry, seat),
        website=next(_websites(_objects(entry, "links")), None),
        identifiers=_identifiers(_objects(entry, "external_ids")),
        relations=list(_relations(entry)),
    )
    return row_of(entry, said)


def _objects(entry: Entry, field: str) -> tuple[Item, ...]:
    return entry.get(field, tuple) or ()


def _named(names: tuple[Item, ...], type_: str) -> Iterator[str]:
    for name in names:
        text = _text_of(name)
        if text and type_ in (name.get("types") or ()):
            yield text


def _text_of(name: Item) -> str | None:
    return _text(name.get("value"))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _country(entry: Entry, places: list[Item]) -> str | None:
    """The country in which all places lie; None where they lie in several."""
    try:
        codes = {country(code) for place in places if (code := _text(place.get("country_code")))}
    except CannotRead as error:
        raise error.of(entry.heading("locations") or "locations") from error
    return codes.pop() if len(codes) == 1 else None


def _point(entry: Entry, seat: Item) -> tuple[float, float] | None:
    """Latitude and longitude of the only place."""
    latitude, longitude = seat.get("lat"), seat.get("lng")
    if latitude is None or longitude is None:
        return None
    if not (isinstance(latitude, int | float) and isinstance(longitude, int | float)):
        raise CannotRead(f"{shown(str(seat))} has no numbers for a point.", entry.heading("locations"))
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise CannotRead(f"{latitude}, {longitude} lies nowhere on Earth.", entry.heading("locations"))
    return float(latitude), float(longitude)


def _websites(links: tuple[Item, ...]) -> Iterator[str]:
    for link in links:
        address = website(_text_of(link) or "")
        if link.get("type") == "website" and address:
            yield address


def _identifiers(numbered: tuple[Item, ...]) -> list[tuple[str, str]]:
    """All ids of other registers: fundref, grid, isni, wikidata."""
    found = []
    for item in numbered:
        scheme = _text(item.get("type"))
        for number in (*(item.get("all") or ()), item.get("preferred")):
            if scheme and isinstance(number, str):
                found.append((scheme.lower(), isni(number) if scheme.lower() == "isni" else number.strip()))
    return found


def _relations(entry: Entry) -> Iterator[Relation]:
    for item in _objects(entry, "relationships"):
        type_, other = _text(item.get("type")), _text(item.get("id"))
        if type_ and other:
            try:
                yield Relation(type_.lower(), ror_id(other))
            except CannotRead as error:
                raise error.of(entry.heading("relationships") or "relationships") from error
