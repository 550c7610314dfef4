"""A page through the whole pipeline on a real Neo4j: loaded, loaded again, reviewed, withdrawn."""

from pathlib import Path

import pytest

from graph.errors import UnreadableFile
from graph.progress import Silent
from graph.settings import Settings
from graph.store import jobs, withdraw
from graph.store.session import Store
from ingest import jobs as engine
from ingest.documents.source import PageSource
from ingest.registry import source_for, source_of_job
from tests.graph.store.dump import graph_hash, nodes

TEXT = """The project Gates is run in partnership with Omega Society.
Partners
City of Alpha, Estonia (lead partner)
Beta Planning Region, Latvia
NGO Green Steps, Estonia"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def names(store: Store) -> set[str]:
    return {str(one.get("name")) for one in nodes(store, "Organisation").values()}


def test_a_page_is_loaded_once_and_reviewed(store: Store, settings: Settings, file: Path) -> None:
    source = PageSource()
    job = engine.ingest(store, source, file, settings, Silent())
    assert (job.state, job.rejected) == (jobs.State.PARTIAL, 1)
    before = graph_hash(store)
    assert "Omega Society" not in names(store)

    again = engine.ingest(store, source, file, settings, Silent())
    assert again.written == 0
    assert graph_hash(store) == before

    told = {"page": {"accepted": [job.rejects[0].cells["id"]]}}
    accepted = engine.ingest(store, source_of_job(_with(job, told)), file, settings, Silent(), told)
    assert accepted.state == jobs.State.DONE
    assert "Omega Society" in names(store)
    withdraw.withdraw(store, accepted.id, Silent())
    assert graph_hash(store) == before


def _with(job: jobs.Job, options: dict[str, object]) -> jobs.Job:
    return jobs.Job(job.id, job.source, job.file, job.file_checksum, job.state, job.created, options=options)


def test_a_page_that_cannot_be_read_leaves_nothing(store: Store, settings: Settings, tmp_path: Path) -> None:
    before = graph_hash(store)
    file = tmp_path / "page.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(UnreadableFile):
        engine.ingest(store, source_for(file).source, file, settings, Silent())
    assert graph_hash(store) == before
    assert jobs.jobs_as_shown(store, 10) == []
