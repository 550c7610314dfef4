"""Values of the graph as a reader says them: dates, figures, money, names that nobody states.

Unknown is said in words and is never 0; a sign such as "about" never gets lost on the way to a page.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date, format_skeleton, format_time

from graph.vocabulary import Comparator, Kind, Role, Stated, Tie
from viz.languages import SOURCE, gettext, locale, ngettext, noted, pgettext, spoken

NARROW_SPACE = "\u202f"
_SIGNS = {
    Comparator.EXACTLY: "%(low)s",
    Comparator.ABOUT: noted("about %(low)s"),
    Comparator.MORE_THAN: noted("more than %(low)s"),
    Comparator.LESS_THAN: noted("less than %(low)s"),
    Comparator.RANGE: noted("%(low)s to %(high)s"),
}
_ABSENT = {
    Stated.NOT_RENDERED: noted("not rendered on the page: unknown"),
    Stated.MISSING: noted("not stated by the source: unknown"),
}
_ROLES = {
    Role.LEAD: noted("lead"),
    Role.PARTNER: noted("partner"),
    Role.ASSOCIATED: noted("associated partner"),
}
_SCHEMES = ("http", "https")


def number(value: float) -> str:
    """A count or measure as the present language writes it; digits are grouped from 10 000 on."""
    if value != int(value):
        return _decimal(f"{value:.3g}")
    return _grouped(str(int(value)))


def _grouped(digits: str) -> str:
    if len(digits.lstrip("-")) <= 4:
        return digits
    sign = _symbol("group")
    return f"{int(digits):,}".replace(",", sign if spoken() != SOURCE and sign in ".'" else NARROW_SPACE)


def _decimal(plain: str) -> str:
    """A figure written with a point, with the sign that the present language parts decimals by."""
    return plain.replace(".", _symbol("decimal"))


def decimals(value: float, places: int) -> str:
    """A measure with so many decimals."""
    return _decimal(f"{value:.{places}f}")


def _symbol(name: str) -> str:
    return str(locale().number_symbols["latn"][name])


def share(value: float) -> str:
    """A weight or strength with three decimals at most; a tiny one is not rounded to nothing."""
    if 0 < value < 0.001:
        return gettext("below %(limit)s", limit=_decimal("0.001"))
    return _decimal(f"{value:.3f}".rstrip("0").rstrip("."))


def money(amount: str | None, currency: str | None) -> str:
    """An amount as stated, cents only where there are any."""
    if amount is None:
        return gettext("amount not stated")
    try:
        whole, _, cents = f"{Decimal(amount):.2f}".partition(".")
    except InvalidOperation:
        return f"{amount} {currency or ''}".strip()
    shown = _grouped(whole) + ("" if cents == "00" else _decimal(f".{cents}"))
    return (
        pgettext("money", "%(currency)s %(amount)s", currency=currency, amount=shown) if currency else shown
    )


def figure(stated: Mapping[str, Any]) -> str:
    """A stated figure with its sign and unit, or in words why there is none."""
    value = stated.get("value", stated.get("size"))
    status = stated.get("status")
    if value is None:
        return gettext(_ABSENT.get(Stated(status), "unknown") if status else "unknown")
    high = stated.get("value_to", stated.get("size_to"))
    sign = _SIGNS[Comparator(stated.get("comparator") or Comparator.EXACTLY)]
    words = gettext(sign, low=number(value), high="?" if high is None else number(high))
    computed = " " + gettext("(computed)") if status == Stated.COMPUTED else ""
    return " ".join(part for part in (words, stated.get("unit")) if part) + computed


def day(text: str | None) -> str:
    """A year, month or day as far as it is stated."""
    if not text:
        return gettext("not stated")
    for missing, shown in (("", _full_day), ("-01", _month)):
        try:
            return shown(date.fromisoformat(text + missing))
        except ValueError:
            continue
    return text


def _full_day(at: date) -> str:
    return format_date(at, "d MMMM y" if spoken() == SOURCE else "long", locale=locale())


def _month(at: date) -> str:
    return format_skeleton("yMMMM", at, locale=locale())


def period(start: str | None, end: str | None) -> str:
    """From when to when, or which of both is not stated."""
    if start and end:
        return gettext("%(start)s to %(end)s", start=day(start), end=day(end))
    if start:
        return gettext("from %(start)s, end not stated", start=day(start))
    if end:
        return gettext("until %(end)s, start not stated", end=day(end))
    return gettext("not stated")


def years(first: int | str | None, last: int | str | None) -> str:
    """The years of a period, short enough for a table."""
    begin, end = str(first or "")[:4], str(last or "")[:4]
    if begin and end and begin != end:
        return f"{begin}–{end}"
    return begin or end or "–"


def moment(text: str) -> str:
    """A point in time, in UTC."""
    at = datetime.fromisoformat(text).astimezone(UTC)
    time = format_time(at, "HH:mm" if spoken() == SOURCE else "short", locale=locale())
    return f"{day(at.date().isoformat())}, {time} UTC"


def country(code: str | None) -> str:
    """Name of a country; a code that nobody knows stays as it is."""
    return gettext("country not stated") if code is None else str(locale().territories.get(code, code))


def language(code: str | None) -> str:
    """Name of a language."""
    return gettext("not stated") if code is None else str(locale().languages.get(code, code))


def kind(value: str | None) -> str:
    """What an organisation is, in words."""
    return gettext("kind not stated") if value is None else pgettext("kind", Kind(value).facts.singular)


def kinds(value: str) -> str:
    """What several organisations of a kind are called."""
    return pgettext("kinds", Kind(value).facts.plural)


def role(value: str | None) -> str:
    """The part that a participant plays."""
    return gettext("role not stated") if value is None else gettext(_ROLES[Role(value)])


def sector(value: str) -> str:
    """Name of a sector, or that it is unknown."""
    return pgettext("sector", value)


def theme(name: str) -> str:
    """A theme of a list that many programmes share; any other as its source writes it."""
    return pgettext("theme", name)


def field(name: str) -> str:
    """What a property of a thing is called before its value."""
    return pgettext("field", name.replace("_", " "))


def fixed(text: str) -> str:
    """A fixed title or word of the program in the present language; any other text as it is."""
    return gettext(text) if text else text


def called(body: Mapping[str, Any]) -> str:
    """The name of a body; where no source states it, what is known of it instead."""
    if body.get("name"):
        return str(body["name"])
    what = _one(body.get("kind"))
    if body.get("country"):
        where = country(body["country"])
        return gettext("%(body)s in %(country)s, name not stated", body=what, country=where)
    return gettext("%(body)s, name not stated", body=what)


def _one(value: str | None) -> str:
    """A body by its kind; English alone of our languages puts an article before it."""
    known = kind(value) if value else gettext("organisation")
    if spoken() != SOURCE:
        return known
    return f"{'an' if known[0] in 'aeioN' else 'a'} {known}"


def project_name(work: Mapping[str, Any]) -> str:
    """Title of a project with its short name before it, or whichever there is."""
    acronym, title = work.get("acronym"), work.get("title")
    if acronym and title and acronym.casefold() != title.casefold():
        return f"{acronym} – {title}"
    name = title or acronym or work.get("code") or work.get("name")
    return str(name or gettext("a project without a name"))


def programme_name(programme: Mapping[str, Any]) -> str:
    """A programme by number and name, or by what it is."""
    named = " ".join(str(programme[part]) for part in ("code", "name") if programme.get(part))
    level = programme.get("level")
    if programme.get("name") or not level:
        return named or gettext("a programme without a name")
    return f"{level} {named}".strip()


def tie(kind_of_tie: str) -> str:
    """How a tie reads between the names of its two ends."""
    return pgettext("tie", Tie(kind_of_tie).facts.caption)


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
    shown = ", ".join(f"{country(code)} {number(count)}" for code, count in list(counts.items())[:3])
    more = len(counts) - 3
    if more < 1:
        return shown
    rest = ngettext("and one more", "and %(count)s more countries", more, count=number(more))
    return f"{shown} {rest}"


def modularity(value: float | None) -> str:
    """What the quality of a division says, in one sentence."""
    if value is None:
        return gettext("There is no tie to divide, so the division has no quality.")
    degrees = (
        (0.1, noted("hardly more")),
        (0.3, noted("somewhat more")),
        (0.7, noted("clearly more")),
        (float("inf"), noted("far more")),
    )
    return gettext(
        "Modularity %(value)s: %(degree)s of the weight of ties lies inside clusters than chance would put "
        "there (0 is chance, 1 the limit).",
        value=decimals(value, 3),
        degree=gettext(next(words for limit, words in degrees if value < limit)),
    )
