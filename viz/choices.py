"""What forms let a reader choose from, each with the word for it in the reader's language, sorted by it."""

from collections.abc import Iterable

from babel import Locale

from graph.names import folded
from graph.vocabulary import Kind
from viz import wording
from viz.sorting import sort_key
from viz.theme_words import THEMES

# Codes that CLDR names beside countries: unions, the unknown, and those made for tests.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
# Languages of public bodies in and around the European Union (ISO 639-1).
_SPOKEN = (
    "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "gl", "hr",
    "hu", "hy", "is", "it", "ka", "lt", "lv", "mk", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl",
    "sq", "sr", "sv", "tr", "uk",
)  # fmt: skip
Choices = list[tuple[str, str]]


def kinds() -> Choices:
    """Values and words of the kinds of organisations."""
    return _sorted((kind.value, wording.kind(kind.value)) for kind in Kind)


def every_country() -> Choices:
    """Codes and names of all countries."""
    known = map(str, Locale("en").territories)
    codes = [code for code in known if len(code) == 2 and code not in _NO_COUNTRIES]
    return countries(codes)


def countries(codes: Iterable[str | None]) -> Choices:
    """Codes and names of these countries; what has no code is left out."""
    return _sorted((code, wording.country(code)) for code in set(codes) if code)


def spoken_languages() -> Choices:
    """Codes and names of languages in which organisations may work."""
    return _sorted((code, wording.language(code)) for code in _SPOKEN)


def themes(names: Iterable[str]) -> list[str]:
    """What themes are called, by name."""
    return sorted({wording.theme(name) for name in names}, key=sort_key)


def stated_theme(text: str) -> str:
    """The theme as sources state it, of one that the reader may have called by its translated name."""
    called = {folded(wording.theme(name)): name for name in THEMES}
    return called.get(folded(text), text)


def by_name(name: str) -> str:
    """What to sort names by, so that no diacritic puts one behind all others."""
    return folded(name)


def _sorted(pairs: Iterable[tuple[str, str]]) -> Choices:
    return sorted(pairs, key=lambda pair: (by_name(pair[1]), pair[0]))
