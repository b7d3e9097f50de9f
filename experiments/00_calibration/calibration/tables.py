"""Tables of what was found, one a file of the report."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr

from calibration.again import interval
from calibration.chains import FREE
from calibration.ensemble import Inferred
from calibration.observations import (
    HELD_OUT,
    MEASURED,
    NAMES,
    OBSERVATIONS,
    OF_THE_ORGANISATION,
    off,
)
from calibration.posterior import Posterior
from calibration.priors import KEYS, PRIORS
from calibration.region import Region
from orgsim.evidence import FACTS
from orgsim.evidence.facts import Part
from orgsim.evidence.field_trials import Role

PRIOR_WIDTH = 0.9
"""Width of the middle 90 % of a prior, of its range."""

FIXED = "organisation"
"""Role of a part that no parameter moves."""

FEWEST_FINITE = 0.5
"""Share of the values of a part that must be defined, to tell its interval."""


def parameters(found: Posterior) -> pd.DataFrame:
    """A row a key but levers': prior, centre, 90 % interval, and how far it is narrowed.

    shrinkage   1 − width / width of the prior, of places within the range
    narrowed    1 − standard deviation of normal scores, which would be 1 if nothing was asked for
    """
    own = np.flatnonzero(FREE)
    priors = [PRIORS[place] for place in own]
    normal = found.normal[:, own]
    low, high = interval(found.values[:, own])
    places = interval(_unit(normal))
    return pd.DataFrame(
        {
            "key": [KEYS[place] for place in own],
            "prior": [prior.key for prior in priors],
            "prior_low": [prior.low for prior in priors],
            "prior_high": [prior.high for prior in priors],
            "log": [prior.log for prior in priors],
            "centre": found.central[own],
            "low": low,
            "high": high,
            "place_low": places[0],
            "place_centre": _unit(found.centre[own]),
            "place_high": places[1],
            "shrinkage": 1 - (places[1] - places[0]) / PRIOR_WIDTH,
            "narrowed": np.maximum(1 - normal.std(axis=0, ddof=1), 0.0),
        }
    )


def sets(found: Posterior) -> pd.DataFrame:
    """A row a set: bands met where its chain last went, and misfit of what it predicts."""
    return pd.DataFrame(
        {
            "parameter_set": np.arange(len(found.normal)),
            "bands_met": found.met,
            "misfit": found.misfit,
        }
    )


def _unit(normal: np.ndarray) -> np.ndarray:
    place: np.ndarray = ndtr(normal)
    return place


def trade_offs(found: Posterior, most: int = 20) -> pd.DataFrame:
    """The strongest correlations of normal scores over the sets: first, second, r."""
    keys = np.array(KEYS)[FREE]
    r = np.corrcoef(found.normal[:, FREE].T)
    first, second = np.triu_indices(len(keys), 1)
    order = np.argsort(-np.abs(r[first, second]), kind="stable")[:most]
    return pd.DataFrame(
        {
            "first": keys[first[order]],
            "second": keys[second[order]],
            "r": r[first, second][order],
        }
    )


def parts(found: Posterior, organisations: Sequence[str]) -> pd.DataFrame:
    """A row a part and organisation: band, what the sets predict, mean over replications, inside or not.

    `inside` is of the median over the sets, `sets_inside` the share of the sets whose mean is inside.
    """
    rows = []
    for kind, number, role, part in _declared():
        for where, name in enumerate(organisations):
            values = _means(found.predictive[:, where, :, NAMES.index(part.name)])
            known = values[np.isfinite(values)]
            enough = len(known) >= FEWEST_FINITE * len(values)
            low, high = interval(known) if enough else (np.nan, np.nan)
            median = float(np.median(known)) if enough else np.nan
            rows.append(
                {
                    "kind": kind,
                    "number": number,
                    "role": role,
                    "part": part.name,
                    "organisation": name,
                    "low": part.low,
                    "high": part.high,
                    "median": median,
                    "predicted_low": float(low),
                    "predicted_high": float(high),
                    "inside": part.holds(median),
                    "sets_inside": float(np.mean([part.holds(value) for value in values])),
                }
            )
    return pd.DataFrame(rows)


def _declared() -> Iterator[tuple[str, int, str, Part]]:
    for fact in FACTS:
        for part in fact.parts:
            fixed = part.name in OF_THE_ORGANISATION
            yield "fact", fact.number, FIXED if fixed else str(Role.TUNED), part
    for trial in MEASURED:
        for part in trial.parts:
            yield "trial", trial.number, str(trial.role), part


def _means(values: np.ndarray) -> np.ndarray:
    """Means over replications in which a part is defined, (sets, replications) to (sets,)."""
    known = np.isfinite(values)
    sums = np.where(known, values, 0.0).sum(axis=-1)
    return np.where(known.any(axis=-1), sums / np.maximum(known.sum(axis=-1), 1), np.nan)


def iterations(inferred: Inferred) -> pd.DataFrame:
    """A row an iteration: misfit (mean square off, in half widths) and spread of the ensemble."""
    rows = []
    for number, found in enumerate(inferred.iterations):
        squares = (off(found.outputs[:, :, 0], OBSERVATIONS) ** 2).mean(axis=(1, 2))
        aside = (off(found.outputs[:, :, 0], HELD_OUT) ** 2).mean(axis=(1, 2))
        rows.append(
            {
                "iteration": number,
                "misfit_median": float(np.median(squares)),
                "misfit_least": float(squares.min()),
                "held_out_misfit_median": float(np.median(aside)),
                "spread": float(found.normal.std(axis=0).mean()),
            }
        )
    return pd.DataFrame(rows)


def chains(found: Region) -> pd.DataFrame:
    """A row a step: share of the chains that moved, bands that they meet, and how wide they are."""
    return pd.DataFrame(
        {
            "step": np.arange(len(found.chains)),
            "moved": [chains.taken.mean() for chains in found.chains],
            "met_median": [np.median(chains.met) for chains in found.chains],
            "met_enough": [(chains.met >= found.asked).mean() for chains in found.chains],
            "spread": [chains.spread for chains in found.chains],
            "apart": [
                np.sqrt(((chains.normal.mean(axis=0) - found.centre)[FREE] ** 2).mean())
                for chains in found.chains
            ],
        }
    )
