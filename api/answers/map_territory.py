"""Geographic maps: who of a territory takes part, who does not, between whom cooperation is missing."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from api.answers import gap_matrix, territory_coverage
from api.answers.gap_cells import GapCell
from api.answers.gap_matrix import CellsAsked, MatrixAsked
from api.answers.maps import MapPage
from api.answers.territory_coverage import CoverageAsked, TerritoryCoverageAnswer
from api.explorer import Explorer
from graph.analysis.gap_matrix import Verdict
from graph.analysis.reference_lists import reference_list
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from graph.store import jobs
from ingest import raw
from viz.geo_model import Area, Link, Point, Ring, State, TerritoryMap
from viz.geo_page import territory_page, territory_policy
from viz.geo_shapes import box_of, near, shapes_in
from viz.model import MapNote

SHAPES = "nuts"
NOTES_OF_GAPS = 5
LINKS, GAPS, MOST_CELLS = 200, 60, 500
# Degrees of the surroundings that are drawn.
MARGIN = 4.0
COUNTRY_CODE = 2

Shapes = Mapping[str, tuple[Ring, ...]]


def coverage(explorer: Explorer, asked: CoverageAsked) -> MapPage:
    """Every unit of a territory's list: present by participants, absent drawn as what is missing."""
    found = territory_coverage.coverage(explorer, asked)
    snapshot, shapes = explorer.snapshot(), _shapes(explorer)
    points = _points(snapshot) | _listed_points(snapshot, asked)
    areas = [
        Area(one.code, one.name, State.PRESENT, float(one.participants), _inhabited(one.population))
        for one in found.present
    ]
    areas += [
        Area(one.code, one.name, State.ABSENT, 0.0, _nearest(one.nearest, one.kilometres))
        for one in found.absent
    ]
    areas += [Area(one.code, one.name, State.EXCLUDED) for one in found.excluded]
    placed = _placed(sorted(areas, key=lambda area: area.code), shapes, points)
    shown = TerritoryMap(
        title=f"Who takes part in {asked.territory}, by {asked.level}",
        measure="measure participants",
        areas=placed,
        outlines=_outlines(placed, shapes),
        snapshot=found.snapshot,
        parameters=found.parameters,
        notes=_coverage_notes(found, placed),
        story=_coverage_story(found),
    )
    return _page(shown)


def cooperation(
    explorer: Explorer, asked: MatrixAsked, territory: str | None, pair: tuple[str, str] | None = None
) -> MapPage:
    """Territories by the weight of their ties, ties between them, and gaps drawn as what is missing.

    The story begins with `pair`, if there is one; raises InvalidParameter for a territory that is none.
    """
    told = _told_pair(explorer, asked, pair) if pair else None
    found = gap_matrix.matrix(explorer, asked, CellsAsked(limit=MOST_CELLS))
    areas = [
        Area(
            one.code,
            one.name,
            State.PRESENT if one.data else State.UNKNOWN,
            one.strength if one.data else None,
        )
        for one in found.territories
        if territory is None or one.code.startswith(territory)
    ]
    shapes = _shapes(explorer)
    placed = _placed(areas, shapes, _points(explorer.snapshot()))
    gaps, ties = _links(explorer, asked, {area.code for area in placed})
    first = told if told and {told.a, told.b} <= {area.code for area in placed} else None
    shown = TerritoryMap(
        title=f"Cooperation between territories, by {asked.level}" + (f", {territory}" if territory else ""),
        measure="measure strength",
        areas=placed,
        links=_drawn(gaps, ties, first),
        outlines=_outlines(placed, shapes),
        snapshot=found.snapshot,
        parameters=found.parameters,
        notes=_cooperation_notes(found.reason, placed, gaps, ties),
        story=(*([_pair_note(first)] if first else []), *map(_gap_note, gaps[:NOTES_OF_GAPS])),
    )
    return _page(shown)


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


def _page(shown: TerritoryMap) -> MapPage:
    html = territory_page(shown)
    return MapPage(html, territory_policy(), shown.snapshot, len(shown.areas), len(shown.links))


def _shapes(explorer: Explorer) -> Shapes:
    """Rings by code from the lists of shapes that were loaded, the latest first."""
    found: dict[str, tuple[Ring, ...]] = {}
    for job in jobs.latest_jobs(explorer.store, 200):
        if job.source == SHAPES and job.file_checksum:
            file = raw.place(explorer.settings, job.file_checksum, job.file)
            if file.is_file():
                found = {**shapes_in(file), **found}
    return found


@lru_cache(maxsize=2)
def _points(snapshot: Snapshot) -> dict[str, Point]:
    """A point of every place by its code; of a country without one the middle of its organisations."""
    names = ("code", "longitude", "latitude")
    rows = zip(*(snapshot.places[name].to_pylist() for name in names), strict=True)
    found = {code: (east, north) for code, east, north in rows if code and east is not None}
    by_country: dict[str, list[Point]] = {}
    names = ("country", "longitude", "latitude")
    for country, east, north in zip(
        *(snapshot.organisations[name].to_pylist() for name in names), strict=True
    ):
        if country and east is not None and north is not None:
            by_country.setdefault(country, []).append((east, north))
    middles = {country: _middle(points) for country, points in by_country.items()}
    return middles | found


def _middle(points: list[Point]) -> Point:
    """The median of each direction."""
    east, north = (sorted(part) for part in zip(*points, strict=True))
    return east[len(east) // 2], north[len(north) // 2]


def _listed_points(snapshot: Snapshot, asked: CoverageAsked) -> dict[str, Point]:
    listed = None if asked.codes else reference_list(snapshot, asked.territory, asked.level)
    if listed is None:
        return {}
    return {
        unit.code: (unit.longitude, unit.latitude)
        for unit in listed.units
        if unit.longitude is not None and unit.latitude is not None
    }


def _placed(areas: Iterable[Area], shapes: Shapes, points: Mapping[str, Point]) -> tuple[Area, ...]:
    return tuple(
        Area(
            code=area.code,
            name=area.name,
            state=area.state,
            value=area.value,
            facts=area.facts,
            shape=shapes.get(area.code, ()),
            point=points.get(area.code),
        )
        for area in areas
    )


def _outlines(areas: tuple[Area, ...], shapes: Shapes) -> tuple[Ring, ...]:
    """Of the countries around, where their shapes were loaded."""
    points = tuple((area.point,) for area in areas if area.point and not area.shape)
    box = box_of([*(ring for area in areas for ring in area.shape), *points])
    if box is None:
        return ()
    drawn = {area.code for area in areas}
    countries = [
        ring
        for code, rings in sorted(shapes.items())
        if len(code) == COUNTRY_CODE and code not in drawn
        for ring in rings
    ]
    return near(countries, box, MARGIN)


def _inhabited(population: int | None) -> tuple[tuple[str, str], ...]:
    return (("population", f"{population:,}"),) if population else ()


def _nearest(code: str | None, kilometres: float | None) -> tuple[tuple[str, str], ...]:
    if code is None:
        return ()
    away = "" if kilometres is None else f", {kilometres:.0f} km"
    return (("nearest that takes part", f"{code}{away}"),)


def _unplaced(areas: tuple[Area, ...]) -> list[str]:
    lost = sum(not area.shape and area.point is None for area in areas)
    notes = [f"{lost} areas have no known place and are in the table alone."] if lost else []
    if not any(area.shape for area in areas):
        notes.append(
            "Areas are points: no shapes of them were loaded (socialcluster places import, NUTS GeoJSON)."
        )
    return notes


def _coverage_notes(found: TerritoryCoverageAnswer, areas: tuple[Area, ...]) -> tuple[str, ...]:
    listed = (
        f"List: {found.reference.name}, {found.reference.year or 'year not told'}." if found.reference else ""
    )
    counted = [
        f"{one.count:g} {one.label} ({one.project}) are counted by a source but not named."
        for one in found.unknown
    ]
    return tuple(note for note in [listed, found.reason or "", *counted, *_unplaced(areas)] if note)


def _coverage_story(found: TerritoryCoverageAnswer) -> tuple[MapNote, ...]:
    """What there is, and then the largest units that are missing."""
    if found.denominator is None or not found.absent:
        return ()
    first = f"{len(found.present)} of {found.denominator} units of {found.territory} take part."
    largest = sorted(found.absent, key=lambda one: (-(one.population or 0), one.code))[:NOTES_OF_GAPS]
    notes = [
        MapNote(
            f"{one.name or one.code} takes no part."
            + (f" {one.population:,} people live there." if one.population else "")
            + (f" The nearest that does is {one.nearest}." if one.nearest else ""),
            (one.code,),
        )
        for one in largest
    ]
    return (MapNote(first), *notes)


def _cooperation_notes(
    reason: str | None, areas: tuple[Area, ...], gaps: list[Link], ties: list[Link]
) -> tuple[str, ...]:
    notes = [reason] if reason else []
    if len(gaps) > GAPS or len(ties) > LINKS:
        notes.append(
            f"Drawn are {min(len(gaps), GAPS)} of {len(gaps)} gaps and {min(len(ties), LINKS)} of "
            f"{len(ties)} pairs that cooperate: those that lack most, and the strongest."
        )
    return (*notes, *_unplaced(areas))


def _pair_note(cell: GapCell) -> MapNote:
    expected = "" if cell.expected is None else f" where {cell.expected:.3g} would be expected"
    return MapNote(
        f"{cell.a} and {cell.b}: {cell.observed:.3g} joint work in {cell.projects} projects{expected}. "
        f"The verdict: {cell.verdict}.",
        (cell.a, cell.b),
    )


def _gap_note(gap: Link) -> MapNote:
    expected = "" if gap.expected is None else f", and {gap.expected:.3g} would be expected"
    return MapNote(
        f"{gap.a} and {gap.b}: {gap.weight:.3g} joint work{expected}. That is a gap.", (gap.a, gap.b)
    )
