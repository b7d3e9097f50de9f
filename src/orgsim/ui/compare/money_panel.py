"""Money on the Compare page: what scenarios cost and save, and at which rates and prices."""

import re
from collections.abc import Mapping
from typing import Any

import solara

from orgsim.config.costs_config import MOST_MONEY, CostsConfig
from orgsim.errors import UserError, quoted
from orgsim.number_text import plain
from orgsim.reporting.money_summary import money_of
from orgsim.reporting.sentences.money_text import money_sentences
from orgsim.reporting.tables.money_table import money_table
from orgsim.simulation import ScenarioResult
from orgsim.ui.compare.money_chart import net_benefit_chart
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.inputs import NumberField, Problem, Section, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.scenarios.scenario import Scenario

Results = Mapping[str, ScenarioResult]


@solara.component
def MoneyPanel(results: Results, reference: str) -> None:
    """What scenarios cost and save relative to the reference, and fields for the costs."""
    with Panel("Money"):
        _Counted(results, reference)
        with Section("Currency, rates and prices"):
            _Fields(results[reference].config.costs, _programmes(results))


@solara.component
def _Counted(results: Results, reference: str) -> None:
    """What is counted, and with what."""
    money = money_of(results, reference)
    with solara.Div():
        if money is None:
            Words("Add a second scenario: money is counted relative to a reference.", tag="p")
            return
        Table(money_table(money))
        label = f"Net benefit week by week in {money['costs']['currency']}"
        Words(f"{label}, with 95 % intervals; a dot is where it pays back for good.", "mt-3", "p")
        Chart(net_benefit_chart(results, reference), 320, label)
        for sentence in [*money_sentences(money), *_other_costs(results, reference)]:
            Words(sentence, "os-note mt-2", "p")


def _other_costs(results: Results, reference: str) -> list[str]:
    """Which scenarios come with costs of their own, that are not counted with."""
    costs = results[reference].config.costs
    others = [name for name, result in results.items() if result.config.costs != costs]
    if not others:
        return []
    names = ", ".join(f"“{name}”" for name in others)
    return [f"All is counted with what “{reference}” has; {names} came with other rates or prices."]


def _programmes(results: Results) -> list[str]:
    """Kinds of programmes of all scenarios, in the order of their declaration."""
    configs = [result.config for result in results.values()]
    there = {each.kind for config in configs for each in config.interventions}
    known = {kind: None for config in configs for kind in config.programmes}
    return [kind for kind in known if kind in there]


@solara.component
def _Fields(costs: CostsConfig, kinds: list[str]) -> None:
    rates = " ".join(plain(rate) for rate in costs.hourly_rate)
    problem, set_problem = solara.use_state("")

    def take_rates(text: str) -> None:
        try:
            set_costs("hourly_rate", rates_of(text))
            set_problem("")
        except UserError as error:
            set_problem(str(error))

    with solara.Div(classes=["os-fields"]):
        Words(
            "Applies to all scenarios; links and saved files include it. Nothing is simulated again."
            " Several hourly rates, with spaces between them, are those of the levels from the top, the"
            " last one for all below.",
            tag="p",
        )
        with solara.Div(classes=["os-row"]):
            solara.InputText("Currency", costs.currency, on_value=_take_currency)
            solara.InputText("Hourly rate, or rates by level", rates, on_value=take_rates)
        if problem:
            Problem(problem)
        with solara.Div(classes=["os-row"]):
            _Number("Cost of a leaver [% of a year's pay]", "leaver_cost", costs, 100, 1000)
            _Number("Share of the rate that is pay [%]", "pay_share", costs, 100, 100)
            _Number("Hours worked a year", "hours_a_year", costs, 1, 8784)
        for kind in kinds:
            with solara.Div(classes=["os-row"]):
                _Price(kind, costs)


@solara.component
def _Number(label: str, key: str, costs: CostsConfig, times: float, most: float) -> None:
    """A number of the costs, shown multiplied by a factor."""

    def take(value: float | None) -> None:
        if value is not None:
            set_costs(key, value / times)

    NumberField(times * getattr(costs, key), take, label, 0, most, 1, shown_label=True)


@solara.component
def _Price(kind: str, costs: CostsConfig) -> None:
    """What a kind of programme is bought for."""

    def take(value: float | None) -> None:
        prices = {**costs.prices, kind: value or 0.0}
        set_costs("prices", {name: price for name, price in prices.items() if price})

    label = f"Price of {kind.replace('_', ' ')}, once [{costs.currency}]"
    price = costs.prices.get(kind)
    NumberField(price, take, label, 0, MOST_MONEY, 100, shown_label=True, empty=True)


def _take_currency(text: str) -> None:
    set_costs("currency", text.strip())


def rates_of(text: str) -> list[float]:
    """The hourly rates of a line, with spaces or semicolons between them."""
    words = [word.strip(",") for word in re.split(r"[\s;]+", text) if word.strip(",")]
    try:
        rates = [float(word.replace(",", ".")) for word in words]
    except ValueError:
        rates = []
    if not rates:
        raise UserError(
            f"hourly rate: {quoted(text)} is not a number; write one, as in 60, or one for each level"
            " from the top with spaces between them, as in 120 80 40"
        )
    return rates


def set_costs(key: str, value: Any) -> bool:
    """Set one of the costs in the scenario on the page and in all that are compared."""

    def with_it(one: Scenario) -> Scenario:
        dotted = f"costs.{key}"
        if value == {} and not one.unchanged(dotted):
            return one.without(dotted)
        return one.with_value(dotted, value)

    return session.change_all(with_it)
