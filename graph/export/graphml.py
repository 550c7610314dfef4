"""GraphML (Brandes et al., Graph Drawing 2001), which Gephi, igraph, networkx and yEd read."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from graph.export.network import Edge, Network, Vertex
from graph.export.xml import HEAD, in_portions, type_name, xml_text

_ROOT = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def graphml_of(network: Network) -> Iterator[bytes]:
    """The network a portion at a time; what is not known is left out."""
    return in_portions(_texts(network))


def _texts(network: Network) -> Iterator[str]:
    yield HEAD + _ROOT
    stamp = network.stamp
    yield from _keys("graph", {"snapshot": pa.string(), "parameters": pa.string()})
    yield from _keys("node", {"label": pa.string(), **network.node_fields})
    yield from _keys("edge", {"weight": pa.float64(), **network.edge_fields})
    yield '<graph id="network" edgedefault="undirected">\n'
    yield _data("graph", {"snapshot": stamp.id, "parameters": stamp.told_parameters}) + "\n"
    yield from map(_node, network.nodes())
    yield from map(_edge, network.edges())
    yield "</graph>\n</graphml>\n"


def _keys(of: str, fields: Mapping[str, pa.DataType]) -> Iterator[str]:
    return (_key(name, of, kind) for name, kind in fields.items())


def _key(name: str, of: str, kind: pa.DataType) -> str:
    name = xml_text(name)
    return f'<key id="{of}_{name}" for="{of}" attr.name="{name}" attr.type="{type_name(kind)}"/>\n'


def _node(node: Vertex) -> str:
    return f'<node id="{xml_text(node.uid)}">{_data("node", {"label": node.label, **node.values})}</node>\n'


def _edge(edge: Edge) -> str:
    data = _data("edge", {"weight": edge.weight, **edge.values})
    return f'<edge source="{xml_text(edge.a)}" target="{xml_text(edge.b)}">{data}</edge>\n'


def _data(of: str, values: Mapping[str, object]) -> str:
    return "".join(
        f'<data key="{of}_{name}">{xml_text(value)}</data>'
        for name, value in values.items()
        if value is not None
    )
