"""Who pays: funds, mechanisms, programmes, priorities, measures, ministries, and which is part of which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from anyascii import anyascii

from ingest.documents.base_forms import programme_form
from ingest.documents.found import Fact, Funder
from ingest.documents.labelled import Field
from ingest.documents.page import Page

KNOWN = "a known fund or programme"
NAMED = "under the label of who pays"
_LEVELS = ("fund", "mechanism", "programme", "priority", "measure", "sub-measure", "ministry")
_QUOTED = re.compile(r"[„“\"»«][^„“”\"»«\n]{2,80}[”“\"«»]")
_LABELLED = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ„“\"»\d]")
_NUMBERED = re.compile(
    r"(?P<code>[A-Z]{0,3}\d+(?:\.\d+)*|[IVX]+)\.?\s*(?:[:–-]\s*)?(?P<name>[^\W\d_„“\"].*|[„“\"].*)"
)
_YEARS = re.compile(r"(20\d\d)\s?[-–]\s?(20\d\d)")
# The word for projects, right before their titles.
_PROJECTS = re.compile(r"(?i)proje[kc]t\w*\W*$")


def funders(page: Page, fields: Sequence[Field]) -> tuple[Funder, ...]:
    """All that the page names as paying, the chain from fund to measure tied together."""
    found: list[Funder] = []
    taken: list[tuple[int, int]] = []
    told = [*_all(page), *_labelled(page, fields)]
    for start, end, funder in sorted(told, key=_rank):
        if any(a < end and start < b for a, b in taken) or _is_of_others(page, start, end):
            continue
        taken.append((start, end))
        if not any(_says_the_same(funder, other) for other in found):
            found.append(funder)
    found.sort(key=lambda one: (_LEVELS.index(one.level), one.name.at))
    return _chained(page, found)


def _rank(one: tuple[int, int, Funder]) -> tuple[int, int, int]:
    """Known ones first; what is just named as paying last; of the others the longest."""
    start, end, funder = one
    order = 0 if funder.name.rule == KNOWN else 2 if funder.name.rule == NAMED else 1
    return order, start - end, start


def _labelled(page: Page, fields: Sequence[Field]) -> Iterator[tuple[int, int, Funder]]:
    """What stands under `Programme:`, `Priority:`, `Funder:`; a number before a name is its code."""
    for field in fields:
        if field.label not in ("programme", "fund", "priority", "measure", "funder"):
            continue
        if not field.inline and field.label not in ("priority", "measure"):
            continue
        for start, end in field.values[:1]:
            if field.label not in ("priority", "measure"):
                start, end = _trimmed(page.text, start, end)
            told = page.text[start:end].rstrip(" .,;")
            end = start + len(told)
            if not _LABELLED.match(told) or len(told.split()) > 20 or not re.search(r"[^\W\d_]{3}", told):
                continue
            if not field.inline and _NUMBERED.match(told) is None:
                continue
            if field.label in ("priority", "measure"):
                yield start, end, _of_label(page, start, end, field.label)
            elif field.label == "programme":
                yield start, end, _named(page, start, end, "programme", "under its label")
            elif len(told.split()) <= 8:
                yield start, end, _named(page, start, end, "fund", NAMED)


def _of_label(page: Page, start: int, end: int, level: str) -> Funder:
    told = " ".join(page.text[start:end].split())
    numbered = _NUMBERED.match(told)
    code, name = (numbered["code"].rstrip("."), numbered["name"]) if numbered else (None, told)
    kind = "sub-measure" if level == "measure" and code and code.count(".") >= 2 else level
    fact = Fact(name.strip(' „“”"–-'), (page.span(start, end),), "under its label", 0.85)
    return Funder(_key(f"{kind}-{code or ''}-{name}"), kind, fact, code=code, as_written=told)


def _all(page: Page) -> Iterator[tuple[int, int, Funder]]:
    text = page.text
    for entry in _known():
        for match in entry["compiled"].finditer(text):
            yield match.start(), match.end(), _of_entry(page, entry, match)
    for pattern in page.words.patterns("programmes"):
        for match in pattern.finditer(text):
            start, end = _trimmed(text, match.start(), match.end())
            if end - start > 6 and re.search(r"[A-ZÁÉĄČŁŚŽ]", text[start:end]):
                yield start, end, _named(page, start, end, "programme", "words for a programme")
    for level, name in (("priority", "priorities"), ("measure", "measures")):
        for pattern in page.words.patterns(name):
            for match in pattern.finditer(text):
                yield match.start(), match.end(), _numbered(page, match, level)
    for pattern in page.words.patterns("ministries"):
        for match in pattern.finditer(text):
            if _is_funding(page, match.start(), match.end()):
                yield (
                    match.start(),
                    match.end(),
                    _named(page, match.start(), match.end(), "fund", "a body in a sentence on funding"),
                )


def _is_funding(page: Page, start: int, end: int) -> bool:
    """Whether words for giving money stand nearer than other bodies' doings would."""
    first, last = page.sentence_at(start)
    near = page.text[max(first, start - 70) : start]
    after = page.text[end : min(last, end + 30)]
    return (
        page.words.pattern("funding").search(near) is not None
        or page.words.pattern("funding").search(after) is not None
    )


@cache
def _known() -> tuple[Mapping[str, Any], ...]:
    text = files("ingest.documents").joinpath("languages", "funders.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple({**one, "compiled": re.compile(rf"(?<!\w)(?i:{one['pattern']})(?!\w)")} for one in entries)


def _of_entry(page: Page, entry: Mapping[str, Any], match: re.Match[str]) -> Funder:
    written = " ".join(match[0].split())
    name, key = entry["name"][page.words.code], entry["key"]
    level = entry["level"]
    if key == "nordplus" and (part := re.search(r"(?i)(adult|voksen|junior|hori[zs]ontal)", written)):
        name, key = f"Nordplus {part[1].capitalize()}", f"nordplus/{part[1].casefold()}"
    period = None
    if entry.get("period"):
        around = page.text[max(0, match.start() - 20) : match.end() + 14]
        years = _YEARS.search(around)
        if years:
            period = f"{years[1]}-{years[2]}"
            key = f"{key}-{period}"
    fact = Fact(name, (page.span(match.start(), match.end()),), KNOWN, 0.9)
    won = page.words.pattern("winners").search(
        page.text, match.end(), min(match.end() + 90, page.sentence_at(match.start())[1])
    )
    return Funder(
        key,
        level,
        fact,
        serves=won is not None,
        period=period,
        above=entry.get("part_of"),
        as_written=written,
    )


def _named(page: Page, start: int, end: int, level: str, rule: str) -> Funder:
    written = " ".join(page.text[start:end].split())
    base = programme_form(written, page.words)
    years = _YEARS.search(written)
    fact = Fact(base, (page.span(start, end),), rule, 0.8)
    return Funder(
        _key(base), level, fact, period=f"{years[1]}-{years[2]}" if years else None, as_written=written
    )


def _numbered(page: Page, match: re.Match[str], level: str) -> Funder:
    groups = match.groupdict()
    code = groups.get("code")
    name = (groups.get("name") or "").strip(' „“”"–-')
    kind = "sub-measure" if level == "measure" and code and code.count(".") >= 2 else level
    fact = Fact(
        name or " ".join(match[0].split()),
        (page.span(match.start(), match.end()),),
        f"words for a {level}",
        0.85,
    )
    return Funder(
        _key(f"{kind}-{code or ''}-{name}"), kind, fact, code=code, as_written=" ".join(match[0].split())
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stop = re.search(r"\.\s", text[start:end])
    end = start + stop.start() if stop and not text[start : start + stop.start()].endswith(" m") else end
    while end > start and text[end - 1] in " –-,.":
        end -= 1
    return start, end


def _key(text: str) -> str:
    """ASCII letters, digits and hyphens; the case ending of the word for programme does not count."""
    plain = anyascii(text).casefold()
    plain = re.sub(r"\bprogram\w*", "program", plain)
    plain = re.sub(r"\b(?:19|20)\d\d\s?[-–]+\s?(?:19|20)\d\d\b(?:\s?m\.|\s?metu)?", " ", plain)
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.") or "unnamed"


def _says_the_same(one: Funder, other: Funder) -> bool:
    if one.key == other.key:
        return True
    if one.level != other.level or one.code != other.code:
        return False
    left, right = (re.sub(r"-(?:program|the|i|v-a)(?=-|$)", "", x.key) for x in (one, other))
    return left in right or right in left


def _is_of_others(page: Page, start: int, end: int) -> bool:
    """A sentence on several other projects of the same body names the programmes of those."""
    first, last = page.sentence_at(start)
    sentence = page.text[first:last]
    quoted = _QUOTED.search(page.text, end, last)
    if quoted is None or len(_QUOTED.findall(sentence)) < 3:
        return False
    return _PROJECTS.search(page.text[end : quoted.start()]) is not None


def _chained(page: Page, found: Sequence[Funder]) -> tuple[Funder, ...]:
    """Measures under the measure whose number theirs begins with, these under the priority, and so on up."""
    done = []
    for one in found:
        above = one.above if any(other.key == one.above for other in found) else None
        if one.level in ("priority", "measure", "sub-measure"):
            higher = _numbered_above(one, found) or _next_up(one, found)
            above = higher.key if higher else None
        elif one.level == "programme" and above is None:
            above = _fund_of(page, one, found)
        done.append(replace(one, above=above))
    return _keyed(done)


def _keyed(found: Sequence[Funder]) -> tuple[Funder, ...]:
    """Numbered parts get the key of their programme and their number: the same in every source."""
    programmes = [one for one in found if one.level == "programme"]
    if len(programmes) != 1:
        return tuple(found)
    keys = {one.key: f"{programmes[0].key}/{one.code.casefold()}" for one in found if one.code}
    return tuple(
        replace(one, key=keys.get(one.key, one.key), above=keys.get(one.above or "", one.above))
        for one in found
    )


def _numbered_above(one: Funder, found: Sequence[Funder]) -> Funder | None:
    longest = [o for o in found if o is not one and o.code and one.code and one.code.startswith(o.code + ".")]
    return max(longest, key=lambda o: len(o.code or ""), default=None)


def _next_up(one: Funder, found: Sequence[Funder]) -> Funder | None:
    order = {"sub-measure": 3, "measure": 2, "priority": 1, "programme": 0}
    own = order[one.level]
    higher = [o for o in found if o.level in order and order[o.level] < own]
    best = max((order[o.level] for o in higher), default=-1)
    same = [o for o in higher if order[o.level] == best]
    return same[0] if len(same) == 1 else None


def _fund_of(page: Page, one: Funder, found: Sequence[Funder]) -> str | None:
    """The only European fund that the same sentence names: the programme is paid from it."""
    funds = [o for o in found if o.key in ("erdf", "esf", "cohesion-fund", "eafrd")]
    near = [o for o in funds if abs(o.name.at[0][0] - one.name.at[0][0]) < 400]
    return near[0].key if len(near) == 1 else None
