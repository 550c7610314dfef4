"""tools/lock_jars.py turns Maven's output folder into the lock."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from graph.store.embedded.jars import JarLock, parse_lock, render_lock
from tests.graph.store.embedded.depot import CONTENTS, fake_lock

TOOL = Path(__file__).parents[4] / "tools" / "lock_jars.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(TOOL), *arguments], capture_output=True, text=True, check=False
    )


def maven_output(folder: Path) -> Path:
    for path, content in CONTENTS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "org/a/a/maven-metadata-local.xml").write_text("<metadata/>")
    return folder


def test_it_locks_every_jar_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "jars.lock"
    done = run(str(maven_output(tmp_path / "jars")), "org.a:a:1", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert parse_lock(out.read_text()) == fake_lock()
    assert "3 jars" in done.stdout


def test_it_leaves_out_what_is_there_already_in_whatever_version(tmp_path: Path) -> None:
    beside, out = tmp_path / "beside.lock", tmp_path / "jars.lock"
    there = fake_lock().jars[-1]
    other = replace(there, path=there.path.replace("c/3/c-3", "c/9/c-9"))
    beside.write_text(render_lock(JarLock("x:x:1", (other,))))
    made = maven_output(tmp_path / "jars")
    done = run(str(made), "org.a:a:1", "--out", str(out), "--beside", str(beside))
    assert done.returncode == 0, done.stderr
    assert parse_lock(out.read_text()).jars == fake_lock().jars[:-1]


def test_it_refuses_a_folder_without_the_artifact(tmp_path: Path) -> None:
    done = run(str(maven_output(tmp_path / "jars")), "org.a:a:2", "--out", str(tmp_path / "jars.lock"))
    assert done.returncode != 0
    assert "org/a/a/2/a-2.jar is not in" in done.stderr
    assert not (tmp_path / "jars.lock").exists()
