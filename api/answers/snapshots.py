"""Kept snapshots: what there is, whether it is still what it was, and what changed from one to another."""

import hashlib
from dataclasses import asdict

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.answers.exports import Wanted, subject_of
from api.explorer import Explorer
from graph.analysis.clusters import ClusterQuestion, clusters
from graph.errors import UnreadableFile
from graph.export.delimited import csv_of
from graph.export.sheets import Sheet, divided, sheet_of
from graph.export.subject import Subject
from graph.projection import Counting
from graph.settings import Settings
from graph.snapshots.changes import Changes, TableChange, changes
from graph.snapshots.wording import told
from graph.stamp import Parameter
from graph.store import snapshots
from graph.store.snapshots import Kept, Provenance
from graph.version import code_version


class SnapshotRow(BaseModel):
    id: str = Field(description="Hash of content, parameters and code version: cite this.")
    content: str = Field(description="Content hash: the same wherever the same data is loaded.")
    parameters: dict[str, Parameter]
    code_version: str
    created: str
    data_as_of: str | None = Field(description="When the last ingest before it ended.")
    note: str | None
    organisations: int
    projects: int
    participations: int


class SnapshotList(Answer):
    snapshots: list[SnapshotRow] = Field(description="Kept snapshots, the newest first.")


class Verdict(BaseModel):
    """Whether a kept snapshot is what it was."""

    id: str
    content: str
    recomputed: str | None = Field(description="Content hash of the files now; null where unreadable.")
    whole: bool = Field(description="Whether the files hold what they held.")
    results: bool | None = Field(
        description="Whether this program computes the same clusters from it; null where it was not compared."
    )
    told: str


class SnapshotAnswer(Answer):
    kept: SnapshotRow
    sources: list[dict[str, str]]
    verdict: Verdict


class TableDifference(BaseModel):
    added: int
    removed: int
    changed: int = Field(description="Values that changed.")
    evidence: int = Field(description="Rows that other records state now.")


class ClusterDifference(BaseModel):
    fate: str = Field(description="split, joined, new or gone.")
    before: list[str]
    after: list[str]


class DiffAnswer(BaseModel):
    before: str = Field(description="Content hash of the one.")
    after: str = Field(description="Content hash of the other.")
    before_as_of: str | None = Field(description="When the last ingest into the one ended.")
    after_as_of: str | None = Field(description="When the last ingest into the other ended.")
    same: bool
    tables: dict[str, TableDifference]
    clusters: list[ClusterDifference]
    told: list[str] = Field(description="What changed, in words.")


def create(explorer: Explorer, wanted: Wanted, note: str | None) -> Kept:
    """Keeps what answers now under its id; raises InvalidParameter."""
    subject = subject_of(explorer, wanted)
    provenance = Provenance(
        data_as_of=explorer.data_as_of(),
        note=note,
        results=_results(subject),
        sources=tuple(asdict(credit) for credit in subject.credits),
    )
    return snapshots.keep(explorer.settings, subject.snapshot, subject.stamp, provenance)


def listed(explorer: Explorer) -> SnapshotList:
    """All kept snapshots."""
    found = [row_of(kept) for kept in snapshots.all_kept(explorer.settings)]
    return SnapshotList(**basis(explorer), snapshots=found)


def shown(explorer: Explorer, name: str) -> SnapshotAnswer:
    """One kept snapshot, its files looked through; raises NotFound."""
    kept = snapshots.find(explorer.settings, name)
    verdict = verified(explorer.settings, kept)
    sources = [dict(source) for source in kept.sources]
    return SnapshotAnswer(**basis(explorer), kept=row_of(kept), sources=sources, verdict=verdict)


def row_of(kept: Kept) -> SnapshotRow:
    """A kept snapshot as it is shown."""
    return SnapshotRow.model_validate({name: getattr(kept, name) for name in SnapshotRow.model_fields})


def verified(settings: Settings, kept: Kept, subject: Subject | None = None) -> Verdict:
    """Computes the hash anew; with the subject also what was computed from it."""
    try:
        found = snapshots.recomputed_hash(settings, kept.content)
    except UnreadableFile:
        found = None
    whole = found == kept.content and kept.stamp.id == kept.id
    same = None if subject is None or not whole else _results(subject) == dict(kept.results)
    return Verdict(
        id=kept.id,
        content=kept.content,
        recomputed=found,
        whole=whole,
        results=same,
        told=_verdict_told(kept, whole=whole, same=same),
    )


def kept_subject(settings: Settings, kept: Kept) -> Subject:
    """A kept snapshot with the parameters under which it was kept; needs no database."""
    snapshot = snapshots.load(settings, kept.content)
    asked = ClusterQuestion(
        resolution=float(kept.parameters["resolution"] or 0),
        seed=int(kept.parameters["seed"] or 0),
        counting=Counting(str(kept.parameters["counting"])),
    )
    return Subject(snapshot, clusters(snapshot, asked), counting=str(kept.parameters["counting"]))


def _verdict_told(kept: Kept, *, whole: bool, same: bool | None) -> str:
    if not whole:
        return f"{kept.id} is damaged: its files do not hold what they held when it was kept."
    made = f"It was computed by version {kept.code_version}; this is {code_version()}."
    if same is False:
        return f"{kept.id} is whole, but its clusters come out differently here. {made}"
    if same:
        return f"{kept.id} is whole, and its clusters come out the same, to the byte. {made}"
    return f"{kept.id} is whole. {made}"


def _results(subject: Subject) -> dict[str, str]:
    """Sums of tables that are noted when a snapshot is kept: what was computed must come out again."""
    return {sheet.name: _sum(sheet) for sheet in (sheet_of(subject, "organisations"), divided(subject))}


def _sum(sheet: Sheet) -> str:
    digest = hashlib.sha256()
    for portion in csv_of(sheet):
        digest.update(portion)
    return digest.hexdigest()


def diff(explorer: Explorer, before: str, after: str) -> DiffAnswer:
    """From one snapshot to another; `latest` is the graph as it is. Raises NotFound."""
    views = explorer.at(before), explorer.at(after)
    old, new = (subject_of(view, Wanted("zip")) for view in views)
    found = changes(old, new)
    return DiffAnswer(
        before=old.snapshot.id,
        after=new.snapshot.id,
        before_as_of=views[0].data_as_of(),
        after_as_of=views[1].data_as_of(),
        same=not found,
        tables={name: _counts(one) for name, one in _tables(found).items()},
        clusters=[
            ClusterDifference(fate=one.fate, before=list(one.before), after=list(one.after))
            for one in found.clusters
        ],
        told=told(found),
    )


def _tables(found: Changes) -> dict[str, TableChange]:
    return {**found.tables, "ties": found.ties}


def _counts(change: TableChange) -> TableDifference:
    return TableDifference(
        added=len(change.added),
        removed=len(change.removed),
        changed=len(change.changed),
        evidence=change.evidence,
    )
