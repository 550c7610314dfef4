"""The raw file of each job, kept under its checksum: raw files and judgements rebuild the whole graph."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from graph.errors import UnreadableFile
from graph.settings import Settings

_BLOCK = 1024 * 1024


def checksum(path: Path) -> str:
    """sha256 of a file's bytes; of a folder, of its files' names and bytes in order."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.name.encode() if path.is_dir() else b"")
            with file.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
    return digest.hexdigest()


def keep(path: Path, digest: str, settings: Settings) -> Path:
    """Copies a file or folder to where jobs find it; returns the place. The copy is whole or not there."""
    kept = place(settings, digest, path.name)
    if kept.exists():
        return kept
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_name(f".{secrets.token_hex(6)}")
    if path.is_dir():
        shutil.copytree(path, beside)
    else:
        shutil.copyfile(path, beside)
    try:
        os.replace(beside, kept)
    except OSError:
        # Somebody else kept the same folder at the same time.
        shutil.rmtree(beside, ignore_errors=True)
    return kept


def find(settings: Settings, digest: str, name: str) -> Path:
    """The kept file of a job; raises UnreadableFile where it is gone."""
    kept = place(settings, digest, name)
    if not kept.exists():
        raise UnreadableFile(f"The raw file of {name} is not in {settings.home} any more. Load it again.")
    return kept


def place(settings: Settings, digest: str, name: str) -> Path:
    """Where the file is kept: its own name, without anything that could lead elsewhere."""
    return settings.home / "raw" / digest / (Path(name).name or "file")
