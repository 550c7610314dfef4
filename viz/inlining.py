"""Putting scripts, styles and data inside one page so that a strict browser runs ours and nothing else."""

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files

# Characters that could end the element, open a comment or break a line of an older JavaScript.
_HARMLESS = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def inert_json(data: object) -> str:
    """JSON that stays data inside a script element, whatever its texts say."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign, escape in _HARMLESS.items():
        text = text.replace(sign, escape)
    return _without_lone_surrogates(text)


def own_file(name: str) -> str:
    """A script or style of ours."""
    return checked(files("viz").joinpath("static", name).read_text(encoding="utf-8"))


def checked(text: str) -> str:
    """A script or style that may stand inside a page, with the line ends that a browser hashes."""
    text = text.replace("\r\n", "\n")
    lowered = text.lower()
    if any(mark in lowered for mark in ("</script", "</style", "<!--")):
        raise ValueError("A script or style that closes its own element cannot be put inside a page.")
    return text


def content_policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """The Content-Security-Policy under which only these scripts and styles work, and nothing is fetched."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _without_lone_surrogates(text: str) -> str:
    """Halves of characters, as damaged files hold them, cannot be written as UTF-8."""
    return text.encode("utf-8", errors="replace").decode("utf-8")
