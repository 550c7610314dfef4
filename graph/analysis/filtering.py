"""The part of a snapshot that an analysis is about, chosen before anything is counted.

What is left is a network of its own: a project of thirteen of which two are left is a project of two. Kind
and country choose organisations; period, programme and theme choose projects. An organisation that is chosen
stays even where none of its projects does: it has no tie there, which is an answer. Minimum weight and
backbone choose among the ties that were counted (graph.analysis.ties).
"""

import re
from dataclasses import asdict, dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.analysis.significance import ALPHA, Correction, Significance
from graph.errors import InvalidParameter, NotFound
from graph.projection import BoolArray, IntArray
from graph.snapshot import TABLES, Snapshot
from graph.vocabulary import Kind, Tie

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is chosen; None chooses all. Shown with every result.

    `start` and `end` are ISO dates (a year, a month or a day): a project counts whose time, from its first
    to its last day, meets them. A project of unknown time counts only without a period. `programme` is the
    uid or name of a programme, with all below it; `theme` the uid or name of a theme; `kind` and `country`
    are as the organisation has them. `minimum_weight` leaves out weaker ties, and `backbone` those that do
    not pass its test at `alpha` after `correction`, by default 0.05 and as the authors of the test have it.
    """

    start: str | None = None
    end: str | None = None
    programme: str | None = None
    kind: str | None = None
    country: str | None = None
    theme: str | None = None
    minimum_weight: float | None = None
    backbone: Significance | None = None
    alpha: float | None = None
    correction: Correction | None = None

    def __post_init__(self) -> None:
        for date in (self.start, self.end):
            if date is not None and not DATE.fullmatch(date):
                raise InvalidParameter(f"{date!r} is no date: write 2015, 2015-06 or 2015-06-30.")
        if self.start and self.end and self.start > _last(self.end):
            raise InvalidParameter(f"The period begins ({self.start}) after it ends ({self.end}).")
        if self.kind is not None and self.kind not in set(Kind):
            raise InvalidParameter(f"No kind {self.kind!r}. There are: {', '.join(Kind)}.")
        if self.minimum_weight is not None and not 0 <= self.minimum_weight < float("inf"):
            raise InvalidParameter("The minimum weight must be a number from 0 up.")
        self._complete_backbone()

    def _complete_backbone(self) -> None:
        """What is shown is what was done, also where nobody asked for it in so many words."""
        if self.backbone is None:
            if self.alpha is not None or self.correction is not None:
                raise InvalidParameter("Alpha and correction belong to a backbone; say which one.")
            return
        if self.alpha is not None and not 0 < self.alpha < 1:
            raise InvalidParameter("The significance level alpha must be between 0 and 1.")
        object.__setattr__(self, "alpha", ALPHA if self.alpha is None else self.alpha)
        object.__setattr__(self, "correction", self.correction or self.backbone.usual_correction)

    @property
    def about_ties(self) -> bool:
        """Whether some of the counted ties are left out."""
        return self.minimum_weight is not None or self.backbone is not None

    @property
    def about_rows(self) -> "Filter":
        """The same choice of organisations and projects, with all their ties."""
        return replace(self, minimum_weight=None, backbone=None, alpha=None, correction=None)

    @property
    def parameters(self) -> dict[str, str | float]:
        """What was chosen, under the names that a result shows."""
        names = {"start": "from", "end": "to"}
        return {
            names.get(name, name): str(value) if isinstance(value, str) else value
            for name, value in asdict(self).items()
            if value is not None
        }


EVERYTHING = Filter()


def filtered(snapshot: Snapshot, chosen: Filter) -> Snapshot:
    """The snapshot without the organisations and projects that are not chosen; raises NotFound.

    What is about ties changes nothing here.
    """
    organisations, projects = _organisations(snapshot, chosen), _projects(snapshot, chosen)
    if organisations.all() and projects.all():
        return snapshot
    tables = dict(snapshot.tables)
    tables["organisations"] = snapshot.organisations.filter(pa.array(organisations))
    tables["projects"] = snapshot.projects.filter(pa.array(projects))
    tables["participations"] = _referring(
        snapshot.participations, organisation=organisations, project=projects
    )
    themes = np.ones(len(snapshot.tables["themes"]), dtype=bool)
    tables["about"] = _referring(snapshot.tables["about"], project=projects, theme=themes)
    return Snapshot({name: tables[name] for name in TABLES})


def stated_part(snapshot: Snapshot, chosen: Filter) -> Snapshot:
    """As `filtered`, and without the other stated ties of what is not chosen: a whole that can be loaded."""
    part = filtered(snapshot, chosen)
    if part is snapshot:
        return snapshot
    left_out = pa.concat_arrays(
        [_gone(snapshot.tables[name], part.tables[name]) for name in ("organisations", "projects")]
    )
    ties = snapshot.tables["ties"]
    loose = pc.or_(pc.is_in(ties["from"], left_out), pc.is_in(ties["to"], left_out))
    return Snapshot({**part.tables, "ties": ties.filter(pc.invert(loose))})


def _gone(before: pa.Table, after: pa.Table) -> pa.Array:
    """Uids of the rows that are there no more."""
    uids = before["uid"].combine_chunks()
    return uids.filter(pc.invert(pc.is_in(uids, after["uid"].combine_chunks())))


def _referring(table: pa.Table, **kept: BoolArray) -> pa.Table:
    """Rows whose references are all kept, renumbered."""
    references = {name: np.asarray(table[name].to_numpy(), dtype=np.int64) for name in kept}
    stays = np.ones(len(table), dtype=bool)
    for name, rows in references.items():
        stays &= kept[name][rows]
    left = table.filter(pa.array(stays))
    for name, rows in references.items():
        number: IntArray = np.cumsum(kept[name]) - 1
        column = pa.array(number[rows[stays]], type=pa.int32())
        left = left.set_column(left.schema.get_field_index(name), table.schema.field(name), column)
    return left


def _organisations(snapshot: Snapshot, chosen: Filter) -> BoolArray:
    stays = np.ones(len(snapshot.organisations), dtype=bool)
    for name, wanted in (("kind", chosen.kind), ("country", chosen.country)):
        if wanted is not None:
            stays &= np.array(
                [value == wanted for value in snapshot.organisations[name].to_pylist()], dtype=bool
            )
    return stays


def _projects(snapshot: Snapshot, chosen: Filter) -> BoolArray:
    stays = np.ones(len(snapshot.projects), dtype=bool)
    if chosen.start or chosen.end:
        dates = zip(*(snapshot.projects[name].to_pylist() for name in ("start", "end")), strict=True)
        stays &= np.array([_meets(first, last, chosen) for first, last in dates], dtype=bool)
    if chosen.programme:
        below = _programmes(snapshot, chosen.programme)
        funded = _funded(snapshot, below)
        stays &= np.array([uid in funded for uid in snapshot.projects["uid"].to_pylist()], dtype=bool)
    if chosen.theme:
        stays &= _about(snapshot, chosen.theme)
    return stays


def _meets(first: str | None, last: str | None, chosen: Filter) -> bool:
    """A project with one known date is taken to lie there: its other end is not guessed."""
    begins, ends = first or last, last or first
    if begins is None or ends is None:
        return False
    after_all = chosen.end is not None and begins > _last(chosen.end)
    return not (after_all or (chosen.start is not None and _last(ends) < chosen.start))


def _last(date: str) -> str:
    """Last day of a year or month, as far as comparing texts goes."""
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date


def _programmes(snapshot: Snapshot, wanted: str) -> set[str]:
    """Uids of a programme, given by uid or name, and of all below it."""
    table = snapshot.tables["programmes"].select(["uid", "name", "part_of"]).to_pylist()
    found = {row["uid"] for row in table if wanted in (row["uid"], row["name"])}
    if not found:
        raise NotFound(f"There is no programme {wanted!r}.")
    grew = True
    while grew:
        below = {row["uid"] for row in table if found.intersection(row["part_of"] or ())} - found
        found |= below
        grew = bool(below)
    return found


def _funded(snapshot: Snapshot, programmes: set[str]) -> set[str]:
    """Uids of the projects of programmes; a project may have more than the one that stands beside it."""
    table = snapshot.projects.select(["uid", "programme"]).to_pylist()
    ties = snapshot.tables["ties"].select(["type", "from", "to"]).to_pylist()
    return {row["uid"] for row in table if row["programme"] in programmes} | {
        tie["from"] for tie in ties if tie["type"] == Tie.FUNDED_BY and tie["to"] in programmes
    }


def _about(snapshot: Snapshot, wanted: str) -> BoolArray:
    themes = snapshot.tables["themes"].to_pylist()
    rows = [row for row, theme in enumerate(themes) if wanted in (theme["uid"], theme["name"])]
    if not rows:
        raise NotFound(f"There is no theme {wanted!r}.")
    about = snapshot.tables["about"]
    hits = np.isin(about["theme"].to_numpy(), rows)
    stays = np.zeros(len(snapshot.projects), dtype=bool)
    stays[about["project"].to_numpy()[hits]] = True
    return stays
