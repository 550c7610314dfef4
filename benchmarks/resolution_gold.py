"""Pairs of which we know whether they are one organisation: the truth is a register's, not ours.

Positive pairs: two names under one PIC, under one ROR id (one name held out of the record), under one OIB,
and a PIC and a ROR record that name the same web site, which nobody else names. What makes them one is
hidden from the matcher. Negative pairs: the most alike records of different ROR ids, PICs with different VAT
numbers, ROR parents and children, and bodies of keep.eu in one town that are of different kinds, or whose
name says that they are a faculty or department. Names that are mere acronyms or codes are no positive pair:
such pairs are to be reviewed, and `acronyms` counts what becomes of them.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.resolution_subjects import (
    Row,
    cordis,
    esif_hr,
    h2020,
    keep,
    ror,
    ror_names,
    rows,
    subject,
)
from graph.names import folded
from graph.resolution.subject import Subject
from ingest.kinds import kind_of_name

# Decides which pairs are drawn and which of them are the test part. It is changed when the test part has been
# looked at, so that what is tuned next is tested on pairs that nobody saw.
DRAW = "2"
PER_FAMILY = {
    "pic": 600,
    "ror": 1100,
    "ror halves": 900,
    "ror near": 900,
    "ror town": 500,
    "pic near": 500,
    "keep kinds": 500,
    "ror parts": 300,
}
SUBUNIT = re.compile(
    r"\b(facult|fakult|facolt|faculd|wydzia|departm|dipartim|departam|abteilung|institute of|institut f)",
    re.I,
)
_SUBUNIT_HR = re.compile(r"ured|odjel|sektor|uprava|podružnica|fakultet|institut", re.I)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two subjects, whether they are one, which family of truth says so, and the clusters they are of."""

    a: Subject
    b: Subject
    same: bool
    family: str
    clusters: tuple[str, str]

    @property
    def country(self) -> str:
        return self.a.country or self.b.country or "--"


@dataclass(frozen=True, slots=True)
class Gold:
    tuning: tuple[Pair, ...]
    test: tuple[Pair, ...]
    acronyms: tuple[Pair, ...]
    names: tuple[Pair, ...]


@cache
def gold() -> Gold:
    """The pairs, split by cluster; the same whenever the files are the same."""
    # the most alike pair of a country is often that of a town too: it counts once
    found = {frozenset((p.a.uid, p.b.uid)): p for p in reversed([*_families()])}
    kept = [p for p in reversed(found.values()) if _side(p.clusters[0]) == _side(p.clusters[1])]
    tuning = tuple(p for p in kept if not _side(p.clusters[0]))
    test = tuple(p for p in kept if _side(p.clusters[0]))
    names = (*_sample(_pic_pairs(), "pic"), *_sample(_ror_pairs(), "ror"))
    return Gold(tuning, test, tuple(_acronym_pairs()), tuple(p for p in names if _side(p.clusters[0])))


def _side(cluster: str) -> int:
    return _hash("side", cluster) % 2


def _hash(*parts: str) -> int:
    drawn = "\x1f".join((DRAW, *parts)).encode()
    return int.from_bytes(hashlib.blake2b(drawn, digest_size=8).digest(), "big")


def _sample(pairs: Iterable[Pair], family: str) -> list[Pair]:
    """The first pairs by a hash of their ids: a sample that does not hang on order."""
    ordered = sorted(pairs, key=lambda p: _hash(p.family, p.a.uid, p.b.uid, *p.a.names, *p.b.names))
    return ordered[: PER_FAMILY.get(family, len(ordered))]


def _families() -> Iterator[Pair]:
    yield from _sample(_site_pairs(), "pic-ror")
    yield from _sample(_ror_halves(), "ror halves")
    yield from _oib_pairs()
    yield from _sample(_near("ror near", _ror_bare(), rivals=_ror_related()), "ror near")
    yield from _sample(_near("ror town", _ror_bare(), rivals=_ror_related()), "ror town")
    yield from _sample(_near("pic near", _with_vat(), rivals={}), "pic near")
    yield from _sample(_ror_parts(), "ror parts")
    yield from _sample(_keep_kinds(), "keep kinds")
    yield from _keep_subunits()


def bare(one: Subject, names: Sequence[str] | None = None, mark: str = "") -> Subject:
    """A subject without what gives the truth away."""
    return replace(one, uid=one.uid + mark, names=tuple(names or one.names), identifiers=(), website=None)


def is_code(name: str) -> bool:
    """Whether a name is an acronym or a code, which is nothing to merge on."""
    parts = re.findall(r"\w+", name)
    if len(parts) <= 1:
        return len(name) <= 10 or name.isupper()
    longest = max(parts, key=len)
    return len(longest) < 5 or (any(c.isdigit() for c in name) and len(parts) <= 3)


def _pic_pairs() -> Iterator[Pair]:
    for one in _piced():
        if len(one.names) == 2 and folded(one.names[0]) != folded(one.names[1]) and not is_code(one.names[1]):
            yield Pair(
                bare(one, one.names[:1], "a"), bare(one, one.names[1:], "b"), True, "pic", (cluster(one),) * 2
            )


def _acronym_pairs() -> Iterator[Pair]:
    found = (
        Pair(bare(o, o.names[:1], "a"), bare(o, o.names[1:], "b"), True, "acronym", (cluster(o),) * 2)
        for o in _piced()
        if len(o.names) == 2 and is_code(o.names[1]) and folded(o.names[1]) not in folded(o.names[0])
    )
    return iter(_sample(found, "pic"))


def _piced() -> Sequence[Subject]:
    return h2020()


def cluster(one: Subject) -> str:
    """What a subject is split by; a PIC and the ROR record with its web site fall together."""
    return _same_site().get(one.uid, one.uid)


_SITE: dict[str, str] = {}


def _same_site() -> dict[str, str]:
    if not _SITE:
        _SITE.update({a.uid: b.uid for a, b in _sites()})
    return _SITE


def host(address: str) -> str:
    """Host of a web address without `www.`."""
    text = address.strip().lower()
    found = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    return found.removeprefix("www.")


def _sites() -> list[tuple[Subject, Subject]]:
    by_pic = {one.identifiers[0].removeprefix("pic:"): one for one in h2020()}
    named: dict[str, set[str]] = defaultdict(set)
    for row in cordis():
        named[host(row["organizationURL"])].add(row["organisationID"])
    registered: dict[str, list[Subject]] = defaultdict(list)
    for one in ror():
        registered[host(one.website or "")].append(one)
    return [
        (by_pic[next(iter(pics))], registered[site][0])
        for site, pics in sorted(named.items())
        if site
        and len(pics) == 1
        and len(registered[site]) == 1
        and by_pic[next(iter(pics))].country == registered[site][0].country
    ]


def _site_pairs() -> Iterator[Pair]:
    for a, b in _sites():
        yield Pair(bare(a), bare(b), True, "pic-ror", (cluster(a), cluster(b)))


def _ror_rows() -> Iterator[tuple[Subject, Row]]:
    return zip(ror(), rows("ror", "ror_eu_flat.csv"), strict=True)


def _ror_pairs() -> Iterator[Pair]:
    """A record without one of its names, and a subject that has only that name."""
    for one, row in _ror_rows():
        names = ror_names(row)
        told = [name for name in names if not is_code(name)]
        for name in (
            told[:1] + told[1 + _hash("held", one.uid) % max(len(told) - 1, 1) :][:1] if len(told) > 1 else []
        ):
            others = tuple(other for other in one.names if folded(other) != folded(name))
            if others:
                mark = hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
                yield Pair(bare(one, others, "a"), bare(one, (name,), mark), True, "ror", (one.uid, one.uid))


def _ror_halves() -> Iterator[Pair]:
    """Two records of one body, as two sources would have them: its names are dealt out in turn."""
    for one, row in _ror_rows():
        told = [name for name in ror_names(row) if not is_code(name)]
        codes = [name for name in one.names if name not in told]
        told.sort(key=lambda name: _hash("deal", one.uid, name))
        if len(told) >= 3:
            a = bare(one, (*told[::2], *codes), "a")
            yield Pair(a, bare(one, (*told[1::2], *codes), "b"), True, "ror halves", (one.uid, one.uid))


def _oib_pairs() -> Iterator[Pair]:
    spelled: dict[str, list[str]] = defaultdict(list)
    for name, oib in esif_hr():
        if not _SUBUNIT_HR.search(name) and folded(name) not in map(folded, spelled[oib]):
            spelled[oib].append(name)
    for oib, names in sorted(spelled.items()):
        if len(names) > 1:
            pair = [subject(f"{oib}|{name}", (name,), "esif-hr", "HR") for name in sorted(names)[:2]]
            yield Pair(pair[0], pair[1], True, "oib", (oib, oib))


def _ror_bare() -> list[tuple[Subject, str]]:
    return [(one, cluster_of_ror(one)) for one in ror()]


def cluster_of_ror(one: Subject) -> str:
    return one.uid


def _ror_related() -> dict[str, set[str]]:
    """Uids that ROR says are parents, children, predecessors or relatives of each other."""
    by_id = {one.identifiers[0].removeprefix("ror:"): one.uid for one in ror()}
    related: dict[str, set[str]] = defaultdict(set)
    for one, row in _ror_rows():
        for part in row["related"].split(";"):
            other = by_id.get(part.rsplit("/", 1)[-1])
            if other:
                related[one.uid].add(other)
                related[other].add(one.uid)
    return related


def _with_vat() -> list[tuple[Subject, str]]:
    return [(one, cluster(one)) for one in h2020() if len(one.identifiers) == 2]


def _near(family: str, subjects: list[tuple[Subject, str]], rivals: dict[str, set[str]]) -> Iterator[Pair]:
    """Each subject with the most alike other one of its country and side, unless a register relates them."""
    groups: dict[tuple[str | None, str | None, int], list[tuple[Subject, str]]] = defaultdict(list)
    for one, key in subjects:
        groups[one.country, one.town if family == "ror town" else None, _side(key)].append((one, key))
    for _, members in sorted(groups.items(), key=lambda item: str(item[0])):
        members.sort(key=lambda member: member[0].uid)
        chosen = [at for at, (one, _) in enumerate(members) if _hash("near", one.uid) % 3 == 0]
        names = [" ".join(sorted(folded(one.names[0]).split())) for one, _ in members]
        if len(names) < 2 or not chosen:
            continue
        scores = process.cdist([names[at] for at in chosen], names, scorer=fuzz.ratio, dtype=np.uint8)
        for at, line in zip(chosen, scores, strict=True):
            line[at] = 0
            nearest = int(line.argmax())
            (a, key_a), (b, key_b) = members[at], members[nearest]
            different_vat = family != "pic near" or a.identifiers[1] != b.identifiers[1]
            # one name under two numbers: the register has the body twice, or we cannot know
            twice = not told_in_any_order(a).isdisjoint(told_in_any_order(b))
            if (
                not twice
                and line[nearest] >= 60
                and b.uid not in rivals.get(a.uid, ())
                and different_vat
                and key_a != key_b
            ):
                yield Pair(bare(a), bare(b), False, family, (key_a, key_b))


def told_in_any_order(one: Subject) -> set[str]:
    """The names of a subject that are no codes, each as its sorted words."""
    return {" ".join(sorted(re.findall(r"\w+", folded(name)))) for name in one.names if not is_code(name)}


def _ror_parts() -> Iterator[Pair]:
    by_id = {one.identifiers[0].removeprefix("ror:"): one for one in ror()}
    for one, row in _ror_rows():
        for part in row["related"].split(";"):
            parent = by_id.get(part.rsplit("/", 1)[-1])
            if part.startswith("parent:") and parent:
                yield Pair(bare(one), bare(parent), False, "ror parts", (one.uid, parent.uid))


def _keep_kinds() -> Iterator[Pair]:
    """Bodies of one town whose names say by other rules than the matcher's that they differ in kind."""
    towns: dict[tuple[str | None, str], list[Subject]] = defaultdict(list)
    for one in keep():
        if one.town:
            towns[one.country, folded(one.town).strip()].append(one)
    for (_, town), members in sorted(towns.items(), key=str):
        said = [
            (one, kind_of_name(one.names[0], one.country)) for one in members if town in folded(one.names[0])
        ]
        for at, (a, kind_a) in enumerate(said):
            for b, kind_b in said[at + 1 :]:
                if kind_a and kind_b and kind_a.kind != kind_b.kind and _side(a.uid) == _side(b.uid):
                    yield Pair(bare(a), bare(b), False, "keep kinds", (a.uid, b.uid))


def _keep_subunits() -> Iterator[Pair]:
    """A body that calls itself a faculty, department or institute, and the body whose name begins its own."""
    whole = {(one.country, folded(one.names[0]).strip()): one for one in keep()}
    for one in keep():
        pieces = re.split(r"\s*(?:,|\s[-–—]\s|/|\()\s*", one.names[0])
        if len(pieces) > 1 and any(SUBUNIT.search(piece) for piece in pieces):
            for piece in pieces:
                parent = whole.get((one.country, folded(piece).strip(" )")))
                if parent and parent.uid != one.uid and not SUBUNIT.search(piece):
                    yield Pair(bare(one), bare(parent), False, "keep subunits", (one.uid, one.uid))
                    break
