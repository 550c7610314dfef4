"""Commands that ask the graph: path, clusters, map."""

from pathlib import Path
from typing import Annotated

import typer

from api.answers import clusters as cluster_answers
from api.answers import maps
from api.answers import paths as path_answers
from api.cli.options import AsJson, Resolution, Seed
from api.cli.terminal import Terminal, out, show_json, show_table
from api.explorer import opened
from graph.settings import Settings
from graph.store.session import READ_PATIENCE


def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="uid or name of an organisation")],
    end: Annotated[str, typer.Argument(metavar="TO", help="uid or name of another")],
    as_json: AsJson = False,
) -> None:
    """Tell the shortest chain of introductions between two organisations, or that there is none."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = path_answers.path(explorer, start, end)
    if as_json:
        show_json(answer)
    else:
        out.print(answer.told)


def clusters(
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    most: Annotated[int, typer.Option("--most", min=1, help="Clusters to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the groups of organisations that work together more than with others."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = cluster_answers.cluster_list(explorer, resolution=resolution, seed=seed)
    if as_json:
        show_json(answer)
        return
    rows = [
        (c.id, c.size, c.name, ", ".join(f"{sector} {count}" for sector, count in c.sectors.items()))
        for c in answer.clusters[:most]
    ]
    show_table(("id", "size", "name", "sectors"), rows)
    quality = "no ties" if answer.modularity is None else f"modularity {answer.modularity:.4f}"
    out.print(
        f"{len(answer.clusters)} clusters, {quality}, resolution {resolution:g}, seed {seed}; "
        f"{answer.without_partner} of {answer.organisations} organisations have no partner. "
        f"Snapshot {answer.snapshot}."
    )


def network_map(
    file: Annotated[Path, typer.Option("--out", "-o", help="Where to write the page.")] = Path("map.html"),
    resolution: Resolution = 1.0,
    seed: Seed = 0,
    most: Annotated[int | None, typer.Option("--most", min=1, help="Organisations drawn at most.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the network map as one page that opens anywhere, without a network."""
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        page = maps.network(explorer, resolution=resolution, seed=seed, most=most)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page.html, encoding="utf-8")
    if as_json:
        show_json({"file": str(file), "snapshot": page.snapshot, "nodes": page.nodes, "ties": page.ties})
    else:
        out.print(f"{file}: {page.nodes} organisations, {page.ties} ties. Open it in a browser.")
