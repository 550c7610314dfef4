"""What forbids to merge two subjects without a person, whatever their score: chances, twins, units."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.resolution.evidence import Evidence, codes_of, is_bare_place, is_code, readings, town_words
from graph.resolution.folding import words_of
from graph.resolution.identifiers import Numbers
from graph.resolution.lexicon import roles
from graph.resolution.likeness import Likeness
from graph.resolution.segments import beside
from graph.resolution.subject import Subject
from graph.resolution.wording import Wording, is_short_form, wording

TELLING = 0.5  # least weight of shared words that are not common to many names
NATIONWIDE = frozenset(("national", "federal", "ministry", "parliament"))
# Belgium's universities were divided by language in 1968-70, and the halves kept their names, each in its own
DIVIDED = frozenset(("BE",))
# A town and the rural municipality round it are two municipalities here, and often have one name
TWIN_MUNICIPALITIES = frozenset(("PL", "LT", "LV", "EE"))
# One town or region may have several universities of which only this tells which is meant
UNIVERSITIES = frozenset(("public", "free", "catholic", "open"))
LONGEST_ACRONYM = 6
MUNICIPAL = frozenset(("municipality", "region"))


@dataclass(frozen=True, slots=True)
class Guard:
    """A reason to leave a pair to a person, in a sentence."""

    name: str
    sentence: str


def guards(a: Subject, b: Subject, seen: Evidence, found: Numbers) -> Iterator[Guard]:
    """The reasons that hold of a pair, `seen` being what its names say and `found` what its numbers say."""
    best = seen.names
    if best is None:
        return
    if found.different:
        yield Guard("other identifier", f"They have different numbers in {', '.join(found.different)}.")
    yield from _by_chance(a, b, seen, best)
    yield from _of_kinds(a, b, seen, best)
    yield from _beside(a, b, best)


def _by_chance(a: Subject, b: Subject, seen: Evidence, best: Likeness) -> Iterator[Guard]:
    """What agrees may agree by chance."""
    if _only_codes(a) or _only_codes(b) or _only_short(a, b) or _only_short(b, a):
        yield Guard("acronym only", "One of the two is known by an acronym or a code only.")
    elif not best.exact and _only_acronyms_agree(best, a, b):
        yield Guard("acronym only", "The names share only an acronym and words that many names have.")
    if best.numbers_differ:
        yield Guard("numbers", "The numbers in the names differ.")
    if best.plain < TELLING and not (
        seen.values["same town"] or (best.exact and (seen.values["acronym"] or _names_one(best, a.country)))
    ):
        yield Guard("common words", "They share only words that many names have.")
    if _place_alone(a, b) or _place_alone(b, a):
        yield Guard("bare place", "One is named by a place alone, which may mean more than one body there.")


def _of_kinds(a: Subject, b: Subject, seen: Evidence, best: Likeness) -> Iterator[Guard]:
    """Names or sources say that the two are different kinds of body, or that such names stand for two."""
    if best.heads_differ:
        yield Guard("kinds of body", f"“{best.a}” and “{best.b}” are different kinds of body.")
    if a.kind and b.kind and a.kind != b.kind and not best.exact:
        yield Guard("kind", f"One is said to be a {a.kind}, the other a {b.kind}.")
    if a.country in DIVIDED and _is_university(best, a.country) and not seen.values["one language"]:
        yield Guard("divided", "In this country one name in two languages is often that of two bodies.")
    if _is_university(best, a.country) and (_told(a) ^ _told(b)) & UNIVERSITIES:
        yield Guard("kinds of university", "Only one of the two universities says of what kind it is.")
    if a.country in TWIN_MUNICIPALITIES and _one_is_a_city(best, a.country):
        yield Guard("town or land", "A town and the municipality round it may have one name here.")


def _beside(a: Subject, b: Subject, best: Likeness) -> Iterator[Guard]:
    """One of the names says more than the other: a unit, a parent, a line of a budget."""
    towns = town_words(a.town, a.country) | town_words(b.town, b.country)
    for text, left, other, one in ((best.a, best.words_a, best.b, a), (best.b, best.words_b, best.a, b)):
        more = beside(text, one.country, frozenset(left), towns)
        if more:
            sentence = f"“{text}” names something beside “{other}”: “{more}”."
            yield Guard("unit or parent", sentence)
            return
    if not best.exact and _is_fund_line(best, a.country):
        yield Guard("fund line", "One of the names is that of a line of a budget, not only of a body.")


def _only_acronyms_agree(best: Likeness, a: Subject, b: Subject) -> bool:
    """Whether nothing that two names share would tell without their acronyms."""
    x, y = wording(best.a, a.country), wording(best.b, b.country)
    if any(len(word) > 2 for word in codes_of(a) & codes_of(b)):
        return False  # both are told to be called so, beside their names
    short = {word for word in x.acronyms | y.acronyms if len(word) <= LONGEST_ACRONYM}
    left = {*best.words_a, *best.words_b}
    shared = {word for word in (*x.words, *y.words) if word not in left}
    return bool(shared & short) and not any(w not in short and w not in roles().light for w in shared)


def _names_one(best: Likeness, country: str | None) -> bool:
    """Whether the words of a name can mean only one body in a country: a place, or the whole nation."""
    read = wording(best.a, country)
    return bool(read.plain) or not NATIONWIDE.union(roles().countries.values()).isdisjoint(read.words)


def _is_university(best: Likeness, country: str | None) -> bool:
    return "university" in wording(best.a, country).heads


def _told(one: Subject) -> set[str]:
    """Words of all its names."""
    return {word for name in readings(one) for word in name.words}


def _one_is_a_city(best: Likeness, country: str | None) -> bool:
    heads = wording(best.a, country).heads, wording(best.b, country).heads
    return all(one & {"city", "municipality"} for one in heads) and (
        ("city" in heads[0]) != ("city" in heads[1])
    )


def _is_fund_line(best: Likeness, country: str | None) -> bool:
    return any("fundline" in wording(text, country).words for text in (best.a, best.b))


def _only_codes(one: Subject) -> bool:
    return all(is_code(wording(name, one.country)) for name in one.names)


def _only_short(one: Subject, other: Subject) -> bool:
    """Whether all names of the one are short forms, none of which the other spells as a word of its own."""
    if not all(is_short_form(name) and not _says_kind(name, one.country) for name in one.names):
        return False
    theirs = {word for name in other.names for word in words_of(name)}
    return not any(wording(name, one.country).squashed in theirs for name in one.names)


def _says_kind(name: str, country: str | None) -> bool:
    """Whether a word that is spelled out says what kind of body it is: `City of Ulm`, but not `ASL TO3`."""
    return any(wording(word, country).heads for word in words_of(name) if len(word) > 3)


def _place_alone(one: Subject, other: Subject) -> bool:
    """`Maribor` may be the municipality or not, unless it is known to be one."""
    if one.kind in MUNICIPAL and other.kind in (*MUNICIPAL, None):
        return False
    theirs = readings(other)
    return all(is_bare_place(name, one.town, one.country) for name in readings(one)) and any(
        _says_more(name) for name in theirs
    )


def _says_more(name: Wording) -> bool:
    return bool(name.heads)
