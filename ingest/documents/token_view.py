"""The tokens of a stretch of a page, and what can be asked of each when names are read."""

import re

from ingest.documents.heads import foreign_head_in, head_in, is_generic
from ingest.documents.page import Page
from ingest.documents.tokens import Sort, tokens

_IN = frozenset(("in", "i", "w", "we", "from", "fra"))
_FOREIGN = frozenset(("di", "de", "del", "della", "der", "des", "du", "of", "für", "och", "v"))


class TokenView:
    """Tokens by their numbers; `officials` says whether offices count as bodies, as they do for patrons."""

    def __init__(self, page: Page, start: int, end: int, *, officials: bool = False) -> None:
        self.officials = officials
        self.page = page
        self.words = page.words
        self.tokens = tokens(page.text, start, end)
        self.middle = page.words.pattern("name_middle")

    def begins_name(self, at: int) -> bool:
        token = self.tokens[at]
        if token.text.casefold() in self.words.told.get("articles", ()):
            return False
        if token.sort is Sort.CAPITAL:
            return not self.is_country_only(at)
        if token.sort is Sort.QUOTE:
            return self.closing(at) is not None
        if token.sort is not Sort.SMALL:
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is not None and after.text == "of" and self.is_capital(at + 2) and self.is_head(at):
            return True
        if after is None or after.sort not in (Sort.CAPITAL, Sort.QUOTE):
            return False
        if self.is_head(at):
            return True
        adjective = any(p.fullmatch(token.text) for p in self.words.patterns("adjective_places"))
        national = any(p.fullmatch(token.text) for p in self.words.nationality.values())
        return adjective and not national and after.sort is Sort.CAPITAL and self.is_head_ahead(at + 1)

    def number_from(self, place: int) -> int:
        """The number of the first token from a place of the text on."""
        return next((n for n, token in enumerate(self.tokens) if token.start >= place), len(self.tokens))

    def over_hyphen(self, begin: int, at: int) -> int | None:
        """`Család- és Gyermekjóléti Központ`: the token after a half word that shares its other half."""
        if at <= begin or self.tokens[at - 1].end != self.tokens[at].start:
            return None
        after = at + 1 + self.is_conjunction(at + 1)
        return after if at + 1 < after < len(self.tokens) else None

    def is_country_only(self, at: int) -> bool:
        """A country followed by a comma or colon is where partners are from, not one of them."""
        text = self.tokens[at].text
        if not any(pattern.fullmatch(text) for pattern in self.words.countries.values()):
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            after is None
            or after.text in ",:;)."
            or self.is_conjunction(at + 1) > 0
            or after.sort is Sort.QUOTE
        )

    def is_in_country(self, at: int) -> bool:
        """`in Greece`, `w Niemczech`: a small word and a country, with which no name goes on."""
        if self.tokens[at].text.casefold() not in _IN or at + 1 >= len(self.tokens):
            return False
        named = self.tokens[at + 1].text
        return any(pattern.fullmatch(named) for pattern in self.words.countries.values())

    def before_number(self, at: int) -> bool:
        before = self.tokens[at - 1]
        return before.sort is Sort.CAPITAL or before.text.casefold().rstrip(".") in ("nr", "no", "num", "sz")

    def is_connector(self, at: int) -> bool:
        """A word that joins the parts of a name, in the page's language or in one that its partners bring."""
        told = self.tokens[at].text.casefold() if at < len(self.tokens) else ""
        return told in self.words.connectors or told in _FOREIGN

    def is_middle(self, at: int) -> bool:
        token = self.tokens[at]
        return token.sort is Sort.SMALL and self.middle.fullmatch(token.text) is not None

    def all_middle(self, begin: int, at: int) -> bool:
        last = [t for t in self.tokens[begin:at] if t.text != ","][-2:]
        return all(self.middle.fullmatch(t.text.casefold()) is not None for t in last)

    def all_adjectives(self, before: int, after: int) -> bool:
        """Two capitals that both look like adjectives, as in one long Hungarian name."""
        adjective = self.words.pattern("name_adjective")
        return all(
            self.tokens[one].sort is Sort.CAPITAL and adjective.fullmatch(self.tokens[one].text)
            for one in (before, after)
        )

    def is_lone_head(self, at: int) -> bool:
        """A word for a kind of body with nothing that says which one."""
        if not self.is_head(at):
            return False
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            after is None
            or after.sort in (Sort.SIGN, Sort.LINK)
            or self.is_conjunction(at + 1) > 0
            or (
                after.sort is Sort.SMALL
                and after.text.casefold() not in self.words.connectors
                and not self.is_head(at + 1)
                and self.words.head != "first"
            )
        )

    def head_of_segment(self, at: int, *, commas: bool = False) -> str | None:
        """The head between a token and the next sign or joining word."""
        end = at
        while end < len(self.tokens) and end - at < 14:
            token = self.tokens[end]
            if token.sort is Sort.SIGN and not (commas and token.text == ","):
                break
            if token.sort is Sort.QUOTE or (self.is_conjunction(end) and not commas):
                break
            end += 1
        if end == at:
            return None
        told = self.text(at, end - 1)
        return head_in(self.words, told) or foreign_head_in(self.words.code, told)

    def common_segment(self, at: int) -> int | None:
        """The token behind a part of a name without a proper word (`és Alapfokú Művészeti Iskola`)."""
        end, common = at, self.words.pattern("adjective_not_places")
        while end < len(self.tokens) and self.tokens[end].sort is Sort.CAPITAL:
            if not self.is_head(end) and common.fullmatch(self.tokens[end].text) is None:
                return None
            end += 1
        return end if end - at >= 2 and self.is_head(end - 1) and self.words.head == "last" else None

    def is_joint_of_heads(self, begin: int, at: int, after: int) -> bool:
        """`Miasto i Gmina Lipno`, `ZŠ a MŠ Lipno`: two words for kinds of bodies share what comes behind."""
        if at != begin + 1 or not self.is_capital(after) or not self.is_capital(after + 1):
            return False
        both = self.tokens[begin].text, self.tokens[after].text
        short = all(one.isupper() and 1 < len(one) <= 3 for one in both)
        return short or (self.words.head == "first" and self.is_head(begin) and self.is_head(after))

    def froms(self) -> frozenset[str]:
        return frozenset(self.words.told["from"])

    def bracket(self, at: int) -> int | None:
        for closing in range(at + 1, min(at + 16, len(self.tokens))):
            if self.tokens[closing].text == ")":
                return closing
        return None

    def closing(self, at: int) -> int | None:
        """The quotation mark that closes the one at a token."""
        for closing in range(at + 2, min(at + 14, len(self.tokens))):
            if self.tokens[closing].sort is Sort.QUOTE:
                return closing
        return None

    def is_conjunction(self, at: int) -> int:
        """How many tokens a joining word takes here, 0 where there is none."""
        if at >= len(self.tokens):
            return 0
        end = min(at + 3, len(self.tokens)) - 1
        found = self.words.conjunction.match(self.page.text, self.tokens[at].start, self.tokens[end].end)
        if not found or (self.tokens[at].text.isupper() and len(self.tokens[at].text) > 1):
            return 0
        return sum(token.start < found.end() for token in self.tokens[at : end + 1])

    def is_head(self, at: int) -> bool:
        if at >= len(self.tokens):
            return False
        found = self.words.any_head.match(self.page.text, self.tokens[at].start)
        return found is not None and found.end() >= self.tokens[at].end

    def foreign_head_ahead(self, at: int) -> int | None:
        """The token behind a foreign head (`Trečiojo amžiaus universitetas`), at most three words on."""
        for ahead in range(at, min(at + 4, len(self.tokens))):
            token = self.tokens[ahead]
            if token.sort is not Sort.SMALL or self.is_connector(ahead) or self.is_conjunction(ahead):
                return None
            if self.words.pattern("verbs").fullmatch(token.text):
                return None
            if len(token.text) >= 7 and foreign_head_in(self.words.code, token.text):
                return ahead + 1
        return None

    def is_head_ahead(self, at: int) -> bool:
        return any(self.is_head(one) for one in range(at, min(at + 3, len(self.tokens))))

    def is_capital(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].sort is Sort.CAPITAL

    def text(self, first: int, last: int) -> str:
        return self.page.text[self.tokens[first].start : self.tokens[last].end]

    def is_refused(self, text: str) -> bool:
        words = self.words
        bare = text.strip('„“”"«»')
        first, _, rest = bare.partition(" ")
        if first.casefold() in words.told.get("numbers", ()) and rest and is_generic(words, rest):
            return True
        if is_generic(words, bare) or words.pattern("plural_heads").search(bare):
            return True
        if (
            words.not_name.match(bare)
            or (words.official.match(bare) and not self.officials)
            or words.pattern("person_titles").match(bare)
        ):
            return True
        if words.month.match(bare) and re.fullmatch(r"[^\W\d_]+\.?(?:\s\d+)+", bare):
            return True
        return any(pattern.fullmatch(bare) for pattern in words.countries.values())
