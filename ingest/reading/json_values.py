"""JSON values as texts of cells: numbers digit by digit as written, nested objects under dotted names."""

import json
from collections.abc import Iterable, Iterator, Mapping

from ingest.reading.cannot_read import CannotRead, shown

_DEEPEST = 50


class _Number(str):
    """A number as it is written; a float would lose digits."""

    __slots__ = ()


class _Doubled:
    """Stands for an object that gives one name twice."""

    def __init__(self, name: str) -> None:
        self.name = name


def _object(pairs: list[tuple[str, object]]) -> object:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    names = [name for name, _ in pairs]
    return _Doubled(next(name for name in names if names.count(name) > 1))


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_Number,
    parse_float=_Number,
    parse_constant=_Number,
    strict=False,
)


def cells_of(value: object) -> dict[str, str]:
    """Texts by name; raises CannotRead where the value is no object, or says a thing twice."""
    if not isinstance(value, Mapping):
        raise CannotRead(_no_object(value))
    cells: dict[str, str] = {}
    for name, text in _flat(value, prefix="", depth=0):
        if name in cells:
            raise CannotRead(f"The name {shown(name)} stands twice in one object.")
        cells[name] = text
    return cells


def _no_object(value: object) -> str:
    if isinstance(value, _Doubled):
        return f"The name {shown(value.name)} stands twice in one object."
    return f"{shown(_text(value, depth=0))} is not an object with names and values."


def _flat(value: Mapping[str, object], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    _check(depth)
    for name, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield from _flat(inner, f"{prefix}{name}.", depth + 1)
        else:
            yield f"{prefix}{name}", "" if inner is None else _text(inner, depth)


def _text(value: object, depth: int) -> str:
    """A value as a person reads it; lists and what is in them as JSON, for they have no other text."""
    if isinstance(value, str):
        return value
    return _json(value, depth)


def _json(value: object, depth: int) -> str:
    _check(depth)
    if isinstance(value, _Doubled):
        raise CannotRead(_no_object(value))
    if isinstance(value, _Number):
        return str(value)
    if isinstance(value, Mapping):
        return _joined("{}", (f"{_quoted(name)}:{_json(inner, depth + 1)}" for name, inner in value.items()))
    if isinstance(value, list):
        return _joined("[]", (_json(inner, depth + 1) for inner in value))
    return _quoted(value)


def _joined(brackets: str, parts: Iterable[str]) -> str:
    return f"{brackets[0]}{','.join(parts)}{brackets[1]}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _check(depth: int) -> None:
    if depth > _DEEPEST:
        raise CannotRead(f"Values are nested more than {_DEEPEST} deep.")
