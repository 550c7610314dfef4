"""Commands that help a table of any kind in: draft a mapping for it, or start from a template."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import AsJson
from api.cli.terminal import err, out, show_json
from graph.errors import InputError, InvalidParameter
from ingest.mapping import suggest as drafting
from ingest.mapping import templates
from ingest.mapping.document import parsed_mapping
from ingest.mapping.schema import TABLES


def suggest(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The table: CSV, XLSX, XLS, ODS, JSON, Parquet.")
    ],
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write the mapping; else it is printed.")
    ] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook.")] = None,
    overwrite: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draft a mapping for a table from its headings, to be read and mended by a person."""
    text = drafting.suggest(file, sheet=sheet)
    if target:
        _write(target, text.encode(), overwrite=overwrite)
    if as_json:
        show_json({"file": str(target) if target else None, "mapping": text, "ready": _problem(text) is None})
    elif target:
        out.print(f"{target}: a draft. Read it and mend it before you load {file.name} with it.")
    else:
        sys.stdout.write(text)
    problem = _problem(text)
    if problem and not as_json:
        err.print(f"The draft is not complete: {problem}")


def template(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"Which table: {', '.join(TABLES)}.")],
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write it; else it is printed.")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="csv, or tsv (tabs, UTF-16) for Excel in any language.")
    ] = "csv",
    overwrite: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write an empty table with headings and two example rows, to be filled in and loaded as it is."""
    table = templates.template(kind, form)
    if target:
        _write(target, table, overwrite=overwrite)
    if as_json:
        headings = templates.template_headings(kind)
        show_json({"file": str(target) if target else None, "kind": kind, "headings": headings})
    elif target:
        out.print(f"{target}: replace the two example rows by your own; columns that you do not need may go.")
    else:
        sys.stdout.write(table.decode("utf-8-sig" if form == "csv" else "utf-16").replace("\r\n", "\n"))


def _problem(text: str) -> str | None:
    """Why a draft cannot be used as it is, None where it can."""
    try:
        parsed_mapping(text, "draft")
    except InputError as error:
        return error.message
    return None


def _write(target: Path, content: bytes, *, overwrite: bool) -> None:
    """Raises InvalidParameter rather than lose what a person may have mended by hand."""
    if target.exists() and not overwrite:
        raise InvalidParameter(f"{target} is there already. Give another name, or --force to write over it.")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise InvalidParameter(f"{target} cannot be written: {error.strerror or error}.") from error
