"""A cluster is called by what it works on, where it sits, and its best-connected organisation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from graph.snapshot import Snapshot

# A theme or place that fewer of the cluster's projects or members share does not speak for the cluster.
SPEAKS_FOR = 0.2


def name_cluster(snapshot: Snapshot, members: Sequence[int]) -> str:
    """`members` are organisation rows, best connected first."""
    lead = snapshot.organisation(members[0])["name"] or "name not stated"
    theme = _most_common(_themes(snapshot, members))
    place = _most_common(_countries(snapshot, members))
    return " · ".join(part for part in (theme, place, lead) if part)


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(values)
    total = sum(counts.values())
    named = [(count, value) for value, count in counts.items() if value]
    if not named:
        return None
    count, value = min(named, key=lambda item: (-item[0], item[1]))
    return value if count >= SPEAKS_FOR * total else None


def _countries(snapshot: Snapshot, members: Iterable[int]) -> Iterable[str | None]:
    country = snapshot.organisations["country"]
    return [country[member].as_py() for member in members]


def _themes(snapshot: Snapshot, members: Sequence[int]) -> Iterable[str | None]:
    """Themes of the projects in which the members take part, once per project."""
    inside = np.isin(snapshot.participant, np.asarray(members))
    projects = np.unique(snapshot.joint_project[inside])
    themes = _themes_of_projects(snapshot)
    return [theme for project in projects.tolist() for theme in themes.get(project, (None,))]


@lru_cache(maxsize=2)
def _themes_of_projects(snapshot: Snapshot) -> dict[int, tuple[str, ...]]:
    names = snapshot.tables["themes"]["name"].to_pylist()
    about = snapshot.tables["about"]
    themes: dict[int, tuple[str, ...]] = {}
    for project, theme in zip(about["project"].to_pylist(), about["theme"].to_pylist(), strict=True):
        themes[project] = (*themes.get(project, ()), names[theme])
    return themes
