"""A value as users see it: what is shown, why, and all that is stated beside it, each with its record."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field


class StatedBy(BaseModel):
    """A record that states a value, and where it stands."""

    record: str
    href: str
    of: str = Field(description="Organisation, project or figure of which the record says it.")
    source: str | None
    file: str | None
    part: str | None
    row: int | None
    job: str | None
    time: str | None = Field(description="When the job that brought it ended, or began.")
    address: str | None
    span: str | None = Field(description="Characters of the document's text, as start-end.")
    rule: str | None = Field(description="How it was read where the text does not say it in these words.")


class StatedValue(BaseModel):
    """One of the values that are stated; `by` names the first of its `records`."""

    value: Any
    records: int
    by: list[StatedBy]


class ShownValue(BaseModel):
    """What is shown, by which rule, and all that is stated: two sources that disagree both stand."""

    shown: Any = None
    why: str
    stated: list[StatedValue]


Values = dict[str, ShownValue]


def shown_values(values: Mapping[str, Mapping[str, Any]]) -> Values:
    """Values of the store with addresses of their records."""
    return {name: ShownValue.model_validate(_linked(value)) for name, value in values.items()}


def _linked(value: Mapping[str, Any]) -> dict[str, Any]:
    stated = [
        one | {"by": [by | {"href": f"/api/v1/records/{by['record']}"} for by in one["by"]]}
        for one in value["stated"]
    ]
    return {**value, "stated": stated}
