"""A lock of requirements, read: what is pinned, under which condition, with which hashes."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package at one version, for the environments that its marker names."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def version(self) -> str:
        """The one version that is allowed; empty where the line allows others."""
        found = [clause for clause in self.requirement.specifier if clause.operator == "=="]
        return found[0].version if len(self.requirement.specifier) == 1 and found else ""


def pins_of(text: str) -> list[Pin]:
    """Pins in the order of the file: a line that begins at the margin starts one, others go on with it."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    entries = re.split(r"\n(?=\S)", "\n".join(lines))
    return [_pin(entry.replace("\\\n", " ")) for entry in entries]


def _pin(entry: str) -> Pin:
    requirement, _, hashes = entry.partition(" --")
    return Pin(Requirement(requirement.strip()), tuple(HASH.findall(f"--{hashes}")))


def read_lock(file: Path) -> dict[str, list[Pin]]:
    """Pins by package; one package may stand twice with conditions that exclude each other."""
    pins: dict[str, list[Pin]] = {}
    for pin in pins_of(file.read_text(encoding="utf-8")):
        pins.setdefault(pin.requirement.name, []).append(pin)
    return pins
