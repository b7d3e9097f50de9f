"""Programmes one by one: what each adds to the scenario as it is run, all for the same time.

A programme that the scenario has is as it is set there, with its own weeks and strength: its bar is the
scenario beside the scenario without it. All others are added, at full strength, for their own group.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.measures.outcomes import MEASURES
from orgsim.measures.shown_units import shown as shown_as
from orgsim.number_text import count, fixed, plain
from orgsim.parameter_sets import drawn_sets
from orgsim.ui.explore.explore_state import (
    TORNADO_STAGES,
    Ends,
    Stopped,
    affordable,
    grown,
)
from orgsim.ui.scenario.timeline.timeline_rows import Row, entries, menu, removed, rows
from orgsim.ui.shared.scenarios.scenario import Scenario

LENGTHS = (13, 26, 52)
"""Weeks for which programmes may be tried: a quarter, half a year, a year."""


class Trial(NamedTuple):
    """A scenario with a programme more, or without one of its own.

    own  whether it is one that the scenario has
    """

    label: str
    own: bool
    scenario: Scenario


class Effect(NamedTuple):
    """What a programme does to a measure at the end."""

    label: str
    difference: Difference


@dataclass(frozen=True)
class Programmes:
    """Trials with their measures at the end, and those of the scenario as it is.

    sets  the parameter set of each replication, None where all have the same numbers
    """

    trials: tuple[Trial, ...]
    ends: Mapping[int, Ends]
    base: Ends
    share: float
    sets: np.ndarray | None = None

    @property
    def replications(self) -> int:
        """Replications behind each bar; 0 where nothing is known yet."""
        return len(next(iter(self.base.values()))) if self.base else 0


def programme_trials(scenario: Scenario, weeks: int | None) -> tuple[Trial, ...]:
    """The scenario's own programmes as they are set, and all others for so many weeks from week 1 on.

    weeks  None for the whole run
    """
    own = [row for row in rows(scenario) if not row.shock]
    there = entries(scenario, "interventions")
    found = [Trial(_as_set(row), True, removed(scenario, row)) for row in own]
    for offer in menu("interventions", scenario):
        entry = {"kind": offer.kind, "start": 1} | ({} if weeks is None else {"weeks": weeks})
        label = f"{offer.label} (once more)" if offer.kind in {r.kind for r in own} else offer.label
        more = scenario.with_value("interventions", [*there, entry])
        found.append(Trial(label, False, more))
    return tuple(found)


def _as_set(row: Row) -> str:
    strength = "" if row.strength == 1 else f" ×{plain(row.strength)}"
    return f"{row.label}{strength}, {row.when}, as set"


def programmes(scenario: Scenario, weeks: int | None, stopped: Stopped) -> Iterator[Programmes]:
    """Each programme alone, with more and more replications; GivenUp once stopped."""
    trials = programme_trials(scenario, weeks)
    base = -1
    configs = {(base,): scenario.config()}
    configs |= {(n,): each.scenario.config() for n, each in enumerate(trials)}
    stages = affordable(configs[base,], [(len(configs), runs) for runs in TORNADO_STAGES])
    known: dict[tuple[int], Ends] = {}
    whole, done = len(configs) * stages[-1][1], 0
    shown = Programmes(trials, {}, {}, 0.0)
    for _, runs in stages:
        for more in grown(configs, known, runs, stopped):
            done += more
            yield Programmes(trials, shown.ends, shown.base, min(1.0, done / whole), shown.sets)
        ends = {n: known[n,] for n in range(len(trials))}
        sets = drawn_sets(configs[base,], range(runs))
        shown = Programmes(trials, ends, known[base,], done / whole, sets)
        yield shown


def effects(found: Programmes, measure: str) -> list[Effect]:
    """What each programme does to a measure, the one that moves it most first."""
    base = found.base[measure]
    rows = []
    for number, trial in enumerate(found.trials):
        ends = found.ends[number][measure]
        pair = (base, ends) if trial.own else (ends, base)
        rows.append(Effect(trial.label, paired_difference(*pair, found.sets)))
    return sorted(rows, key=lambda effect: -abs(effect.difference.mean))


def programme_words(shown: list[Effect], found: Programmes, measure: str) -> list[str]:
    """Which programmes help a measure most, which make it worse, and of which that is open."""
    about = MEASURES[measure]
    sign = about.better or 1
    moved = [each for each in shown if each.difference.decided]
    better = [_told(each, measure) for each in moved if sign * each.difference.mean > 0]
    worse = [_told(each, measure) for each in moved if sign * each.difference.mean < 0]
    unknown = [each.label for each in shown if not each.difference.decided]
    words = ("Helps", "Makes worse") if about.better else ("Raises", "Lowers")
    said = [f"{words[0]} {about.label} most: {'; '.join(better[:3])}."] if better else []
    said += [f"{words[1]} {about.label}: {'; '.join(worse)}."] if worse else []
    if unknown:
        runs = count(found.replications, "replication")
        said.append(f"Open after {runs}: {'; '.join(unknown)}.")
    return said


def _told(effect: Effect, measure: str) -> str:
    unit, _, decimals = shown_as(measure)
    ends = difference_shown(effect.difference, measure)[:3]
    mean, low, high = (fixed(end, decimals, sign=True) for end in ends)
    return f"{effect.label} {mean} {unit} [{low}, {high}]"


def difference_shown(difference: Difference, measure: str) -> Difference:
    """A difference of a measure in the unit in which it is shown to people."""
    times = shown_as(measure).times
    mean, low, high = (times * end for end in difference[:3])
    return difference._replace(mean=mean, low=low, high=high)
