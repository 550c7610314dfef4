"""Mentors for several first-timers at once: so that most is shared in all, and none has too many."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.partners import Question, asker_of, mentor_reason
from api.answers.paths import Body, JointWork, body, work
from api.explorer import Explorer
from graph.analysis.mentors import Mentor, international_seats, mentoring
from graph.errors import InvalidParameter
from graph.snapshot import Snapshot
from viz import wording
from viz.languages import gettext, ngettext

SHOWN_PROJECTS = 3
FIELDS = {"kind": False, "country": False, "place": False, "theme": True, "language": True}


class MentorOfNewcomer(BaseModel):
    """Who helps a newcomer; `projects` are the mentor's latest international ones, three at most."""

    newcomer: str = Field(description="As it was given.")
    organisation: Body
    international_projects: int
    themes: list[str] = Field(description="Shared by both.")
    languages: list[str] = Field(description="Shared by both, codes.")
    reason: str
    projects: list[JointWork]
    evidence: list[Evidence]


class MentoringAnswer(Answer):
    """`without` are newcomers with whom no experienced organisation that has time shares anything."""

    parameters: dict[str, object]
    experienced: int = Field(description="Organisations with a name and that many international projects.")
    mentors: list[MentorOfNewcomer]
    without: list[str]
    told: str


def mentors(explorer: Explorer, newcomers: Sequence[str], *, experience: int, load: int) -> MentoringAnswer:
    """Each newcomer is a uid or name, or `kind=ngo;country=LT;theme=...;language=lt`.

    Raises NotFound, InvalidParameter.
    """
    snapshot = explorer.snapshot()
    askers = [asker_of(explorer, snapshot, question_of(text)) for text in newcomers]
    found = mentoring(snapshot, askers, experience=experience, load=load)
    given = {"newcomer": list(newcomers), "experience": experience, "load": load}
    return MentoringAnswer(
        **basis(explorer),
        parameters=given,
        experienced=found.experienced,
        mentors=[_mentor(snapshot, newcomers[one.newcomer], one) for one in found.mentors],
        without=[newcomers[number] for number in found.without],
        told=_told(len(found.mentors), len(newcomers), found.experienced),
    )


def question_of(text: str) -> Question:
    """A newcomer in one line; a text without `=` is an organisation. Raises InvalidParameter."""
    if "=" not in text:
        return Question(organisation=text)
    said: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in FIELDS or not value or (name in said and not FIELDS[name]):
            raise InvalidParameter(
                f"{part!r} is not understood. Write a newcomer as kind=ngo;country=LT;theme=...;language=lt."
            )
        said.setdefault(name, []).append(value)
    try:
        several = {"themes": said.pop("theme", ()), "languages": said.pop("language", ())}
        return Question.model_validate({name: values[0] for name, values in said.items()} | several)
    except ValueError:
        raise InvalidParameter(f"{said['kind'][0]!r} is no kind of organisation.") from None


def _mentor(snapshot: Snapshot, newcomer: str, found: Mentor) -> MentorOfNewcomer:
    names = snapshot.tables["themes"]["name"]
    seats = international_seats(snapshot, found.organisation)[:SHOWN_PROJECTS]
    records = snapshot.participations["records"]
    proof = sorted({uid for seat in seats for uid in records[seat].as_py() or ()})
    return MentorOfNewcomer(
        newcomer=newcomer,
        organisation=body(snapshot, found.organisation),
        international_projects=found.experience,
        themes=[str(names[row].as_py()) for row in found.themes],
        languages=list(found.languages),
        reason=mentor_reason(snapshot, found),
        projects=[work(snapshot, int(snapshot.joint_project[seat])) for seat in seats],
        evidence=evidence(proof),
    )


def _told(served: int, asked: int, experienced: int) -> str:
    if not experienced:
        return gettext("No data: nobody in the graph has been in so many international projects.")
    return ngettext(
        "%(served)s of %(count)s newcomer has a mentor.",
        "%(served)s of %(count)s newcomers have a mentor.",
        asked,
        served=wording.number(served),
        count=wording.number(asked),
    )
