"""Factors: the numbers of a scenario that can be explored, and the range that is worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from orgsim.model.interventions import INTERVENTIONS
from orgsim.model.parameters import LEVERS, PARAMETERS, RATE, TRAITS, Quantity
from orgsim.name_text import label_of
from orgsim.number_text import plain

ASSUMED_STEP = 0.1
"""By how much a lever is moved that no programme moves: assumed."""

PRESSURE = 0.001
"""Exit pressure that the tornado tries, chance a week: about one in twenty a year; assumed."""

STEP = 0.2
"""Step of a number that is no lever; maps begin with ranges of twice as much."""

STRUCTURE = "Organisation"
"""Group of the factors that draw another organisation."""


@dataclass(frozen=True)
class Factor:
    """A number of the config by its dotted key.

    low, high   what is allowed
    start, end  what a map covers at first
    step        what the tornado moves it by: what the programme does that moves it most
    moved_by    that programme, none where the step is assumed
    """

    key: str
    label: str
    group: str
    unit: str
    meaning: str
    low: float
    high: float
    start: float
    end: float
    step: float
    moved_by: str = ""


def _of(quantity: Quantity, key: str, group: str, label: str = "") -> Factor:
    step, moved_by = _step(quantity)
    start, end = quantity.low, quantity.high
    if quantity.unit == RATE or quantity.unit == "chance a week" or end > 1:
        end = min(quantity.high, 2 * max(quantity.default, step))
    if quantity.low < 0 and quantity.default < 0:
        start, end = quantity.low / 3, quantity.high / 3
    name = label or label_of(quantity.name)
    return Factor(
        key,
        name,
        group,
        quantity.unit,
        quantity.meaning,
        quantity.low,
        quantity.high,
        start,
        end,
        step,
        moved_by,
    )


def _step(quantity: Quantity) -> tuple[float, str]:
    """What a quantity is moved by, and the programme that does so; none where that is assumed."""
    by_programme = {
        name: abs(each.change[quantity.name])
        for name, each in INTERVENTIONS.items()
        if quantity.name in each.change
    }
    if by_programme:
        most = max(by_programme, key=by_programme.__getitem__)
        return by_programme[most], most
    if quantity.name == "exit_pressure":
        return PRESSURE, ""
    if quantity.unit == RATE:
        return quantity.default, ""
    return (ASSUMED_STEP if quantity in LEVERS else STEP), ""


def _structure() -> tuple[Factor, ...]:
    group = STRUCTURE
    return (
        Factor(
            "organisation.span_of_control",
            "Span of control",
            group,
            "reports",
            "mean number of reports of a leader",
            1,
            10_000,
            4,
            20,
            3,
        ),
        Factor(
            "organisation.ties_per_person",
            "Ties per person",
            group,
            "ties",
            "mean number of informal ties",
            0,
            1000,
            0,
            20,
            4,
        ),
        Factor(
            "organisation.share_within_unit",
            "Ties within the unit",
            group,
            "share",
            "share of ties with people of the same superior",
            0,
            1,
            0,
            1,
            STEP,
        ),
        Factor(
            "organisation.share_across_levels",
            "Ties across levels",
            group,
            "share",
            "share of the other ties with people of another level",
            0,
            1,
            0,
            1,
            STEP,
        ),
    )


LEVER_FACTORS = tuple(_of(lever, f"levers.{lever.name}", "Levers") for lever in LEVERS)

ASSUMED_STEPS = ", ".join(
    f"{each.label.lower()} by {plain(each.step)}" for each in LEVER_FACTORS if not each.moved_by
)
"""Steps of levers that no programme moves, in words."""

FACTORS: Mapping[str, Factor] = MappingProxyType(
    {
        factor.key: factor
        for factor in (
            *LEVER_FACTORS,
            *_structure(),
            *(
                _of(
                    trait.mean,
                    f"people.{trait.name}.mean",
                    "People",
                    f"Mean {trait.name} of people",
                )
                for trait in TRAITS
            ),
            *(_of(each, f"parameters.{each.name}", "Sizes of the model") for each in PARAMETERS),
        )
    }
)
"""Every factor by its key: levers first, then structure, people, and the model's own sizes."""
