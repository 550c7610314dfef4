"""Several ties between the same two organisations become one that lists all their projects."""

from collections.abc import Sequence
from itertools import groupby

from viz.model import MapTie


def joined(ties: Sequence[MapTie]) -> tuple[MapTie, ...]:
    """One tie per pair of organisations: weights added, projects together, loops left out."""
    ordered = sorted((tie for tie in ties if tie.a != tie.b), key=lambda tie: tie.pair)
    return tuple(_as_one(pair, list(same)) for pair, same in groupby(ordered, key=lambda tie: tie.pair))


def _as_one(pair: tuple[str, str], ties: list[MapTie]) -> MapTie:
    if len(ties) == 1:
        return ties[0]
    projects = {project.uid: project for tie in ties for project in tie.projects}
    return MapTie(*pair, weight=sum(tie.weight for tie in ties), projects=tuple(projects.values()))
