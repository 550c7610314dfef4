"""What each metric asks, how to read it, what to beware of, its formula and its source: one table."""

from dataclasses import dataclass
from enum import StrEnum

from graph.errors import NotFound


class RollUp(StrEnum):
    """What the value of a territory is made of those of its organisations."""

    SUM = "sum"
    MEAN = "mean"
    GROUP = "computed from all ties of the territory together"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric; `lowest` and `highest` are None where it has no bound, `groups`: it needs a division."""

    name: str
    label: str
    question: str
    reading: str
    caution: str
    formula: str
    source: str
    doi: str
    unit: str
    lowest: float | None
    highest: float | None
    weighted: bool
    groups: bool
    roll_up: RollUp


NO_PARTNER = "It has no partner in what was chosen, so the measure is undefined."

_BURT = ("R. S. Burt, Am. J. Sociol. 110(2), 2004", "10.1086/421787")
_HOLES = ("R. S. Burt, Structural Holes, Harvard University Press, 1992", "10.4159/9780674038714")
_CARTOGRAPHY = ("R. Guimerà, L. A. N. Amaral, Nature 433, 2005", "10.1038/nature03288")
_TARJAN = ("R. Tarjan, SIAM J. Comput. 1(2), 1972", "10.1137/0201010")


def _metric(
    name: str,
    label: str,
    question: str,
    reading: str,
    caution: str,
    formula: str,
    source: tuple[str, str],
    unit: str,
    bounds: tuple[float | None, float | None],
    *,
    weighted: bool = False,
    groups: bool = False,
    roll_up: RollUp = RollUp.MEAN,
) -> Metric:
    return Metric(
        name, label, question, reading, caution, formula, *source, unit, *bounds, weighted, groups, roll_up
    )


_ALL = (
    _metric(
        "degree",
        "Partners",
        "Who has worked with the most others?",
        "The number of different organisations with which it shares at least one project.",
        "One consortium of forty gives thirty-nine partners at once.",
        "k_i = number of j with w_ij > 0",
        ("L. C. Freeman, Soc. Netw. 1(3), 1978", "10.1016/0378-8733(78)90021-7"),
        "organisations",
        (0, None),
        roll_up=RollUp.SUM,
    ),
    _metric(
        "strength",
        "Strength of cooperation",
        "Who cooperates the most?",
        "By fractional counting: the number of joint projects, whatever their size.",
        "It counts what the sources hold; a missing programme is missing here too.",
        "s_i = sum over j of w_ij",
        ("M. E. J. Newman, Phys. Rev. E 64, 016132, 2001", "10.1103/PhysRevE.64.016132"),
        "joint projects (fractional), shared projects by partner (full), shares (budget)",
        (0, None),
        weighted=True,
        roll_up=RollUp.SUM,
    ),
    _metric(
        "betweenness",
        "Betweenness",
        "Through whom do the shortest chains of introductions lead?",
        "The share of all shortest chains between two others that pass through it; higher: more of a bridge.",
        "In large networks it is estimated from a sample: then compare differences with the standard error.",
        "b_i = sum over s < t of sigma_st(i)/sigma_st, over (n - 1)(n - 2)/2; n: those with a partner",
        ("L. C. Freeman, Sociometry 40(1), 1977; sampled: U. Brandes, C. Pich, 2007", "10.2307/3033543"),
        "share of chains",
        (0, 1),
    ),
    _metric(
        "harmonic",
        "Harmonic closeness",
        "Who reaches all others in the fewest introductions?",
        "1: everybody is a direct partner; 0.5: everybody is two steps away, on average of 1/steps.",
        "Who belongs to a small separate group is low by that alone.",
        "h_i = sum over j of 1/d_ij, over (n - 1); 1/d = 0 where there is no chain",
        ("M. Marchiori, V. Latora, Physica A 285, 2000", "10.1016/S0378-4371(00)00311-3"),
        "mean of 1/steps",
        (0, 1),
    ),
    _metric(
        "closeness",
        "Closeness",
        "How near is it to those whom it can reach at all?",
        "Higher is nearer; lowered by the share of organisations that it cannot reach.",
        "Prefer harmonic closeness where the network falls into parts.",
        "c_i = (r_i / sum of d_ij) * r_i/(n - 1); r_i: how many it reaches",
        ("S. Wasserman, K. Faust, Social Network Analysis, 1994", "10.1017/CBO9780511815478"),
        "1/steps",
        (0, 1),
    ),
    _metric(
        "eigenvector",
        "Eigenvector centrality",
        "Who works with those who are central themselves?",
        "1 is the most central; partners count by how central they are.",
        "Only the largest component has values, and one dense consortium can take all of them.",
        "x_i = (1/lambda) * sum over j of w_ij x_j, greatest value 1",
        ("P. Bonacich, Am. J. Sociol. 92(5), 1987", "10.1086/228631"),
        "of the greatest",
        (0, 1),
        weighted=True,
    ),
    _metric(
        "pagerank",
        "PageRank",
        "Where would one who follows ties at random be met most often?",
        "A share of all visits; all organisations with a partner together have 1.",
        "Close to strength in networks without direction; it tells little more there.",
        "r_i = 0.15/n + 0.85 * sum over j of w_ij/s_j * r_j",
        ("S. Brin, L. Page, Comput. Netw. ISDN Syst. 30, 1998", "10.1016/S0169-7552(98)00110-X"),
        "share of visits",
        (0, 1),
        weighted=True,
    ),
    _metric(
        "core",
        "Core number",
        "Who belongs to the dense heart of the network?",
        "k: it is in a group in which everybody has at least k partners in the group.",
        "One large consortium is a core of its own size, however short it lasted.",
        "largest k such that i is in the maximal part with all degrees >= k",
        ("S. B. Seidman, Soc. Netw. 5(3), 1983", "10.1016/0378-8733(83)90028-X"),
        "partners",
        (0, None),
    ),
    _metric(
        "clustering",
        "Clustering coefficient",
        "Do its partners work with each other too?",
        "1: all pairs of its partners do; 0: none, so it alone connects them.",
        "Every consortium is a closed group, so values are high in networks made from projects.",
        "C_i = 2 * triangles / (k_i (k_i - 1))",
        ("D. J. Watts, S. H. Strogatz, Nature 393, 1998", "10.1038/30918"),
        "share of pairs",
        (0, 1),
    ),
    _metric(
        "constraint",
        "Burt's constraint",
        "Who depends on partners that all know each other?",
        "Low: it connects groups that would not meet otherwise; high: it can hardly broker.",
        "Closed consortia raise it, and it can exceed 1 (three of one project: 1.125).",
        "c_i = sum over j of (p_ij + sum over q of p_iq p_qj)^2; p_ij = w_ij/s_i",
        _BURT,
        "none",
        (0, None),
        weighted=True,
    ),
    _metric(
        "effective_size",
        "Effective size",
        "How many of its partners are no substitutes for each other?",
        "Partners less their overlap; close to the number of partners: each opens another door.",
        "Grows with the number of partners; compare organisations of similar degree.",
        "sum over j of (1 - sum over q of p_iq m_jq); m_jq = w_jq / greatest w_jk",
        _HOLES,
        "partners",
        (None, None),
        weighted=True,
    ),
    _metric(
        "participation",
        "Participation coefficient",
        "Are its ties spread evenly over many groups?",
        "0: all in one group; towards 1: spread evenly over many.",
        "Evenness, not openness: who works only abroad but in one country has 0. Read it with the E-I index.",
        "P_i = 1 - sum over groups s of (k_is/k_i)^2",
        _CARTOGRAPHY,
        "none",
        (0, 1),
        weighted=True,
        groups=True,
    ),
    _metric(
        "within",
        "Within-group degree",
        "Who is the hub of its own group?",
        "Standard deviations above the mean of its group; above 2.5 is called a hub.",
        "Undefined where all members are tied alike.",
        "z_i = (k_i,own - mean)/sd over its group",
        _CARTOGRAPHY,
        "standard deviations",
        (None, None),
        weighted=True,
        groups=True,
    ),
    _metric(
        "ei",
        "E-I index",
        "Does it work with its own kind or with others?",
        "-1: only inside its group; 0: half and half; +1: only with others.",
        "The sizes of the groups bound it: who is alone of its country can only have +1.",
        "(E - I)/(E + I); E, I: weight of ties to other groups and to its own",
        ("D. Krackhardt, R. N. Stern, Soc. Psychol. Q. 51(2), 1988", "10.2307/2786835"),
        "none",
        (-1, 1),
        weighted=True,
        groups=True,
        roll_up=RollUp.GROUP,
    ),
    _metric(
        "articulation",
        "Articulation point",
        "Without whom does the network fall apart?",
        "1: were it gone, some could no longer reach each other; 0: there is another way.",
        "Says nothing of how many would be cut off: often one organisation.",
        "1 if the number of components grows without i",
        _TARJAN,
        "yes or no",
        (0, 1),
        roll_up=RollUp.SUM,
    ),
    _metric(
        "bridges",
        "Bridges",
        "On whose single ties do others depend?",
        "The number of its ties without which the network falls apart.",
        "Many are ties to a partner with one small project.",
        "number of ties of i whose removal makes the number of components grow",
        _TARJAN,
        "ties",
        (0, None),
        roll_up=RollUp.SUM,
    ),
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}


def metric_called(name: str) -> Metric:
    """The metric of that name; raises NotFound with those that there are."""
    if name not in METRICS:
        near = [(metric.name, metric.question) for metric in _ALL]
        raise NotFound(f"There is no metric {name!r}. There are: {', '.join(METRICS)}.", near)
    return METRICS[name]
