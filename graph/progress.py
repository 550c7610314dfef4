"""How long work tells where it is, without knowing who listens (a terminal, a job record, nobody)."""

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Step(Protocol):
    """One stretch of work under way."""

    def advance(self, amount: int = 1) -> None:
        """`amount` more units (rows, bytes, files) are done."""


class Progress(Protocol):
    """Opens stretches of work; `total` is None where the end is not known."""

    def step(
        self, label: str, total: int | None = None, unit: str = "rows"
    ) -> AbstractContextManager[Step]: ...

    def say(self, sentence: str) -> None:
        """A line of plain text for the person who waits."""


class _SilentStep:
    def advance(self, amount: int = 1) -> None:
        return None


class Silent:
    """The listener that is not there."""

    def step(self, label: str, total: int | None = None, unit: str = "rows") -> AbstractContextManager[Step]:
        return nullcontext(_SilentStep())

    def say(self, sentence: str) -> None:
        return None
