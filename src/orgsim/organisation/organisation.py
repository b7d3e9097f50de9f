"""Organisation: positions in a reporting tree with informal ties, as frozen arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import numpy as np


@dataclass(frozen=True, eq=False)
class Organisation:
    """n positions numbered breadth first, so the reports of one leader are contiguous.

    superior       int32 (n,)    the position each reports to; the top (position 0) holds 0
    level          int16 (n,)    0 at the top
    first_report   int32 (n+1,)  reports of i are first_report[i] … first_report[i+1] − 1
    tie_start      int64 (n+1,)  ties of i are tie_to[tie_start[i] : tie_start[i+1]]
    tie_to         int32 (ties,) whom i listens to, ascending; undirected ties stand on both sides
    tie_weight     float32 (ties,)  > 0
    labels         ids of the chart, by position, or None for a generated organisation
    attributes     name → tuple of values by position (unit, name, department …)
    """

    superior: np.ndarray
    level: np.ndarray
    first_report: np.ndarray
    tie_start: np.ndarray
    tie_to: np.ndarray
    tie_weight: np.ndarray
    labels: tuple[str, ...] | None = None
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in (
            "superior",
            "level",
            "first_report",
            "tie_start",
            "tie_to",
            "tie_weight",
        ):
            getattr(self, name).setflags(write=False)

    @property
    def people(self) -> int:
        """Number of positions."""
        return len(self.superior)

    @property
    def levels(self) -> int:
        """Number of levels, the top's included."""
        return int(self.level[-1]) + 1

    @property
    def span(self) -> np.ndarray:
        """Number of reports of each position."""
        return np.diff(self.first_report)

    @property
    def leaders(self) -> np.ndarray:
        """Positions with at least one report, ascending."""
        return np.flatnonzero(self.span)

    @cached_property
    def ids_digest(self) -> str:
        """SHA-256 of what tells organisations apart: ids by position; of generated ones the ties."""
        if self.labels:
            return sha256("\n".join(self.labels).encode()).hexdigest()
        return sha256(self.superior.tobytes() + self.tie_to.tobytes()).hexdigest()

    def label(self, position: int) -> str:
        """The chart's id of a position, or its number + 1."""
        return self.labels[position] if self.labels else str(position + 1)
