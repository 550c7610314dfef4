"""Pajek's .net: names and weights; a two-mode network says how many of its nodes are organisations.

Pajek knows no escape: double quotes become single ones, backslashes slashes, line ends and other control
characters blanks. Names that are not unique get the uid behind them, so that no reader takes two for one.
"""

import re
from collections import Counter
from collections.abc import Iterator

from graph.export.network import Network
from graph.export.xml import in_portions

_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")


def pajek_of(network: Network) -> Iterator[bytes]:
    """The network a portion at a time."""
    return in_portions(_texts(network))


def label(text: str) -> str:
    """A name as Pajek can hold it."""
    return _CONTROL.sub(" ", text.replace('"', "'").replace("\\", "/")).strip()


def _texts(network: Network) -> Iterator[str]:
    known = Counter(label(node.label) for node in network.nodes())
    modes = f" {network.organisations}" if network.two_mode else ""
    yield f"*Network social-cluster-explorer {network.stamp.id}\n*Vertices {network.size}{modes}\n"
    numbers: dict[str, int] = {}
    for number, node in enumerate(network.nodes(), start=1):
        numbers[node.uid] = number
        name = label(node.label)
        told = (
            name if name and known[name] == 1 and name != node.uid else f"{name} ({label(node.uid)})".strip()
        )
        yield f'{number} "{told}"\n'
    yield "*Edges\n"
    yield from (f"{numbers[edge.a]} {numbers[edge.b]} {edge.weight!r}\n" for edge in network.edges())
