"""The one complaint of everything here that turns text into a value."""

from graph.errors import InputError


class CannotRead(InputError):
    """A text has no certain meaning as the value that is asked for; `reason` says why, in words."""

    def __init__(self, reason: str, column: str | None = None) -> None:
        super().__init__(f"Column {column!r}: {reason}" if column else reason)
        self.reason = reason
        self.column = column

    def of(self, column: str) -> "CannotRead":
        """The same complaint with the heading of the column in which the text stands."""
        return CannotRead(self.reason, column)


def shown(text: str, longest: int = 60) -> str:
    """A text as a message quotes it: on one line, and not longer than a person reads."""
    return repr(text if len(text) <= longest else f"{text[: longest - 1]}…")
