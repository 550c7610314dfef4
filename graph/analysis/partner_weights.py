"""How much each part of a score counts: fitted by `benchmarks/partners_fit.py`, not chosen by taste.

Fitted on 1,000 askers of Horizon 2020 and up to 200 of keep.eu as they were before 2016, to tell the new
pairs of 2016; measured on those of 2017 by `make bench-partners`. A part that is not named here is shown with
each score and adds nothing: what it knows the others know too.
"""

from collections.abc import Mapping

from graph.analysis.partner_features import Part

KNOWN: Mapping[Part, float] = {
    Part.SHARED_PARTNERS: 0.172,
    Part.LOCAL_PATHS: 0.350,
    Part.THEME: 1.367,
    Part.COMPLEMENT: 1.909,
    Part.KIND: 0.598,
    Part.COUNTRY: 0.592,
    Part.ACTIVITY: 0.464,
    Part.PARTNERS: 0.181,
    Part.KIND_EXPERIENCE: 0.142,
    Part.COUNTRY_EXPERIENCE: 0.060,
}
NEWCOMER: Mapping[Part, float] = {
    Part.THEME: 2.060,
    Part.COMPLEMENT: 1.857,
    Part.KIND: 0.264,
    Part.COUNTRY: 1.078,
    Part.LANGUAGE: 0.064,
    Part.ACTIVITY: 0.723,
    Part.PARTNERS: 0.117,
    Part.KIND_EXPERIENCE: 0.151,
    Part.COUNTRY_EXPERIENCE: 0.143,
    Part.WELCOME: 0.100,
}
