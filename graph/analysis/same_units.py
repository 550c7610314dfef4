"""Which municipalities of an ISO 3166-2 list are which of a list with points or shapes, by their names.

Lists write a name alone (`Biržai`) or with its generic word and then, in Lithuanian, in the genitive (`Biržų
rajono savivaldybė`). Two are one if their names are the same but for the generic word, and the generic words
say the same; where either list has the name but once, the name decides alone. Whatever else fits, or fits
twice, is left out: nobody can say which is meant. Endings of the genitive: V. Ambrazas (ed.), Lithuanian
Grammar, 1997, chapter on the declension of nouns.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.reference_lists import Unit
from graph.names import folded

# Generic words at the end of a name, and of what sort a municipality is that bears them; the longest first.
GENERIC = (
    (" miesto savivaldybė", "city"),
    (" rajono savivaldybė", "district"),
    (" savivaldybė", None),
    (" miestas", "city"),
)
# Of two endings that fit, the longer is the right one.
GENITIVES = (
    ("jis", ("jo",)),
    ("us", ("aus",)),
    ("as", ("o",)),
    ("is", ("io", "ies")),
    ("ys", ("io", "ių")),
    ("os", ("ų",)),
    ("ai", ("ų",)),
    ("a", ("os",)),
    ("ė", ("ės",)),
)
DECLINING = "LT"


@dataclass(frozen=True, slots=True)
class _Named:
    """A unit by the ways in which its name may be written, and its sort where the name tells it."""

    code: str
    writings: frozenset[str]
    sort: str | None


def same_units(listed: Iterable[Unit], loaded: Iterable[Unit], country: str) -> dict[str, str]:
    """Code of the loaded unit by that of the listed one, for those of which it is certain.

    A listed unit without a generic word, of a name that a city has too, is the district.
    """
    left = [_named(unit, country) for unit in listed if unit.name]
    right = [_named(unit, country) for unit in loaded if unit.name]
    fits = {one.code: [other for other in right if one.writings & other.writings] for one in left}
    back = {other.code: [one for one in left if other in fits[one.code]] for other in right}
    found = {}
    for one in left:
        for other in fits[one.code]:
            if _is_one(one, other, fits=fits[one.code], back=back[other.code]):
                found[one.code] = other.code
    return found


def _is_one(one: _Named, other: _Named, *, fits: list[_Named], back: list[_Named]) -> bool:
    if len(fits) == len(back) == 1:
        return one.sort is None or other.sort is None or one.sort == other.sort
    mine = _sort(one, back)
    alike = [each for each in fits if _sort(each, fits) == mine]
    rivals = [each for each in back if _sort(each, back) == mine]
    return mine is not None and alike == [other] and rivals == [one]


def _sort(one: _Named, among: list[_Named]) -> str | None:
    """Beside a city of the same name, what is called nothing else is the district."""
    cities = sum(each.sort == "city" for each in among)
    return one.sort or ("district" if cities == 1 and len(among) == 2 else None)


def _named(unit: Unit, country: str) -> _Named:
    name, sort = unit.name or "", None
    for word, means in GENERIC if country == DECLINING else ():
        if name.endswith(word):
            return _Named(unit.code, frozenset({_key(name.removesuffix(word))}), means)
    writings = {name, *(_genitives(name) if country == DECLINING else ())}
    return _Named(unit.code, frozenset(map(_key, writings)), sort)


def _genitives(name: str) -> list[str]:
    for ending, others in GENITIVES:
        if name.endswith(ending):
            return [name.removesuffix(ending) + other for other in others]
    return []


def _key(name: str) -> str:
    return " ".join(folded(name).split())
