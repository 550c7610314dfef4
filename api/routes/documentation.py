"""The OpenAPI description as a page for people; it needs no script and no other host."""

import json
import shlex
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.html import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Schema = dict[str, Any]
# Values with which an example does something where the five networks are loaded.
EXAMPLES = {
    "q": "savivaldybe",
    "from": "Biržų rajono savivaldybės visuomenės sveikatos biuras",
    "to": "Utenos A. ir M. Miškinių viešoji biblioteka",
    "number": "0",
}


@router.get("/documentation")
def documentation(request: Request) -> HTMLResponse:
    """Every operation with its parameters, answers and an example."""
    schema = request.app.openapi()
    shapes = schema["components"]["schemas"]
    operations = list(_operations(schema["paths"], shapes, str(request.base_url).rstrip("/")))
    answers = {operation["shape"] for operation in operations}
    tags = dict.fromkeys(operation["tag"] for operation in operations)
    return page(
        "documentation.html",
        here="/documentation",
        info=schema["info"],
        description=request.app.openapi_url,
        groups=[{"name": tag, "operations": [o for o in operations if o["tag"] == tag]} for tag in tags],
        shapes=[
            {"name": name, "description": shape.get("description"), "fields": _fields(shape, shapes)}
            for name, shape in shapes.items()
            if name not in answers and "properties" in shape and not name.endswith("ValidationError")
        ],
    )


def _operations(paths: Schema, shapes: Schema, host: str) -> Iterator[Schema]:
    for path, methods in paths.items():
        for method, operation in methods.items():
            parameters = [_parameter(one, shapes) for one in operation.get("parameters", ())]
            parameters += _body(operation.get("requestBody", {}), shapes)
            status = next(status for status in sorted(operation["responses"]) if status.startswith("2"))
            answer = operation["responses"][status]
            shape = _reference(answer.get("content", {}).get("application/json", {}).get("schema", {}))
            yield {
                "id": operation["operationId"],
                "tag": operation["tags"][0],
                "method": method.upper(),
                "path": path,
                "description": operation["description"],
                "parameters": parameters,
                "shape": shape,
                "status": status,
                "answer": answer["description"],
                "fields": _fields(shapes[shape], shapes) if shape else [],
                "errors": _errors(operation["responses"]),
                "example": _example(host + path, parameters, method),
            }


def _parameter(one: Schema, shapes: Schema) -> Schema:
    default = one["schema"].get("default")
    return {
        "name": one["name"],
        "place": one["in"],
        "required": one.get("required", False),
        "type": _type(one["schema"], shapes).removesuffix(" or null"),
        "description": one.get("description", ""),
        "default": None if default in (None, "") else json.dumps(default),
    }


def _body(body: Schema, shapes: Schema) -> Iterator[Schema]:
    """Fields of a body, those of a form before those that JSON alone has."""
    seen: set[str] = set()
    for kind, content in body.get("content", {}).items():
        named = _reference(content["schema"])
        shape = shapes[named] if named else content["schema"]
        needed = shape.get("required", ())
        for name, field in shape["properties"].items():
            if name not in seen:
                one = {"name": name, "in": kind, "required": name in needed, "schema": field}
                yield _parameter({**one, "description": field.get("description", "")}, shapes)
        seen |= shape["properties"].keys()


def _fields(shape: Schema, shapes: Schema) -> list[Schema]:
    return [
        {
            "name": name,
            "type": _type(field, shapes),
            "shape": _inner_shape(field),
            "description": field.get("description", ""),
        }
        for name, field in shape.get("properties", {}).items()
    ]


def _errors(responses: Schema) -> list[Schema]:
    return [
        {"status": status, "description": response["description"]}
        for status, response in sorted(responses.items())
        if not status.startswith("2")
    ]


def _type(schema: Schema, shapes: Schema) -> str:
    """A type in words, with its bounds."""
    name = _reference(schema)
    if name:
        return _type(shapes[name], shapes) if "enum" in shapes[name] else name
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one, shapes) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}), shapes)}"
    if "enum" in schema:
        return "one of: " + ", ".join(map(str, schema["enum"]))
    return str(schema.get("type", "any")) + _bounds(schema)


def _bounds(schema: Schema) -> str:
    above = schema.get("minimum", schema.get("exclusiveMinimum"))
    words = [
        f"{'from' if 'minimum' in schema else 'above'} {above:g}" if above is not None else "",
        f"to {schema['maximum']:g}" if "maximum" in schema else "",
        f"up to {schema['maxLength']} letters" if "maxLength" in schema else "",
    ]
    said = " ".join(filter(None, words))
    return f", {said}" if said else ""


def _inner_shape(schema: Schema) -> str | None:
    """The shape that a field holds, itself or as a list."""
    inside = [schema, schema.get("items", {}), *schema.get("anyOf", ())]
    return next((name for name in map(_reference, inside) if name), None)


def _reference(schema: Schema) -> str | None:
    reference: str | None = schema.get("$ref")
    return reference.rpartition("/")[2] if reference else None


def _example(address: str, parameters: list[Schema], method: str) -> str:
    """A command for a terminal; UID stands for an id that a search gives."""
    address = address.replace("{number}", EXAMPLES["number"]).replace("{uid}", "UID")
    asked = [one["name"] for one in parameters if one["place"] == "query" and one["name"] in EXAMPLES]
    words = ["--data-urlencode " + shlex.quote(f"{name}={EXAMPLES[name]}") for name in asked]
    if method == "post":
        form = [f"--form {one['name']}=@FILE" for one in parameters if one["name"] == "file"]
        return " ".join(["curl", *(form or ["--request POST"]), shlex.quote(address)])
    return " \\\n  ".join([f"curl {'-G ' if words else ''}{shlex.quote(address)}", *words])
