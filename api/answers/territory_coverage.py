"""Participation against the complete list of a territory: present, absent, unknown, excluded by design."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.explorer import Explorer
from graph.analysis.coverage import TerritoryCoverage, Unnamed, territory_coverage
from graph.analysis.filtering import EVERYTHING, Filter, filtered
from graph.analysis.reference_lists import Unit, given_list, reference_list, words_of
from graph.analysis.service_gaps import NOBODY, Nearest, nearest_served
from graph.analysis.territories import Level
from graph.analysis.territory_places import Row, territory_places
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from graph.store.unnamed import CountedUnits, counted_units
from viz.languages import gettext, noted, pgettext

NO_LIST = noted(
    "No data: there is no list of units of level %(level)s of %(territory)s to hold participation against. "
    "Load one with 'socialcluster places import', or give the codes. ISO 3166-2 lists: %(words)s."
)
NO_DATA = noted(
    "No data: nothing in the graph is known to be in %(territory)s, so nobody can say that a unit is absent."
)
COUNTED = noted(
    "Sources count units without naming them, so none of the %(missing)s others can be called absent."
)
UNMATCHED = noted(
    "%(unmatched)s participants in %(territory)s stand in no known unit; any absent unit may hold them."
)
NOBODY_PLACED = noted(
    "No data: of the %(unmatched)s participants in %(territory)s no source says in which unit of the list "
    "they stand, so none can be called absent."
)
MOSTLY_UNPLACED = noted(
    "Of %(unmatched)s participants in %(territory)s no source says in which unit they stand, of only "
    "%(placed)s it is known. Where a unit has nobody known, that is no proof of a gap."
)


class Standing(StrEnum):
    """What the list says as a whole."""

    NO_DATA = "no data"
    UNNAMED = "counted, not named"
    UNPLACED = "mostly not placed"
    GAPS = "gaps"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class CoverageAsked:
    """`codes` is a list of the user's; `units` the word by which sources count the level, as `powiats`."""

    territory: str
    level: str
    codes: tuple[Unit, ...] = ()
    list_name: str = "given by the user"
    chosen: Filter = EVERYTHING

    @property
    def units(self) -> list[str]:
        word = self.level.casefold()
        plural = word[:-1] + "ies" if word.endswith("y") else word + "s"
        return sorted({word, plural})


class Reference(BaseModel):
    name: str
    year: str | None = Field(description="null where the list tells no year.")


class PresentUnit(BaseModel):
    code: str
    name: str | None
    participants: int = Field(description="Organisations that take part in something and stand there.")
    authority: bool = Field(description="Whether one of them is a municipality or regional authority.")
    covered_by: list[str] = Field(description="Projects that say that they cover it.")
    population: int | None
    population_year: int | None
    per_100000: float | None = Field(description="Participants per 100,000 inhabitants; null where unknown.")


class AbsentUnit(BaseModel):
    code: str
    name: str | None
    population: int | None
    nearest: str | None = Field(description="Nearest unit that is present; null where nobody knows.")
    kilometres: float | None = Field(description="To it, as the crow flies.")
    hops: int | None = Field(
        description="Steps up and down the administration to the nearest present unit by that way."
    )


class ExcludedUnit(BaseModel):
    code: str
    name: str | None
    projects: list[str]


class UnknownUnits(BaseModel):
    project: str
    label: str
    count: float
    evidence: list[Evidence]


class Inhabitants(BaseModel):
    """Only over units whose population is known."""

    units: int
    population: int
    in_present: int = Field(description="Of them in units that are present.")
    participants: int
    per_100000: float | None


class TerritoryCoverageAnswer(Answer):
    territory: str
    level: str
    parameters: dict[str, str | float]
    denominator: int | None = Field(description="Units on the list; null where there is no list.")
    reference: Reference | None
    verdict: Standing
    reason: str | None = Field(description="Why less is said than asked for, or with what reserve.")
    participants: int
    unmatched: int = Field(description="Participants in the territory that stand in no known unit.")
    with_authority: int = Field(description="Present units in which their own kind of administration stands.")
    missing: int | None = Field(description="Units neither present nor excluded, named or not.")
    present: list[PresentUnit]
    absent: list[AbsentUnit]
    unknown: list[UnknownUnits] = Field(description="Units that a source counts but does not name.")
    excluded: list[ExcludedUnit] = Field(description="Units that a project leaves out by design.")
    inhabitants: Inhabitants | None = Field(description="null where no population is known.")


def coverage(explorer: Explorer, asked: CoverageAsked) -> TerritoryCoverageAnswer:
    """Each unit of the list, once; raises InvalidParameter."""
    snapshot = explorer.snapshot()
    part = filtered(snapshot, asked.chosen)
    known = dict(basis(explorer)) | {"snapshot": snapshot.id}
    parameters = {"territory": asked.territory, "level": asked.level, **asked.chosen.parameters}
    reference = (
        given_list(list(asked.codes), asked.list_name)
        if asked.codes
        else reference_list(snapshot, asked.territory, asked.level)
    )
    if reference is None:
        return _without_list(asked, known, parameters)
    counted = counted_units(explorer.store, asked.units)
    unnamed = _unnamed(part, asked.territory, counted)
    found = territory_coverage(part, asked.territory, reference, unnamed, whole=snapshot)
    places = territory_places(snapshot, asked.territory).rows
    return _answer(asked, places, found, known | {"parameters": parameters}, counted)


def _without_list(
    asked: CoverageAsked, known: dict[str, object], parameters: dict[str, str | float]
) -> TerritoryCoverageAnswer:
    words = words_of(asked.territory)
    if asked.level not in {*Level, *words} and not words:
        raise InvalidParameter(
            f"No territory {asked.territory!r} with units called {asked.level!r} is known."
        )
    named = ", ".join(words) or pgettext("lists", "none")
    reason = gettext(NO_LIST, level=asked.level, territory=asked.territory, words=named)
    return TerritoryCoverageAnswer.model_validate(
        known
        | {
            "territory": asked.territory,
            "level": asked.level,
            "parameters": parameters,
            "denominator": None,
            "reference": None,
            "verdict": Standing.NO_DATA,
            "reason": reason,
            "participants": 0,
            "unmatched": 0,
            "with_authority": 0,
            "missing": None,
            "present": [],
            "absent": [],
            "unknown": [],
            "excluded": [],
            "inhabitants": None,
        }
    )


def _unnamed(part: Snapshot, territory: str, counted: tuple[CountedUnits, ...]) -> tuple[Unnamed, ...]:
    """Figures of projects that have a participant in the country of the territory."""
    projects = part.projects["uid"].to_pylist()
    countries = part.organisations["country"].to_pylist()
    there = {
        projects[project]
        for project, who in zip(part.joint_project.tolist(), part.participant.tolist(), strict=True)
        if countries[who] == territory[:2]
    }
    return tuple(
        Unnamed(one.project, one.label or "", one.count, one.records[0] if one.records else None)
        for one in counted
        if one.project in there
    )


def _answer(
    asked: CoverageAsked,
    places: tuple[Row, ...],
    found: TerritoryCoverage,
    known: dict[str, object],
    counted: tuple[CountedUnits, ...],
) -> TerritoryCoverageAnswer:
    verdict = _verdict(found)
    absent = found.absent if verdict in (Standing.GAPS, Standing.UNPLACED) else ()
    near = nearest_served(absent, [one.unit for one in found.present], places)
    told = {
        "territory": asked.territory,
        "level": asked.level,
        "denominator": len(found.reference.units),
        "reference": Reference(name=found.reference.name, year=found.reference.year),
        "verdict": verdict,
        "reason": _reason(asked, found, verdict),
        "participants": found.participants,
        "unmatched": found.unmatched,
        "with_authority": sum(one.authority for one in found.present),
        "missing": found.missing,
        "present": _present(found),
        "absent": [_absent(unit, nearest) for unit, nearest in zip(absent, near, strict=True)],
        "unknown": _unknown(found, counted),
        "excluded": [
            ExcludedUnit(code=one.unit.code, name=one.unit.name, projects=list(one.projects))
            for one in found.excluded
        ],
        "inhabitants": None if verdict is Standing.NO_DATA else _inhabitants(found, verdict),
    }
    return TerritoryCoverageAnswer.model_validate(known | told)


def _verdict(found: TerritoryCoverage) -> Standing:
    if found.unnamed:
        return Standing.UNNAMED
    if not found.has_data:
        return Standing.NO_DATA
    if not found.missing:
        return Standing.COMPLETE
    placed = found.participants + found.elsewhere
    return Standing.GAPS if placed >= found.unmatched else Standing.UNPLACED


def _reason(asked: CoverageAsked, found: TerritoryCoverage, verdict: Standing) -> str | None:
    words = {"territory": asked.territory, "missing": found.missing, "unmatched": found.unmatched}
    if verdict is Standing.NO_DATA:
        return gettext(NOBODY_PLACED if found.unmatched else NO_DATA, **words)
    if verdict is Standing.UNPLACED:
        return gettext(MOSTLY_UNPLACED, **words, placed=found.participants + found.elsewhere)
    if verdict is Standing.UNNAMED:
        return gettext(COUNTED, **words)
    return gettext(UNMATCHED, **words) if found.unmatched and found.missing else None


def _present(found: TerritoryCoverage) -> list[PresentUnit]:
    return [
        PresentUnit(
            code=one.unit.code,
            name=one.unit.name,
            participants=one.participants,
            authority=one.authority,
            covered_by=list(one.covered),
            population=one.unit.population,
            population_year=one.unit.population_year,
            per_100000=_rounded(one.per_inhabitants),
        )
        for one in found.present
    ]


def _absent(unit: Unit, nearest: Nearest = NOBODY) -> AbsentUnit:
    return AbsentUnit(
        code=unit.code,
        name=unit.name,
        population=unit.population,
        nearest=nearest.code,
        kilometres=_rounded(nearest.kilometres, 4),
        hops=nearest.hops,
    )


def _unknown(found: TerritoryCoverage, counted: tuple[CountedUnits, ...]) -> list[UnknownUnits]:
    records = {(one.project, one.label or "", one.count): list(one.records) for one in counted}
    return [
        UnknownUnits(
            project=one.project,
            label=one.label,
            count=one.count,
            evidence=evidence(records[(one.project, one.label, one.count)]),
        )
        for one in found.unnamed
    ]


def _inhabitants(found: TerritoryCoverage, verdict: Standing) -> Inhabitants | None:
    """Without a rate where most participants cannot be placed: it would be far too low."""
    known = {unit.code: unit.population for unit in found.reference.units if unit.population}
    if not known:
        return None
    there = [one for one in found.present if one.unit.code in known]
    participants, people = sum(one.participants for one in there), sum(known.values())
    return Inhabitants(
        units=len(known),
        population=people,
        in_present=sum(known[one.unit.code] for one in there),
        participants=participants,
        per_100000=None if verdict is Standing.UNPLACED else _rounded(participants / people * 100_000),
    )


def _rounded(value: float | None, digits: int = 10) -> float | None:
    return None if value is None else float(f"{value:.{digits}g}")
