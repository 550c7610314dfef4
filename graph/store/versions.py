"""What a record said before another job said otherwise, kept so that the later job can be withdrawn."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson

from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim, TieKey, canonical, parsed
from graph.store import statements
from graph.store.fates import Known
from graph.store.session import Transaction
from graph.store.ties import claims_of
from graph.vocabulary import Node


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a record. `owners` are the jobs that state it, each with the place in its file.

    `nodes` are label, uid and values (JSON); `ties` are key, uids of the ends and values (JSON).
    """

    checksum: str
    owners: tuple[Mapping[str, Any], ...]
    raw: str
    address: str | None
    nodes: tuple[tuple[str, str, str], ...]
    ties: tuple[tuple[str, str, str, str], ...]

    @classmethod
    def of(cls, text: str) -> "Version":
        said = orjson.loads(text)
        return cls(
            checksum=said["checksum"],
            owners=tuple(said["owners"]),
            raw=said["raw"],
            address=said["address"],
            nodes=tuple(map(tuple, said["nodes"])),
            ties=tuple(map(tuple, said["ties"])),
        )

    @property
    def text(self) -> str:
        """JSON as it is kept on the record."""
        return canonical({name: getattr(self, name) for name in self.__slots__})

    def without(self, job: str) -> "Version | None":
        """The wording without one of its owners, None where nobody is left."""
        owners = tuple(other for other in self.owners if other["job"] != job)
        return replace(self, owners=owners) if owners else None

    def record(self, source: str, key: str) -> Record:
        """The record that says this; the ends of its ties are named, should they be gone meanwhile."""
        ties = [_tie(*tie) for tie in self.ties]
        claims = {(label, uid): parsed(values) for label, uid, values in self.nodes}
        for end in (end for tie in ties for end in (tie.start, tie.end)):
            claims.setdefault((end.label, end.uid), {})
        return Record(
            source=source,
            key=key,
            location=_location(self.owners[0]),
            raw=orjson.loads(self.raw),
            nodes=tuple(NodeClaim(Node(label), uid, values) for (label, uid), values in claims.items()),
            ties=tuple(ties),
            address=self.address,
        )


def earlier_without(texts: Iterable[str], job: str) -> list[Version]:
    """Older wordings, the oldest first, as if a job had never run."""
    versions = (Version.of(text).without(job) for text in texts)
    return _joined(version for version in versions if version)


def _joined(versions: Iterable[Version]) -> list[Version]:
    """Where neighbours say the same, nothing changed between them: they are one wording of more owners."""
    joined: list[Version] = []
    for version in versions:
        if joined and joined[-1].checksum == version.checksum:
            joined.append(replace(version, owners=(*joined.pop().owners, *version.owners)))
        else:
            joined.append(version)
    return joined


def _tie(key: str, start: str, end: str, values: str) -> TieClaim:
    shape = TieKey.parse(key)
    return TieClaim(shape.type, NodeRef(shape.start, start), NodeRef(shape.end, end), parsed(values))


def _location(owner: Mapping[str, Any]) -> Location:
    return Location(owner["file"], owner["part"], owner["row"])


def owners_of(known: Known) -> tuple[dict[str, Any], ...]:
    """Jobs that state what the record says now, the first of them first."""
    return (owner(known.job, known.location), *(dict(parsed(place)) for place in known.also))


def owner(job: str, location: Location) -> dict[str, Any]:
    """A job that states a record, and where in its file."""
    return {"job": job, "file": location.file, "part": location.part, "row": location.row}


@dataclass(frozen=True, slots=True)
class Versions:
    """Per replaced record: who else states the new wording (first owner first), and the older wordings."""

    owners: Mapping[str, Sequence[Mapping[str, Any]]]
    earlier: Mapping[str, Sequence[str]]

    def row(self, record: Record, job: str) -> dict[str, Any]:
        """The record as the graph keeps it."""
        owners = (*self.owners.get(record.uid, ()), owner(job, record.location))
        return record_row(record, record.checksum(), owners, self.earlier.get(record.uid, ()))


def record_row(
    record: Record, checksum: str, owners: Sequence[Mapping[str, Any]], earlier: Sequence[str]
) -> dict[str, Any]:
    """Properties of a Record node."""
    row = {**record.form.properties, "checksum": checksum, **owners[0]}
    if len(owners) > 1:
        row["also"] = [canonical(other) for other in owners[1:]]
    if earlier:
        row["earlier"] = list(earlier)
    return row


def replaced_versions(
    tx: Transaction, replaced: Sequence[Known], fresh: Iterable[Record], job: str
) -> Versions:
    """What to keep of records that the job replaces: wordings that other jobs state."""
    others = {row.uid: [other for other in owners_of(row) if other["job"] != job] for row in replaced}
    texts = wordings(tx, [row for row in replaced if others[row.uid]])
    checksums = {record.uid: record.checksum() for record in fresh}
    owners: dict[str, Sequence[Mapping[str, Any]]] = {}
    earlier: dict[str, Sequence[str]] = {}
    for row in replaced:
        stack = earlier_without(row.earlier, job)
        if row.uid in texts:
            stack = _joined((*stack, replace(texts[row.uid], owners=tuple(others[row.uid]))))
        same = bool(stack) and stack[-1].checksum == checksums[row.uid]
        owners[row.uid] = stack.pop().owners if same else ()
        earlier[row.uid] = [version.text for version in stack]
    return Versions(owners, earlier)


def wordings(tx: Transaction, records: Sequence[Known]) -> dict[str, Version]:
    """What records say now, by uid."""
    uids = [record.uid for record in records]
    if not uids:
        return {}
    labels = [str(label) for label in Node]
    nodes: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in tx.run(statements.DESCRIPTIONS_OF_RECORDS, uids=uids, labels=labels):
        nodes[row["record"]].append((row["label"], row["uid"], row["values"]))
    ties = _claimed_ties(tx, records)
    texts = {row["uid"]: row for row in tx.run(statements.TEXTS_OF_RECORDS, uids=uids)}
    return {
        record.uid: Version(
            checksum=record.checksum,
            owners=owners_of(record),
            raw=texts[record.uid]["raw"],
            address=texts[record.uid]["address"],
            nodes=tuple(sorted(nodes[record.uid])),
            ties=tuple(sorted(ties[record.uid])),
        )
        for record in records
    }


def _claimed_ties(tx: Transaction, records: Sequence[Known]) -> Mapping[str, list[tuple[str, str, str, str]]]:
    keys = {TieKey.parse(text) for record in records for text in record.ties}
    wanted = {record.uid for record in records}
    claimed: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for kind in sorted({key.type for key in keys}):
        by_uid = {key.uid: key for key in keys if key.type is kind}
        for values, start, end in tx.listed(statements.known_ties(kind), uids=sorted(by_uid)):
            key = str(by_uid[values["uid"]])
            for record, claim in claims_of(kind, values).items():
                if record in wanted:
                    claimed[record].append((key, start, end, claim))
    return claimed
