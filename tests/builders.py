"""Small values for tests: records of who takes part in what, and snapshots made without a database."""

from collections.abc import Iterable, Mapping, Sequence

from graph.properties import Value
from graph.records import Location, NodeClaim, Record, TieClaim
from graph.snapshot import TABLES, Snapshot, table_of
from graph.store import jobs
from graph.store.session import Store
from graph.store.writer import Batch, Outcome, write_batch
from graph.vocabulary import Node, Tie

Memberships = Mapping[str, Iterable[str]]


def record(
    key: str,
    *nodes: NodeClaim,
    ties: Iterable[TieClaim] = (),
    source: str = "test",
    row: int = 1,
    raw: Mapping[str, str] | None = None,
) -> Record:
    """A record of `nodes` and `ties`; its raw cells are its key unless given."""
    place = Location("test.xlsx", "sheet", row)
    return Record(source, key, place, raw or {"key": key}, nodes=nodes, ties=tuple(ties))


def organisation(key: str, **values: Value) -> NodeClaim:
    return NodeClaim(Node.ORGANISATION, f"org-{key}", values)


def project(key: str, **values: Value) -> NodeClaim:
    return NodeClaim(Node.PROJECT, f"prj-{key}", values)


def programme(key: str, **values: Value) -> NodeClaim:
    return NodeClaim(Node.PROGRAMME, f"fund-{key}", values)


def place(key: str, **values: Value) -> NodeClaim:
    return NodeClaim(Node.PLACE, f"place-{key}", values)


def theme(key: str, **values: Value) -> NodeClaim:
    return NodeClaim(Node.THEME, f"theme-{key}", values)


def tie(kind: Tie, start: NodeClaim, end: NodeClaim, **values: Value) -> TieClaim:
    return TieClaim(kind, start.ref, end.ref, values)


def participation(
    who: str, what: str, *, source: str = "test", dates: Mapping[str, str] | None = None, **part: Value
) -> Record:
    """One organisation in one project, with the project's `dates` and the values of the tie."""
    member, joint = organisation(who, name=who), project(what, **(dates or {}))
    return record(
        f"{who} in {what}",
        member,
        joint,
        ties=[tie(Tie.PARTICIPATES_IN, member, joint, **part)],
        source=source,
    )


def participations(memberships: Memberships) -> list[Record]:
    """A record per project and member."""
    return [participation(who, what) for what, members in memberships.items() for who in members]


def funding(what: str, by: str, **values: Value) -> Record:
    """One project funded by one programme."""
    joint, funder = project(what), programme(by, name=by)
    return record(f"{what} by {by}", joint, funder, ties=[tie(Tie.FUNDED_BY, joint, funder, **values)])


def write(
    store: Store, records: Sequence[Record], *, size: int = 1000, source: str = "test"
) -> tuple[Outcome, ...]:
    """Writes records as a job of their own, `size` to a batch; derived ties are left as they are."""
    job = jobs.new_job(source, "test.xlsx", "0" * 64)
    jobs.save(store, job)
    portions = [records[begin : begin + size] for begin in range(0, len(records), size)]
    return tuple(
        write_batch(store, Batch(job.id, number, tuple(portion))) for number, portion in enumerate(portions)
    )


def snapshot_of(
    memberships: Memberships,
    *,
    alone: Iterable[str] = (),
    values: Mapping[str, Mapping[str, str]] | None = None,
    about: Mapping[str, Iterable[str]] | None = None,
) -> Snapshot:
    """The snapshot of projects and their members; `alone` takes part in nothing.

    `values` holds what is known of organisations and projects beyond their names, `about` themes of projects.
    """
    known = values or {}
    organisations = sorted({*alone, *(who for members in memberships.values() for who in members)})
    projects = sorted(memberships)
    themes = sorted({name for names in (about or {}).values() for name in names})
    rows: dict[str, list[dict[str, object]]] = {
        "organisations": [{"uid": who, "name": who} | known.get(who, {}) for who in organisations],
        "projects": [{"uid": what, "acronym": what} | known.get(what, {}) for what in projects],
        "participations": sorted(
            (
                {"organisation": organisations.index(who), "project": projects.index(what)}
                for what, members in memberships.items()
                for who in set(members)
            ),
            key=lambda row: (row["organisation"], row["project"]),
        ),
        "themes": [{"uid": name, "name": name} for name in themes],
        "about": sorted(
            (
                {"project": projects.index(what), "theme": themes.index(name)}
                for what, names in (about or {}).items()
                for name in names
            ),
            key=lambda row: (row["project"], row["theme"]),
        ),
    }
    return Snapshot({name: table_of(name, rows.get(name, [])) for name in TABLES})
