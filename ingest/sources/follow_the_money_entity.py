"""One entity of FollowTheMoney: its id, its schema, and lists of texts as its properties."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from graph.records import Location
from ingest.contacts import without_contacts
from ingest.reading.cannot_read import CannotRead

PROPERTIES = (
    "name", "alias", "previousName", "country", "mainCountry", "jurisdiction", "legalForm", "status",
    "website", "registrationNumber", "vatCode", "leiCode", "wikidataId", "taxNumber", "dunsCode", "ogrnCode",
    "innCode", "uniqueEntityId", "parent", "addressEntity", "projectId", "startDate", "endDate", "amount",
    "currency", "project", "participant", "role", "member", "organization", "owner", "asset", "percentage",
    "full", "city", "latitude", "longitude", "sourceUrl",
)  # fmt: skip
_PREFIX = "properties."
# Ways to reach somebody, and numbers of identity cards.
_NEVER_KEPT = frozenset(_PREFIX + name for name in ("email", "phone", "idNumber"))


@dataclass(frozen=True, slots=True)
class Entity:
    """What a line says, without the ways to reach somebody."""

    id: str
    schema: str
    caption: str | None
    cells: Mapping[str, str]
    location: Location

    def all(self, name: str) -> list[str]:
        """All values of a property in the order of the line; entities within it by their id."""
        heading = _PREFIX + name
        text = self.cells.get(heading)
        if not text:
            return []
        values = _parsed(text) if text.startswith("[") else [text]
        return list(dict.fromkeys(filter(None, (_text(value, heading) for value in values))))

    def only(self, name: str) -> str | None:
        """The value of a property that has exactly one; None where it has none or several."""
        values = self.all(name)
        return values[0] if len(values) == 1 else None


def entity_of(cells: Mapping[str, str], location: Location) -> Entity:
    """The entity on a line; raises CannotRead where it has no id or no schema."""
    for name in ("id", "schema"):
        if not cells.get(name, "").strip():
            raise CannotRead("The cell is empty.", name)
    kept = {heading: text for heading, text in cells.items() if heading not in _NEVER_KEPT}
    return Entity(
        id=cells["id"].strip(),
        schema=cells["schema"].strip(),
        caption=cells.get("caption"),
        cells=without_contacts(kept),
        location=location,
    )


def _parsed(text: str) -> list[Any]:
    try:
        values = orjson.loads(text)
    except orjson.JSONDecodeError:
        return [text]
    return values if isinstance(values, list) else [text]


def _text(value: object, heading: str) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise CannotRead("It holds something else than texts.", heading)
    return str(value).strip() or None
