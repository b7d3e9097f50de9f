"""Timeline: interventions and shocks of a scenario as rows to show, add, change and remove."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from orgsim.analysis.costs import WeeklyCost, weekly_cost
from orgsim.config.programme_config import CUSTOM
from orgsim.model.interventions import SHOCKS
from orgsim.name_text import label_of
from orgsim.number_text import plain
from orgsim.ui.scenario.lever_settings import audience_words, without_nothing
from orgsim.ui.shared.scenarios.scenario import Scenario
from orgsim.week_text import weeks_text

ADDING: Mapping[str, str] = {"interventions": "Add a programme", "shocks": "Add an event"}
"""The two lists of a config, and what the buttons that add to them say."""

FIRST_WEEK = 9
"""Where a new entry is put: a while after the start, so that the start can be seen."""


@dataclass(frozen=True)
class Row:
    """An entry: which list it is in, its number there, and what the page says of it."""

    list_name: str
    number: int
    kind: str
    label: str
    who: str
    first: int
    last: int | None
    strength: float
    cost: WeeklyCost | None = None
    week_one: date | None = None
    currency: str = ""

    @property
    def costs(self) -> str:
        """What it asks a week as it is run, in words; nothing of an event."""
        return "" if self.cost is None else f"Costs {cost_words(*self.cost, self.currency)}."

    @property
    def shock(self) -> bool:
        """Whether it is an event rather than a programme."""
        return self.list_name == "shocks"

    @property
    def when(self) -> str:
        """Its weeks in words."""
        return weeks_text(self.first, self.last, self.week_one, between="–")

    def bar(self, weeks: int) -> dict[str, Any]:
        """What the strip draws of it; one without an end lasts as long as the simulation."""
        strength = "" if self.strength == 1 else f" ×{plain(self.strength)}"
        return {
            "key": f"{self.list_name} {self.number}",
            "label": f"{self.label}{strength}",
            "when": self.when,
            "first": self.first,
            "last": weeks if self.last is None else self.last,
            "endless": self.last is None,
            "shock": self.shock,
        }


@dataclass(frozen=True)
class Offer:
    """An entry of the menu: what it is, for whom, what it moves and costs."""

    kind: str
    label: str
    meaning: str
    details: str


def rows(scenario: Scenario) -> list[Row]:
    """All entries of a scenario, in the order they begin."""
    found = []
    for number, each in enumerate(entries(scenario, "interventions")):
        first, weeks = each["start"], each.get("weeks")
        checked = scenario.config().interventions[number]
        who = each.get("who") or checked.declared.who
        last = None if weeks is None else first + weeks - 1
        cost = weekly_cost(checked)
        row = _row("interventions", number, each, who, first, last, cost)
        own = checked.declared.label
        found.append(replace(row, label=own) if own else row)
    for number, each in enumerate(entries(scenario, "shocks")):
        who = each.get("who") or SHOCKS[each["kind"]].who
        found.append(_row("shocks", number, each, who, each["week"], each["week"]))
    config = scenario.config()
    found.sort(key=lambda row: (row.first, row.list_name, row.number))
    shared: dict[str, Any] = {"week_one": config.run.start_date, "currency": config.costs.currency}
    return [replace(row, **shared) for row in found]


def entries(scenario: Scenario, list_name: str) -> list[dict[str, Any]]:
    """Interventions or shocks as plain tables, without what is not said."""
    plain: list[dict[str, Any]] = without_nothing(scenario.value(list_name))
    return plain


def added(scenario: Scenario, list_name: str, kind: str, week: int = FIRST_WEEK) -> Scenario:
    """The scenario with a new entry of a kind."""
    week = min(week, scenario.config().run.weeks)
    start = {"kind": kind, "week" if list_name == "shocks" else "start": week}
    return _with(scenario, list_name, [*entries(scenario, list_name), start])


def altered(scenario: Scenario, row: Row, **values: Any) -> Scenario:
    """The scenario with values of an entry changed; None takes a value back to its default."""
    those = entries(scenario, row.list_name)
    those[row.number] = without_nothing({**those[row.number], **values})
    return _with(scenario, row.list_name, those)


def moved(scenario: Scenario, row: Row, first: int) -> Scenario:
    """The scenario with an entry that begins in another week, as long as before."""
    week = min(max(first, 1), scenario.config().run.weeks)
    return altered(scenario, row, **{"week" if row.shock else "start": week})


def resized(scenario: Scenario, row: Row, last: int) -> Scenario:
    """The scenario with a programme that ends in another week; in the last one, it does not end."""
    endless = last >= scenario.config().run.weeks
    # of the scenario, as the row may be drawn from what was there before the last move
    first = int(entries(scenario, row.list_name)[row.number].get("start", row.first))
    return altered(scenario, row, weeks=None if endless else max(1, last - first + 1))


def removed(scenario: Scenario, row: Row) -> Scenario:
    """The scenario without an entry."""
    those = entries(scenario, row.list_name)
    del those[row.number]
    return _with(scenario, row.list_name, those)


def without_programmes(scenario: Scenario) -> Scenario:
    """The scenario with its events alone."""
    return _with(scenario, "interventions", [])


def menu(list_name: str, scenario: Scenario) -> list[Offer]:
    """What can be added, from the declarations and the scenario's own."""
    if list_name == "shocks":
        return [
            Offer(kind, label_of(kind), shock.meaning, f"To: {audience_words(shock.who)}.")
            for kind, shock in SHOCKS.items()
        ]
    config = scenario.config()
    return [
        Offer(kind, label_of(each.title(kind)), each.meaning, _details(each, config.costs.currency))
        for kind, each in config.programmes.items()
        if kind != CUSTOM
    ]


def _details(each: Any, currency: str) -> str:
    moves = ", ".join(
        f"{label_of(name).lower()} {plain(amount, sign=True)}"
        for name, amount in each.change.items()
    )
    ties = f", {each.ties} more ties each" if each.ties else ""
    return (
        f"For: {audience_words(each.who)}. Moves {moves}{ties}."
        f" Costs {cost_words(each.leader_hours, each.money, currency)}."
    )


def cost_words(hours: float, money: float, currency: str) -> str:
    """What a programme asks a week: hours of each leader, money for each person."""
    return (
        f"{plain(hours)} {'hour' if hours == 1 else 'hours'} a week of each leader concerned, and"
        f" {plain(money)} {currency} a week for each person concerned"
    )


def _row(list_name, number, each, who, first, last, cost=None) -> Row:
    kind = each["kind"]
    label = label_of(kind)
    if kind == "custom":
        changes = each.get("change", {}).items()
        label = ", ".join(f"{label_of(k).lower()} {plain(v, sign=True)}" for k, v in changes)
    strength = float(each.get("strength", 1.0))
    return Row(list_name, number, kind, label, audience_words(who), first, last, strength, cost)


def _with(scenario: Scenario, list_name: str, those: list[dict[str, Any]]) -> Scenario:
    if those == without_nothing(scenario.unchanged(list_name)):
        return scenario.without(list_name)
    return scenario.with_value(list_name, those)
