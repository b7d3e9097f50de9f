"""An organisation in figures."""

from typing import Any

import numpy as np

from orgsim.compilation import njit
from orgsim.organisation.organisation import Organisation

TIE_KINDS = ("superior_and_report", "within_unit", "same_level_elsewhere", "across_levels")


def describe(organisation: Organisation) -> dict[str, Any]:
    """What the organisation looks like, as plain numbers, lists and dictionaries fit for JSON.

    An undirected tie counts once among the ties, and for both its ends among the ties per person;
    of directed ones a person's are those to whom they listen. Reciprocity is the share of directed
    ties that are returned. Components are the groups of people that ties alone hold together.
    """
    span = organisation.span[organisation.leaders]
    degree = np.diff(organisation.tie_start)
    reciprocity = _reciprocity(organisation.tie_start, organisation.tie_to)
    return {
        "people": organisation.people,
        "levels": organisation.levels,
        "people_by_level": np.bincount(organisation.level).tolist(),
        "leaders": len(span),
        "span_of_control": _spread(span),
        "span_variation": float(span.std() / span.mean()) if len(span) else 0.0,
        "ties": int(degree.sum()) // (2 if reciprocity == 1 else 1),
        "directed": reciprocity < 1,
        "reciprocity": reciprocity,
        "ties_per_person": _spread(degree),
        "people_without_ties": _isolated(organisation),
        "components": _components(organisation),
        **_shares(organisation),
    }


def _spread(counts: np.ndarray) -> dict[str, float]:
    if not len(counts):
        return {"mean": 0.0, "median": 0.0, "max": 0}
    return {
        "mean": float(counts.mean()),
        "median": float(np.median(counts)),
        "max": int(counts.max()),
    }


def _isolated(organisation: Organisation) -> int:
    listened_to = np.bincount(organisation.tie_to, minlength=organisation.people)
    return int(np.sum((np.diff(organisation.tie_start) == 0) & (listened_to == 0)))


def _components(organisation: Organisation) -> int:
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    matrix = sparse.csr_array(
        (organisation.tie_weight, organisation.tie_to, organisation.tie_start),
        shape=(organisation.people, organisation.people),
    )
    return int(connected_components(matrix, connection="weak", return_labels=False))


def _shares(organisation: Organisation) -> dict[str, dict[str, float]]:
    """Shares of each kind among the ties, and among the weight of the ties."""
    amount = _tie_kinds(
        organisation.superior,
        organisation.level,
        organisation.tie_start,
        organisation.tie_to,
        np.ascontiguousarray(organisation.tie_weight),
    )
    share = amount / np.maximum(amount.sum(axis=0), 1e-300)
    return {
        "share_of_ties": dict(zip(TIE_KINDS, share[:, 0].tolist(), strict=True)),
        "share_of_weight": dict(zip(TIE_KINDS, share[:, 1].tolist(), strict=True)),
    }


@njit(cache=True, nogil=True)
def _tie_kinds(superior, level, tie_start, tie_to, tie_weight):
    """Number and weight of the ties of each kind, (4, 2)."""
    amount = np.zeros((4, 2))
    for i in range(superior.size):
        for k in range(tie_start[i], tie_start[i + 1]):
            j = tie_to[k]
            if superior[i] == j or superior[j] == i:
                kind = 0
            elif superior[i] == superior[j]:
                kind = 1
            elif level[i] == level[j]:
                kind = 2
            else:
                kind = 3
            amount[kind, 0] += 1
            amount[kind, 1] += tie_weight[k]
    return amount


@njit(cache=True, nogil=True)
def _reciprocity(tie_start, tie_to):
    """Share of ties that are reciprocated; 1 if there are none."""
    returned = 0
    for i in range(tie_start.size - 1):
        for k in range(tie_start[i], tie_start[i + 1]):
            row = tie_to[tie_start[tie_to[k]] : tie_start[tie_to[k] + 1]]
            where = np.searchsorted(row, i)
            returned += where < row.size and row[where] == i
    return returned / tie_to.size if tie_to.size else 1.0
