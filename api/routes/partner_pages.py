"""The page that finds partners: who are you, whom do you look for, with whom not; then a list."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.answers.basis import Answer, basis
from api.answers.organisations import row_of
from api.answers.partner_wishes import Unwanted, Wishes, wished_partners
from api.answers.partners import Question
from api.dependencies import ViewDep
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from graph.analysis.suggestions import DIVERSITY, Wish
from graph.errors import NotFound
from graph.names import folded
from graph.vocabulary import Kind
from viz import choices, pages, partner_words
from viz.languages import gettext

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

SHOWN = 10
MOST_THEMES = 200
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Code = Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None, EMPTY_IS_NONE]
OneKind = Annotated[Kind | None, EMPTY_IS_NONE]


class Asked(BaseModel):
    """The three questions, as the form sends them."""

    model_config = ConfigDict(extra="ignore")

    organisation: Text = ""
    kind: OneKind = None
    country: Code = None
    place: Text = ""
    theme: Text = ""
    language: Annotated[Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")] | None, EMPTY_IS_NONE] = (
        None
    )
    first_timer: bool = False
    partner_kind: OneKind = None
    partner_country: Code = None
    diversity: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = DIVERSITY
    without: Text = ""
    without_kind: OneKind = None
    without_country: Code = None

    @property
    def themes(self) -> tuple[str, ...]:
        return tuple(map(choices.stated_theme, _parted(self.theme)))

    @property
    def says_who(self) -> bool:
        """Whether there is anything by which to choose."""
        return bool(
            self.organisation or self.kind or self.country or self.place or self.themes or self.language
        )

    @property
    def question(self) -> Question:
        """A newcomer is told by the rest, an organisation of the graph by what it adds to that."""
        return Question(
            organisation=self.organisation or None,
            kind=self.kind,
            country=self.country,
            place=self.place or None,
            themes=self.themes,
            languages=(self.language,) if self.language else (),
            first_timer=self.first_timer,
        )

    @property
    def unwanted(self) -> Unwanted:
        return Unwanted(_parted(self.without), self.without_kind, self.without_country)


@router.get("/partners")
def partners(explorer: ViewDep, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """The form, and once it says who asks the list, or which answer is not understood."""
    found, problem = None, None
    if asked.says_who:
        problem = _problem(explorer, asked)
        try:
            found = None if problem else _found(explorer, asked)
        except NotFound as error:
            problem = {"field": "place", "message": error.message, "near": []}
    given = asked.model_dump(exclude_defaults=True)
    json = _json(asked) if found else None
    return page(
        "partners.html",
        status=404 if problem else 200,
        here="/partners",
        basis=about(found.answer if found else Answer(**basis(explorer)), json, **given),
        asked=asked.model_dump(),
        problem=problem,
        found=_shown(explorer, asked, found) if found else None,
        kinds=choices.kinds(),
        countries=choices.every_country(),
        partner_countries=choices.countries(explorer.snapshot().organisations["country"].to_pylist()),
        languages_spoken=choices.spoken_languages(),
        themes=_themes(explorer),
    )


def _found(explorer: Explorer, asked: Asked) -> Wishes:
    wish = Wish(SHOWN, asked.diversity, asked.partner_kind, asked.partner_country)
    return wished_partners(explorer, asked.question, wish, asked.unwanted)


def _problem(explorer: Explorer, asked: Asked) -> dict[str, Any] | None:
    """The first answer that names what the graph does not know, with names that are near."""
    snapshot = explorer.snapshot()
    for field, texts in (("organisation", [asked.organisation]), ("without", _parted(asked.without))):
        for text in filter(None, texts):
            try:
                row_of(snapshot, text, explorer.store)
            except NotFound as error:
                changed = asked.model_dump(exclude_defaults=True, mode="json")
                near = [
                    {"name": name, "href": pages.address("/partners", **changed | {field: uid})}
                    for uid, name in error.near
                ]
                return {"field": field, "message": error.message, "near": near}
    known = set(_folded(snapshot.tables["themes"]["name"].to_pylist()))
    unknown = [text for text in asked.themes if not known.intersection(_folded([text]))]
    if unknown:
        message = gettext("No project is about “%(theme)s”. Leave it out, or take a theme from the list.")
        return {"field": "theme", "message": message % {"theme": unknown[0]}, "near": []}
    return None


def _folded(names: Sequence[str | None]) -> list[str]:
    return [folded(name) for name in names if name]


def _parted(text: str) -> tuple[str, ...]:
    """Several names in one field, parted by semicolons."""
    return tuple(filter(None, (part.strip() for part in text.split(";"))))[:20]


def _shown(explorer: Explorer, asked: Asked, found: Wishes) -> dict[str, Any]:
    """The list as the page shows it: reasons in the reader's words, and a message to each."""
    shown = found.answer.model_dump()
    snapshot = explorer.snapshot()
    if asked.organisation:
        uid = snapshot.organisation_uids[row_of(snapshot, asked.organisation, explorer.store)]
        name = shown["asker"]
    else:
        uid, name = None, partner_words.newcomer(asked.kind, asked.country, asked.place)
    for one in shown["suggestions"]:
        one["reasons"] = partner_words.reasons(one)
        one["weakness"] = partner_words.weakness(one)
        one["draft"] = partner_words.draft(name, one, asked.themes)
        for part in one["parts"]:
            part["name"] = partner_words.part_name(part["part"])
    return shown | {"uid": uid, "asker": name, "left_out": found.left_out}


def _json(asked: Asked) -> str:
    """Programs ask for the same without the last question, which only leaves entries of the list out."""
    told = asked.model_dump(exclude_defaults=True, mode="json")
    return pages.address(
        "/api/v1/partners",
        **{name: value for name, value in told.items() if not name.startswith("without") and name != "theme"},
        theme=asked.themes[0] if asked.themes else None,
    )


def _themes(explorer: Explorer) -> list[str]:
    """The themes of most projects, by name."""
    snapshot = explorer.snapshot()
    names = snapshot.tables["themes"]["name"].to_pylist()
    counts = [0] * len(names)
    for row in snapshot.tables["about"]["theme"].to_pylist():
        counts[row] += 1
    often = sorted(
        (row for row in range(len(names)) if names[row]), key=lambda row: (-counts[row], names[row])
    )
    return choices.themes(names[row] for row in often[:MOST_THEMES])
