"""socialcluster demo: the main job from an empty folder to a page in the browser."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.answers import clusters as cluster_answers
from api.answers import maps
from api.answers import paths as path_answers
from api.cli.loading import load, tell
from api.cli.serving import run_server
from api.cli.terminal import Terminal, err, out, show_json
from api.explorer import Explorer, opened
from graph.export.tables import write_tables
from graph.settings import Settings
from graph.store.connect import connected
from graph.store.freeze import save_to
from graph.store.session import WRITE_PATIENCE
from ingest.sources.five_networks import bundled

DEMO_PATH = (
    "Biržų rajono savivaldybės visuomenės sveikatos biuras",
    "Utenos A. ir M. Miškinių viešoji biblioteka",
)


def demo(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to load as well.")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Do not serve; leave the results in a folder.")
    ] = False,
    folder: Annotated[Path, typer.Option("--out", help="Folder for the results of --once.")] = Path("out"),
    as_json: Annotated[
        bool, typer.Option("--json", help="With --once: print what was made as JSON.")
    ] = False,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 8000 unless set.")] = None,
) -> None:
    """Bring up the database, load the five networks and FILEs, find clusters, and serve it all."""
    settings = Settings()
    words = err if as_json else out
    with connected(settings, Terminal(), patience=WRITE_PATIENCE):
        with opened(settings, Terminal(), patience=WRITE_PATIENCE, live=True) as explorer:
            for file in (bundled(), *(files or [])):
                tell(load(explorer.store, settings, file, None, Terminal()), to=words)
            _tell_findings(explorer, to=words)
            made = _leave(explorer, folder, to=words) if once else {}
        if once and as_json:
            show_json(made)
        if not once:
            run_server(settings, host=settings.host, port=settings.port if port is None else port)


def _tell_findings(explorer: Explorer, to: Console) -> None:
    found = cluster_answers.cluster_list(explorer)
    to.print(f"{found.organisations} organisations in {len(found.clusters)} clusters.")
    to.print(path_answers.path(explorer, *DEMO_PATH).told)


def _leave(explorer: Explorer, folder: Path, to: Console) -> dict[str, object]:
    """Writes map, tables and snapshot; returns what is where."""
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = explorer.snapshot()
    page = maps.network(explorer, resolution=1.0, seed=0, most=None)
    (folder / "network.html").write_text(page.html, encoding="utf-8")
    tables = write_tables(snapshot, explorer.clustering(), folder)
    save_to(folder / "snapshot", snapshot)
    to.print(f"Map, tables and snapshot {snapshot.id} are in {folder}.")
    return {"folder": str(folder), "snapshot": snapshot.id, "map": "network.html", "tables": tables}
