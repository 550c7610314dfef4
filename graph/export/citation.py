"""How to cite an export: a CITATION.cff (version 1.2.0) of the data set."""

import yaml

from graph.export.subject import Credit, Subject


def citation_of(subject: Subject) -> str:
    """The file as YAML; the sources stand as references, because they are whose data it is."""
    stamp = subject.stamp
    part = "".join(f", {name} {value}" for name, value in subject.asked.chosen.parameters.items())
    said: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, cite it as below, and its sources with it.",
        "type": "dataset",
        "title": f"Cooperation network, snapshot {stamp.id}",
        "abstract": (
            f"Organisations, projects and their ties: counting {subject.counting}, Leiden clusters with "
            f"resolution {subject.asked.resolution:g} and seed {subject.asked.seed}{part}; "
            f"computed by social-cluster-explorer {stamp.code_version}."
        ),
        "version": stamp.id,
        "authors": [{"name": "Social-cluster explorer"}],
        "identifiers": [
            {"type": "other", "value": stamp.content, "description": "BLAKE2b hash of the content."}
        ],
        "keywords": ["cooperation", "network analysis", "partnership"],
    }
    if subject.credits:
        said["references"] = [_reference(credit) for credit in subject.credits]
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110)


def _reference(credit: Credit) -> dict[str, object]:
    return {
        "type": "database",
        "title": credit.title,
        "authors": [{"name": credit.publisher}],
        "notes": f"{credit.address} Licence: {credit.licence}",
    }
