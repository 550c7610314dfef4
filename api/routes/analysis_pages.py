"""Pages that answer questions: which groups there are, how it all hangs together."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from api.answers import clusters as cluster_answers
from api.answers.basis import Answer, basis
from api.dependencies import ClusterMode, Resolution, Seed, ViewDep
from api.drawings import drawing_address
from api.html import EMPTY_IS_NONE, about, page
from api.routes.maps import Extent
from api.routes.part_form import PartForm, part_choices
from graph.analysis.clusters import ClusterQuestion
from graph.analysis.divided import Mode
from graph.analysis.territories import Level
from viz import metric_words, pages

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

CLUSTERS_SHOWN = 50

AtLeastOne = Annotated[int, Field(ge=1)]


class ClusterForm(PartForm):
    """Which clusters a page is about."""

    resolution: Resolution = 1.0
    seed: Seed = 0
    mode: ClusterMode = Mode.ONE

    @property
    def question(self) -> ClusterQuestion:
        """Raises InvalidParameter."""
        return ClusterQuestion(self.resolution, self.seed, self.mode, self.counting, self.chosen)

    @property
    def division(self) -> dict[str, Any]:
        """What says how finely, and by which seed, all of the network is divided."""
        return {"resolution": _plain(self.resolution), "seed": self.seed}

    @property
    def given(self) -> dict[str, Any]:
        """Resolution and seed are always said."""
        return super().given | self.division


@router.get("/clusters")
def clusters(
    explorer: ViewDep,
    asked: Annotated[ClusterForm, Query()],
    every: Annotated[bool, Query(alias="all")] = False,
) -> HTMLResponse:
    """All clusters, largest first."""
    found = cluster_answers.cluster_list(explorer, asked.question)
    return page(
        "clusters.html",
        here="/clusters",
        basis=about(found, pages.address("/api/v1/clusters", **asked.told), **asked.told),
        asked=_shown(asked),
        found=found.model_dump(),
        titles=cluster_answers.titles(explorer, asked.question),
        most=len(found.clusters) if every else CLUSTERS_SHOWN,
        whole=pages.address("/map", extent=Extent.WHOLE, **asked.division),
        modes=[(one.value, metric_words.mode_name(one.value)) for one in Mode],
        **part_choices(explorer),
    )


@router.get("/clusters/{number}")
def cluster(
    explorer: ViewDep,
    number: Annotated[int, Path(ge=0, le=10_000_000)],
    asked: Annotated[ClusterForm, Query()],
) -> HTMLResponse:
    """One cluster with its members."""
    found = cluster_answers.cluster(explorer, number, asked.question)
    said = about(found, pages.address(f"/api/v1/clusters/{number}", **asked.told), **asked.told)
    drawn = asked.given == asked.division
    return page(
        "cluster.html",
        here="/clusters",
        basis=said,
        asked=_shown(asked),
        found=found.model_dump(),
        titles=cluster_answers.titles(explorer, asked.question),
        # Maps are of clusters of the whole network, counted as usual.
        drawing=drawing_address(explorer, "cluster", cluster=number, **asked.division) if drawn else None,
    )


def _shown(asked: ClusterForm) -> dict[str, Any]:
    """Fields of the form, and what addresses of the same clusters have."""
    fields = asked.model_dump(mode="json") | {"resolution": _plain(asked.resolution)}
    return fields | {"part": asked.part, "address": asked.given}


@router.get("/map")
def network_map(
    explorer: ViewDep,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    most: Annotated[AtLeastOne | None, EMPTY_IS_NONE, Query(alias="organisations")] = None,
    extent: Annotated[Extent | None, EMPTY_IS_NONE] = None,
) -> HTMLResponse:
    """The network map in a frame, with its parameters as a form; the whole opens with clusters as marks."""
    limit = explorer.settings.map_nodes
    found = explorer.clustering(ClusterQuestion(resolution=resolution, seed=seed))
    asked: dict[str, Any] = {"resolution": _plain(resolution), "seed": seed}
    whole = extent is Extent.WHOLE
    asked |= {"extent": extent} if whole else {"organisations": min(most or limit, limit)}
    return page(
        "map.html",
        here="/map",
        basis=about(Answer(**basis(explorer)), None, **asked),
        asked=asked,
        limit=limit,
        connected=len(found.cluster_of) - found.without_partner,
        whole=whole,
        drawing=drawing_address(explorer, "network", **asked),
        countries=drawing_address(explorer, "territory", level=Level.COUNTRY),
    )


def _plain(number: float) -> str:
    return str(number).removesuffix(".0")
