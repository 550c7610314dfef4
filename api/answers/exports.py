"""What an export is about, told from the request: snapshot, parameters, format and sources."""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import orjson
from pydantic import BaseModel, Field

from api.answers.credits import credits_of
from api.explorer import Explorer
from graph.analysis.clusters import ClusterQuestion
from graph.analysis.filtering import EVERYTHING, Filter
from graph.errors import InvalidParameter
from graph.export.formats import Format, file_name, format_named, what_of, write_export
from graph.export.network import ONE_MODE
from graph.export.pairs import COUNTINGS
from graph.export.sheets import sheet_of
from graph.export.subject import Subject
from graph.projection import Counting
from graph.stamp import Parameter

COUNTING, RESOLUTION, SEED = "fractional", 1.0, 0
# Formats whose bytes can be sent as they are made: a cut connection shows, because the last chunk is missing.
STREAMED = ("csv", "jsonl")
# Rows of CSV that are written before the first byte is sent, so that the checksum can go ahead: a second.
WRITTEN_FIRST = 50_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for; what is None is as the snapshot was kept, else as always."""

    form: str
    what: str | None = None
    counting: str | None = None
    resolution: float | None = None
    seed: int | None = None
    chosen: Filter = EVERYTHING


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that it takes to write an export."""

    subject: Subject
    form: Format
    what: str
    data_as_of: str | None

    @property
    def file_name(self) -> str:
        return file_name(self.subject, self.form, self.what)

    @property
    def tag(self) -> str:
        """The same for the same bytes: of what is asked, by the same program, from the same snapshot."""
        sources = [list(map(str, (one.name, one.title, one.licence))) for one in self.subject.credits]
        names = sorted(self.subject.given_names.items())
        said = orjson.dumps([self.subject.stamp.id, self.form.name, self.what, sources, names])
        return hashlib.blake2b(said, digest_size=16).hexdigest()


class Manifest(BaseModel):
    """What was written, and from what; says the same of the same bytes."""

    file: str = Field(description="The name that it gets unless it is given one.")
    format: str
    what: str
    bytes: int
    sha256: str
    snapshot: str = Field(description="Content hash of the snapshot.")
    snapshot_id: str = Field(description="Hash of content, parameters and code version: cite this.")
    parameters: dict[str, Parameter]
    code_version: str
    data_as_of: str | None


def is_streamed(made: Export) -> bool:
    """Whether it is sent while it is made: JSON lines, which end with their checksum, and large CSV."""
    if made.form.name != "csv":
        return made.form.name in STREAMED
    rows = sheet_of(made.subject, made.what).rows if made.what != ONE_MODE else made.subject.pairs.entries
    return rows is None or rows > WRITTEN_FIRST


def manifest_of(made: Export, file: Path | None = None) -> Manifest:
    """The manifest of an export, which is written once more where `file` does not hold it."""
    if file is None:
        with tempfile.TemporaryDirectory(prefix="socialcluster-manifest-") as folder:
            written = Path(folder) / made.file_name
            write_export(made.subject, made.form, made.what, written)
            return manifest_of(made, written)
    stamp = made.subject.stamp
    return Manifest(
        file=file.name,
        format=made.form.name,
        what=made.what,
        bytes=file.stat().st_size,
        sha256=sha256_of(file),
        snapshot=stamp.content,
        snapshot_id=stamp.id,
        parameters=dict(stamp.parameters),
        code_version=stamp.code_version,
        data_as_of=made.data_as_of,
    )


def sha256_of(file: Path) -> str:
    """In hexadecimal digits, as `sha256sum` prints it."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def export(explorer: Explorer, wanted: Wanted) -> Export:
    """Raises InvalidParameter for a format, a table or a way of counting that there is not."""
    form = format_named(wanted.form)
    what = what_of(form, wanted.what)
    return Export(subject_of(explorer, wanted), form, what, explorer.data_as_of())


def subject_of(explorer: Explorer, wanted: Wanted) -> Subject:
    """The snapshot with the parameters that were asked for, else those with which it was kept."""
    kept = explorer.view.kept if explorer.view else None
    known = kept.parameters if kept else {}
    counting = wanted.counting or str(known.get("counting", COUNTING))
    if counting not in COUNTINGS:
        raise InvalidParameter(f"No counting is called {counting!r}. There are: {', '.join(COUNTINGS)}.")
    resolution, seed = wanted.resolution, wanted.seed
    asked = ClusterQuestion(
        resolution=float(known.get("resolution") or RESOLUTION) if resolution is None else resolution,
        seed=int(known.get("seed") or SEED) if seed is None else seed,
        counting=Counting(counting),
        chosen=wanted.chosen,
    )
    clustering = explorer.clustering(asked)
    return Subject(
        snapshot=explorer.part(wanted.chosen),
        clustering=clustering,
        counting=counting,
        credits=credits_of(explorer),
        given_names=explorer.given_names(clustering),
        known_stability=lambda: explorer.stability(clustering, None, threads=1)[1],
    )


def disposition(name: str) -> str:
    """Content-Disposition of a download (RFC 6266): its name in ASCII, and in full as UTF-8."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
