"""Cards: the headline numbers of a scenario, each with its change, interval and verdict."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orgsim.analysis.comparison import OPEN
from orgsim.analysis.convergence_weeks import ConvergenceTime, convergence_time, convergence_week
from orgsim.analysis.intervals import estimate
from orgsim.analysis.scenario_comparison import closed_share
from orgsim.measures.declarations import MEASURES, Measure, measures_shown, verdict_on
from orgsim.measures.outcomes import at_end, at_start
from orgsim.measures.shown_units import shown
from orgsim.number_text import fixed, percent, two_figures
from orgsim.simulation import ScenarioResult
from orgsim.ui.shared.computing.replication_stream import Growing
from orgsim.week_text import day_text, first_day

HEADLINES = measures_shown("card")
GAP, ALIGNMENT = "message_practice_gap", "alignment"
NOT_KNOWN = "not known"
SINCE_START, BY_CHANGES = "since the start", "by your changes"
LEAST_SHARE = 0.0005
"""Share of a gap below which no percentage is shown, since it rounds to 0."""

FEWEST_FOR_A_VERDICT = 4
"""Replications below which a change is not called better or worse yet."""


@dataclass(frozen=True)
class Card:
    """A headline number in words.

    measure  the name of its measure, "" where it has no curve
    verdict  "better", "worse", SMALL, or "" where the interval does not say
    change   since the start (with interval)
    against  beside the scenario as it was at first, if it was changed (with interval)
    closed   of alignment: by how many percent the change that is said makes the gap smaller or wider,
             "" where the interval does not say which
    """

    measure: str
    label: str
    value: str
    unit: str
    verdict: str
    change: str
    interval: str
    against: str
    against_verdict: str
    against_interval: str = ""
    closed: str = ""

    @property
    def tone(self) -> str:
        """The style of the one change that is said: only what matters has a colour."""
        verdict = self.shown[1]
        return verdict if verdict in ("better", "worse") else "plain"

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """The one change that a card says: its size, verdict, interval, and what it is a change of.

        Beside the scenario as it was at first; where nothing was changed, since the start.
        """
        if self.against:
            return self.against, self.against_verdict, self.against_interval, BY_CHANGES
        return self.change, self.verdict, self.interval, SINCE_START


def cards_of(growing: Growing) -> list[Card]:
    """The headline cards of results, worked out once for all places that show them."""
    return growing.once("cards", lambda: cards(growing.results))


def cards(results: Mapping[str, ScenarioResult]) -> list[Card]:
    """The headline cards of `scenario`, compared with `reference` if there is one."""
    result, reference = results["scenario"], results.get("reference")
    found = [_measure_card(name, result, reference) for name in HEADLINES]
    return [*found, _convergence_card(result, reference)]


def _measure_card(name: str, result: ScenarioResult, reference: ScenarioResult | None) -> Card:
    measure, values = MEASURES[name], result.measures[name]
    start, end = at_start(name, values), at_end(name, values)
    way = shown(name)
    change, verdict = change_text(end - start, name, result.sets)
    against, against_verdict, against_interval = "", "", ""
    if reference is not None and reference.measures[name].shape == values.shape:
        other = at_end(name, reference.measures[name])
        said, against_verdict = change_text(end - other, name, result.sets)
        against, against_interval = said.partition(" [")[0], _interval(said)
    return Card(
        name,
        measure.label,
        fixed(way.times * estimate(end).mean, way.decimals),
        "of 1" if way.unit == "points" else way.unit,
        verdict,
        change.partition(" [")[0],
        _interval(change),
        against,
        against_verdict,
        against_interval,
        _closed(result, reference if against else None)
        if name == ALIGNMENT and (against_verdict if against else verdict)
        else "",
    )


def change_text(
    difference: np.ndarray, measure: str | Measure, sets: np.ndarray | None = None
) -> tuple[str, str]:
    """A difference of a measure in words with its 95 % interval, and what to call it, "" where open."""
    found = estimate(difference, sets)
    _, times, digits = shown(measure)
    mean, low, high = (times * value for value in found)
    if not math.isfinite(mean):
        return NOT_KNOWN, ""
    text = fixed(mean, digits, sign=True)
    if math.isfinite(low):
        text += f" [{fixed(low, digits, sign=True)}, {fixed(high, digits, sign=True)}]"
    enough = np.isfinite(difference).sum() >= FEWEST_FOR_A_VERDICT
    return text, verdict_on(measure, found.mean) if found.decided and enough else ""


def arrow(change: str, verdict: str) -> str:
    """What stands before a change: which way it went and what that means, without colour."""
    way = "▲" if change.startswith("+") else "▼" if change.startswith("−") else "■"
    return f"{way} {verdict or OPEN}"


def _closed(result: ScenarioResult, reference: ScenarioResult | None) -> str:
    """Percent by which the gap is smaller than the reference's or at first: `gap 26 % smaller`."""
    gap = result.measures[GAP]
    before = at_start(GAP, gap) if reference is None else at_end(GAP, reference.measures[GAP])
    share = float(np.nanmean(closed_share(at_end(GAP, gap), before)))
    if not math.isfinite(share) or abs(share) < LEAST_SHARE:
        return ""
    return f"gap {two_figures(100 * abs(share))} % {'smaller' if share > 0 else 'wider'}"


def _interval(change: str) -> str:
    _, bracket, rest = change.partition(" [")
    return f"95 % interval {rest.rstrip(']').replace(', ', ' to ')}" if bracket else ""


def _convergence_card(result: ScenarioResult, reference: ScenarioResult | None) -> Card:
    own = _convergence(result)
    share = result.config.run.converged_share
    against, verdict = "", ""
    if reference is not None:
        against, verdict = convergence_against(own, _convergence(reference))
    begins = result.config.run.start_date
    day = ""
    if begins is not None and own.median is not None:
        day = f"{day_text(first_day(own.median, begins))}: "
    value = "Not yet" if own.median is None else f"Week {fixed(own.median, 0)}"
    limits = "" if own.low is None else f", week {fixed(own.low, 0)} to {_or_later(own.high)}"
    return Card(
        "",
        "Convergence",
        value,
        "",
        "",
        f"{day}gap below {percent(share)} of its start in {own.converged} of {own.runs} replications",
        f"95 % interval{limits}" if limits else "",
        against,
        verdict,
    )


def convergence_against(own: ConvergenceTime, other: ConvergenceTime) -> tuple[str, str]:
    """How it was before the changes, in words; a verdict only where the intervals do not overlap."""
    verdict = "better" if _before(own, other) else "worse" if _before(other, own) else ""
    if own.median is None and other.median is None:
        return "", ""
    if other.median is None:
        return f"{verdict or OPEN}: before your changes it was never reached", verdict
    if own.median is None:
        said = f"before your changes it was week {fixed(other.median, 0)}"
        return f"{verdict or OPEN}: {said}", verdict
    weeks = own.median - other.median
    change = f"{fixed(weeks, 0, sign=True)} {'week' if abs(weeks) == 1 else 'weeks'}"
    return f"{arrow(change, verdict)}: {change} {BY_CHANGES}", verdict


def _before(one: ConvergenceTime, other: ConvergenceTime) -> bool:
    """Whether the interval of one median ends before that of the other begins."""
    if min(one.runs, other.runs) < FEWEST_FOR_A_VERDICT or one.high is None:
        return False
    begins = math.inf if other.median is None and other.low is None else other.low
    return begins is not None and one.high < begins


def _or_later(week: float | None) -> str:
    return "later than the run" if week is None else fixed(week, 0)


def _convergence(result: ScenarioResult) -> ConvergenceTime:
    run, gap = result.config.run, result.measures[GAP]
    week = convergence_week(gap, run.converged_share * gap[0])
    return convergence_time(week, run.weeks, result.sets)
