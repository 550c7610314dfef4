"""With whom to work: suggestions in words, mentors for first-timers, and whether a consortium is complete."""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from pydantic import BaseModel, Field

from api.answers.basis import Answer, Evidence, basis, evidence
from api.answers.gap_matrix import rounded
from api.answers.organisations import row_of
from api.answers.paths import Body, JointWork, body, called, work
from api.explorer import Explorer
from graph.analysis.mentors import Mentor, mentoring
from graph.analysis.partner_features import Asker, Part
from graph.analysis.suggestions import Suggestion, Wish, suggestions
from graph.errors import InvalidParameter, NotFound
from graph.names import folded, nearest
from graph.snapshot import Snapshot
from graph.vocabulary import Kind
from viz import partner_words, wording
from viz.languages import gettext, locale, ngettext, noted

ATTRIBUTES_ONLY = noted("attributes only: no cooperation seen yet")
NO_MENTOR = noted(
    "No mentor: nobody in the graph has been in three or more international projects and shares a theme or a "
    "language with you."
)
# Less than a tenth more often than by chance is not worth a reason.
NOTICEABLE = 1.1
SOME_THEMES = 6
NOBODY_LEFT = noted("No data: nobody in the graph is left to be suggested.")


class ScorePart(BaseModel):
    part: Part
    value: float = Field(description="What was measured, as a logarithm where it is a count.")
    adds: float = Field(description="What it adds to the score; 0 for a part that is only shown.")


class Together(BaseModel):
    """How many times as many ties as by chance your kind (or country) and its have between them."""

    by: Part
    yours: str
    its: str
    times: float = Field(description="Drawn towards 1 where there are few ties.")


class PartnerSuggestion(BaseModel):
    """One organisation; `score` is the sum of what its parts add, and orders the list, no more."""

    organisation: Body
    score: float
    parts: list[ScorePart]
    reason: str
    introducers: list[Body] = Field(description="Who works with both, the strongest ties first.")
    themes: list[str]
    languages: list[str]
    together: list[Together]
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
    no_mentor: str | None = Field(default=None, description="Why a first-timer is told of no mentor.")
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
    asker = asker_of(explorer, snapshot, question)
    found = suggestions(snapshot, asker, wish)
    mentor = mentoring(snapshot, [asker]).mentors if question.first_timer else ()
    asks = _asks(snapshot, asker)
    listed = [_suggestion(snapshot, one, asks) for one in found.suggestions]
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
        no_mentor=gettext(NO_MENTOR) if question.first_timer and not mentor else None,
        told=_told(listed),
        reason=None if listed else gettext(NOBODY_LEFT),
    )


def _parameters(question: Question, wish: Wish) -> dict[str, object]:
    asked = question.model_dump(mode="json", exclude_defaults=True)
    wanted = {"partner_kind": wish.kind, "partner_country": wish.country}
    shown = {"limit": wish.most, "diversity": wish.diversity, "named_only": wish.named_only}
    return asked | shown | {name: value for name, value in wanted.items() if value is not None}


def asker_of(explorer: Explorer, snapshot: Snapshot, question: Question) -> Asker:
    """Who asks, as the analysis knows it; raises NotFound, InvalidParameter."""
    row = None if question.organisation is None else row_of(snapshot, question.organisation, explorer.store)
    if row is None and not (
        question.kind or question.country or question.place or question.themes or question.languages
    ):
        raise InvalidParameter(
            "Say who asks: organisation=, or what a newcomer is: kind=, country=, place=, theme=, language=."
        )
    _check(snapshot, question)
    point, country = _place(snapshot, question.place)
    return Asker(
        row=row,
        kind=question.kind,
        country=question.country or country,
        themes=tuple(_theme(snapshot, text) for text in question.themes),
        languages=frozenset(language.casefold() for language in question.languages),
        point=point,
    )


def _check(snapshot: Snapshot, question: Question) -> None:
    """Codes of which nobody heard are refused: they would be taken for no answer at all."""
    known = locale()
    for code in question.languages:
        if code.casefold() not in known.languages:
            raise InvalidParameter(f"{code!r} is no code of a language: write lt, pl or da (ISO 639).")
    country = question.country
    if country and country not in known.territories and country not in _countries(snapshot):
        raise InvalidParameter(f"{country!r} is no code of a country: write LT, PL or DK (ISO 3166-1).")


def _countries(snapshot: Snapshot) -> set[str]:
    return set(snapshot.organisations["country"].to_pylist())


def _theme(snapshot: Snapshot, text: str) -> int:
    wanted = folded(text.strip())
    for row, theme in enumerate(snapshot.tables["themes"].to_pylist()):
        if text == theme["uid"] or (theme["name"] and folded(theme["name"]) == wanted):
            return row
    known = _themes_like(snapshot, wanted)
    told = ", ".join(name for _, name in known)
    hint = f" Themes here are, for example: {told}." if known else " No theme is known here."
    raise NotFound(f"There is no theme {text!r}.{hint}", near=known)


def _themes_like(snapshot: Snapshot, wanted: str) -> list[tuple[str, str]]:
    """Themes with a name like it, then those of most projects."""
    themes = snapshot.tables["themes"].to_pylist()
    named = [folded(one["name"] or "") for one in themes]
    like = nearest(wanted, named, most=SOME_THEMES)
    counts = np.bincount(snapshot.tables["about"]["theme"].to_numpy(), minlength=len(themes))
    order = dict.fromkeys([*like, *np.argsort(-counts, kind="stable").tolist()])
    return [(themes[row]["uid"], themes[row]["name"]) for row in order if themes[row]["name"]][:SOME_THEMES]


def _place(snapshot: Snapshot, text: str | None) -> tuple[tuple[float, float] | None, str | None]:
    """Point and country of a place given by code or name."""
    if text is None:
        return None, None
    for place in snapshot.places.select(["code", "name", "country", "longitude", "latitude"]).to_pylist():
        if text == place["code"] or (place["name"] and folded(place["name"]) == folded(text.strip())):
            known = place["longitude"] is not None and place["latitude"] is not None
            return (place["longitude"], place["latitude"]) if known else None, place["country"]
    raise NotFound(
        f"There is no place {text!r}. Give its code or name as a loaded list has it (socialcluster places "
        "import), or say the country alone."
    )


def _asks(snapshot: Snapshot, asker: Asker) -> Body:
    """Who asks, with what is said of it before what the graph knows."""
    known = Body(uid="", name=None, kind=None, country=None)
    if asker.row is not None:
        known = body(snapshot, asker.row)
    stated = {"kind": asker.kind, "country": asker.country}
    return known.model_copy(update={name: value for name, value in stated.items() if value})


def _suggestion(snapshot: Snapshot, found: Suggestion, asks: Body) -> PartnerSuggestion:
    one = body(snapshot, found.organisation)
    introducers = [body(snapshot, row) for row in found.introducers]
    themes = [str(snapshot.tables["themes"]["name"][row].as_py()) for row in found.themes]
    projects = [work(snapshot, row) for row in found.projects]
    records = snapshot.participations["records"]
    proof = sorted({uid for row in found.participations for uid in records[row].as_py() or ()})
    told = PartnerSuggestion(
        organisation=one,
        score=found.score,
        parts=[ScorePart(part=one.part, value=one.value, adds=one.adds) for one in found.parts],
        reason="",
        introducers=introducers,
        themes=themes,
        languages=list(found.languages),
        together=_together(found, asks, one),
        projects=projects,
        evidence=evidence(proof),
        weakness=_weakness(found, projects),
    )
    return told.model_copy(update={"reason": _reason(told)})


def _together(found: Suggestion, asks: Body, one: Body) -> list[Together]:
    """Where the kinds or the countries of both work together noticeably more than by chance."""
    sides = {Part.KIND: (asks.kind, one.kind), Part.COUNTRY: (asks.country, one.country)}
    told = []
    for part in found.parts:
        yours, its = sides.get(part.part, (None, None))
        times = math.exp(part.value)
        if yours and its and part.adds > 0 and times >= NOTICEABLE:
            told.append(Together(by=part.part, yours=yours, its=its, times=rounded(times) or 0.0))
    return told


def _reason(found: PartnerSuggestion) -> str:
    """One sentence of what speaks for it, the strongest first."""
    sentence = "; ".join(partner_words.reasons(found.model_dump()))
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


def mentor_reason(snapshot: Snapshot, found: Mentor) -> str:
    """Why somebody is the mentor, in a sentence."""
    themes = [str(snapshot.tables["themes"]["name"][row].as_py()) for row in found.themes]
    shared = [gettext("the theme %(names)s", names=", ".join(themes[:3]))] if themes else []
    if found.languages:
        names = ", ".join(map(wording.language, found.languages))
        shared.append(gettext("the language %(names)s", names=names))
    return gettext(
        "%(body)s has been in %(count)s international projects and shares %(what)s with you.",
        body=called(body(snapshot, found.organisation)),
        count=found.experience,
        what=_and(shared),
    )


def _mentor(snapshot: Snapshot, found: Mentor) -> MentorAnswer:
    return MentorAnswer(
        organisation=body(snapshot, found.organisation),
        international_projects=found.experience,
        reason=mentor_reason(snapshot, found),
    )


def _told(listed: Sequence[PartnerSuggestion]) -> str:
    if not listed:
        return gettext(NOBODY_LEFT)
    first = listed[0]
    count = ngettext("%(count)s suggestion", "%(count)s suggestions", len(listed), count=len(listed))
    begin = gettext("%(count)s; first %(body)s.", count=count, body=called(first.organisation))
    weak = gettext("Weakness: %(weakness)s.", weakness=first.weakness) if first.weakness else ""
    return f"{begin} {first.reason} {weak}".rstrip()
