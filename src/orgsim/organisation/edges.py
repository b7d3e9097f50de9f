"""Informal ties from a list of edges."""

from typing import NamedTuple

import numpy as np

from orgsim.errors import UserError


class Ties(NamedTuple):
    """Ties in CSR form, as in Organisation, and how many edges became none of their own."""

    tie_start: np.ndarray
    tie_to: np.ndarray
    tie_weight: np.ndarray
    self_ties: int
    added_up: int
    below_minimum: int


def from_edges(
    people: int,
    source: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray,
    *,
    directed: bool,
    minimum_weight: float = 0.0,
) -> Ties:
    """Ties of `people` positions from edges: source listens to target, and back unless directed.

    source, target int (edges,), weight float (edges,) ≥ 0. Edges from somebody to themselves are
    dropped; those between the same two people are added up, over both directions unless directed.
    A sum of zero or below the minimum weight is no tie.
    """
    from scipy import sparse

    between = source != target
    source, target, weight = source[between], target[between], weight[between]
    if not directed:
        source, target = np.minimum(source, target), np.maximum(source, target)
    matrix = sparse.coo_array((weight, (source, target)), shape=(people, people)).tocsr()
    pairs = matrix.nnz
    matrix.data[matrix.data < minimum_weight] = 0
    matrix.data = _narrow(matrix.data)
    matrix.eliminate_zeros()
    ties = matrix.nnz
    if not directed:
        matrix = (matrix + matrix.T).tocsr()
    matrix.sort_indices()
    return Ties(
        matrix.indptr.astype(np.int64),
        matrix.indices.astype(np.int32),
        matrix.data,
        self_ties=len(between) - len(source),
        added_up=len(source) - pairs,
        below_minimum=pairs - ties,
    )


def _narrow(weight: np.ndarray) -> np.ndarray:
    """The summed weights as float32, which reach to 3.4·10³⁸."""
    if len(weight) and weight.max() > np.finfo(np.float32).max:
        raise UserError(
            f"The weights of a tie add up to {weight.max():.3g}; divide all weights by a number"
            " that brings them below 3.4e38"
        )
    return weight.astype(np.float32)
