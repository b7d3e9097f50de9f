"""Regressors: the ranks of a sample's factors, and what each explains that the others do not."""

import math
from collections.abc import Mapping

import numpy as np

from orgsim.analysis.factors.levels import codes_of, has_order, ranked
from orgsim.special_functions import special

Groups = dict[str, list[int]]

FEWEST_LEFT = 4
"""Points beyond the number of columns from which coefficients are told."""

FEWEST_LEFT_ALONE = 10
"""Points beyond the number of columns from which one replication lets anything be claimed."""


class Regressors:
    """Ranks of numbers and truth values, indicators of text.

    columns  (points, columns); groups: the columns of each factor
    tied     factors that move with those before them, and have no columns
    alone    of each factor an orthonormal basis (points, own columns) of what the others leave of it
    """

    def __init__(self, factors: Mapping[str, np.ndarray]) -> None:
        self.factors = factors
        self.columns, self.groups, self.tied = _columns(factors)
        self.points = len(next(iter(factors.values())))
        self.enough = self.points >= self.columns.shape[1] + FEWEST_LEFT
        self.alone = {name: self._alone(own) for name, own in self.groups.items()}

    def _alone(self, own: list[int]) -> np.ndarray:
        centred = self.columns - self.columns.mean(axis=0)
        centred = centred / np.where(centred.std(axis=0) > 0, centred.std(axis=0), 1)
        others = np.delete(centred, own, axis=1)
        left = centred[:, own]
        if others.shape[1]:
            left = left - others @ np.linalg.lstsq(others, left)[0]
        if len(own) == 1:
            return left / np.sqrt((left**2).sum())
        return np.linalg.qr(left)[0]

    def test(self, factor: str, means: np.ndarray) -> tuple[float, int]:
        """p-value that a factor explains nothing of the ranks of means (points,), and its sign.

        The F test of a regression; but no test of ranks has a p-value below 2 / points!.
        """
        ranks = ranked(means) - (len(means) + 1) / 2
        whole = np.column_stack([np.ones(self.points), self.columns])
        rest = ranks - whole @ np.linalg.lstsq(whole, ranks)[0]
        part = self.alone[factor].T @ ranks
        free = self.points - whole.shape[1]
        if free < 1:
            return np.nan, 0
        explained = float((part**2).sum()) / len(part)
        noise = float((rest**2).sum()) / free
        smallest = 2 / math.factorial(min(self.points, 20))
        if noise <= 1e-12 * explained:
            return smallest, int(np.sign(part[0]))
        p = float(special.fdtrc(len(part), free, explained / noise)) if explained > 0 else 1.0
        return max(p, smallest), int(np.sign(part[0]))


def _columns(factors: Mapping[str, np.ndarray]) -> tuple[np.ndarray, Groups, list[str]]:
    columns: list[np.ndarray] = []
    groups: Groups = {}
    tied = []
    for name, values in factors.items():
        if has_order(values):
            new = [ranked(codes_of(values))]
        else:
            codes = codes_of(values)
            new = [(codes == level).astype(float) for level in np.unique(codes)[1:]]
        centred = [column - column.mean() for column in (*columns, *new)]
        scaled = [column / (column.std() or 1) for column in centred]
        if np.linalg.matrix_rank(np.array(scaled), tol=1e-8 * len(values)) < len(scaled):
            tied.append(name)
            continue
        groups[name] = list(range(len(columns), len(columns) + len(new)))
        columns += new
    points = len(next(iter(factors.values())))
    return np.column_stack(columns) if columns else np.empty((points, 0)), groups, tied
