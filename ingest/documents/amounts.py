"""What the project costs and what it is given: amounts with a currency, beside the words for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.documents.found import Fact, Money
from ingest.documents.labelled import Field
from ingest.documents.page import Page

_NUMBER = r"\d{1,3}(?:[ .'’,]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
_CURRENCIES = {
    "EUR": r"€|eur(?:o|os|ų|ót|ó|a|ai)?", "PLN": r"zł(?:otych|oty)?|pln", "HUF": r"ft|forint\w*|huf",
    "LTL": r"lt|litų|ltl", "DKK": r"kr\.?|kroner|dkk|d\.kr\.?", "NOK": r"nok", "SEK": r"sek",
    "CZK": r"kč|czk", "USD": r"usd|us\$", "GBP": r"£|gbp", "RON": r"ron|lei",
}  # fmt: skip
_MARK = "|".join(f"(?P<{code}{{n}}>{pattern})" for code, pattern in _CURRENCIES.items())


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    currency: str
    start: int
    end: int


def amounts(page: Page, start: int, end: int) -> list[Amount]:
    """Amounts with a currency, in their order."""
    found = []
    for match in _pattern(page).finditer(page.text[start:end]):
        value = _value(match["before"] or match["after"])
        if value is None:
            continue
        if scale := match["scale_before"] or match["scale_after"]:
            big = page.words.pattern("million").fullmatch(scale.strip()) is not None
            value *= 1_000_000 if big else 1_000
        groups = match.groupdict()
        code = next(name[:3] for name, text in groups.items() if text and name[:3] in _CURRENCIES)
        found.append(Amount(value, code, start + match.start(), start + match.end()))
    return found


def _pattern(page: Page) -> re.Pattern[str]:
    words = page.words.told
    scale = "|".join([*words["million"], *words["thousand"]])
    first, last = (_MARK.replace("{n}", number) for number in "12")
    return re.compile(
        rf"(?<![\w.,/-])(?:(?:{first})\s?(?P<before>{_NUMBER})(?:\s?(?P<scale_before>{scale})(?!\w))?"
        rf"|(?P<after>{_NUMBER})(?:[^\S\n]?(?P<scale_after>{scale}))?(?:,[-–])?[^\S\n]?(?:{last})(?!\w))",
        re.IGNORECASE,
    )


def _value(number: str) -> Decimal | None:
    bare = re.sub(r"[ '’]", "", number)
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0 and len(bare) - last - 1 in (1, 2):
        whole = re.sub(r"[.,]", "", bare[:last])
        return Decimal(f"{whole}.{bare[last + 1 :]}")
    bare = re.sub(r"[.,]", "", bare)
    return Decimal(bare) if bare else None


def money(page: Page, fields: Sequence[Field]) -> tuple[Money | None, Money | None]:
    """Total budget and grant: the first of each by a label, else by the words before it in a sentence."""
    total = grant = None
    for field in fields:
        if field.label not in ("budget", "grant"):
            continue
        for start, end in field.values[:1]:
            found = amounts(page, start, min(end, start + 160))
            if found and found[0].start - start <= 25:
                told = _money(page, found[0], f"under the label of the {field.label}", 0.95)
                total, grant = (total or told, grant) if field.label == "budget" else (total, grant or told)
    for start, end in page.sentences:
        for kind, told in _of_sentence(page, start, end):
            if kind == "total":
                total = total or told
            else:
                grant = grant or told
    return total, grant


def _of_sentence(page: Page, start: int, end: int) -> Iterator[tuple[str, Money]]:
    place = start
    for amount in amounts(page, start, end):
        before = page.text[max(place, amount.start - 110) : amount.start]
        kind = _kind(page, before)
        if kind is None:
            after = page.text[amount.end : min(end, amount.end + 40)]
            if re.search(r"\d", after):
                # Words between two amounts, behind a comma or bracket, are of the second.
                after = re.split(r"[,;(]", after)[0]
            kind = _kind_after(page, after)
        if kind in ("total", "grant"):
            yield kind, _money(page, amount, f"after words for the {kind}", 0.85)
        place = amount.end


def _kind(page: Page, before: str) -> str | None:
    """What the nearest words before an amount call it."""
    nearest: tuple[int, int, str] | None = None
    for kind, cues in (("own", "own_cues"), ("total", "total_cues"), ("grant", "grant_cues")):
        for match in page.words.pattern(cues).finditer(before):
            rank = (match.end(), match.end() - match.start(), kind)
            if nearest is None or rank > nearest:
                nearest = rank
    return nearest[2] if nearest else None


def _kind_after(page: Page, after: str) -> str | None:
    close = after[:36]
    if page.words.pattern("own_cues").search(close):
        return "own"
    if page.words.pattern("grant_cues").search(close):
        return "grant"
    return "total" if page.words.pattern("total_cues").search(close) else None


def _money(page: Page, amount: Amount, rule: str, confidence: float) -> Money:
    plain = f"{amount.value.normalize():f}"
    return Money(
        plain, amount.currency, Fact(plain, (page.span(amount.start, amount.end),), rule, confidence)
    )
