"""GEXF 1.3, the format of Gephi."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

from graph.export.network import Edge, Network, Vertex
from graph.export.xml import HEAD, in_portions, type_name, xml_text

_ROOT = '<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'


def gexf_of(network: Network) -> Iterator[bytes]:
    """The network a portion at a time; what is not known is left out, and no date of making is written."""
    return in_portions(_texts(network))


def _texts(network: Network) -> Iterator[str]:
    stamp = network.stamp
    yield HEAD + _ROOT
    yield (
        f"<meta><creator>social-cluster-explorer {xml_text(stamp.code_version)}</creator>"
        f"<description>Snapshot {stamp.id}, content {xml_text(stamp.content)}, "
        f"parameters {xml_text(stamp.told_parameters)}</description></meta>\n"
    )
    yield '<graph defaultedgetype="undirected" mode="static">\n'
    yield from _attributes("node", network.node_fields)
    yield from _attributes("edge", network.edge_fields)
    places = {name: number for number, name in enumerate(network.node_fields)}
    yield "<nodes>\n"
    yield from (_node(node, places) for node in network.nodes())
    yield "</nodes>\n<edges>\n"
    ties = {name: number for number, name in enumerate(network.edge_fields)}
    yield from (_edge(number, edge, ties) for number, edge in enumerate(network.edges()))
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(of: str, fields: Mapping[str, pa.DataType]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">\n'
    for number, (name, kind) in enumerate(fields.items()):
        yield f'<attribute id="{number}" title="{xml_text(name)}" type="{type_name(kind)}"/>\n'
    yield "</attributes>\n"


def _node(node: Vertex, places: Mapping[str, int]) -> str:
    values = _values(node.values, places)
    return f'<node id="{xml_text(node.uid)}" label="{xml_text(node.label)}">{values}</node>\n'


def _edge(number: int, edge: Edge, places: Mapping[str, int]) -> str:
    ends = f'source="{xml_text(edge.a)}" target="{xml_text(edge.b)}"'
    return f'<edge id="{number}" {ends} weight="{edge.weight!r}">{_values(edge.values, places)}</edge>\n'


def _values(values: Mapping[str, object], places: Mapping[str, int]) -> str:
    known = (
        f'<attvalue for="{places[name]}" value="{xml_text(value)}"/>'
        for name, value in values.items()
        if value is not None
    )
    inner = "".join(known)
    return f"<attvalues>{inner}</attvalues>" if inner else ""
