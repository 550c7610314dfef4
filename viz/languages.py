"""In which language a reader is answered, and the words of that language.

What sources state (names, titles) is never translated; the language of one answer is no state of the process.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale, negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SOURCE = "en"
# Each called as its own readers call it, in the order in which they are offered.
LANGUAGES = {"en": "English", "pl": "polski", "lt": "lietuvių", "da": "dansk", "hu": "magyar"}
# What is said is kept in a file for each; a message stands in one of them.
DOMAINS = ("pages", "answers", "maps")
_spoken: ContextVar[str] = ContextVar("spoken", default=SOURCE)


def spoken() -> str:
    """Code of the language in which the present answer is given."""
    return _spoken.get()


def locale() -> Locale:
    """How the present language writes numbers and days, and calls countries."""
    return Locale(spoken())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Answers within are given in this language; raises KeyError for one that is not offered."""
    before = _spoken.set({code: code for code in LANGUAGES}[language])
    try:
        yield
    finally:
        _spoken.reset(before)


def preferred(wanted: Sequence[str]) -> str:
    """The first of the wanted languages that is offered (`pl-PL` is `pl`), else English."""
    return (negotiate_locale(wanted, list(LANGUAGES), sep="-") or SOURCE).lower()


def gettext(message: str, **values: object) -> str:
    """A sentence in the present language, with values in its places; what nobody translated stays English."""
    return _filled(str(_catalogue(spoken()).gettext(message)), values)


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """A sentence with a count in the form that the present language has for it."""
    return _filled(str(_catalogue(spoken()).ngettext(singular, plural, number)), values)


def pgettext(context: str, message: str, **values: object) -> str:
    """A word that means several things, translated as it is meant in this context."""
    return _filled(str(_catalogue(spoken()).pgettext(context, message)), values)


def noted(message: str) -> str:
    """The message itself, so that it is found for the catalogues where it cannot be translated yet."""
    return message


def _filled(message: str, values: Mapping[str, object]) -> str:
    return message % values if values else message


@cache
def _catalogue(language: str) -> NullTranslations:
    """All domains as people edit them, compiled when first needed: no file can be out of date."""
    if language == SOURCE:
        return NullTranslations()
    first, *others = (_compiled(language, domain) for domain in DOMAINS)
    for one in others:
        first.merge(one)
    return first


def _compiled(language: str, domain: str) -> Translations:
    file = files("viz").joinpath("locales", language, f"{domain}.po")
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language))
    compiled.seek(0)
    return Translations(compiled)
