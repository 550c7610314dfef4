"""What a geographic map says beside the drawing: its title, its notes, its story."""

from collections.abc import Mapping, Sequence

from api.answers.gap_cells import GapCell
from api.answers.territory_coverage import AbsentUnit, Standing, TerritoryCoverageAnswer
from graph.vocabulary import NUTS_TO_ISO
from ingest.sources.nuts_shapes import FACTS
from viz import wording
from viz.gap_words import level_name, verdict_name
from viz.geo_model import Area, Link, Ring
from viz.languages import gettext, ngettext
from viz.map_words import ENGLISH
from viz.model import MapNote

NOTES_OF_GAPS = 5


def coverage_title(territory: str, level: str) -> str:
    """Whose participation the map shows."""
    return gettext(
        "Who takes part: %(territory)s, %(level)s",
        territory=territory_name(territory),
        level=level_name(level),
    )


def cooperation_title(level: str, territory: str | None) -> str:
    """Between what the map shows cooperation."""
    title = gettext("Cooperation and gaps: %(level)s", level=level_name(level))
    return f"{title}, {territory_name(territory)}" if territory else title


def territory_name(code: str) -> str:
    """Name of a country before its code; another code as it is."""
    name = wording.country(code)
    return name if name == code else f"{name} ({code})"


def area_name(code: str, name: str | None) -> str | None:
    """The name that a source states; of a country its name in the reader's language."""
    named = wording.country(NUTS_TO_ISO.get(code, code))
    return name if named == NUTS_TO_ISO.get(code, code) else named


def inhabited(population: int | None) -> tuple[tuple[str, str], ...]:
    """The fact of how many live in an area."""
    return ((gettext("Inhabitants"), wording.number(population)),) if population else ()


def nearest(unit: AbsentUnit) -> tuple[tuple[str, str], ...]:
    """The fact of which unit that takes part is nearest."""
    if unit.nearest is None:
        return ()
    away = "" if unit.kilometres is None else f", {wording.number(round(unit.kilometres))} km"
    return ((gettext("Nearest that takes part"), f"{unit.nearest}{away}"),)


def coverage_notes(found: TerritoryCoverageAnswer) -> list[str]:
    """Against what list, with what reserve, and what sources count without naming it."""
    notes = []
    if found.reference:
        year = found.reference.year or gettext("year not stated")
        notes.append(gettext("List: %(name)s, %(year)s.", name=found.reference.name, year=year))
    if found.reason:
        notes.append(found.reason)
    notes += [
        gettext(
            "A source counts without naming: %(count)s %(what)s (%(project)s).",
            count=wording.number(one.count),
            what=one.label,
            project=one.project,
        )
        for one in found.unknown
    ]
    return notes


def coverage_story(found: TerritoryCoverageAnswer) -> tuple[MapNote, ...]:
    """What there is, and then the largest units that are missing."""
    if found.denominator is None or found.verdict is not Standing.GAPS:
        return ()
    first = gettext(
        "Of the %(all)s units of %(territory)s %(present)s take part.",
        all=wording.number(found.denominator),
        territory=territory_name(found.territory),
        present=wording.number(len(found.present)),
    )
    names = {one.code: one.name for one in found.present}
    largest = sorted(found.absent, key=lambda one: (-(one.population or 0), one.code))[:NOTES_OF_GAPS]
    return (MapNote(first), *(MapNote(_missing(one, names), (one.code,)) for one in largest))


def _missing(unit: AbsentUnit, names: Mapping[str, str | None]) -> str:
    said = [gettext("%(name)s takes no part.", name=unit.name or unit.code)]
    if unit.population:
        said.append(gettext("Inhabitants: %(people)s.", people=wording.number(unit.population)))
    if unit.nearest:
        said.append(gettext("Nearest that does: %(name)s.", name=names.get(unit.nearest) or unit.nearest))
    return " ".join(said)


def cooperation_note(gaps: Sequence[Link], ties: Sequence[Link], *, most: tuple[int, int]) -> list[str]:
    """That not all gaps or pairs are drawn, where that is so; `most` of each are."""
    if len(gaps) <= most[0] and len(ties) <= most[1]:
        return []
    return [
        gettext(
            "Drawn are %(gaps)s of %(all_gaps)s gaps and %(ties)s of %(all_ties)s pairs that cooperate: "
            "those that lack most, and the strongest.",
            gaps=wording.number(min(len(gaps), most[0])),
            all_gaps=wording.number(len(gaps)),
            ties=wording.number(min(len(ties), most[1])),
            all_ties=wording.number(len(ties)),
        )
    ]


def cooperation_story(gaps: Sequence[Link], names: Mapping[str, str]) -> tuple[MapNote, ...]:
    """A note for each of the first gaps."""
    return tuple(MapNote(_gap(one, names), (one.a, one.b)) for one in gaps[:NOTES_OF_GAPS])


def pair_note(cell: GapCell, names: Mapping[str, str]) -> MapNote:
    """What is known of the pair that was asked for."""
    said = {
        "a": names[cell.a],
        "b": names[cell.b],
        "observed": wording.number(cell.observed),
        "projects": wording.number(cell.projects),
        "verdict": verdict_name(cell.verdict),
    }
    if cell.expected is None:
        told = gettext(
            "%(a)s and %(b)s: %(observed)s joint work; projects: %(projects)s; verdict: %(verdict)s.", **said
        )
    else:
        told = gettext(
            "%(a)s and %(b)s: %(observed)s joint work, where %(expected)s would be expected; "
            "projects: %(projects)s; verdict: %(verdict)s.",
            **said,
            expected=wording.number(cell.expected),
        )
    return MapNote(told, (cell.a, cell.b))


def _gap(gap: Link, names: Mapping[str, str]) -> str:
    ends = {"a": names[gap.a], "b": names[gap.b], "observed": wording.number(gap.weight)}
    if gap.expected is None:
        return gettext("%(a)s and %(b)s: %(observed)s joint work. That is a gap.", **ends)
    return gettext(
        "%(a)s and %(b)s: %(observed)s joint work, where %(expected)s would be expected. That is a gap.",
        **ends,
        expected=wording.number(gap.expected),
    )


def ground_notes(areas: Sequence[Area], outlines: Sequence[Ring]) -> list[str]:
    """What of the areas has no place or no shape, what to load for it, and whose boundaries are drawn."""
    shaped = any(area.shape for area in areas)
    lost = sum(not area.shape and area.point is None for area in areas)
    notes = []
    if lost and lost == len(areas):
        notes.append(gettext(str(ENGLISH["nothing placed"])))
    elif lost:
        notes.append(
            ngettext(
                "%(count)s area has no known place and is in the table alone.",
                "%(count)s areas have no known place and are in the table alone.",
                lost,
                count=wording.number(lost),
            )
        )
    if shaped or outlines:
        notes.append(gettext("Boundaries: %(owner)s", owner=FACTS.licence))
    if to_do := advice(areas, outlines):
        notes.append(to_do)
    return notes


def advice(areas: Sequence[Area], outlines: Sequence[Ring]) -> str | None:
    """What to load for areas without shapes; None where there are shapes, or nothing to draw."""
    if not areas or any(area.shape for area in areas):
        return None
    return _without_shapes(points=any(area.point for area in areas), outlines=bool(outlines))


def same_name_note(same: Mapping[str, str], areas: Sequence[Area]) -> list[str]:
    """Of how many units the place is that of the loaded municipality of their name."""
    drawn = sum(area.code in same for area in areas)
    if drawn == len(areas):
        return [gettext("All units are drawn where the loaded municipality (LAU) of the same name lies.")]
    return [
        gettext(
            "%(drawn)s of %(all)s units are drawn where the loaded municipality (LAU) of the same name lies; "
            "of the others it is not certain which one they are.",
            drawn=wording.number(drawn),
            all=wording.number(len(areas)),
        )
    ]


def _without_shapes(*, points: bool, outlines: bool) -> str:
    if points and outlines:
        return gettext(
            "The areas are points on outlines of countries, for shapes of their own were not loaded "
            "(a GeoJSON of NUTS or LAU: socialcluster places import FILE)."
        )
    if outlines or not points:
        return gettext(str(ENGLISH["load shapes"]))
    return gettext(
        "No shapes were loaded, so there are no outlines. A GeoJSON of NUTS has them, for example "
        "NUTS_RG_60M_2021_4326_LEVL_0.geojson: socialcluster places import FILE"
    )
