"""How much each part of a score counts: fitted by `benchmarks/partners_fit.py`, not chosen by taste.

Fitted on Horizon 2020 and keep.eu as they were before 2016, to tell the new pairs of 2016; measured on those
of 2017 by `make bench-partners`. A part that is not named here is shown with each score and adds nothing:
what it knows the others know too.
"""

from collections.abc import Mapping

from graph.analysis.partner_features import Part

KNOWN: Mapping[Part, float] = {
    Part.SHARED_PARTNERS: 0.222,
    Part.LOCAL_PATHS: 0.480,
    Part.THEME: 1.389,
    Part.COMPLEMENT: 1.945,
    Part.KIND: 0.435,
    Part.COUNTRY: 0.915,
    Part.NEARNESS: 0.136,
    Part.ACTIVITY: 0.411,
    Part.PARTNERS: 0.171,
    Part.KIND_EXPERIENCE: 0.114,
    Part.COUNTRY_EXPERIENCE: 0.052,
}
NEWCOMER: Mapping[Part, float] = {
    Part.THEME: 2.325,
    Part.COMPLEMENT: 2.669,
    Part.KIND: 0.431,
    Part.COUNTRY: 1.107,
    Part.LANGUAGE: 0.024,
    Part.ACTIVITY: 0.822,
    Part.KIND_EXPERIENCE: 0.138,
    Part.COUNTRY_EXPERIENCE: 0.270,
    Part.WELCOME: 0.015,
}
