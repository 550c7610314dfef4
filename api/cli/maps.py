"""socialcluster map: a map as one file that opens anywhere, or as a picture for a report."""

from pathlib import Path
from typing import Annotated

import typer

from api.answers import map_path, map_territory, map_whole, maps
from api.answers.gap_matrix import MatrixAsked
from api.answers.maps import DEEPEST, MapPage
from api.answers.territory_coverage import CoverageAsked
from api.cli.options import AsJson, Resolution, Seed
from api.cli.reporting import OUR_OWN, Language
from api.cli.terminal import Terminal, out, show_json
from api.explorer import Explorer, opened
from graph.analysis.territories import Level
from graph.settings import Settings
from graph.store.session import READ_PATIENCE
from viz.languages import speaking
from viz.pictures.formats import DRAWINGS

OutOption = Annotated[
    Path, typer.Option("--out", "-o", help="Where to write it: a page, or as .svg, .png, .pdf a picture.")
]
OrganisationOption = Annotated[
    str | None, typer.Option(help="Only this organisation (uid or name) and who is around it.")
]
DepthOption = Annotated[
    int, typer.Option(min=1, max=DEEPEST, help="With --organisation: ties to the farthest.")
]
StartOption = Annotated[str | None, typer.Option("--from", help="Only a chain of introductions, from here")]
EndOption = Annotated[str | None, typer.Option("--to", help="to here, told in notes.")]
ClusterOption = Annotated[int | None, typer.Option(min=0, help="Only the cluster of this number.")]
WholeOption = Annotated[
    bool, typer.Option("--whole", help="Everybody: clusters as marks that open, and all at once.")
]
TerritoryOption = Annotated[
    str | None, typer.Option(help="A geographic map of this territory (LT, PL9): who takes part in it.")
]
LevelOption = Annotated[
    str | None, typer.Option(help="Its units: lau, nuts3, country, or municipality; alone: cooperation.")
]
MostOption = Annotated[int | None, typer.Option("--most", min=1, help="Organisations drawn at most.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the map.")]


def network_map(
    file: OutOption = Path("map.html"),
    organisation: OrganisationOption = None,
    depth: DepthOption = 1,
    start: StartOption = None,
    end: EndOption = None,
    cluster: ClusterOption = None,
    whole: WholeOption = False,
    territory: TerritoryOption = None,
    level: LevelOption = None,
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    most: MostOption = None,
    language: LanguageOption = OUR_OWN,
    as_json: AsJson = False,
) -> None:
    """Write a map as one page that opens anywhere, without a network, or as a picture for a report."""
    geographic = bool(territory or level)
    _check(
        organisation=organisation, start=start, end=end, cluster=cluster, whole=whole, geographic=geographic
    )
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer, speaking(language):
        if organisation:
            page = maps.ego(explorer, organisation, depth=depth, resolution=resolution, seed=seed)
        elif start and end:
            page = map_path.path(explorer, start, end, k=1, resolution=resolution, seed=seed)
        elif cluster is not None:
            page = maps.cluster(explorer, cluster, resolution=resolution, seed=seed)
        elif whole:
            page = _whole(explorer, resolution, seed)
        elif geographic:
            page = _geographic(explorer, territory, level)
        else:
            page = maps.network(explorer, resolution=resolution, seed=seed, most=most)
        _write(page, file, shown="areas" if geographic else "organisations", as_json=as_json)


def _check(
    *,
    organisation: str | None,
    start: str | None,
    end: str | None,
    cluster: int | None,
    whole: bool,
    geographic: bool,
) -> None:
    if bool(start) != bool(end):
        raise typer.BadParameter("A chain has two ends: give both.", param_hint="'--from' / '--to'")
    if sum([bool(organisation), bool(start), cluster is not None, whole, geographic]) > 1:
        raise typer.BadParameter(
            "Choose one: --organisation, --from and --to, --cluster, --whole, --territory."
        )


def _whole(explorer: Explorer, resolution: float, seed: int) -> MapPage:
    with Terminal().step("Laying out", unit="organisations") as step:
        page = map_whole.whole(explorer, resolution=resolution, seed=seed, wait=None, placed=step.advance)
    assert isinstance(page, MapPage)  # noqa: S101 - who waits to the end gets the page
    return page


def _geographic(explorer: Explorer, territory: str | None, level: str | None) -> MapPage:
    if territory:
        shown = map_territory.coverage(explorer, CoverageAsked(territory, level or Level.LAU))
    else:
        shown = map_territory.cooperation(explorer, MatrixAsked(level or Level.COUNTRY), None)
    return map_territory.page_of(shown)


def _write(page: MapPage, file: Path, *, shown: str, as_json: bool) -> None:
    """A picture where the name of the file ends like one, else the page."""
    form = file.suffix.removeprefix(".").casefold()
    content = page.drawn(form) if form in DRAWINGS else page.html.encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if as_json:
        show_json({"file": str(file), "snapshot": page.snapshot, "nodes": page.nodes, "ties": page.ties})
    else:
        opened = "" if form in DRAWINGS else " Open it in a browser."
        out.print(f"{file}: {page.nodes} {shown}, {page.ties} ties.{opened}")
        if page.advice:
            out.print(page.advice)
