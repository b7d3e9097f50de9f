"""How often an analysis claims what is not there, and finds what is: made-up sweeps, no engine.

    python benchmarks/claims.py [--sweeps 200]

Rows are y_pr = effect·x_p + B_r + S_r·x_p + E_pr: common draws B, noise E of each point, and a response
to the factors that differs from replication to replication (S), which is what a factor without effect
shows under common random numbers. Claims are directions and "clearly before the next", of any factor and
outcome of a sweep.
"""

import argparse
import itertools
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from orgsim.analysis.factors.claims import FALLS, RISES
from orgsim.analysis.factors.sensitivity import Effect, analyse_design, claimed
from orgsim.sweep.design import Range, make_design

OUTCOMES = 3
REPLICATIONS = (1, 2, 3, 4, 5, 8, 20)
DESIGNS: dict[str, tuple[str, tuple[int, ...]]] = {
    "grid of 4 (one factor)": ("grid", (4,)),
    "grid of 4 (2 × 2)": ("grid", (2, 2)),
    "grid of 12 (3 × 2 × 2)": ("grid", (3, 2, 2)),
    "grid of 27 (3 × 3 × 3)": ("grid", (3, 3, 3)),
    "grid of 100 (10 × 10)": ("grid", (10, 10)),
    "grid of 100 (one factor)": ("grid", (100,)),
    "lhs of 12 (3 factors)": ("lhs", (12, 3)),
    "lhs of 60 (3 factors)": ("lhs", (60, 3)),
    "saltelli of 8 blocks (3 factors)": ("saltelli", (8, 3)),
    "morris of 8 paths (3 factors)": ("morris", (8, 3)),
}


class World(NamedTuple):
    """What makes the rows.

    effect  of the first factor, over its range
    own     standard deviation of the noise of points
    common  of draws that all points share
    slope   of what each factor does in one replication but not in another
    rare    share of the points and replications that have noise of their own
    """

    effect: float = 0.0
    own: float = 1.0
    common: float = 3.0
    slope: float = 0.0
    rare: float = 1.0


WORLDS = {
    "no effect": World(),
    "no effect, slopes that differ by replication": World(slope=2.0),
    "no effect, rare noise": World(rare=0.02),
    "strong effect": World(effect=20.0),
}


def factors_of(design: str, size: tuple[int, ...], seed: int) -> dict[str, np.ndarray]:
    """Factors x1, x2, … of a design, within 0 to 1."""
    if design == "grid":
        rows = np.array(list(itertools.product(*(np.linspace(0, 1, n) for n in size))))
        return {f"x{n + 1}": rows[:, n] for n in range(len(size))}
    points, factors = size
    vary = {f"x{n + 1}": Range(**{"from": 0.0, "to": 1.0}) for n in range(factors)}
    return dict(make_design(design, vary, points, seed).columns)


def made_up(
    design: str, factors: Mapping[str, np.ndarray], replications: int, world: World, seed: int
) -> list[list[Effect]]:
    """Effects in each outcome of a sweep that was never run."""
    random = np.random.default_rng(seed)
    tables = [_values(factors, replications, world, random) for _ in range(OUTCOMES)]
    return claimed(
        design, factors, [(analyse_design(design, each, factors, None), each) for each in tables]
    )


def _values(
    factors: Mapping[str, np.ndarray], replications: int, world: World, random: np.random.Generator
) -> np.ndarray:
    points = len(next(iter(factors.values())))
    noise = random.normal(0, world.own, (points, replications))
    noise *= random.random((points, replications)) < world.rare
    values = noise + random.normal(0, world.common, replications)
    for n, column in enumerate(factors.values()):
        slope = random.normal(0, world.slope, replications) + (world.effect if n == 0 else 0.0)
        values += column[:, None] * slope
    return values


def claims_anything(found: list[list[Effect]]) -> bool:
    """Whether a direction is told of any factor, or a place before the next."""
    return any(
        effect.direction in (RISES, FALLS) or effect.above_next for one in found for effect in one
    )


def finds_the_first(found: list[list[Effect]]) -> bool:
    """Whether the first factor rises, in the first outcome, and comes clearly before a next one."""
    first = [effect for effect in found[0] if effect.factor == "x1"]
    return bool(first) and first[0].direction == RISES and first[0].above_next in (True, None)


def rate(design: str, replications: int, world: World, sweeps: int) -> float:
    """Share of sweeps in which something is claimed; of those with an effect, in which it is found."""
    kind, size = DESIGNS[design]
    judge = finds_the_first if world.effect else claims_anything
    hits = 0
    for seed in range(sweeps):
        factors = factors_of(kind, size, seed)
        hits += judge(made_up(kind, factors, replications, world, seed))
    return hits / sweeps


def main() -> None:
    """Print a table of rates for each world."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sweeps", type=int, default=200)
    sweeps = parser.parse_args().sweeps
    for name, world in WORLDS.items():
        print(f"\n{name}: share of {sweeps} sweeps, by replications", flush=True)
        print(f"{'':34}" + "".join(f"{n:>8}" for n in REPLICATIONS))
        for design in DESIGNS:
            rates = (rate(design, n, world, sweeps) for n in REPLICATIONS)
            print(f"{design:34}" + "".join(f"{found:8.3f}" for found in rates), flush=True)


if __name__ == "__main__":
    main()
