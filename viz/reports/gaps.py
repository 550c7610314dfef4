"""The report on gaps: who of a territory takes part, and between whom cooperation is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from viz import wording
from viz.languages import gettext, ngettext, pgettext, spoken
from viz.reports.document import Bar, Block, Chart, Figure, Paragraph, Report, Section, grid, plain
from viz.reports.endnotes import endnotes
from viz.sorting import sort_key

BARS = 20


def gaps_report(
    coverage: Mapping[str, Any],
    matrix: Mapping[str, Any] | None,
    sources: Sequence[Mapping[str, str]],
    maps: Sequence[Figure] = (),
) -> Report:
    """Of an answer on coverage and, where it is wanted, one on pairs of groups, in the present language."""
    title = gettext("Gaps: %(territory)s", territory=_territory(coverage["territory"]))
    sections = [
        Section(gettext("In short"), _in_short(coverage)),
        *([Section(gettext("Map"), tuple(maps))] if maps else []),
        *_units(coverage),
        *([_pairs(matrix)] if matrix else []),
        *endnotes(title, coverage, sources, _method(with_pairs=matrix is not None)),
    ]
    return Report(title, spoken(), tuple(sections))


def _territory(code: str) -> str:
    name = wording.country(code)
    return name if name == code else f"{name} ({code})"


def _in_short(found: Mapping[str, Any]) -> tuple[Block, ...]:
    said: list[Block] = [Paragraph(_verdict(found))]
    if found["reason"]:
        said.append(Paragraph(plain(found["reason"])))
    if found["denominator"] is None:
        return tuple(said)
    said.append(Paragraph(_denominator(found)))
    said.append(_share_chart(found))
    people = found["inhabitants"]
    if people:
        said.append(Paragraph(_inhabitants(people)))
    return tuple(said)


def _verdict(found: Mapping[str, Any]) -> str:
    """The answer in one sentence; what is not known is said to be so."""
    numbers = {
        "present": wording.number(len(found["present"])),
        "all": wording.number(found["denominator"] or 0),
        "absent": wording.number(len(found["absent"])),
        "excluded": wording.number(len(found["excluded"])),
    }
    match found["verdict"]:
        case "gaps":
            return gettext(
                "%(all)s units: %(present)s take part, %(absent)s absent, %(excluded)s left out by design.",
                **numbers,
            )
        case "complete":
            return gettext("Each of the %(all)s units takes part or is left out by design.", **numbers)
        case "mostly not placed":
            return gettext(
                "Of %(all)s units %(present)s are known to take part; of most participants no source says in "
                "which unit they stand, so of the others nothing is certain.",
                **numbers,
            )
        case "counted, not named":
            return gettext(
                "Sources count units without naming them: of %(all)s units %(present)s are known to take "
                "part, and none is called absent.",
                **numbers,
            )
    return gettext("There is no data by which to tell.")


def _denominator(found: Mapping[str, Any]) -> str:
    listed = found["reference"]
    year = listed["year"] or gettext("year not stated")
    return gettext(
        "Counted against: %(name)s (%(year)s), %(count)s units of level %(level)s.",
        name=plain(listed["name"]),
        year=year,
        count=wording.number(found["denominator"]),
        level=plain(found["level"]),
    )


def _share_chart(found: Mapping[str, Any]) -> Chart:
    told = found["verdict"] in ("gaps", "complete")
    unknown = 0 if told else found["missing"] or 0
    counts = (
        (pgettext("units", "present"), len(found["present"])),
        (pgettext("units", "absent"), len(found["absent"]) if told else 0),
        (pgettext("units", "unknown"), unknown),
        (pgettext("units", "left out by design"), len(found["excluded"])),
    )
    bars = tuple(Bar(name, count, wording.number(count)) for name, count in counts)
    return Chart(gettext("Units by what is known of them"), bars)


def _inhabitants(people: Mapping[str, Any]) -> str:
    rate = people["per_100000"]
    return gettext(
        "In units of known population live %(people)s; %(present)s of them in units that take part. "
        "Participants per 100,000 inhabitants: %(rate)s.",
        people=wording.number(people["population"]),
        present=wording.number(people["in_present"]),
        rate="–" if rate is None else wording.number(rate),
    )


def _units(found: Mapping[str, Any]) -> list[Section]:
    nobody = _absent if found["verdict"] == "gaps" else _nobody_known
    makers = (("present", _present), ("absent", nobody), ("unknown", _unknown), ("excluded", _excluded))
    return [make(_sorted(found[name])) for name, make in makers if found[name]]


def _sorted(units: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """By name as the language sorts them; counted units by what is counted."""
    return sorted(units, key=lambda one: sort_key(_name(one)))


def _name(unit: Mapping[str, Any]) -> str:
    return str(unit.get("name") or unit.get("code") or unit.get("label") or "")


def _present(units: Sequence[Mapping[str, Any]]) -> Section:
    most = sorted(units, key=lambda one: -one["participants"])[:BARS]
    bars = tuple(
        Bar(plain(_name(one)), one["participants"], wording.number(one["participants"])) for one in most
    )
    rows = [
        (
            one["code"],
            _name(one),
            wording.number(one["participants"]),
            gettext("yes") if one["authority"] else gettext("no"),
            _known(one["population"]),
            _known(one["per_100000"]),
        )
        for one in units
    ]
    headings = (
        gettext("Code"),
        gettext("Name"),
        gettext("Participants"),
        gettext("Its administration takes part"),
        gettext("Inhabitants"),
        gettext("Per 100,000"),
    )
    table = grid(headings, rows, figures=(2, 4, 5))
    return Section(gettext("Units that take part"), (Chart(gettext("Participants by unit"), bars), table))


def _absent(units: Sequence[Mapping[str, Any]]) -> Section:
    rows = [
        (
            one["code"],
            _name(one),
            _known(one["population"]),
            one["nearest"],
            None if one["kilometres"] is None else wording.number(round(one["kilometres"])),
            one["hops"],
        )
        for one in units
    ]
    headings = (
        gettext("Code"),
        gettext("Name"),
        gettext("Inhabitants"),
        gettext("Nearest that takes part"),
        gettext("Kilometres"),
        gettext("Steps"),
    )
    return Section(gettext("Absent units"), (grid(headings, rows, figures=(2, 4, 5)),))


def _nobody_known(units: Sequence[Mapping[str, Any]]) -> Section:
    return replace(_absent(units), title=gettext("Units in which nobody is known"))


def _unknown(units: Sequence[Mapping[str, Any]]) -> Section:
    rows = [(one["label"], wording.number(one["count"]), one["project"]) for one in units]
    headings = (gettext("What is counted"), gettext("Number"), gettext("Project"))
    return Section(gettext("Counted, but not named"), (grid(headings, rows, figures=(1,)),))


def _excluded(units: Sequence[Mapping[str, Any]]) -> Section:
    rows = [(one["code"], _name(one), ", ".join(one["projects"])) for one in units]
    table = grid((gettext("Code"), gettext("Name"), gettext("Left out by")), rows)
    note = Paragraph(gettext("A project says that it does not work there, so this is no gap."))
    return Section(gettext("Left out by design"), (note, table))


def _pairs(found: Mapping[str, Any]) -> Section:
    counts = found["verdicts"]
    bars = tuple(
        Bar(pgettext("verdict", name), count, wording.number(count)) for name, count in counts.items()
    )
    said: list[Block] = [Chart(gettext("Pairs by verdict"), bars)]
    if found["reason"]:
        said.insert(0, Paragraph(plain(found["reason"])))
    if found["cells"]:
        shown = ngettext(
            "The first pair of %(all)s.", "The first %(shown)s pairs of %(all)s.", found["shown"],
            shown=wording.number(found["shown"]), all=wording.number(found["found"]),
        )  # fmt: skip
        said += [Paragraph(shown), _cells(found)]
    else:
        said.append(Paragraph(gettext("No pair fits what was asked for.")))
    return Section(gettext("Cooperation between pairs"), tuple(said))


def _cells(found: Mapping[str, Any]) -> Block:
    names = {one["code"]: one["name"] for one in found["territories"]}
    by_residual = found["parameters"].get("order") == "residual"
    rows = [
        (*_cell(one, names), *((_known(one["modelled"]), _known(one["residual"])) if by_residual else ()))
        for one in found["cells"]
    ]
    headings = (
        pgettext("pair", "One"),
        pgettext("pair", "Other"),
        gettext("Observed"),
        gettext("Expected"),
        gettext("Ratio"),
        "q",
        gettext("Verdict"),
        gettext("Kilometres"),
        *((gettext("Such pairs have"), gettext("Residual")) if by_residual else ()),
    )
    return grid(headings, rows, figures=(2, 3, 4, 5, 7, 8, 9))


def _cell(one: Mapping[str, Any], names: Mapping[str, str | None]) -> tuple[object, ...]:
    verdict = str(one["verdict"])
    return (
        _group(one["a"], names),
        _group(one["b"], names),
        wording.number(one["observed"]),
        _known(one["expected"]),
        _known(one["ratio"]),
        None if one["q"] is None else wording.share(one["q"]),
        pgettext("verdict", verdict),
        None if one["kilometres"] is None else wording.number(round(one["kilometres"])),
    )


def _known(value: float | None) -> str | None:
    return None if value is None else wording.number(value)


def _group(code: str, names: Mapping[str, str | None]) -> str:
    return f"{code} {names.get(code) or ''}".strip()


def _method(*, with_pairs: bool) -> list[str]:
    said = [
        gettext(
            "A unit is present where an organisation that takes part in a project stands in it or in a "
            "part of it, or where a project says that it covers it. It is left out by design where a "
            "project says so and nothing makes it present. It is absent if neither holds, and only as far "
            "as the loaded sources tell: cooperation that no source states is not seen."
        ),
        gettext(
            "Where a source counts units without naming them, no unit is called absent. Participants per "
            "100,000 inhabitants are counted over units of known population only. Kilometres are between "
            "the middles of units, as the crow flies; steps go up and down the administration."
        ),
    ]
    if with_pairs:
        said.append(
            gettext(
                "Expected ties follow the strengths of both groups without pairs of a group with itself "
                "(Steijn 2021). A pair is a gap or a surplus where networks dealt by chance, in which "
                "every organisation keeps its number of projects and every project its number of "
                "participants, show as few or as many ties in less than 5 of 100 cases after correction "
                "for the number of pairs (q, Benjamini and Hochberg). With fewer than one tie expected, or "
                "fewer than ten ties between groups in all, a pair is too few to say."
            )
        )
        said.append(
            gettext(
                "Where pairs are told by residual, such pairs have as many ties as those of groups as "
                "strong, as far apart, and with or without a common border and language have on average "
                "(Poisson regression); the residual is the difference in standard deviations. A low one is "
                "a reason to look, no verdict."
            )
        )
    return said
