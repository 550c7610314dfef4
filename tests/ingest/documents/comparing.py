"""What a page's own reading says otherwise than the facts that a person read from the same page."""

from collections.abc import Iterator
from typing import Any

from ingest.network_schema import Network, Organisation

PROJECT = ("code", "title", "start", "end", "status", "budget", "website")


def differences(read: Network, written: Network) -> set[str]:
    """One line for each difference, the written facts first."""
    return {
        *_project(read, written),
        *_bodies("participant", read.participants, written.participants),
        *_bodies("supplier", read.suppliers, written.suppliers),
        *_bodies("patron", read.patrons, written.patrons),
        *_sets("programme", {p.key for p in read.programmes}, {p.key for p in written.programmes}),
        *_sets("covers", _places(read.project.covers), _places(written.project.covers)),
        *_sets("excludes", _places(read.project.excludes), _places(written.project.excludes)),
        *_sets("figure", _figures(read), _figures(written)),
        *_sets("group", _groups(read), _groups(written)),
        *_sets("theme", {t.slug for t in read.themes}, {t.slug for t in written.themes}),
    }


def _project(read: Network, written: Network) -> Iterator[str]:
    for name in PROJECT:
        one, other = getattr(written.project, name), getattr(read.project, name)
        if (one and one.value) != (other and other.value):
            yield f"project {name}: {one and one.value} / {other and other.value}"
    for name in ("funded_by", "serves"):
        yield from _sets(name, *({f.value for f in getattr(n.project, name)} for n in (read, written)))


def _bodies(what: str, read: tuple[Organisation, ...], written: tuple[Organisation, ...]) -> Iterator[str]:
    mine = {_folded(body): body for body in read}
    theirs = {_folded(body): body for body in written}
    yield from _sets(what, set(mine), set(theirs))
    for name in sorted(mine.keys() & theirs.keys()):
        for field in ("role", "kind", "country", "located_in"):
            one, other = (getattr(by[name], field, None) for by in (theirs, mine))
            if (one and str(one.value)) != (other and str(other.value)):
                yield f"{what} {name} {field}: {one and one.value} / {other and other.value}"


def _folded(body: Organisation) -> str:
    if body.name is None:
        return f"unnamed {body.country.value if body.country else 'nobody says where'}"
    return " ".join(body.name.value.casefold().split())


def _places(areas: Any) -> set[str]:
    return {code for area in areas for code in area.places}


def _figures(network: Network) -> set[str]:
    return {
        f"{c.comparator} {c.value} {c.value_to} {c.status}".replace("None", "-") for c in network.counters
    }


def _groups(network: Network) -> set[str]:
    return {
        f"{g.comparator} {g.size} {g.size_to} {g.status} helps {sorted(g.mentors)} of {bool(g.member_of)}"
        for g in network.groups
    }


def _sets(what: str, read: set[str], written: set[str]) -> Iterator[str]:
    yield from (f"{what} only written: {one}" for one in written - read)
    yield from (f"{what} only read: {one}" for one in read - written)
