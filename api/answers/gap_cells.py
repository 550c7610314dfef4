"""The matrix of gaps as it is answered: groups, and pairs of them with their numbers and verdict."""

from pydantic import BaseModel, Field

from api.answers.basis import Answer
from api.answers.gap_borders import Borders
from graph.analysis.gap_matrix import Verdict
from graph.projection import Counting


class GapTerritory(BaseModel):
    code: str
    name: str | None
    organisations: int
    participants: int = Field(description="Those of them that take part in anything.")
    strength: float = Field(description="Weight of its ties to other groups.")
    inside: float = Field(description="Weight of its ties inside.")
    data: bool = Field(description="Whether any of its organisations is in a joint project.")
    ei: float | None = Field(description="E-I index of its ties together; null where it has none.")
    ei_low: float | None = Field(description="95 of 100 permutations of the groups lie from here")
    ei_high: float | None = Field(description="to here.")


class BeforeCell(BaseModel):
    """The pair in the earlier period."""

    observed: float
    expected: float | None
    ratio: float | None
    verdict: Verdict


class GapCell(BaseModel):
    a: str
    b: str
    projects: int = Field(description="Projects in which both take part.")
    observed: float = Field(description="Weight of the ties that these projects make.")
    expected: float | None = Field(description="Without pairs of a group with itself (Steijn 2021).")
    ratio: float | None
    salton: float | None
    jaccard: float | None
    chance: float | None = Field(description="Mean over the networks dealt by chance.")
    p: float | None = Field(description="Two-sided, by chance with the same degrees; null: not tested.")
    q: float | None = Field(description="After Benjamini and Hochberg, over all tested pairs.")
    verdict: Verdict
    kilometres: float | None
    border: bool | None = Field(description="Whether they share a border on land; null where nobody knows.")
    modelled: float | None = Field(
        description="Ties of groups as strong, as far apart, with or without a common border and language."
    )
    residual: float | None = Field(
        description="Pearson residual after strengths, distance, language and, where it is known, border; "
        "null where not fitted."
    )
    before: BeforeCell | None
    href: str = Field(description="Address of the projects and organisations behind the pair.")


class GapMatrixAnswer(Answer):
    level: str
    counting: Counting
    parameters: dict[str, str | bool | int | float]
    territories: list[GapTerritory]
    cells: list[GapCell] = Field(
        description="Gaps first, those that lack most ties before others; or by `order`."
    )
    shown: int
    found: int = Field(description="Pairs that fit what was asked for.")
    verdicts: dict[str, int] = Field(description="Pairs of each verdict, of all.")
    ties: float = Field(description="Weight of all ties between groups.")
    tested: int
    unplaced: float = Field(description="Weight of ties of which an end is in no known group.")
    with_place: int
    organisations: int
    participants: int = Field(description="Organisations that take part in anything.")
    participants_unknown: int = Field(description="Those of them whose group is not known.")
    gravity: dict[str, float] | None = Field(description="Coefficients of the regression, where fitted.")
    gravity_without_border: dict[str, float] | None = Field(
        description="Of the regression for pairs of which nobody knows whether they share a border."
    )
    borders: Borders | None = Field(description="How far borders are known; null of what lies nowhere.")
    reason: str | None = Field(description="Why less is said than asked for.")
