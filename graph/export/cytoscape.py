"""Cytoscape JSON (CYJS), as Cytoscape 3 and cytoscape.js read it."""

from collections.abc import Iterator

from graph.export.cells import without_nothing
from graph.export.json_text import joined, json_text
from graph.export.network import Edge, Network, Vertex
from graph.export.xml import in_portions


def cytoscape_of(network: Network) -> Iterator[bytes]:
    """The network a portion at a time; what is not known is left out."""
    return in_portions(_texts(network))


def _texts(network: Network) -> Iterator[str]:
    stamp = network.stamp
    about: dict[str, object] = {
        "name": f"social-cluster-explorer {stamp.id}",
        "snapshot": stamp.id,
        "content": stamp.content,
        "parameters": dict(stamp.parameters),
    }
    yield '{"format_version":"1.0","target_cytoscapejs_version":"~2.1","data":' + json_text(about)
    yield ',"elements":{"nodes":['
    yield from joined(_node(node) for node in network.nodes())
    yield '],"edges":['
    yield from joined(_edge(number, edge) for number, edge in enumerate(network.edges()))
    yield "]}}\n"


def _node(node: Vertex) -> str:
    # networkx reads no node without a value; Cytoscape passes it over.
    return json_text({"data": {"id": node.uid, "value": node.uid, "name": node.label, **_known(node.values)}})


def _edge(number: int, edge: Edge) -> str:
    ends = {"id": f"e{number}", "source": edge.a, "target": edge.b, "weight": edge.weight}
    return json_text({"data": {**ends, **_known(edge.values)}})


def _known(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in without_nothing(values).items() if name != "name"}
