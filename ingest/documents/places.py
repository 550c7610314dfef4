"""Countries and regions that a text names, in any case of its language."""

from functools import lru_cache

from ingest.countries import country_code
from ingest.documents.words import Words, known_languages, words_of

_OWN = "PL LT LV EE HU DK DE SE NO FI IS IT AT SK CZ RO UA BY ES PT FR GR BG NL BE IE SI HR TR CY MT LU RS CH"
# The country of which a page speaks as its own, where a language has one.
HOME = {"pl": "PL", "lt": "LT", "hu": "HU", "da": "DK"}
# Last parts of web addresses that belong to one country.
_ENDINGS = {code.casefold(): code for code in _OWN.split()} | {"uk": "GB"}


@lru_cache(maxsize=4096)
def country_named(text: str, language: str) -> str | None:
    """The country that a text is the name of, and nothing else."""
    bare = text.strip(" .,;:()[]–-")
    if not bare or len(bare) > 40:
        return None
    if len(bare) != 2 or bare.isupper():
        code = country_code(bare)
        if code:
            return code
    for words in (words_of(language), *(words_of(one) for one in known_languages() if one != language)):
        for code, pattern in words.countries.items():
            if pattern.fullmatch(bare):
                return code
    return None


@lru_cache(maxsize=4096)
def country_in(text: str, language: str) -> str | None:
    """The one country that a text names, in its own language or another known one; None for none or two."""
    bare = text.strip(" .,;:()[]")
    if not bare or len(bare) > 200:
        return None
    code = country_code(bare) if len(bare) != 2 or bare.isupper() else None
    if code:
        return code
    for words in (words_of(language), *(words_of(one) for one in known_languages() if one != language)):
        found = {code for code, pattern in words.countries.items() if pattern.search(bare)}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def nation_in(text: str, words: Words) -> str | None:
    """The country of an adjective of nation that stands in a text (`słowacką gminą`)."""
    found = {code for code, pattern in words.nationality.items() if pattern.search(text)}
    return found.pop() if len(found) == 1 else None


def country_of_link(link: str) -> str | None:
    """The country of the last part of a web address; None for those that any body may use."""
    host = link.removeprefix("https://").removeprefix("http://").partition("/")[0].rstrip(".,;)")
    return _ENDINGS.get(host.rpartition(".")[2].casefold())


def countries_in(text: str, words: Words) -> list[tuple[str, int, int]]:
    """All countries of a text with their places, in their order."""
    found = [
        (code, match.start(), match.end())
        for code, pattern in words.countries.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda one: (one[1], -one[2]))


def regions_in(text: str, words: Words) -> list[tuple[str, int, int]]:
    """All regions of the language's own country in a text, with their NUTS codes and places."""
    found = []
    for code, stem in words.told["regions"].items():
        pattern = words.region(code, stem)
        found += [(code, match.start(), match.end()) for match in pattern.finditer(text)]
    return sorted(found, key=lambda one: (one[1], -one[2]))
