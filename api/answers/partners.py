"""With whom to work: suggestions in words, mentors for first-timers, and whether a consortium is complete."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.organisations import row_of
from api.answers.paths import Body, JointWork, body, called, work
from api.explorer import Explorer
from graph.analysis.consortium import Condition, check, rule_of
from graph.analysis.mentors import Mentor, mentoring
from graph.analysis.partner_features import Asker, Part
from graph.analysis.suggestions import Suggestion, Wish, suggestions
from graph.errors import InvalidParameter, NotFound
from graph.names import folded
from graph.snapshot import Snapshot
from graph.vocabulary import Kind
from viz.languages import gettext, ngettext, noted

ATTRIBUTES_ONLY = noted("attributes only: no cooperation seen yet")
NOBODY_LEFT = noted("No data: nobody in the graph is left to be suggested.")


class ScorePart(BaseModel):
    part: Part
    value: float = Field(description="What was measured, as a logarithm where it is a count.")
    adds: float = Field(description="What it adds to the score; 0 for a part that is only shown.")


class PartnerSuggestion(BaseModel):
    """One organisation; `score` is the sum of what its parts add, and orders the list, no more."""

    organisation: Body
    score: float
    parts: list[ScorePart]
    reason: str
    introducers: list[Body] = Field(description="Who works with both, the strongest ties first.")
    themes: list[str]
    languages: list[str]
    projects: list[JointWork]
    evidence: list[Evidence]
    weakness: str | None


class MentorAnswer(BaseModel):
    organisation: Body
    international_projects: int
    reason: str


class PartnerAnswer(Answer):
    """`parameters` are what was asked, with defaults; `excluded` how many were left out, by reason."""

    asker: str
    basis: str = Field(description="'cooperation and attributes', or 'attributes only' for a newcomer.")
    parameters: dict[str, object]
    candidates: int
    excluded: dict[str, int]
    suggestions: list[PartnerSuggestion]
    mentor: MentorAnswer | None = None
    told: str
    reason: str | None = Field(default=None, description="Why there is no suggestion.")


class Question(BaseModel):
    """Who asks: `organisation` (uid or name), or a newcomer told by the rest."""

    organisation: str | None = None
    kind: Kind | None = None
    country: str | None = None
    place: str | None = None
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    first_timer: bool = False


def partners(explorer: Explorer, question: Question, wish: Wish) -> PartnerAnswer:
    """Ranked suggestions; raises NotFound for an unknown name, theme or place, InvalidParameter for nothing
    by which to choose.
    """
    snapshot = explorer.snapshot()
    asker = _asker(explorer, snapshot, question)
    found = suggestions(snapshot, asker, wish)
    mentor = mentoring(snapshot, [asker]).mentors if question.first_timer else ()
    listed = [_suggestion(snapshot, one) for one in found.suggestions]
    who = question.organisation or gettext("a newcomer")
    return PartnerAnswer(
        **basis(explorer),
        asker=who if asker.row is None else called(body(snapshot, asker.row)),
        basis="attributes only" if found.attributes_only else "cooperation and attributes",
        parameters=_parameters(question, wish),
        candidates=found.candidates,
        excluded={reason: count for reason, count in found.excluded.items() if count},
        suggestions=listed,
        mentor=_mentor(snapshot, mentor[0]) if mentor else None,
        told=_told(listed),
        reason=None if listed else gettext(NOBODY_LEFT),
    )


def _parameters(question: Question, wish: Wish) -> dict[str, object]:
    asked = question.model_dump(mode="json", exclude_defaults=True)
    wanted = {"partner_kind": wish.kind, "partner_country": wish.country}
    shown = {"limit": wish.most, "diversity": wish.diversity, "named_only": wish.named_only}
    return asked | shown | {name: value for name, value in wanted.items() if value is not None}


def _asker(explorer: Explorer, snapshot: Snapshot, question: Question) -> Asker:
    row = None if question.organisation is None else row_of(snapshot, question.organisation, explorer.store)
    if row is None and not (
        question.kind or question.country or question.place or question.themes or question.languages
    ):
        raise InvalidParameter(
            "Say who asks: organisation=, or what a newcomer is: kind=, country=, place=, theme=, language=."
        )
    point, country = _place(snapshot, question.place)
    return Asker(
        row=row,
        kind=question.kind,
        country=question.country or country,
        themes=tuple(_theme(snapshot, text) for text in question.themes),
        languages=frozenset(language.casefold() for language in question.languages),
        point=point,
    )


def _theme(snapshot: Snapshot, text: str) -> int:
    wanted = folded(text.strip())
    for row, theme in enumerate(snapshot.tables["themes"].to_pylist()):
        if text == theme["uid"] or (theme["name"] and folded(theme["name"]) == wanted):
            return row
    raise NotFound(f"There is no theme {text!r}.")


def _place(snapshot: Snapshot, text: str | None) -> tuple[tuple[float, float] | None, str | None]:
    """Point and country of a place given by code or name."""
    if text is None:
        return None, None
    for place in snapshot.places.select(["code", "name", "country", "longitude", "latitude"]).to_pylist():
        if text == place["code"] or (place["name"] and folded(place["name"]) == folded(text.strip())):
            known = place["longitude"] is not None and place["latitude"] is not None
            return (place["longitude"], place["latitude"]) if known else None, place["country"]
    raise NotFound(f"There is no place {text!r}.")


def _suggestion(snapshot: Snapshot, found: Suggestion) -> PartnerSuggestion:
    introducers = [body(snapshot, row) for row in found.introducers]
    themes = [str(snapshot.tables["themes"]["name"][row].as_py()) for row in found.themes]
    projects = [work(snapshot, row) for row in found.projects]
    records = snapshot.participations["records"]
    proof = sorted({uid for row in found.participations for uid in records[row].as_py() or ()})
    return PartnerSuggestion(
        organisation=body(snapshot, found.organisation),
        score=found.score,
        parts=[ScorePart(part=one.part, value=one.value, adds=one.adds) for one in found.parts],
        reason=_reason(found, introducers, themes, projects),
        introducers=introducers,
        themes=themes,
        languages=list(found.languages),
        projects=projects,
        evidence=evidence(proof),
        weakness=_weakness(found, projects),
    )


def _reason(
    found: Suggestion, introducers: Sequence[Body], themes: Sequence[str], projects: Sequence[JointWork]
) -> str:
    """One sentence of what speaks for it, the strongest first."""
    said = []
    if introducers:
        through = _and(f"“{one.name}”" for one in projects if one.name)
        knows = gettext("%(body)s works with both", body=called(introducers[0]))
        said.append(knows + (f" ({through})" if through else ""))
    if themes:
        said.append(gettext("both work on %(themes)s", themes=", ".join(themes[:3])))
    if found.languages:
        said.append(gettext("both use %(languages)s", languages=", ".join(found.languages)))
    adds = {one.part: one.adds for one in found.parts}
    if adds.get(Part.KIND, 0) > 0 or adds.get(Part.COUNTRY, 0) > 0:
        said.append(gettext("organisations of the two kinds or countries work together more than by chance"))
    if not said and projects:
        said.append(gettext("it is active in projects with many partners"))
    sentence = "; ".join(said or [gettext("nothing but its size speaks for it")])
    return sentence[0].upper() + sentence[1:] + "."


def _and(words: Iterable[str]) -> str:
    return " {} ".format(gettext("and")).join(words)


def _weakness(found: Suggestion, projects: Sequence[JointWork]) -> str | None:
    if found.attributes_only:
        return gettext(ATTRIBUTES_ONLY)
    if not found.introducers:
        return gettext("nobody works with both: an introduction needs two steps or more")
    years = [one.year for one in projects if one.year]
    return None if years else gettext("no date is known of the projects behind it")


def _mentor(snapshot: Snapshot, found: Mentor) -> MentorAnswer:
    themes = [str(snapshot.tables["themes"]["name"][row].as_py()) for row in found.themes]
    shared = [gettext("the theme %(names)s", names=", ".join(themes[:3]))] if themes else []
    if found.languages:
        shared.append(gettext("the language %(names)s", names=", ".join(found.languages)))
    one = body(snapshot, found.organisation)
    reason = gettext(
        "%(body)s has been in %(count)s international projects and shares %(what)s with you.",
        body=called(one),
        count=found.experience,
        what=_and(shared),
    )
    return MentorAnswer(organisation=one, international_projects=found.experience, reason=reason)


def _told(listed: Sequence[PartnerSuggestion]) -> str:
    if not listed:
        return gettext(NOBODY_LEFT)
    first = listed[0]
    count = ngettext("%(count)s suggestion", "%(count)s suggestions", len(listed), count=len(listed))
    begin = gettext("%(count)s; first %(body)s.", count=count, body=called(first.organisation))
    weak = gettext("Weakness: %(weakness)s.", weakness=first.weakness) if first.weakness else ""
    return f"{begin} {first.reason} {weak}".rstrip()


class ConditionAnswer(BaseModel):
    name: str
    asked: int
    found: int
    met: bool


class ConsortiumAnswer(Answer):
    """`decisive` are members without any one of whom the rule is not met; none: a spare for everybody."""

    rule: str
    valid: str
    source: str
    met: bool
    conditions: list[ConditionAnswer]
    decisive: list[Body]
    country_unknown: list[Body]
    told: str


def consortium(explorer: Explorer, members: Sequence[str], rule: str, day: str) -> ConsortiumAnswer:
    """Whether members (uids or names) meet a rule on a day; raises NotFound, InvalidParameter."""
    snapshot = explorer.snapshot()
    asked = rule_of(rule, day)
    found = check(snapshot, [row_of(snapshot, member, explorer.store) for member in members], asked)
    decisive = [body(snapshot, row) for row in found.decisive]
    return ConsortiumAnswer(
        **basis(explorer),
        rule=asked.name,
        valid=f"{asked.since} to {asked.until}",
        source=asked.source,
        met=found.met,
        conditions=[_condition(one) for one in found.conditions],
        decisive=decisive,
        country_unknown=[body(snapshot, row) for row in found.unknown],
        told=_verdict(found.conditions, decisive),
    )


def _condition(one: Condition) -> ConditionAnswer:
    return ConditionAnswer(name=one.name, asked=one.asked, found=one.found, met=one.met)


def _verdict(conditions: Sequence[Condition], decisive: Sequence[Body]) -> str:
    missing = [
        gettext("%(what)s %(found)s of %(asked)s", what=_what(one), found=one.found, asked=one.asked)
        for one in conditions
        if not one.met
    ]
    if missing:
        return gettext("The rule is not met: %(missing)s.", missing=", ".join(missing))
    if not decisive:
        return gettext("The rule is met, and still is without any one member.")
    names = ", ".join(map(called, decisive))
    return gettext("The rule is met, but not without %(names)s: find a spare partner.", names=names)


def _what(one: Condition) -> str:
    """What is counted; the kinds that a rule names stay as it names them."""
    known = {
        name: gettext(name) for name in (noted("members"), noted("countries"), noted("members from the EU"))
    }
    return known.get(one.name, one.name)
