"""What a cluster has more of than chance would give it: the hypergeometric tail, for all clusters at once.

Of N things K have a mark; of the n things of a cluster x have it. P(X >= x), with X hypergeometric, is how
often a draw of n things would have as many (M. Tumminello et al., PLOS ONE 6, e17994, 2011). A mark that
everybody has is no sign of any cluster (P = 1), however frequent it is.
"""

import numpy as np
from scipy.special import gammaln

from graph.projection import FloatArray, IntArray


def hypergeometric_tail(x: IntArray, n: IntArray, k: IntArray, total: int) -> FloatArray:
    """log P(X >= x) for parallel arrays: x marked among n drawn, k marked among `total`; never above 0."""
    last = np.minimum(n, k)
    terms = last - x + 1
    case = np.repeat(np.arange(len(x)), terms)
    begin = np.concatenate([[0], np.cumsum(terms)[:-1]]).astype(np.int64)
    value = x[case] + np.arange(len(case)) - begin[case]
    logs = _log_choose(k[case], value) + _log_choose(total - k[case], n[case] - value)
    logs -= _log_choose(np.full(len(case), total), n[case])
    highest = np.maximum.reduceat(logs, begin) if len(x) else np.empty(0)
    sums = np.add.reduceat(np.exp(logs - highest[case]), begin) if len(x) else np.empty(0)
    return np.minimum(highest + np.log(sums), 0.0)


def _log_choose(of: IntArray, some: IntArray) -> FloatArray:
    """log of the binomial coefficient; minus infinity where there is no such choice."""
    possible = (some >= 0) & (some <= of)
    safe = np.where(possible, some, 0)
    logs = gammaln(of + 1.0) - gammaln(safe + 1.0) - gammaln(of - safe + 1.0)
    return np.where(possible, logs, -np.inf)
