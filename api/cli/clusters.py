"""socialcluster clusters: list them with their reliability, and give them names that are kept."""

from dataclasses import replace
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.answers import clusters as answers
from api.answers.clusters import ClusterList, ClusterRow
from api.cli.options import AsJson, EngineOption, of_a_part, of_clusters
from api.cli.terminal import Terminal, out, show_json, show_table
from api.explorer import opened
from graph.analysis.clusters import ClusterQuestion
from graph.analysis.engines import Engine
from graph.analysis.filtering import EVERYTHING, Filter
from graph.settings import Settings
from graph.store.session import READ_PATIENCE, WRITE_PATIENCE

DEFAULT = "list"
SILENT_SECONDS = 3.0
Number = Annotated[int, typer.Argument(metavar="NUMBER", min=0, help="Number of the cluster in the list.")]


class ListFirst(TyperGroup):
    """Without a command it lists."""

    default = DEFAULT

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] != "--help"):
            args = [self.default, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=ListFirst,
    help="List clusters ('clusters list --help' tells its options), or give them names.",
    subcommand_metavar="[OPTIONS] | COMMAND [ARGS]...",
)


LEFT_OUT = (
    "Left out by '--quick': how stable the clusters are, and whether chance would give such clusters too."
)


@app.command(DEFAULT)
@of_a_part
@of_clusters
def listed(
    asked: ClusterQuestion,
    chosen: Filter = EVERYTHING,
    engine: EngineOption = Engine.LOCAL,
    most: Annotated[int, typer.Option("--most", min=1, help="Clusters to print.")] = 20,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not wait for stability and the comparison with chance.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the groups of organisations that work together more than with others, and how real they are."""
    wanted = replace(asked, chosen=chosen, engine=engine)
    with opened(Settings(), Terminal(), patience=READ_PATIENCE) as explorer:
        answer = answers.cluster_list(explorer, wanted, wait=0.0 if quick else SILENT_SECONDS)
        if answer.pending and not quick:
            Terminal().say("Looking how stable this is, and what chance would give; '--quick' does without.")
            answer = answers.cluster_list(explorer, wanted, wait=None)
    if as_json:
        show_json(answer)
        return
    if answer.clusters:
        out.print(LEFT_OUT if answer.pending else answer.structure)
    rows = [(c.id, c.size, c.name, _sectors(c), _confidence(c)) for c in answer.clusters[:most]]
    show_table(("id", "size", "name", "sectors", "confidence"), rows)
    out.print(_summary(answer))


@app.command("name")
@of_clusters
def name(
    number: Number,
    called: Annotated[str, typer.Argument(metavar="NAME", help="What to call it from now on.")],
    asked: ClusterQuestion,
) -> None:
    """Give a cluster a name that it keeps while more than half of its organisations stay together."""
    _rename(number, called, asked)


@app.command("unname")
@of_clusters
def unname(number: Number, asked: ClusterQuestion) -> None:
    """Forget a name that was given; the cluster has its computed name again."""
    _rename(number, None, asked)


def _rename(number: int, called: str | None, asked: ClusterQuestion) -> None:
    with opened(Settings(), Terminal(), patience=WRITE_PATIENCE) as explorer:
        named = answers.rename(explorer, explorer.store, number, called, asked)
    out.print(f"Cluster {number} is called: {named.name}")


def _sectors(one: ClusterRow) -> str:
    counted = ", ".join(f"{sector} {count}" for sector, count in one.sectors.items())
    return f"{counted}; all four" if one.mix.all_four else counted


def _confidence(one: ClusterRow) -> str | None:
    return None if one.stability is None else f"{one.stability:.2f} {one.reading}"


def _summary(answer: ClusterList) -> str:
    part = "".join(f", {name} {value}" for name, value in answer.chosen.items())
    by = f", by {answer.engine}" if answer.engine is not Engine.LOCAL else ""
    quality = "no ties" if answer.modularity is None else f"modularity {answer.modularity:.4f}"
    return (
        f"{len(answer.clusters)} clusters, {quality}, resolution {answer.resolution:g}, seed {answer.seed}, "
        f"{answer.mode}, {answer.counting} counting{part}{by}; {answer.without_partner} of "
        f"{answer.organisations} organisations have no partner. Snapshot {answer.snapshot}."
    )
