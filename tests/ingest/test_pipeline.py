"""From rows to the graph, with a source that reads its rows from a list."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from graph.errors import SchemaMissing, StoreUnavailable, UnexpectedLayout
from graph.progress import Silent
from graph.records import Location, Record, Rejection, Row
from graph.settings import Settings
from graph.store import schema
from graph.store.freeze import graph_version
from graph.store.jobs import REJECTS_KEPT, Job, job_as_shown
from graph.store.session import Store
from graph.store.statement import Statement
from ingest import pipeline
from ingest.jobs import ingest
from ingest.raw import checksum as file_checksum
from ingest.source import Opened, SourceFacts
from tests.builders import organisation, participation, record, theme
from tests.graph.store.dump import graph_dump, nodes, ties
from tests.graph.store.wiping import wipe

JOBS = Statement("jobs", "MATCH (j:Job) RETURN j.uid AS id, j.state AS state, j.error AS error")


class Listed:
    """A source of the given rows; an exception among them is raised when its turn comes."""

    facts = SourceFacts(
        name="listed",
        title="Listed",
        publisher="",
        address="",
        licence="",
        publishes="Whatever the test says.",
    )

    def __init__(self, *rows: Record | Row | Rejection | Exception) -> None:
        self.listed = rows

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        yield Opened(total=len(self.listed), rows=self._rows())

    def _rows(self) -> Iterator[Row | Rejection]:
        for row in self.listed:
            if isinstance(row, Exception):
                raise row
            yield Row(row) if isinstance(row, Record) else row


class Refused(Listed):
    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        raise UnexpectedLayout("There is no such sheet.")
        yield


def load(store: Store, settings: Settings, *rows: Record | Row | Rejection | Exception) -> Job:
    return ingest(store, Listed(*rows), a_file(settings), settings, Silent())


def a_file(settings: Settings) -> Path:
    settings.home.mkdir(parents=True, exist_ok=True)
    file = settings.home / "rows.txt"
    file.write_text("whatever")
    return file


def rejection(row: int, column: str | None = "Budget") -> Rejection:
    return Rejection(Location("rows.txt", "Sheet", row), column, f"Row {row} is wrong.")


def counts(job: Job) -> tuple[int, int, int, int]:
    return job.read, job.written, job.unchanged, job.rejected


def test_rows_become_records_and_derived_ties(store: Store, settings: Settings) -> None:
    job = load(store, settings, participation("a", "p"), participation("b", "p"))
    assert counts(job) == (2, 2, 0, 0)
    assert (job.state, job.error) == ("done", None)
    assert list(ties(store, "PARTNERS_WITH")) == [("org-a", "org-b")]


def test_a_second_run_changes_nothing(store: Store, settings: Settings) -> None:
    rows = [participation("a", "p"), participation("b", "p")]
    load(store, settings, *rows)
    before, version = graph_dump(store), graph_version(store)
    assert counts(load(store, settings, *rows)) == (2, 0, 2, 0)
    assert (graph_dump(store), graph_version(store)) == (before, version)


def test_a_row_that_is_rejected_does_not_stop_the_others(store: Store, settings: Settings) -> None:
    job = load(store, settings, participation("a", "p"), rejection(7), participation("b", "p"))
    assert counts(job) == (3, 2, 0, 1)
    assert job.state == "partial"
    assert job.rejects == (rejection(7),)


def test_a_row_that_stands_twice_is_written_once(store: Store, settings: Settings) -> None:
    job = load(store, settings, participation("a", "p"), participation("b", "p"), participation("a", "p"))
    assert counts(job) == (3, 2, 1, 0)


def test_a_row_that_contradicts_an_earlier_one_is_rejected(store: Store, settings: Settings) -> None:
    first, other = (participation("a", "p", role=role) for role in ("lead", "partner"))
    job = load(store, settings, first, other)
    assert counts(job) == (2, 1, 0, 1)
    assert job.rejects[0].reason == (
        "Row 1 has the same key (a in p) but other values; it is kept. Mend or remove one."
    )
    kept = min(first, other, key=Record.checksum)
    assert ties(store, "PARTICIPATES_IN")["org-a", "prj-p"]["role"] == kept.ties[0].values["role"]


def test_what_many_rows_refer_to_is_written_once_and_is_no_row(store: Store, settings: Settings) -> None:
    water = record("water", theme("water", name="Water"))
    rows = [Row(record(key, organisation(key)), references=(water,)) for key in "abc"]
    job = load(store, settings, *rows)
    assert counts(job) == (3, 3, 0, 0)
    assert nodes(store, "Theme")["theme-water"]["name"] == "Water"
    assert len(nodes(store, "Record")) == 4


def test_shared_things_that_were_forgotten_on_the_way_are_not_told_twice(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = [record(name, theme(name, name=name)) for name in ("water", "air")]
    rows = [Row(record(key, organisation(key)), references=(shared[n % 2],)) for n, key in enumerate("abcd")]
    monkeypatch.setattr(pipeline, "FINGERPRINTS", 1)
    assert counts(load(store, settings.model_copy(update={"batch_rows": 1}), *rows)) == (4, 4, 0, 0)
    forgetful = graph_dump(store)
    wipe(store)
    monkeypatch.undo()
    load(store, settings, *rows)
    assert graph_dump(store) == forgetful


def test_what_an_unchanged_row_refers_to_is_written_where_it_changed(
    store: Store, settings: Settings
) -> None:
    for name in ("Water", "Waters"):
        renamed = record("water", theme("water", name=name))
        load(store, settings, Row(record("a", organisation("a")), references=(renamed,)))
    assert nodes(store, "Theme")["theme-water"]["name"] == "Waters"


ROWS = st.lists(
    st.tuples(st.sampled_from(["new", "double", "contradiction", "rejected"]), st.integers(0, 3)), max_size=12
)


# Each example is many transactions, so a failing one is told as it was found, without a search for a smaller.
@hypothesis_settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ROWS, st.sampled_from([1, 3, 1000]))
@example([("new", 0), ("double", 0), ("contradiction", 0), ("rejected", 0), ("new", 1)], 1)
def test_the_counts_always_add_up(store: Store, settings: Settings, rows, size) -> None:
    wipe(store)
    listed: list[Record | Rejection] = []
    for row, (what, key) in enumerate(rows, start=2):
        if what == "rejected":
            listed.append(rejection(row))
        else:
            name = "other" if what == "contradiction" else "name"
            listed.append(record(f"k{key}", organisation(f"k{key}", name=name), row=row))
    sized = settings.model_copy(update={"batch_rows": size})
    for job in (ingest(store, Listed(*listed), a_file(settings), sized, Silent()) for _ in range(2)):
        assert job.read == len(rows) == job.written + job.unchanged + job.rejected
    assert job.written == 0


def test_batches_have_the_size_that_the_settings_ask_for(store: Store, settings: Settings) -> None:
    small = settings.model_copy(update={"batch_rows": 2})
    records = [record(key, organisation(key)) for key in "abcde"]
    ingest(store, Listed(*records), a_file(settings), small, Silent())
    sizes = Statement("sizes", "MATCH (b:Batch) RETURN b.written AS written ORDER BY b.number")
    assert [row["written"] for row in store.rows(sizes)] == [2, 2, 1]


def test_a_file_that_is_refused_leaves_the_graph_as_it_was(store: Store, settings: Settings) -> None:
    load(store, settings, participation("a", "p"))
    before, version = store.rows(JOBS), graph_version(store)
    with pytest.raises(UnexpectedLayout):
        ingest(store, Refused(), a_file(settings), settings, Silent())
    assert (store.rows(JOBS), graph_version(store)) == (before, version)


def test_nothing_is_read_or_written_without_the_schema(store: Store, settings: Settings, monkeypatch) -> None:
    monkeypatch.setattr(schema, "missing_constraints", lambda store: [schema.Unique("Project", "uid")])
    with pytest.raises(SchemaMissing, match=r"Project\.uid"):
        load(store, settings, participation("a", "p"))
    assert store.rows(JOBS) == []


def test_a_failure_leaves_whole_batches_and_a_job_that_says_why(store: Store, settings: Settings) -> None:
    one_by_one = settings.model_copy(update={"batch_rows": 1})
    failing = Listed(participation("a", "p"), StoreUnavailable("It went away."), participation("b", "p"))
    with pytest.raises(StoreUnavailable):
        ingest(store, failing, a_file(settings), one_by_one, Silent())
    assert [(row["state"], row["error"]) for row in store.rows(JOBS)] == [("failed", "It went away.")]
    assert list(nodes(store, "Organisation")) == ["org-a"]


def test_what_a_failed_job_left_underived_is_derived_by_the_next(store: Store, settings: Settings) -> None:
    one_by_one = settings.model_copy(update={"batch_rows": 1})
    failing = Listed(participation("a", "p"), participation("b", "p"), KeyError("bug"))
    with pytest.raises(KeyError):
        ingest(store, failing, a_file(settings), one_by_one, Silent())
    assert ties(store, "PARTNERS_WITH") == {}
    assert counts(load(store, settings, participation("a", "p"))) == (1, 0, 1, 0)
    assert list(ties(store, "PARTNERS_WITH")) == [("org-a", "org-b")]


def test_a_job_can_be_looked_up(store: Store, settings: Settings) -> None:
    job = load(store, settings, participation("a", "p"), rejection(3))
    shown = job_as_shown(store, job.id)
    assert shown["file"] == "rows.txt"
    assert shown["rejects"] == [
        {"file": "rows.txt", "part": "Sheet", "row": 3, "column": "Budget", "reason": "Row 3 is wrong."}
    ]
    assert (shown["read"], shown["written"], shown["unchanged"], shown["rejected"]) == (2, 1, 0, 1)


def test_a_job_that_rejects_everything_keeps_a_part_but_counts_all(store: Store, settings: Settings) -> None:
    job = load(store, settings, *(rejection(row) for row in range(REJECTS_KEPT + 5)))
    shown = job_as_shown(store, job.id)
    assert (shown["rejected"], len(shown["rejects"])) == (REJECTS_KEPT + 5, REJECTS_KEPT)


def test_the_raw_file_is_kept_under_its_checksum(store: Store, settings: Settings) -> None:
    job = load(store, settings, participation("a", "p"))
    kept = settings.home / "raw" / job.file_checksum / "rows.txt"
    assert kept.read_text() == "whatever"
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


class Watched(Silent):
    """Notes how far the work says it is."""

    def __init__(self) -> None:
        self.steps: dict[str, list[int | None]] = {}

    def step(self, label: str, total: int | None = None, unit: str = "rows"):
        self.steps[label] = [total, 0]
        return self._counting(label)

    @contextmanager
    def _counting(self, label: str):
        steps = self.steps

        class Counting:
            def advance(self, amount: int = 1) -> None:
                steps[label][1] += amount

        yield Counting()


def test_progress_reaches_its_total(store: Store, settings: Settings) -> None:
    watched = Watched()
    rows: Sequence[Record | Rejection] = [participation("a", "p"), participation("b", "p"), rejection(4)]
    ingest(store, Listed(*rows), a_file(settings), settings, watched)
    assert watched.steps == {"rows.txt": [3, 3], "partnerships": [2, 2], "fundings": [2, 2]}


def test_checksum_of_a_folder_is_that_of_its_files_in_order(tmp_path: Path) -> None:
    for folder, names in (("one", "ab"), ("two", "ba"), ("three", "ac")):
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).write_text("same")
    one, two, three = (file_checksum(tmp_path / folder) for folder in ("one", "two", "three"))
    assert one == two != three
