"""Values of the graph as a reader says them: dates, figures, money, names that nobody states.

Unknown is said in words and is never 0; a sign such as "about" never gets lost on the way to a page.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_date

from graph.vocabulary import Comparator, Kind, Role, Stated, Tie

NARROW_SPACE = "\u202f"
_ENGLISH = Locale("en")
_SIGNS = {
    Comparator.EXACTLY: "{low}",
    Comparator.ABOUT: "about {low}",
    Comparator.MORE_THAN: "more than {low}",
    Comparator.LESS_THAN: "less than {low}",
    Comparator.RANGE: "{low} to {high}",
}
_ABSENT = {
    Stated.NOT_RENDERED: "not rendered on the page: unknown",
    Stated.MISSING: "not stated by the source: unknown",
}
_ROLES = {Role.LEAD: "lead", Role.PARTNER: "partner", Role.ASSOCIATED: "associated partner"}
_SCHEMES = ("http", "https")


def number(value: float) -> str:
    """A count or measure; groups of digits are parted by a narrow space from 10 000 on."""
    if value != int(value):
        return f"{value:.3g}"
    return _grouped(str(int(value)))


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", NARROW_SPACE) if len(digits.lstrip("-")) > 4 else digits


def share(value: float) -> str:
    """A weight or strength with three decimals at most; a tiny one is not rounded to nothing."""
    return "below 0.001" if 0 < value < 0.001 else f"{value:.3f}".rstrip("0").rstrip(".")


def money(amount: str | None, currency: str | None) -> str:
    """An amount as stated, cents only where there are any."""
    if amount is None:
        return "amount not stated"
    try:
        whole, _, cents = f"{Decimal(amount):.2f}".partition(".")
    except InvalidOperation:
        return f"{amount} {currency or ''}".strip()
    shown = _grouped(whole) + ("" if cents == "00" else f".{cents}")
    return f"{currency or ''} {shown}".strip()


def figure(stated: Mapping[str, Any]) -> str:
    """A stated figure with its sign and unit, or in words why there is none."""
    value = stated.get("value", stated.get("size"))
    status = stated.get("status")
    if value is None:
        return _ABSENT.get(Stated(status), "unknown") if status else "unknown"
    high = stated.get("value_to", stated.get("size_to"))
    sign = _SIGNS[Comparator(stated.get("comparator") or Comparator.EXACTLY)]
    words = sign.format(low=number(value), high="?" if high is None else number(high))
    computed = " (computed)" if status == Stated.COMPUTED else ""
    return " ".join(part for part in (words, stated.get("unit")) if part) + computed


def day(text: str | None) -> str:
    """A year, month or day as far as it is stated."""
    if not text:
        return "not stated"
    for missing, pattern in (("", "d MMMM y"), ("-01", "MMMM y")):
        try:
            return format_date(date.fromisoformat(text + missing), pattern, locale=_ENGLISH)
        except ValueError:
            continue
    return text


def period(start: str | None, end: str | None) -> str:
    """From when to when, or which of both is not stated."""
    if start and end:
        return f"{day(start)} to {day(end)}"
    if start:
        return f"from {day(start)}, end not stated"
    return f"until {day(end)}, start not stated" if end else "not stated"


def years(first: int | str | None, last: int | str | None) -> str:
    """The years of a period, short enough for a table."""
    begin, end = str(first or "")[:4], str(last or "")[:4]
    if begin and end and begin != end:
        return f"{begin}–{end}"
    return begin or end or "–"


def moment(text: str) -> str:
    """A point in time, in UTC."""
    at = datetime.fromisoformat(text).astimezone(UTC)
    return f"{day(at.date().isoformat())}, {at:%H:%M} UTC"


def country(code: str | None) -> str:
    """English name of a country; a code that nobody knows stays as it is."""
    return "country not stated" if code is None else str(_ENGLISH.territories.get(code, code))


def language(code: str | None) -> str:
    """English name of a language."""
    return "not stated" if code is None else str(_ENGLISH.languages.get(code, code))


def kind(value: str | None) -> str:
    """What an organisation is, in words."""
    return "kind not stated" if value is None else Kind(value).facts.singular


def role(value: str | None) -> str:
    """The part that a participant plays."""
    return "role not stated" if value is None else _ROLES[Role(value)]


def called(body: Mapping[str, Any]) -> str:
    """The name of a body; where no source states it, what is known of it instead."""
    if body.get("name"):
        return str(body["name"])
    known = Kind(body["kind"]).facts.singular if body.get("kind") else "organisation"
    where = f" in {country(body['country'])}" if body.get("country") else ""
    return f"{_article(known)} {known}{where}, name not stated"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeioN" else "a"


def project_name(work: Mapping[str, Any]) -> str:
    """Title of a project with its short name before it, or whichever there is."""
    acronym, title = work.get("acronym"), work.get("title")
    if acronym and title and acronym.casefold() != title.casefold():
        return f"{acronym} – {title}"
    return str(title or acronym or work.get("code") or work.get("name") or "a project without a name")


def programme_name(programme: Mapping[str, Any]) -> str:
    """A programme by number and name, or by what it is."""
    named = " ".join(str(programme[part]) for part in ("code", "name") if programme.get(part))
    level = programme.get("level")
    if programme.get("name") or not level:
        return named or "a programme without a name"
    return f"{level} {named}".strip()


def tie(kind_of_tie: str) -> str:
    """How a tie reads between the names of its two ends."""
    return Tie(kind_of_tie).facts.caption


def web_address(text: str | None) -> str | None:
    """The address if a browser may follow it, else None: what a source writes can be anything."""
    if not text:
        return None
    address = text if "://" in text or not text.startswith("www.") else f"http://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in _SCHEMES and parts.netloc else None


def in_countries(counts: Mapping[str, int]) -> str:
    """The three most frequent countries with their counts, and how many more there are."""
    shown = [f"{country(code)} {number(count)}" for code, count in list(counts.items())[:3]]
    more = len(counts) - len(shown)
    return ", ".join(shown) + (f" and {more} more countries" if more > 1 else " and one more" if more else "")


def modularity(value: float | None) -> str:
    """What the quality of a division says, in one sentence."""
    if value is None:
        return "There is no tie to divide, so the division has no quality."
    degrees = ((0.1, "hardly more"), (0.3, "somewhat more"), (0.7, "clearly more"))
    degree = next((words for limit, words in degrees if value < limit), "far more")
    return (
        f"Modularity {value:.3f}: {degree} of the weight of ties lies inside clusters than chance would put "
        "there (0 is chance, 1 the limit)."
    )
