"""Drafts a mapping for a table from its headings and from samples of its cells."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from anyascii import anyascii
from babel import Locale

from graph.errors import UnexpectedLayout
from ingest.countries import country_code
from ingest.mapping.columns import AMOUNTS, DATES
from ingest.mapping.drafting import About, drafted
from ingest.mapping.lexicon import hints, meanings_of
from ingest.mapping.looks import look_at
from ingest.mapping.proposal import proposed
from ingest.mapping.settling import settled, table_of
from ingest.mapping.targets import Guess, guesses
from ingest.reading.amounts import column_decimal, money
from ingest.reading.cannot_read import CannotRead
from ingest.reading.dates import column_date_order
from ingest.reading.rows import Table, TableRow
from ingest.reading.tables import open_table

ROWS, MOST_ROWS = 5_000, 1_000_000
# Columns with no more different texts are looked through to the end: the rarest status may matter most.
FEW = 60
# Words for cells in which nothing is known.
NOT_KNOWN = ("NA", "N/A", "n/a", "#N/A", "NULL", "null", "-", "--", "n.d.", "b.d.")
_FILE_OF_COUNTRY = re.compile(r"([A-Z]{2})[._ -]")


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of a table, and how often words stand in later rows, for columns of few words."""

    rows: list[dict[str, str]]
    rarer: Mapping[str, Counter[str]]


def suggest(path: Path, *, sheet: str | None = None) -> str:
    """The text of a mapping for a table; raises UnreadableFile or UnexpectedLayout where there is none."""
    table = open_table(path, sheet=sheet)
    sample = sample_of(table)
    rows, found = sample.rows, guesses_of(table, sample)
    kind = table_of(found, rows)
    title = path.name.split(".")[0] if path.name[:1] != "." and path.name.count(".") < 2 else path.stem
    proposal = proposed(kind, settled(found, kind, rows), rows, title)
    language, _ = meanings_of(table.headings)
    reading, remarks = _reading(table, rows, found, language)
    return drafted(
        About(
            file=table.name,
            name=source_name(path),
            title=title,
            language=language,
            rows=len(rows),
            sheet=table.part if sheet else None,
            reading=reading,
            remarks=remarks,
            not_known=[word for word in NOT_KNOWN if any(word in row.values() for row in rows)],
        ),
        proposal,
    )


def guesses_of(table: Table, sample: Sample) -> list[Guess]:
    """For each column what it is taken for, before the kind of the table is known."""
    _, meanings = meanings_of(table.headings)
    known = [{heading: text for heading, text in row.items() if text not in NOT_KNOWN} for row in sample.rows]
    looks = {heading: look_at(known, heading, sample.rarer[heading]) for heading in table.headings}
    return guesses(table.headings, meanings, looks)


def source_name(path: Path) -> str:
    """A short name from that of the file, without the words that tell of the one table."""
    words = re.findall(
        r"[a-z0-9]+", anyascii(path.name.partition(".csv")[0].removesuffix(path.suffix)).lower()
    )
    telling = [word for word in words if word not in hints()["tables"]] or words or ["table"]
    return "-".join(telling)[:60].strip("-")


def sample_of(table: Table) -> Sample:
    """The first rows, and of the others the words in columns that have few; raises UnexpectedLayout."""
    readable = (row.cells for row in table.rows() if isinstance(row, TableRow))
    rows = list(islice(readable, ROWS))
    if not rows:
        raise UnexpectedLayout(
            f"{table.name} has no row that can be read below its headings, so nothing can be drafted from it."
        )
    counts = {heading: Counter(row[heading] for row in rows if heading in row) for heading in table.headings}
    rarer: dict[str, Counter[str]] = {heading: Counter() for heading in table.headings}
    of_words = [heading for heading, found in counts.items() if len(found) <= FEW]
    for cells in islice(readable, MOST_ROWS):
        for heading in of_words:
            if cells.get(heading, "-") not in NOT_KNOWN and len(rarer[heading]) <= FEW:
                rarer[heading][cells[heading]] += 1
    return Sample(rows, rarer)


def _reading(
    table: Table, rows: Sequence[dict[str, str]], found: Sequence[Guess], language: str
) -> tuple[dict[str, str], dict[str, str]]:
    """What is said of all cells, and remarks on it."""
    amounts = [guess for guess in found if guess.field in AMOUNTS]
    dates = [guess for guess in found if guess.field in DATES]
    reading: dict[str, str] = {}
    remarks: dict[str, str] = {}
    signs = {sign for guess in amounts if (sign := column_decimal(guess.look.counts))}
    if len(signs) == 1:
        reading["decimal"], remarks["decimal"] = signs.pop(), "seen in the amounts"
    orders = {order for guess in dates if (order := column_date_order(guess.look.counts))}
    if len(orders) == 1:
        reading["dates"], remarks["dates"] = orders.pop(), "seen in the dates"
    currency, why = _currency(amounts)
    if currency:
        reading["currency"], remarks["currency"] = currency, why
    elif amounts:
        remarks["currency"] = "...  <- no column says it; write the code, such as PLN"
    spoken = Locale.parse(language).english_name or language
    if not any(guess.field == "country" for guess in found):
        reading |= _country(table.name)
        remarks["country"] = (
            "from the name of the file; NOT SURE" if "country" in reading else _hint(language, spoken)
        )
    remarks["language"] = f"{language}  <- of the titles; the headings are in {spoken}"
    return reading, remarks


def _hint(language: str, spoken: str) -> str:
    country = hints()["country_of_language"].get(language, "..")
    return f"{country}  <- if all rows are from one country (the headings are in {spoken})"


def _country(name: str) -> dict[str, str]:
    found = _FILE_OF_COUNTRY.match(name)
    code = country_code(found[1]) if found else None
    return {"country": code} if code else {}


def _currency(amounts: Sequence[Guess]) -> tuple[str | None, str]:
    """The one currency that headings or cells name."""
    codes = hints()["currencies"]
    words = (re.findall(r"[a-z]+", anyascii(guess.heading).lower()) for guess in amounts)
    named = {codes[word] for found in words for word in found if word in codes}
    named |= {"EUR" for guess in amounts if "€" in guess.heading and "£" not in guess.heading}
    if len(named) == 1:
        return named.pop(), "seen in the headings"
    seen = {code for guess in amounts for text in guess.look.samples if (code := _currency_of(text))}
    return (seen.pop(), "seen in the cells") if len(seen) == 1 and not named else (None, "")


def _currency_of(text: str) -> str | None:
    try:
        return money(text, decimal=".").currency
    except CannotRead:
        return None
