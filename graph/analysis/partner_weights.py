"""How much each part of a score counts: fitted by `benchmarks/partners_fit.py`, not chosen by taste.

Fitted on Horizon 2020 and keep.eu as they were before 2016, to tell the new pairs of 2016; measured on those
of 2017 by `make bench-partners`. A part that is not named here is shown with each score and adds nothing:
what it knows the others know too.
"""

from collections.abc import Mapping

from graph.analysis.partner_features import Part

KNOWN: Mapping[Part, float] = {
    Part.SHARED_PARTNERS: 0.148,
    Part.LOCAL_PATHS: 0.324,
    Part.THEME: 1.377,
    Part.COMPLEMENT: 2.213,
    Part.KIND: 0.365,
    Part.COUNTRY: 0.867,
    Part.ACTIVITY: 0.512,
    Part.PARTNERS: 0.158,
    Part.KIND_EXPERIENCE: 0.152,
    Part.COUNTRY_EXPERIENCE: 0.069,
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
