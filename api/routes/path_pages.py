"""The page of introductions: who can introduce whom, over what, in how many ways; or why nobody can."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.answers.basis import Answer, basis
from api.answers.chains import PathOrder, introductions
from api.answers.map_path import MOST_CHAINS
from api.answers.organisations import row_of
from api.answers.path_ends import is_group, path_end
from api.answers.paths import PathAnswer
from api.dependencies import ViewDep
from api.drawings import drawing_address
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from graph.analysis.chains import MOST_PATHS
from graph.analysis.connections import Via
from graph.errors import InvalidParameter, NotFound
from viz import pages, path_words

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

End = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
OVER: dict[str, tuple[Via, ...]] = {
    "cooperation": (Via.COOPERATION,),
    "administrative": (Via.ADMINISTRATIVE,),
    "strong": (Via.COOPERATION, Via.ADMINISTRATIVE),
    "theme": (Via.COOPERATION, Via.THEME),
    "funder": (Via.COOPERATION, Via.FUNDER),
    "country": (Via.COOPERATION, Via.COUNTRY),
    "any": tuple(Via),
}
COOPERATION = "cooperation"


class Asked(BaseModel):
    """Two ends, over what steps may lead, how many chains, and which of them come first."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)

    start: Annotated[End, Field(alias="from")] = ""
    end: Annotated[End, Field(alias="to")] = ""
    over: Annotated[str, StringConstraints(pattern=f"^({'|'.join(OVER)})$")] = COOPERATION
    k: Annotated[int, Field(ge=1, le=MOST_PATHS)] = 1
    by: Annotated[PathOrder | None, EMPTY_IS_NONE] = None

    @property
    def told(self) -> dict[str, Any]:
        """What is not as usual, besides the ends."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"start", "end"})

    def answer(self, explorer: Explorer, start: str, end: str) -> PathAnswer:
        """Raises InvalidParameter."""
        by_strength = self.by is PathOrder.STRENGTH
        return introductions(explorer, start, end, k=self.k, via=OVER[self.over], by_strength=by_strength)


AskedDep = Annotated[Asked, Query()]


@router.get("/path")
def path(explorer: ViewDep, asked: AskedDep) -> HTMLResponse:
    """The form, and once both ends are known the chains between them, or why there is none."""
    texts = {"from": asked.start, "to": asked.end}
    ends = {name: _end(explorer, name, texts, asked.told) for name in texts}
    both = {name: one["uid"] for name, one in ends.items()}
    found, problem = None, None
    if all(both.values()):
        try:
            found = asked.answer(explorer, both["from"], both["to"])
        except InvalidParameter as error:
            problem = error.message
    unknown = any(one["problem"] for one in ends.values())
    return page(
        "path.html",
        status=404 if unknown else 422 if problem else 200,
        here="/path",
        basis=about(found or Answer(**basis(explorer)), _json(asked, found), **both, **asked.told),
        asked=asked.model_dump(mode="json"),
        ends=ends,
        problem=problem,
        first_open=next((name for name, uid in both.items() if not uid), None),
        path=found.model_dump(mode="json") if found else None,
        drawing=_drawing(explorer, asked, found),
        over=[(name, path_words.over_name(name)) for name in OVER],
    )


def _json(asked: Asked, found: PathAnswer | None) -> str | None:
    if found is None:
        return None
    usual = {"k": 1, "via": [COOPERATION], "by": "hops"}
    told = {name: value for name, value in found.parameters.items() if usual.get(name) != value}
    return pages.address("/api/v1/paths", **told)


def _drawing(explorer: Explorer, asked: Asked, found: PathAnswer | None) -> str | None:
    """The map of chains of cooperation; of other connections there is none."""
    if found is None or not found.hops or asked.over != COOPERATION or asked.by is PathOrder.STRENGTH:
        return None
    many = min(asked.k, MOST_CHAINS) if asked.k > 1 else None
    ends = {"from_": found.parameters["from"], "to": found.parameters["to"]}
    return drawing_address(explorer, "path", **ends, k=many)


def _end(explorer: Explorer, name: str, texts: dict[str, str], told: dict[str, Any]) -> dict[str, Any]:
    """One end of the path as its field shows it: by name where the name suffices, else by uid."""
    text = texts[name]
    end: dict[str, Any] = {"text": text, "uid": None, "problem": None, "near": []}
    if not text:
        return end
    snapshot = explorer.snapshot()
    try:
        if is_group(text):
            path_end(explorer, snapshot, text)
            return end | {"uid": text}
        row = row_of(snapshot, text, explorer.store)
    except InvalidParameter as error:
        return end | {"problem": error.message}
    except NotFound as error:
        near = [
            {"name": called, "href": pages.address("/path", **texts | {name: uid}, **told)}
            for uid, called in error.near
        ]
        return end | {"problem": error.message, "near": near}
    uid, name_of_one = snapshot.organisation_uids[row], snapshot.folded_names[row]
    suffices = bool(name_of_one) and snapshot.folded_names.count(name_of_one) == 1
    return end | {"uid": uid, "text": snapshot.organisation(row)["name"] if suffices else uid}
