"""A mapping file as text becomes a checked mapping; what is wrong is told with its line, in words."""

from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from graph.errors import UnexpectedLayout, UnreadableFile
from ingest.mapping.schema import Mapping
from ingest.reading.limits import MIB

_LONGEST = MIB
_DEEPEST = 12
_COMPLAINTS = 5
_WORDS = {
    "missing": "it is needed, but is not there",
    "extra_forbidden": "nothing goes by this name here; look for a slip of the pen",
    "string_type": "it must be a text",
    "string_too_short": "it is empty",
    "model_type": "it must be a heading, or have lines of its own below it",
    "dict_type": "it must have lines of its own below it",
    "tuple_type": "it must be a list",
    "bool_parsing": "it must be yes or no",
}


def read_mapping(path: Path) -> Mapping:
    """A mapping file, checked; raises UnreadableFile or UnexpectedLayout."""
    return parsed_mapping(read_mapping_text(path), path.name)


def read_mapping_text(path: Path) -> str:
    """The text of a mapping file; raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableFile(f"The mapping {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path.name} is no text in UTF-8. Save it as UTF-8.") from error
    if len(data) > _LONGEST:
        raise UnreadableFile(
            f"{path.name} is larger than 1 MiB, which no mapping is. Is it the table itself?"
        )
    return text


def parsed_mapping(text: str, name: str) -> Mapping:
    """The mapping that a text is; `name` is its file, for messages."""
    node = _composed(text, name)
    if not isinstance(node, yaml.MappingNode):
        raise UnexpectedLayout(
            f"{name} is no mapping: it has no lines such as 'table: projects'. "
            "Draft one from the table: socialcluster ingest suggest TABLE"
        )
    try:
        return Mapping.model_validate(_plain(node, name))
    except ValidationError as error:
        raise UnexpectedLayout(
            f"{name} is no mapping that can be used. {_complaints(error, node)}"
        ) from error


def _composed(text: str, name: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFile(f"{name} is not YAML that can be used: {_in_short(error)}") from error


class _Loader(yaml.SafeLoader):
    """Anchors are refused, because a few lines of them can unfold into more than memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = parent.start_mark if parent else None
            raise yaml.MarkedYAMLError(problem="an alias is not allowed here", problem_mark=mark)
        return super().compose_node(parent, index)


def _plain(node: yaml.Node, name: str, depth: int = 0) -> object:
    """Texts, lists and dictionaries: the country NO is no truth value. A null or empty value is not there."""
    if depth > _DEEPEST:
        raise UnreadableFile(f"{name} is not YAML that can be used: its parts are nested too deeply.")
    if isinstance(node, yaml.MappingNode):
        return _dictionary(node, name, depth)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name, depth + 1) for item in node.value]
    return node.value


def _dictionary(node: yaml.MappingNode, name: str, depth: int) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in values:
            wrong = "stands twice" if isinstance(key, yaml.ScalarNode) else "is no name of a field"
            raise UnreadableFile(
                f"{name} is not YAML that can be used: line {key.start_mark.line + 1}: "
                f"{str(key.value)[:60]!r} {wrong}."
            )
        if not (isinstance(value, yaml.ScalarNode) and value.tag.endswith(":null")):
            values[key.value] = _plain(value, name, depth + 1)
    return values


def _in_short(error: yaml.YAMLError | RecursionError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"line {error.problem_mark.line + 1}: {error.problem}."
    if isinstance(error, RecursionError):
        return "its parts are nested too deeply."
    if isinstance(error, yaml.reader.ReaderError):
        return f"character {error.position + 1} is none that a text may have."
    return f"{' '.join(str(error).split())}."


def _complaints(error: ValidationError, node: yaml.Node) -> str:
    """Line, field and reason of the first problems, and how many more there are."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    said = [
        f"Line {_line(node, one['loc'])}: {'.'.join(map(str, one['loc'])) or 'the mapping'}: "
        f"{_WORDS.get(one['type'], one['msg'].removeprefix('Value error, '))}."
        for one in found[:_COMPLAINTS]
    ]
    more = f" There are {len(found) - _COMPLAINTS} more problems." if len(found) > _COMPLAINTS else ""
    return " ".join(said) + more


def _line(node: yaml.Node, place: Sequence[str | int]) -> int:
    """Line on which a field stands, or the nearest thing around it that is there."""
    line = node.start_mark.line + 1
    for step in place:
        child: tuple[int, yaml.Node] | None = None
        if isinstance(node, yaml.MappingNode):
            pairs = ((k.start_mark.line + 1, v) for k, v in node.value if k.value == str(step))
            child = next(pairs, None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = (node.value[step].start_mark.line + 1, node.value[step])
        if child is None:
            return line
        line, node = child
    return line
