"""An end of a path: an organisation, a place with all below it, or a cluster."""

from dataclasses import dataclass

from api.answers.organisations import row_of
from api.answers.paths import body, called
from api.explorer import Explorer
from graph.errors import InvalidParameter, NotFound
from graph.names import folded
from graph.snapshot import Snapshot
from viz import wording
from viz.languages import gettext

PLACE, CLUSTER = "place:", "cluster:"


@dataclass(frozen=True, slots=True)
class PathEnd:
    """Rows of the organisations that stand there, and what the end is called."""

    rows: list[int]
    name: str


def is_group(text: str) -> bool:
    """Whether the end is a place or a cluster."""
    return text.startswith((PLACE, CLUSTER))


def path_end(explorer: Explorer, snapshot: Snapshot, text: str) -> PathEnd:
    """A uid, a name, `place:CODE` or `cluster:NUMBER`; raises NotFound, InvalidParameter."""
    if text.startswith(PLACE):
        return _place(snapshot, text.removeprefix(PLACE).strip())
    if text.startswith(CLUSTER):
        return _cluster(explorer, text.removeprefix(CLUSTER).strip())
    row = row_of(snapshot, text, explorer.store)
    return PathEnd([row], called(body(snapshot, row)))


def _place(snapshot: Snapshot, text: str) -> PathEnd:
    """Organisations in a place, given by code or name, or below it; or in a country."""
    places = snapshot.places.select(["uid", "code", "name", "part_of"]).to_pylist()
    meant = [
        one for one in places if text == one["code"] or (one["name"] and folded(one["name"]) == folded(text))
    ]
    inside, grew = {one["uid"] for one in meant}, True
    while grew:
        below = {one["uid"] for one in places if inside.intersection(one["part_of"] or ())} - inside
        inside |= below
        grew = bool(below)
    rows = {row for row, one in enumerate(places) if one["uid"] in inside}
    located = snapshot.organisations["located_in"].to_pylist()
    countries = snapshot.organisations["country"].to_pylist()
    found = [row for row, at in enumerate(located) if at in rows or countries[row] == text]
    if not found:
        known = "No organisation is known in" if meant else "There is no place"
        raise NotFound(f"{known} {text!r}.")
    return PathEnd(found, _called(text, meant[0]["name"] if meant else None))


def _called(text: str, name: str | None) -> str:
    country = wording.country(text)
    if country != text:
        return country
    return text if name in (None, text) else f"{name} ({text})" if folded(name) != folded(text) else name


def _cluster(explorer: Explorer, text: str) -> PathEnd:
    if not text.isdecimal() or len(text) > 8:
        raise InvalidParameter(f"{text!r} is no number of a cluster: write cluster:3.")
    of = explorer.clustering().cluster_of
    found = [row for row, number in enumerate(of) if number == int(text)]
    if not found:
        raise NotFound(f"There is no cluster {text}.")
    return PathEnd(found, gettext("cluster %(number)s", number=int(text)))
