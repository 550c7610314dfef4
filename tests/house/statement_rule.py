"""No word from outside becomes part of a Cypher text, shown on the syntax tree.

The text of every `Statement(...)` is a literal, or literals joined. Labels and tie types cannot be
parameters, so in one file, through one function (`_built`), a text may also hold names of the enumerations
of `graph.vocabulary`. And neomodel's two doors for pasted text stay shut (`order_by`, `FulltextFilter`).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import EnumType

from graph import vocabulary

BUILDER_FILE = "graph/store/statements.py"
BUILDER = "_built"
SHUT = frozenset({"order_by", "FulltextFilter"})
QUERIES = frozenset({"execute_query", "cypher_query"})
ENUMS = frozenset(name for name, value in vars(vocabulary).items() if isinstance(value, EnumType))


@dataclass(frozen=True, slots=True)
class Scope:
    """What names stand for: expressions that were given to them, or members of an enumeration."""

    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    members: frozenset[str] = frozenset()

    def inside(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> "Scope":
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        own = {argument.arg for argument in arguments}
        outer = {name: given for name, given in self.values.items() if name not in own}
        members = frozenset(a.arg for a in arguments if _names_enum(a.annotation))
        return Scope(outer | _assigned(ast.walk(function)), members)

    def without(self, name: str) -> "Scope":
        return replace(self, values={n: given for n, given in self.values.items() if n != name})

    def holding(self, name: str) -> "Scope":
        return replace(self, members=self.members | {name})


def offences(path: str, source: str) -> list[str]:
    """Every place in a module where a text could take in words from outside, as `path:line what`."""
    tree = ast.parse(source)
    scope = Scope(_assigned(iter(tree.body)))
    return [f"{path}:{line} {what}" for line, what in sorted(_offences(tree, scope, path == BUILDER_FILE))]


def _offences(node: ast.AST, scope: Scope, builds: bool) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            # the builder itself is trusted, because every call of it is looked at
            if not (builds and child.name == BUILDER):
                yield from _offences(child, scope.inside(child), builds)
            continue
        if isinstance(child, ast.Call):
            what = _offence(child, scope, builds)
            if what:
                yield child.lineno, what
        yield from _offences(child, scope, builds)


def _offence(call: ast.Call, scope: Scope, builds: bool) -> str | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in SHUT:
        return f"calls {name}"
    if name in QUERIES and not _is_literal(next(iter(call.args), None), scope):
        return f"calls {name} with a text that is not a literal"
    if name == "Statement" and not _is_literal(_text_of(call), scope):
        return "a statement whose text is not a literal"
    if builds and name == BUILDER and not _is_vocabulary(_text_of(call), scope):
        return "a statement built from more than the vocabulary"
    return None


def _text_of(call: ast.Call) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "text"]
    return named[0] if named else call.args[1] if len(call.args) > 1 else None


def _is_literal(text: ast.expr | None, scope: Scope) -> bool:
    match text:
        case ast.Constant(value=str()):
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _is_literal(left, scope) and _is_literal(right, scope)
        case ast.Name(id=name) if name in scope.values:
            return all(_is_literal(value, scope.without(name)) for value in scope.values[name])
    return False


def _is_vocabulary(text: ast.expr | None, scope: Scope) -> bool:
    match text:
        case ast.Constant(value=str()):
            return True
        case ast.JoinedStr(values=parts):
            return all(_is_vocabulary(part, scope) for part in parts)
        case ast.FormattedValue(value=value, format_spec=None):
            return _is_vocabulary(value, scope)
        case ast.BinOp(left=left, op=ast.Add(), right=right) | ast.IfExp(body=left, orelse=right):
            return _is_vocabulary(left, scope) and _is_vocabulary(right, scope)
        case ast.Name(id=name) if name in scope.members:
            return True
        case ast.Name(id=name) if name in scope.values:
            return all(_is_vocabulary(value, scope.without(name)) for value in scope.values[name])
        case ast.Attribute(attr="label", value=ast.Attribute(attr="facts", value=ast.Name(id=name))):
            return name in scope.members
        case ast.Call(func=ast.Attribute(attr="join", value=ast.Constant()), args=[several]):
            return _is_vocabulary(several, scope)
        case ast.Call(func=ast.Name(id="sorted"), args=[several], keywords=[]):
            return _is_vocabulary(several, scope)
        case ast.GeneratorExp(
            elt=each, generators=[ast.comprehension(target=ast.Name(id=name), iter=source)]
        ):
            return _names_enum(source) and _is_vocabulary(each, scope.holding(name))
    return False


def _names_enum(annotation: ast.expr | None) -> bool:
    """`Node`, or `Node | None`."""
    match annotation:
        case ast.Name(id=name):
            return name in ENUMS
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _names_enum(left)
    return False


def _assigned(nodes: Iterator[ast.AST]) -> dict[str, list[ast.expr]]:
    """Expressions given to each name by plain assignments; any other way of naming counts as unknown."""
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                values.setdefault(name, []).append(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                values.setdefault(name, []).append(value)
            case ast.AugAssign(target=ast.Name(id=name), value=value):
                values.setdefault(name, []).append(value)
    return values
