"""What makes a result citable: the content that it is about, the parameters, and the code that computed it.

The id of a stamp is `snap-` and 10 bytes of BLAKE2b, in hexadecimal digits, of the canonical JSON (keys in
alphabetical order, no blanks, UTF-8) of {"code_version": ..., "content": ..., "parameters": {...}}, where
`content` is the content hash of the snapshot.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from graph.version import code_version

Parameter = str | int | float | None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Content hash, parameters and code version; equal stamps mean equal results."""

    content: str
    parameters: Mapping[str, Parameter]
    code_version: str = field(default_factory=code_version)

    @property
    def id(self) -> str:
        """The name under which a result is cited."""
        said = {"content": self.content, "parameters": self.parameters, "code_version": self.code_version}
        text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
        return f"snap-{hashlib.blake2b(text, digest_size=10).hexdigest()}"

    @property
    def told_parameters(self) -> str:
        """The parameters as one line of canonical JSON, for formats that hold nothing but text."""
        return orjson.dumps(dict(self.parameters), option=orjson.OPT_SORT_KEYS).decode()


def default_parameters(
    *, counting: str = "fractional", resolution: float = 1.0, seed: int = 0
) -> dict[str, Parameter]:
    """The parameters under which ties are counted and clusters found."""
    return {"counting": counting, "resolution": float(resolution), "seed": seed}
