"""Reports as files; `lang` says in which language."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api.answers import reports as answers
from api.answers.exports import disposition
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.answers.partners import Question
from api.answers.reports import PAIRS, Document, PairsAsked
from api.answers.territory_coverage import CoverageAsked
from api.dependencies import Chosen, ViewDep
from api.routes.partners import Country, Word
from graph.analysis.suggestions import DIVERSITY, MOST, Wish
from graph.vocabulary import Kind
from viz.languages import LANGUAGES
from viz.reports.formats import FORMATS

router = APIRouter(prefix="/reports", tags=["reports"])
FormatChoice = Annotated[
    str, Query(alias="format", json_schema_extra={"enum": list(FORMATS)}, description="Kind of file.")
]
# The middleware reads it; it stands here so that the description of the API names it.
Language = Annotated[
    str | None,
    Query(alias="lang", json_schema_extra={"enum": list(LANGUAGES)}, description="English unless given."),
]
PairLevel = Annotated[
    str | None,
    Query(
        pattern="^(lau|nuts3|nuts2|nuts1|country|sector|kind)$",
        description="Also show the pairs of these groups between which cooperation is missing.",
    ),
]


@router.get("/gaps", response_class=Response)
def gaps(
    explorer: ViewDep,
    chosen: Chosen,
    territory: Annotated[str, Query(max_length=20, description="Code: LT, PL9, LT021.")],
    level: Annotated[
        str,
        Query(min_length=1, max_length=40, description="lau, nuts3, ...; or the word of ISO 3166-2."),
    ],
    pairs: PairLevel = None,
    within_km: Annotated[
        float | None, Query(gt=0, le=20_100, description="Only pairs at most so far apart.")
    ] = None,
    neighbours: Annotated[bool, Query(description="Only pairs that share a border on land.")] = False,
    order: Annotated[Order, Query(description="Which pairs come first.")] = Order.VERDICT,
    form: FormatChoice = "pdf",
    language: Language = None,
) -> Response:
    """Who of a territory takes part, and between whom cooperation is missing, to print and send."""
    asked = CoverageAsked(territory, level, chosen=chosen)
    wanted = CellsAsked(within_km=within_km, limit=PAIRS, order=order, neighbours=neighbours)
    both = PairsAsked(MatrixAsked(pairs, chosen=chosen), wanted) if pairs else None
    return _sent(answers.gaps(explorer, asked, both, form))


@router.get("/partners", response_class=Response)
def partners(
    explorer: ViewDep,
    organisation: Annotated[
        str | None, Query(min_length=1, max_length=500, description="uid or name of who asks.")
    ] = None,
    kind: Annotated[Kind | None, Query(description="Kind of a newcomer.")] = None,
    country: Annotated[str | None, Country] = None,
    place: Annotated[str | None, Query(max_length=200, description="Code or name of a place.")] = None,
    theme: Annotated[list[Word] | None, Query(max_length=20, description="uid or name; repeatable.")] = None,
    spoken: Annotated[
        list[Annotated[str, Query(pattern="^[A-Za-z]{2,3}$")]] | None,
        Query(alias="language", max_length=20, description="Of a newcomer, ISO 639 code; repeatable."),
    ] = None,
    first_timer: Annotated[bool, Query(description="Suggest a mentor as well.")] = False,
    partner_kind: Annotated[Kind | None, Query(description="Only partners of this kind.")] = None,
    partner_country: Annotated[str | None, Country] = None,
    diversity: Annotated[
        float, Query(ge=0, le=1, allow_inf_nan=False, description="0 the likeliest, 1 size counts nothing.")
    ] = DIVERSITY,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Suggestions at most.")] = 10,
    form: FormatChoice = "pdf",
    language: Language = None,
) -> Response:
    """With whom to work, why, on what evidence and with what weakness, to print and send."""
    question = Question(
        organisation=organisation,
        kind=kind,
        country=country,
        place=place,
        themes=tuple(theme or ()),
        languages=tuple(spoken or ()),
        first_timer=first_timer,
    )
    wish = Wish(limit, diversity, partner_kind, partner_country)
    return _sent(answers.suggestions(explorer, question, wish, form))


def _sent(made: Document) -> Response:
    headers = {
        "Content-Disposition": disposition(made.file_name),
        "Cache-Control": "no-cache",
        "X-Snapshot": made.snapshot,
    }
    return Response(made.content, media_type=made.media_type, headers=headers)
