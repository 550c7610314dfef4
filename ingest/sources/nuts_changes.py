"""How the codes of NUTS territories changed from edition to edition, 1999-2021.

A row follows one territory through the editions of the list. Where its code differs from one edition to
the next, the old place became the new one; codes that the remarks name (`now part of NO082`) tell more
such ties. In which editions a code is found takes all rows to say, so the table is read twice. In 1999 a
territory that was alone at its level shared the code of the level above; no tie is made of that.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from graph.properties import Value
from graph.records import NodeClaim, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import place_record, record_key, stated
from ingest.countries import country_of_nuts
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column, Layout
from ingest.reading.rows import Table, TableRow
from ingest.source import Opened, SourceFacts
from ingest.sources.territories import ISO, LEVELS, NUTS, above, place, place_code
from ingest.tabular import Entry, TableKind, rows_of, tables_in

FACTS = SourceFacts(
    name="nuts-changes",
    title="Changes of NUTS codes between the editions of the list",
    publisher="Eurostat",
    address="ec.europa.eu",
    licence="Reuse with Eurostat named.",
    publishes="NUTS codes and names by edition, in which editions they hold, what they became.",
)
YEARS = (1999, 2003, 2006, 2010, 2013, 2016, 2021, 2024)
_CODE = re.compile(r"([A-Z]{2}[0-9A-Z]{0,3})( \(part\))?")
# What may be a code in a remark, which writes codes in small letters too.
_WORD = re.compile(r"\b[a-z]{2} ?[0-9a-z]{1,3}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of a territory in one edition, or of which code it was a part."""

    code: str
    part: bool


def code_of(text: str) -> Code:
    """A code such as `PL911` or `DK00 (part)`."""
    found = _CODE.fullmatch(text)
    if not found:
        raise CannotRead(f"{shown(text)} is not a NUTS code such as PL911 or DK00 (part).")
    return Code(found[1], bool(found[2]))


def _by_year(prefix: str) -> tuple[Column, ...]:
    required = {year: prefix == "code" and 2003 <= year <= 2021 for year in YEARS}
    read = code_of if prefix == "code" else str
    return tuple(
        Column(f"{prefix}_{year}", (f"{prefix}_{year}",), required=required[year], read=read)
        for year in YEARS
    )


CHANGES = (
    Column("level", ("typology",), required=True),
    *_by_year("code"),
    *_by_year("geo_name"),
    *_by_year("change"),
)


@dataclass(frozen=True, slots=True)
class Editions:
    """Which editions a table tells of, and under which names each code stands in them."""

    years: tuple[int, ...]
    names: Mapping[str, Mapping[int, frozenset[str]]]

    def has(self, code: str, year: int) -> bool:
        return year in self.names.get(code, {})

    def record(self, code: str, entry: Entry) -> Record:
        """What the whole table says of one code: its names, and from when to when it holds."""
        found = self.names[code]
        last = max(found)
        names = [sorted(found[year]) for year in sorted(found, reverse=True) if found[year]]
        others = {name for year in names for name in year} - {names[0][0]} if names else set()
        country = len(code) == 2
        told = place_record(
            FACTS.name,
            place_code(code),
            entry.location,
            above(code),
            name=names[0][0] if names else None,
            names=tuple(sorted(others)),
            level=LEVELS[len(code)],
            scheme=ISO if country else NUTS,
            country=country_of_nuts(code),
            valid_from=None if country else min(found),
            valid_to=None if country or last == self.years[-1] else last,
        )
        return replace(told, key=record_key("code", code))


def editions(table: Table, layout: Layout) -> Editions:
    """Reads the table once for what only all of its rows together tell."""
    years = tuple(year for year in YEARS if f"code_{year}" in layout.headings)
    names: dict[str, dict[int, frozenset[str]]] = {}
    for row in table.rows():
        if isinstance(row, TableRow):
            for year in years:
                _note(names, year, layout.text(f"code_{year}", row.cells), layout, row)
    return Editions(years, names)


def _note(
    names: dict[str, dict[int, frozenset[str]]], year: int, text: str, layout: Layout, row: TableRow
) -> None:
    found = _CODE.fullmatch(text)
    if found:
        name = "" if found[2] else layout.text(f"geo_name_{year}", row.cells)
        known = names.setdefault(found[1], {}).get(year, frozenset())
        names[found[1]][year] = known | ({name} if name else frozenset())


def change(entry: Entry, known: Editions) -> Row:
    """One territory through the editions."""
    codes = {year: code for year in known.years if (code := entry.get(f"code_{year}", Code))}
    if not codes:
        raise CannotRead("The row has no code in any edition.", entry.heading(f"code_{known.years[-1]}"))
    found = dict(ties_of(entry, codes, known))
    named = dict.fromkeys([*(code.code for code in codes.values()), *(c for pair in found for c in pair)])
    places = {place(code).uid: NodeClaim(Node.PLACE, place(code).uid) for code in named}
    told = [entry.cells.get(entry.heading(column.field) or "", "") for column in CHANGES]
    record = Record(
        source=FACTS.name,
        key=record_key("change", *told),
        location=entry.location,
        raw=entry.cells,
        nodes=tuple(places.values()),
        ties=tuple(
            TieClaim(Tie.BECAME, place(old), place(new), values) for (old, new), values in found.items()
        ),
    )
    return Row(record, tuple(entry.once(code, partial(known.record, code, entry)) for code in named))


def ties_of(
    entry: Entry, codes: Mapping[int, Code], known: Editions
) -> Iterator[tuple[tuple[str, str], dict[str, Value]]]:
    """Pairs of old and new code, with the edition of the new one and what the list says of the change."""
    for before, year in pairwise(known.years):
        old, new, remark = codes.get(before), codes.get(year), entry.text(f"change_{year}") or ""
        if old and new and old.code != new.code:
            part = f"part of {old.code}" if old.part or new.part else ""
            if _are_two_places(old.code, new.code):
                yield (old.code, new.code), _told(year, remark, part)
        for pair in _named(remark, old, new, before, year, known):
            yield pair, _told(year, remark)


def _told(year: int, *remarks: str) -> dict[str, Value]:
    return stated(since=str(year), change="; ".join(filter(None, remarks)))


def _are_two_places(old: str, new: str) -> bool:
    """Codes of one level, and not `GR` and `EL`, which are one country."""
    return len(old) == len(new) and place_code(old) != place_code(new)


def _named(
    remark: str, old: Code | None, new: Code | None, before: int, year: int, known: Editions
) -> Iterator[tuple[str, str]]:
    """Ties of codes that a remark names: what ceased went into the new code, what is new comes of the old."""
    for found in _WORD.findall(remark):
        code = found.replace(" ", "").upper()
        ceased = known.has(code, before) and not known.has(code, year)
        begun = known.has(code, year) and not known.has(code, before)
        if new and ceased and code != (old and old.code) and _are_two_places(code, new.code):
            yield code, new.code
        elif old and begun and code != (new and new.code) and _are_two_places(old.code, code):
            yield old.code, code


class NutsChanges:
    """The table of codes by edition."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return {"changes": CHANGES}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        unread = TableKind("changes", CHANGES, _unread)
        ((_, table, layout),) = tables_in(path, [unread])
        kind = replace(unread, read=partial(change, known=editions(table, layout)))
        yield Opened(table.total, rows_of(kind, table, layout), lambda: table.notes)


def _unread(entry: Entry) -> Row:
    raise NotImplementedError("A row is read when the editions of the whole table are known.")
