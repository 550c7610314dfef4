"""A proposal as the text of a mapping file, with comments for the person who mends it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from ingest.mapping.proposal import Proposal
from ingest.mapping.specs import Section, Spec

_ROWS = {
    "participations": "each row is one organisation in one project",
    "projects": "each row is one project, with those who take part",
    "organisations": "each row is one organisation",
    "memberships": "each row is one organisation that belongs to another",
    "partnerships": "each row is two organisations that work together",
    "places": "each row is one place",
}
_LISTED = 40


@dataclass(frozen=True, slots=True)
class About:
    """What a draft says of the file, and how its cells are written; `remarks` go beside the settings."""

    file: str
    name: str
    title: str
    language: str
    rows: int
    sheet: str | None
    reading: Mapping[str, str]
    remarks: Mapping[str, str]
    not_known: Sequence[str] = ()


def drafted(about: About, proposal: Proposal) -> str:
    """The text of the mapping file."""
    return "\n".join([*_head(about), *_reading(about), *_body(proposal), *_rest(proposal), ""])


def quoted(text: str) -> str:
    """A text as YAML takes it, whatever signs are in it."""
    kept = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in kept)


def _head(about: About) -> Iterator[str]:
    language = Locale.parse(about.language).english_name
    yield f"# Mapping of {_flat(about.file)}, drafted from its headings ({language}) and {about.rows:,} rows."
    yield "# Read it, mend what is wrong, fill in what is missing. Beside each column stands how sure it is."
    yield "# docs/mapping.md tells what else can be said. Then load the table with this file as --mapping."
    yield ""
    yield "source:"
    yield f"  name: {about.name}  # tables with the same name share their organisations and projects"
    yield f"  title: {quoted(about.title)}"
    yield '  publisher: ""  # who publishes the table?'
    yield '  address: ""  # where was it found?'
    yield '  licence: ""  # may the data be passed on, and who must be named?'
    if about.sheet:
        yield from ("file:", f"  sheet: {quoted(about.sheet)}")


def _reading(about: About) -> Iterator[str]:
    yield ""
    yield "# How cells are written, and what is true of all rows."
    yield "reading:"
    if about.not_known:
        yield f"  not_known: [{', '.join(map(quoted, about.not_known))}]  # stand for empty cells"
    for name in ("decimal", "dates", "currency", "country", "language"):
        remark = f"  # {about.remarks[name]}" if name in about.remarks else ""
        if name in about.reading:
            yield f"  {name}: {quoted(about.reading[name])}{remark}"
        else:
            yield f"  # {name}:{remark.replace('  #', '') or ' (from the columns, if they say it)'}"


def _body(proposal: Proposal) -> Iterator[str]:
    others = ", ".join(name for name in _ROWS if name != proposal.table)
    yield ""
    yield f"table: {proposal.table}  # {_ROWS[proposal.table]}; other kinds: {others}"
    groups = [section for section in proposal.sections if section.name == "participants"]
    for section in proposal.sections:
        if section not in groups:
            yield from ("", f"{section.name}:", *_section(section))
    if groups:
        yield from ("", "participants:")
    for section in groups:
        first, *others_of = _section(section)
        yield from (f"  - {first.strip()}", *(f"  {line}" for line in others_of))
    if proposal.apart:
        yield ""
        yield "# Several rows speak of the same project; they differ in these columns."
        yield f"rows_differ_in: [{', '.join(map(quoted, proposal.apart))}]"
    if proposal.outcome:
        yield from (
            "",
            "# Those who only applied are no partners: say which words mean that it was funded.",
        )
        yield from _field("outcome", proposal.outcome, indent="")


def _section(section: Section) -> Iterator[str]:
    if section.known_by:
        many = section.name == "project"
        yield f"  known_by: {'[' + ', '.join(section.known_by) + ']' if many else section.known_by[0]}"
    if section.separator:
        yield f"  separator: {quoted(section.separator)}  # between several organisations in one cell"
    numbers = {name: spec for name, spec in section.fields.items() if name.startswith("identifiers.")}
    if numbers:
        yield "  identifiers:"
        for name, spec in numbers.items():
            yield from _field(name.removeprefix("identifiers."), spec, indent="    ")
    for name, spec in section.fields.items():
        if name not in numbers:
            yield from _field(name, spec, indent="  ")
    if "name" not in section.fields and section.known_by == ("name",):
        yield '  # name: "..."  # NO COLUMN FOUND: which one holds the name?'
    if section.name == "project" and not section.known_by:
        yield '  # title: "..."  # NO COLUMN FOUND: what are projects known by? Say it in `known_by` too.'


def _field(name: str, spec: Spec, indent: str) -> Iterator[str]:
    remark = f"  # {_flat(spec.remark)}" if spec.remark else ""
    plain = not (spec.separator or spec.values or spec.others or len(spec.columns) > 1 or spec.value)
    if plain and spec.columns:
        yield f"{indent}{name}: {quoted(spec.columns[0])}{remark}"
        return
    yield f"{indent}{name}:{remark}"
    if spec.value is not None:
        yield f"{indent}  value: {quoted(spec.value)}"
    elif len(spec.columns) == 1:
        yield f"{indent}  column: {quoted(spec.columns[0])}"
    else:
        yield f"{indent}  columns: [{', '.join(map(quoted, spec.columns))}]"
    for key, text in (("joined_by", spec.joined_by), ("separator", spec.separator)):
        if text is not None:
            yield f"{indent}  {key}: {quoted(text)}"
    yield from _values(spec, indent)


def _values(spec: Spec, indent: str) -> Iterator[str]:
    if spec.values:
        yield f"{indent}  values:"
        yield from (f"{indent}    {quoted(word)}: {meaning}" for word, meaning in spec.values.items())
        yield from (
            f"{indent}    # {quoted(word)}: ?  # rows with it are refused until you say what it means"
            for word in spec.unknown[:_LISTED]
        )
    if spec.others:
        yield f"{indent}  others: {spec.others}"


def _rest(proposal: Proposal) -> Iterator[str]:
    if proposal.unmapped:
        yield ""
        yield "# Columns from which nothing is read; their cells are kept with the row as it is."
        for guess in proposal.unmapped:
            remark = f"  # {_flat(guess.remark)}" if guess.remark else ""
            yield f"#   {quoted(guess.heading)}{remark}"
    if proposal.left_out:
        yield ""
        yield "# Left out: persons are not stored."
        yield "left_out:"
        yield from (f"  - {quoted(heading)}" for heading in proposal.left_out)


def _flat(text: str) -> str:
    """On one line, so that no comment ends before its end."""
    return " ".join(text.split())
