"""Web addresses as tables give them, which also hold signs for "none" and mail addresses."""

from ingest.contacts import LEFT_OUT

_NONE = frozenset(("", "-", "--", "n/a", "na", "none", "no", "nan", "null", "http://", "https://", "www"))


def website(text: str) -> str | None:
    """A web address as it is written; None where the cell says that there is none, or is a mail address."""
    bare = text.strip()
    if bare.casefold() in _NONE or "." not in bare or "@" in bare or LEFT_OUT in bare:
        return None
    return bare
