"""From a NetworkMap to what the page draws: pyvis' nodes and edges in columns, and the facts behind them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from viz import encoding, wording
from viz.layout import FloatArray, IntArray, positions
from viz.model import MapNode, MapProject, MapTie, NetworkMap
from viz.spacing import apart

# The layout's unit in mean radii, and the air around each mark in map units.
_SPREAD = 3.0
_GAP = 3.0


def drawing(network: NetworkMap, places: FloatArray) -> dict[str, object]:
    """Everything the page needs, ready for JSON; organisations and ties go by number, never by name.

    Words are in the present language. `places` (n, 2) in map units. Parallel ties must have been joined.
    """
    number = {node.uid: i for i, node in enumerate(network.nodes)}
    slots = encoding.colour_slots(network.nodes)
    nodes, edges, *_ = _pyvis_network(network, number=number, places=places).get_network_data()
    projects, tied = _shared_projects(network.ties)
    themes = sorted({theme for project in projects for theme in project.themes})
    records, evidence = _evidence(network, number, projects)
    marks = sorted({node["mark"] for node in nodes})
    return {
        "nodes": _columns(nodes, "x", "y", "size") | {"mark": [marks.index(node["mark"]) for node in nodes]},
        "edges": _columns(edges, "from", "to", "width"),
        "marks": marks,
        "organisations": [_organisation(node) for node in network.nodes],
        "ties": [[round(tie.weight, 4), own] for tie, own in zip(network.ties, tied, strict=True)],
        "projects": _projects(projects, themes),
        "themes": themes,
        "records": records,
        "evidence": evidence,
        "clusters": _clusters(network, slots),
        "kinds": _kinds(network.nodes),
        "scales": {
            "size": encoding.size_scale(network.nodes),
            "width": encoding.width_scale(network.ties),
        },
        "path": [number[uid] for uid in network.highlight],
        "whole": network.whole,
        "centre": None if network.centre is None else number[network.centre],
        "depth": network.depth,
    }


def story(network: NetworkMap) -> list[dict[str, object]]:
    """Notes as the page keeps them: a text, and the view that it was written for."""
    number = {node.uid: i for i, node in enumerate(network.nodes)}
    ties = {tie.pair: i for i, tie in enumerate(network.ties)}
    notes: list[dict[str, object]] = []
    for note in network.story:
        tie = ties.get((min(note.about), max(note.about))) if len(note.about) == 2 else None
        focus: dict[str, object] | None = {"type": "tie", "tie": tie} if tie is not None else None
        if focus is None and note.about:
            focus = {"type": "organisation", "id": number[note.about[-1]]}
        notes.append({"text": note.text, "view": {"focus": focus}})
    return notes


def places_of(network: NetworkMap, seed: int) -> FloatArray:
    """Where each organisation stands, (n, 2) in map units; no mark lies on another."""
    number = {node.uid: i for i, node in enumerate(network.nodes)}
    sizes = radii(network)
    points = positions(
        count=len(network.nodes),
        pairs=pairs_of(network.ties, number),
        weights=np.array([max(tie.weight, 1e-9) for tie in network.ties], dtype=np.float64),
        groups=groups_of(network.nodes),
        seed=seed,
    )
    unit = _SPREAD * float(sizes.mean()) if len(sizes) else 1.0
    return np.round(apart(points * unit, radii=sizes + _GAP), 1)


def radii(network: NetworkMap) -> FloatArray:
    """Radius of each organisation's mark in map units."""
    most = max((node.strength for node in network.nodes), default=0.0)
    return np.array([encoding.radius(node.strength, most) for node in network.nodes], dtype=np.float64)


def pairs_of(ties: Sequence[MapTie], number: Mapping[str, int]) -> IntArray:
    """Both ends of each tie, by number."""
    return np.array([(number[tie.a], number[tie.b]) for tie in ties], dtype=np.int64).reshape(-1, 2)


def groups_of(nodes: Sequence[MapNode]) -> IntArray | None:
    """Cluster number of each node, a node without one a group of its own; None where none has one."""
    if all(node.cluster is None for node in nodes):
        return None
    after = 1 + max(node.cluster for node in nodes if node.cluster is not None)
    return np.array(
        [after + i if node.cluster is None else node.cluster for i, node in enumerate(nodes)], dtype=np.int64
    )


def _pyvis_network(network: NetworkMap, number: Mapping[str, int], places: FloatArray) -> Network:
    """A pyvis network filled through pyvis' own Node and Edge.

    Its add_node and add_edge look through all earlier nodes and edges each time (20,000 ties: 20 s); the uids
    here are unique and the ties joined already, so the lists can be filled directly.
    """
    made = Network()
    sizes = radii(network).tolist()
    for i, (node, size, (x, y)) in enumerate(zip(network.nodes, sizes, places.tolist(), strict=True)):
        mark = encoding.shape(node.kind)
        made.nodes.append(Node(i, "custom", node.name or "", x=x, y=y, size=size, mark=mark).options)
    heaviest = max((tie.weight for tie in network.ties), default=0.0)
    for i, tie in enumerate(network.ties):
        wide = encoding.width(tie.weight, heaviest)
        made.edges.append(Edge(number[tie.a], number[tie.b], id=i, width=wide).options)
    return made


def _columns(rows: Sequence[Mapping[str, Any]], *names: str) -> dict[str, list[Any]]:
    """Numbers under one name each: a hundred thousand ties as objects would be three times as long."""
    return {name: [row[name] for row in rows] for name in names}


def _organisation(node: MapNode) -> list[object]:
    kind = None if node.kind is None else node.kind.value
    return [node.uid, node.name, kind, node.country, node.cluster, round(node.strength, 3), node.projects]


def _projects(projects: Sequence[MapProject], themes: Sequence[str]) -> list[list[object]]:
    place = {theme: i for i, theme in enumerate(themes)}
    return [[one.title, one.year, [place[theme] for theme in one.themes]] for one in projects]


def _shared_projects(ties: Sequence[MapTie]) -> tuple[list[MapProject], list[list[int]]]:
    """Each project once, and for each tie the numbers of its projects: large projects stand on many ties."""
    projects: dict[str, MapProject] = {}
    for tie in ties:
        for project in tie.projects:
            projects.setdefault(project.uid, project)
    number = {uid: i for i, uid in enumerate(projects)}
    return list(projects.values()), [[number[project.uid] for project in tie.projects] for tie in ties]


def _evidence(
    network: NetworkMap, number: Mapping[str, int], projects: Sequence[MapProject]
) -> tuple[list[str], dict[int, dict[int, list[int]]]]:
    """Each record once, and by numbers of organisation and project those that state the participation."""
    known = {project.uid: i for i, project in enumerate(projects)}
    stated = {
        (number[body], known[work]): uids
        for (body, work), uids in network.evidence.items()
        if body in number and work in known
    }
    records = sorted({uid for uids in stated.values() for uid in uids})
    place = {uid: i for i, uid in enumerate(records)}
    found: dict[int, dict[int, list[int]]] = {}
    for (body, work), uids in sorted(stated.items()):
        found.setdefault(body, {})[work] = [place[uid] for uid in uids]
    return records, found


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
        {"id": kind.value, "name": wording.kind(kind), "mark": encoding.shape(kind)} for kind in ranked
    ]
    if None in counts:
        listed.append({"id": None, "name": wording.kind(None), "mark": encoding.UNKNOWN_SHAPE})
    return listed
