"""Subjects with made-up names, as short as a test needs them."""

from graph.resolution.matching import Comparison, Thresholds, compare
from graph.resolution.subject import Subject

THRESHOLDS = Thresholds(merge=0.8, review=0.3, margin=0.05)


def subject(
    uid: str,
    *names: str,
    country: str | None = "AT",
    town: str | None = None,
    kind: str | None = None,
    identifiers: tuple[str, ...] = (),
    website: str | None = None,
    source: str = "made-up",
) -> Subject:
    return Subject(
        uid=uid,
        names=names,
        kind=kind,
        country=country,
        town=town,
        place=None,
        identifiers=identifiers,
        website=website,
        sources=(source,),
    )


def compared(a: Subject, b: Subject) -> Comparison:
    return compare(a, b, THRESHOLDS)


def named(a: str, b: str, country: str | None = "AT", town: str | None = None) -> Comparison:
    """Two subjects of one country and town that differ in name only."""
    return compared(subject("a", a, country=country, town=town), subject("b", b, country=country, town=town))
