"""VOSviewer JSON: organisations as items, ties as links.

VOSviewer numbers clusters from 1 to 1000; an organisation of a cluster beyond them has none in its map.
"""

from collections.abc import Iterator

from graph.export.json_text import joined, json_text
from graph.export.network import Network
from graph.export.xml import in_portions

MOST_CLUSTERS = 1000


def vosviewer_of(network: Network) -> Iterator[bytes]:
    """The network a portion at a time."""
    return in_portions(_texts(network))


def _texts(network: Network) -> Iterator[str]:
    numbers = {uid: row for row, uid in enumerate(network.subject.snapshot.organisation_uids, start=1)}
    yield '{"network":{"items":['
    yield from joined(_items(network))
    yield '],"links":['
    yield from joined(
        json_text({"source_id": numbers[edge.a], "target_id": numbers[edge.b], "strength": edge.weight})
        for edge in network.edges()
    )
    yield '],"clusters":['
    found = network.subject.clustering.clusters[:MOST_CLUSTERS]
    names = network.subject.given_names
    yield from joined(
        json_text({"cluster": one.id + 1, "label": names.get(one.id, one.name)}) for one in found
    )
    stamp = network.stamp
    about = {"title": f"social-cluster-explorer {stamp.id}", "description": stamp.told_parameters}
    yield ']},"info":' + json_text(about) + "}\n"


def _items(network: Network) -> Iterator[str]:
    projects = network.subject.snapshot.projects_per_organisation
    for row, node in enumerate(network.nodes()):
        item: dict[str, object] = {"id": row + 1, "label": node.label}
        cluster = node.values["cluster"]
        if cluster is not None and cluster < MOST_CLUSTERS:
            item["cluster"] = cluster + 1
        item["weights"] = {"Total link strength": node.values["strength"], "Projects": int(projects[row])}
        yield json_text(item)
