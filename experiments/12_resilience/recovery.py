"""Recovery: depth and recovery by property, and where turnover turns, from the tables."""

from functools import partial

import numpy as np

from orgsim.study.contrasts import Contrast
from orgsim.study.evidence import Evidence, difference_of, function_of_means, mean_of
from orgsim.study.shapes import interaction, turn_at
from orgsim.study.tables import Runs, Tables

from .damage import Damage, damage

FIT, DEEDS, LISTENING, SPAN = (
    "levers.hiring_fit",
    "levers.leader_modelling",
    "levers.feedback",
    "organisation.span_of_control",
)
FACTORS = {
    "hiring for fit": FIT,
    "leaders' effort": DEEDS,
    "feedback": LISTENING,
    "wide span": SPAN,
}
MERGED, LEAVING = "shocks.0.strength", "levers.exit_pressure"
QUIET, BUSY = 0.0, 0.01
HALF_YEAR, YEAR = 26, 52
EFFECT = "Effect of turnover on alignment (points)"


def of_trust(runs: Runs) -> Damage:
    """What a scandal does to trust."""
    return damage(runs, "trust", "scandal", better=1)


def of_practice(runs: Runs) -> Damage:
    """What a merger does to the message–practice gap."""
    return damage(runs, "message_practice_gap", "merger", better=-1)


def of_lost_leader(runs: Runs) -> Damage:
    """What the loss of the one at the top does to the gap."""
    return damage(runs, "message_practice_gap", "lost leader", better=-1)


def deeds_speed(runs: Runs) -> np.ndarray:
    """Weeks until half of the trust is back: leaders' effort high less low, (replications,)."""
    found = of_trust(runs)
    return found.contrast(found.times, DEEDS)


def fit_speed(runs: Runs) -> np.ndarray:
    """Weeks until half of the practice is back: hiring fit high less low, (replications,)."""
    found = of_practice(runs)
    return found.contrast(found.times, FIT)


def trust_is_slow(tables: Tables) -> Evidence:
    return mean_of(of_trust(tables["shocks"]).times.mean(axis=0), "restricted mean time")


def top_leader(tables: Tables) -> Evidence:
    found = of_lost_leader(tables["shocks"])
    first_year = found.amount[:, found.weeks <= YEAR]
    return mean_of(first_year.mean(axis=(0, 1)))


def effect_of_turnover(runs: Runs, merged: float) -> tuple[np.ndarray, np.ndarray]:
    """Hiring fits, and alignment with turnover less without (fits, replications)."""
    fits, busy = runs.curve("alignment_end", FIT, **{MERGED: merged, LEAVING: BUSY})
    return fits, busy - runs.curve("alignment_end", FIT, **{MERGED: merged, LEAVING: QUIET})[1]


def turning(tables: Tables, merged: float) -> Evidence:
    fits, effect = effect_of_turnover(tables["turnover"], merged)
    return function_of_means(partial(turn_at, fits), effect, what="hiring fit without effect")


def merger_moves_it(tables: Tables) -> Evidence:
    fits, calm = effect_of_turnover(tables["turnover"], 0.0)
    merged = effect_of_turnover(tables["turnover"], 1.0)[1]
    return difference_of(partial(turn_at, fits), merged, calm, "difference of such fits")


GAIN_OF_TURNOVER = Contrast("alignment_end", LEAVING, BUSY, QUIET, {MERGED: 1.0, FIT: 1.0})
"""What turnover adds to alignment after a merger where all newcomers fit."""


def depth_of(tables: Tables, measure: str, shock: str, better: int) -> Evidence:
    return mean_of(
        damage(tables["shocks"], measure, shock, better=better).depth.mean(axis=0), "largest damage"
    )


def worse_together(tables: Tables) -> Evidence:
    """Mean damage to practice over the first year: merger and scandal together beyond their sum."""
    runs = tables["shocks"]
    both, merger, scandal = (
        _first_year(damage(runs, "message_practice_gap", *shocks, better=-1))
        for shocks in (("merger", "scandal"), ("merger",), ("scandal",))
    )
    together = interaction(both, merger, scandal, np.zeros_like(both))
    return mean_of(together, "paired interaction contrast")


def _first_year(found: Damage) -> np.ndarray:
    return found.amount[:, found.weeks <= YEAR].mean(axis=(0, 1))
