"""What an answer on pairs of territories says of their borders."""

import numpy as np
from pydantic import BaseModel, Field

from graph.analysis.gravity import Apart, Gravity
from graph.projection import FloatArray
from viz.languages import gettext, noted

NO_BORDERS = noted(
    "No data: no shapes of level %(level)s were loaded, so nobody knows who are neighbours "
    "(socialcluster places import, NUTS GeoJSON)."
)
SOME_UNKNOWN = noted(
    "%(count)s of %(all)s territories have no shape, so nobody knows their neighbours; they are left out."
)


class Borders(BaseModel):
    """How far it is known which territories share a border on land."""

    territories: int = Field(description="Territories of which a shape was loaded.")
    of: int = Field(description="All territories.")
    known: int = Field(description="Pairs of which it is known whether they share a border.")
    shared: int = Field(description="Pairs that do.")
    in_residual: int = Field(
        description="Pairs whose residual allows for the border: all that are known, or none where they are "
        "too few. The residual of the others is of a regression without it."
    )


def borders(apart: Apart | None, fitted: Gravity | None) -> Borders | None:
    """None of groups that lie nowhere."""
    if apart is None or apart.border is None:
        return None
    told = _pairs(apart.border)
    beside: FloatArray = apart.border + np.where(np.eye(len(apart.border)), np.nan, 0.0)
    return Borders(
        territories=int((~np.isnan(beside)).any(axis=1).sum()),
        of=len(apart.border),
        known=int((~np.isnan(told)).sum()),
        shared=int((told == 1).sum()),
        in_residual=int(fitted.with_border.sum()) if fitted else 0,
    )


def _pairs(border: FloatArray) -> FloatArray:
    return border[np.triu_indices(len(border), k=1)]


def why_fewer(found: Borders | None, level: str) -> str | None:
    """What to say to somebody who asks for neighbours alone; None where all borders are known."""
    if found is None or found.known == 0:
        return gettext(NO_BORDERS, level=level)
    lacking = found.of - found.territories
    return gettext(SOME_UNKNOWN, count=lacking, all=found.of) if lacking else None
