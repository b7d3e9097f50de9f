"""Whom people report to when their superior leaves, or when they have none."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from orgsim.organisation.hierarchy import find_cycles

PLACE = "position:"
BOARD = "board"
DROP = "drop"


def lift(superior: np.ndarray, staying: int) -> np.ndarray:
    """Superiors of those who stay, (staying,): the next above who stays. Who leaves is numbered last.

    superior (n,) with the top's own number. Whoever has nobody staying above has no superior.
    """
    own = np.arange(len(superior), dtype=superior.dtype)
    above = np.where(own < staying, own, superior)
    for _ in range(len(superior).bit_length()):
        above = above[above]
    lifted = above[superior[:staying]]
    nobody = lifted >= staying
    lifted[nobody] = own[:staying][nobody]
    return lifted


class Placed(NamedTuple):
    """Superiors after those without one were given a place.

    superior  (n,) of the people who were there and, if `board`, of a new top at the end
    keep      (n,) whether each stays
    """

    superior: np.ndarray
    keep: np.ndarray
    board: bool = False
    changes: Mapping[str, int] = {}


def give_superiors(superior: np.ndarray, how: str | None, place: int | None) -> Placed:
    """Give people without a superior beside the top a place: see Cleaning.without_superior.

    `place` is the number of the position that `how` names. Circles are left for others to tell.
    """
    own = np.arange(len(superior))
    roots = np.flatnonzero(superior == own)
    everybody = np.ones(len(superior), bool)
    if how is None or len(roots) < 2 or find_cycles(superior):
        return Placed(superior, everybody)
    if how == BOARD:
        under = np.append(superior, np.int32(len(superior)))
        under[roots] = len(superior)
        return Placed(under, np.append(everybody, True), True, {"put_under_board": len(roots)})
    root_of = _root_of(superior)
    most = int(roots[np.bincount(root_of, minlength=len(own))[roots].argmax()])
    top = most if place is None else int(root_of[place])
    if how == DROP:
        keep = root_of == top
        return Placed(superior, keep, changes={"without_superior_dropped": int((~keep).sum())})
    under = superior.copy()
    under[roots[roots != top]] = top if place is None else place
    return Placed(under, everybody, changes={"without_superior_attached": len(roots) - 1})


def _root_of(superior: np.ndarray) -> np.ndarray:
    """The top above each person, found by pointer doubling."""
    root = superior
    while not np.array_equal(above := root[root], root):
        root = above
    return root
