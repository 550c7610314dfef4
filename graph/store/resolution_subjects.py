"""Organisations as the matcher sees them, and participants without a name with those beside them."""

import hashlib
from collections.abc import Iterable
from typing import Any

from graph.records import canonical
from graph.resolution.placeholders import Appearance
from graph.resolution.subject import Subject
from graph.store.session import Transaction
from graph.store.statement import Statement

PORTION = 5000
_VALUES = """
    [n.uid, n.name, n.names, n.kind, n.country, n.town, n.identifiers, n.website,
     COLLECT { MATCH (n)-[:LOCATED_IN]->(p:Place) RETURN p.code },
     COLLECT { MATCH (n)<-[:DESCRIBES]-(r:Record) RETURN DISTINCT r.source }]
"""
ALL = Statement(
    "all subjects of resolution",
    """
    MATCH (n:Organisation) WITH collect(n) AS every
    UNWIND range(0, size(every) - 1, $portion) AS at
    CALL (every, at) {
        UNWIND every[at..at + $portion] AS n
        RETURN collect("""
    + _VALUES
    + """) AS rows
    }
    RETURN rows
    """,
)
SOME = Statement(
    "some subjects of resolution",
    "UNWIND $uids AS uid MATCH (n:Organisation {uid: uid}) RETURN collect(" + _VALUES + ") AS rows",
)
# Who takes part, with whom, where somebody without a name does; each with the files that state it.
APPEARANCES = Statement(
    "appearances beside placeholders",
    """
    MATCH (e:Organisation {name_status: 'missing'})-[:PARTICIPATES_IN]->(p:Project)
    WHERE e.name IS NULL AND e.identifiers IS NULL
    WITH DISTINCT p
    MATCH (p)<-[t:PARTICIPATES_IN]-(o:Organisation)
    WHERE o.name IS NOT NULL OR o.identifiers IS NULL
    UNWIND t.records AS record
    MATCH (r:Record {uid: record})
    WITH p, o, collect(DISTINCT [r.source, r.file]) AS documents
    RETURN p.uid, o.uid, o.name IS NOT NULL, o.country, o.kind, documents
    """,
)


def all_subjects(tx: Transaction) -> list[Subject]:
    """Every organisation, sorted by uid."""
    rows = (row for (rows,) in tx.values(ALL, portion=PORTION) for row in rows)
    return sorted(map(_subject, rows), key=lambda subject: subject.uid)


def subjects(tx: Transaction, uids: Iterable[str]) -> dict[str, Subject]:
    """Those of the organisations that are there, by uid."""
    return {row[0]: _subject(row) for row in tx.listed(SOME, uids=sorted(uids))}


def _subject(row: list[Any]) -> Subject:
    uid, name, names, kind, country, town, identifiers, website, places, sources = row
    return Subject(
        uid=uid,
        names=tuple(dict.fromkeys(text for text in (name, *(names or ())) if text)),
        kind=kind,
        country=country,
        town=town,
        place=min(filter(None, places), default=None),
        identifiers=tuple(sorted(identifiers or ())),
        website=website,
        sources=tuple(sorted(sources)),
    )


def fingerprint(subject: Subject) -> int:
    """A number that changes when anything does that the matcher looks at (63 bits and a sign)."""
    values = canonical([getattr(subject, name) for name in Subject.__slots__])
    return int.from_bytes(hashlib.blake2b(values.encode(), digest_size=8).digest(), signed=True)


def appearances(tx: Transaction) -> list[Appearance]:
    """Participants of projects in which somebody without a name takes part."""
    return [
        Appearance(
            project=project,
            organisation=organisation,
            named=named,
            country=country,
            kind=kind,
            documents=frozenset(f"{source}\x1f{file}" for source, file in documents),
        )
        for project, organisation, named, country, kind, documents in tx.values(APPEARANCES)
    ]
