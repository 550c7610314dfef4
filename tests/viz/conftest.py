"""The smallest networks that show what is asked: a triangle with a tail, and a clique for each cluster."""

from collections.abc import Callable
from itertools import combinations

import pytest

from graph.vocabulary import Kind
from viz.model import MapNode, MapProject, MapTie, NetworkMap

NodeMaker = Callable[..., MapNode]


@pytest.fixture
def node() -> NodeMaker:
    """Makes an organisation of which only the uid must be said."""

    def make(uid, **facts):
        given = {
            "name": f"Organisation {uid}",
            "kind": Kind.NGO,
            "country": "LT",
            "cluster": 1,
            "strength": 1.0,
            "projects": 1,
        }
        return MapNode(uid, **(given | facts))

    return make


@pytest.fixture
def small_map(node: NodeMaker) -> NetworkMap:
    """Triangle a-b-c with weights 3, 2, 1, a tail c-d, and e that nobody works with."""
    project = MapProject("p1", "Joint stage", 2019)
    return NetworkMap(
        title="Small",
        nodes=(
            node("a", strength=5.0, kind=Kind.MUNICIPALITY),
            node("b", strength=4.0, kind=None),
            node("c", strength=3.5, cluster=2),
            node("d", strength=0.5, cluster=2),
            node("e", strength=0.0, cluster=None, name=None, country=None),
        ),
        ties=(
            MapTie("a", "b", 3.0, (project, MapProject("p2", None, None))),
            MapTie("a", "c", 2.0, (project,)),
            MapTie("b", "c", 1.0, (project,)),
            MapTie("c", "d", 0.5, (MapProject("p3", "Tail", None),)),
        ),
        clusters={1: "North", 2: "South"},
        snapshot="abc123",
        parameters={"resolution": 1.0},
        notes=("2 organisations have no country.",),
    )


@pytest.fixture
def cliques(node: NodeMaker) -> NetworkMap:
    """Three cliques of six, each a cluster of its own, joined in a row by single weak ties."""
    nodes = tuple(node(f"{group}{i}", cluster=group) for group in range(3) for i in range(6))
    inside = [MapTie(a.uid, b.uid, 1.0) for a, b in combinations(nodes, 2) if a.cluster == b.cluster]
    return NetworkMap("Cliques", nodes, (*inside, MapTie("00", "10", 0.1), MapTie("11", "21", 0.1)))
