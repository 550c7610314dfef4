"""The text of a web page as a reader sees it, without scripts, menus and forms; cells and pictures marked."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

PICTURE = "\ufffc"
# Between blocks a line ends; before headings, lists, tables, and what holds several blocks, one is empty.
_LINE, _GAP = "\x1e", "\x1d"
# Words for pictures, which name nobody.
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|ico)$", re.I)
_NO_NAME = re.compile(
    r"(?:logo\w*|logó|ima?ge?|picture|photo|banner|zdjęcie|grafika|obraz\w*|nuotrauka|paveiksl\w+|kép|billede|foto)\W*\d*",
    re.IGNORECASE,
)
_OUT = (
    "script,style,noscript,template,svg,iframe,object,select,button,textarea,nav,form,head,canvas,audio,video,"
    "[hidden],[aria-hidden=true],[role=navigation]"
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
        "body",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "dl", "section"])
_DEPTH = 400


def html_text(data: bytes) -> str:
    """Raises ValueError where there is no text, or the page is nested more deeply than any page is."""
    _refuse_depth(data)
    parser = LexborHTMLParser(data)
    title = parser.css_first("title")
    named = title.text(strip=True) if title else ""
    for node in parser.css(_OUT):
        node.decompose()
    body = parser.body
    if body is None:
        raise ValueError("it has no body")
    pieces: list[str] = []
    _walk(body, pieces)
    text = _tidy("".join(pieces))
    return text if text.strip() or not named else named


_TAG = re.compile(
    rb"<(/?)(div|span|section|article|table|ul|ol|b|i|a|font|em|strong|blockquote|main|form)\b", re.I
)


def _refuse_depth(data: bytes) -> None:
    """Counted before anything is built, because to build a tree without end takes time without end."""
    depth = 0
    for tag in _TAG.finditer(data):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEPTH:
            raise ValueError("its parts are nested too deeply")


def _walk(root: LexborNode, pieces: list[str]) -> None:
    """Without recursion, because a page may nest its parts as deeply as it likes."""
    stack: list[tuple[LexborNode, bool, int]] = [(root, False, 0)]
    while stack:
        node, done, depth = stack.pop()
        tag = node.tag or ""
        if done:
            pieces.append(_after(tag))
            continue
        if depth > _DEPTH:
            raise ValueError("its parts are nested too deeply")
        if tag == "-text":
            pieces.append(re.sub(r"\s+", " ", node.text_content or ""))
            continue
        pieces.append(_before(node, tag))
        stack.append((node, True, depth))
        stack.extend((child, False, depth + 1) for child in reversed(list(node.iter(include_text=True))))


def _before(node: LexborNode, tag: str) -> str:
    if tag == "br":
        return "\n"
    if tag == "img":
        told = (node.attributes.get("alt") or "").strip()
        names = re.search(r"[^\W\d_]{3}", told) and not _FILE.search(told) and not _NO_NAME.fullmatch(told)
        return f" {told} " if names else f" {PICTURE} "
    if tag == "li":
        return f"{_LINE}• "
    if tag in _HEADINGS or (tag in ("div", "article", "figure") and _holds_blocks(node)):
        return _GAP
    return _LINE if tag in _BLOCKS else ""


def _holds_blocks(node: LexborNode) -> bool:
    return sum(child.tag in _BLOCKS for child in node.iter()) > 1


def _after(tag: str) -> str:
    if tag in ("td", "th"):
        return " | "
    if tag == "dt":
        return ": "
    return _LINE if tag in _BLOCKS else ""


def _tidy(text: str) -> str:
    text = re.sub(rf"[ \t]*[{_LINE}{_GAP}][\s{_LINE}{_GAP}]*", _border, text)
    lines = [re.sub(r"[ \t\f\v]+", " ", line).strip() for line in text.split("\n")]
    lines = [re.sub(r"(?: \|)+$|^(?:\| ?)+", "", line).strip() for line in lines]
    lines = ["" if line == "•" else re.sub(r":+\s*:$", ":", line) for line in lines]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _border(found: re.Match[str]) -> str:
    return "\n\n" if _GAP in found[0] else "\n"
