"""The help: what each number asks and how to read it, the words that are used, and how to cite."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.answers import metrics
from api.answers.credits import credits_of
from api.dependencies import ViewDep
from api.html import about, page
from graph.stamp import Stamp, default_parameters
from graph.version import __version__
from viz import glossary, metric_words

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/help")
def manual(explorer: ViewDep) -> HTMLResponse:
    """One page, so that a search in the browser finds every word of it."""
    found = metrics.catalogue(explorer)
    as_of = explorer.data_as_of()
    return page(
        "help.html",
        here="/help",
        basis=about(found),
        metrics=[metric_words.said(one.model_dump()) for one in found.metrics],
        glossary=glossary.terms(),
        stamp=Stamp(explorer.snapshot().id, default_parameters()).id,
        year=as_of[:4] if as_of else None,
        version=__version__,
        credits=credits_of(explorer),
    )
