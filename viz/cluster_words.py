"""What clusters are called in the reader's language."""

from graph.analysis.clusters import Cluster, Clustering
from viz import wording
from viz.languages import gettext


def cluster_name(cluster: Cluster) -> str:
    """The name that a person gave, as it is; of a computed one theme and country in the reader's language."""
    if cluster.given:
        return cluster.name
    parts = cluster.parts
    theme = wording.theme(parts.theme) if parts.theme else None
    place = parts.region or (wording.country(parts.country) if parts.country else None)
    organisation = parts.organisation or gettext("name not stated")
    return " · ".join(part for part in (theme, place, organisation) if part)


def cluster_titles(found: Clustering) -> dict[int, str]:
    """What each cluster is called, by its number."""
    return {one.id: cluster_name(one) for one in found.clusters}
