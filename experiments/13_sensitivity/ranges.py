"""Write the sweeps but extremes.toml anew: parameters range from half to twice their default.

python experiments/13_sensitivity/ranges.py, after defaults have changed
"""

from collections.abc import Mapping
from pathlib import Path

from orgsim.model.parameters import LEVERS, PARAMETERS, TRAITS

HERE = Path(__file__).resolve().parent

LEVER_RANGES = {
    "time_constraint": (0.2, 0.9),
    "broadcast": (0.0, 0.05),
    "training": (0.0, 0.02),
    "workshops": (0.0, 0.005),
    "red_tape": (0.0, 0.6),
    "goal_difficulty": (0.2, 0.9),
    "workload": (0.4, 1.0),
}
"""What an organisation could choose for good; other levers range over all they can be."""

NOT_CHOSEN = ("exit_pressure",)
LEAST_KNOWN = (
    "message_uptake",
    "message_fading",
    "half_contact_hours",
    "visibility_at_distance",
    "practice_change",
    "deed_weight",
    "bad_example",
    "peer_weight",
    "effort_effect",
    "example_effect",
    "gap_tolerance",
    "trust_gain",
    "trust_loss",
    "leader_contagion",
    "resource_effect",
    "demand_effect",
    "habit_support",
    "habit_return",
    "exit_base",
    "exit_misfit",
    "commitment_participation",
    "commitment_engagement",
)
"""Sizes nobody has measured: of the mechanisms the claims rest on, and what screening found besides."""

ONLY_A_LABEL = ("engaged_from",)
AROUND = 0.3
"""How far parameters that may be negative, and means of traits, are moved in all."""

TWO = "2                     # two tell noise from effects; common random numbers"

HEAD = """\
# {what}
#
# Levers range over what an organisation could choose for good (training of 0.02 is a programme a year),
# parameters from half to twice their default, evenly on a log scale. Written by ranges.py.

base = "../../configs/baseline.toml"
design = "{design}"
points = {points}
replications = {replications}
seed = {seed}

[set]
run.parameter_sets = "point"         # parameters are varied one by one here
organisation.people = 150
organisation.span_of_control = 7.0   # about as deep as the larger organisation

[vary]
{lines}

[small]
points = {few}
set.organisation.people = 50
"""


def levers() -> list[str]:
    """Lines of all levers."""
    return [
        _line(f"levers.{lever.name}", *LEVER_RANGES.get(lever.name, (lever.low, lever.high)))
        for lever in LEVERS
        if lever.name not in NOT_CHOSEN
    ]


def parameters(names: tuple[str, ...]) -> list[str]:
    """Lines of some parameters; those at 0 by default stay there."""
    by_name = {quantity.name: quantity for quantity in PARAMETERS}
    lines = []
    for name in names:
        quantity = by_name[name]
        if quantity.default > 0:
            high = min(2 * quantity.default, quantity.high)
            lines.append(_line(f"parameters.{name}", quantity.default / 2, high, log=True))
        elif quantity.default < 0:
            ends = (quantity.default - AROUND / 2, quantity.default + AROUND / 2)
            lines.append(_line(f"parameters.{name}", *ends))
    return lines


def traits() -> list[str]:
    """Lines of the mean of every trait that is a share or a level."""
    return [
        _line(
            f"people.{trait.name}.mean",
            trait.mean.default - AROUND / 2,
            trait.mean.default + AROUND / 2,
        )
        for trait in TRAITS
        if trait.mean.low == 0
    ]


def _line(key: str, low: float, high: float, log: bool = False) -> str:
    ends = f"from = {float(f'{low:.3g}')}, to = {float(f'{high:.3g}')}"
    return f'"{key}" = {{ {ends}{", log = true" if log else ""} }}'


def files() -> Mapping[str, str]:
    """The sweep files by name."""
    everything = tuple(q.name for q in PARAMETERS if q.name not in ONLY_A_LABEL)
    return {
        "sobol.toml": HEAD.format(
            what="All levers, and the parameters whose size is least known.",
            design="saltelli",
            points=256,
            replications=TWO,
            few=4,
            seed=113,
            lines="\n".join([*levers(), *parameters(LEAST_KNOWN)]),
        ),
        "randomness.toml": HEAD.format(
            what="The same factors with many replications: how much is random variation?",
            design="lhs",
            points=256,
            replications="32                    # common random numbers",
            few=8,
            seed=313,
            lines="\n".join([*levers(), *parameters(LEAST_KNOWN)]),
        ),
        "screening.toml": HEAD.format(
            what="All levers, all parameters, and the means of traits: is one of them forgotten?",
            design="morris",
            points=20,
            replications=TWO,
            few=2,
            seed=213,
            lines="\n".join([*levers(), *parameters(everything), *traits()]),
        ),
    }


if __name__ == "__main__":
    for name, text in files().items():
        (HERE / name).write_text(text, encoding="utf-8")
