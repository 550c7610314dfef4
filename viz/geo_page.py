"""A TerritoryMap as one HTML file that opens from a disk: no tiles, no network, Leaflet in the page."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache, partial
from importlib.metadata import distribution

from viz import inlining, wording
from viz.geo_model import Area, TerritoryMap, country_of
from viz.geo_scale import class_bounds, class_of
from viz.geo_view import main_box
from viz.languages import speaking
from viz.map_parameters import told_parameters
from viz.map_words import plain_words, said
from viz.network import templates
from viz.sorting import sort_key

_SCRIPTS = (
    "map_words.js",
    "map_marks.js",
    "map_sheets.js",
    "map_views.js",
    "map_paint.js",
    "map_history.js",
    "map_story.js",
    "map_export.js",
    "map_fields.js",
    "territory_facts.js",
    "territory_ground.js",
    "territory_filters.js",
    "territory_map.js",
)
_LEAFLET = "xstatic/pkg/leaflet/data/{name}"
# A hundredth of a degree is about a kilometre, finer than the shapes of a whole country are drawn.
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class _Frame:
    scripts: tuple[str, ...]
    style: str

    @property
    def policy(self) -> str:
        return inlining.content_policy(scripts=self.scripts, styles=[self.style])


def territory_page(shown: TerritoryMap) -> str:
    """The whole page; write it as UTF-8. The same map gives the same bytes."""
    frame = _frame()
    with speaking(shown.language):
        return (
            templates()
            .get_template("territory_map.html")
            .render(
                map=shown,
                policy=frame.policy,
                style=frame.style,
                scripts=frame.scripts,
                data=inlining.inert_json(_data(shown)),
                notes=inlining.inert_json(
                    [{"text": note.text, "view": _view(note.about)} for note in shown.story]
                ),
                words_json=inlining.inert_json(plain_words(shown.language)),
                say=partial(said, language=shown.language),
                figure=wording.number,
                told_parameters=told_parameters,
            )
        )


def territory_policy() -> str:
    """The page's Content-Security-Policy, for a server that also sends it as a header."""
    return _frame().policy


def _data(shown: TerritoryMap) -> dict[str, object]:
    known = [area.value for area in shown.areas if area.value is not None and area.state == "present"]
    bounds = class_bounds(known)
    number = {area.code: i for i, area in enumerate(shown.areas)}
    return {
        "measure": shown.measure,
        "bounds": bounds,
        "areas": [_area(area, bounds) for area in shown.areas],
        "links": [asdict(link) | {"a": number[link.a], "b": number[link.b]} for link in shown.links],
        "outlines": [_ring(ring) for ring in shown.outlines],
        "countries": _countries(shown.areas),
        "box": main_box(shown.areas, shown.outlines),
    }


def _countries(areas: Sequence[Area]) -> list[tuple[str, str]]:
    """Codes and names of the countries of the areas, sorted by name."""
    codes = {country for area in areas if (country := country_of(area.code))}
    return sorted(((code, wording.country(code)) for code in codes), key=lambda one: sort_key(one[1]))


def _area(area: Area, bounds: list[float]) -> dict[str, object]:
    coloured = area.state == "present" and area.value is not None
    return {
        "code": area.code,
        "name": area.name,
        "country": country_of(area.code),
        "state": area.state.value,
        "value": area.value,
        "class": class_of(area.value, bounds) if coloured and area.value is not None else None,
        "facts": [list(fact) for fact in area.facts],
        "shape": [_ring(ring) for ring in area.shape],
        "point": None if area.point is None else [round(part, _DECIMALS) for part in area.point],
    }


def _ring(ring: tuple[tuple[float, float], ...]) -> list[float]:
    """Longitude, latitude, longitude, latitude and so on."""
    return [round(part, _DECIMALS) for point in ring for part in point]


def _view(about: tuple[str, ...]) -> dict[str, object]:
    return {"focus": list(about)} if about else {}


@cache
def _frame() -> _Frame:
    leaflet = _installed("leaflet.js").rpartition("\n//# sourceMappingURL=")
    scripts = (inlining.checked(leaflet[0] or leaflet[2]), *map(inlining.own_file, _SCRIPTS))
    # Its pictures (markers, a button for layers) are not used, and a strict policy fetches none.
    style = re.sub(r"[\w-]+:\s*url\([^)]*\);", "", _installed("leaflet.css"))
    own = inlining.own_file("network_map.css") + inlining.own_file("territory_map.css")
    return _Frame(scripts=scripts, style=inlining.checked(style) + own)


def _installed(name: str) -> str:
    """A file of the installed Leaflet, read there and never copied."""
    path = distribution("xstatic-leaflet").locate_file(_LEAFLET.format(name=name))
    with open(str(path), encoding="utf-8") as file:
        return file.read()
