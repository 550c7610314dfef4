"""The report on partners: who is suggested to whom, by what, with what evidence and what weakness."""

from collections.abc import Mapping, Sequence
from typing import Any

from viz import wording
from viz.languages import gettext, pgettext, spoken
from viz.reports.document import Bar, Block, Chart, Paragraph, Report, Section, grid, plain
from viz.reports.endnotes import endnotes


def partners_report(found: Mapping[str, Any], sources: Sequence[Mapping[str, str]]) -> Report:
    """Of an answer on partners, in the present language."""
    title = gettext("Partners for %(asker)s", asker=plain(found["asker"]))
    sections = [
        Section(gettext("In short"), _in_short(found)),
        *_listed(found),
        *endnotes(title, found, sources, _method()),
    ]
    return Report(title, spoken(), tuple(sections))


def _in_short(found: Mapping[str, Any]) -> tuple[Block, ...]:
    said: list[Block] = [Paragraph(plain(found["told"]))]
    if found["suggestions"]:
        bars = tuple(Bar(_called(one), max(one["score"], 0.0), _score(one)) for one in found["suggestions"])
        said.append(Chart(gettext("Suggestions by score"), bars))
    if found["mentor"]:
        said.append(Paragraph(gettext("Mentor: %(reason)s", reason=plain(found["mentor"]["reason"]))))
    if found.get("no_mentor"):
        said.append(Paragraph(found["no_mentor"]))
    left_out = sum(found["excluded"].values())
    counted = gettext(
        "Looked at: %(candidates)s organisations. Left out, as partners already or for other reasons: "
        "%(excluded)s.",
        candidates=wording.number(found["candidates"]),
        excluded=wording.number(left_out),
    )
    return (*said, Paragraph(counted))


def _called(one: Mapping[str, Any]) -> str:
    return plain(wording.called(one["organisation"]))


def _score(one: Mapping[str, Any]) -> str:
    return wording.decimals(one["score"], 2)


def _listed(found: Mapping[str, Any]) -> list[Section]:
    if not found["suggestions"]:
        return []
    return [
        Section(gettext("Suggestions and why"), (_reasons(found["suggestions"]),)),
        Section(gettext("Evidence"), (_evidence(found["suggestions"]),)),
        Section(gettext("Parts of the scores"), (_parts(found["suggestions"]),)),
    ]


def _reasons(suggestions: Sequence[Mapping[str, Any]]) -> Block:
    rows = [
        (
            place,
            _called(one),
            wording.kind(one["organisation"]["kind"]),
            wording.country(one["organisation"]["country"]),
            _score(one),
            one["reason"],
            one["weakness"],
        )
        for place, one in enumerate(suggestions, start=1)
    ]
    headings = (
        gettext("Rank"),
        gettext("Organisation"),
        gettext("Kind"),
        gettext("Country"),
        gettext("Score"),
        gettext("Reason"),
        gettext("Weakness"),
    )
    return grid(headings, rows, figures=(0, 4))


def _evidence(suggestions: Sequence[Mapping[str, Any]]) -> Block:
    rows = [
        (
            place,
            one["organisation"]["uid"],
            "; ".join(wording.project_name(project) for project in one["projects"]),
            ", ".join(proof["record"] for proof in one["evidence"]),
        )
        for place, one in enumerate(suggestions, start=1)
    ]
    headings = (gettext("Rank"), gettext("Id"), gettext("Projects"), gettext("Records"))
    return grid(headings, rows, figures=(0,))


def _parts(suggestions: Sequence[Mapping[str, Any]]) -> Block:
    """One column for each part that adds to the score of anybody."""
    parts = [part for one in suggestions for part in one["parts"]]
    adding = sorted({str(part["part"]) for part in parts if part["adds"]})
    rows = []
    for place, one in enumerate(suggestions, start=1):
        adds = {part["part"]: part["adds"] for part in one["parts"]}
        rows.append((place, *(wording.decimals(adds.get(name, 0.0), 2) for name in adding)))
    headings = (gettext("Rank"), *(pgettext("part", name) for name in adding))
    return grid(headings, rows, figures=range(len(headings)))


def _method() -> list[str]:
    return [
        gettext(
            "The score adds up what speaks for a joint project: partners in common, short ways over "
            "projects, themes, kinds and countries that go together, language, nearness and activity. Its "
            "weights were fitted on networks of the past. It orders the list; it is no probability."
        ),
        gettext(
            "Most suggestions do not become partners within a year: read the list as whom to look at. An "
            "organisation of which the loaded sources say nothing cannot be suggested."
        ),
    ]
