"""The generated password of an embedded Neo4j, and how the server learns it at its first start."""

import hashlib
import os
import secrets
from pathlib import Path

from graph.errors import ServerStartFailed
from graph.store.embedded.home import Home

USER = "neo4j"
_ROUNDS = 1024


def kept_password(home: Home) -> str:
    """The password of this home; made up, and left for the server's first start, where there is none."""
    if home.password_file.exists():
        return read_password(home)
    if home.databases.exists():
        raise ServerStartFailed(
            f"The password file {home.password_file} is gone, and without it the database beside it "
            f"cannot be opened. Put the file back, or remove {home.root} and load your files again."
        )
    password = secrets.token_urlsafe(24)
    _write_private(home.first_credential, first_credential(password, salt=secrets.token_bytes(32)))
    _write_private(home.password_file, password + "\n")
    return password


def read_password(home: Home) -> str:
    """The password that lies in the home."""
    try:
        return home.password_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ServerStartFailed(
            f"The password file {home.password_file} cannot be read: {error.strerror}."
        ) from error


def first_credential(password: str, salt: bytes) -> str:
    """The line that `neo4j-admin dbms set-initial-password` writes, without the Java start that it costs."""
    hashed = hashlib.sha256(salt + password.encode()).digest()
    for _ in range(_ROUNDS - 1):
        hashed = hashlib.sha256(hashed).digest()
    return f"{USER}:SHA-256,{hashed.hex()},{salt.hex()},{_ROUNDS}:\n"


def _write_private(file: Path, text: str) -> None:
    # Removed first: an existing file would keep the mode that somebody gave it.
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
