"""Empty tables to fill in, one for each kind; their headings need no mapping."""

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml

from graph.errors import InvalidParameter
from ingest.mapping import schema
from ingest.mapping.columns import headings_of
from ingest.mapping.document import parsed_mapping

Format = Literal["csv", "tsv"]
# Numbered columns that a template begins with; more can be added.
NUMBERED = 5
FORMATS: tuple[Format, ...] = get_args(Format)


def template(kind: str, form: str = "csv") -> bytes:
    """An empty table of a kind, with its headings and two rows of invented examples to be replaced.

    `csv` has commas and is UTF-8 with a byte order mark; `tsv` has tabs and is UTF-16, which Excel opens in
    columns whatever its language. Raises InvalidParameter naming what there is.
    """
    if kind not in schema.TABLES:
        raise InvalidParameter(f"No table is called {kind!r}. There are: {', '.join(schema.TABLES)}.")
    if form not in FORMATS:
        raise InvalidParameter(f"No format is called {form!r}. There are: {', '.join(FORMATS)}.")
    headings = template_headings(kind)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="," if form == "csv" else "\t", lineterminator="\r\n")
    writer.writerow(headings)
    for row in examples(kind):
        writer.writerow(row.get(heading, "") for heading in headings)
    return text.getvalue().encode("utf-8-sig" if form == "csv" else "utf-16")


def template_headings(kind: str) -> list[str]:
    """The headings of a template; what is told of a numbered partner stands together."""
    headings = headings_of(template_mappings()[kind])
    single = [heading for heading in headings if schema.NUMBER not in heading]
    several = [heading for heading in headings if schema.NUMBER in heading]
    numbers = range(1, NUMBERED + 1) if several else ()
    return single + [heading.replace(schema.NUMBER, str(n)) for n in numbers for heading in several]


def examples(kind: str) -> list[dict[str, str]]:
    """The two example rows of a template, by heading."""
    rows: list[dict[str, object]] = yaml.load(_text("examples"), Loader=yaml.CSafeLoader)[kind]
    return [{heading: str(cell) for heading, cell in row.items()} for row in rows]


@cache
def template_mappings() -> Mapping[str, schema.Mapping]:
    """The mapping of each template, by the kind of its table."""
    return {kind: parsed_mapping(_text(kind), f"{kind}.yaml") for kind in schema.TABLES}


def _text(name: str) -> str:
    return files("ingest").joinpath(f"mapping/data/templates/{name}.yaml").read_text(encoding="utf-8")
