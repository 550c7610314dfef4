"""What all tables of CORDIS write alike: roles, countries, points on a map, and who an organisation is.

A participant is known by its participant identification code (PIC) and a project by its grant number or
its record number. Whatever table they stand in, they get the same ids.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from graph.properties import Value
from graph.records import NodeClaim, NodeRef
from graph.vocabulary import Kind, Node, Role, Sector, Stated
from ingest.claims import kind_values, stated
from ingest.countries import country_code
from ingest.identity import organisation_uid, project_uid
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.sources.websites import website
from ingest.tabular import Entry

SCOPE = "cordis"
CURRENCY = "EUR"
HORIZON_2020 = ("EU", "Horizon 2020")
# A 'partner' and those like it are linked to the grant without being paid by it: associated partners.
ROLES = {
    "coordinator": Role.LEAD,
    "hostinstitution": Role.LEAD,
    "participant": Role.PARTNER,
    "beneficiary": Role.PARTNER,
    "partner": Role.ASSOCIATED,
    "associatedpartner": Role.ASSOCIATED,
    "internationalpartner": Role.ASSOCIATED,
    "thirdparty": Role.ASSOCIATED,
}
# Activity types of the participant register: a fallback where the name does not say more.
KINDS = {"REC": Kind.RESEARCH, "PRC": Kind.COMPANY, "PUB": Kind.PUBLIC_BODY}
SECTORS = {"HES": Sector.SCIENCE}

REMEMBERED = 65_536
_DIGIT = re.compile(r"\d")
# Most cells by far, told from the others without looking for signs and currencies.
_PLAIN_AMOUNT = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,2})?")


def role(text: str) -> Role:
    """Lead, partner or associated partner; raises CannotRead for a role that CORDIS does not have."""
    key = text.replace(" ", "").lower()
    if key not in ROLES:
        raise CannotRead(f"{shown(text)} is none of the roles {', '.join(ROLES)}.")
    return ROLES[key]


def country(text: str) -> str:
    """ISO code of a country as the Commission writes it (`EL`, `UK`)."""
    code = country_code(text)
    if code is None:
        raise CannotRead(f"{shown(text)} is no country.")
    return code


def point(text: str) -> tuple[float, float]:
    """Latitude and longitude of a text such as `63.41,10.39`."""
    latitude, _, longitude = text.strip("()").partition(",")
    try:
        place = float(latitude), float(longitude)
    except ValueError:
        raise CannotRead(f"{shown(text)} is not a latitude and a longitude.") from None
    if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
        raise CannotRead(f"{shown(text)} lies nowhere on Earth.")
    return place


_ORGANISATION_FIELDS = ("name", "short_name", "type", "vat", "town", "country", "point", "website")


def euros(text: str) -> Decimal:
    """An amount such as `2555260` or `771225,1`; those with two meanings are refused, as everywhere."""
    if _PLAIN_AMOUNT.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return amount(text)


@lru_cache(maxsize=REMEMBERED)
def organisation(pic: str) -> NodeRef:
    """The organisation under a participant identification code."""
    return NodeRef(Node.ORGANISATION, organisation_uid(SCOPE, pic))


@lru_cache(maxsize=REMEMBERED)
def project(number: str, *, numbered_by: str = "id") -> NodeRef:
    """The project under its grant number (`id`) or its record number (`rcn`)."""
    return NodeRef(Node.PROJECT, project_uid(SCOPE, numbered_by, number))


def organisation_claim(entry: Entry, pic: str) -> NodeClaim:
    """What a row says of an organisation in the fields name, short_name, type, vat, town, country, point."""
    said = (pic, *(entry.values.get(field) for field in _ORGANISATION_FIELDS))
    return entry.again(said, lambda: _organisation_claim(entry, pic))


def _organisation_claim(entry: Entry, pic: str) -> NodeClaim:
    name, short = entry.text("name"), entry.text("short_name")
    latitude, longitude = entry.get("point", tuple) or (None, None)
    values = stated(
        name=name,
        names=(short,) if short and short != name else None,
        name_status=str(Stated.STATED if name else Stated.MISSING),
        country=entry.text("country"),
        town=entry.text("town"),
        website=website(entry.text("website") or ""),
        identifiers=_identifiers(pic, entry.text("vat") or ""),
        latitude=latitude,
        longitude=longitude,
    )
    values.update(_kind(name, entry.text("country"), entry.text("type") or ""))
    return NodeClaim(Node.ORGANISATION, organisation(pic).uid, values)


def _identifiers(pic: str, vat: str) -> tuple[str, ...]:
    """`MISSING` and `NOTAPPLICABLE` stand where a VAT number should; they belong to nobody."""
    return (f"pic:{pic}", f"vat:{vat}") if _DIGIT.search(vat) else (f"pic:{pic}",)


@lru_cache(maxsize=REMEMBERED)
def _kind(name: str | None, code: str | None, activity: str) -> Mapping[str, Value]:
    """What the name says, else the activity type; an organisation stands in many rows."""
    sector: dict[str, Value] = {"sector": str(SECTORS[activity])} if activity in SECTORS else {}
    by_name = kind_values(name, code)
    if not by_name and activity in KINDS:
        by_name = kind_values(name, code, KINDS[activity])
    return MappingProxyType(sector | by_name)
