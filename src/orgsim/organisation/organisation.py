"""Organisation: positions in a reporting tree with informal ties, as frozen arrays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

import numpy as np


@dataclass(frozen=True, eq=False)
class Organisation:
    """n positions numbered breadth first, so the reports of one leader are contiguous.

    Arrays cannot be written to. `orgsim.Ensemble.of(config).organisation` is that of a config.

    Parameters
    ----------
    superior : ndarray of int32, (n,)
        The position each reports to; the top (position 0) holds 0.
    level : ndarray of int16, (n,)
        0 at the top.
    first_report : ndarray of int32, (n + 1,)
        Reports of i are first_report[i] … first_report[i+1] − 1.
    tie_start : ndarray of int64, (n + 1,)
        Ties of i are tie_to[tie_start[i] : tie_start[i+1]].
    tie_to : ndarray of int32, (ties,)
        Whom i listens to, ascending; undirected ties stand on both sides.
    tie_weight : ndarray of float32, (ties,)
        Above 0; of a generated organisation one number, broadcast.
    labels : tuple of str, optional
        Ids of the chart, by position; None for a generated organisation.
    attributes : mapping of str to tuple of str, optional
        Values by position of further columns (unit, name, department …).

    Examples
    --------
    >>> config = orgsim.configure(changes={"people": 40, "start": "as_drawn"})
    >>> organisation = orgsim.Ensemble.of(config).organisation
    >>> organisation.people, int(organisation.superior[0]), organisation.level.shape
    (40, 0, (40,))
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
        """SHA-256 of what distinguishes organisations: ids by position; of generated ones the ties."""
        if self.labels:
            return sha256("\n".join(self.labels).encode()).hexdigest()
        return sha256(self.superior.tobytes() + self.tie_to.tobytes()).hexdigest()

    def label(self, position: int) -> str:
        """The chart's id of a position, or its number + 1.

        Parameters
        ----------
        position : int
            From 0, the top, on.

        Returns
        -------
        str
            As it stands in tables and on pages.
        """
        return self.labels[position] if self.labels else str(position + 1)
