"""What a draft proposes: the sections of a mapping with their fields, each with a word on how sure it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.mapping.looks import Look
from ingest.mapping.schema import SCHEMES, SECTIONS, TableName
from ingest.mapping.specs import Section, Spec, fields_of, outcome_of, pattern_of, separator_of, spec_of
from ingest.mapping.targets import PERSON, Guess

_ALIGNED = 0.95
# Registers by which organisations are known, the best first; a VAT number may be that of a group.
_KNOWN_BY = ("pic", "oid", "ror", "id", "oib", "national")
_PROJECT_KEYS = (
    ("code",), ("acronym", "programme"), ("acronym",), ("title", "organisation"),
    ("title", "organisation", "start"), ("title", "organisation", "budget"),
    ("title", "organisation", "budget", "grant"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """All that a draft says of the columns of a table."""

    table: TableName
    sections: tuple[Section, ...]
    unmapped: tuple[Guess, ...]
    left_out: tuple[str, ...]
    outcome: Spec | None = None
    apart: tuple[str, ...] = ()


def proposed(
    table: TableName, guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]], title: str
) -> Proposal:
    """The proposal that settled guesses make; `title` stands in for a funder that no column names."""
    sections = tuple(_sections(table, guesses, rows, title))
    used = {heading for section in sections for spec in section.fields.values() for heading in spec.columns}
    status = next((guess for guess in guesses if guess.target == "project.status"), None)
    return Proposal(
        table=table,
        sections=sections,
        unmapped=tuple(g for g in guesses if g.target != PERSON and not _is_used(g, used)),
        left_out=tuple(guess.heading for guess in guesses if guess.target == PERSON),
        outcome=outcome_of(status) if status and table in ("projects", "participations") else None,
        apart=_apart(sections, rows) if table == "projects" else (),
    )


def _apart(sections: Sequence[Section], rows: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The column that tells rows apart which have the same key of the project, if there is one."""
    project, *groups = sections
    who = [spec.columns[0] for group in groups for name, spec in group.fields.items() if name == "name"][:1]
    keys = [
        h for key in project.known_by for h in (who if key == "organisation" else project.fields[key].columns)
    ]
    different = {tuple(sorted(row.items())) for row in rows}
    headings = dict.fromkeys(heading for row in rows for heading in row if heading not in keys)
    if not keys or _told_apart(keys, rows) == len(different):
        return ()
    return next(((h,) for h in headings if _told_apart([*keys, h], rows) == len(different)), ())


def _told_apart(headings: Sequence[str], rows: Sequence[Mapping[str, str]]) -> int:
    return len({tuple(row.get(heading, "") for heading in headings) for row in rows})


def _is_used(guess: Guess, used: set[str]) -> bool:
    return guess.heading in used or pattern_of(guess) in used


def _sections(
    table: TableName, guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]], title: str
) -> Iterator[Section]:
    if table == "partnerships":
        yield from _ends(guesses)
    elif table == "projects":
        groups = list(_groups(guesses, rows))
        yield _project(guesses, rows, title, groups)
        yield from groups
    else:
        needed, allowed = SECTIONS[table]
        for name in sorted(needed | allowed, key=lambda name: (name != "organisation", name)):
            found = [guess for guess in guesses if guess.section == name]
            if name == "project":
                yield _project(guesses, rows, title, [])
            elif name in ("organisation", "network"):
                yield _organisation(name, found)
            elif found:
                yield Section(name, fields_of(found))


def _ends(guesses: Sequence[Guess]) -> Iterator[Section]:
    """Numbers stand for organisations of another table; names for themselves."""
    for end in ("one", "other"):
        found = [guess for guess in guesses if guess.target == end]
        numeric = all(guess.look.certainly("whole") for guess in found)
        remark = "the same numbers as `id` in the table of the organisations" if numeric else ""
        specs = {"identifiers.id" if numeric else "name": spec_of(guess, remark) for guess in found}
        yield Section(end, specs, known_by=("id",) if numeric else ("name",))
    together = [guess for guess in guesses if guess.section == "together"]
    if together:
        yield Section("together", fields_of(together))


def _organisation(name: str, guesses: Sequence[Guess], separator: str | None = None) -> Section:
    fields = fields_of(guesses)
    filled = {guess.field: guess.look for guess in guesses}
    keys = [key for key in _KNOWN_BY if f"identifiers.{key}" in fields and _is_key(filled[key])]
    known_by = keys[0] if keys else "name"
    return Section(name, fields, known_by=(known_by,), separator=separator)


def _is_key(look: Look) -> bool:
    return look.filled >= 0.95


def _groups(guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]]) -> Iterator[Section]:
    """Those who take part: the lead, numbered partners, and others, of whom a cell may list several."""
    has_lead = any(guess.target == "lead.name" for guess in guesses)
    for who in ("lead", "organisation", "partner"):
        own = [guess for guess in guesses if guess.section == who]
        numbered = [replace(guess, heading=pattern_of(guess)) for guess in own if guess.number is not None]
        plain = [guess for guess in own if guess.number is None or who != "partner"]
        for found in (list({g.target: g for g in numbered}.values()) if who == "partner" else [], plain):
            if any(guess.field == "name" or guess.field in SCHEMES for guess in found):
                yield _group(who, found, rows, has_lead)


def _group(who: str, found: Sequence[Guess], rows: Sequence[Mapping[str, str]], has_lead: bool) -> Section:
    names = [guess for guess in found if guess.field == "name"] or list(found)
    separator = separator_of(names[0].look)
    kept = [
        g for g in found if separator is None or _is_aligned(names[0].heading, g.heading, separator, rows)
    ]
    section = _organisation("participants", kept, separator)
    role = "lead" if who == "lead" else "partner"
    if "role" in section.fields or (who == "organisation" and not has_lead):
        return section
    fixed = Spec(
        value=role, remark=f"the heading speaks of the {role}" if who != "organisation" else "beside a lead"
    )
    return replace(section, fields={**section.fields, "role": fixed})


def _is_aligned(name: str, other: str, separator: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether two columns list as many in nearly all rows that have both."""
    pairs = [
        (row[name].count(separator), row[other].count(separator))
        for row in rows
        if name in row and other in row
    ]
    return sum(one == two for one, two in pairs) >= _ALIGNED * len(pairs)


def _project(
    guesses: Sequence[Guess], rows: Sequence[Mapping[str, str]], title: str, groups: Sequence[Section]
) -> Section:
    fields = fields_of([guess for guess in guesses if guess.section == "project"])
    if "grant" in fields and "programme" not in fields:
        fields["programme"] = Spec(
            value=title, remark="NOT SURE: no column says who grants it; write the fund's name"
        )
    names = [spec.columns[0] for section in groups for name, spec in section.fields.items() if name == "name"]
    if not groups:
        names = [guess.heading for guess in guesses if guess.target == "organisation.name"]
    return Section("project", fields, known_by=_project_key(fields, rows, names[:1], one_row=bool(groups)))


def _project_key(
    fields: Mapping[str, Spec], rows: Sequence[Mapping[str, str]], who: list[str], one_row: bool
) -> tuple[str, ...]:
    """The first fields that tell the projects of the table apart."""
    usable = [
        keys
        for keys in _PROJECT_KEYS
        if all(key in fields or (key == "organisation" and one_row) for key in keys)
    ]
    for keys in usable:
        headings = [h for key in keys for h in (who if key == "organisation" else fields[key].columns)]
        empty = sum(not row.get(headings[0]) for row in rows)
        if empty <= 0.01 * len(rows) and (not one_row or _told_apart(headings, rows) == len(rows)):
            return keys
    plain = [keys for keys in usable if keys == ("title", "organisation")]
    return (plain or usable or [()])[0]
