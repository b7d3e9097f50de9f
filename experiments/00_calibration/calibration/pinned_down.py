"""How well each key is pinned down, and which key moves which fact."""

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from calibration.misfit import NAMES
from calibration.space import KEYS, TUNED, unit_of, values_of
from calibration.stages import Cloud

FROM, TO = 0.05, 0.95
FEWEST = 20
"""Accepted points that a range takes."""


def ranges(cloud: Cloud, best: np.ndarray, before: np.ndarray) -> pd.DataFrame:
    """A row a key: its prior, assumed and tuned value, and what of its prior is accepted.

    Of the points at which a key was drawn from the whole of its prior, as the chains took it:
    redrawn, accepted   how many there are, and how many of them were accepted
    accepted_low, _high 5–95 % of the accepted values; unit_low, unit_high the same on the prior's scale
    shrinkage           1 − its width / that of the prior's 5–95 %; about 0 where any value would do
    """
    rows = []
    for number, (key, tuned) in enumerate(zip(KEYS, TUNED, strict=True)):
        redrawn = cloud.redrawn[:, number]
        accepted = cloud.unit[redrawn & cloud.accepted]
        low = high = least = most = np.nan
        if len(accepted) >= FEWEST:
            low, high = np.quantile(accepted[:, number], (FROM, TO))
            least, most = np.quantile(values_of(accepted)[:, number], (FROM, TO))
        rows.append(
            {
                "key": key,
                "prior_of": tuned.key,
                "from": tuned.low,
                "to": tuned.high,
                "log": tuned.log,
                "assumed": before[number],
                "tuned": best[number],
                "accepted_low": least,
                "accepted_high": most,
                "unit_assumed": unit_of(before[None])[0, number],
                "unit_tuned": unit_of(best[None])[0, number],
                "unit_low": low,
                "unit_high": high,
                "shrinkage": 1 - (high - low) / (TO - FROM),
                "redrawn": int(redrawn.sum()),
                "accepted": len(accepted),
            }
        )
    return pd.DataFrame(rows)


def sensitivity(cloud: Cloud) -> pd.DataFrame:
    """Rank correlation of each part with each key, mean of the organisations.

    Over the first round of the cloud, in which keys vary independently. Of first order: a key that
    works both ways, or only with another, shows nothing. Points at which a part is undefined are left
    out; null where those are most.
    """
    unit, means = cloud.unit[cloud.independent], cloud.means[cloud.independent]
    found = [_ranked(unit, of_world) for of_world in np.moveaxis(means, 1, 0)]
    return pd.DataFrame(np.mean(found, axis=0), index=list(NAMES), columns=list(KEYS))


def _ranked(unit: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Spearman's ρ, (points, keys) and (points, parts) to (parts, keys)."""
    result = np.full((values.shape[1], unit.shape[1]), np.nan)
    for part, column in enumerate(values.T):
        known = np.isfinite(column)
        if known.sum() < max(3, len(known) / 2) or np.ptp(column[known]) == 0:
            continue
        by_key = _standard(rankdata(unit[known], axis=0))
        of_part = _standard(rankdata(column[known])[:, None])
        result[part] = (by_key * of_part).mean(axis=0)
    return result


def _standard(ranks: np.ndarray) -> np.ndarray:
    return (ranks - ranks.mean(axis=0)) / ranks.std(axis=0)


def noise(points: int) -> float:
    """The largest |ρ| that chance alone would give 95 % of the time: 1.96/√(n − 1)."""
    return 1.96 / np.sqrt(points - 1)


def who_moves(correlations: pd.DataFrame, part: str, least: float, most: int = 3) -> list[str]:
    """The keys that move a part most, each with its ρ."""
    row = correlations.loc[part].dropna()
    strongest = row.reindex(row.abs().sort_values(ascending=False).index)[:most]
    return [f"`{key}` {value:+.2f}" for key, value in strongest.items() if abs(value) > least]
