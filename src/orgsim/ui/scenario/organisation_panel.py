"""The organisation, its people at the start, and how long it is simulated."""

from typing import Any

import solara

from orgsim.config.models import FITTED, OrganisationConfig, RunConfig
from orgsim.model.parameters import TRAITS
from orgsim.parameter_sets.typical_values import typical_words
from orgsim.ui.scenario.start_date_field import StartDate
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import NumberField, Section, Words
from orgsim.ui.shared.page_limits import MOST_PEOPLE, MOST_REPLICATIONS, MOST_WEEKS, drawn_as_fitted

ORGANISATION = {
    "people": ("People", 1, MOST_PEOPLE, True),
    "span_of_control": ("Mean reports per leader", 1, 200, False),
    "ties_per_person": ("Mean informal ties per person", 0, 200, False),
    "share_within_unit": ("Share of ties within the unit", 0, 1, False),
    "share_across_levels": ("Share of other ties across levels", 0, 1, False),
}
RUN = {
    "weeks": ("Weeks", 1, MOST_WEEKS, True),
    "replications": ("Replications (different random draws)", 1, MOST_REPLICATIONS, True),
    "seed": ("Seed of all draws", 0, 2**53, True),
    "converged_share": (
        "Converged: the gap stays below this share of its start",
        0.01,
        1,
        False,
    ),
    "converged_gap": ("Converged in absolute terms: the gap stays below", 0.01, 1, False),
}
"""Fields of the config: label, least, most, whole."""


@solara.component
def Run():
    """How long, how often, which seed."""
    config = session.scenario.value.config()
    run, fixed = config.run, ("seed",) if drawn_as_fitted(config) else ()
    with Section("Weeks and replications", note=f"{run.weeks} weeks × {run.replications}"):
        _Fields("run", run, {name: field for name, field in RUN.items() if name not in fixed})
        StartDate(run.start_date)
        if fixed:
            Words(f"The seed is {run.seed}, which drew the people whose answers were fitted.")
        Words(
            "More replications make the intervals narrower; the same seed gives the same numbers"
            " everywhere."
        )


@solara.component
def Organisation():
    """Size and shape, unless the organisation comes from a chart."""
    config = session.scenario.value.config()
    told = config.organisation
    chart = told.chart is not None
    with Section("Size and shape", note="from a chart" if chart else f"{told.people:,} people"):
        if chart:
            Words("Size and shape are those of the chart.")
        elif drawn_as_fitted(config):
            Words("Size and shape are those of the fitted organisation.")
        else:
            _Fields("organisation", told, ORGANISATION)


@solara.component
def People():
    """Traits and starting states: mean and spread."""
    config = session.scenario.value.config()
    with Section("People at the start"):
        _People(config.people, config.run.start == FITTED)


@solara.component
def _People(people: Any, fitted: bool):
    """What stands in the section, of which nothing is made while it is closed."""
    with solara.Div():
        if fitted:
            Words(
                "The states of people who join later. Those already there have the states that"
                " were fitted to their answers, which differ between parameter sets."
            )
        else:
            Words("People's states when the simulation starts, and those of people who join later.")
        for trait in TRAITS:
            has = getattr(people, trait.name)
            Words(f"{trait.name.capitalize()}: {trait.mean.meaning}", "os-note mt-3")
            with solara.Div(classes=["os-fields"]):
                for part, quantity in (("mean", trait.mean), ("spread", trait.spread)):
                    key = f"people.{trait.name}.{part}"
                    NumberField(
                        getattr(has, part),
                        lambda v, k=key: _put(k, v),
                        part.capitalize(),
                        quantity.low,
                        quantity.high,
                        0.05,
                        False,
                        True,
                    )
                    Words(typical_words(key, quantity))


@solara.component
def _Fields(table: str, values: Any, fields: dict[str, tuple[str, float, float, bool]]) -> None:
    """Numbers of a table of the config, each with its limits."""
    models: Any = {"run": RunConfig, "organisation": OrganisationConfig}[table]
    with solara.Div(classes=["os-fields"]):
        for name, (label, low, high, whole) in fields.items():
            assert name in models.model_fields
            NumberField(
                getattr(values, name),
                lambda v, k=f"{table}.{name}": _put(k, v),
                label,
                low,
                high,
                1 if whole else 0.1,
                whole,
                True,
            )


def _put(key: str, value: float | None) -> None:
    if value is not None:
        session.change(session.scenario.peek().with_value(key, value))
