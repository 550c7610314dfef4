"""The map of a chain of introductions: the chain before its surroundings, told in numbered notes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from api.answers import maps
from api.answers.chains import introductions
from api.answers.maps import MapPage, network_map
from api.answers.paths import PathAnswer, PathStep, called, worded
from api.explorer import Explorer
from graph.analysis.clusters import ClusterQuestion
from graph.analysis.strongest import part_between
from graph.analysis.ties import Ties, ties_of
from graph.errors import NotFound
from viz.languages import gettext
from viz.model import MapNote

AROUND_EACH = 12
MOST_CHAINS = 3


def path(explorer: Explorer, start: str, end: str, *, k: int, resolution: float, seed: int) -> MapPage:
    """Up to `k` chains with the strongest partners of all on them; raises NotFound where there is none."""
    found = introductions(explorer, start, end, k=k)
    if found.hops is None:
        raise NotFound(found.told)
    snapshot = explorer.snapshot()
    clustering = explorer.named_clustering(ClusterQuestion(resolution=resolution, seed=seed))
    chains = [[way.start.uid, *(step.organisation.uid for step in way.steps)] for way in found.paths]
    rows = [snapshot.organisation_row(uid) for uid in dict.fromkeys(uid for chain in chains for uid in chain)]
    drawn = np.array([*rows, *_beside(ties_of(snapshot), rows)], dtype=np.int64)
    part = part_between(snapshot, drawn, ties=explorer.settings.map_ties, connected=len(drawn))
    shown = network_map(snapshot, clustering, part, tuple(chains[0]))
    around = gettext(
        "Drawn are the organisations of the chains and of each its %(count)s strongest partners.",
        count=AROUND_EACH,
    )
    return maps.page(
        explorer,
        replace(
            shown,
            title=gettext("From %(a)s to %(b)s", a=called(found.start), b=called(found.end)),
            notes=(found.told, around),
            story=_story(found, {tie.pair for tie in shown.ties}),
            parameters={**shown.parameters, **found.parameters},
        ),
        seed,
    )


def _beside(ties: Ties, rows: Sequence[int]) -> list[int]:
    """The strongest partners of each, who are not on a chain themselves."""
    found: dict[int, None] = {}
    for row in rows:
        own = ties.adjacency[[row]]
        order = np.lexsort((own.indices, -own.data))[:AROUND_EACH]
        found |= dict.fromkeys(own.indices[order].tolist())
    return [row for row in found if row not in set(rows)]


def _story(found: PathAnswer, drawn: set[tuple[str, str]]) -> tuple[MapNote, ...]:
    """A note for the start and one for each introduction."""
    start = MapNote(gettext("It starts with %(body)s.", body=called(found.start)), (found.start.uid,))
    bodies = [found.start, *(step.organisation for step in found.steps)]
    notes = [
        MapNote(_told(before.uid, step, found), _about(before.uid, after.uid, drawn))
        for (before, after), step in zip(pairwise(bodies), found.steps, strict=True)
    ]
    return (start, *notes)


def _about(a: str, b: str, drawn: set[tuple[str, str]]) -> tuple[str, ...]:
    return (a, b) if (min(a, b), max(a, b)) in drawn else (b,)


def _told(before: str, step: PathStep, found: PathAnswer) -> str:
    """The sentence of one introduction, as the path itself is told."""
    bodies = {found.start.uid: found.start} | {one.organisation.uid: one.organisation for one in found.steps}
    return worded(bodies[before], [step])[0].told
