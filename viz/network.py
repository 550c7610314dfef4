"""A NetworkMap as one HTML file that opens from a disk without any network, under a strict policy."""

from dataclasses import dataclass, replace
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from viz import inlining, wording
from viz.drawing import drawing, places_of, story
from viz.joining import joined
from viz.languages import speaking
from viz.layout import FloatArray
from viz.map_parameters import told_parameters
from viz.map_words import plain_words, said
from viz.model import NetworkMap

# Rows of the table for readers without scripts: a browser lays all of them out at once.
MOST_READ = 1500
_SCRIPTS = (
    "map_words.js",
    "map_marks.js",
    "map_sheets.js",
    "map_views.js",
    "map_facts.js",
    "map_scene.js",
    "map_camera.js",
    "map_paint.js",
    "map_labels.js",
    "map_pointing.js",
    "map_webgl.js",
    "map_canvas.js",
    "map_fields.js",
    "map_filters.js",
    "map_history.js",
    "map_story.js",
    "map_panel.js",
    "map_table.js",
    "map_legend.js",
    "map_walking.js",
    "map_export.js",
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


def network_page(network: NetworkMap, seed: int = 1, places: FloatArray | None = None) -> str:
    """The whole page; write it as UTF-8. The same map and seed give the same bytes.

    `places` (n, 2) are kept positions of the nodes, in their order; without them they are computed.
    """
    frame = _frame()
    shown = replace(network, ties=joined(network.ties))
    placed = places_of(shown, seed) if places is None else places
    with speaking(network.language):
        return (
            templates()
            .get_template("network_map.html")
            .render(
                map=shown,
                policy=frame.policy,
                style=frame.style,
                scripts=frame.scripts,
                data=inlining.inert_json(drawing(shown, places=placed)),
                notes=inlining.inert_json(story(shown)),
                words_json=inlining.inert_json(plain_words(network.language)),
                say=partial(said, language=network.language),
                kind=wording.kind,
                country=wording.country,
                told_parameters=told_parameters,
                most_read=MOST_READ,
                seed=seed,
            )
        )


def network_policy() -> str:
    """The page's Content-Security-Policy, for a server that also sends it as a header."""
    return _frame().policy


@cache
def _frame() -> _Frame:
    return _Frame(scripts=tuple(map(inlining.own_file, _SCRIPTS)), style=inlining.own_file("network_map.css"))


@cache
def templates() -> Environment:
    """Templates of maps; whatever a value holds, it stays text."""
    return Environment(
        loader=PackageLoader("viz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
