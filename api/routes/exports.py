"""Exports: streamed where the format can be, else written whole first and then sent with its checksum."""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from api.answers.exports import (
    Export,
    Manifest,
    Wanted,
    disposition,
    export,
    is_streamed,
    manifest_of,
    sha256_of,
)
from api.dependencies import ChosenTies, ExplorerDep
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED
from graph.export.formats import FORMATS, write_export
from graph.export.pairs import COUNTINGS
from graph.export.sheets import sheet_of

router = APIRouter(prefix="/exports", tags=["exports"])


SnapshotPath = Annotated[
    str, PathParameter(max_length=64, description="Id of a snapshot, content hash, or latest.")
]


def _wanted(
    chosen: ChosenTies,
    form: Annotated[str, Query(alias="format", json_schema_extra={"enum": list(FORMATS)})],
    what: Annotated[
        str | None,
        Query(max_length=40, description="A table or network: ties, participations, organisations, all, ..."),
    ] = None,
    counting: Annotated[
        str | None,
        Query(json_schema_extra={"enum": list(COUNTINGS)}, description="How joint projects count."),
    ] = None,
    resolution: Annotated[float | None, Query(gt=0, le=MAX_RESOLUTION, allow_inf_nan=False)] = None,
    seed: Annotated[int | None, Query(ge=0, le=MAX_SEED)] = None,
) -> Wanted:
    return Wanted(form, what=what, counting=counting, resolution=resolution, seed=seed, chosen=chosen)


WantedDep = Annotated[Wanted, Depends(_wanted)]


@router.get("/{snapshot}", response_class=Response)
def exported(
    explorer: ExplorerDep,
    wanted: WantedDep,
    snapshot: SnapshotPath,
    name: Annotated[str | None, Query(min_length=1, max_length=100, description="Name of the file.")] = None,
    if_none_match: Annotated[str | None, Header(include_in_schema=False)] = None,
    want_repr_digest: Annotated[
        str | None, Header(description="sha-256=1 (RFC 9530): with a checksum also where it is large.")
    ] = None,
) -> Response:
    """A snapshot as a file for other programs: tables, networks, or a zip with all of it.

    The bytes are the same for the same snapshot and parameters. They come with their length and their SHA-256
    in `Repr-Digest` (RFC 9530). Large CSV and all JSON lines are streamed instead, unless `Want-Repr-Digest`
    asks for the checksum: they are whole when the connection ends as HTTP says, and `/manifest` tells their
    SHA-256.
    """
    made = export(explorer.at(snapshot), wanted)
    headers = _headers(made, name)
    if if_none_match and headers["ETag"] in [tag.strip() for tag in if_none_match.split(",")]:
        return Response(status_code=304, headers={"ETag": headers["ETag"]})
    at_once = want_repr_digest is None and is_streamed(made)
    return _streamed(made, headers) if at_once else _whole(made, headers)


@router.get("/{snapshot}/manifest")
def manifest(explorer: ExplorerDep, wanted: WantedDep, snapshot: SnapshotPath) -> Manifest:
    """What an export is and from what, with the length and the SHA-256 of its bytes."""
    return manifest_of(export(explorer.at(snapshot), wanted))


def _headers(made: Export, name: str | None) -> dict[str, str]:
    headers = {
        "Content-Disposition": disposition(name or made.file_name),
        "ETag": f'"{made.tag}"',
        "Cache-Control": "no-cache",
        "X-Snapshot": made.subject.stamp.content,
        "X-Snapshot-Id": made.subject.stamp.id,
    }
    if made.form.name == "csv" and (rows := sheet_of(made.subject, made.what).rows) is not None:
        headers["X-Rows"] = str(rows)
    return headers | ({"X-Data-As-Of": made.data_as_of} if made.data_as_of else {})


def _streamed(made: Export, headers: dict[str, str]) -> Response:
    assert made.form.streamed  # noqa: S101 - is_streamed says so of none that lacks it
    portions: Iterator[bytes] = made.form.streamed(made.subject, made.what)
    return StreamingResponse(portions, media_type=made.form.media_type, headers=headers)


def _whole(made: Export, headers: dict[str, str]) -> Response:
    """Written beside everything else first: what fails, fails before the first byte is sent."""
    folder = Path(tempfile.mkdtemp(prefix="socialcluster-export-"))
    file = folder / "export"
    try:
        write_export(made.subject, made.form, made.what, file)
        headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(sha256_of(file))).decode()}:"
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    removal = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(file, media_type=made.form.media_type, headers=headers, background=removal)
