"""Snapshots that are kept under the home, by the id under which results are cited.

    snapshots/CONTENT/*.arrow       the tables of a snapshot, in a folder named by their content hash
    snapshots/kept/ID.json          what was kept: content, parameters, code version, when, and a note
    snapshots/view.json             the snapshot that commands answer from, where a person restored one

Folders that nothing in `kept` names are a cache that the program makes for itself. Of those the CACHED
newest stay; older ones are removed when another is made (`forget_unpinned`). What is kept is never removed.
"""

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from graph.errors import InvalidParameter, NotFound, UnreadableFile
from graph.records import RESTATED
from graph.settings import Settings
from graph.snapshot import TABLES, Snapshot, content_hash
from graph.stamp import Parameter, Stamp
from graph.store.freeze import save_to
from graph.store.session import Store
from graph.store.statement import Statement

OTHERS = Statement(
    "a record of another source", "MATCH (r:Record) WHERE r.source <> $source RETURN r.uid AS uid LIMIT 1"
)
CACHED = 3
LATEST = "latest"
_CONTENT = re.compile("[0-9a-f]{32}")
_ID = re.compile("snap-[0-9a-f]{1,20}")
_SHORTEST = len("snap-") + 4


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot that a person kept. `results` are SHA-256 sums of what was computed from it then."""

    id: str
    content: str
    parameters: Mapping[str, Parameter]
    code_version: str
    created: str
    data_as_of: str | None
    note: str | None
    organisations: int
    projects: int
    participations: int
    results: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]

    @property
    def stamp(self) -> Stamp:
        return Stamp(self.content, self.parameters, self.code_version)


@dataclass(frozen=True, slots=True)
class View:
    """A snapshot under the home that answers instead of the graph as it is; `kept` where a person kept it."""

    snapshot: Snapshot
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is noted beside a kept snapshot, and is no part of its id."""

    data_as_of: str | None
    note: str | None
    results: Mapping[str, str]
    sources: tuple[Mapping[str, str], ...]


def keep(settings: Settings, snapshot: Snapshot, stamp: Stamp, provenance: Provenance) -> Kept:
    """Keeps a snapshot; one that is kept already stays as it was."""
    manifest = _folder(settings) / "kept" / f"{stamp.id}.json"
    if manifest.is_file():
        return _read(manifest)
    save_to(_folder(settings) / stamp.content, snapshot)
    kept = Kept(
        id=stamp.id,
        content=stamp.content,
        parameters=dict(stamp.parameters),
        code_version=stamp.code_version,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        organisations=len(snapshot.organisations),
        projects=len(snapshot.projects),
        participations=len(snapshot.tables["participations"]),
        data_as_of=provenance.data_as_of,
        note=provenance.note,
        results=dict(provenance.results),
        sources=provenance.sources,
    )
    _write(manifest, asdict(kept))
    return kept


def all_kept(settings: Settings) -> list[Kept]:
    """All kept snapshots, the newest first."""
    found = [_read(file) for file in (_folder(settings) / "kept").glob("snap-*.json")]
    return sorted(found, key=lambda kept: (kept.created, kept.id), reverse=True)


def find(settings: Settings, name: str) -> Kept:
    """The kept snapshot with this id or beginning of an id; raises NotFound."""
    if _ID.fullmatch(name) and len(name) >= _SHORTEST:
        files = list((_folder(settings) / "kept").glob(f"{name}*.json"))
        if len(files) == 1:
            return _read(files[0])
        if files:
            raise NotFound(f"{name} is the beginning of {len(files)} ids. Give more of it.")
    near = [(kept.id, kept.note or kept.created) for kept in all_kept(settings)[:5]]
    raise NotFound(f"No snapshot {name!r} is kept. See 'socialcluster snapshot list'.", near=near)


def resolved(settings: Settings, name: str) -> tuple[str, Kept | None]:
    """Content hash of a snapshot named by its id, the beginning of it, or that hash; raises NotFound."""
    if is_there(settings, name):
        kept = [one for one in all_kept(settings) if one.content == name]
        return name, kept[-1] if kept else None
    kept_one = find(settings, name)
    return kept_one.content, kept_one


def load(settings: Settings, content: str) -> Snapshot:
    """The tables with this content hash, mapped; raises NotFound, UnreadableFile where they are damaged."""
    folder = _content_folder(settings, content)
    snapshot = Snapshot(_tables(folder))
    if {name: table.schema for name, table in snapshot.tables.items()} != TABLES:
        raise UnreadableFile(
            f"Snapshot {content} was kept by a version of this program whose tables had other columns. "
            "Install that version to see it, or keep the graph as it is now."
        )
    if snapshot.id != content:
        raise UnreadableFile(_damaged(content))
    return snapshot


def is_there(settings: Settings, content: str) -> bool:
    """Whether the tables with this content hash are under the home, kept or cached."""
    return bool(_CONTENT.fullmatch(content)) and (_folder(settings) / content).is_dir()


def recomputed_hash(settings: Settings, content: str) -> str:
    """The hash of what the files hold now; raises NotFound, UnreadableFile."""
    return content_hash(_tables(_content_folder(settings, content)))


def others_are_there(store: Store) -> bool:
    """Whether the graph holds records of any source but exported snapshots."""
    return bool(store.rows(OTHERS, source=RESTATED))


def forget_unpinned(settings: Settings) -> list[str]:
    """Removes cached snapshots that nobody kept, but for the CACHED newest; returns those removed."""
    folder = _folder(settings)
    if not folder.is_dir():
        return []
    pinned = {kept.content for kept in all_kept(settings)}
    cached = [one for one in folder.iterdir() if one.is_dir() and _CONTENT.fullmatch(one.name)]
    loose = [one for one in cached if one.name not in pinned]
    loose.sort(key=lambda one: (one.stat().st_mtime_ns, one.name), reverse=True)
    for one in loose[CACHED:]:
        shutil.rmtree(one, ignore_errors=True)
    return [one.name for one in loose[CACHED:]]


def restore_view(settings: Settings, name: str | None) -> Kept | None:
    """Commands answer from this kept snapshot from now on; None: from the graph as it is."""
    view = _folder(settings) / "view.json"
    if name is None:
        view.unlink(missing_ok=True)
        return None
    kept = find(settings, name)
    _write(view, {"id": kept.id})
    return kept


def restored_view(settings: Settings) -> Kept | None:
    """The snapshot that a person restored; raises NotFound where it is gone."""
    try:
        said = json.loads((_folder(settings) / "view.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return find(settings, said["id"])


def _folder(settings: Settings) -> Path:
    return settings.home / "snapshots"


def _content_folder(settings: Settings, content: str) -> Path:
    if not is_there(settings, content):
        raise NotFound(f"The tables of snapshot {content} are not kept (any more).")
    return _folder(settings) / content


def _tables(folder: Path) -> dict[str, pa.Table]:
    """Every table of the folder: those of another version of this program may be others."""
    try:
        return {file.stem: _mapped(file) for file in sorted(folder.glob("*.arrow"))}
    except (OSError, pa.ArrowInvalid) as error:
        raise UnreadableFile(_damaged(folder.name)) from error


def _mapped(file: Path) -> pa.Table:
    with pa.memory_map(str(file)) as source:
        return pa.ipc.open_file(source).read_all()


def _damaged(content: str) -> str:
    return (
        f"The files of snapshot {content} are damaged: they do not hold what they held when they were kept. "
        "Restore them from a backup, or load the data again and keep a new snapshot."
    )


def _read(manifest: Path) -> Kept:
    said = json.loads(manifest.read_text(encoding="utf-8"))
    return Kept(**{**said, "sources": tuple(said["sources"])})


def _write(target: Path, values: Mapping[str, object]) -> None:
    """Readers see the whole file or none."""
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        raise InvalidParameter(f"{target} cannot be written: {error.strerror or error}.") from error
