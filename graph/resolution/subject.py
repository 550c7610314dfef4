"""What resolution knows of one organisation of one source, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """One organisation as its sources state it, before anybody decided which others it is.

    `names` are as stated, the shown one first, and empty for a participant that is counted but not named.
    `country` is ISO 3166-1 alpha-2, `place` a code, `identifiers` are written `scheme:number`.
    """

    uid: str
    names: tuple[str, ...]
    kind: str | None
    country: str | None
    town: str | None
    place: str | None
    identifiers: tuple[str, ...]
    website: str | None
    sources: tuple[str, ...]
