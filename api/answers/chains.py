"""Introductions in full: several ways, over what is allowed, between organisations, places or clusters."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from api.answers.basis import basis, evidence
from api.answers.path_ends import PathEnd, is_group, path_end
from api.answers.paths import (
    STRONG,
    WEAK,
    Body,
    PathAnswer,
    PathStep,
    Way,
    body,
    joint_work,
    path,
    side,
    told,
    unjoined,
    worded,
)
from api.explorer import Explorer
from graph.analysis.chains import Apart, Chain, chains
from graph.analysis.connections import Via, connections
from graph.analysis.paths import joint_step, two_mode
from graph.analysis.shared_proof import shared_records
from graph.snapshot import Snapshot
from viz.languages import gettext, ngettext

ONLY_COOPERATION = (Via.COOPERATION,)


class PathOrder(StrEnum):
    """Which chain comes first: that of the fewest introductions, or that of the strongest ties."""

    HOPS = "hops"
    STRENGTH = "strength"


def introductions(
    explorer: Explorer,
    start: str,
    end: str,
    *,
    k: int = 1,
    via: Sequence[Via] = ONLY_COOPERATION,
    by_strength: bool = False,
) -> PathAnswer:
    """Up to k chains between two ends, each a uid, a name, `place:CODE` or `cluster:NUMBER`.

    Raises NotFound with near matches, InvalidParameter.
    """
    parameters: dict[str, object] = {"from": start, "to": end, "k": k}
    parameters |= {"via": [one.value for one in Via if one in via]}
    parameters |= {"by": "strength" if by_strength else "hops"}
    snapshot = explorer.snapshot()
    ends = [path_end(explorer, snapshot, text) for text in (start, end)]
    plain = k == 1 and set(via) == {Via.COOPERATION} and not by_strength
    if plain and not is_group(start) and not is_group(end):
        answer = path(explorer, start, end)
        answer.paths = [] if answer.hops is None else [_way(answer.start, answer.steps)]
    else:
        found = chains(snapshot, *(one.rows for one in ends), k=k, via=via, by_strength=by_strength)
        answer = _told(explorer, snapshot, ends, found)
    answer.parameters = parameters
    if answer.hops is None and Via.THEME not in via:
        answer.weak = _by_theme(snapshot, ends, via)
        answer.told += f" {answer.weak}"
    return answer


def _told(
    explorer: Explorer, snapshot: Snapshot, ends: Sequence[PathEnd], found: Sequence[Chain] | Apart
) -> PathAnswer:
    if isinstance(found, Apart):
        return _apart(explorer, snapshot, ends, found)
    return _ways(explorer, snapshot, found)


def _ways(explorer: Explorer, snapshot: Snapshot, found: Sequence[Chain]) -> PathAnswer:
    ways = [_chain(snapshot, chain) for chain in found]
    first = ways[0]
    end = first.steps[-1].organisation if first.steps else first.start
    more = len(ways) - 1
    several = ngettext("%(count)s more:", "%(count)s more:", more, count=more) if more else ""
    return PathAnswer(
        **basis(explorer),
        start=first.start,
        end=end,
        hops=first.hops,
        steps=first.steps,
        told=" ".join([first.told, several, *(way.told for way in ways[1:])]).strip(),
        paths=ways,
    )


def _chain(snapshot: Snapshot, chain: Chain) -> Way:
    pairs = zip(pairwise(chain.organisations), chain.vias, strict=True)
    steps = [_step(snapshot, a, b, vias[0]) for (a, b), vias in pairs]
    return _way(body(snapshot, chain.organisations[0]), steps)


def _way(start: Body, steps: list[PathStep]) -> Way:
    weak = sum(step.strength == WEAK for step in steps)
    return Way(
        start=start,
        hops=len(steps),
        steps=worded(start, steps),
        weak_steps=weak,
        told=told(start, steps),
    )


def _step(snapshot: Snapshot, a: int, b: int, via: Via) -> PathStep:
    if via is Via.COOPERATION:
        return joint_work(snapshot, joint_step(snapshot, two_mode(snapshot), a, b))
    of = connections(snapshot, via)
    shared = int(of.between(a, b)[0])
    return PathStep(
        organisation=body(snapshot, b),
        project=None,
        year=None,
        evidence=evidence(list(shared_records(snapshot, via, a, b, shared))),
        projects=[],
        via=via,
        strength=STRONG if via.strong else WEAK,
        through=of.names[shared],
    )


def _apart(explorer: Explorer, snapshot: Snapshot, ends: Sequence[PathEnd], found: Apart) -> PathAnswer:
    a, b = (body(snapshot, one.rows[0]) for one in ends)
    doors = [body(snapshot, found.start_door), body(snapshot, found.end_door)]
    reason = gettext(
        "No chain of the connections allowed leads from %(a)s to %(b)s: %(first)s on the first side, "
        "%(second)s on the other.",
        a=ends[0].name,
        b=ends[1].name,
        first=side(found.start_side),
        second=side(found.end_side),
    )
    return unjoined(explorer, a, b, doors, reason)


def _by_theme(snapshot: Snapshot, ends: Sequence[PathEnd], via: Sequence[Via]) -> str:
    found = chains(snapshot, *(one.rows for one in ends), via=[*via, Via.THEME])
    if isinstance(found, Apart):
        return gettext("No theme joins them either.")
    return gettext("Nearest by theme: %(chain)s", chain=_chain(snapshot, found[0]).told)
