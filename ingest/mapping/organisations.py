"""An organisation as a row of a mapped table tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from graph.properties import Value
from graph.records import NodeClaim
from graph.vocabulary import Node, Stated, Tie
from ingest.claims import kind_values, stated
from ingest.identity import organisation_uid, slug
from ingest.mapping import meanings
from ingest.mapping.given import EMPTY, Given, plain
from ingest.mapping.schema import NUMBER, Cell, Organisation, Participant
from ingest.mapping.told import Telling, Told, about, to_places
from ingest.reading.amounts import Money
from ingest.reading.cannot_read import CannotRead


@dataclass(frozen=True, slots=True)
class Taking:
    """An organisation and the part that it takes in a project."""

    organisation: Told
    part: dict[str, Value]


def organisation(given: Given, part: Organisation, telling: Telling, spare: tuple[str, ...] = ()) -> Told:
    """The organisation of a row; raises CannotRead where the row does not say who it is.

    `spare` is what an organisation without a name is known by, where it is certain that there is one.
    """
    numbers = _numbers(given, part)
    name, country = given.text(part.name), _country(given, part)
    key = _key(part, numbers, name, country) or spare
    if not key:
        known_by = part.identifiers.get(part.known_by) if part.known_by != "name" else part.name
        raise CannotRead(EMPTY, given.column(known_by or part.name))
    own = NodeClaim(
        Node.ORGANISATION,
        organisation_uid(telling.source, *key),
        _values(given, part, name=name, country=country, numbers=numbers),
    )
    themes = given.items(part.themes)
    places = [code for code in (given.read(part.nuts, meanings.nuts),) if code]
    return Told(
        key=key,
        claim=own,
        ties=(*about(own.ref, themes), *to_places(Tie.LOCATED_IN, own.ref, places)),
        references=(
            *(telling.theme(name) for name in themes if slug(name)),
            *map(telling.territory, places),
        ),
    )


def takings(
    given: Given, part: Participant, telling: Telling, project: tuple[str, ...], numbers: tuple[int, ...]
) -> Iterator[Taking]:
    """Those whom a part of the mapping finds in a row: one, some in numbered columns, or some in one cell."""
    if is_numbered(part):
        for number in numbers:
            yield from _taking(given.numbered(number), part, telling, (*project, str(number)))
    elif part.separator is not None:
        count = _count(given, part, part.separator)
        for place in range(count):
            one = given.one_of(part.separator, place, count)
            yield from _taking(one, part, telling, (*project, f"item {place + 1}"))
    else:
        yield from _taking(given, part, telling, ())


def is_numbered(part: Participant) -> bool:
    """Whether a participant stands in columns with numbers in their headings."""
    return any(NUMBER in heading for cell in cells_of(part) for heading in cell.headings)


def cells_of(part: Organisation) -> tuple[Cell, ...]:
    """All fields of an organisation that the mapping gives."""
    own = (value for value in vars(part).values() if isinstance(value, Cell))
    return (*part.identifiers.values(), *own)


def taking(given: Given, part: Participant, telling: Telling, spare: tuple[str, ...] = ()) -> Taking:
    """The organisation of a row with its part in the project."""
    told = organisation(given, part, telling, spare)
    money = {
        name: given.money(cell) for name, cell in (("contribution", part.contribution), ("cost", part.cost))
    }
    fallback = given.text(part.currency) or given.manners.said.currency
    values = stated(
        role=plain(given.read(part.role, meanings.role)),
        department=given.text(part.department),
        currency=one_currency(money, fallback, given.column(part.contribution or part.cost)),
        **{name: amount.amount for name, amount in money.items() if amount},
    )
    return Taking(told, values)


def one_currency(amounts: dict[str, Money | None], fallback: str | None, column: str | None) -> str | None:
    """The currency of all amounts of a tie or node; raises CannotRead where there are two."""
    given = [amount for amount in amounts.values() if amount]
    currencies = {amount.currency or fallback for amount in given}
    if len(currencies) > 1:
        raise CannotRead(f"The amounts are in different currencies: {_listed(currencies)}.", column)
    return currencies.pop() if currencies else None


def _listed(currencies: set[str | None]) -> str:
    return ", ".join(sorted(currency or "one that is not named" for currency in currencies))


def _taking(given: Given, part: Participant, telling: Telling, spare: tuple[str, ...]) -> Iterator[Taking]:
    """Nobody, where none of the columns that tell who it is has anything."""
    if not given.is_empty(cells_of(part)):
        yield taking(given, part, telling, spare)


def _count(given: Given, part: Participant, separator: str) -> int:
    known_by = part.name if part.known_by == "name" else part.identifiers[part.known_by]
    return given.several(known_by, separator) if known_by else 0


def _numbers(given: Given, part: Organisation) -> dict[str, str]:
    found = (
        (scheme, given.read(cell, meanings.number_in_register)) for scheme, cell in part.identifiers.items()
    )
    return {scheme: number for scheme, number in found if number}


def _country(given: Given, part: Organisation) -> str | None:
    return given.read(part.country, meanings.country) or given.manners.said.country


def _key(
    part: Organisation, numbers: dict[str, str], name: str | None, country: str | None
) -> tuple[str, ...]:
    """The number in the register that counts, else name and country; nothing where there is neither."""
    if part.known_by in numbers:
        return part.known_by, numbers[part.known_by]
    return ("name", folded(name), country or "") if name else ()


def folded(name: str) -> str:
    """Lower case, not case folding, which would join names that differ (`ß` and `ss`); spaces are one."""
    return " ".join(normalize("NFC", name).lower().split())


def _values(
    given: Given, part: Organisation, *, name: str | None, country: str | None, numbers: dict[str, str]
) -> dict[str, Value]:
    told_sector = plain(given.read(part.sector, meanings.sector))
    kind = kind_values(name, country, given.read(part.kind, meanings.kind))
    return kind | stated(
        name=name,
        name_status=str(Stated.STATED if name else Stated.MISSING),
        names=tuple(other for other in given.items(part.names) if other != name),
        legal_status=given.text(part.legal_status),
        country=country,
        town=given.text(part.town),
        website=given.read(part.website, meanings.website),
        identifiers=tuple(f"{scheme}:{number}" for scheme, number in numbers.items()),
        status=given.text(part.status),
        longitude=given.number_of(part.longitude, meanings.longitude),
        latitude=given.number_of(part.latitude, meanings.latitude),
        sector=told_sector,
    )
