"""An export of ours, loaded into an empty database, freezes to the content hash that it had."""

from pathlib import Path

import pytest

from graph.analysis.clusters import clusters
from graph.errors import Conflict, UnreadableFile
from graph.export.formats import FORMATS, write_export
from graph.export.subject import Subject
from graph.progress import Silent
from graph.records import NodeClaim
from graph.settings import Settings
from graph.snapshot import TABLES, Snapshot
from graph.store import jobs
from graph.store.freeze import freeze
from graph.store.session import Store
from graph.vocabulary import Node, Tie
from ingest.jobs import ingest
from ingest.registry import source_for
from ingest.sources.exported import FROM_TIES, LABELS, ExportedSnapshot
from tests.builders import organisation, participation, place, programme, project, record, theme, tie, write
from tests.graph.store.wiping import wipe


def network():
    """Something of everything: places and funders in levels, several currencies, groups and counters."""
    lithuania, utena = place("LT", code="LT", level="country"), place("LT029", code="LT029", level="nuts3")
    city = organisation("c", name="=Utena\x0b'", kind="municipality", sector="public", identifiers=("pic:1",))
    joint = project("p", title="Pump", start="2015", budget="100.00", currency="EUR")
    other = project("q", budget="10", currency="DKK", budget_eur="1.34", rate="ECB")
    fund, priority = programme("F", name="Fund", level="fund"), programme("F1", name="Priority")
    pumps = theme("pumps", name="Pumps")
    ties = [tie(Tie.FUNDED_BY, joint, priority, amount="50", currency="EUR"), tie(Tie.ABOUT, joint, pumps)]
    group, counter = NodeClaim(Node.GROUP, "grp-1", {"size": 5.0}), NodeClaim(Node.COUNTER, "cnt-1")
    counted = [(Tie.PARTICIPATES_IN, group), (Tie.COUNTED_IN, group), (Tie.COUNTED_IN, counter)]
    places = (utena, lithuania)
    return [
        record("places", utena, lithuania, ties=[tie(Tie.PART_OF, utena, lithuania)]),
        record("c", city, utena, lithuania, ties=[tie(Tie.LOCATED_IN, city, at) for at in places]),
        record("p", joint, other, priority, fund, pumps, ties=[*ties, tie(Tie.PART_OF, priority, fund)]),
        participation("c", "p", role="lead", contribution="5.00", currency="EUR"),
        participation("c", "p", source="other", role="lead", contribution="5.00", currency="EUR"),
        participation("b", "p", contribution="7", currency="DKK", contribution_eur="0.94"),
        participation("a", "q"),
        record("g", group, counter, joint, ties=[tie(kind, one, joint) for kind, one in counted]),
        record("d", city, organisation("d"), ties=[tie(Tie.MEMBER_OF, city, organisation("d"))]),
    ]  # fmt: skip


def exported(snapshot: Snapshot, folder: Path, form: str) -> Path:
    file = folder / f"snapshot.{form}"
    write_export(Subject(snapshot, clusters(snapshot)), FORMATS[form], "all", file)
    return file


@pytest.mark.parametrize("form", ["zip", "jsonl"])
def test_an_export_loaded_into_an_empty_database_has_the_same_hash(
    store: Store, settings: Settings, tmp_path, form
):
    write(store, network())
    before = freeze(store).snapshot
    file = exported(before, tmp_path, form)
    wipe(store)
    found = source_for(file)
    assert found.source.facts.name == "snapshot"
    job = ingest(store, found.source, file, settings, Silent())
    assert (job.state, job.rejected) == ("done", 0)
    assert freeze(store).snapshot.id == before.id
    assert ingest(store, found.source, file, settings, Silent()).written == 0


def test_it_is_not_loaded_over_what_others_state(store: Store, settings: Settings, tmp_path) -> None:
    write(store, network())
    file = exported(freeze(store).snapshot, tmp_path, "zip")
    with pytest.raises(Conflict, match="empty database"):
        ingest(store, ExportedSnapshot(), file, settings, Silent())
    assert [job["source"] for job in jobs.jobs_as_shown(store, 10)] == ["test"]


def test_a_file_that_is_not_whole_changes_nothing(store: Store, settings: Settings, tmp_path) -> None:
    write(store, network())
    file = exported(freeze(store).snapshot, tmp_path, "jsonl")
    wipe(store)
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(UnreadableFile, match="no whole export"):
        ingest(store, ExportedSnapshot(), file, settings, Silent())
    assert jobs.jobs_as_shown(store, 10) == []


def test_every_table_of_the_snapshot_is_stated_again() -> None:
    assert set(TABLES) == {*LABELS, "participations", "about", "ties"}
    assert {column for table, column in FROM_TIES if column not in TABLES[table].names} == set()
    assert set(LABELS.values()) < set(Node)
