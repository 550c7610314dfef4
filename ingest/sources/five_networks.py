"""The five networks for which this project was made, and any network written down in the same way.

A network file is YAML with the schema of `ingest.network_schema`. The five that are shipped hold facts
read by hand from one page each, with the places in the page's text where they stand; of the texts
themselves nothing is kept. A folder is read file by file, in the order of the names.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from graph.errors import UnexpectedLayout, UnreadableFile
from graph.records import Row
from ingest.network_claims import records_of
from ingest.network_schema import Network
from ingest.reading.columns import Column
from ingest.source import Opened, SourceFacts

FACTS = SourceFacts(
    name="five-networks",
    title="Five networks of lifelong learning in Poland, Lithuania, Hungary and across Europe",
    publisher="The networks themselves, on one page each; the facts were read by hand.",
    address="The page of each network stands with each of its records.",
    licence="Names, dates, figures and codes only; no text of the pages is kept.",
    publishes="Projects, participants, suppliers, patrons, funders, places, figures, all with evidence.",
)
SUFFIXES = (".yaml", ".yml")


class FiveNetworks:
    """Networks told in network files: the five of this package, or the user's own."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """None: network files are no tables."""
        return {}

    @contextmanager
    def open(self, path: Path | None = None) -> Iterator[Opened]:
        """A network file or a folder of them, else those shipped; raises UnreadableFile, UnexpectedLayout."""
        networks = _networks(path or bundled())
        rows = [
            Row(record)
            for file, network in sorted(networks.items())
            for record in records_of(network, source=FACTS.name, file=file)
        ]
        yield Opened(total=len(rows), rows=iter(rows))


def bundled() -> Path:
    """Folder of the network files that are shipped."""
    return Path(str(files("ingest").joinpath("networks")))


def read_network(path: Path) -> Network:
    """One network file, checked; raises UnreadableFile or UnexpectedLayout."""
    told = _parsed(_text(path), path.name)
    try:
        return Network.model_validate(told)
    except ValidationError as error:
        raise UnexpectedLayout(
            f"{path.name} does not have the layout of a network file: {_complaints(error)}"
        ) from error


def _text(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path.name} cannot be read as text. Check it and save it as UTF-8.") from error
    if not text.strip():
        raise UnreadableFile(f"{path.name} is empty. Write down a network in it, or take it away.")
    return text


def _parsed(text: str, file: str) -> object:
    try:
        # A control character is refused before the first token, by the making of the loader.
        loader = _Loader(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFile(f"{file} is not YAML that can be used: {_in_short(error)}") from error


def _networks(path: Path) -> dict[str, Network]:
    """Networks by file name; each has a name of its own, because their ids are made of it."""
    if path.is_dir():
        paths = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    else:
        paths = [path] if path.is_file() else []
    if not paths:
        raise UnreadableFile(
            f"There is no network file at {path}. Give a {' or '.join(SUFFIXES)} file, or a folder of them."
        )
    networks = {file.name: read_network(file) for file in paths}
    first: dict[str, str] = {}
    for file, network in networks.items():
        other = first.setdefault(network.network, file)
        if other != file:
            raise UnexpectedLayout(
                f"{other} and {file} both tell of {network.network!r}. Rename one network."
            )
    return networks


class _Loader(yaml.BaseLoader):
    """All scalars are text, so that the country NO is no truth value and 2018-10 no date.

    Anchors are refused, because a few lines of them can unfold into more than memory holds; so are keys
    that stand twice, of which YAML would silently keep the last.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = parent.start_mark if parent else None
            raise yaml.MarkedYAMLError(problem="an alias is not allowed here", problem_mark=mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        seen: list[object] = []
        for key, _ in node.value:
            if key.value in seen:
                problem = f"{key.value!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            seen.append(key.value)
        return super().construct_mapping(node, deep=deep)


def _in_short(error: yaml.YAMLError | RecursionError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}."
    if isinstance(error, RecursionError):
        return "its parts are nested too deeply."
    return f"{' '.join(str(error).split())}."


def _complaints(error: ValidationError) -> str:
    """Field and reason of the first three problems, and how many more there are."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    said = [_complaint(".".join(map(str, one["loc"])), one["msg"]) for one in found[:3]]
    more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
    return "; ".join(said) + more + "."


def _complaint(field: str, reason: str) -> str:
    return f"{field or 'the file'}: {reason.removeprefix('Value error, ')}"
