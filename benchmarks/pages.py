"""Labelled pages of projects: how much is read, and how much of it is right, by language; and how fast.

The pages and their scorer are not part of the project: `make bench-pages` looks for them beside the
checkout, in the folder of PAGES. A third of the pages of each language, chosen by the hash of their names,
was kept out of the making of the rules; its figures are printed apart.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from ingest.documents.reading import read_page
from ingest.documents.shown import as_page

PAGES = Path(os.environ.get("PAGES") or Path(__file__).parents[2] / "shared" / "pages")
LARGE = 1_000_000


def main() -> None:
    if not (PAGES / "score.py").is_file():
        sys.exit(f"The labelled pages are not at {PAGES}. Name their folder: make bench-pages PAGES=../pages")
    names = sorted(path.stem for path in (PAGES / "dev").glob("*.txt"))
    kept_out = held_out(names)
    for title, chosen in (
        ("pages that were looked at", [name for name in names if name not in kept_out]),
        ("pages kept out", sorted(kept_out)),
    ):
        print(f"\n## {title}: {', '.join(chosen)}", flush=True)
        _score(chosen)
    print("\n## time")
    _time()


def held_out(names: list[str]) -> set[str]:
    """A third of the names of each language (their first two letters), those with the smallest hashes."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_language[name[:2]].append(name)
    chosen: set[str] = set()
    for group in by_language.values():
        group.sort(key=lambda name: hashlib.sha256(name.encode()).hexdigest())
        chosen.update(group[: round(len(group) / 3)])
    return chosen


def _score(names: list[str]) -> None:
    """Facts that wait for a person are not in the graph, so they are not scored."""
    with tempfile.TemporaryDirectory() as folder:
        truth, predicted = Path(folder, "truth"), Path(folder, "predicted")
        truth.mkdir()
        predicted.mkdir()
        for name in names:
            (truth / f"{name}.json").write_bytes((PAGES / "dev" / f"{name}.json").read_bytes())
            told = as_page(read_page((PAGES / "dev" / f"{name}.txt").read_text(encoding="utf-8")))
            told["participants"] = [one for one in told["participants"] if not one.get("review")]
            (predicted / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        subprocess.run([sys.executable, str(PAGES / "score.py"), str(truth), str(predicted)], check=True)


def _time() -> None:
    """Text of a megabyte, made of the pages over and over; the second reading has its words at hand."""
    for language in ("da", "en", "hu", "lt", "pl"):
        texts = [
            path.read_text(encoding="utf-8") for path in sorted((PAGES / "dev").glob(f"{language}*.txt"))
        ]
        whole = "\n\n".join(texts)
        text = (whole + "\n\n") * (LARGE // len(whole.encode()) + 1)
        for which in ("first", "again"):
            started = time.perf_counter()
            read_page(text, language)
            print(f"{language}: {len(text.encode()):,} bytes, {which}: {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    main()
