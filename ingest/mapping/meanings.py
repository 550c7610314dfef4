"""What the text of a cell means as a country, a kind, a role, ...; raises CannotRead where that is open."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

from graph.vocabulary import Kind, Role, Sector
from ingest.countries import country_code, country_of_nuts
from ingest.mapping.words import KIND, OUTCOME, ROLE, meaning
from ingest.reading.amounts import DecimalSign, amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.values import identifier

_NUTS = re.compile(r"([A-Z]{2}[0-9A-Z]{1,3})(?![0-9A-Za-z])")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)


def country(text: str) -> str:
    """ISO code of a country in any usual spelling."""
    code = country_code(text)
    if code is None:
        raise CannotRead(f"{shown(text)} is no country that is known here.")
    return code


def role(text: str) -> Role:
    """Lead, partner or associated, by the word for it in several languages."""
    word = meaning(ROLE, text)
    if word is None:
        raise CannotRead(
            f"{shown(text)} is no role that is known here. Say in the mapping, under `values`, whether it is "
            "lead, partner or associated."
        )
    return Role(word)


def outcome(text: str) -> str:
    """`funded` or `applied`."""
    word = meaning(OUTCOME, text)
    if word is None:
        raise CannotRead(
            f"{shown(text)} does not say whether the project was funded. Say in the mapping, under `values`, "
            "whether it means funded or applied."
        )
    return word


def kind(text: str) -> Kind:
    """Kind of an organisation, by its name here or by a word for it in several languages."""
    word = meaning(KIND, text) or next((str(one) for one in Kind if one == text.strip().lower()), None)
    if word is None:
        raise CannotRead(
            f"{shown(text)} is no kind of organisation that is known here. Say in the mapping, under "
            f"`values`, which it is: {', '.join(Kind)}; or leave such words out with `others: left out`."
        )
    return Kind(word)


def sector(text: str) -> Sector:
    """One of the four sectors."""
    try:
        return Sector(text.strip().lower())
    except ValueError:
        raise CannotRead(f"{shown(text)} is none of the sectors {', '.join(Sector)}.") from None


def nuts(text: str) -> str:
    """NUTS code at the start of a text such as `DEG01 / Erfurt`."""
    found = _NUTS.match(text.strip())
    if not found or country_of_nuts(found[1]) is None:
        raise CannotRead(f"{shown(text)} does not begin with a NUTS code such as PL911 or LT01.")
    return found[1]


def website(text: str) -> str:
    """A web address as it is written; a mail address is none."""
    if "@" in text and "://" not in text:
        raise CannotRead("There is a mail address where a web address should be.")
    return text


def is_web_address(text: str) -> bool:
    """Whether a text is one web address and nothing else."""
    try:
        host = urlsplit(text if _URL.match(text) else f"http://{text}").hostname or ""
    except ValueError:
        return False
    return "." in host and " " not in text and "@" not in text


def number_in_register(text: str) -> str:
    """An identifier without the web address that may stand before it, and as it was before a spreadsheet."""
    bare = identifier(text)
    return bare.rstrip("/").rpartition("/")[2] if _URL.fullmatch(bare) else bare


def number(text: str, decimal: DecimalSign | None) -> float:
    """A number that is no money."""
    return float(_plain(text, decimal))


def count(text: str, decimal: DecimalSign | None) -> int:
    """A number of inhabitants or a year."""
    value = _plain(text, decimal)
    if value != value.to_integral_value() or value < 0:
        raise CannotRead(f"{shown(text)} is no whole number.")
    return int(value)


def longitude(text: str, decimal: DecimalSign | None) -> float:
    """Degrees east."""
    return _degrees(text, decimal, 180)


def latitude(text: str, decimal: DecimalSign | None) -> float:
    """Degrees north."""
    return _degrees(text, decimal, 90)


def _degrees(text: str, decimal: DecimalSign | None, most: int) -> float:
    """Degrees are below 1,000, so that a comma or a point in them is the decimal sign in any case."""
    bare = text.strip().replace("−", "-").replace(",", ".")
    if not re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]*)?", bare):
        raise CannotRead(f"{shown(text)} is no number of degrees such as 21.0122.")
    degrees = float(bare)
    if abs(degrees) > most:
        raise CannotRead(f"{shown(text)} lies nowhere on Earth.")
    return degrees


def _plain(text: str, decimal: DecimalSign | None) -> Decimal:
    return amount(text, decimal=decimal or "auto")
