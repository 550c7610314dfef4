"""Partners: suggestions, and whether a consortium meets the rules."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query

from api.answers import consortium as consortium_answers
from api.answers import mentors as mentor_answers
from api.answers import partners as answers
from api.dependencies import ViewDep
from graph.analysis.consortium import MOST_MEMBERS, RULES
from graph.analysis.mentors import EXPERIENCE, LOAD, MOST_LOAD, MOST_NEWCOMERS
from graph.analysis.suggestions import DIVERSITY, MOST, Wish
from graph.vocabulary import Kind

router = APIRouter(tags=["analysis"])
Text = Query(min_length=1, max_length=200)
Country = Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 code.")
Word = Annotated[str, Text]


@router.get("/partners")
def partners(
    explorer: ViewDep,
    organisation: Annotated[
        str | None, Query(min_length=1, max_length=500, description="uid or name of who asks.")
    ] = None,
    kind: Annotated[Kind | None, Query(description="Kind of a newcomer.")] = None,
    country: Annotated[str | None, Country] = None,
    place: Annotated[str | None, Query(max_length=200, description="Code or name of a place.")] = None,
    theme: Annotated[
        list[Word] | None, Query(max_length=20, description="uid or name; may be repeated.")
    ] = None,
    language: Annotated[
        list[Annotated[str, Query(pattern="^[A-Za-z]{2,3}$")]] | None,
        Query(max_length=20, description="ISO 639 code; may be repeated."),
    ] = None,
    first_timer: Annotated[bool, Query(description="Suggest a mentor as well.")] = False,
    partner_kind: Annotated[Kind | None, Query(description="Only partners of this kind.")] = None,
    partner_country: Annotated[str | None, Country] = None,
    diversity: Annotated[
        float, Query(ge=0, le=1, allow_inf_nan=False, description="0 the likeliest, 1 size counts nothing.")
    ] = DIVERSITY,
    named_only: Annotated[
        bool, Query(description="Leave out organisations whose name is not stated.")
    ] = True,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Suggestions at most.")] = 10,
) -> answers.PartnerAnswer:
    """With whom to work, and why: for an organisation of the graph, or for a newcomer who is described."""
    question = answers.Question(
        organisation=organisation,
        kind=kind,
        country=country,
        place=place,
        themes=tuple(theme or ()),
        languages=tuple(language or ()),
        first_timer=first_timer,
    )
    return answers.partners(
        explorer, question, Wish(limit, diversity, partner_kind, partner_country, named_only)
    )


@router.get("/partners/consortium")
def consortium(
    explorer: ViewDep,
    member: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=500)]],
        Query(min_length=1, max_length=MOST_MEMBERS, description="uid or name; repeated for each member."),
    ],
    rule: Annotated[
        str,
        Query(min_length=1, max_length=200, json_schema_extra={"examples": [rule.name for rule in RULES]}),
    ],
    day: Annotated[
        str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", description="Today where missing.")
    ] = None,
) -> consortium_answers.ConsortiumAnswer:
    """Whether organisations may apply together under a rule, and who may not leave."""
    return consortium_answers.consortium(explorer, member, rule, day or datetime.now(UTC).date().isoformat())


@router.get("/partners/mentors")
def mentors(
    explorer: ViewDep,
    newcomer: Annotated[
        list[Annotated[str, Query(min_length=1, max_length=500)]],
        Query(
            min_length=1,
            max_length=MOST_NEWCOMERS,
            description="uid or name, or kind=ngo;country=LT;theme=...;language=lt; repeated for each.",
        ),
    ],
    experience: Annotated[
        int, Query(ge=1, le=1000, description="International projects that a mentor has at least.")
    ] = EXPERIENCE,
    load: Annotated[int, Query(ge=1, le=MOST_LOAD, description="Newcomers of one mentor at most.")] = LOAD,
) -> mentor_answers.MentoringAnswer:
    """For each first-timer an experienced organisation that shares a theme or a language, none overloaded."""
    return mentor_answers.mentors(explorer, newcomer, experience=experience, load=load)
