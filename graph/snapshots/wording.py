"""The difference of two snapshots in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from graph.snapshots.changes import Changes, Key, TableChange, ValueChange
from graph.snapshots.cluster_changes import ClusterChange, Fate

T = TypeVar("T")
NAMED = 5
_NOUNS = {
    "organisations": ("organisation", "organisations"),
    "projects": ("project", "projects"),
    "participations": ("participation", "participations"),
    "places": ("place", "places"),
    "programmes": ("programme", "programmes"),
    "themes": ("theme", "themes"),
    "about": ("theme of a project", "themes of projects"),
    "other_ties": ("other stated tie", "other stated ties"),
    "ties": ("tie between organisations", "ties between organisations"),
}
NOTHING = "Nothing changed: both hold the same, to the letter."


def told(changes: Changes) -> list[str]:
    """Sentences, things first, then ties, then clusters; one sentence where nothing changed."""
    sentences = [line for name, one in changes.tables.items() for line in _table(name, one, changes.names)]
    sentences += _table("ties", changes.ties, changes.names)
    sentences += map(_cluster, changes.clusters)
    return sentences or [NOTHING]


def _table(name: str, change: TableChange, names: Mapping[str, str]) -> Iterator[str]:
    def called(key: Key) -> str:
        return " – ".join(names.get(part, part) for part in key)

    for verb, keys in (("added", change.added), ("removed", change.removed)):
        if keys:
            yield f"{_counted(name, len(keys))} {verb}: {_listed(keys, called)}."
    if change.changed:
        yield f"{_values(name, change.changed)}: {_listed(change.changed, lambda one: _value(one, called))}."
    if change.evidence:
        yield f"{_counted(name, change.evidence, 'is', 'are')} now stated by other records."


def _counted(name: str, count: int, one_is: str = "was", several_are: str = "were") -> str:
    single, several = _NOUNS[name]
    return f"1 {single} {one_is}" if count == 1 else f"{count:,} {several} {several_are}"


def _values(name: str, changed: Sequence[ValueChange]) -> str:
    single, several = _NOUNS[name]
    noun = single if len({one.key for one in changed}) == 1 else several
    return f"1 value of {noun} changed" if len(changed) == 1 else f"{len(changed):,} values of {noun} changed"


def _value(one: ValueChange, called: Callable[[Key], str]) -> str:
    return f"{one.column} of {called(one.key)} from {_shown(one.before)} to {_shown(one.after)}"


def _shown(value: object) -> str:
    return "unknown" if value is None else str(value)


def _listed(items: Sequence[T], called: Callable[[T], str]) -> str:
    shown = "; ".join(called(item) for item in items[:NAMED])
    more = len(items) - NAMED
    return f"{shown}; and {more:,} more" if more > 0 else shown


def _cluster(change: ClusterChange) -> str:
    before, after = map(_clusters, (change.before, change.after))
    if change.fate is Fate.SPLIT:
        return f"Split: {before} is now in {after}."
    if change.fate is Fate.JOINED:
        return f"Joined: {before} are now together in {after}."
    if change.fate is Fate.NEW:
        return f"New: none of the members of {after} was in a cluster before."
    return f"Gone: none of the members of {before} is in a cluster any more."


def _clusters(names: Sequence[str]) -> str:
    return " and ".join(f"cluster {name}" for name in names)
