"""From a NetworkMap to what vis-network draws: pyvis' nodes, edges and options, and the facts behind them."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from viz import encoding
from viz.layout import FloatArray, IntArray, positions
from viz.model import MapNode, MapProject, MapTie, NetworkMap
from viz.spacing import apart

# The layout's unit in mean radii, and the air around each mark in map units.
_SPREAD = 3.0
_GAP = 3.0

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {
        "smooth": False,
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "color": {"inherit": False},
    },
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.6,
    },
}


def drawing(network: NetworkMap, seed: int) -> dict[str, object]:
    """Everything the page needs, ready for JSON; organisations and ties go by number, never by name.

    Parallel ties must have been joined.
    """
    number = {node.uid: i for i, node in enumerate(network.nodes)}
    slots = encoding.colour_slots(network.nodes)
    nodes, edges, _, _, _, options = _pyvis_network(network, number=number, seed=seed).get_network_data()
    projects, tied = _shared_projects(network.ties)
    return {
        "vis": {"nodes": nodes, "edges": edges, "options": json.loads(options)},
        "organisations": [_organisation(node) for node in network.nodes],
        "ties": [[round(tie.weight, 4), own] for tie, own in zip(network.ties, tied, strict=True)],
        "projects": [[project.title, project.year] for project in projects],
        "clusters": _clusters(network, slots),
        "kinds": _kinds(network.nodes),
        "scales": {
            "size": encoding.size_scale(network.nodes),
            "width": encoding.width_scale(network.ties),
        },
        "path": [number[uid] for uid in network.highlight],
    }


def _pyvis_network(network: NetworkMap, number: Mapping[str, int], seed: int) -> Network:
    """A pyvis network filled through pyvis' own Node and Edge.

    Its add_node and add_edge look through all earlier nodes and edges each time (20,000 ties: 20 s); the uids
    here are unique and the ties joined already, so the lists can be filled directly.
    """
    made = Network()
    most = max((node.strength for node in network.nodes), default=0.0)
    radii = [encoding.radius(node.strength, most) for node in network.nodes]
    places = _places(network, number=number, radii=np.array(radii), seed=seed).tolist()
    for i, (node, size, (x, y)) in enumerate(zip(network.nodes, radii, places, strict=True)):
        mark = encoding.shape(node.kind)
        made.nodes.append(Node(i, "custom", node.name or "", x=x, y=y, size=size, mark=mark).options)
    heaviest = max((tie.weight for tie in network.ties), default=0.0)
    for i, tie in enumerate(network.ties):
        wide = encoding.width(tie.weight, heaviest)
        made.edges.append(Edge(number[tie.a], number[tie.b], id=i, width=wide).options)
    made.set_options(json.dumps(_OPTIONS))
    return made


def _places(network: NetworkMap, number: Mapping[str, int], radii: FloatArray, seed: int) -> FloatArray:
    """Where each organisation stands, in map units; no mark lies on another."""
    pairs = np.array([(number[tie.a], number[tie.b]) for tie in network.ties], dtype=np.int64).reshape(-1, 2)
    points = positions(
        count=len(network.nodes),
        pairs=pairs,
        weights=np.array([max(tie.weight, 1e-9) for tie in network.ties], dtype=np.float64),
        groups=_groups(network.nodes),
        seed=seed,
    )
    unit = _SPREAD * float(radii.mean()) if len(radii) else 1.0
    return np.round(apart(points * unit, radii=radii + _GAP), 1)


def _groups(nodes: Sequence[MapNode]) -> IntArray | None:
    """Cluster number of each node; a node without one is a group of its own."""
    if all(node.cluster is None for node in nodes):
        return None
    after = 1 + max(node.cluster for node in nodes if node.cluster is not None)
    return np.array(
        [after + i if node.cluster is None else node.cluster for i, node in enumerate(nodes)], dtype=np.int64
    )


def _organisation(node: MapNode) -> list[object]:
    kind = None if node.kind is None else node.kind.value
    return [node.uid, node.name, kind, node.country, node.cluster, round(node.strength, 3), node.projects]


def _shared_projects(ties: Sequence[MapTie]) -> tuple[list[MapProject], list[list[int]]]:
    """Each project once, and for each tie the numbers of its projects: large projects stand on many ties."""
    projects: dict[str, MapProject] = {}
    for tie in ties:
        for project in tie.projects:
            projects.setdefault(project.uid, project)
    number = {uid: i for i, uid in enumerate(projects)}
    return list(projects.values()), [[number[project.uid] for project in tie.projects] for tie in ties]


def _clusters(network: NetworkMap, slots: Mapping[int, int]) -> list[dict[str, object]]:
    found = sorted({node.cluster for node in network.nodes if node.cluster is not None})
    return [
        {"id": cluster, "name": network.clusters.get(cluster), "slot": slots.get(cluster, 0)}
        for cluster in found
    ]


def _kinds(nodes: Sequence[MapNode]) -> list[dict[str, object]]:
    """The kinds that occur, most frequent first and "not stated" last, each with its word and its mark."""
    counts: dict[str | None, int] = {}
    for node in nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
    known = {node.kind for node in nodes if node.kind is not None}
    ranked = sorted(known, key=lambda kind: (-counts[kind], kind.value))
    listed: list[dict[str, object]] = [
        {"id": kind.value, "name": kind.facts.singular, "mark": encoding.shape(kind)} for kind in ranked
    ]
    if None in counts:
        listed.append({"id": None, "name": "kind not stated", "mark": encoding.UNKNOWN_SHAPE})
    return listed
