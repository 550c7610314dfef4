"""A network of the size and shape of all Horizon 2020, drawn anew from a seed and larger on demand.

Horizon 2020 has 31,451 projects of 35,871 organisations with 144,726 participations, 796,670 pairs and one
component of 31,152 organisations: most projects are of one alone, others of dozens, and few organisations
are in hundreds of them. Partners are found within one's own field more often than elsewhere.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from graph.projection import FloatArray, IntArray
from graph.snapshot import TABLES, Snapshot, table_of

PROJECTS, ORGANISATIONS = 31_451, 35_871
# A little more is drawn than there is: who is drawn twice into a project is in it once.
PARTICIPATIONS = 150_250
ALONE = 4_710
SINGLE_SHARE, SIZE_CENTRE, SIZE_SPREAD, LARGEST = 0.615, 2.12, 0.605, 200
FIELDS, OWN_FIELD = 60, 0.7
ACTIVITY = 0.75


def generated(times: int = 1, seed: int = 20261122) -> Snapshot:
    """A snapshot `times` as large; the same seed gives the same one."""
    rng = np.random.default_rng(seed)
    sizes = _sizes(rng, PROJECTS * times, PARTICIPATIONS * times)
    project = np.repeat(np.arange(len(sizes)), sizes)
    organisation = _participants(rng, sizes, project, times)
    return _snapshot(organisation, project, ORGANISATIONS * times, PROJECTS * times)


def _snapshot(organisation: IntArray, project: IntArray, organisations: int, projects: int) -> Snapshot:
    """Nameless organisations and projects; who was drawn twice into a project is in it once."""
    pairs = np.unique(organisation * projects + project)
    taking_part = {"organisation": pairs // projects, "project": pairs % projects}
    tables = {name: table_of(name, []) for name in TABLES}
    tables["participations"] = _known("participations", taking_part)
    tables["organisations"] = _known("organisations", {"uid": [f"org-{i:09}" for i in range(organisations)]})
    tables["projects"] = _known("projects", {"uid": [f"prj-{i:09}" for i in range(projects)]})
    return Snapshot(tables)


def _known(name: str, columns: Mapping[str, Sequence[object] | IntArray]) -> pa.Table:
    rows = len(next(iter(columns.values())))
    arrays = [
        pa.array(columns[field.name], type=field.type)
        if field.name in columns
        else pa.nulls(rows, field.type)
        for field in TABLES[name]
    ]
    return pa.table(arrays, TABLES[name])


def _sizes(rng: np.random.Generator, projects: int, participations: int) -> IntArray:
    single = round(projects * SINGLE_SHARE)
    drawn = np.clip(rng.lognormal(SIZE_CENTRE, SIZE_SPREAD, projects - single), 2, LARGEST)
    scaled = drawn * (participations - single) / drawn.sum()
    sizes = np.concatenate([np.ones(single), np.clip(np.rint(scaled), 2, LARGEST)]).astype(np.int64)
    short = participations - int(sizes.sum())
    sizes[len(sizes) - abs(short) :] += np.sign(short)
    return sizes


def _participants(rng: np.random.Generator, sizes: IntArray, project: IntArray, times: int) -> IntArray:
    """Of each place in a project who takes it: everybody at least one, the active most of the rest."""
    organisations, alone = ORGANISATIONS * times, ALONE * times
    fields = FIELDS * times
    chances = (np.arange(1, organisations - alone + 1) ** -ACTIVITY).astype(float)
    field_of = rng.integers(0, fields, organisations - alone)
    of_project = rng.integers(0, fields, len(sizes))
    shared = sizes[project] > 1
    taken = rng.choice(organisations - alone, size=len(project), p=chances / chances.sum())
    own = shared & (rng.random(len(project)) < OWN_FIELD)
    for field in range(fields):
        places = np.flatnonzero(own & (of_project[project] == field))
        members = np.flatnonzero(field_of == field)
        taken[places] = rng.choice(members, size=len(places), p=_share(chances[members]))
    places = rng.permutation(np.flatnonzero(shared))[: organisations - alone]
    taken[places] = rng.permutation(organisations - alone)
    single = rng.permutation(np.flatnonzero(~shared))[:alone]
    taken[single] = np.arange(organisations - alone, organisations)
    return taken


def _share(chances: FloatArray) -> FloatArray:
    return chances / chances.sum()
