"""Web pages from templates. Whatever a value holds, it stays text: every template escapes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from viz import data_words, gap_words, languages, metric_words, wording

# Every file that a page may ask for; nothing else of the package can be reached from outside.
_MEDIA_TYPES = {
    "pages.css": "text/css; charset=utf-8",
    "pages.js": "text/javascript; charset=utf-8",
    "job_progress.js": "text/javascript; charset=utf-8",
    "review_keys.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_WORDS: tuple[Callable[..., object], ...] = (
    wording.called,
    wording.country,
    wording.day,
    wording.field,
    wording.figure,
    wording.fixed,
    wording.in_countries,
    wording.kind,
    wording.language,
    wording.modularity,
    wording.moment,
    wording.money,
    wording.number,
    wording.period,
    wording.programme_name,
    wording.project_name,
    wording.role,
    wording.sector,
    wording.share,
    wording.theme,
    wording.tie,
    wording.web_address,
    wording.years,
    data_words.job_state,
    gap_words.level_name,
    gap_words.verdict_meaning,
    gap_words.verdict_name,
    gap_words.verdict_sign,
    metric_words.format_use,
    metric_words.groups_name,
    metric_words.in_year,
    metric_words.way_of_computing,
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A style, script or picture of the pages; `digest` changes when its content does."""

    content: bytes
    media_type: str
    digest: str


@cache
def asset(name: str) -> Asset:
    """A file that pages ask for; raises KeyError for any other name."""
    media_type = _MEDIA_TYPES[name]
    content = files("viz").joinpath("static", name).read_bytes()
    return Asset(content, media_type, hashlib.blake2b(content, digest_size=8).hexdigest())


def render(name: str, **values: object) -> str:
    """A page from its template, such as "landing.html"; a value that the template misses is an error."""
    return _templates().get_template(name).render(values)


def asset_path(name: str) -> str:
    """Where a page finds an asset; a new content has a new address, so browsers may keep the old one."""
    return f"/static/{name}?v={asset(name).digest}"


def address(path: str, **parameters: object) -> str:
    """A path of ours with those parameters that hold something."""
    given = {name.rstrip("_"): value for name, value in parameters.items() if value not in (None, "")}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def without(address_of_page: str, parameter: str) -> str:
    """The address of a page without one of its parameters, and without empty ones."""
    parts = urlsplit(address_of_page)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name != parameter]
    return f"{parts.path}?{urlencode(asked)}" if asked else parts.path


def in_language(address_of_page: str, code: str) -> str:
    """The address of a page in that language."""
    plain = without(address_of_page, "lang")
    return f"{plain}{'&' if '?' in plain else '?'}lang={code}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("viz", "templates/pages"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    install = environment.install_gettext_callables  # type: ignore[attr-defined]  # the extension adds it
    install(languages.gettext, languages.ngettext, newstyle=True, pgettext=languages.pgettext)
    environment.filters.update({word.__name__: word for word in _WORDS})
    environment.globals.update(
        address=address,
        asset_path=asset_path,
        in_language=in_language,
        spoken=languages.spoken,
        languages=languages.LANGUAGES,
    )
    return environment
