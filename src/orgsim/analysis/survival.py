"""Survival: how long convergence takes by level of a factor, with censored runs counted as such."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import CONFIDENCE
from orgsim.special_functions import special

FEWEST_CLUSTERS = 3
"""Clusters from which there is a band: Student's t of one degree of freedom allows anything."""

FEWEST_CLUSTERS_OF_A_LEVEL = 10
"""Clusters a level below which the clustered test, which is χ² with many clusters, says too little."""


class Curve(NamedTuple):
    """Kaplan–Meier estimate: share not yet converged after each week in which something happened.

    low, high  95 % interval from the log–log transform, NaN where all or none have converged, and of
               too few clusters
    at_risk    runs neither converged nor censored before that week; events  those that then converge
    """

    week: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray


class LogRank(NamedTuple):
    """Whether levels differ: χ² on levels − 1 degrees of freedom and its p.

    p_clustered allows for runs of a cluster being alike; None where clusters are few
    """

    statistic: float
    degrees: int
    p: float
    p_clustered: float | None


def kaplan_meier(time: np.ndarray, event: np.ndarray, cluster: np.ndarray | None = None) -> Curve:
    """S(t) = Π (1 − dᵢ / nᵢ) over weeks up to t; times (runs,), and whether each ended with the event.

    cluster  which runs belong together, (runs,); without it each run is by itself

    Limits: S^exp(±q σ), σ² = Var(ln S) / ln² S. Runs by themselves have Greenwood's variance and q of
    the normal distribution,

        Var(ln S) = Σ dᵢ / (nᵢ (nᵢ − dᵢ))

    and C clusters c the variance of their linearised parts, of which dᵢ꜀ of nᵢ꜀ are each one's own, and
    q of Student's t with C − 1 degrees of freedom,

        Var(ln S) = C / (C − 1) Σ_c (Σ (dᵢ꜀ − nᵢ꜀ dᵢ / nᵢ) / (nᵢ − dᵢ))²

    whose sum for clusters of one run is Greenwood's, ties and censoring included. Source: Kaplan & Meier
    (1958); Kalbfleisch & Prentice (2002); Williams (1995); t, as of any mean of few clusters, by trial
    (tests/analysis/test_survival_of_clusters.py).
    """
    # SciPy's ecdf gives the same bits, and importing scipy.stats takes as long as all of a small run.
    week, place = np.unique(time, return_inverse=True)
    events = np.bincount(place[event], minlength=len(week))
    at_risk = len(time) - np.searchsorted(np.sort(time), week, side="left")
    left = at_risk - events
    ended = np.cumsum(events)
    share = 1 - ended / len(time) if event.all() else np.cumprod(left / at_risk)
    clusters = len(time) if cluster is None else len(np.unique(cluster))
    with np.errstate(divide="ignore", invalid="ignore"):  # where all or none are left, no interval
        if cluster is None or clusters == len(time):
            of_log = np.cumsum(events / (at_risk * left))
            quantile = special.ndtri(0.5 + CONFIDENCE / 2)
        elif clusters >= FEWEST_CLUSTERS:
            of_log = _between_clusters(place, event, cluster, events / at_risk, left)
            quantile = special.stdtrit(clusters - 1, 0.5 + CONFIDENCE / 2)
        else:
            of_log, quantile = np.full(len(week), np.nan), np.nan
        variance = 1 / np.log(share) ** 2 * of_log
        either_way = quantile * np.sqrt(variance)
        middle = np.log(-np.log(share))
    low, high = np.exp(-np.exp(middle + either_way)), np.exp(-np.exp(middle - either_way))
    return Curve(week, share, np.clip(low, 0, 1), np.clip(high, 0, 1), at_risk, events)


def has_band(cluster: np.ndarray) -> bool:
    """Whether there are enough clusters for a band: FEWEST_CLUSTERS, or one of each run."""
    clusters = len(np.unique(cluster))
    return clusters == len(cluster) or clusters >= FEWEST_CLUSTERS


def _between_clusters(
    place: np.ndarray, event: np.ndarray, cluster: np.ndarray, hazard: np.ndarray, left: np.ndarray
) -> np.ndarray:
    """Variance of ln S after each week, from what each cluster adds to it; see kaplan_meier."""
    names, code = np.unique(cluster, return_inverse=True)
    died, risk = _died_and_at_risk(code, place, event, (len(names), len(hazard)))
    added: np.ndarray = (died - risk * hazard) / left
    return len(names) / (len(names) - 1) * (added.cumsum(axis=1) ** 2).sum(axis=0)


def _died_and_at_risk(
    row: np.ndarray, place: np.ndarray, event: np.ndarray, shape: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Runs of each row that end with the event in each week, and that are left before it."""
    cells, size = row * shape[1] + place, shape[0] * shape[1]
    died = np.bincount(cells, event.astype(float), size).reshape(shape)
    ended = np.bincount(cells, minlength=size).reshape(shape).astype(float)
    return died, ended[:, ::-1].cumsum(axis=1)[:, ::-1]


def median(curve: Curve) -> float | None:
    """First week by which half have converged; None where fewer did."""
    reached = np.flatnonzero(curve.share <= 0.5 + 1e-12)
    return float(curve.week[reached[0]]) if len(reached) else None


def log_rank(
    time: np.ndarray, event: np.ndarray, level: np.ndarray, cluster: np.ndarray | None = None
) -> LogRank | None:
    """Log-rank test of two or more levels; None where nothing can be compared.

    time, event, level, cluster (runs,): levels 0 … k − 1, and which runs belong together. The plain
    test is Mantel's (1966), for ties too; the clustered one takes the spread of the scores' sums over
    clusters for their variance (Lee, Wei & Amato 1992).
    """
    # SciPy's logrank compares two samples only and knows no clusters.
    levels = int(level.max()) + 1
    weeks, place = np.unique(time, return_inverse=True)
    died, risk = _died_and_at_risk(level, place, event, (levels, len(weeks)))
    all_died, all_risk = died.sum(axis=0), risk.sum(axis=0)
    part = risk / all_risk
    score = (died - part * all_died).sum(axis=1)[:-1]
    chance = all_died * (all_risk - all_died) / np.maximum(all_risk - 1, 1)
    spread = np.diag((part * chance).sum(axis=1)) - (part * chance) @ part.T
    found = _chi_square(score, spread[:-1, :-1])
    if found is None:
        return None
    statistic, degrees = found
    p = float(special.chdtrc(degrees, statistic))
    clustered = None
    if cluster is not None and _enough(level, cluster, levels):
        hazard = np.concatenate([[0.0], np.cumsum(all_died / all_risk)])[1:]
        weighted = np.cumsum(part * (all_died / all_risk), axis=1)
        own = _own_scores(level, place, event, part, hazard, weighted)
        sums = np.column_stack([np.bincount(cluster, own[:, n]) for n in range(levels - 1)])
        robust = _chi_square(score, sums.T @ sums)
        clustered = None if robust is None else float(special.chdtrc(robust[1], robust[0]))
    return LogRank(statistic, degrees, p, clustered)


def _own_scores(level, place, event, part, hazard, weighted) -> np.ndarray:
    """What each run adds to the scores, (runs, levels): Σ (1{own level} − part) dM."""
    levels = np.arange(len(part))
    is_own = (level[:, None] == levels).astype(float)
    happened = event[:, None] * (is_own - part[:, place].T)
    expected = is_own * hazard[place][:, None] - weighted[:, place].T
    return happened - expected


def _enough(level: np.ndarray, cluster: np.ndarray, levels: int) -> bool:
    found = [len(np.unique(cluster[level == n])) for n in range(levels)]
    return min(found) >= FEWEST_CLUSTERS_OF_A_LEVEL


def _chi_square(score: np.ndarray, spread: np.ndarray) -> tuple[float, int] | None:
    degrees = int(np.linalg.matrix_rank(spread, hermitian=True))
    if degrees == 0:
        return None
    return float(score @ np.linalg.pinv(spread, hermitian=True) @ score), degrees


def holm(p: list[float]) -> list[float]:
    """p-values allowed for how many there are; Holm (1979)."""
    # SciPy's false_discovery_control allows some false finds among many; here none is allowed.
    order = np.argsort(p, kind="stable")
    steps = np.array(p)[order] * (len(p) - np.arange(len(p)))
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(steps))
    return adjusted.tolist()
