"""Short links that were asked for: views of our pages, live or on a kept snapshot.

    links/CODE.json                 the address of a page of ours, and the snapshot where it is frozen

A code is computed from what it stands for, so asking twice gives the same link, and nothing that a user
wrote becomes part of a path. Links are never changed; at most MOST are kept.
"""

import base64
import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import Conflict, InvalidParameter, NotFound
from graph.settings import Settings

MOST = 20_000
_SHORT, _LONGEST = 8, 16
_CODE = re.compile("[a-z2-7]{8,16}")


@dataclass(frozen=True, slots=True)
class Link:
    """A view by path and query of its page; `snapshot` is the id of a kept one, None where it is live."""

    view: str
    snapshot: str | None = None


def keep(settings: Settings, link: Link) -> str:
    """The code of a link, kept from now on; raises Conflict where no more are kept."""
    code = code_of(settings, link)
    target = _folder(settings) / f"{code}.json"
    if target.is_file():
        return code
    if _folder(settings).is_dir() and sum(1 for _ in _folder(settings).iterdir()) >= MOST:
        raise Conflict(
            f"{MOST} links are kept already, and no more will be. Pass the address of the page on as it is, "
            "or remove old files from the folder 'links' of the home."
        )
    _write(target, asdict(link))
    return code


def code_of(settings: Settings, link: Link) -> str:
    """Eight letters and digits; more in the rare case that another link has the same."""
    told = json.dumps([link.view, link.snapshot]).encode()
    whole = base64.b32encode(hashlib.blake2b(told, digest_size=10).digest()).decode().lower()
    lengths = range(_SHORT, _LONGEST + 1)
    return next(code for n in lengths if _kept(settings, code := whole[:n]) in (None, link))


def is_kept(settings: Settings, code: str) -> bool:
    """Whether there is such a link."""
    return _kept(settings, code) is not None


def find(settings: Settings, code: str) -> Link:
    """The link with this code; raises NotFound."""
    found = _kept(settings, code) if _CODE.fullmatch(code) else None
    if found is None:
        raise NotFound("There is no such link. Is a letter missing, or was it made on another server?")
    return found


def _kept(settings: Settings, code: str) -> Link | None:
    try:
        return Link(**json.loads((_folder(settings) / f"{code}.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def _folder(settings: Settings) -> Path:
    return settings.home / "links"


def _write(target: Path, values: dict[str, str | None]) -> None:
    """Readers see the whole file or none."""
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values) + "\n", encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        raise InvalidParameter(f"{target} cannot be written: {error.strerror or error}.") from error
