"""The fields of a form by which a reader says which part of the network is meant, and how it is counted."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.explorer import Explorer
from api.html import EMPTY_IS_NONE
from graph.analysis.filtering import Filter
from graph.analysis.significance import Significance
from graph.projection import Counting
from graph.vocabulary import Kind
from viz import choices, metric_words

Text = Annotated[
    Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None, EMPTY_IS_NONE
]
Country = Annotated[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None, EMPTY_IS_NONE]
Weight = Annotated[Annotated[float, Field(ge=0, allow_inf_nan=False)] | None, EMPTY_IS_NONE]


class PartForm(BaseModel):
    """What a page about a part of the network is asked; a field that was left empty chooses all."""

    model_config = ConfigDict(extra="ignore")

    counting: Counting = Counting.FRACTIONAL
    start: Text = None
    end: Text = None
    kind: Annotated[Kind | None, EMPTY_IS_NONE] = None
    country: Country = None
    theme: Text = None
    programme: Text = None
    minimum_weight: Weight = None
    backbone: Annotated[Significance | None, EMPTY_IS_NONE] = None

    @property
    def chosen(self) -> Filter:
        """Raises InvalidParameter for a date that is none."""
        return Filter(
            start=self.start,
            end=self.end,
            programme=self.programme,
            kind=self.kind,
            country=self.country,
            theme=self.theme,
            minimum_weight=self.minimum_weight,
            backbone=self.backbone,
        )

    @property
    def part(self) -> dict[str, Any]:
        """What these fields choose; nothing where it is all of the network, counted as usual."""
        return self.model_dump(include=set(PartForm.model_fields), exclude_defaults=True, mode="json")

    @property
    def given(self) -> dict[str, Any]:
        """Everything that differs from the defaults, as it stands in the address of the page."""
        return self.model_dump(exclude_defaults=True, mode="json")

    @property
    def told(self) -> dict[str, Any]:
        """The same as the API names it."""
        renamed = {"start": "from", "end": "to"}
        return {renamed.get(name, name): value for name, value in self.given.items()}


def part_choices(explorer: Explorer) -> dict[str, Any]:
    """What the form lets a reader choose from."""
    return {
        "countings": [(one.value, metric_words.counting_name(one.value)) for one in Counting],
        "backbones": [(one.value, metric_words.backbone_name(one.value)) for one in Significance],
        "kinds": choices.kinds(),
        "countries": choices.countries(explorer.snapshot().organisations["country"].to_pylist()),
    }
