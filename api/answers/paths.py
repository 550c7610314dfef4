"""Who can introduce whom: the shortest collaboration path, told with its projects and their evidence."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.organisations import row_of
from api.explorer import Explorer
from graph.analysis.connections import Via
from graph.analysis.paths import NoPath, Path, Step, shortest_path
from graph.snapshot import Snapshot
from graph.years import year_of
from viz.languages import gettext, ngettext, noted, pgettext
from viz.wording import country

NAMELESS = noted("an organisation whose name is not stated")
STRONG, WEAK = "strong", "weak"
PROJECT_NAMES = ("acronym", "title", "code")


class Body(BaseModel):
    """An organisation on the way."""

    uid: str
    name: str | None
    kind: str | None
    country: str | None


class JointWork(BaseModel):
    """A project that both ends of a step take part in."""

    uid: str
    name: str | None
    year: Annotated[int | None, Field(description="Year of its start.")]


class PathStep(BaseModel):
    """One introduction: how the organisation is reached from the one before."""

    organisation: Body
    project: JointWork | None = Field(description="Their latest joint project; null where they have none.")
    year: int | None
    evidence: list[Evidence]
    projects: list[JointWork] = Field(description="All their joint projects; `project` is the latest.")
    via: Via = Field(
        default=Via.COOPERATION, description="By what the step leads; the strongest of its kinds."
    )
    strength: str = Field(default=STRONG, description="'weak' where both need not know each other.")
    through: str | None = Field(default=None, description="Theme, funder, country or tie that both share.")
    told: str = Field(default="", description="The introduction as a sentence.")


class Join(BaseModel):
    """The single tie that would join both sides: between the best-connected organisation of each."""

    a: Body
    b: Body


class Way(BaseModel):
    """One chain; `weak_steps` are those over a theme, a funder or a country."""

    start: Body = Field(serialization_alias="from")
    hops: int
    steps: list[PathStep]
    weak_steps: int
    told: str


class PathAnswer(Answer):
    """Field `from` is who asks; `hops` null means that there is no path, and `reason` says why."""

    start: Body = Field(serialization_alias="from")
    end: Body = Field(serialization_alias="to")
    hops: int | None
    steps: list[PathStep] = Field(default_factory=list)
    told: str = Field(description="The answer as a sentence.")
    reason: str | None = None
    nearest: list[Body] | None = Field(default=None, description="Best-connected organisation of each side.")
    joining: Join | None = None
    paths: list[Way] = Field(default_factory=list, description="All chains found, `steps` being the first.")
    parameters: dict[str, object] = Field(default_factory=dict)
    weak: str | None = Field(default=None, description="Where there is no path: the nearest over a theme.")


def path(explorer: Explorer, start: str, end: str) -> PathAnswer:
    """Path between two organisations given by uid or name; raises NotFound with near matches."""
    snapshot = explorer.snapshot()
    ends = row_of(snapshot, start, explorer.store), row_of(snapshot, end, explorer.store)
    found = shortest_path(snapshot, *ends)
    a, b = (body(snapshot, row) for row in ends)
    if isinstance(found, NoPath):
        return _no_path(explorer, snapshot, found, a, b)
    steps = worded(a, [joint_work(snapshot, step) for step in found.steps])
    return PathAnswer(**basis(explorer), start=a, end=b, hops=found.hops, steps=steps, told=told(a, steps))


def rows_on(snapshot: Snapshot, found: Path) -> tuple[int, ...]:
    """Rows of all organisations on a path, from start to end."""
    return (found.start, *(step.organisation for step in found.steps))


def _no_path(explorer: Explorer, snapshot: Snapshot, found: NoPath, a: Body, b: Body) -> PathAnswer:
    doors = [body(snapshot, found.start_door), body(snapshot, found.end_door)]
    reason = gettext(
        "No chain of joint projects leads from %(a)s to %(b)s: %(first)s on the first side, %(second)s on "
        "the other, and no project joins them.",
        a=called(a),
        b=called(b),
        first=side(found.start_side),
        second=side(found.end_side),
    )
    return unjoined(explorer, a, b, doors, reason)


def unjoined(explorer: Explorer, a: Body, b: Body, doors: Sequence[Body], reason: str) -> PathAnswer:
    """No path, why, and which joint project of both `doors`, the best-connected of their sides, makes one."""
    return PathAnswer(
        **basis(explorer),
        start=a,
        end=b,
        hops=None,
        told=no_path(reason, doors),
        reason=reason,
        nearest=list(doors),
        joining=Join(a=doors[0], b=doors[1]),
    )


def no_path(reason: str, doors: Sequence[Body]) -> str:
    """That there is no path, why, and which joint project would make one."""
    joining = gettext(
        "A joint project of %(a)s and %(b)s would join them.", a=called(doors[0]), b=called(doors[1])
    )
    return " ".join((gettext("No path."), reason, joining))


def side(size: int) -> str:
    """How many are on one side."""
    return ngettext(
        "one organisation stands alone", "%(count)s organisations hang together", size, count=size
    )


def joint_work(snapshot: Snapshot, step: Step) -> PathStep:
    """A step over joint projects, with all that prove it."""
    works = sorted(
        (work(snapshot, project) for project in step.projects),
        key=lambda work: (-(work.year or 0), work.uid),
    )
    return PathStep(
        organisation=body(snapshot, step.organisation),
        project=works[0],
        year=works[0].year,
        evidence=evidence(_records(snapshot, step)),
        projects=works,
    )


def _records(snapshot: Snapshot, step: Step) -> list[str]:
    records = snapshot.tables["participations"]["records"]
    return sorted({uid for row in step.participations for uid in records[row].as_py() or ()})


def body(snapshot: Snapshot, row: int) -> Body:
    """An organisation given as a row of the snapshot."""
    values = snapshot.organisation(row)
    return Body(uid=str(values["uid"]), name=values["name"], kind=values["kind"], country=values["country"])


def work(snapshot: Snapshot, row: int) -> JointWork:
    """A project given as a row of the snapshot."""
    # Two large organisations share hundreds of projects: no more is read of each than is told.
    stated = {name: snapshot.projects[name][row].as_py() for name in ("uid", "start", *PROJECT_NAMES)}
    name = next((stated[kind] for kind in PROJECT_NAMES if stated[kind]), None)
    return JointWork(uid=stated["uid"], name=name, year=year_of(stated["start"]))


def called(one: Body) -> str:
    """Its name, or that it has none."""
    return one.name or gettext(NAMELESS)


def told(start: Body, steps: list[PathStep]) -> str:
    """A chain as sentences, one for each introduction."""
    if not steps:
        return gettext("%(body)s stands at both ends.", body=called(start))
    hops = ngettext("%(count)s introduction", "%(count)s introductions", len(steps), count=len(steps))
    return f"{hops}: " + " ".join(step.told for step in worded(start, steps))


def worded(start: Body, steps: Sequence[PathStep]) -> list[PathStep]:
    """The steps of a chain, each with its sentence."""
    before = [start, *(step.organisation for step in steps)]
    return [
        step.model_copy(update={"told": _sentence(one, step)})
        for one, step in zip(before, steps, strict=False)
    ]


def _sentence(before: Body, step: PathStep) -> str:
    both = {"a": called(before), "b": called(step.organisation)}
    if step.via is Via.COOPERATION:
        year = f" ({step.year})" if step.year else ""
        named = step.project.name if step.project else None
        project = f"“{named}”" if named else gettext("a project")
        return gettext("%(a)s knows %(b)s from %(project)s.", **both, project=project + year)
    if step.via is Via.ADMINISTRATIVE:
        tie = pgettext("tie", step.through) if step.through else "–"
        return gettext("%(a)s and %(b)s belong together: one %(tie)s the other.", **both, tie=tie)
    what = step.through or gettext("something nameless")
    if step.via is Via.COUNTRY:
        what = country(what)
    return gettext(_SHARED[step.via], **both, what=what)


_SHARED = {
    Via.THEME: noted("%(a)s and %(b)s both work on %(what)s (weak: they need not know each other)."),
    Via.FUNDER: noted("%(a)s and %(b)s are both funded by %(what)s (weak: they need not know each other)."),
    Via.COUNTRY: noted("%(a)s and %(b)s are both in %(what)s (weak: they need not know each other)."),
}
