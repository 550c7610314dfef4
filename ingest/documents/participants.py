"""Who takes part, in which role: candidates of one body joined, others told apart, nobody counted twice."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rapidfuzz import fuzz

from ingest.documents.base_forms import base_form
from ingest.documents.body_kinds import kind_of
from ingest.documents.candidates import Candidate, candidates
from ingest.documents.found import Body, Fact
from ingest.documents.heads import head_in
from ingest.documents.labelled import Field
from ingest.documents.page import Page, Span
from ingest.documents.places import HOME, country_in, country_of_link, nation_in
from ingest.documents.words import words_of
from ingest.reading.heading_rows import fold

SAME = 90.0
_STRENGTH = {"lead": 3, "associated": 2, "partner": 1}
_QUOTES = re.compile(r"[„“”\"«»‟]")


@dataclass(slots=True)
class _Joined:
    """Candidates that are one body; the first is the one whose name is shown."""

    shown: Candidate
    all: list[Candidate] = field(default_factory=list)


def bodies(page: Page, fields: Sequence[Field], title: Fact | None) -> tuple[Body, ...]:
    """The bodies of a page that are named in a role, in the order in which the page names them."""
    found = [one for one in candidates(page, fields) if not _is_title(page, one, title)]
    others = [one for one in found if one.role in ("supplier", "patron")]
    taking_part = [one for one in found if one.role not in ("supplier", "patron", "host")]
    joined = _join(page, [one for one in taking_part if not _is_among(page, one, others)])
    joined = _with_aliases_of_lists(page, joined)
    joined = _one_lead(page, joined)
    made = [_body(page, one) for one in joined]
    made += [_body(page, one) for one in _join(page, others)]
    return tuple(sorted(made, key=lambda body: body.name.at[0] if body.name else (0, 0)))


def _is_title(page: Page, one: Candidate, title: Fact | None) -> bool:
    """The project does not take part in itself."""
    labelled = one.rule.startswith("under the label")
    return not labelled and title is not None and fold(_tidy(one.body.text)) == fold(_tidy(title.value))


def _is_among(page: Page, one: Candidate, others: Sequence[Candidate]) -> bool:
    """A supplier or patron stays one, whatever else a sentence calls it."""
    sure = [other for other in others if other.confidence >= 0.7]
    return any(_overlap(one, other) for other in sure) or any(
        _is_same_name(_key(page, one), key) for key in {_key(page, other) for other in sure}
    )


def _join(page: Page, found: Sequence[Candidate]) -> list[_Joined]:
    """Candidates of one body together: the same place of the text, or one name in whatever form."""
    joined: list[_Joined] = []
    by_key: dict[str, _Joined] = {}
    places: list[tuple[int, int, _Joined]] = []
    ordered = sorted(found, key=lambda one: (not one.listed, -one.confidence, one.body.start))
    for one in ordered:
        key = _key(page, one)
        known = _at(places, one) or _unless_other(one, by_key.get(key))
        known = known or next(
            (body for other, body in by_key.items() if _is_same_name(key, other) and not _beside(one, body)),
            None,
        )
        if known is None:
            known = _Joined(one)
            joined.append(known)
        known.all.append(one)
        by_key.setdefault(key, known)
        insort(places, (one.body.start, one.body.end, known), key=lambda place: place[0])
    return joined


def _unless_other(one: Candidate, known: _Joined | None) -> _Joined | None:
    """The body of one stem, but not where a list has both and they are written otherwise."""
    if known and _beside(one, known) and fuzz.ratio(one.body.text, known.shown.body.text) < SAME:
        return None
    return known


def _beside(one: Candidate, known: _Joined) -> bool:
    """Two lines of one list are two bodies, however alike their names (`Upper` and `Lower` of one valley)."""
    labelled = one.rule.startswith("under the label")
    return (one.listed or labelled) and any(c.cue == one.cue and c.rule == one.rule for c in known.all)


def _at(places: Sequence[tuple[int, int, _Joined]], one: Candidate) -> _Joined | None:
    """The body that a candidate's own place of the text already belongs to."""
    after = bisect_left(places, one.body.end, key=lambda place: place[0])
    for start, end, known in reversed(places[max(0, after - 4) : after]):
        if start < one.body.end and one.body.start < end:
            return known
    return None


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.body.start < other.body.end and other.body.start < one.body.end


@lru_cache(maxsize=100_000)
def _is_same_name(left: str, right: str) -> bool:
    """Whether two keys are of one body: alike in each word, or one the beginning of the other."""
    if left == right:
        return True
    if {w for w in left.split() if w.isdigit()} != {w for w in right.split() if w.isdigit()}:
        return False
    if fuzz.token_sort_ratio(left, right) >= SAME:
        return not _differ_in_a_proper_word(left, right)
    short, long = sorted((left.split(), right.split()), key=len)
    return len(short) >= 2 and long[: len(short)] == short and len(long) - len(short) <= 2


def _differ_in_a_proper_word(left: str, right: str) -> bool:
    """Two schools of two towns are alike in most letters, but one word has no likeness in the other."""
    rights = right.split()
    return any(max((fuzz.ratio(word, other) for other in rights), default=0) < 70 for word in left.split())


def _key(page: Page, one: Candidate) -> str:
    return _key_of(one.body.text, page.words.code)


@lru_cache(maxsize=20_000)
def _key_of(text: str, language: str) -> str:
    """The name without case endings: each word cut to its stem."""
    words = re.findall(r"\w+", _QUOTES.sub(" ", base_form(text, words_of(language))).casefold())
    return " ".join(_stem(fold(word)) for word in words)


def _stem(word: str) -> str:
    if word.isdigit() or len(word) <= 4:
        return word
    return word[: max(4, len(word) - (3 if len(word) > 7 else 2))]


def _with_aliases_of_lists(page: Page, joined: list[_Joined]) -> list[_Joined]:
    """Where a page has a list, a name of the text that it lacks is another's other name, or doubted."""
    listed = [one for one in joined if any(c.listed for c in one.all)]
    if len(listed) < 3:
        return joined
    kept = list(listed)
    for one in joined:
        if one in listed:
            continue
        known = _in_other_words(page, one, listed)
        if known:
            known.all += one.all
        elif one.shown.role == "lead" or one.shown.confidence >= 0.95:
            kept.append(one)
        elif not _is_covered(page, one, listed):
            kept.append(_Joined(_doubted(one.shown), [_doubted(each) for each in one.all]))
    return kept


def _plain_beneficiaries(page: Page, joined: list[_Joined]) -> list[_Joined]:
    """`Beneficiary` alone leads; beside a `lead beneficiary` it is a partner."""
    plain = page.words.pattern("plain_beneficiary")

    def is_plain(c: Candidate) -> bool:
        return plain.fullmatch(page.text[slice(*c.cue)].strip(" :")) is not None

    named = [
        c for one in joined for c in one.all if c.role == "lead" and c.rule.startswith("under the label")
    ]
    if not any(is_plain(c) for c in named) or all(is_plain(c) for c in named):
        return joined
    return [
        _Joined(one.shown, [replace(c, role="partner") if is_plain(c) else c for c in one.all])
        for one in joined
    ]


def _one_lead(page: Page, joined: list[_Joined]) -> list[_Joined]:
    """A page tells of one project: who leads another is doubted, as are verbs beside a plain statement."""
    joined = _plain_beneficiaries(page, joined)
    leads = [one for one in joined if any(c.role == "lead" for c in one.all)]
    if len(leads) < 2:
        return joined
    best = max(leads, key=_plainness)
    return [
        one if one not in leads or one is best or _plainness(one)[0] >= 2 else _without_lead(one)
        for one in joined
    ]


def _plainness(one: _Joined) -> tuple[int, float, int]:
    """Labels and lists tell the lead plainly, verbs less so; of equals the first on the page."""
    told = [c for c in one.all if c.role == "lead"]
    ways = max(
        2 if c.rule.startswith("under the label") else 1 if "named after" in c.rule else 0 for c in told
    )
    return ways, max(c.confidence for c in told), -min(c.body.start for c in told)


def _without_lead(one: _Joined) -> _Joined:
    rest = [c for c in one.all if c.role != "lead"]
    if rest:
        return _Joined(max(rest, key=lambda c: c.confidence), rest)
    rule = f"{one.shown.rule}; the page names another lead more plainly"
    return _Joined(
        replace(one.shown, rule=rule, confidence=0.4),
        [replace(c, confidence=0.4, rule=rule) for c in one.all],
    )


def _doubted(one: Candidate) -> Candidate:
    rule = f"{one.rule}; the page's own list of partners does not have it"
    return replace(one, rule=rule, confidence=0.4)


def _in_other_words(page: Page, one: _Joined, listed: Sequence[_Joined]) -> _Joined | None:
    """The only listed body of a foreign country, where the text says that a partner is from there."""
    if one.shown.rule.startswith("under the label"):
        return None
    country = _country(page, one.shown) or _country_of_cue(page, one.shown)
    home = HOME.get(page.words.code)
    if country is None or country == home:
        return None
    same = [other for other in listed if _country(page, other.shown) == country]
    return same[0] if len(same) == 1 else None


def _country_of_cue(page: Page, one: Candidate) -> str | None:
    return country_in(page.text[one.cue[0] : one.body.start], page.words.code)


def _is_covered(page: Page, one: _Joined, listed: Sequence[_Joined]) -> bool:
    """One word that a listed name begins with (`Utenos, Prienų ir Biržų savivaldybių`), or a part of one."""
    text = page.words.any_head.sub(" ", page.words.conjunction.sub(" ", one.shown.body.text))
    parts = [_stem(fold(word.casefold())) for word in re.findall(r"\w+", text)]
    firsts = {_key(page, other.shown).split()[0] for other in listed}
    if parts and all(part in firsts for part in parts):
        return True
    words = _key(page, one.shown).split()
    return len(words) <= 2 and any(_key(page, other.shown).split()[:1] == words[:1] for other in listed)


def _country(page: Page, one: Candidate) -> str | None:
    body = one.body
    if body.country:
        return body.country
    for text in body.beside:
        if found := country_in(text, page.words.code):
            return found
    if body.link and (found := country_of_link(body.link)):
        return found
    return country_in(body.text, page.words.code)


def _body(page: Page, one: _Joined) -> Body:
    best = max(one.all, key=lambda c: (_STRENGTH.get(c.role, 0), c.confidence))
    name = _name_fact(page, one.shown)
    confidence = max(c.confidence for c in one.all)
    role = Fact(best.role, (page.span(*best.cue),), best.rule, confidence)
    others = {c.body.text: c for c in one.all if c.body.text != one.shown.body.text}
    aliases = [_name_fact(page, c) for c in others.values()]
    if name.value != one.shown.body.text:
        aliases.append(Fact(_tidy(one.shown.body.text), name.at, "as written"))
    aliases += [Fact(bare, name.at, "without the word for its kind") for bare in _bare(page, one.shown)]
    country = next(filter(None, (_country_fact(page, c) for c in one.all)), None)
    link = next((c.body.link for c in one.all if c.body.link), None)
    place = next((c.body.place for c in one.all if c.body.place), None)
    return Body(
        name=name,
        role=role,
        kind=kind_of(page, one.shown, name),
        country=country,
        place=Fact(place, name.at, "beside the name") if place else None,
        website=Fact(link, name.at, "beside the name") if link else None,
        aliases=tuple(a for a in aliases if a.value != name.value),
    )


def _name_fact(page: Page, one: Candidate) -> Fact:
    written = _tidy(one.body.text)
    base = base_form(written, page.words)
    rule = "as written" if base == written else "base form"
    return Fact(base, (_span(page, one),), rule, one.confidence)


def _bare(page: Page, one: Candidate) -> Iterator[str]:
    """`organizacija „Šiluma“`: what is left of a name that begins with a common noun for its kind."""
    kind, _, rest = one.body.text.partition(" ")
    is_common = kind[:1].islower() and page.words.any_head.fullmatch(kind) is not None
    if is_common and len(rest) > 3 and (rest[0].isupper() or rest[0] in '„“”"«»'):
        yield _tidy(rest)


def _span(page: Page, one: Candidate) -> Span:
    return page.span(one.body.start, one.body.end)


def _tidy(text: str) -> str:
    """One space between words; quotation marks around the whole name are not part of it."""
    flat = " ".join(text.split())
    whole = re.fullmatch(r"(?:(?P<form>\w{2,4}) )?[„“”\"«»‟](?P<name>[^„“”\"«»‟]+)[„“”\"«»‟]?", flat)
    if whole:
        return " ".join(filter(None, (whole["form"], whole["name"].strip())))
    return flat if len(_QUOTES.findall(flat)) % 2 == 0 else _QUOTES.sub("", flat).strip()


def _country_fact(page: Page, one: Candidate) -> Fact | None:
    if country := _country(page, one):
        return Fact(country, (_span(page, one),), "named with the body")
    before = page.text[max(0, one.body.start - 40) : one.body.end]
    if country := nation_in(re.split(r"[,\n]", before)[-1], page.words):
        return Fact(
            country,
            (page.span(max(0, one.body.start - 1), one.body.end),),
            "adjective of the nation before the name",
        )
    return _home(page, one)


_AT_HOME = frozenset(("municipality", "region", "school", "library", "college"))


def _home(page: Page, one: Candidate) -> Fact | None:
    """Public bodies whose kind the page's own language names are of its country, if nothing says else."""
    home = HOME.get(page.words.code)
    if home and page.words.pattern("foreign_heads").search(one.body.text):
        return None
    if home and head_in(page.words, one.body.text) in _AT_HOME:
        return Fact(home, (_span(page, one),), "a kind of body that its own language names", 0.8)
    return None
