"""Writes the lock of jars from a folder into which Maven copied an artifact with all it needs.

Put the artifact as the only dependency into a pom.xml and run there:

    mvn dependency:copy-dependencies -DincludeScope=runtime \\
        -Dmdep.useRepositoryLayout=true -DoutputDirectory=jars
    python tools/lock_jars.py jars org.neo4j:neo4j:2026.08.1

For Graph Data Science, which runs inside Neo4j and finds there what both need, in Neo4j's version (artifacts
org.neo4j.gds:proc and org.neo4j.gds:opengds-extension):

    python tools/lock_jars.py jars org.neo4j.gds:proc:2.26.0 --beside graph/store/embedded/jars.lock \\
        --out graph/store/embedded/gds.lock
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath

from graph.store.embedded.jars import Jar, JarLock, digest, parse_lock, render_lock

LOCK = Path(__file__).parents[1] / "graph" / "store" / "embedded" / "jars.lock"


def lock_of(folder: Path, artifact: str) -> JarLock:
    """Every jar below the folder; ValueError where the artifact itself is not among them."""
    jars = tuple(
        Jar(path=file.relative_to(folder).as_posix(), size=file.stat().st_size, sha256=digest(file))
        for file in sorted(folder.rglob("*.jar"))
    )
    group, name, version = artifact.split(":")
    own = f"{group.replace('.', '/')}/{name}/{version}/{name}-{version}.jar"
    if own not in {jar.path for jar in jars}:
        raise ValueError(f"{own} is not in {folder}: is it in repository layout, and of that version?")
    return JarLock(artifact=artifact, jars=jars)


def without(lock: JarLock, beside: JarLock) -> JarLock:
    """What the other lock does not have, in whatever version."""
    there = {PurePosixPath(jar.path).parents[1] for jar in beside.jars}
    return replace(
        lock, jars=tuple(jar for jar in lock.jars if PurePosixPath(jar.path).parents[1] not in there)
    )


def main(arguments: list[str]) -> int:
    """Writes the lock file and says what is in it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help="output folder of dependency:copy-dependencies")
    parser.add_argument("artifact", help="group:name:version")
    parser.add_argument("--out", type=Path, default=LOCK, help="file to write")
    parser.add_argument("--beside", type=Path, help="a lock whose jars are there already")
    chosen = parser.parse_args(arguments)
    try:
        lock = lock_of(chosen.folder, chosen.artifact)
    except ValueError as error:
        parser.error(str(error))
    if chosen.beside:
        lock = without(lock, parse_lock(chosen.beside.read_text(encoding="utf-8")))
    chosen.out.write_text(render_lock(lock), encoding="utf-8")
    size = sum(jar.size for jar in lock.jars) / 1e6
    sys.stdout.write(f"{chosen.out}: {len(lock.jars)} jars, {size:.0f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
