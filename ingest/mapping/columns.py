"""Which columns of a table a mapping reads, and for what."""

import re
from collections.abc import Iterator, Sequence

from ingest.mapping.schema import NUMBER, Cell, Mapping, Organisation, Part, Participant, Place
from ingest.reading.heading_rows import Wanted

AMOUNTS = frozenset({
    "budget", "grant", "requested", "contribution", "cost", "population", "population_year", "area",
    "valid_from", "valid_to",
})  # fmt: skip
DATES = frozenset({"start", "end", "since", "until"})


def fields_of(mapping: Mapping) -> Iterator[tuple[Part, str, Cell]]:
    """Every field that the mapping gives: the section in which it stands, its name and its cell."""
    for section in _sections(mapping):
        for name, value in section:
            if isinstance(value, Cell):
                yield section, name, value
        if isinstance(section, Organisation):
            yield from ((section, scheme, cell) for scheme, cell in section.identifiers.items())
    if mapping.outcome is not None:
        yield mapping, "outcome", mapping.outcome


def headings_of(mapping: Mapping) -> tuple[str, ...]:
    """All headings that the mapping reads, each once; `{n}` stands in those of numbered columns."""
    own = (heading for _, _, cell in fields_of(mapping) for heading in cell.headings)
    return tuple(dict.fromkeys((*own, *mapping.rows_differ_in)))


def headings_for(mapping: Mapping, names: frozenset[str]) -> tuple[str, ...]:
    """Headings of the fields of these names."""
    found = (cell.headings for _, name, cell in fields_of(mapping) if name in names)
    return tuple(dict.fromkeys(heading for headings in found for heading in headings))


def wanted_of(mapping: Mapping) -> Wanted:
    """The headings without which nothing can be read: by them a table is recognised."""
    needed = [cell for section, name, cell in fields_of(mapping) if cell.required or _is_key(section, name)]
    headings = dict.fromkeys(heading for cell in needed for heading in cell.headings)
    return tuple((heading,) for heading in headings if NUMBER not in heading)


def separators_in(mapping: Mapping) -> tuple[str, ...]:
    """Signs between several organisations in one cell."""
    parts = (section for section in _sections(mapping) if isinstance(section, Participant))
    return tuple(dict.fromkeys(part.separator for part in parts if part.separator is not None))


def numbers_in(mapping: Mapping, headings: Sequence[str]) -> tuple[int, ...]:
    """The numbers that stand for `{n}` in the headings of a table, in order."""
    patterns = [numbered(heading) for heading in headings_of(mapping) if NUMBER in heading]
    found = (match for heading in headings for one in patterns if (match := one.fullmatch(heading)))
    return tuple(sorted({int(match[1]) for match in found}))


def numbered(heading: str) -> re.Pattern[str]:
    """What finds the number in headings such as `Partner {n} name`."""
    before, _, after = heading.partition(NUMBER)
    return re.compile(rf"{re.escape(before)}([1-9][0-9]{{0,3}}){re.escape(after)}", re.IGNORECASE)


def _sections(mapping: Mapping) -> Iterator[Part]:
    for _, value in mapping:
        if isinstance(value, Part) and not isinstance(value, Cell):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, Part))


def _is_key(section: Part, name: str) -> bool:
    """Whether things are known by the field; participants of a project may be left out, but not its key."""
    known_by = getattr(section, "known_by", ())
    keys = (known_by,) if isinstance(known_by, str) else known_by
    return name in keys or (isinstance(section, Place) and name == "code")
