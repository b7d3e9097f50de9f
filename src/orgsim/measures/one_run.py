"""One run of an ensemble, as user-defined measures see it."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from orgsim.engine.ensemble import Ensemble
    from orgsim.organisation import Organisation


class OneRun:
    """A run by itself, with the names of an `Ensemble` and arrays whose last axis has one entry.

    Arrays are copies: what is written to them changes no run, and sums over them have the same bits
    however many runs stand side by side.
    """

    runs = 1

    def __init__(self, ensemble: "Ensemble", number: int) -> None:
        self._ensemble, self._this = ensemble, slice(number, number + 1)

    @property
    def week(self) -> int:
        """The week just simulated, 0 at the start."""
        return self._ensemble.week

    @property
    def themes(self) -> int:
        """How many themes there are."""
        return self._ensemble.themes

    @property
    def organisation(self) -> "Organisation":
        """Level, superior, reports and ties by position."""
        return self._ensemble.organisation

    def state(self, name: str) -> np.ndarray:
        """A state of everybody, (people, 1), or (people, themes, 1) where there is one of each theme."""
        return self._own(self._ensemble.state(name))

    def lever(self, name: str) -> np.ndarray:
        """A lever of everybody in this week, (people, 1)."""
        return self._own(self._ensemble.lever(name))

    def parameter(self, name: str) -> np.ndarray:
        """A parameter, (1,)."""
        return self._own(self._ensemble.parameter(name))

    def stated(self) -> np.ndarray:
        """Stated level of each theme, (themes, 1)."""
        return self._own(self._ensemble.stated())

    def weights(self) -> np.ndarray:
        """Weight of each theme, (themes, 1), adding up to 1."""
        return self._own(self._ensemble.weights())

    def _own(self, values: np.ndarray) -> np.ndarray:
        return np.array(values[..., self._this], order="C")
