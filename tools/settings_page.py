"""Writes docs/settings.md from the settings in the code; `make docs` runs it, a test compares."""

from pathlib import Path

from annotated_types import Ge, Gt, Le
from pydantic.fields import FieldInfo

from graph.settings import Settings

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
HEAD = """\
# Settings

Set them as environment variables. `make docs` writes this page from `graph/settings.py`.

| variable | without it | what it does |
|---|---|---|
"""
# these differ from machine to machine, so the page says them in words
FOLDERS = {
    "home": "`socialcluster` in your data folder (Linux: `~/.local/share`); `make demo`: `.socialcluster`",
    "cache": "`socialcluster` in your cache folder (Linux: `~/.cache`)",
}


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def _row(name: str, field: FieldInfo) -> str:
    variable = f"{Settings.model_config['env_prefix']}{name.upper()}"
    sentence = f"{field.description or ''}{_bounds(field)}"
    return f"| `{variable}` | {_default(name, field)} | {sentence} |\n"


def _default(name: str, field: FieldInfo) -> str:
    if field.default_factory is not None:
        return FOLDERS[name]
    return "–" if field.default in (None, ()) else f"`{field.default}`"


def _bounds(field: FieldInfo) -> str:
    words = []
    for bound in field.metadata:
        match bound:
            case Ge(ge=lowest):
                words.append(f"at least {lowest}")
            case Gt(gt=below):
                words.append(f"above {below}")
            case Le(le=highest):
                words.append(f"at most {highest}")
    return f" {', '.join(words).capitalize()}." if words else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
