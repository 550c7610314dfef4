"""What each table and each column of an export means: the data dictionary."""

from collections.abc import Iterator

import pyarrow as pa

from graph.properties import PROPERTIES, TIE_PROPERTIES
from graph.vocabulary import Kind, Node, Tie

SHEETS = {
    "organisations": "One organisation, with the cluster in which it was found.",
    "projects": "One project.",
    "participations": "One organisation in one project: the stated ties of the two-mode network.",
    "places": "One place of the lists of places that were loaded.",
    "programmes": "One fund, programme, priority or call.",
    "themes": "One theme.",
    "about": "One project and one theme that it is about.",
    "other_ties": "One stated tie that is no participation: located in, funded by, member of, supplies, ...",
    "ties": "Two organisations with a joint project: the counted ties of the one-mode network.",
    "metrics": "One organisation with its metrics; an empty cell means that a metric is undefined there.",
    "clusters": "One cluster of organisations that work together more than with others.",
    "memberships": "One organisation in its cluster, and how firmly it belongs there.",
}
ERROR = "_error"
_LABELS = {
    "organisations": Node.ORGANISATION,
    "projects": Node.PROJECT,
    "places": Node.PLACE,
    "programmes": Node.PROGRAMME,
    "themes": Node.THEME,
}
_EVERYWHERE = {
    "uid": "Id that this program gives; the same in every load of the same data.",
    "records": "Ids of the records that state it, as a list: the evidence.",
    "organisation": "uid of the organisation.",
    "project": "uid of the project.",
    "theme": "uid of the theme.",
}
_ONLY_HERE = {
    ("organisations", "kind"): f"What it is: {', '.join(Kind)}; empty where no source says.",
    ("organisations", "place"): "Code of the place where it sits.",
    ("organisations", "located_in"): "uid of that place.",
    ("organisations", "cluster"): "Number of its cluster; empty where it has no partner.",
    (
        "organisations",
        "strength",
    ): "Sum of the weights of its ties, by the counting that the method note states.",
    ("projects", "budget_eur"): "The budget in euro; only where it is in another currency and a table of "
    "exchange rates was loaded.",
    ("participations", "contribution_eur"): "The contribution in euro; for other currencies only where a "
    "table of exchange rates was loaded.",
    ("projects", "programme"): "uid of the programme directly above it; of several the first.",
    ("places", "part_of"): "uids of the places of which it is a part, as a list.",
    ("programmes", "part_of"): "uids of the programmes of which it is a part, as a list.",
    ("other_ties", "type"): "Kind of tie, such as FUNDED_BY or MEMBER_OF.",
    ("other_ties", "from"): "uid of the thing from which it goes.",
    ("other_ties", "to"): "uid of the thing to which it goes.",
    ("ties", "a"): "uid of one organisation; a comes before b in alphabetical order.",
    ("ties", "b"): "uid of the other organisation.",
    ("ties", "a_name"): "Name of a.",
    ("ties", "b_name"): "Name of b.",
    ("ties", "weight"): "Weight by the counting that the method note states.",
    ("ties", "projects"): "Number of joint projects.",
    ("ties", "joint_projects"): "uids of the joint projects, as a list.",
    ("metrics", "name"): "Name of the organisation.",
    ("clusters", "cluster"): "Number of the cluster, the largest first, from 0.",
    ("clusters", "name"): "Theme, place and best-connected member.",
    ("clusters", "size"): "Number of members.",
    ("clusters", "given_name"): "What a person called it; empty where nobody did.",
    ("clusters", "stability"): "Mean over the runs, each with another seed and order, of the best Jaccard "
    "similarity to one of the run's clusters: 0.75 and more is stable, below 0.6 not to be trusted.",
    ("memberships", "name"): "Name of the organisation.",
    ("memberships", "cluster"): "Number of its cluster.",
    ("memberships", "consensus"): "Number of its consensus cluster, where most runs put it; the largest "
    "first, from 0. These numbers are not those of the column cluster.",
    ("memberships", "swing"): "Share of the runs that do not put it into that cluster.",
}
_SECTORS = {
    "public": "Members of the public sector.",
    "private": "Members of the private sector.",
    "civic": "Members of civil society.",
    "science": "Members in science and higher education.",
    "unknown": "Members of which no source says the sector.",
}


def sentence_of(sheet: str, column: str) -> str:
    """What a column means; metrics, which tell of themselves, are not asked here. Raises KeyError."""
    if (sheet, column) in _ONLY_HERE:
        return _ONLY_HERE[sheet, column]
    if sheet == "clusters" and column in _SECTORS:
        return _SECTORS[column]
    if column in _EVERYWHERE:
        return _EVERYWHERE[column]
    if sheet == "participations":
        return TIE_PROPERTIES[Tie.PARTICIPATES_IN][column].sentence
    return PROPERTIES[_LABELS[sheet]][column].sentence


def _of_measure(column: str, measures: dict[str, str]) -> str | None:
    name = column.removesuffix(ERROR)
    if column != name and name in measures:
        return f"Standard error of {name}, which is estimated here."
    return measures.get(column)


def type_in_words(of: pa.DataType) -> str:
    """Type of a column as a reader of the files knows it."""
    if pa.types.is_list(of):
        return "list of texts (in CSV and XLSX a JSON array)"
    if pa.types.is_integer(of):
        return "whole number"
    return "number" if pa.types.is_floating(of) else "text"


def entries(sheet: str, schema: pa.Schema, measures: dict[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Table, column, type and sentence of each column; `measures` tells of metrics by name."""
    for field in schema:
        told = _of_measure(field.name, measures) if sheet == "metrics" else None
        yield sheet, field.name, type_in_words(field.type), told or sentence_of(sheet, field.name)
