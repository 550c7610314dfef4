"""Places with codes: the NUTS territories of the languages, and the municipalities that ISO 3166-2 lists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pycountry
import yaml

from graph.vocabulary import NUTS_TO_ISO
from ingest.network_schema import Place, PlaceLevel

_RULE = "reference list"
_LEVELS: tuple[PlaceLevel, ...] = ("nuts1", "nuts2", "nuts3")


@cache
def _told() -> Mapping[str, Any]:
    text = files("ingest.documents").joinpath("languages", "regions.yaml").read_text(encoding="utf-8")
    told: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return told


def places(codes: Iterable[str]) -> tuple[Place, ...]:
    """These places and all above them, each once, up to the country."""
    made: dict[str, Place] = {}
    for code in codes:
        for place in _upwards(code):
            made.setdefault(place.code, place)
    return tuple(made[code] for code in sorted(made))


def municipality(word: str, country: str) -> str | None:
    """The code of the only municipality whose name begins like a word in another case (`Biržų`: LT-06)."""
    if country not in _MUNICIPAL or len(word) < 5:
        return None
    found = {code for code, name in _municipalities(country) if _are_like(name, word)}
    if len(found) > 1:
        found = {
            code for code, name in _municipalities(country) if code in found and not name.endswith("miestas")
        }
    return found.pop() if len(found) == 1 else None


# Countries whose municipalities ISO 3166-2 lists, and from how many letters on two cases of a name are one.
_MUNICIPAL = {"LT": 4}


def _are_like(name: str, word: str) -> bool:
    first, told = name.casefold(), word.casefold()
    alike = 0
    for one, other in zip(first, told, strict=False):
        if one != other:
            break
        alike += 1
    return alike >= max(4, len(first) - 3) and len(told) - alike <= 3


@cache
def _municipalities(country: str) -> tuple[tuple[str, str], ...]:
    listed = [one for one in pycountry.subdivisions if one.country_code == country]
    return tuple((one.code, one.name) for one in listed if "unicipalit" in one.type)


def _upwards(code: str) -> Iterator[Place]:
    if re.fullmatch(r"[A-Z]{2}-\w+", code):
        yield from _subdivision(code)
    elif len(code) > 2:
        above = code[:-1] if len(code) > 3 else NUTS_TO_ISO.get(code[:2], code[:2])
        country = NUTS_TO_ISO.get(code[:2], code[:2])
        yield Place(
            code=code,
            name=_told()["names"][code],
            level=_LEVELS[len(code) - 3],
            scheme="NUTS",
            country=country,
            part_of=above,
            rule=f"{_RULE} NUTS 2021",
        )
        yield from _upwards(above)
    else:
        known = pycountry.countries.get(alpha_2=code)
        yield Place(
            code=code,
            name=known.name if known else code,
            level="country",
            scheme="ISO 3166-1",
            country=code,
            rule=_RULE,
        )


def _subdivision(code: str) -> Iterator[Place]:
    one = next(one for one in pycountry.subdivisions if one.code == code)
    above = one.parent_code or _told()["iso_under"].get(code)
    yield Place(
        code=code,
        name=one.name,
        level="subdivision",
        scheme="ISO 3166-2",
        country=code[:2],
        part_of=above,
        rule=_RULE,
    )
    if above:
        yield from _upwards(above)
