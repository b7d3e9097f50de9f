"""Factors: the numbers of a scenario that can be explored, and the range that is worth a look."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from orgsim.model.interventions import INTERVENTIONS
from orgsim.model.parameters import LEVERS, PARAMETERS, RATE, TRAITS, Quantity

STEP = 0.2
"""By how much the tornado moves a lever that is a share, down and up: two tenths."""

PRESSURE = 0.001
"""Exit pressure that the tornado tries, chance a week: about one in twenty a year."""


STRUCTURE = "Organisation"
"""Group of the factors that draw another organisation."""


@dataclass(frozen=True)
class Factor:
    """A number of the config by its dotted key.

    low, high   what is allowed
    start, end  what a map covers at first
    step        what the tornado moves it by
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


def _of(quantity: Quantity, key: str, group: str, label: str = "") -> Factor:
    step = _step(quantity)
    start, end = quantity.low, quantity.high
    if quantity.unit == RATE or quantity.unit == "chance a week" or end > 1:
        end = min(quantity.high, 2 * max(quantity.default, step))
    if quantity.low < 0 and quantity.default < 0:
        start, end = quantity.low / 3, quantity.high / 3
    name = label or quantity.name.replace("_", " ").capitalize()
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
    )


def _step(quantity: Quantity) -> float:
    """Two tenths of a share; of a rate, what a programme moves it by."""
    if quantity.name == "exit_pressure":
        return PRESSURE
    if quantity.unit != RATE:
        return STEP
    moved = [abs(each.change.get(quantity.name, 0.0)) for each in INTERVENTIONS.values()]
    return max(moved) or quantity.default


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
