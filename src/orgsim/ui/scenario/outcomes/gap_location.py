"""Where the gap sits: levels, themes, units and leaders of one scenario, as words and bars."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orgsim.number_text import count, fixed, percent
from orgsim.organisation.chart_groups import belonging
from orgsim.reporting.summary import where_it_sits
from orgsim.reporting.tables.where_tables import SIMULATED
from orgsim.simulation import ScenarioResult

ELSEWHERE = "in other replications only"
"""What is said of a level that the first replication, whose people are counted, does not have."""


@dataclass(frozen=True)
class Bar:
    """A labelled number of points, and what is to be said of it."""

    label: str
    points: float
    note: str = ""


@dataclass(frozen=True)
class GapLocation:
    """Bars of each kind, and sentences that say the same."""

    levels: tuple[Bar, ...]
    themes: tuple[Bar, ...]
    units: tuple[Bar, ...]
    leaders: tuple[Bar, ...]
    words: tuple[str, ...]


def locate_gap(result: ScenarioResult) -> GapLocation:
    """Where the gap of a scenario sits at the end of the run."""
    found = where_it_sits(result)
    levels = [level for level in found["levels"] if level["end"] is not None]
    deepest = max(level["level"] for level in levels)
    themes = sorted(found["themes"], key=lambda theme: -theme["end"])
    group_of = _groups(result)
    bars = GapLocation(
        tuple(
            Bar(
                level_name(each["level"], deepest),
                each["end"],
                _people(each["people"]) or ELSEWHERE,
            )
            for each in levels
        ),
        tuple(
            Bar(
                each["theme"],
                each["end"],
                f"stated {fixed(each['stated'], 2)}, weight {percent(each['weight'])}",
            )
            for each in themes
        ),
        tuple(
            Bar(
                f"Unit of {_who(each)}",
                each["gap"],
                f"{each['reports']} people, below level {each['level']}{group_of(each['leader'])}",
            )
            for each in found["units"]
        ),
        tuple(
            Bar(
                _who(each),
                each["say_do_gap"],
                f"level {each['level']}, {_reports(each['reports'])}{group_of(each['leader'])}",
            )
            for each in found["leaders"]
        ),
        (),
    )
    assert result.where is not None
    words = _words(bars, levels, found["located_in"], float(np.nanmean(result.where.person_gap)))
    return GapLocation(bars.levels, bars.themes, bars.units, bars.leaders, words)


def _groups(result: ScenarioResult) -> Callable[[str], str]:
    """What to add of the groups of somebody by id, where the chart knows any: `, Design`."""
    assert result.where is not None
    organisation = result.where.organisation
    known = dict(zip(organisation.labels or (), belonging(organisation), strict=False))
    return lambda label: f", {known[label]}" if known.get(label) else ""


def level_name(level: int, deepest: int) -> str:
    """`Top`, `Level 1`, … and which one is at the bottom."""
    if level == 0:
        return "Top"
    return f"Level {level} (bottom)" if level == deepest else f"Level {level}"


def _words(
    bars: GapLocation,
    levels: Sequence[Mapping[str, Any]],
    located: Mapping[str, Any],
    drawn_gap: float,
) -> tuple[str, ...]:
    said = [_by_level(levels)]
    if len(bars.themes) > 1:
        widest, least = bars.themes[0], bars.themes[-1]
        if widest.points - least.points < 0.01:
            said.append("No theme stands out: their gaps are alike.")
    if len(bars.themes) > 1 and widest.points - least.points >= 0.01:
        said.append(
            f"The theme with the widest gap is “{widest.label}” ({fixed(widest.points, 2)} points), the"
            f" one with the smallest “{least.label}” ({fixed(least.points, 2)})."
        )
    if bars.units:
        unit = bars.units[0]
        said.append(f"The widest unit is the u{unit.label[1:]}: {fixed(unit.points, 2)} points.")
    if bars.leaders:
        leader = bars.leaders[0]
        said.append(
            f"Furthest from their own words is {leader.label}: {fixed(leader.points, 2)} points between"
            " saying and doing."
        )
    if located["redrawn"]:
        said.append(
            "Units and leaders are those of one randomly drawn organisation, whose gap is"
            f" {fixed(drawn_gap, 2)} points per person: they show how wide the widest gaps are, not"
            " whose they are."
        )
    elif located["from_chart"] and bars.leaders:
        said.append(SIMULATED)
    return tuple(said)


def _by_level(levels: Sequence[Mapping[str, Any]]) -> str:
    deepest = max(each["level"] for each in levels)
    widest = max(levels, key=lambda each: each["end"])
    where = level_name(widest["level"], deepest)
    if len(levels) == 1:
        return f"There is one level, with a gap of {fixed(widest['end'], 2)} points per person."
    total = sum(each["end"] * (each["people"] or 0) for each in levels)
    most = max(levels, key=lambda each: each["end"] * (each["people"] or 0))
    share = most["end"] * (most["people"] or 0) / total if total else 0.0
    heavy = level_name(most["level"], deepest)
    said = f"{percent(share)} of the whole gap sits at {_at(heavy)}, with {_people(most['people'])}"
    if widest is most:
        return f"{said}; it is widest there, too: {fixed(widest['end'], 2)} points per person."
    return (
        f"{said}: {fixed(most['end'], 2)} points per person. For each person it is widest at"
        f" {_at(where)}: {fixed(widest['end'], 2)}."
    )


def _at(name: str) -> str:
    if name == "Top":
        return "the top"
    return "the bottom level" if "bottom" in name else name.lower()


def _people(many: int | None) -> str:
    if many is None:
        return ""
    return count(many, "person", "people")


def _reports(many: int) -> str:
    return count(many, "report")


def _who(row: Mapping[str, Any]) -> str:
    return str(row["name"] or f"leader {row['leader']}")
