"""Recovery: when a slip is noticed, when the ward has recovered and when the slip is gone."""

import numpy as np

from orgsim.analysis.convergence_weeks import convergence_week
from orgsim.study.evidence import Evidence, mean_of
from orgsim.study.shapes import cut, interaction, weeks_to_recover
from orgsim.study.tables import Tables

from .wards import CALM, MANAGER_TOO, SLIP, Variant

NOTICED = 0.02
"""Points of effort above the twin's from which a slip counts as noticed; assumed."""

LEFT = 0.25
"""Share of the damage that still counts as recovered."""

JUST_AS_GOOD = 0.005
"""Points by which a gap may be wider than before and count as back."""

SOONER = "Recovered sooner (weeks)"


def curve(tables: Tables, measure: str, variant: Variant) -> np.ndarray:
    """A measure of one variant by week since the slip, (weeks, replications)."""
    rows = tables["wards"]
    own = np.ones(len(rows["week"]), bool)
    for name, value in variant._asdict().items():
        own &= rows[name] == value
    if not own.any():
        raise KeyError(f"{variant} was not run")
    table = np.full((rows["week"].max() + 1, rows["replication"].max() + 1), np.nan)
    table[rows["week"][own], rows["replication"][own]] = rows[measure][own]
    return table


def damage(tables: Tables, slipped: Variant, measure: str = "gap") -> np.ndarray:
    """What the slip has changed beside the twin, (weeks, replications)."""
    calm = curve(tables, measure, slipped._replace(slips=CALM))
    return curve(tables, measure, slipped) - calm


def recovered(tables: Tables, slipped: Variant) -> np.ndarray:
    """Weeks until less than a quarter of the damage is left for good, (replications,)."""
    gap = curve(tables, "gap", slipped)
    calm = curve(tables, "gap", slipped._replace(slips=CALM))
    return cut(weeks_to_recover(gap, calm, 0, LEFT), len(gap) - 1)


def back(tables: Tables, scenario: str) -> Evidence:
    """Weeks until the gap is for good what it was before the slip, as `recovered` without a twin."""
    before = curve(tables, "gap", Variant(scenario))[0]
    gap = curve(tables, "gap", Variant(scenario, slips=SLIP))
    return mean_of(cut(convergence_week(gap, before + JUST_AS_GOOD), len(gap) - 1), "mean")


def noticed(tables: Tables, scenario: str, more_effort: float = NOTICED) -> np.ndarray:
    """Weeks until managers make more effort than their twins, (replications,)."""
    more = damage(tables, Variant(scenario, slips=SLIP), "effort") >= more_effort
    return np.where(more.any(axis=0), np.argmax(more, axis=0), len(more) - 1).astype(float)


def saved(tables: Tables, scenario: str, off: str = "", afraid: bool = False) -> np.ndarray:
    """Weeks by which a ward recovers sooner than where nothing is done, (replications,)."""
    nothing = recovered(tables, Variant("nothing", off, afraid, SLIP))
    return nothing - recovered(tables, Variant(scenario, off, afraid, SLIP))


def noticed_sooner(tables: Tables, more_effort: float = NOTICED) -> Evidence:
    nothing, listening = (noticed(tables, name, more_effort) for name in ("nothing", "listening"))
    return mean_of(nothing - listening)


def saves(tables: Tables, scenario: str, off: str = "") -> Evidence:
    return mean_of(saved(tables, scenario, off))


def rounds_beat(tables: Tables) -> Evidence:
    return mean_of(saved(tables, "rounds") - saved(tables, "listening"))


def together(tables: Tables) -> Evidence:
    alone = saved(tables, "rounds"), saved(tables, "listening")
    both = saved(tables, "rounds_and_listening")
    return mean_of(interaction(both, *alone, np.zeros_like(both)), "paired interaction contrast")


def fear_mutes(tables: Tables) -> Evidence:
    """Weeks saved where people are afraid, less half of those saved elsewhere."""
    afraid, elsewhere = (saved(tables, "listening", afraid=afraid) for afraid in (True, False))
    return mean_of(afraid - elsewhere / 2)


def save_afraid(tables: Tables) -> Evidence:
    return mean_of(saved(tables, "listening", afraid=True))


def manager_too(tables: Tables) -> Evidence:
    later = _manager_slips(tables) - recovered(tables, Variant("nothing", slips=SLIP))
    return mean_of(later)


def _manager_slips(tables: Tables) -> np.ndarray:
    return recovered(tables, Variant("nothing", slips=MANAGER_TOO))


def saves_if_run(tables: Tables, scenario: str, off: str) -> Evidence:
    """At the small size only some mechanisms are switched off; the others have no number."""
    if off not in tables["wards"]["off"]:
        return mean_of(np.full(1, np.nan))
    return saves(tables, scenario, off)
