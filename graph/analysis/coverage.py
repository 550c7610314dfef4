"""Which units of a territory take part, which do not, and of which nobody can say.

A unit is present where a participant stands in it or in a part of it, or where a project says that it covers
it. It is excluded by design where a project leaves it out in words and nothing makes it present. Where a
source counts units without naming them, those that are not present cannot be called absent one by one: then
none is named. An organisation stands in one place, so each unit and each sum counts it once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from graph.analysis.reference_lists import MUNICIPALITY, ReferenceList, Unit, is_current, subdivisions
from graph.analysis.same_units import same_units
from graph.analysis.territory_places import Row, TerritoryPlaces, territory_places
from graph.names import folded
from graph.snapshot import Snapshot
from graph.vocabulary import NUTS_TO_ISO, Kind, Tie

AUTHORITIES = (Kind.MUNICIPALITY, Kind.REGION)
PER = 100_000
NUTS = "NUTS"


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A project that a source says reached so many units of this level, without naming them."""

    project: str
    label: str
    count: float
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """`participants` stand there; `covered` by these projects; `authority`: one is its own administration."""

    unit: Unit
    participants: int
    covered: tuple[str, ...]
    authority: bool

    @property
    def per_inhabitants(self) -> float | None:
        """Participants per 100,000 inhabitants; None where the population is unknown."""
        return self.participants / self.unit.population * PER if self.unit.population else None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A unit that these projects leave out by design."""

    unit: Unit
    projects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TerritoryCoverage:
    """`missing` is how many are neither present nor excluded: named in `absent`, unless `unnamed` forbids it.

    `unmatched` participants stand in the territory, but in no unit that is known; `elsewhere` in a known one
    that is not on the list.
    """

    reference: ReferenceList
    present: tuple[Present, ...]
    absent: tuple[Unit, ...]
    excluded: tuple[Excluded, ...]
    unnamed: tuple[Unnamed, ...]
    missing: int
    participants: int
    unmatched: int
    elsewhere: int = 0

    @property
    def has_data(self) -> bool:
        """Whether of any unit anything is known; if not, nobody can call another absent."""
        return bool(self.present or self.excluded or self.elsewhere)


def territory_coverage(
    part: Snapshot,
    territory: str,
    reference: ReferenceList,
    unnamed: tuple[Unnamed, ...] = (),
    *,
    whole: Snapshot | None = None,
) -> TerritoryCoverage:
    """Holds what was chosen of a snapshot against a list; of `whole` the places may be known already."""
    where = territory_places(whole or part, territory)
    same = _places_of_units(where.rows, reference)
    units = _climbed(where.rows, same)
    others = _other_units(where.rows, reference) & where.inside
    standing, unmatched, elsewhere = _standing(part, units, others, territory, where)
    covered = _by_unit(_told(part, Tie.COVERS), {uid: {code} for uid, code in units.items()})
    leaving_out = _told(part, Tie.EXCLUDES)
    excluded = _by_unit(leaving_out, _units_below(where.rows, same)) if leaving_out else {}
    present = tuple(
        Present(unit, standing[unit.code][0], covered.get(unit.code, ()), standing[unit.code][1])
        for unit in reference.units
        if unit.code in standing or unit.code in covered
    )
    here = {one.unit.code for one in present}
    out = tuple(
        Excluded(unit, excluded[unit.code])
        for unit in reference.units
        if unit.code in excluded and unit.code not in here
    )
    left = tuple(unit for unit in reference.units if unit.code not in here and unit.code not in excluded)
    return TerritoryCoverage(
        reference=reference,
        present=present,
        absent=() if unnamed else left,
        excluded=out,
        unnamed=unnamed,
        missing=len(left),
        participants=sum(one.participants for one in present),
        unmatched=unmatched,
        elsewhere=elsewhere,
    )


def _places_of_units(places: tuple[Row, ...], reference: ReferenceList) -> dict[str, str]:
    """Code of the unit that each place is, by uid; by name where lists use other codes."""
    same = _by_code(places, reference)
    unknown = {unit.code for unit in reference.units} - set(same.values())
    levels = {row["level"] for row in places if row["uid"] in same}
    older = [
        row for row in places if row["scheme"] == NUTS and row["level"] in levels and not is_current(row)
    ]
    renamed = _by_name(older, reference, {unit.code for unit in reference.units}) if older else {}
    named = _by_name(places, reference, unknown) if unknown else {}
    return _of_other_list(places, reference) | renamed | named | same


def _by_code(places: tuple[Row, ...], reference: ReferenceList) -> dict[str, str]:
    """Places that bear the code of a unit; codes of LAU may stand without their country (33367, HU_33367)."""
    codes = {unit.code for unit in reference.units}
    found = {}
    for row in places:
        short = str(row["code"]).removeprefix(f"{row['country']}_")
        code = next((one for one in (row["code"], short) if one in codes), None)
        if code is not None:
            found[row["uid"]] = code
    return found


def _of_other_list(places: tuple[Row, ...], reference: ReferenceList) -> dict[str, str]:
    """Places that are municipalities of ISO 3166-2 where the list is of LAU, and the other way round."""
    country = next((unit.code[:2] for unit in reference.units), "")
    listed = subdivisions(NUTS_TO_ISO.get(country, country), MUNICIPALITY)
    if listed is None:
        return {}
    if {unit.code for unit in listed.units} & {unit.code for unit in reference.units}:
        loaded = [Unit(row["code"], row["name"]) for row in places if row["level"] == "lau" and row["code"]]
        codes = {lau: iso for iso, lau in same_units(reference.units, loaded, country).items()}
    elif all(unit.code[2:3] == "_" for unit in reference.units):
        codes = same_units(listed.units, reference.units, NUTS_TO_ISO.get(country, country))
    else:
        return {}
    return {row["uid"]: codes[row["code"]] for row in places if row["code"] in codes}


def _other_units(places: tuple[Row, ...], reference: ReferenceList) -> set[str]:
    """Places of the kind of the listed units, known by their codes, that are not on the list themselves.

    One of NUTS that no list told of may be a listed unit under the code of an older edition: it is none.
    """
    same = _by_code(places, reference)
    kinds = {(row["level"], row["scheme"]) for row in places if row["uid"] in same}
    wholes = {above for row in places for above in row["part_of"] or ()}
    return {
        row["uid"]
        for row in places
        if (row["level"], row["scheme"]) in kinds
        and row["uid"] not in {*same, *wholes}
        and (row["scheme"] != NUTS or is_current(row))
    }


def _by_name(places: Sequence[Row], reference: ReferenceList, unknown: set[str]) -> dict[str, str]:
    """Places that bear the name of a unit whose code no place has.

    A name decides only within the country of the code, and only where one unit has it.
    """
    keys = {unit.code: (unit.code[:2], folded(unit.name)) for unit in reference.units if unit.name}
    many = Counter(keys.values())
    named = {key: code for code, key in keys.items() if many[key] == 1 and code in unknown}
    below = (row for row in places if row["name"] and row["level"] != "country")
    found = {row["uid"]: named.get((row["country"], folded(row["name"]))) for row in below}
    return {uid: code for uid, code in found.items() if code is not None}


def _climbed(places: tuple[Row, ...], found: dict[str, str]) -> dict[str, str]:
    """Code of the unit in which each place lies: places that are part of a unit's place lie in it too."""
    above = {row["uid"]: sorted(row["part_of"] or ()) for row in places}
    result = dict(found)
    for uid in sorted(above):
        here, seen = [uid], {uid}
        while here and not any(one in found for one in here):
            here = [up for one in here for up in above.get(one, ()) if up not in seen]
            seen.update(here)
        code = next((found[one] for one in here if one in found), None)
        if code is not None:
            result[uid] = code
    return result


class _Standing(dict[str, tuple[int, bool]]):
    """Participants of each unit, and whether one is its administration; nobody where there is none."""

    def __missing__(self, code: str) -> tuple[int, bool]:
        return 0, False


def _standing(
    part: Snapshot, units: dict[str, str], others: set[str], territory: str, where: TerritoryPlaces
) -> tuple[_Standing, int, int]:
    """Organisations that take part in something, by unit; and how many in the territory lie in none that is
    known, and in one that is not on the list.
    """
    rows = part.organisations.select(["kind", "country", "located_in"]).to_pylist()
    found, unmatched, elsewhere = _Standing(), 0, 0
    for number in np.unique(part.participant).tolist():
        row = rows[number]
        uid = where.uids[row["located_in"]] if row["located_in"] is not None else None
        code = units.get(uid) if uid is not None else None
        if code is not None:
            many, authority = found[code]
            found[code] = many + 1, authority or row["kind"] in AUTHORITIES
        elif uid in others:
            elsewhere += 1
        elif row["country"] == territory or uid in where.inside:
            unmatched += 1
    return found, unmatched, elsewhere


def _units_below(places: tuple[Row, ...], same: dict[str, str]) -> dict[str, set[str]]:
    """Codes of the units that each place is or holds whole: leaving out a part leaves out no unit."""
    above = {row["uid"]: sorted(row["part_of"] or ()) for row in places}
    found: dict[str, set[str]] = {}
    for uid, code in same.items():
        here, seen = [uid], {uid}
        while here:
            for one in here:
                found.setdefault(one, set()).add(code)
            here = [up for one in here for up in above.get(one, ()) if up not in seen]
            seen.update(here)
    return found


def _told(part: Snapshot, kind: Tie) -> list[tuple[str, str]]:
    """Projects tied in this way, and the places to which they are."""
    ties = part.tables["ties"]
    stated = ties.filter(pc.equal(ties["type"], str(kind)))
    kept = set(part.projects["uid"].to_pylist()) if len(stated) else set()
    pairs = zip(stated["from"].to_pylist(), stated["to"].to_pylist(), strict=True)
    return [(project, place) for project, place in pairs if project in kept]


def _by_unit(told: list[tuple[str, str]], units: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """The projects of each unit, by the places that stand for it."""
    found: dict[str, set[str]] = {}
    for project, place in told:
        for code in units.get(place, ()):
            found.setdefault(code, set()).add(project)
    return {code: tuple(sorted(projects)) for code, projects in found.items()}


def participants_in(
    part: Snapshot, territory: str, reference: ReferenceList, code: str, *, whole: Snapshot | None = None
) -> tuple[int, ...]:
    """Rows of the organisations that make a unit present because they stand in it."""
    where = territory_places(whole or part, territory)
    units = _climbed(where.rows, _places_of_units(where.rows, reference))
    located = part.organisations["located_in"].to_pylist()
    return tuple(
        row
        for row in np.unique(part.participant).tolist()
        if located[row] is not None and units.get(where.uids[located[row]]) == code
    )
