"""What the cells of a column look like, whatever its heading says."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.countries import country_code
from ingest.mapping import meanings
from ingest.reading.amounts import money
from ingest.reading.cannot_read import CannotRead
from ingest.reading.dates import date
from ingest.reading.values import boolean

ENOUGH = 0.7
SAMPLES = 200
LONGEST = 500
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
_REGISTERS = {
    "pic": re.compile(r"[89][0-9]{8}"),
    "oid": re.compile(r"E1[0-9]{7}"),
    "ror": re.compile(r"(https?://ror\.org/)?0[0-9a-z]{8}"),
    "wikidata": re.compile(r"(https?://www\.wikidata\.org/\w+/)?Q[1-9][0-9]*"),
    "grid": re.compile(r"grid\.[0-9]+\.[0-9a-f]+"),
    "isni": re.compile(r"[0-9]{4} ?[0-9]{4} ?[0-9]{4} ?[0-9]{3}[0-9X]"),
    "lei": re.compile(r"[0-9A-Z]{18}[0-9]{2}"),
    "oib": re.compile(r"[0-9]{11}"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Samples of a column, the share of its rows that are filled, and how many different texts there are."""

    samples: tuple[str, ...]
    filled: float
    counts: Counter[str]

    def share(self, test: Callable[[str], object]) -> float:
        """Share of the samples that pass a test which raises CannotRead, or says no."""
        if not self.samples:
            return 0.0
        return sum(_passes(test, sample) for sample in self.samples) / len(self.samples)

    def is_mostly(self, kind: str) -> bool:
        """Whether the cells look like a kind of value (`TESTS`); an empty column looks like anything."""
        return not self.samples or self.share(TESTS[kind]) >= ENOUGH

    def certainly(self, kind: str) -> bool:
        """The same, but an empty column looks like nothing."""
        return bool(self.samples) and self.is_mostly(kind)

    @property
    def longest(self) -> int:
        return max(map(len, self.samples), default=0)


def look_at(rows: Sequence[dict[str, str]], heading: str, later: Counter[str]) -> Look:
    """How a column looks in these rows, and in later ones of which only the words were counted."""
    texts = [row[heading] for row in rows if heading in row]
    counts = Counter(texts)
    counts.update(later)
    step = max(1, len(counts) // SAMPLES)
    return Look(tuple(list(counts)[::step][:SAMPLES]), len(texts) / len(rows) if rows else 0.0, counts)


def _passes(test: Callable[[str], object], sample: str) -> bool:
    try:
        return test(sample) not in (None, False)
    except CannotRead:
        return False


def _is_date(text: str) -> bool:
    date(text, order="dmy" if not re.match(r"\d{1,2}/(1[3-9]|2|3)", text) else "mdy")
    return True


def _is_amount(text: str) -> bool:
    money(text, decimal=".")
    return True


def _is_boolean(text: str) -> bool:
    boolean(text)
    return not text.isdigit()


def _is_degrees(text: str) -> bool:
    meanings.longitude(text, None)
    return True


TESTS: dict[str, Callable[[str], object]] = {
    "country": country_code,
    "date": _is_date,
    "amount": _is_amount,
    "boolean": _is_boolean,
    "degrees": _is_degrees,
    "nuts": lambda text: meanings.nuts(text) if any(c.isdigit() for c in text[:5]) else None,
    "website": meanings.is_web_address,
    "mail": lambda text: "@" in text and _MAIL.search(text[:LONGEST]),
    "whole": lambda text: meanings.count(text, "."),
    **{name: pattern.fullmatch for name, pattern in _REGISTERS.items()},
}
