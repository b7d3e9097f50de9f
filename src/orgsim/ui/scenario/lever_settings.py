"""Levers as settings: in groups of plain language, for everybody or for some, and how far a slider goes.

What a lever means, its unit, range and source stand in its declaration and are never said again here.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from orgsim.config.models import POSTERIOR, Config
from orgsim.model.parameters import BY_NAME, Quantity
from orgsim.name_text import label_of
from orgsim.number_text import plain
from orgsim.organisation.group_text import plain_name
from orgsim.ui.shared.scenarios.scenario import Scenario

NAMED_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Leaders' example": ("leader_modelling",),
    "Time": ("time_constraint", "workload"),
    "Openness and communication": ("transparency", "inconsistency", "feedback", "broadcast"),
    "Support and growth": (
        "recognition",
        "coaching",
        "mentoring",
        "development",
        "training",
        "workshops",
    ),
    "Participation and goals": ("autonomy", "participation", "goal_difficulty"),
    "Red tape": ("red_tape",),
    "People who join and leave": ("hiring_fit", "exit_pressure"),
}
REST = "More"
"""The section of levers that are declared and have no place above yet."""

EVERYBODY = "everybody"
AUDIENCES: Mapping[str, str] = {
    EVERYBODY: "Everyone",
    "executives": "Executives (the two top levels)",
    "managers": "Managers (all other leaders)",
    "leaders": "All leaders",
    "employees": "Employees (without reports)",
    "top": "The one at the top",
}
"""Groups that can be picked; any other is typed."""

SLIDER_ENDS: Mapping[str, float] = {
    "broadcast": 0.2,
    "training": 0.3,
    "workshops": 0.2,
    "exit_pressure": 0.05,
}
"""Weekly rates of which the whole range is of no use to a hand; the number beside takes all of it."""


@dataclass(frozen=True)
class Setting:
    """A lever as the page shows it, for everybody or for a group.

    own       whether the group has a value of its own (for everybody: always)
    others    for everybody: how many groups have a value of their own
    changed   whether it is another than at the start
    """

    quantity: Quantity
    value: float
    start: float
    own: bool = True
    others: int = 0

    @property
    def label(self) -> str:
        """The lever's name in words."""
        return label_of(self.quantity.name)

    @property
    def changed(self) -> bool:
        """Whether somebody moved it."""
        return abs(self.value - self.start) > 1e-9

    @property
    def slider_end(self) -> float:
        """Where the slider ends: never below the value."""
        end = SLIDER_ENDS.get(self.quantity.name, self.quantity.high)
        return self.quantity.high if self.value > end else end

    @property
    def step(self) -> float:
        """A hundredth or so of the slider."""
        return 0.01 if self.slider_end > 0.5 else 0.001

    @property
    def slider_value(self) -> float:
        """Where the slider stands: on the step next to the value.

        Off a step it would go there by itself and tell so, as if a hand had moved it, perhaps only when
        another scenario is on the page.
        """
        return round(math.floor(self.value / self.step + 0.5) * self.step, 6)

    @property
    def help(self) -> str:
        """Unit, range, default and source, from the declaration."""
        q = self.quantity
        held = {"leader": "Set where the leader stands.", "person": "Set for each person."}
        parts = [
            f"{plain(q.low)} to {plain(q.high)}, {q.unit}; usual value {plain(q.default)}.",
            held.get(q.held_by, ""),
            f"Source: {q.source}.",
        ]
        return " ".join(part for part in parts if part)


def sections(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """These levers by section, each once; those without a place of their own come last."""
    placed = {name for those in NAMED_SECTIONS.values() for name in those}
    rest = tuple(name for name in names if name not in placed)
    return {**NAMED_SECTIONS, **({REST: rest} if rest else {})}


def setting(config: Any, start: Any, name: str, who: str = EVERYBODY) -> Setting:
    """A lever of a config beside that of its start, for everybody or a group."""
    value, own = _value(config, name, who)
    having = {group.who for group in config.groups if getattr(group.levers, name) is not None}
    others = len(having) if who == EVERYBODY else 0
    return Setting(BY_NAME[name], value, _value(start, name, who)[0], own, others)


def fitted_levers(config: Config) -> bool:
    """Whether replications have levers of their own, of an ensemble that was fitted."""
    return config.organisation.ensemble is not None and config.run.parameter_sets == POSTERIOR


def with_lever(scenario: Scenario, name: str, value: float, who: str = EVERYBODY) -> Scenario:
    """The scenario with a lever at a value, for everybody or for a group."""
    if who == EVERYBODY:
        return scenario.with_value(f"levers.{name}", value)
    groups = groups_of(scenario)
    place = next((k for k in reversed(range(len(groups))) if groups[k]["who"] == who), None)
    if place is None:
        groups.append({"who": who, "levers": {}})
        place = len(groups) - 1
    groups[place].setdefault("levers", {})[name] = round(value, 6)
    return _with_groups(scenario, groups)


def without_lever(scenario: Scenario, name: str, who: str) -> Scenario:
    """The scenario with a group's lever as it is for everybody."""
    groups = groups_of(scenario)
    for group in groups:
        if group["who"] == who:
            group.get("levers", {}).pop(name, None)
    kept = [
        group
        for group in groups
        if group["who"] != who or group.get("levers") or group.get("people")
    ]
    return _with_groups(scenario, kept)


def groups_of(scenario: Scenario) -> list[dict[str, Any]]:
    """The scenario's groups as plain tables, without what is not said."""
    groups: list[dict[str, Any]] = without_nothing(scenario.value("groups"))
    return groups


def without_nothing(value: Any) -> Any:
    """A copy without None and without empty tables."""
    if isinstance(value, dict):
        plain = {key: without_nothing(item) for key, item in value.items()}
        return {key: item for key, item in plain.items() if item is not None and item != {}}
    if isinstance(value, list):
        return [without_nothing(item) for item in value]
    return value


def audience_words(who: Any) -> str:
    """Whom a group is, in words."""
    if isinstance(who, list | tuple):
        return ", ".join(audience_words(one) for one in who)
    return AUDIENCES.get(str(who), plain_name(str(who))).partition(" (")[0]


def _with_groups(scenario: Scenario, groups: list[dict[str, Any]]) -> Scenario:
    if groups == without_nothing(scenario.unchanged("groups")):
        return scenario.without("groups")
    return scenario.with_value("groups", groups)


def _value(config: Any, name: str, who: str) -> tuple[float, bool]:
    value, own = float(getattr(config.levers, name)), who == EVERYBODY
    if who == EVERYBODY:
        return value, own
    for group in config.groups:
        if group.who == who and getattr(group.levers, name) is not None:
            value, own = float(getattr(group.levers, name)), True
    return value, own
