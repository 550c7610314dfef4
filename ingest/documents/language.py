"""Which language a page is in, told by `lingua` among those of Europe; others than the known are refused."""

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from graph.errors import InvalidParameter, UnexpectedLayout
from ingest.documents.words import known_languages, words_of

_EUROPE = (
    "BOKMAL BULGARIAN CROATIAN CZECH DANISH DUTCH ENGLISH ESTONIAN FINNISH FRENCH GERMAN GREEK HUNGARIAN "
    "ITALIAN LATVIAN LITHUANIAN POLISH PORTUGUESE ROMANIAN RUSSIAN SLOVAK SLOVENE SPANISH "
    "SWEDISH TURKISH UKRAINIAN"
)
LOOKED_AT = 6000
FEWEST_LETTERS = 20


def language_of(text: str, asked: str | None = None) -> str:
    """Code of the page's language; raises UnexpectedLayout for one that has no words here.

    `asked` is what the user says it is; raises InvalidParameter where nothing is known of that language.
    """
    known = known_languages()
    if asked is not None:
        if asked not in known:
            raise InvalidParameter(f"Pages in {asked!r} cannot be read; known languages: {', '.join(known)}.")
        return asked
    letters = sum(map(str.isalpha, text[:LOOKED_AT]))
    found = _detector().detect_language_of(text[:LOOKED_AT]) if letters >= FEWEST_LETTERS else None
    if found is None:
        raise UnexpectedLayout("The page has too few words to tell its language. Name it with --lang.")
    code = "no" if found is Language.BOKMAL else found.iso_code_639_1.name.lower()
    if code not in known:
        names = ", ".join(words_of(one).name for one in known)
        raise UnexpectedLayout(
            f"The page seems to be in {found.name.capitalize()}; pages are read in {names}. "
            "If that is wrong, name the language with --lang."
        )
    return code


@cache
def _detector() -> LanguageDetector:
    languages = [getattr(Language, name) for name in _EUROPE.split()]
    # On pages the low mode is as sure, and it needs a hundredth of the memory for a short text.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()
