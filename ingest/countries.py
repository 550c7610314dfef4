"""Any usual spelling of a country becomes its ISO 3166-1 alpha-2 code, or None: nothing is guessed.

Names, former spellings and translations come from pycountry; `data/country_names.yaml` holds only what
it lacks. `XK` for Kosovo is the one code here that ISO leaves to its users.
"""

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import pycountry
import yaml

from graph.vocabulary import NUTS_TO_ISO

KOSOVO = "XK"

# Languages in which Europe and its neighbours write; other translations are less checked and add collisions.
LANGUAGES = (
    "be bg bs ca cs cy da de el es et eu fi fo fr ga gl hr hu is it lt lv mk mt nb_NO nl nn"
    " pl pt ro ru sk sl sq sr sr@latin sv tr uk"
)

_SEPARATORS = re.compile(r"[/()\[\];|]")
_NUTS = re.compile(r"\s*([A-Za-z]{2})[0-9A-Za-z]{0,3}\s*")
_CODE_BEFORE_NAME = re.compile(r"\s*([A-Z]{2,3})\s+(?=\S)")


@lru_cache(maxsize=65_536)
def country_code(text: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the country that `text` spells, or None where it is not understood.

    A text with several spellings (`DE Germany / DEUTSCHLAND`) is understood only if every one of them is
    and all mean the same country.
    """
    whole = _spelled(text)
    if whole:
        return whole
    parts = list(_parts(text))
    codes = {_spelled(part) or _spelled_with_dash(part) for part in parts}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=65_536)
def country_of_nuts(code: str) -> str | None:
    """ISO 3166-1 alpha-2 code of the country in which a NUTS-like code lies (`EL30` is in `GR`)."""
    matched = _NUTS.fullmatch(code)
    return _codes().get(matched[1].casefold()) if matched else None


def _parts(text: str) -> Iterator[str]:
    leading = _CODE_BEFORE_NAME.match(text)
    if leading:
        yield leading[1]
        text = text[leading.end() :]
    yield from (part for part in _SEPARATORS.split(text) if _folded(part))


def _spelled(text: str) -> str | None:
    if text.strip().isascii():  # ČR, once folded, would be Costa Rica's CR
        code = _codes().get(text.strip().casefold())
        if code is not None:
            return code
    key = _folded(text)
    return _english_names().get(key) or _other_names().get(key)


def _spelled_with_dash(text: str) -> str | None:
    """A dash may join a country's names in two languages (`BELGIQUE-BELGIË`)."""
    codes = {_spelled(half) for half in text.split("-")}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=65_536)
def _folded(text: str) -> str:
    """`text` without case, accents, signs and articles, so that spellings can be compared."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in bare.replace("&", " and ")).split()
    return " ".join(word for word in words if word != "the")


@cache
def _codes() -> Mapping[str, str]:
    codes: dict[str, str] = {c.alpha_2.casefold(): c.alpha_2 for c in pycountry.countries}
    codes |= {c.alpha_3.casefold(): c.alpha_2 for c in pycountry.countries}
    codes |= {nuts.casefold(): iso for nuts, iso in NUTS_TO_ISO.items()}
    return codes | {KOSOVO.casefold(): KOSOVO}


@cache
def _english_names() -> Mapping[str, str]:
    own = [(spelling, code) for code, spellings in _own_spellings().items() for spelling in spellings]
    library = ((name, code) for code, names in _library_names().items() for name in _both_orders(names))
    return _unambiguous(library) | _unambiguous(own)


@cache
def _other_names() -> Mapping[str, str]:
    """Names in the other languages; built only when a text is no English name, as it takes 0.3 s."""
    names = {code: [*known, *_own_spellings().get(code, ())] for code, known in _library_names().items()}
    return _unambiguous(
        (translation.gettext(name), code)
        for translation in _translations()
        for code, spellings in names.items()
        for name in spellings
    )


def _library_names() -> Mapping[str, list[str]]:
    attributes = ("name", "official_name", "common_name")
    return {
        country.alpha_2: [getattr(country, a) for a in attributes if getattr(country, a, None)]
        for country in pycountry.countries
    }


def _both_orders(names: Iterable[str]) -> Iterator[str]:
    """`Moldova, Republic of` is also written `Republic of Moldova`."""
    for name in names:
        yield name
        last, comma, first = name.partition(", ")
        if comma:
            yield f"{first} {last}"


def _translations() -> Iterator[gettext.NullTranslations]:
    for language in LANGUAGES.split():
        yield gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)


@cache
def _own_spellings() -> Mapping[str, list[str]]:
    text = files("ingest").joinpath("data/country_names.yaml").read_text(encoding="utf-8")
    spellings: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return spellings


def _unambiguous(spellings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Folded spelling to code, without the spellings that several countries share."""
    meanings: dict[str, set[str]] = {}
    for spelling, code in spellings:
        meanings.setdefault(_folded(spelling), set()).add(code)
    return {key: codes.pop() for key, codes in meanings.items() if len(codes) == 1}
