"""Pairs of groups at a terminal: as a table, each in a sentence, and what stands behind one."""

import shlex
from collections.abc import Sequence

from api.answers.gap_cells import GapCell, GapMatrixAnswer
from api.answers.gap_evidence import GroupMembers, PairEvidence, SharedProject, UnitEvidence
from api.cli.terminal import out, show_table
from graph.analysis.gap_matrix import Verdict

FILTERS = {"from": "--from", "to": "--to", "programme": "--programme", "theme": "--theme"}
ONLY_OF_PAIRS = {"kind": "--kind", "country": "--country"}


def show_matrix(answer: GapMatrixAnswer, *, period: bool, words: bool) -> None:
    """The pairs, then of how much they tell."""
    if words:
        _show_sentences(answer)
    else:
        headings = ["a", "b", "projects", "observed", "expected", "ratio", "q", "verdict", "km", "border"]
        headings += ["residual", *["before"] * period]
        show_table(headings, [_cell(cell) for cell in answer.cells])
    counts = ", ".join(f"{number} {name}" for name, number in answer.verdicts.items())
    out.print(
        f"{answer.shown} of {answer.found} pairs. All: {counts}; {answer.tested} tested against "
        f"{answer.parameters['draws']} networks of the same degrees; ties of weight {answer.ties:g} between "
        f"groups, {answer.unplaced:g} of unknown ends. {answer.with_place} of {answer.organisations} "
        f"organisations have a known group. Snapshot {answer.snapshot}."
    )
    if answer.borders and answer.borders.known:
        out.print(
            f"Borders are known of {answer.borders.territories} of {answer.borders.of} territories: "
            f"{answer.borders.shared} pairs share one; {answer.borders.in_residual} residuals allow for it."
        )
    if answer.reason:
        out.print(answer.reason)


def _cell(cell: GapCell) -> list[object]:
    numbers = (cell.observed, cell.expected, cell.ratio, cell.q)
    told = [_short(number) for number in numbers]
    border = None if cell.border is None else "yes" if cell.border else "no"
    earlier = [f"{cell.before.verdict} ({cell.before.observed:.3g})"] if cell.before else []
    apart = [_short(cell.kilometres), border, _short(cell.residual)]
    return [cell.a, cell.b, cell.projects, *told, cell.verdict, *apart, *earlier]


def _short(number: float | None) -> str | None:
    return None if number is None else f"{number:.3g}"


def _show_sentences(answer: GapMatrixAnswer) -> None:
    names = {one.code: f"{one.name} ({one.code})" if one.name else one.code for one in answer.territories}
    for number, cell in enumerate(answer.cells, start=1):
        pair = [cell.a, cell.b, "--level", answer.level, *_given(answer, FILTERS)]
        only = _given(answer, ONLY_OF_PAIRS)
        out.print(f"{number}. {names[cell.a]} and {names[cell.b]}: {_sentence(cell)}")
        out.print(f"   Evidence: socialcluster gaps pair {shlex.join([*pair, *only])}")
        if cell.ratio is not None and cell.ratio < 1 and not only:
            out.print(f"   What would close it: socialcluster gaps closers {shlex.join(pair)}")


def _given(answer: GapMatrixAnswer, options: dict[str, str]) -> list[str]:
    """The options by which a part of the graph was chosen."""
    given = [(options[name], str(answer.parameters[name])) for name in options if name in answer.parameters]
    return [word for pair in given for word in pair]


def _sentence(cell: GapCell) -> str:
    if cell.verdict is Verdict.NO_DATA:
        return "no data, for one of the two has no organisation in any joint project."
    chance = "" if cell.q is None else f", chance gives {cell.chance:.3g}, q {cell.q:.2g}"
    said = [
        f"{_projects(cell.projects)}, ties of weight {cell.observed:.3g}.",
        _likes(cell),
        f"Against chance: {cell.verdict} ({cell.expected:.3g} expected{chance}).",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _likes(cell: GapCell) -> str:
    """How many ties others have to whom the regression likens the pair."""
    who = {True: "Neighbours", False: "Pairs without a common border", None: "Pairs"}[cell.border]
    if cell.modelled is None:
        return "They are neighbours." if cell.border else ""
    return f"{who} of their strength, distance and language have {cell.modelled:.3g}."


def _projects(number: int, noun: str = "joint project") -> str:
    return {0: f"no {noun}", 1: f"1 {noun}"}.get(number, f"{number} {noun}s")


def show_pair(answer: PairEvidence) -> None:
    """Joint projects with both sides, then who belongs to each group."""
    out.print(f"{answer.a.code} and {answer.b.code}: {_projects(answer.found)}.")
    _show_projects(answer.projects, answer.a.code, answer.b.code)
    for group in (answer.a, answer.b):
        _show_members(group)
    out.print(f"Snapshot {answer.snapshot}.")


def show_unit(answer: UnitEvidence) -> None:
    """Projects of all that stand in a unit, with the records."""
    year = f", {answer.year}" if answer.year else ""
    out.print(
        f"{answer.name or answer.code} ({answer.list_name}{year}): {answer.organisations} organisations that "
        "stand there take part in projects."
    )
    _show_projects(answer.projects, answer.code, "")
    out.print(f"Snapshot {answer.snapshot}.")


def _show_projects(projects: Sequence[SharedProject], a: str, b: str) -> None:
    for one in projects:
        out.print(f"  {one.project.name or one.project.uid} ({one.project.year or 'year unknown'})")
        for code, parts in ((a, one.a), (b, one.b)):
            for part in parts:
                records = ", ".join(stated.record for stated in part.evidence)
                out.print(f"    {code}: {part.organisation.name or part.organisation.uid} [{records}]")


def _show_members(group: GroupMembers) -> None:
    """All that could be partners, those with most projects first."""
    out.print(f"{group.name or group.code} ({group.code}): {group.organisations} organisations, first")
    for one in group.listed:
        out.print(f"  {one.organisation.name or one.organisation.uid}: {_projects(one.projects, 'project')}")
