"""Exports: streamed where the format can be, else written whole first and then sent with its checksum."""

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from api.answers.exports import Export, Wanted, disposition, export
from api.dependencies import ChosenTies, ExplorerDep
from graph.analysis.clusters import MAX_RESOLUTION, MAX_SEED
from graph.export.formats import FORMATS, write_export
from graph.export.pairs import COUNTINGS
from graph.export.sheets import sheet_of

router = APIRouter(prefix="/exports", tags=["exports"])
# Formats whose bytes are sent as they are made: a cut connection shows, because the last chunk is missing.
STREAMED = ("csv", "jsonl")


@router.get("/{snapshot}", response_class=Response)
def exported(
    explorer: ExplorerDep,
    chosen: ChosenTies,
    snapshot: Annotated[
        str, PathParameter(max_length=64, description="Id of a snapshot, content hash, or latest.")
    ],
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
    name: Annotated[str | None, Query(min_length=1, max_length=100, description="Name of the file.")] = None,
    if_none_match: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """A snapshot as a file for other programs: tables, networks, or a zip with all of it.

    The bytes are the same for the same snapshot and parameters. CSV and JSON lines are streamed: they are
    whole when the connection ends as HTTP says, and JSON lines end with a line that counts. Any other format
    comes with its length and its SHA-256 in `Repr-Digest` (RFC 9530).
    """
    wanted = Wanted(form, what=what, counting=counting, resolution=resolution, seed=seed, chosen=chosen)
    made = export(explorer.at(snapshot), wanted)
    headers = _headers(made, name)
    if if_none_match and headers["ETag"] in [tag.strip() for tag in if_none_match.split(",")]:
        return Response(status_code=304, headers={"ETag": headers["ETag"]})
    return _streamed(made, headers) if form in STREAMED else _whole(made, headers)


def _headers(made: Export, name: str | None) -> dict[str, str]:
    headers = {
        "Content-Disposition": disposition(name or made.file_name),
        "ETag": f'"{made.tag}"',
        "Cache-Control": "no-cache",
        "X-Snapshot": made.subject.stamp.content,
        "X-Snapshot-Id": made.subject.stamp.id,
    }
    return headers | ({"X-Data-As-Of": made.data_as_of} if made.data_as_of else {})


def _streamed(made: Export, headers: dict[str, str]) -> Response:
    assert made.form.streamed  # noqa: S101 - the formats in STREAMED have it
    if made.form.name == "csv" and (rows := sheet_of(made.subject, made.what).rows) is not None:
        headers["X-Rows"] = str(rows)
    portions: Iterator[bytes] = made.form.streamed(made.subject, made.what)
    return StreamingResponse(portions, media_type=made.form.media_type, headers=headers)


def _whole(made: Export, headers: dict[str, str]) -> Response:
    """Written beside everything else first: what fails, fails before the first byte is sent."""
    folder = Path(tempfile.mkdtemp(prefix="socialcluster-export-"))
    file = folder / "export"
    try:
        write_export(made.subject, made.form, made.what, file)
        headers["Repr-Digest"] = f"sha-256=:{_digest(file)}:"
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    removal = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(file, media_type=made.form.media_type, headers=headers, background=removal)


def _digest(file: Path) -> str:
    with file.open("rb") as handle:
        return base64.b64encode(hashlib.file_digest(handle, "sha256").digest()).decode()
