"""Geographic maps: who of a territory takes part, who does not, between whom cooperation is missing."""

from collections.abc import Mapping
from typing import TypeVar

from api.answers import gap_matrix, territory_coverage
from api.answers import map_territory_words as words
from api.answers.gap_cells import GapCell, GapMatrixAnswer
from api.answers.gap_matrix import CellsAsked, MatrixAsked
from api.answers.map_ground import Shapes, municipal_shapes, outlines, placed, points_of, shapes_of
from api.answers.maps import MapPage
from api.answers.territory_coverage import CoverageAsked, Standing, TerritoryCoverageAnswer
from api.explorer import Explorer
from graph.analysis.gap_matrix import Verdict
from graph.analysis.reference_lists import MUNICIPALITY, ReferenceList, reference_list
from graph.analysis.same_units import same_units
from graph.analysis.territories import Level
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from viz.geo_model import Area, Link, Point, State, TerritoryMap
from viz.geo_page import territory_page, territory_policy
from viz.languages import spoken
from viz.pictures.territory import picture_of
from viz.sorting import Key, sort_key

LINKS, GAPS, MOST_CELLS = 200, 60, 500
T = TypeVar("T")


def by_name(area: Area) -> tuple[Key, str]:
    """By what areas are sorted, as the reader's language does."""
    return sort_key(area.name or area.code), area.code


def page_of(shown: TerritoryMap) -> MapPage:
    """The map as a page of its own."""
    html = territory_page(shown)
    return MapPage(
        html,
        territory_policy(),
        shown.snapshot,
        len(shown.areas),
        len(shown.links),
        lambda: picture_of(shown),
        words.advice(shown.areas, shown.outlines),
    )


def coverage(explorer: Explorer, asked: CoverageAsked) -> TerritoryMap:
    """Every unit of a territory's list: present by participants, absent drawn as what is missing."""
    return coverage_map(explorer, asked, territory_coverage.coverage(explorer, asked))


def coverage_map(explorer: Explorer, asked: CoverageAsked, found: TerritoryCoverageAnswer) -> TerritoryMap:
    """The map of an answer that is known already."""
    snapshot = explorer.snapshot()
    listed = None if asked.codes else reference_list(snapshot, asked.territory, asked.level)
    units = sorted(_units(found, listed), key=by_name)
    same = _municipalities(snapshot, asked)
    shapes = _shapes(explorer, [(same or {}).get(one.code, one.code) for one in units])
    points = points_of(snapshot, asked.level) | _listed_points(listed)
    areas = placed(units, _as_listed(shapes, same), _as_listed(points, same))
    drawn = outlines(areas, shapes, asked.territory)
    return TerritoryMap(
        title=words.coverage_title(asked.territory, asked.level),
        measure="measure participants",
        areas=areas,
        outlines=drawn,
        snapshot=found.snapshot,
        parameters=found.parameters,
        notes=(
            *words.coverage_notes(found),
            *(words.same_name_note(same, areas) if same is not None else ()),
            *words.ground_notes(areas, drawn),
        ),
        story=words.coverage_story(found),
        language=spoken(),
    )


def _municipalities(snapshot: Snapshot, asked: CoverageAsked) -> dict[str, str] | None:
    """Codes of loaded municipalities by those of an ISO list, which has no places; None without any."""
    if asked.codes or not asked.level.casefold().endswith(MUNICIPALITY):
        return None
    listed = reference_list(snapshot, asked.territory, asked.level)
    loaded = reference_list(snapshot, asked.territory, Level.LAU)
    return same_units(listed.units, loaded.units, asked.territory) if listed and loaded else None


def _as_listed(known: Mapping[str, T], same: Mapping[str, str] | None) -> dict[str, T]:
    """What is known of loaded municipalities under the codes of the list as well."""
    return {**known, **{code: known[other] for code, other in (same or {}).items() if other in known}}


def _shapes(explorer: Explorer, codes: list[str]) -> Shapes:
    return {**shapes_of(explorer), **municipal_shapes(explorer, codes)}


def _units(found: TerritoryCoverageAnswer, listed: ReferenceList | None) -> list[Area]:
    """Every unit of the list; absent is only what the answer calls a gap, of the others nobody knows."""
    present = [
        Area(one.code, one.name, State.PRESENT, float(one.participants), words.inhabited(one.population))
        for one in found.present
    ]
    gap = found.verdict is Standing.GAPS
    state, value = (State.ABSENT, 0.0) if gap else (State.UNKNOWN, None)
    absent = [Area(one.code, one.name, state, value, words.nearest(one)) for one in found.absent]
    excluded = [Area(one.code, one.name, State.EXCLUDED) for one in found.excluded]
    told = [*present, *absent, *excluded]
    known = {area.code for area in told}
    rest = [unit for unit in (listed.units if listed else ()) if unit.code not in known]
    return [*told, *(Area(unit.code, unit.name, State.UNKNOWN) for unit in rest)]


def _listed_points(listed: ReferenceList | None) -> dict[str, Point]:
    if listed is None:
        return {}
    return {
        unit.code: (unit.longitude, unit.latitude)
        for unit in listed.units
        if unit.longitude is not None and unit.latitude is not None
    }


def cooperation(
    explorer: Explorer, asked: MatrixAsked, territory: str | None, pair: tuple[str, str] | None = None
) -> TerritoryMap:
    """Territories by the weight of their ties, ties between them, and gaps drawn as what is missing.

    The story begins with `pair`, if there is one; raises InvalidParameter for a territory that is none.
    """
    told = _told_pair(explorer, asked, pair) if pair else None
    found = gap_matrix.matrix(explorer, asked, CellsAsked(limit=MOST_CELLS))
    shapes = _shapes(explorer, [one.code for one in found.territories])
    areas = _groups(explorer, found, asked, territory, shapes)
    gaps, ties = _links(explorer, asked, {area.code for area in areas})
    drawn = outlines(areas, shapes, territory)
    first = told if told and {told.a, told.b} <= {area.code for area in areas} else None
    names = {area.code: area.name or area.code for area in areas}
    return TerritoryMap(
        title=words.cooperation_title(asked.level, territory),
        measure="measure strength",
        areas=areas,
        links=_drawn(gaps, ties, first),
        outlines=drawn,
        snapshot=found.snapshot,
        parameters=found.parameters,
        notes=(
            *([found.reason] if found.reason else []),
            *words.cooperation_note(gaps, ties, most=(GAPS, LINKS)),
            *words.ground_notes(areas, drawn),
        ),
        story=(
            *([words.pair_note(first, names)] if first else []),
            *words.cooperation_story(gaps, names),
        ),
        language=spoken(),
    )


def _groups(
    explorer: Explorer, found: GapMatrixAnswer, asked: MatrixAsked, territory: str | None, shapes: Shapes
) -> tuple[Area, ...]:
    areas = [
        Area(
            one.code,
            words.area_name(one.code, one.name),
            State.PRESENT if one.data else State.UNKNOWN,
            one.strength if one.data else None,
        )
        for one in found.territories
        if territory is None or one.code.startswith(territory)
    ]
    return placed(sorted(areas, key=by_name), shapes, points_of(explorer.snapshot(), asked.level))


def _told_pair(explorer: Explorer, asked: MatrixAsked, pair: tuple[str, str]) -> GapCell:
    if pair[0] == pair[1]:
        raise InvalidParameter("A pair is two different territories.")
    (cell,) = gap_matrix.matrix(explorer, asked, CellsAsked(a=pair[0], b=pair[1], limit=1)).cells
    return cell


def _links(explorer: Explorer, asked: MatrixAsked, codes: set[str]) -> tuple[list[Link], list[Link]]:
    """Gaps, those that lack most first, and pairs that cooperate, the strongest first."""
    of_verdict = {
        verdict: gap_matrix.matrix(explorer, asked, CellsAsked(verdict=verdict, limit=MOST_CELLS)).cells
        for verdict in (Verdict.GAP, Verdict.EXPECTED, Verdict.SURPLUS, Verdict.TOO_FEW)
    }
    links = [
        _link(cell)
        for cells in of_verdict.values()
        for cell in cells
        if {cell.a, cell.b} <= codes and _is_drawn(cell)
    ]
    gaps = [one for one in links if one.missing]
    ties = [one for one in links if not one.missing]
    gaps.sort(key=lambda one: (one.weight - (one.expected or 0.0), one.a, one.b))
    ties.sort(key=lambda one: (-one.weight, one.a, one.b))
    return gaps, ties


def _link(cell: GapCell) -> Link:
    missing = cell.verdict is Verdict.GAP
    return Link(cell.a, cell.b, cell.observed, missing=missing, expected=cell.expected)


def _is_drawn(cell: GapCell) -> bool:
    return cell.verdict is Verdict.GAP or cell.observed > 0


def _drawn(gaps: list[Link], ties: list[Link], first: GapCell | None) -> tuple[Link, ...]:
    """The gaps that lack most and the strongest ties, and the pair that was asked for."""
    links = [*gaps[:GAPS], *ties[:LINKS]]
    if first and _is_drawn(first) and (first.a, first.b) not in {(one.a, one.b) for one in links}:
        links.append(_link(first))
    return tuple(links)
