"""Requests that bring a file: taken in portions, under a limit, under a name that leads nowhere."""

import secrets
import shutil
import time
import unicodedata
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from graph.settings import Settings

MIB = 1024 * 1024
# What may stand around the file: a mapping and the names of fields.
AROUND = 2 * MIB
FIELDS = 16
ABANDONED_SECONDS = 24 * 60 * 60
_LONGEST_NAME = 120


class Wish(BaseModel):
    """How a file is to be loaded."""

    model_config = ConfigDict(extra="forbid")

    source: str | None = Field(default=None, max_length=100)
    mapping: str | None = Field(default=None, max_length=MIB)
    strict: bool = False
    language: str | None = Field(default=None, pattern="^[a-z]{2}$")
    address: str | None = Field(default=None, max_length=2000, pattern="^https?://")

    @property
    def page(self) -> dict[str, str] | None:
        """What is told of a project's page; None where nothing is."""
        told = {"language": self.language, "address": self.address}
        return {name: value for name, value in told.items() if value} or None


class PathWish(Wish):
    """A file of the server, and how it is to be loaded."""

    path: str = Field(min_length=1, max_length=4096)


@asynccontextmanager
async def received_file(request: Request, settings: Settings) -> AsyncIterator[tuple[Path, Wish]]:
    """The file of an upload, in a folder of its own that is gone afterwards; raises 400, 413, 422."""
    async with _form(request, settings.upload_mb * MIB + AROUND) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise HTTPException(422, "The upload has no file: send it as the field 'file'.")
        wish = await _wish(form)
        folder = settings.home / "incoming" / secrets.token_hex(8)
        await run_in_threadpool(sweep, folder.parent)
        try:
            target = folder / safe_name(file.filename or "")
            await run_in_threadpool(_keep, file.file, target, settings.upload_mb)
            yield target, wish
        finally:
            await run_in_threadpool(shutil.rmtree, folder, ignore_errors=True)


def sweep(incoming: Path) -> None:
    """Removes what uploads left behind whose server was killed; those under way are younger."""
    for folder in incoming.glob("*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


async def received_wish(request: Request) -> PathWish:
    """The body of a request that names a path; raises 400, 413, and 422 as for any parameter."""
    body = b"".join([portion async for portion in _limited(request, AROUND)])
    try:
        return PathWish.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        ) from error


def allowed_path(path: str, settings: Settings) -> Path:
    """The file that a path leads to, every link followed; raises 403 where it is in no allowed folder.

    The answer is the same whether there is such a file or not, so it tells nothing of the other folders.
    """
    found = _resolved(path)
    folders = [_resolved(str(folder)) for folder in settings.ingest_folders]
    if found is None or not any(folder and found.is_relative_to(folder) for folder in folders):
        raise HTTPException(
            403,
            "This path is in none of the folders from which files may be loaded "
            "(SOCIALCLUSTER_INGEST_FOLDERS).",
        )
    if not found.is_file():
        raise HTTPException(422, "There is no such file in the folders from which files may be loaded.")
    return found


def safe_name(name: str) -> str:
    """The name of a file without folders, without what no person sees, and not too long."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    seen = "".join(c for c in plain if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    seen = " ".join(seen.split()).strip(". ")
    ending = "".join(Path(seen).suffixes[-2:])[-20:]
    stem = seen.removesuffix(ending)[: _LONGEST_NAME - len(ending)]
    while len((stem + ending).encode()) > 2 * _LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending or "upload"


def _resolved(path: str) -> Path | None:
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError, ValueError):
        return None


@asynccontextmanager
async def _form(request: Request, limit: int) -> AsyncIterator[FormData]:
    parser = MultiPartParser(
        request.headers, _limited(request, limit), max_files=1, max_fields=FIELDS, max_part_size=MIB
    )
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400, f"The upload cannot be taken apart: {error.message}") from error
    try:
        yield form
    finally:
        await form.close()


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes; what says that it is too long is refused before any of it is read."""
    said = request.headers.get("content-length", "0")
    if said.isascii() and said.isdigit() and int(said) > limit:
        raise _too_large(limit)
    taken = 0
    try:
        async for portion in request.stream():
            taken += len(portion)
            if taken > limit:
                raise _too_large(limit)
            yield portion
    except ClientDisconnect as error:
        raise HTTPException(400, "The upload broke off.") from error


def _too_large(limit: int) -> HTTPException:
    """The connection is closed, for otherwise the rest would still have to be read."""
    most = max(1, (limit - AROUND) // MIB)
    detail = f"A request may bring {most} MiB at most. Load larger files by command on the server."
    return HTTPException(413, detail, {"Connection": "close"})


async def _wish(form: FormData) -> Wish:
    given = {name: value for name, value in form.items() if name != "file" and isinstance(value, str)}
    try:
        return Wish.model_validate({name: value for name, value in given.items() if value})
    except ValidationError as error:
        raise RequestValidationError(
            [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        ) from error


def _keep(file: BinaryIO, target: Path, most_mib: int) -> None:
    file.seek(0, 2)
    if file.tell() > most_mib * MIB:
        raise _too_large(most_mib * MIB + AROUND)
    file.seek(0)
    target.parent.mkdir(parents=True, mode=0o700)
    with target.open("xb") as kept:
        shutil.copyfileobj(file, kept, MIB)
