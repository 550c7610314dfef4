"""Commands that ask the graph: path, map."""

from pathlib import Path
from typing import Annotated

import typer

from api.answers import maps
from api.answers import paths as path_answers
from api.cli.options import AsJson, Resolution, Seed
from api.cli.terminal import Terminal, out, show_json
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
