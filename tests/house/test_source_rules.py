"""House rules that no other tool checks, looked for in every file that is or would be committed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.checkout import PACKAGES, ROOT, own_files, texts

# halves, so that this file does not contain what it looks for
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
MACHINE_PATH = re.compile(r"/(?:work|root|home|Users)/\w")
SILENCER = re.compile(
    r"no" + r"qa(?::[A-Z\d, ]+)?|type: ig" + r"nore(?:\[[\w, -]+\])?|pragma: no c" + r"over"
)
SILENCED = re.compile(rf"# (?:{SILENCER.pattern})|except Exc" + r"eption")
ADDRESS = re.compile(r"(?:https?|wss?|ftp)://(?P<host>[^\s/\"'`<>()\\,;]*)")
FOREIGN_MARK = re.compile(r"@license|@preserve|sourceMappingURL|/\*!|\(c\) 20\d\d|Copyright", re.IGNORECASE)

OWN_HOSTS = re.compile(
    r"(?:www\.w3\.org|graphml\.graphdrawing\.org|gexf\.net|127\.0\.0\.1|localhost|(?:[\w-]+\.)*example\.(?:org|com)|\{.*)?(?::.*)?"
)
DATA_SUFFIXES = {
    ".xlsx",
    ".xls",
    ".csv",
    ".gz",
    ".zip",
    ".parquet",
    ".arrow",
    ".geojson",
    ".jar",
    ".whl",
    ".woff2",
}
LARGEST = 100_000
LONGEST_LINE_OF_A_SCRIPT = 400
LONGEST_FUNCTION = 40
LONGEST_FILE = 400


def _modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for path, text in texts(*folders):
        if path.suffix == ".py":
            yield path, ast.parse(text)


def _found(pattern: re.Pattern[str], *folders: str) -> list[str]:
    return [
        f"{path}:{number} {line.strip()}"
        for path, text in texts(*folders)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def _foreign_addresses(text: str) -> list[str]:
    return [match[0] for match in ADDRESS.finditer(text) if not OWN_HOSTS.fullmatch(match["host"])]


def test_nothing_is_left_unfinished() -> None:
    assert _found(UNFINISHED) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert _found(MACHINE_PATH) == []


def _is_explained(line: str) -> bool:
    """The comment of the line says more than which check it silences."""
    return len(re.findall(r"\w+", SILENCER.sub("", line.partition("#")[2]))) >= 3


def test_a_check_that_is_silenced_says_why() -> None:
    assert [line for line in _found(SILENCED, *PACKAGES) if not _is_explained(line)] == []


@pytest.mark.parametrize(
    "comment", ["", "# no" + "qa: S603", "# type: ig" + "nore[arg-type]", "# no" + "qa: A, B - x"]
)
def test_a_bare_silencer_is_no_reason(comment: str) -> None:
    assert not _is_explained(f"done()  {comment}")


def test_a_reason_is_a_reason() -> None:
    assert _is_explained("done()  # no" + "qa: S603 - our own program with fixed arguments")
    assert _is_explained("except Exc" + "eption:  # a thread must not end without a word")


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{path}:{node.lineno}"
        for path, module in _modules(*PACKAGES)
        if path.parts[:2] != ("api", "cli")
        for node in ast.walk(module)
        if isinstance(node, ast.Name) and node.id == "print"
    ]

    assert printing == []


def test_below_the_api_nobody_knows_of_a_terminal() -> None:
    writing = [
        f"{path}:{node.lineno}"
        for path, module in _modules("graph", "ingest", "viz")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr", "sys.stdin")
    ]

    assert writing == []


def test_what_a_browser_or_an_installer_reads_names_no_other_host() -> None:
    """The facts of the networks name the pages that state them; nothing fetches those."""
    read = [
        *PACKAGES,
        ":!ingest/networks",
        "Makefile",
        "pyproject.toml",
        "requirements",
        ".ci",
        "tools",
        "deploy",
    ]

    assert [f"{path} {found}" for path, text in texts(*read) for found in _foreign_addresses(text)] == []


@pytest.mark.parametrize(
    "host", ["unpkg.com", "fonts.example.net", "127.0.0.1.evil.net", "www.w3.org.evil.net"]
)
def test_another_host_is_found(host: str) -> None:
    assert _foreign_addresses(f'<script src="https://{host}/a.js">') == [f"https://{host}"]


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "www.w3.org", "mirror.example.org", "{host}:{port}"]
)
def test_an_own_host_is_none_of_them(host: str) -> None:
    assert _foreign_addresses(f"http://{host}/2000/svg") == []


def test_no_data_and_no_build_of_others_is_committed() -> None:
    foreign = [
        str(file.relative_to(ROOT))
        for file in own_files()
        if file.suffix in DATA_SUFFIXES
        or ".min." in file.name
        or (file.stat().st_size > LARGEST and file.parent.name != "requirements")
    ]

    assert foreign == []


def test_scripts_and_styles_are_written_here() -> None:
    scripts = [(path, text) for path, text in texts(*PACKAGES) if path.suffix in (".js", ".css")]
    foreign = [
        str(path)
        for path, text in scripts
        if FOREIGN_MARK.search(text) or max(map(len, text.splitlines()), default=0) > LONGEST_LINE_OF_A_SCRIPT
    ]

    assert foreign == []


def test_functions_and_files_stay_short() -> None:
    long = [
        f"{path}"
        for path, text in texts(*PACKAGES)
        if text.count("\n") > LONGEST_FILE and path.suffix == ".py"
    ]
    long += [
        f"{path}:{node.lineno} {node.name}"
        for path, module in _modules(*PACKAGES)
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]

    assert long == []


def test_packages_are_marked_and_export_nothing_at_second_hand() -> None:
    folders = {file.parent for file in own_files(*PACKAGES, "tests") if file.suffix == ".py"}
    marks = [folder / "__init__.py" for folder in folders]

    assert [str(mark) for mark in marks if not mark.is_file() or mark.stat().st_size] == []


def test_the_packages_that_run_are_those_of_this_checkout() -> None:
    for name in PACKAGES:
        module = __import__(name)
        assert Path(str(module.__file__)).parent == ROOT / name
