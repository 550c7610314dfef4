"""How much each feature tells, in log odds: fitted by `python -m benchmarks.resolution_fit`, never by hand.

`same site` is not fitted, because web sites make part of the truth that the fit learns from; it is set so
that a common site alone never merges.
"""

START = -0.21
WEIGHTS = {
    "acronym": 2.66,
    "alike": 2.96,
    "alike, other language": -1.38,
    "dice": 1.47,
    "disagree elsewhere": -1.11,
    "head missing": -0.58,
    "heads differ": -1.99,
    "left in both": -0.26,
    "left in both, one language": -1.34,
    "one language": -1.40,
    "other town": -2.93,
    "plain": 0.71,
    "same words": 1.20,
    "sub-unit": -1.89,
    "same site": 1.5,
}
