"""The method note of an export, in five languages: formulas, parameters, references, wording to copy."""

from importlib.resources import files
from string import Template

from graph.analysis.significance import Significance
from graph.analysis.ties import ties_of
from graph.export.measures import Measure
from graph.export.subject import Subject
from graph.projection import Counting

LANGUAGES = ("en", "pl", "lt", "da", "hu")
# How one joint project counts, and after whom; formulas need no translation.
_COUNTED = {
    "fractional": ("w_ij = Σ_p 1 / (n_p − 1)", "(Newman 2001; Perianes-Rodriguez et al. 2016)"),
    "full": ("w_ij = Σ_p 1", "(Perianes-Rodriguez et al. 2016)"),
    "budget": ("w_ij = Σ_p c_i · c_j / Σ_(k<l ∈ p) c_k · c_l", "(c: EUR)"),
}
_BACKBONES = {
    Significance.DISPARITY: "α_ij = (1 − w_ij / s_i)^(k_i − 1) (Serrano, Boguñá, Vespignani, PNAS 106, 2009)",
    Significance.BIPARTITE: "SDSM (Neal, Domagalski, Sagan, Sci. Rep. 11, 2021), "
    "BiCM (Saracco et al., New J. Phys. 19, 2017)",
}


def method_note(subject: Subject, language: str) -> str:
    """The note as Markdown; what the metrics are asked and how they are read stands in the dictionary."""
    formula, source = _COUNTED[subject.counting]
    found, snapshot = subject.clustering, subject.snapshot
    titles = "; ".join(f"{credit.title} ({credit.publisher})" for credit in subject.credits)
    stamp = subject.stamp
    text = files("graph").joinpath(f"export/notes/{language}.md").read_text(encoding="utf-8")
    return Template(text).substitute(
        id=stamp.id,
        content=stamp.content,
        code_version=stamp.code_version,
        counting=subject.counting,
        resolution=f"{subject.asked.resolution:g}",
        seed=subject.asked.seed,
        chosen=_chosen(subject),
        **_stability(subject),
        organisations=len(snapshot.organisations),
        projects=len(snapshot.projects),
        participations=len(snapshot.tables["participations"]),
        **_counted(subject),
        tie_formula=formula,
        tie_source=f"{source}.{_tests(subject)}",
        clusters=len(found.clusters),
        modularity="–" if found.modularity is None else f"{found.modularity:.4f}",
        metrics="\n".join(map(_told, subject.measures)),
        sources=titles or "–",
    )


def _chosen(subject: Subject) -> str:
    """What part of the network, under the names that the API has for it."""
    return "".join(f", {name} {value}" for name, value in subject.asked.chosen.parameters.items())


def _tests(subject: Subject) -> str:
    backbone = subject.asked.chosen.backbone
    return f" {_BACKBONES[backbone]}." if backbone else ""


def _counted(subject: Subject) -> dict[str, int]:
    """How many projects could make ties, and how many of them this way of counting cannot count."""
    ties = ties_of(subject.snapshot, counting=Counting(subject.counting), chosen=subject.asked.chosen)
    return {"joint": ties.joint, "left_out": ties.left_out}


def _stability(subject: Subject) -> dict[str, str]:
    known = subject.stability
    if known is None:
        return {"runs": "0", "nmi": "–", "ari": "–"}
    return {"runs": str(known.runs), "nmi": f"{known.nmi:.3f}", "ari": f"{known.ari:.3f}"}


def _told(measure: Measure) -> str:
    return f"- `{measure.name}`: {measure.formula} — {measure.source} ({measure.method})"
