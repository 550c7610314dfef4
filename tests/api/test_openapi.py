"""The description of the API is valid, complete, and made for people as well."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
from fastapi.openapi.models import OpenAPI

OPENAPI = "/api/v1/openapi.json"


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (inner for name, inner in value.items() if name == "$ref")
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_the_description_is_valid(client: httpx.Client) -> None:
    schema = client.get(OPENAPI).json()
    assert OpenAPI.model_validate(schema).openapi.startswith("3.1")
    shapes = schema["components"]["schemas"]
    assert all(reference.rpartition("/")[2] in shapes for reference in _references(schema))


def test_each_operation_is_documented(client: httpx.Client) -> None:
    operations = list(_operations(client.get(OPENAPI).json()))
    assert len(operations) >= 13
    assert len({operation["operationId"] for *_, operation in operations}) == len(operations)
    for path, method, operation in operations:
        assert operation["description"].endswith("."), path
        assert len(operation["tags"]) >= 1, path
        assert {"404", "422", "503"} <= operation["responses"].keys(), (method, path)
        assert {"200", "202"} & operation["responses"].keys(), (method, path)


def test_the_description_holds_the_api_and_no_page(client: httpx.Client) -> None:
    paths = client.get(OPENAPI).json()["paths"]
    assert {path for path in paths if not path.startswith("/api/v1/")} == {"/healthz", "/readyz"}


def test_the_page_for_people_names_each_operation_parameter_and_field(client: httpx.Client) -> None:
    schema = client.get(OPENAPI).json()
    page = client.get("/documentation").text
    for path, method, operation in _operations(schema):
        assert f'<span class="method">{method.upper()}</span> {path}</code>' in page
        for parameter in operation.get("parameters", ()):
            assert f"<code>{parameter['name']}</code>" in page
    for shape in schema["components"]["schemas"].values():
        for field in shape.get("properties", {}) if "Validation" not in shape["title"] else ():
            assert f"<code>{field}</code>" in page


def test_the_examples_on_the_page_name_this_server(client: httpx.Client) -> None:
    page = client.get("/documentation").text
    assert f"curl -G {client.base_url}".rstrip("/") in page
    assert not re.findall(r"https?://(?!127\.0\.0\.1)", page)


def test_what_changes_something_says_who_may_and_what_it_takes(client: httpx.Client) -> None:
    paths = client.get(OPENAPI).json()["paths"]
    changes = [
        (path, method, operation)
        for path, methods in paths.items()
        for method, operation in methods.items()
        if method not in ("get", "head", "parameters")
    ]
    assert len(changes) >= 8
    assert [change[:2] for change in changes if "403" not in change[2]["responses"]] == []
    submit = paths["/api/v1/jobs"]["post"]
    assert {"400", "413", "415"} <= submit["responses"].keys()
    body = submit["requestBody"]["content"]
    assert body["multipart/form-data"]["schema"]["required"] == ["file"]
    assert body["application/json"]["schema"]["required"] == ["path"]
    page = client.get("/documentation").text
    assert f"curl --form file=@FILE {str(client.base_url).rstrip('/')}/api/v1/jobs" in page
    for name in ("file", "path", "source", "mapping", "strict"):
        assert f"<code>{name}</code>" in page
