"""Names of organisations in running text and in lists, read as their language builds them.

A name begins with a capital, a quotation mark, or a word for a kind of body before one. It goes on over
capitals, quoted words, joining words before a capital, and in languages that put the head last over small
words up to the head (`Vilniaus dizaino kolegija`). Where a word such as `and` joins two names or stands in
one is decided by the heads on its two sides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.documents.heads import foreign_head_in, head_in
from ingest.documents.places import HOME, country_named
from ingest.documents.token_view import TokenView
from ingest.documents.tokens import Sort

LONGEST = 22
# What follows a name and is part of it, though it begins with a small letter or a comma.
LEGAL_FORM = re.compile(
    r"(?:(?<=Sp\.)|(?<=sp\.)|,?\s*[Ss]p\.)\s?z\s?o\.?\s?o\.?|,\s(?:UAB|Ltd\.?|GmbH|S\.A\.|Kft\.|z\.s\.|n\.o\.|o\.z\.|e\.V\.)"
    r"|\s(?:ry|rf|z\.\s?s\.|o\.\s?z\.|e\.\s?V\.|asbl|vzw|s\.\s?r\.\s?o\.|d\.o\.o\.|a\.\s?s\.)(?!\w)"
)
_SEPARATORS = frozenset(",;•·|/")
_DASHES = frozenset("-–—")
_PROPER = (Sort.CAPITAL, Sort.QUOTE)
_NEVER_JOINED = frozenset(("municipality", "region", "school"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the clean text, and what stands beside it."""

    text: str
    start: int
    end: int
    stop: int
    head: str | None = None
    quoted: bool = False
    beside: tuple[str, ...] = ()
    link: str | None = None
    place: str | None = None
    country: str | None = None

    @property
    def sure(self) -> bool:
        """Whether the name itself says that it is an organisation's."""
        return self.head is not None or self.quoted


class NameReader(TokenView):
    """Reads names one after another from a stretch of a page."""

    def names(self, first: int = 0) -> Iterator[Name]:
        """The names of a list that begins here, until something else comes."""
        at = first
        while at < len(self.tokens):
            begin = self._past_separators(at, bare=at == first)
            if begin is None:
                return
            read = self._name(begin)
            if read is None:
                return
            name, at = read
            name, at = self._explained(name, at)
            name, at = self._beside(name, at)
            yield name
            if not self._goes_on(at):
                return

    def _explained(self, name: Name, at: int) -> tuple[Name, int]:
        """`Menedék – Migránsokat Segítő Egyesület`: one word, a dash, and what the body is."""
        alone = name.head is None and not name.quoted and " " not in name.text
        if not alone or at >= len(self.tokens) or self.tokens[at].text not in _DASHES:
            return name, at
        read = self._name(at + 1) if self.is_capital(at + 1) else None
        if read is None or read[0].head is None or self.words.head != "last":
            return name, at
        text = self.page.text[name.start : read[0].end]
        return replace(read[0], text=text, start=name.start), read[1]

    def _goes_on(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.text in self.words.told.get("articles", ()) and at + 1 < len(self.tokens):
            return self.begins_name(at + 1)
        if token.text in _DASHES:
            return at + 1 < len(self.tokens) and self.begins_name(at + 1)
        return token.text in _SEPARATORS or self.is_conjunction(at) > 0

    def _past_separators(self, at: int, *, bare: bool) -> int | None:
        """Over commas, joining words, articles, adjectives of nations, up to four small words."""
        skipped = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            joined = self.is_conjunction(at)
            if joined:
                at += joined
            elif token.text in _SEPARATORS or token.text in _DASHES or token.text == ":":
                at += 1
            elif self.begins_name(at):
                return at
            elif (
                skipped < 5
                and (token.sort is Sort.SMALL or token.text.casefold() in self.words.told.get("articles", ()))
            ) or (token.sort is Sort.NUMBER and skipped < 5 and bare):
                skipped += 1
                at += 1
            else:
                return None
        return None

    def _name(self, begin: int) -> tuple[Name, int] | None:
        """The name from a token on, and the token after it."""
        if whole := self._before_country(begin):
            return whole
        at, last, quoted = begin, begin - 1, False
        while at < len(self.tokens) and at - begin < LONGEST:
            step = self._step(begin, at, last)
            if step is None:
                break
            quoted = quoted or self.tokens[at].sort is Sort.QUOTE
            at = step
            last = at - 1
        if last < begin:
            return None
        text = self.text(begin, last)
        if not _is_word(text) or self.is_refused(text):
            return None
        begin, country = self._past_country(begin, last)
        begin = self._past_kind(begin, last)
        head = head_in(self.words, text)
        start, end = self.tokens[begin].start, self.tokens[last].end
        if form := LEGAL_FORM.match(self.page.text, end):
            end = form.end()
            last = max(n for n, token in enumerate(self.tokens) if token.start < end)
        text = self.page.text[start:end]
        return Name(text, start, end, end, head, quoted, country=country), last + 1

    def _past_country(self, begin: int, last: int) -> tuple[int, str | None]:
        """`Norvegijos Øygarden folkebibliotek`: the country before a name in another language."""
        if last - begin < 1 or not (self.is_capital(begin + 1) or self.is_head(begin + 1)):
            return begin, None
        first, rest = self.tokens[begin].text, self.text(begin + 1, last)
        for code, pattern in self.words.countries.items():
            is_abroad = code != HOME.get(self.words.code) and pattern.fullmatch(first) is not None
            foreign = not head_in(self.words, rest) and foreign_head_in(self.words.code, rest)
            if is_abroad and (foreign or (self.tokens[last].sort in _PROPER and self.is_head(begin + 1))):
                return begin + 1, code
        return begin, None

    def _past_kind(self, begin: int, last: int) -> int:
        """`the company Bright Ideas Ltd`: a common noun before a name that says itself what it is of."""
        if self.tokens[begin].sort is not Sort.SMALL or not self.is_capital(begin + 1) or last <= begin + 1:
            return begin
        rest = self.text(begin + 1, last)
        return begin + 1 if head_in(self.words, rest) and not self.is_head(begin + 1) else begin

    def _before_country(self, begin: int) -> tuple[Name, int] | None:
        """`Nadační fond Krajina (Czechia)`: words of a language that nobody here reads, up to the country."""
        at = begin
        while at < len(self.tokens) and at - begin < 10 and self.tokens[at].text != "(":
            token = self.tokens[at]
            if token.sort in (Sort.LINK, Sort.NUMBER) or (token.sort is Sort.SIGN and token.text != "."):
                return None
            if self.words.pattern("verbs").fullmatch(token.text) or self.is_conjunction(at):
                return None
            at += 1
        closing = self.bracket(at) if at < len(self.tokens) and at - begin >= 2 else None
        if closing is None or not self.is_capital(begin) or self.tokens[at].text != "(":
            return None
        inner = self.page.text[self.tokens[at].end : self.tokens[closing].start]
        text = self.text(begin, at - 1)
        if country_named(inner, self.words.code) is None or self.is_refused(text):
            return None
        start, end = self.tokens[begin].start, self.tokens[at - 1].end
        quoted = any(token.sort is Sort.QUOTE for token in self.tokens[begin:at])
        return Name(text, start, end, end, head_in(self.words, text), quoted), at

    def _step(self, begin: int, at: int, last: int) -> int | None:
        """The token after the next part of the name, None where the name has ended."""
        token = self.tokens[at]
        if token.sort is Sort.QUOTE:
            closing = self.closing(at)
            return closing + 1 if closing is not None else None
        if token.text == "&" and self.is_capital(at + 1) and self._is_inside(begin, at):
            return at + 2
        joined = self.is_conjunction(at) if at > begin else 0
        if joined:
            return self._joined(begin, at, joined)
        if token.sort is Sort.CAPITAL:
            return at + 1
        if token.sort is Sort.NUMBER:
            return at + 1 if at > begin and self.before_number(at) else None
        if token.sort is Sort.SMALL:
            return self._small(begin, at)
        if token.text == "-" and (after := self.over_hyphen(begin, at)):
            return after
        if token.text in ("&", "+", "/") and at > begin:
            return at + 2 if self.is_capital(at + 1) else None
        if (
            token.text == "."
            and at > begin
            and self.is_capital(at + 1)
            and len(self.tokens[at - 1].text) <= 2
        ):
            return at + 1
        if token.text == "," and at > begin:
            return self._over_comma(begin, at)
        return None

    def _is_inside(self, begin: int, at: int) -> bool:
        """`Soil & Seed Foundation`: only one side of the sign says what kind of body it is."""
        return at > begin and not (
            head_in(self.words, self.text(begin, at - 1)) and self.head_of_segment(at + 1)
        )

    def _small(self, begin: int, at: int) -> int | None:
        if at == begin:
            return at + 1
        if self.is_head(at):
            return at + 1
        if self.is_connector(at) and not self.is_in_country(at):
            after = at + 1
            while self.is_connector(after):
                after += 1
            if after - at <= 3 and after < len(self.tokens) and self._carries(begin, after):
                return after
        ahead, head = at, None
        while ahead < len(self.tokens) and ahead - at < 7 and self._goes_on_to_head(ahead, head):
            if head is not None and self.is_conjunction(ahead):
                break
            head = ahead if self.is_head(ahead) else head
            ahead += 1
        if head is not None and self.words.head != "first":
            return head + 1
        if ahead > at and ahead < len(self.tokens) and self.words.head == "first" and ahead - at <= 3:
            known = head_in(self.words, self.text(begin, at - 1))
            if known and self.tokens[ahead].sort in (Sort.CAPITAL, Sort.QUOTE):
                return ahead
        named = head_in(self.words, self.text(begin, at - 1))
        return self.foreign_head_ahead(at) if self.is_capital(begin) and named is None else None

    def _goes_on_to_head(self, ahead: int, head: int | None) -> bool:
        """Small words, and before the head also a comma between two of them."""
        if self.is_middle(ahead) or self.is_head(ahead):
            return True
        return (
            self.tokens[ahead].text == ","
            and head is None
            and self.words.head == "last"
            and ahead + 1 < len(self.tokens)
            and self.is_middle(ahead + 1)
        )

    def _carries(self, begin: int, after: int) -> bool:
        """Whether a word after joining words is still of the name."""
        token = self.tokens[after]
        if token.sort in (Sort.CAPITAL, Sort.QUOTE, Sort.NUMBER):
            return True
        named = head_in(self.words, self.text(begin, after - 1)) is not None
        return token.sort is Sort.SMALL and named and self.words.head != "last" and self.is_capital(after + 1)

    def _joined(self, begin: int, at: int, joined: int) -> int | None:
        """Over a word such as `and`, where both sides are one name."""
        after = at + joined
        while after < len(self.tokens) and self.tokens[after].text.casefold() in self.words.told.get(
            "articles", ()
        ):
            return None
        if after >= len(self.tokens):
            return None
        if self.is_joint_of_heads(begin, at, after):
            return after + 1
        left = head_in(self.words, self.text(begin, at - 1))
        if self.is_lone_head(after):
            adjectives = self.words.head == "last" and self.all_middle(begin, at)
            return after + 1 if left or adjectives else None
        right = self.head_of_segment(after)
        if left is None:
            if self.words.head == "last" and right is not None and self.all_middle(begin, at):
                return after
            return None
        if right is not None and (common := self.common_segment(after)):
            return common
        if left in _NEVER_JOINED or right is not None or self.words.head == "last":
            return None
        return after if self.is_capital(after) and self._is_genitive_list(begin, at, after) else None

    def _is_genitive_list(self, begin: int, at: int, after: int) -> bool:
        """`Ministry of Sport and Tourism`: after the head a joining word or, in Polish, a like ending."""
        before, right = self.tokens[at - 1].text, self.tokens[after].text
        if self.words.head == "first":
            return at - begin >= 2 and before[-1] in "aiuyw" and right[-1] in "aiuywjh"
        joints = [t.text.casefold() in ("of", "for", "af", "für") for t in self.tokens[begin:at]]
        return any(joints) and before[0].isupper()

    def _over_comma(self, begin: int, at: int) -> int | None:
        """A comma inside a name: before a legal form, a lone head, or between adjectives of one head."""
        after = at + 1
        if after >= len(self.tokens) or self.words.head != "last":
            return None
        left = head_in(self.words, self.text(begin, at - 1))
        if left and self.is_lone_head(after) and self.tokens[after].sort is Sort.CAPITAL:
            return after
        if left is None and self.all_adjectives(at - 1, after) and self.head_of_segment(after, commas=True):
            return after
        return None

    def _beside(self, name: Name, at: int) -> tuple[Name, int]:
        """What stands in brackets after a name, after a dash, or after `from`; and the token after all."""
        for _ in range(3):
            if at >= len(self.tokens):
                break
            token = self.tokens[at]
            if token.text == "(" and (closing := self.bracket(at)) is not None:
                inner = self.page.text[token.end : self.tokens[closing].start].strip()
                name = replace(name, beside=(*name.beside, inner), stop=self.tokens[closing].end)
                at = closing + 1
            elif token.sort is Sort.LINK:
                name, at = replace(name, link=token.text, stop=token.end), at + 1
            elif (token.text.casefold() in self.froms() or self.is_in_country(at)) and self.is_capital(
                at + 1
            ):
                place = self.tokens[at + 1]
                name, at = (
                    replace(name, beside=(*name.beside, place.text), place=place.text, stop=place.end),
                    at + 2,
                )
            elif token.text in _DASHES and (after := self._dashed(at)) is not None:
                text = self.text(at + 1, after - 1)
                name, at = (
                    replace(name, beside=(*name.beside, text), place=text, stop=self.tokens[after - 1].end),
                    after,
                )
            else:
                break
        return name, at

    def _dashed(self, at: int) -> int | None:
        """One capital word between a dash and a comma: the place of the body."""
        if self.is_capital(at + 1) and not self.is_head(at + 1):
            after = self.tokens[at + 2] if at + 2 < len(self.tokens) else None
            if after is None or after.text in ",;" or self.is_conjunction(at + 2):
                return at + 2
        return None


def _is_word(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 2
