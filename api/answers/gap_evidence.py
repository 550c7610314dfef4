"""What stands behind a gap or its absence: who makes a unit present, and which projects join two groups."""

from collections import defaultdict
from functools import lru_cache

import numpy as np
from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.gap_matrix import MatrixAsked
from api.answers.paths import Body, JointWork, body, work
from api.answers.territory_coverage import CoverageAsked
from api.explorer import Explorer
from graph.analysis.coverage import participants_in, territory_coverage
from graph.analysis.divisions import Division, divided_by
from graph.analysis.filtering import filtered
from graph.analysis.reference_lists import reference_list, subdivisions, words_of
from graph.analysis.territories import Level
from graph.errors import InvalidParameter, NotFound
from graph.snapshot import Snapshot

PROJECTS_SHOWN = 50
MEMBERS_SHOWN = 20


class Part(BaseModel):
    """An organisation in a project, with the records that say so."""

    organisation: Body
    evidence: list[Evidence]


class SharedProject(BaseModel):
    """A project with its members on the side of one group, and of another."""

    project: JointWork
    a: list[Part]
    b: list[Part]


class UnitEvidence(Answer):
    """Who stands in a unit, and in what they take part, the latest first."""

    parameters: dict[str, str | float]
    code: str
    name: str | None
    list_name: str
    year: str | None
    projects: list[SharedProject]
    organisations: int


class Member(BaseModel):
    """An organisation of a group, and in how many projects it takes part."""

    organisation: Body
    projects: int


class GroupMembers(BaseModel):
    """Who belongs to a group: those in most projects first."""

    code: str
    name: str | None
    organisations: int = Field(description="All that are known to belong to it.")
    listed: list[Member] = Field(description=f"The first {MEMBERS_SHOWN} of them.")


class PairEvidence(Answer):
    """Projects that join two groups, the latest first; `found` is how many there are."""

    level: str
    parameters: dict[str, str | float]
    a: GroupMembers
    b: GroupMembers
    projects: list[SharedProject] = Field(description=f"{PROJECTS_SHOWN} at most.")
    found: int


@lru_cache(maxsize=64)
def usual_level(snapshot: Snapshot, territory: str) -> str:
    """The level with the smallest units of which there is a complete list, and by which participants can be
    placed; where none can by any, the smallest. Raises NotFound.
    """
    listed = {
        level: found
        for level in _smallest_first(snapshot, territory)
        if (found := reference_list(snapshot, territory, level))
    }
    if not listed:
        raise NotFound(
            f"There is no complete list of the units of {territory!r}. Give the code of a country (LT), or "
            "load a list with 'socialcluster places import'."
        )
    known = (
        level
        for level, found in listed.items()
        if len(listed) > 1 and territory_coverage(snapshot, territory, found).has_data
    )
    return next(known, next(iter(listed)))


def _smallest_first(snapshot: Snapshot, territory: str) -> list[str]:
    counts = {word: subdivisions(territory, word) for word in words_of(territory)}
    words = sorted(counts, key=lambda word: (-len(found.units) if (found := counts[word]) else 0, len(word)))
    return [Level.LAU.value, *(words or [Level.NUTS3.value])]


def levels_of(snapshot: Snapshot, territory: str) -> list[str]:
    """Levels at which there is a list of the units of a territory."""
    loaded = [str(level) for level in Level if reference_list(snapshot, territory, level) is not None]
    words = words_of(territory)
    # `district municipality` is one of the units that `municipality` names.
    return loaded + [word for word in words if not any(word != one and word.endswith(one) for one in words)]


def unit_evidence(explorer: Explorer, asked: CoverageAsked, code: str) -> UnitEvidence:
    """Who makes a unit present, project by project; raises NotFound for a unit that is not listed."""
    snapshot = explorer.snapshot()
    part = filtered(snapshot, asked.chosen)
    reference = reference_list(snapshot, asked.territory, asked.level)
    unit = next((one for one in reference.units if one.code == code), None) if reference else None
    if reference is None or unit is None:
        raise NotFound(f"There is no unit {code!r} on the list ({asked.territory}, {asked.level}).")
    rows = participants_in(part, asked.territory, reference, code, whole=snapshot)
    sides = _sides(part, dict.fromkeys(rows, 0))
    given: dict[str, str | float] = {"territory": asked.territory, "level": asked.level, "code": code}
    return UnitEvidence(
        **(basis(explorer) | {"snapshot": snapshot.id}),
        parameters=given | asked.chosen.parameters,
        code=code,
        name=unit.name,
        list_name=reference.name,
        year=reference.year,
        projects=[_shared(part, project, found) for project, found in _latest(part, sides)],
        organisations=len(rows),
    )


def pair_evidence(explorer: Explorer, asked: MatrixAsked, a: str, b: str) -> PairEvidence:
    """The projects in which both groups take part, and who belongs to each; raises InvalidParameter."""
    if a == b:
        raise InvalidParameter("A pair is two different groups.")
    snapshot = explorer.snapshot()
    part = filtered(snapshot, asked.chosen)
    division = divided_by(part, asked.level)
    numbers = {division.row(a): 0, division.row(b): 1}
    of = {row: numbers[group] for row, group in enumerate(division.of.tolist()) if group in numbers}
    sides = {project: found for project, found in _sides(part, of).items() if all(found)}
    listed = _latest(part, sides)
    return PairEvidence(
        **(basis(explorer) | {"snapshot": snapshot.id}),
        level=asked.level,
        parameters={"level": asked.level, **asked.chosen.parameters},
        a=_members(part, division, a),
        b=_members(part, division, b),
        projects=[_shared(part, project, found) for project, found in listed],
        found=len(sides),
    )


def _members(part: Snapshot, division: Division, code: str) -> GroupMembers:
    number, counts = division.row(code), part.projects_per_organisation
    rows = np.flatnonzero(division.of == number)
    first = rows[np.argsort(-counts[rows], kind="stable")][:MEMBERS_SHOWN].tolist()
    return GroupMembers(
        code=code,
        name=division.names[number],
        organisations=len(rows),
        listed=[Member(organisation=body(part, row), projects=int(counts[row])) for row in first],
    )


Sides = tuple[list[int], list[int]]


def _sides(part: Snapshot, side_of: dict[int, int]) -> dict[int, Sides]:
    """Participations of chosen organisations by project, on the side of each."""
    found: dict[int, Sides] = defaultdict(lambda: ([], []))
    pairs = zip(part.participant.tolist(), part.joint_project.tolist(), strict=True)
    for row, (who, project) in enumerate(pairs):
        if who in side_of:
            found[project][side_of[who]].append(row)
    return found


def _latest(part: Snapshot, sides: dict[int, Sides]) -> list[tuple[int, Sides]]:
    starts = part.projects["start"].to_pylist()
    order = sorted(sides, key=lambda project: (starts[project] or "", -project), reverse=True)
    return [(project, sides[project]) for project in order[:PROJECTS_SHOWN]]


def _shared(part: Snapshot, project: int, sides: Sides) -> SharedProject:
    a, b = ([_part(part, row) for row in rows] for rows in sides)
    return SharedProject(project=work(part, project), a=a, b=b)


def _part(part: Snapshot, row: int) -> Part:
    records = part.participations["records"][row].as_py()
    return Part(organisation=body(part, int(part.participant[row])), evidence=evidence(records))
