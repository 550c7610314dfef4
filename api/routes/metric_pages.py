"""Pages of metrics and of export: what each asks, its values as a table, and every file to take along."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse
from pydantic import StringConstraints

from api.answers import metric_windows, metrics
from api.answers.metrics import Asked as MetricAsked
from api.answers.metrics import Groups, MetricAnswer
from api.dependencies import ViewDep
from api.explorer import Explorer
from api.html import EMPTY_IS_NONE, about, page
from api.routes.part_form import PartForm, part_choices
from graph.analysis.territories import Level
from graph.export.dictionary import SHEETS
from graph.export.formats import FORMATS
from viz import metric_words, pages, wording

router = APIRouter(include_in_schema=False, prefix="/metrics", default_response_class=HTMLResponse)

SHOWN = 50
LEVELS = (metrics.ORGANISATION, *(str(level) for level in Level))
Name = Annotated[str, Path(pattern="^[a-z_]{1,40}$")]


class Asked(PartForm):
    """Of whom, by which counting, on what part of the graph."""

    level: Annotated[str, StringConstraints(pattern=f"^({'|'.join(LEVELS)})$")] = metrics.ORGANISATION
    groups: Groups = Groups.COUNTRY
    by_year: bool = False
    cursor: Annotated[Annotated[str, StringConstraints(max_length=500)] | None, EMPTY_IS_NONE] = None

    @property
    def given(self) -> dict[str, Any]:
        """What differs from the defaults, without the place in the list."""
        return self.model_dump(exclude_defaults=True, mode="json", exclude={"cursor", "by_year"})

    def of(self, metric: str) -> MetricAsked:
        level = None if self.level == metrics.ORGANISATION else Level(self.level)
        return MetricAsked(metric, level, self.counting, self.groups, self.chosen)


@router.get("")
def catalogue(explorer: ViewDep) -> HTMLResponse:
    """All metrics by what they ask, and every format in which the graph can be taken along."""
    found = metrics.catalogue(explorer)
    return page(
        "metrics.html",
        here="/metrics",
        basis=about(found, "/api/v1/metrics"),
        metrics=[metric_words.said(one.model_dump()) for one in found.metrics],
        formats=list(FORMATS.values()),
        sheets=SHEETS,
        exported=_exported(explorer),
    )


@router.get("/{metric}")
def values(explorer: ViewDep, metric: Name, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """The values of a metric, greatest first, with how to read them."""
    question = asked.of(metric)
    found = metrics.metric(explorer, question, asked.cursor, SHOWN)
    by_year = asked.by_year and question.level is None
    years = metric_windows.over_years(explorer, question, None) if by_year else None
    shown = found.model_dump(mode="json")
    return page(
        "metric.html",
        here="/metrics",
        basis=about(found, _json(metric, asked), **found.parameters),
        metric=metric_words.said(found.metric.model_dump()),
        asked=asked.model_dump(mode="json") | {"part": asked.part},
        given=asked.given,
        found=shown,
        values=_named(found),
        years=years.model_dump() if years else None,
        levels=[(level, metric_words.of_whom(level)) for level in LEVELS],
        groups=[(one.value, metric_words.groups_name(one.value)) for one in Groups],
        **part_choices(explorer),
        table=_file(explorer, asked, format="csv", what="metrics"),
        everything=_file(explorer, asked, format="zip"),
    )


def _file(explorer: Explorer, asked: Asked, **form: str) -> str:
    """The address of an export of the same part of the network, counted in the same way."""
    part = {name: value for name, value in asked.told.items() if name not in ("level", "groups")}
    return pages.address(f"/api/v1/exports/{_exported(explorer)}", **form, **part)


def _named(found: MetricAnswer) -> list[dict[str, Any]]:
    """Rows with what tells organisations apart: kind and place, which the answer itself does not hold."""
    rows = [one.model_dump() for one in found.values]
    if found.level == "country":
        for row in rows:
            row["name"] = wording.country(row["uid"])
    return rows


def _exported(explorer: Explorer) -> str:
    """Under which name exports are asked for: the kept snapshot that is shown, else what is there now."""
    kept = explorer.view.kept if explorer.view else None
    return kept.id if kept else "latest"


def _json(metric: str, asked: Asked) -> str:
    return pages.address("/api/v1/metrics", metric=metric, **asked.told)
