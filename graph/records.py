"""What a source says, as plain values, before any database is involved.

A `Record` is what one source says of one thing under one key: its raw cells and the claims read from
them. A `NodeClaim` gives values for one node, a `TieClaim` states one tie. Claims of many records may
speak of the same node; none overwrites another. What a user sees is computed from all of them by
`shown_values`, a pure function that does not depend on the order in which they came.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import orjson

from graph.vocabulary import Node, Tie

Value = str | int | float | bool | tuple[str, ...]

SHOWN_RULE = "the value that most records state; of equally frequent ones the first in alphabetical order"

# Values that mean something only together are chosen together: 100 EUR and 50 DKK never show as 100 DKK.
TOPICS = {
    name: topic
    for topic, names in {
        "money": ("amount", "budget", "contribution", "currency"),
        "kind": ("kind", "kind_rule"),
        "figure": ("value", "value_to", "size", "size_to", "comparator", "status", "basis"),
    }.items()
    for name in names
}


@dataclass(frozen=True, slots=True)
class Property:
    """Type of a property and the sentence that explains it to a user."""

    type: type
    sentence: str


_NAME = Property(str, "Name as the source writes it; null where the source does not name it.")

PROPERTIES: dict[Node, dict[str, Property]] = {
    Node.ORGANISATION: {
        "name": _NAME,
        "names": Property(tuple, "Other names and spellings."),
        "name_status": Property(
            str, "'stated', or 'missing' for a participant that is counted but not named."
        ),
        "kind": Property(str, "What the organisation is (vocabulary.Kind); null where nobody says."),
        "kind_rule": Property(str, "By which rule the kind was found, or 'stated'."),
        "sector": Property(str, "public, private, civic or science; null where unknown."),
        "legal_status": Property(str, "Legal status as the source gives it."),
        "country": Property(str, "ISO 3166-1 alpha-2 code."),
        "town": Property(str, "Town of the seat as the source writes it."),
        "website": Property(str, "Own web address."),
    },
    Node.PROJECT: {
        "code": Property(str, "Grant or project number."),
        "acronym": Property(str, "Short name."),
        "title": Property(str, "Full name."),
        "start": Property(str, "First day, ISO 8601 (a month where only that is stated)."),
        "end": Property(str, "Last day, ISO 8601 (a month where only that is stated)."),
        "status": Property(str, "As the source puts it: archived, closed, ..."),
        "budget": Property(str, "Total budget, decimal, in `currency`."),
        "currency": Property(str, "ISO 4217 code of the budget."),
        "website": Property(str, "The project's own web address."),
        "language": Property(str, "Language of the text that tells of it."),
        "funding": Property(str, "'missing' where the source names no funder: unknown, which is not 'none'."),
    },
    Node.PROGRAMME: {
        "name": _NAME,
        "code": Property(str, "Number inside the programme above it, such as 5.4.2."),
        "level": Property(str, "fund, mechanism, programme, priority, measure, sub-measure or call."),
        "period": Property(str, "Programming period, such as 2014-2020."),
        "start": Property(str, "First day of a call."),
        "end": Property(str, "Last day of a call."),
        "budget": Property(str, "Budget of a call, decimal, in `currency`."),
        "currency": Property(str, "ISO 4217 code of the budget."),
    },
    Node.PLACE: {
        "code": Property(str, "NUTS, LAU or ISO 3166 code."),
        "name": _NAME,
        "level": Property(str, "country, nuts1, nuts2, nuts3, subdivision, settlement or area."),
        "scheme": Property(str, "Which list the code is from."),
        "country": Property(str, "ISO 3166-1 alpha-2 code."),
    },
    Node.THEME: {"name": _NAME},
    Node.GROUP: {
        "name": Property(str, "What the source calls the participants that it counts but does not name."),
        "size": Property(float, "Stated size; null where the source gives none."),
        "size_to": Property(float, "Upper end of a stated range."),
        "comparator": Property(str, "= ~ > < or range."),
        "status": Property(str, "stated, not rendered, missing or computed."),
    },
    Node.COUNTER: {
        "label": Property(str, "What is counted."),
        "unit": Property(str, "Unit: people, municipalities, per cent, hours, ..."),
        "value": Property(float, "The figure, or null with a status that says why."),
        "value_to": Property(float, "Upper end of a stated range."),
        "comparator": Property(str, "= ~ > < or range."),
        "status": Property(str, "stated, not rendered, missing or computed."),
        "basis": Property(str, "For a computed figure: from what, and how."),
    },
}

TIE_PROPERTIES: dict[Tie, dict[str, Property]] = {
    Tie.PARTICIPATES_IN: {
        "role": Property(str, "lead, partner or associated; null where no source says."),
        "department": Property(str, "Part of the organisation that takes part."),
        "contribution": Property(
            str, "Funding that the participant gets in the project, decimal, in `currency`."
        ),
        "currency": Property(str, "ISO 4217 code."),
    },
    Tie.FUNDED_BY: {
        "amount": Property(str, "Funding of the project, decimal, in `currency`; null where not stated."),
        "currency": Property(str, "ISO 4217 code."),
        "call": Property(str, "Number of the call."),
    },
    Tie.SUPPLIES: {"what": Property(str, "What is supplied.")},
}


def uid(prefix: str, *parts: str) -> str:
    """Stable id from the parts that identify a thing: the same parts give the same id on any machine."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
    return f"{prefix}-{digest}"


@dataclass(frozen=True, slots=True)
class NodeRef:
    """A node by label and id."""

    label: Node
    uid: str


@dataclass(frozen=True, slots=True)
class NodeClaim:
    """Values that a record gives for one node; what it does not say is absent."""

    label: Node
    uid: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_values(self.values, PROPERTIES[self.label], self.label)

    @property
    def ref(self) -> NodeRef:
        return NodeRef(self.label, self.uid)


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """Identity of a tie: its type, the labels of its ends, and an id made of type and ends."""

    type: Tie
    start: Node
    end: Node
    uid: str

    def __str__(self) -> str:
        return ":".join((self.type, self.start, self.end, self.uid))

    @classmethod
    def parse(cls, text: str) -> Self:
        tie, start, end, key = text.split(":")
        return cls(Tie(tie), Node(start), Node(end), key)


@dataclass(frozen=True, slots=True)
class TieClaim:
    """One tie that a record states, with its values."""

    type: Tie
    start: NodeRef
    end: NodeRef
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        facts = self.type.facts
        if facts.derived or self.start.label not in facts.starts or self.end.label not in facts.ends:
            raise ValueError(f"{self.type} cannot be stated from {self.start.label} to {self.end.label}")
        _check_values(self.values, TIE_PROPERTIES.get(self.type, {}), self.type)

    @property
    def key(self) -> TieKey:
        tie = uid("tie", self.type, self.start.uid, self.end.uid)
        return TieKey(self.type, self.start.label, self.end.label, tie)


def _check_values(values: Mapping[str, Value], allowed: Mapping[str, Property], owner: str) -> None:
    """Neo4j Community cannot enforce types, so nothing of another type ever becomes a claim."""
    for name, value in values.items():
        if name not in allowed:
            raise ValueError(f"{owner} has no property {name!r}")
        if not isinstance(value, allowed[name].type) or not _can_be_stored(value):
            raise ValueError(f"{owner}.{name} must be {allowed[name].type.__name__}, not {value!r}")


def _can_be_stored(value: Value) -> bool:
    """Lists hold texts alone; JSON, in which claims are kept, has no word for infinity and not-a-number."""
    if isinstance(value, tuple):
        return all(isinstance(item, str) for item in value)
    return not isinstance(value, float) or math.isfinite(value)


@dataclass(frozen=True, slots=True)
class Location:
    """Where in its file a record stands; rows count from 1 as a spreadsheet shows them."""

    file: str
    part: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """What one source says of one thing under one key."""

    source: str
    key: str
    location: Location
    raw: Mapping[str, str]
    nodes: tuple[NodeClaim, ...]
    ties: tuple[TieClaim, ...] = ()
    address: str | None = None

    def __post_init__(self) -> None:
        """Of two claims on one thing the graph could keep only one, and which would be chance."""
        _refuse_contradiction((f"{n.label} {n.uid}", n.values) for n in self.nodes if n.values)
        _refuse_contradiction((f"{t.type} {t.start.uid} {t.end.uid}", t.values) for t in self.ties)

    @property
    def uid(self) -> str:
        return uid("rec", self.source, self.key)

    def checksum(self) -> str:
        """Digest of everything stated, but not of where in the file it stands: rows may move."""
        stated = {
            "raw": self.raw,
            "nodes": sorted((n.label, n.uid, canonical(n.values)) for n in self.nodes),
            "ties": sorted((t.type, t.start.uid, t.end.uid, canonical(t.values)) for t in self.ties),
            "address": self.address,
        }
        return hashlib.blake2b(canonical(stated).encode(), digest_size=16).hexdigest()


def _refuse_contradiction(claims: Iterable[tuple[str, Mapping[str, Value]]]) -> None:
    stated: dict[str, Mapping[str, Value]] = {}
    for thing, values in claims:
        if stated.setdefault(thing, values) != values:
            raise ValueError(f"One record states two things of {thing}: {stated[thing]!r} and {values!r}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source: its own record, and records of things that many rows speak of (places, themes)."""

    record: Record
    references: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that could not be understood: where it stands and why, in words."""

    location: Location
    column: str | None
    reason: str


def canonical(values: object) -> str:
    """JSON text that is the same for equal values."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def parsed(text: str) -> dict[str, Value]:
    """Values from their canonical text."""
    values: dict[str, Value] = orjson.loads(text)
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}


def shown_values(claims: Iterable[Mapping[str, Value]]) -> dict[str, Value]:
    """Values shown for a node of which several records speak (SHOWN_RULE); lists are united."""
    stated: dict[str, list[dict[str, Value]]] = {}
    for claim in claims:
        for topic, values in _by_topic(claim).items():
            stated.setdefault(topic, []).append(values)
    shown = {name: value for topic in stated.values() for name, value in _shown(topic).items()}
    return dict(sorted(shown.items()))


def _by_topic(claim: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    topics: dict[str, dict[str, Value]] = {}
    for name, value in claim.items():
        topics.setdefault(TOPICS.get(name, name), {})[name] = value
    return topics


def _shown(stated: list[dict[str, Value]]) -> dict[str, Value]:
    name, first = next(iter(stated[0].items()))
    if isinstance(first, tuple):
        lists = (values[name] for values in stated)
        return {name: tuple(sorted({item for items in lists if isinstance(items, tuple) for item in items}))}
    if len(stated) == 1:
        return stated[0]
    counts = Counter(tuple(sorted(values.items())) for values in stated)
    ranked = sorted(counts.items(), key=lambda said: (-said[1], [str(value) for _, value in said[0]]))
    return dict(ranked[0][0])
