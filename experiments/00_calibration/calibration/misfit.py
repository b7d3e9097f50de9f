"""How far the facts of a point are from what was published.

A part of a fact that is z off its target, where 1 is the edge of its band on that side, costs
log(1 + z²), and near the edge or beyond it log(1 + ((z − 1 + MARGIN)/MARGIN)²) besides. Both are smooth
and grow slowly, so that a fact out of reach does not outvote the others (Cauchy's robust loss). A point
costs the sum over parts, mean over organisations, and a weak pull towards where the search began
(ridge), so that what no fact speaks of stays put. Means over replications are what is compared.
"""

import numpy as np

from orgsim.evidence import FACTS

PARTS = tuple(part for fact in FACTS for part in fact.parts)
NAMES = tuple(part.name for part in PARTS)
FACT_OF = np.array([number for number, fact in enumerate(FACTS) for _ in fact.parts])

MARGIN = 0.25
"""Share of the way to the edge that costs already: other random draws moves facts by as much.

A target that is an edge itself is moved into the band by as much of half its width.
"""

UNDEFINED = 10.0
"""How far off, in z, a part counts as off where it is not defined, or its run failed."""

RIDGE = 0.3
"""Cost of moving one key through half of its range."""

_TARGET, _LOW, _HIGH = (
    np.array([getattr(part, name) for part in PARTS]) for name in ("target", "low", "high")
)
_INSIDE = MARGIN * (_HIGH - _LOW) / 2
_AIM = np.where(_TARGET <= _LOW, _LOW + _INSIDE, _TARGET)
_AIM = np.where(_TARGET >= _HIGH, _HIGH - _INSIDE, _AIM)


def part_misfits(means: np.ndarray) -> np.ndarray:
    """What each part costs; (…, parts) to (…, parts)."""
    off = np.where(means > _AIM, (means - _AIM) / (_HIGH - _AIM), (_AIM - means) / (_AIM - _LOW))
    off = np.where(np.isfinite(off), off, UNDEFINED)
    near = np.maximum(off - (1 - MARGIN), 0) / MARGIN
    return np.log1p(off**2) + np.log1p(near**2)


def misfits(means: np.ndarray) -> np.ndarray:
    """What points cost by their facts alone; (points, organisations, parts) to (points,)."""
    return part_misfits(means).sum(axis=-1).mean(axis=-1)


def pull(unit: np.ndarray, start: np.ndarray) -> np.ndarray:
    """RIDGE·Σ((u − u₀)/½)²: what points of the unit cube, (points, keys), cost by being elsewhere."""
    return RIDGE * (((unit - start) / 0.5) ** 2).sum(axis=-1)


def parts_inside(means: np.ndarray) -> np.ndarray:
    """Whether parts are in their bands; (…, parts)."""
    return (means >= _LOW) & (means <= _HIGH)


def facts_inside(means: np.ndarray) -> np.ndarray:
    """Facts all of whose parts are in their bands: how many; (…, parts) to (…)."""
    return facts_hold(means).sum(axis=-1)


def facts_hold(means: np.ndarray) -> np.ndarray:
    """Whether facts have all their parts in their bands; (…, parts) to (…, facts)."""
    inside = parts_inside(means)
    return np.stack([inside[..., fact == FACT_OF].all(axis=-1) for fact in range(len(FACTS))], -1)
