"""Watched: the columns of a calculation, by what they are about."""

from collections.abc import Mapping

import numpy as np

from .runs import map_name

TASK_FORCES = {
    0.05: "task_force_05",
    0.1: "task_force_10",
    0.2: "task_force_20",
    0.4: "task_force_40",
}


class Watched:
    """Employees of every variant; all results (…, replications), paired."""

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        self.columns = columns
        found = [name.rpartition(".")[2] for name in columns if name.startswith("neither.gap.")]
        self.weeks = np.array(sorted(map(int, found)))

    def gap(self, variant: str, week: int | None = None) -> np.ndarray:
        """Employees' message–practice gap in a week, by default at the end."""
        return self.columns[f"{variant}.gap.{self.weeks[-1] if week is None else week}"]

    def fidelity(self, variant: str) -> np.ndarray:
        """How well employees know what is stated, at the end."""
        return self.columns[f"{variant}.fidelity"]

    def closed(self, variant: str, suffix: str = "") -> np.ndarray:
        """What a variant closes at the end beyond the least effort of all leaders."""
        return self.gap(f"neither{suffix}") - self.gap(f"{variant}{suffix}")

    def closed_by_week(self, variant: str) -> np.ndarray:
        """The same week by week, (weeks, replications)."""
        return np.stack([self.gap("neither", w) - self.gap(variant, w) for w in self.weeks])

    def each(self, level: str) -> np.ndarray:
        """What a level closes for each of its leaders."""
        return self.closed(level) / np.maximum(1, self.columns[f"{level}_leaders"])

    def gained(self, bridge: str, whom: str) -> np.ndarray:
        """How much smaller the gap of members or others is than that of all employees without a bridge.

        Who is in a task force is drawn at random, so both are like all employees before it.
        """
        return self.gap("executives") - self.columns[f"{bridge}.{whom}"]

    def task_forces(self) -> tuple[np.ndarray, np.ndarray]:
        """Sizes, none included, and what they close for all employees, (sizes, replications)."""
        without = self.gap("executives")
        closed = [without - self.gap(name) for name in TASK_FORCES.values()]
        return np.array([0.0, *TASK_FORCES]), np.stack([np.zeros_like(without), *closed])

    def share_closed(self) -> tuple[np.ndarray, np.ndarray]:
        """Efforts of the map, and the share of the first gap closed there, (executives, managers)."""
        names = [name.split(".gap.0")[0] for name in self.columns if name.endswith(".gap.0")]
        efforts = sorted({float(name.split("_")[1]) for name in names if name.startswith("map_")})
        shares = [[self._share(map_name(e, m)) for m in efforts] for e in efforts]
        return np.array(efforts), np.array(shares)

    def _share(self, variant: str) -> float:
        return float(1 - (self.gap(variant) / self.gap(variant, 0)).mean())
