"""Validation: the values before and after, by random draws that were not used, in both organisations."""

import numpy as np
import pandas as pd

from calibration.laboratory import Laboratory
from calibration.misfit import PARTS
from calibration.two_worlds import WORLDS
from orgsim.analysis.intervals import half_width
from orgsim.evidence import FACTS

MOMENTS = ("before", "after")
STORY = (
    "alignment_end",
    "say_do_gap_end",
    "message_fidelity_end",
    "trust_end",
    "engagement_end",
    "engaged_share_end",
    "performance_end",
    "leavers_end",
)
"""Measures of a plain run by which one sees whether the story is still sensible."""


def validate(
    laboratory: Laboratory, before: np.ndarray, after: np.ndarray, replications: int, seed: int
) -> pd.DataFrame:
    """A row for each organisation, moment and part: mean, half of its 95 % interval, inside or not."""
    values = np.array([before, after])
    measured = laboratory.facts("validation", values, replications, seed)
    numbers = {part.name: fact.number for fact in FACTS for part in fact.parts}
    rows = []
    for moment, of_moment in zip(MOMENTS, measured, strict=True):
        for world, block in zip(WORLDS, of_moment, strict=True):
            for part, column in zip(PARTS, block.T, strict=True):
                known = column[np.isfinite(column)]
                mean = known.mean() if len(known) else np.nan
                spread = known.std(ddof=1) if len(known) > 1 else np.nan
                rows.append(
                    {
                        "organisation": world,
                        "moment": moment,
                        "number": numbers[part.name],
                        "part": part.name,
                        "target": part.target,
                        "low": part.low,
                        "high": part.high,
                        "mean": mean,
                        "half_width": half_width(spread, len(known)) if len(known) > 1 else np.nan,
                        "inside": bool(part.low <= mean <= part.high),
                    }
                )
    return pd.DataFrame(rows)


def inside(validation: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Facts all of whose parts are inside, by moment and organisation."""
    holds = validation.groupby(["moment", "organisation", "number"])["inside"].all()
    counts = holds.groupby(level=[0, 1]).sum()
    return {m: {world: int(counts[m, world]) for world in WORLDS} for m in MOMENTS}


def story(
    laboratory: Laboratory, before: np.ndarray, after: np.ndarray, replications: int, seed: int
) -> pd.DataFrame:
    """Means over replications of what a plain run comes to, a row for each organisation and moment."""
    measured = laboratory.outcomes("story", np.array([before, after]), replications, seed, STORY)
    rows = [
        {"organisation": world, "moment": moment}
        | dict(zip(STORY, measured[m, w].mean(axis=0).tolist(), strict=True))
        for w, world in enumerate(WORLDS)
        for m, moment in enumerate(MOMENTS)
    ]
    return pd.DataFrame(rows)
