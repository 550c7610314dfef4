"""What would close a gap: new ties, brokers by name with the paths that they have, and what each changes."""

from dataclasses import dataclass

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.answers.gap_matrix import MatrixAsked, rounded
from api.explorer import Explorer
from graph.analysis.closers import MOST_TIES, Broker, Closers, NewTie, closers
from graph.analysis.divisions import Division, divided_by
from graph.analysis.ties import Ties, ties_of
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from viz.languages import gettext, noted
from viz.wording import number

MOST_PROJECTS = 5
NO_DATA = noted(
    "No data: no organisation of %(code)s is known to the graph, so nobody can say what would help."
)
LIFTED = noted("The ratio is %(ratio)s already: no new tie is needed.")
OUT_OF_REACH = noted("Even %(most)s new ties would not lift it so far.")


@dataclass(frozen=True, slots=True)
class ClosersAsked:
    """The two groups, and the ratio of observed to expected that is wanted."""

    a: str
    b: str
    target: float = 1.0


class Named(BaseModel):
    uid: str
    name: str | None
    country: str | None
    group: str | None = Field(description="Its group at that level; null where unknown.")


class Leg(BaseModel):
    """What two organisations did together already."""

    a: str
    b: str
    projects: list[str] = Field(description=f"uids of joint projects, {MOST_PROJECTS} at most.")


class ProposedTie(BaseModel):
    a: Named
    b: Named
    via: list[Named] = Field(description="Those that both work with already.")
    path: list[Leg] = Field(description="The way by the first of them; empty where there is none.")
    ratio: float = Field(description="What the two groups reach with this tie and all before it.")
    joins: bool = Field(description="Whether it joins two parts between which there was no path.")


class ProposedBroker(BaseModel):
    organisation: Named
    partners_a: list[Named]
    partners_b: list[Named]
    introduces: list[Named] = Field(description="Two of its partners that do not work together yet.")
    path: list[Leg]
    ratio: float = Field(description="What the groups reach with one project of these three.")
    needed: int | None = Field(description="Such projects that would lift the gap; null: out of reach.")


class ClosersAnswer(Answer):
    a: str
    b: str
    level: str
    parameters: dict[str, str | float]
    ratio: float | None = Field(description="Observed to expected now; null where nothing was expected.")
    target: float
    needed: int | None = Field(description="Fewest new ties that lift the ratio to the target.")
    ties: list[ProposedTie]
    brokers: list[ProposedBroker]
    reason: str | None


def closing(explorer: Explorer, asked: MatrixAsked, wanted: ClosersAsked) -> ClosersAnswer:
    """For two groups; where one has no organisation, the answer is "no data". Raises InvalidParameter."""
    if wanted.a == wanted.b:
        raise InvalidParameter("A gap lies between two different groups.")
    if not 0 < wanted.target <= 10:
        raise InvalidParameter("The ratio that is wanted is a number above 0, at most 10.")
    snapshot = explorer.snapshot()
    ties = ties_of(snapshot, counting=asked.counting, chosen=asked.chosen)
    division = divided_by(ties.part, asked.level)
    without = [code for code in (wanted.a, wanted.b) if code not in division.codes]
    if without:
        found = Closers(None, wanted.target, None, (), ())
        reason: str | None = gettext(NO_DATA, code=without[0])
    else:
        rows = (division.row(wanted.a), division.row(wanted.b))
        found = closers(ties, division, *rows, target=wanted.target)
        reason = _reason(found)
    told = _Told(ties, division)
    return ClosersAnswer(
        **(basis(explorer) | {"snapshot": snapshot.id}),
        a=wanted.a,
        b=wanted.b,
        level=asked.level,
        parameters={"level": asked.level, **ties.parameters},
        ratio=rounded(found.ratio),
        target=wanted.target,
        needed=found.needed,
        ties=[told.tie(one) for one in found.ties],
        brokers=[told.broker(one) for one in found.brokers],
        reason=reason,
    )


def _reason(found: Closers) -> str | None:
    if found.needed == 0:
        return gettext(LIFTED, ratio=number(found.ratio or 0.0))
    return gettext(OUT_OF_REACH, most=MOST_TIES) if found.needed is None else None


class _Told:
    """Rows of organisations as a reader wants them: with names, groups and joint projects."""

    def __init__(self, ties: Ties, division: Division) -> None:
        self._part: Snapshot = ties.part
        self._division = division
        self._projects: list[set[int]] = [set() for _ in range(ties.organisations)]
        pairs = zip(self._part.participant.tolist(), self._part.joint_project.tolist(), strict=True)
        for who, project in pairs:
            self._projects[who].add(project)

    def tie(self, one: NewTie) -> ProposedTie:
        return ProposedTie(
            a=self._named(one.a),
            b=self._named(one.b),
            via=[self._named(row) for row in one.via],
            path=self._path(one.a, one.via[0], one.b) if one.via else [],
            ratio=rounded(one.ratio) or 0.0,
            joins=one.joins,
        )

    def broker(self, one: Broker) -> ProposedBroker:
        return ProposedBroker(
            organisation=self._named(one.organisation),
            partners_a=[self._named(row) for row in one.partners_a],
            partners_b=[self._named(row) for row in one.partners_b],
            introduces=[self._named(one.a), self._named(one.b)],
            path=self._path(one.a, one.organisation, one.b),
            ratio=rounded(one.ratio) or 0.0,
            needed=one.needed,
        )

    def _named(self, row: int) -> Named:
        told = self._part.organisation(row)
        number = int(self._division.of[row])
        group = self._division.codes[number] if number >= 0 else None
        return Named(uid=told["uid"], name=told["name"], country=told["country"], group=group)

    def _path(self, first: int, middle: int, last: int) -> list[Leg]:
        return [self._leg(first, middle), self._leg(middle, last)]

    def _leg(self, first: int, second: int) -> Leg:
        uids = self._part.organisation_uids
        joint = sorted(self._projects[first] & self._projects[second])[:MOST_PROJECTS]
        projects = [self._part.projects["uid"][row].as_py() for row in joint]
        return Leg(a=uids[first], b=uids[second], projects=projects)
