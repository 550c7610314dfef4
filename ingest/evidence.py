"""A fact read from a page: a value, and the evidence for it.

Evidence is `at`, the character spans [start, end] of the page's text where the fact stands, and `rule`,
how it was read where the text does not say it in these very words. At least one of the two is needed.
"""

from collections.abc import Iterator
from typing import Annotated, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _several(spans: object) -> object:
    """One span may be written without the outer brackets."""
    if isinstance(spans, list | tuple) and spans and not isinstance(spans[0], list | tuple):
        return [spans]
    return spans


Position = Annotated[int, Field(ge=0)]
Spans = Annotated[tuple[tuple[Position, Position], ...], BeforeValidator(_several)]


class Part(BaseModel):
    """Part of what is told: unknown fields are errors, nothing changes after checking."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Evidence(Part):
    """Where a fact stands in the text, and by which rule it was read."""

    at: Spans = ()
    rule: Text | None = None

    @model_validator(mode="after")
    def _is_evidence(self) -> Self:
        if not self.at and self.rule is None:
            raise ValueError("a fact needs `at` (where it stands) or `rule` (how it was found)")
        if any(start >= end for start, end in self.at):
            raise ValueError("a span in `at` must end after it starts")
        return self


V = TypeVar("V")


class Fact(Evidence, Generic[V]):
    """A value with its evidence."""

    value: V


def flat_text(part: Part, under: str | None = None) -> dict[str, str]:
    """All that a part tells as text: a value under its field, its evidence under field.at and field.rule."""
    return {".".join(path): text for path, text in _flat((under,) if under else (), part)}


def _flat(path: tuple[str, ...], told: object) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(told, Part):
        for name in type(told).model_fields:
            here = path if name == "value" and isinstance(told, Fact) else (*path, name)
            yield from _flat(here, getattr(told, name))
    elif isinstance(told, tuple) and path[-1] == "at":
        if told:
            yield path, ", ".join(f"{start}-{end}" for start, end in told)
    elif isinstance(told, tuple):
        for number, item in enumerate(told, start=1):
            yield from _flat((*path, str(number)), item)
    elif told is not None:
        yield path, str(int(told) if isinstance(told, float) and told.is_integer() else told)
