"""A NetworkMap as one HTML file that opens from a disk without any network, under a strict policy."""

from dataclasses import dataclass, replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from viz import inlining
from viz.drawing import drawing
from viz.joining import joined
from viz.model import NetworkMap

_SCRIPTS = (
    "map_marks.js",
    "map_labels.js",
    "map_pointing.js",
    "map_canvas.js",
    "map_views.js",
    "map_panel.js",
    "map_table.js",
    "network_map.js",
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is the same in every map page."""

    scripts: tuple[str, ...]
    style: str

    @property
    def policy(self) -> str:
        return inlining.content_policy(scripts=self.scripts, styles=[self.style])


def network_page(network: NetworkMap, seed: int = 1) -> str:
    """The whole page; write it as UTF-8. The same map and seed give the same bytes."""
    frame = _frame()
    shown = replace(network, ties=joined(network.ties))
    template = _templates().get_template("network_map.html")
    return template.render(
        map=shown,
        policy=frame.policy,
        style=frame.style,
        scripts=frame.scripts,
        data=inlining.inert_json(drawing(shown, seed=seed)),
        seed=seed,
    )


def network_policy() -> str:
    """The page's Content-Security-Policy, for a server that also sends it as a header."""
    return _frame().policy


@cache
def _frame() -> _Frame:
    scripts = (inlining.vis_network(), *map(inlining.own_file, _SCRIPTS))
    return _Frame(scripts=scripts, style=inlining.own_file("network_map.css"))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
