"""Keeps derived ties true: PARTNERS_WITH from joint projects, FUNDS from funded projects.

Batches mark what they change (`:Dirty`), so that a job killed before this step leaves the debt behind
and the next one pays it. Only organisations of marked projects are computed again; what comes out is
compared with what is there, and only differences are written.

First comes what is judged: organisations may have come of which judgements speak, or gone. Derived ties join
the organisations that stand for all that are the same, and each of their projects counts once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Any

from graph.ahead import ahead
from graph.errors import Cancelled
from graph.progress import Progress, Step
from graph.resolution.canonical import SameAs
from graph.store import derive_statements as statements
from graph.store import resolution
from graph.store.fundings import funding_rows
from graph.store.partnerships import partnership_rows
from graph.store.session import Store, Transaction
from graph.store.statement import Statement
from graph.store.statements import LOCK, RAISE_VERSION
from graph.sweeping import swept

Row = dict[str, Any]
ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Derived:
    """Ties that were created, changed or deleted."""

    partnerships: int
    fundings: int


@dataclass(frozen=True, slots=True)
class _DerivedTie:
    """How one type of derived tie is computed, read and written; every tie belongs to one organisation."""

    label: str
    columns: tuple[str, ...]
    compute: Callable[[Store, Sequence[str], SameAs], Iterator[tuple[str, list[Row]]]]
    existing: Statement
    create: Statement
    change: Statement
    delete: Statement


PARTNERSHIPS = _DerivedTie(
    label="partnerships",
    columns=statements.PARTNERSHIP_COLUMNS,
    compute=partnership_rows,
    existing=statements.PARTNERSHIPS_OF,
    create=statements.CREATE_PARTNERSHIPS,
    change=statements.CHANGE_PARTNERSHIPS,
    delete=statements.DELETE_PARTNERSHIPS,
)
FUNDINGS = _DerivedTie(
    label="fundings",
    columns=statements.FUNDING_COLUMNS,
    compute=funding_rows,
    existing=statements.FUNDINGS_OF,
    create=statements.CREATE_FUNDINGS,
    change=statements.CHANGE_FUNDINGS,
    delete=statements.DELETE_FUNDINGS,
)


class _Overtaken(Exception):
    """Another writer changed the graph after the ties were computed."""


def derive(
    store: Store,
    progress: Progress,
    *,
    stop: Event | None = None,
    leave_it: Callable[[], bool] = lambda: False,
) -> Derived:
    """Brings all derived ties up to date; does nothing where no batch left a mark.

    Should another writer change the graph meanwhile, its marks stay and the work is done again, unless
    `leave_it` says that somebody else will do it. Raises Cancelled when `stop` is set; the marks stay.
    """
    changed: Counter[str] = Counter()
    while not _turn(store, changed, _Stoppable(progress, stop or Event())):
        if leave_it():
            progress.say("Another job is still writing; it will bring the derived ties up to date.")
            break
    return Derived(changed[PARTNERSHIPS.label], changed[FUNDINGS.label])


@dataclass(frozen=True, slots=True)
class _Stoppable:
    """Progress that looks, between one portion and the next, whether somebody wants the work to end."""

    progress: Progress
    stop: Event

    @contextmanager
    def step(self, label: str, total: int | None = None, unit: str = "rows") -> Iterator["_StoppableStep"]:
        with self.progress.step(label, total=total, unit=unit) as step:
            yield _StoppableStep(step, self.stop)

    def say(self, sentence: str) -> None:
        self.progress.say(sentence)


@dataclass(frozen=True, slots=True)
class _StoppableStep:
    step: Step
    stop: Event

    def advance(self, amount: int = 1) -> None:
        self.step.advance(amount)
        if self.stop.is_set():
            raise Cancelled("The job was cancelled.")


def _turn(store: Store, changed: Counter[str], progress: Progress) -> bool:
    """Pays the debt as it is now; False where it was overtaken and another turn is due."""
    settled = store.write(resolution.settle)
    debt = store.read(_debt)
    try:
        for tie in (PARTNERSHIPS, FUNDINGS):
            _bring_up_to_date(store, tie, debt, changed, progress)
        _settle(store, debt.version, settled.unspoken)
    except _Overtaken:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Debt:
    """Version of the graph, who stands for whom, and sorted uids of whose derived ties may have changed."""

    version: int
    same_as: SameAs
    affected: list[str]


def _debt(tx: Transaction) -> _Debt:
    """Who is marked, and who stands for them: a member for which another stands now must lose its ties."""
    version = tx.run(statements.VERSION)
    same_as = resolution.same_as(tx)
    marked = {row[0] for row in tx.values(statements.AFFECTED)}
    marked.update([same_as.of(uid) for uid in marked])
    return _Debt(version[0]["version"] if version else 0, same_as, sorted(marked))


def _settle(store: Store, version: int, unspoken: Sequence[str]) -> None:
    """Clears the marks, unless somebody wrote since `version`."""

    def work(tx: Transaction) -> None:
        _lock(tx, version)
        resolution.forget_orphans(tx, unspoken)
        if tx.run(statements.CLEAR_MARKS)[0]["cleared"]:
            tx.run(RAISE_VERSION)

    store.write(work)


def _lock(tx: Transaction, version: int) -> None:
    """Nobody else writes until this transaction ends, and nobody did since `version`."""
    if tx.run(LOCK)[0]["version"] != version:
        raise _Overtaken


def _bring_up_to_date(
    store: Store,
    tie: _DerivedTie,
    debt: _Debt,
    changed: Counter[str],
    progress: Progress,
) -> None:
    if not debt.affected:
        return
    known = frozenset(debt.affected)
    with progress.step(tie.label, total=len(debt.affected), unit="organisations") as step:
        portions, unswept = _portions(tie.compute(store, debt.affected, debt.same_as)), 0
        for owners, wanted in ahead(portions, most=1, name=f"derive {tie.label}"):
            changed[tie.label] += _replace(store, tie, debt.version, owners, wanted, known)
            step.advance(len(owners))
            unswept = swept(unswept + len(wanted))


def _portions(computed: Iterator[tuple[str, list[Row]]]) -> Iterator[tuple[list[str], list[Row]]]:
    """Organisations with all their ties, gathered until one transaction has enough to do."""
    owners: list[str] = []
    rows: list[Row] = []
    for owner, own in computed:
        owners.append(owner)
        rows += own
        if len(rows) + len(owners) >= ROWS_AT_ONCE:
            yield owners, rows
            owners, rows = [], []
    if owners:
        yield owners, rows


def _replace(
    store: Store,
    tie: _DerivedTie,
    version: int,
    owners: list[str],
    wanted: list[Row],
    known: frozenset[str],
) -> int:
    """Makes the ties of `owners` the wanted ones; ties to organisations outside `known` are none of ours.

    What was computed before another writer came must not be written after that writer's own derivation.
    """
    by_ends = {(row["start"], row["end"]): row for row in wanted}

    def work(tx: Transaction) -> int:
        _lock(tx, version)
        found = tx.run(tie.existing, uids=owners)
        existing = {(row["start"], row["end"]): row for row in found if row["end"] in known}
        create = [row for ends, row in by_ends.items() if ends not in existing]
        change = [row for ends, row in by_ends.items() if ends in existing and existing[ends] != row]
        delete = [row for ends, row in existing.items() if ends not in by_ends]
        new = _by_start(create, tie.columns)
        for statement, rows in ((tie.create, new), (tie.change, change), (tie.delete, delete)):
            if rows:
                tx.run(statement, rows=rows)
        return len(create) + len(change) + len(delete)

    return store.write(work)


def _by_start(rows: Sequence[Row], columns: Sequence[str]) -> list[list[Any]]:
    """Most often all is new, and lists cost a third less than maps on the way to the database."""
    gathered: dict[str, list[list[Any]]] = {}
    for row in rows:
        values = [row["end"], *map(row["values"].get, columns)]
        gathered.setdefault(row["start"], []).append(values)
    return [[start, own] for start, own in gathered.items()]
