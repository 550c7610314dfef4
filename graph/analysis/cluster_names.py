"""A cluster is called by what it works on, where it sits, and its best-connected organisation.

Theme and place are those that stand out most against the whole graph (graph.analysis.over_representation,
least P first) among those that speak for enough of the cluster; of equal ones the more frequent, then the
first in the alphabet. So what everybody has names a cluster only where nothing else does. The place is a
region (NUTS 2) where at least half of the members are in it, else a country.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from graph.analysis.over_representation import hypergeometric_tail
from graph.analysis.territories import Level, territories
from graph.projection import IntArray
from graph.snapshot import Snapshot

# A theme or place that fewer of the cluster's projects or members share does not speak for the cluster.
SPEAKS_FOR = 0.2
REGION_SPEAKS_FOR = 0.5


@dataclass(frozen=True, slots=True)
class Marks:
    """Which thing has which mark (parallel arrays), of how many things, and what the marks are called."""

    thing: IntArray
    mark: IntArray
    things: int
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class NameParts:
    """Of what a computed name is made: a theme, a region or else a country (its code), an organisation."""

    theme: str | None = None
    region: str | None = None
    country: str | None = None
    organisation: str | None = None

    @property
    def name(self) -> str:
        """The name as programs get it, the same in every language."""
        parts = (self.theme, self.region or self.country, self.organisation or "name not stated")
        return " · ".join(part for part in parts if part)


NOTHING_KNOWN = NameParts()


def cluster_names(snapshot: Snapshot, cluster_of: IntArray, leads: Sequence[int]) -> list[NameParts]:
    """The name of each cluster; `leads` are the rows of their best-connected organisations."""
    rows = np.flatnonzero(cluster_of >= 0)
    inside = cluster_of[rows], rows, len(leads)
    themes = most_telling(_themes(snapshot), *_projects_of_clusters(snapshot, cluster_of), len(leads))
    regions = most_telling(_regions(snapshot), *inside, REGION_SPEAKS_FOR)
    countries = most_telling(_countries(snapshot), *inside)
    names = snapshot.organisations["name"].take(np.asarray(leads, dtype=np.int64)).to_pylist()
    return [NameParts(*parts) for parts in zip(themes, regions, countries, names, strict=True)]


def most_telling(
    marks: Marks, cluster: IntArray, thing: IntArray, clusters: int, speaks_for: float = SPEAKS_FOR
) -> list[str | None]:
    """The name that stands out most in each cluster, None where none has this share of its things.

    `cluster` and `thing` are parallel: which things are in which cluster, each pair once.
    """
    counted, mark, x = _occurrences(marks, cluster, thing)
    size = np.bincount(cluster, minlength=clusters)
    everywhere = np.bincount(marks.mark, minlength=len(marks.names))
    speaks = x >= speaks_for * size[counted]
    counted, mark, x = counted[speaks], mark[speaks], x[speaks]
    tail = hypergeometric_tail(x, size[counted], everywhere[mark], marks.things).round(9)
    alphabet = np.argsort(np.argsort(np.array(marks.names, dtype=object), kind="stable"), kind="stable")
    order = np.lexsort((alphabet[mark], -x, tail, counted))
    named, first = np.unique(counted[order], return_index=True)
    found: list[str | None] = [None] * clusters
    for number, chosen in zip(named.tolist(), mark[order][first].tolist(), strict=True):
        found[number] = marks.names[chosen]
    return found


def _occurrences(marks: Marks, cluster: IntArray, thing: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Cluster, mark and how many of the cluster's things have it, for every pair that occurs."""
    order = np.argsort(marks.thing, kind="stable")
    bounds = np.searchsorted(marks.thing[order], np.arange(marks.things + 1))
    counts = np.diff(bounds)[thing]
    begin = np.repeat(bounds[thing], counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    width = max(len(marks.names), 1)
    keys = np.repeat(cluster, counts) * width + marks.mark[order][begin + within]
    pairs, x = np.unique(keys, return_counts=True)
    counted, mark = np.divmod(pairs, width)
    return counted, mark, x


def _projects_of_clusters(snapshot: Snapshot, cluster_of: IntArray) -> tuple[IntArray, IntArray]:
    """Cluster and project, once for each project in which a member takes part."""
    cluster = cluster_of[snapshot.participant]
    inside = cluster >= 0
    width = max(len(snapshot.projects), 1)
    pairs = np.unique(cluster[inside] * width + snapshot.joint_project[inside])
    of, project = np.divmod(pairs, width)
    return of, project


def _themes(snapshot: Snapshot) -> Marks:
    about, names = snapshot.tables["about"], snapshot.tables["themes"]["name"].to_pylist()
    project, theme = (np.asarray(about[side].to_numpy(), dtype=np.int64) for side in ("project", "theme"))
    named = np.array([bool(name) for name in names], dtype=bool)[theme] if len(names) else theme > 0
    distinct = np.unique(np.column_stack([project[named], theme[named]]), axis=0).reshape(-1, 2)
    return Marks(distinct[:, 0], distinct[:, 1], len(snapshot.projects), [name or "" for name in names])


def _regions(snapshot: Snapshot) -> Marks:
    where = territories(snapshot, Level.NUTS2)
    placed = np.flatnonzero(where.of >= 0)
    names = [name or code for name, code in zip(where.names, where.codes, strict=True)]
    return Marks(placed, where.of[placed], len(where.of), names)


def _countries(snapshot: Snapshot) -> Marks:
    encoded = pc.dictionary_encode(snapshot.organisations["country"].combine_chunks())
    known = np.flatnonzero(np.asarray(encoded.is_valid()))
    codes = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return Marks(known, codes[known], len(codes), encoded.dictionary.to_pylist())
