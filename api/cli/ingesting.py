"""The word `ingest`: followed by files it loads them, followed by a command it helps to load them."""

from typing import Any

import typer
from typer.core import TyperGroup

from api.cli.loading import ingest
from api.cli.mapping import suggest, template
from api.cli.options import AsJson
from api.cli.reading_pages import page
from api.cli.terminal import show_json, show_table
from ingest.registry import SOURCES

DEFAULT = "files"


class FilesFirst(TyperGroup):
    """What is no command is a file. A file that is called like a command is given as ./suggest."""

    default = DEFAULT

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [self.default, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=FilesFirst,
    no_args_is_help=True,
    help="Load files: socialcluster ingest FILE... ('ingest files --help' tells its options).",
    subcommand_metavar="FILE... | COMMAND [ARGS]...",
)
app.command(DEFAULT)(ingest)
app.command("suggest")(suggest)
app.command("template")(template)
app.command("page")(page)


@app.command()
def sources(as_json: AsJson = False) -> None:
    """List the sources: what each publishes, and under which licence."""
    facts = [source.facts for source in SOURCES]
    if as_json:
        names = ("name", "title", "publisher", "address", "licence", "publishes")
        show_json({"sources": [{name: getattr(one, name) for name in names} for one in facts]})
        return
    rows = [(one.name, one.title, one.licence, one.publishes) for one in facts]
    show_table(("name", "title", "licence", "publishes"), rows)
