"""The one place where the version is written, and what tells the code of two builds of it apart."""

import hashlib
from functools import cache
from pathlib import Path

__version__ = "0.1.0"

# What results are computed by.
_COMPUTING = ("analysis/**/*.py", "export/**/*.py", "projection.py")


@cache
def code_version(package: Path = Path(__file__).parent) -> str:
    """The version with a hash of the code that computes results, in the form of PEP 440 (`0.1.0+1f0c9a3e`).

    Between two releases the version stays and results may change: those of other code have another id.
    """
    files = sorted(file for pattern in _COMPUTING for file in package.glob(pattern))
    digest = hashlib.blake2b(digest_size=4)
    for file in files:
        digest.update(file.relative_to(package).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{__version__}+{digest.hexdigest()}"
