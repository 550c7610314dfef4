"""What a source says, as plain values, before any database is involved.

A `Record` is what one source says of one thing under one key: its raw cells and the claims read from
them. A `NodeClaim` gives values for one node, a `TieClaim` states one tie. Claims of many records may
speak of the same node; none overwrites another. What a user sees is computed from all of them
(graph.shown), whatever the order in which they came.
"""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import orjson

from graph.properties import PROPERTIES, TIE_PROPERTIES, Property, Value
from graph.vocabulary import Node, Tie

# The source that states again what an exported snapshot holds.
RESTATED = "snapshot"
_RECORD_UID = re.compile("rec-[0-9a-f]{20}")


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
    _text: str | None = field(init=False, compare=False, repr=False, default=None)

    def __post_init__(self) -> None:
        _check_values(self.values, PROPERTIES[self.label], self.label)

    @property
    def text(self) -> str:
        """The values as canonical JSON; made once, because many records may share a claim."""
        if self._text is None:
            object.__setattr__(self, "_text", canonical(self.values))
        return self._text or ""

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
        """Identity of the tie; made anew at each call."""
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
    uid: str = field(init=False, compare=False)
    _form: "Form | None" = field(init=False, compare=False, repr=False, default=None)

    def __post_init__(self) -> None:
        """Of two claims on one thing the graph could keep only one, and which would be chance."""
        if len(self.nodes) > 1:
            _refuse_contradiction(((n.label, n.uid), n.values) for n in self.nodes if n.values)
        if len(self.ties) > 1:
            _refuse_contradiction(((t.type, t.start.uid, t.end.uid), t.values) for t in self.ties)
        object.__setattr__(self, "uid", _record_uid(self.source, self.key))

    @property
    def form(self) -> "Form":
        """The record as it is written; made once, because the writer asks for it several times."""
        if self._form is None:
            object.__setattr__(self, "_form", _formed(self))
        assert self._form is not None  # noqa: S101 - set above, which a type checker cannot see
        return self._form

    def checksum(self) -> str:
        """Digest of everything stated, but not of where in the file it stands: rows may move."""
        return self.form.checksum


def _record_uid(source: str, key: str) -> str:
    """What comes back from an export of ours names the records that stated it, and they keep their ids."""
    if source == RESTATED and _RECORD_UID.fullmatch(key):
        return key
    return uid("rec", source, key)


@dataclass(frozen=True, slots=True)
class Form:
    """A record as it is written, but for who states it: made while the database writes the batch before.

    `raw` and `ties` are texts, `ties` and `keys` are aligned with the claims. `described` holds for each
    node that takes a description its label and (record, node, values); `alone` holds the properties of
    each tie as long as no other record states it.
    """

    raw: str
    ties: tuple[str, ...]
    keys: tuple[TieKey, ...]
    checksum: str
    described: tuple[tuple[Node, tuple[str, str, str]], ...]
    alone: tuple[Mapping[str, Any], ...]
    properties: Mapping[str, Any]


def _formed(record: Record) -> Form:
    raw = canonical(record.raw)
    nodes = tuple(claim.text for claim in record.nodes)
    ties = tuple(canonical(claim.values) for claim in record.ties)
    keys = tuple(claim.key for claim in record.ties)
    said = sorted(f"{n.label}\x1f{n.uid}\x1f{text}" for n, text in zip(record.nodes, nodes, strict=True))
    tied = sorted(f"{key.uid}\x1f{text}" for key, text in zip(keys, ties, strict=True))
    stated = "\x1e".join((raw, *said, "", *tied, "", record.address or ""))
    checksum = hashlib.blake2b(stated.encode(), digest_size=16).hexdigest()
    return Form(
        raw=raw,
        ties=ties,
        keys=keys,
        checksum=checksum,
        described=tuple(
            (claim.label, (record.uid, claim.uid, text))
            for claim, text in zip(record.nodes, nodes, strict=True)
            if claim.values or not any(claim.ref in (tie.start, tie.end) for tie in record.ties)
        ),
        alone=tuple(
            {**claim.values, "uid": key.uid, "records": [record.uid]}
            for claim, key in zip(record.ties, keys, strict=True)
        ),
        properties=_properties(record, raw, checksum, keys),
    )


def _properties(record: Record, raw: str, checksum: str, keys: Iterable[TieKey]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "uid": record.uid,
        "source": record.source,
        "key": record.key,
        "checksum": checksum,
        "raw": raw,
        "ties": sorted(map(str, keys)),
    }
    if record.address is not None:
        properties["address"] = record.address
    return properties


def _refuse_contradiction(claims: Iterable[tuple[tuple[str, ...], Mapping[str, Value]]]) -> None:
    stated: dict[tuple[str, ...], Mapping[str, Value]] = {}
    for thing, values in claims:
        if stated.setdefault(thing, values) != values:
            named = " ".join(thing)
            raise ValueError(f"One record states two things of {named}: {stated[thing]!r} and {values!r}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a source: its own record, and records of things that many rows speak of (places, themes)."""

    record: Record
    references: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that could not be understood: where it stands and why, in words, and its cells to be mended."""

    location: Location
    column: str | None
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict)


def canonical(values: object) -> str:
    """JSON text that is the same for equal values."""
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def parsed(text: str) -> dict[str, Value]:
    """Values from their canonical text."""
    values: dict[str, Value] = orjson.loads(text)
    return {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
