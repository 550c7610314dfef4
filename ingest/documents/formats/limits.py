"""How much of a file is taken before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`file` and `unpacked` in bytes, `seconds` and `memory` for the process that takes the file apart."""

    file: int = 50 * MIB
    unpacked: int = 200 * MIB
    letters: int = 2_000_000
    pages: int = 500
    seconds: int = 30
    memory: int = 1024 * MIB


USUAL = Limits()
