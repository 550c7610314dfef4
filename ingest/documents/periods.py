"""When the project runs: labelled dates, then periods and single dates that a sentence says are its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents.found import Fact
from ingest.documents.labelled import Field
from ingest.documents.moments import Moment, is_from, moments, ranges
from ingest.documents.page import Page


@dataclass(frozen=True, slots=True)
class Period:
    start: Fact | None
    end: Fact | None


def period(page: Page, fields: Sequence[Field]) -> Period:
    """Start and end; what is not stated is None, and nothing is computed from a duration."""
    start, end = _labelled(page, fields)
    if start is None and end is None:
        found = next(_in_text(page), None)
        if found:
            start, end = found
    if start is None:
        start = next(_alone(page, "start_cues", after=end), None) or next(_durations(page), None)
    if end is None:
        end = next(_alone(page, "end_cues", after=start), None)
    if start and end and start.value[:4] > end.value[:4]:
        return Period(start, None)
    return Period(start, end)


def _labelled(page: Page, fields: Sequence[Field]) -> tuple[Fact | None, Fact | None]:
    start = end = None
    for field in fields:
        for a, b in field.values[:1]:
            if field.label == "period" and start is None:
                pair = next(ranges(page.words, page.text, a, min(b, a + 200)), None)
                if pair:
                    start, end = (_fact(page, one, "under the label of the period", 0.95) for one in pair)
                elif (both := moments(page.words, page.text, a, min(b, a + 120))) and _are_two(page, both):
                    start, end = (_fact(page, one, "under the label of the period", 0.95) for one in both)
                else:
                    start = next(_from_here(page, a, min(b, a + 200)), None)
            elif field.label in ("start", "end"):
                found = moments(page.words, page.text, a, min(b, a + 120))
                one = found[0] if found else None
                if (
                    len(found) == 2
                    and field.label == "start"
                    and _says_end(page, found[0].end, found[1].start)
                ):
                    end = end or _fact(page, found[1], "under the label of the end", 0.95)
                if one and one.start - a <= 40:
                    fact = _fact(page, one, f"under the label of the {field.label}", 0.95)
                    start, end = (start or fact, end) if field.label == "start" else (start, end or fact)
    return start, end


def _from_here(page: Page, start: int, end: int) -> Iterator[Fact]:
    """`24 months from 1 September 2019`: a start; the end is not stated, and not computed."""
    length = page.words.pattern("durations").search(page.text, start, end)
    told = moments(page.words, page.text, start, end)
    if length and len(told) == 1 and is_from(page.words, page.text, told[0]):
        yield _fact(page, told[0], "a duration and the date from which it runs", 0.85)


def _are_two(page: Page, found: Sequence[Moment]) -> bool:
    """Two dates with nothing but a sign between them, the earlier first."""
    if len(found) != 2 or found[0].iso >= found[1].iso:
        return False
    return re.fullmatch(r"\W{1,4}", page.text[found[0].end : found[1].start]) is not None


def _says_end(page: Page, start: int, end: int) -> bool:
    """Two labels in one line: what stands between their dates is the second."""
    between = page.text[start:end].strip(" :.,;|/–-")
    return not between or page.words.labels["end"].fullmatch(between) is not None


def _durations(page: Page) -> Iterator[Fact]:
    """Sentences that tell how long the project runs, and from when."""
    for start, end in page.sentences:
        if page.words.pattern("project").search(page.text, start, end):
            yield from _from_here(page, start, end)


def _in_text(page: Page) -> Iterator[tuple[Fact, Fact]]:
    """Periods in sentences with a word for running; then one of full dates that is a line's beginning."""
    weaker: list[tuple[Fact, Fact]] = []
    project = page.words.pattern("project")
    for start, end in page.sentences:
        for one, other in ranges(page.words, page.text, start, end):
            around = page.text[max(start, one.start - 90) : one.start]
            if _is_other_period(page, start, end, one, other) or _only_begins(page, end, one, other):
                continue
            after = page.text[other.end : min(end, other.end + 50)]
            cues = page.words.pattern("period_cues")
            if cues.search(around) or cues.search(after):
                yield _pair(page, one, other, "a period beside a word for running", 0.85)
            elif len(one.iso) == 10 and len(other.iso) == 10 and not page.text[start : one.start].strip():
                weaker.append(_pair(page, one, other, "two full dates at the beginning of a line", 0.8))
            elif _is_in_brackets(page, one, other) and project.search(
                page.text, start, end if len(one.iso) >= 7 else one.start
            ):
                weaker.append(
                    _pair(page, one, other, "a period in brackets in a sentence on the project", 0.75)
                )
            elif _is_from_to(page, start, end, one, other):
                weaker.append(_pair(page, one, other, "from one month to another, and no event beside", 0.72))
    yield from weaker


def _is_from_to(page: Page, start: int, end: int, one: Moment, other: Moment) -> bool:
    """Two months or days in a sentence without a word for an event or a programme, a quarter apart."""
    if min(len(one.iso), len(other.iso)) < 7 or page.words.pattern("not_period").search(
        page.text, start, end
    ):
        return False
    months = [int(date.iso[:4]) * 12 + int(date.iso[5:7]) for date in (one, other)]
    return months[1] - months[0] >= 3 and is_from(page.words, page.text, one)


def _only_begins(page: Page, end: int, one: Moment, other: Moment) -> bool:
    """A school year in which a project began is not the time for which it ran."""
    if one.start != other.start or len(one.iso) > 4:
        return False
    after = page.text[other.end : min(end, other.end + 60)]
    return any(len(cue[0]) > 4 for cue in page.words.pattern("start_cues").finditer(after))


def _is_in_brackets(page: Page, one: Moment, other: Moment) -> bool:
    return page.text[: one.start].rstrip().endswith("(") and page.text[other.end :].lstrip(" .")[:1] == ")"


def _pair(page: Page, one: Moment, other: Moment, rule: str, confidence: float) -> tuple[Fact, Fact]:
    return _fact(page, one, rule, confidence), _fact(page, other, rule, confidence)


def _is_other_period(page: Page, start: int, end: int, one: Moment, other: Moment) -> bool:
    """A programme's period, an event's days: words for them stand nearer than any word for running."""
    before = page.text[max(start, one.start - 60) : one.start]
    after = page.text[other.end : min(end, other.end + 30)]
    years_alone = len(one.iso) == 4 and len(other.iso) == 4
    near = _last(page.words.pattern("not_period"), before)
    own = _last(page.words.pattern("period_cues"), before)
    if (
        years_alone
        and re.fullmatch(r"[-–—]", page.text[one.end : other.start].strip())
        and (one.iso, other.iso) in PROGRAMME_YEARS
    ):
        return True
    runs_after = len(one.iso) >= 7 and page.words.pattern("period_cues").match(after.lstrip()) is not None
    if near is not None and (own is None or own < near) and not runs_after:
        return True
    return years_alone and page.words.pattern("not_period").match(after.lstrip()) is not None


PROGRAMME_YEARS = {
    ("2000", "2006"),
    ("2004", "2006"),
    ("2007", "2013"),
    ("2014", "2020"),
    ("2021", "2027"),
    ("2009", "2014"),
    ("2004", "2009"),
}


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    found = [match.end() for match in pattern.finditer(text)]
    return found[-1] if found else None


def _alone(page: Page, cues: str, after: Fact | None) -> Iterator[Fact]:
    """One date in a sentence that says that the project began or ended then."""
    project = page.words.pattern("project")
    for start, end in page.sentences:
        sentence = page.text[start:end]
        running = page.words.pattern("running").search(sentence)
        if not running and not project.search(sentence) and not _is_on_it(page, start, sentence):
            continue
        for one in moments(page.words, page.text, start, end):
            near = page.text[max(start, one.start - 35) : min(end, one.end + 25)]
            for cue in page.words.pattern(cues).finditer(near):
                if len(cue[0]) <= 4 and (cues == "start_cues" or after is None):
                    continue
                if len(cue[0]) <= 4 and near.index(cue[0]) > 35:
                    continue
                if _is_of_next(page, end, one, max(start, one.start - 35) + cue.end()):
                    continue
                if _is_nearer(
                    page.words.pattern("not_period"),
                    near,
                    cue,
                    one.start - max(start, one.start - 35),
                    len(one.iso),
                ):
                    continue
                if after is None or (one.iso >= after.value) == (cues == "end_cues"):
                    if after is not None and page.span(one.start, one.end) in after.at:
                        continue
                    yield _fact(page, one, f"a date beside '{cue[0]}'", 0.75)


def _is_of_next(page: Page, end: int, one: Moment, place: int) -> bool:
    """A cue between two dates is of the second where it stands right before it and no ending says `from`."""
    if page.words.told.get("from_endings") or place < one.end:
        return False
    found = moments(page.words, page.text, place, min(end, place + 45))
    return bool(found) and found[0].start - place <= 12


def _is_on_it(page: Page, start: int, sentence: str) -> bool:
    """`It began in May`, where the sentence before speaks of the project."""
    before = page.sentence_at(max(0, start - 3))
    return (
        page.words.pattern("project_pronouns").match(sentence) is not None
        and before[1] <= start
        and page.words.pattern("project").search(page.text, *before) is not None
    )


def _is_nearer(pattern: re.Pattern[str], near: str, cue: re.Match[str], place: int, length: int) -> bool:
    """Whether a word for an event or a programme stands nearer to a date than the word for beginning."""
    own = min(abs(cue.start() - place - length), abs(place - cue.end()))
    return any(
        min(abs(m.start() - place - length), abs(place - m.end())) < own for m in pattern.finditer(near)
    )


def _fact(page: Page, one: Moment, rule: str, confidence: float) -> Fact:
    return Fact(one.iso, (page.span(one.start, one.end),), rule, confidence)
