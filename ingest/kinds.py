"""What the name of an organisation itself says that it is.

A name is read as its language builds it: the head word counts, not every word in it, so that a university
library is a library and an association of municipalities is no municipality. The words are data
(`data/kind_words`); here they are only applied. Where a name does not say it plainly the answer is None.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.vocabulary import Kind
from ingest.kind_phrases import Aside, BesideForm, Phrase, PhraseBook, folded, tokens_of
from ingest.kind_words import kind_words

ARTICLES = frozenset(("the", "la", "le", "les", "il", "el", "l", "die", "der", "das", "het", "de", "a", "o"))
PASSED_OVER = 2  # words of an acronym or a place that may stand before the part of a name that tells

_QUOTES = re.compile(r"[\"“”„‟«»]|''")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BREAK = re.compile(r"[,;/|:•]|\s[-–—]+|[-–—]+\s|[–—]")


@dataclass(frozen=True, slots=True)
class InferredKind:
    """A kind read off a name, with the rule that read it."""

    kind: Kind
    rule: str


def kind_of_name(name: str, country: str | None) -> InferredKind | None:
    """What the name says the organisation is, or None where it does not say it plainly.

    `country` is an ISO 3166-1 alpha-2 code; some words and legal forms mean a kind only in some countries.
    """
    text = folded(name)
    stretches = list(_stretches(text))
    form = next(filter(None, (_form_in(tokens, country) for tokens, _ in stretches)), None)
    head = _head(stretches, country)
    if form and _vetoed(form, text):
        form = None
    if head and _vetoed(head, text):
        return _answer(form) if form and form.group.says is Kind.COMPANY else None
    return _weighed(head, form)


def _vetoed(phrase: Phrase, text: str) -> bool:
    return phrase.group.unless is not None and phrase.group.unless.touch(tokens_of(text))


def _weighed(head: Phrase | None, form: Phrase | None) -> InferredKind | None:
    """The head's word against the legal form's."""
    if form is None or head is None or not isinstance(head.group.says, Kind):
        return _answer(form or head)
    beside = head.group.beside_a_form
    if beside is BesideForm.DOUBTED and form.group.says is Kind.COMPANY:
        return None
    return _answer(form if beside is BesideForm.YIELDS else head)


def _answer(phrase: Phrase | None) -> InferredKind | None:
    if phrase is None or not isinstance(phrase.group.says, Kind):
        return None
    return InferredKind(kind=phrase.group.says, rule=phrase.rule)


def _stretches(text: str) -> Iterator[tuple[list[str], bool]]:
    """Words between commas, dashes and the like, with whether they are quoted; quoted ones come last."""
    outside = _ASIDE.sub(" ", text) if "(" in text or "[" in text else text
    pieces = _QUOTES.split(outside if outside.strip() else text)
    if len(pieces) % 2 == 0:  # a quote that is never closed says nothing
        pieces = [" ".join(pieces)]
    for part in _BREAK.split(" ".join(pieces[::2])):
        if tokens := tokens_of(part):
            yield tokens, False
    for part in pieces[1::2]:
        if tokens := tokens_of(part):
            yield tokens, True


def _head(stretches: Sequence[tuple[list[str], bool]], country: str | None) -> Phrase | None:
    """The phrase that tells; a stretch without one is passed over if short, quoted, or a part's name."""
    for tokens, quoted in stretches:
        head = _head_of(tokens, country)
        if head is not None and head.group.says is not Aside.PART:
            return head
        if head is None and len(tokens) > PASSED_OVER and not quoted:
            return None
    return None


def _head_of(tokens: list[str], country: str | None) -> Phrase | None:
    """The head among a stretch's phrases: the first, or in head-last languages the last before a joint."""
    while len(tokens) > 1 and tokens[0] in ARTICLES:
        tokens = tokens[1:]
    head = None
    place = 0
    while place < len(tokens):
        phrase = _phrase_at(kind_words().heads, place, tokens, country)
        if phrase is None or not phrase.joints.isdisjoint(tokens[1:place]):
            if head is not None and tokens[place] in head.joints:
                break
            place += 1
            continue
        if head is None or phrase.head_last:
            head = phrase
        if phrase.at_start or not phrase.head_last:
            break
        place += len(phrase.words)
    return head


def _phrase_at(book: PhraseBook, place: int, tokens: Sequence[str], country: str | None) -> Phrase | None:
    for phrase in book.beginning_with(tokens[place]):
        if phrase.stands_at(place, tokens) and phrase.group.believed_in(country):
            return phrase
    return None


def _form_in(tokens: Sequence[str], country: str | None) -> Phrase | None:
    forms = kind_words().forms
    for place in range(len(tokens)):
        form = _phrase_at(forms, place, tokens, country)
        if form:
            return form
    return None
