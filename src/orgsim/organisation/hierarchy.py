"""The reporting tree: who reports to whom, numbered breadth first.

Breadth-first numbers put the reports of one leader, and each level, side by side, so both are
ranges instead of lists.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from orgsim.compilation import njit
from orgsim.errors import UserError

MOST_LEVELS = 32_767
_SHOWN = 6  # in one line
_ONE_TOP = "an organisation has one top, so name a superior for each of the others"
_LISTED = 20  # in lines of their own


class Tree(NamedTuple):
    """A reporting tree by position; the arrays are those of Organisation."""

    superior: np.ndarray
    level: np.ndarray
    first_report: np.ndarray


def tree_from_spans(span: np.ndarray) -> Tree:
    """The tree of positions 0 … n−1, numbered breadth first, with span[i] reports each.

    span (n,) counts; Σ span = n − 1, and the first k spans sum to at least k for every k < n, so
    that each position has a superior before it.
    """
    people = len(span)
    first_report = np.empty(people + 1, np.int32)
    first_report[0] = 1
    first_report[1:] = 1 + np.cumsum(span)
    superior = np.zeros(people, np.int32)
    superior[1:] = np.repeat(np.arange(people, dtype=np.int32), span)
    return Tree(superior, _level(first_report), first_report)


def _level(first_report: np.ndarray) -> np.ndarray:
    """int16 (n,): a level ends where the reports of its last position end."""
    people = len(first_report) - 1
    level = np.zeros(people, np.int16)
    start, end, number = 0, 1, 0
    while start < people:
        if number == MOST_LEVELS:
            raise UserError(
                f"The reporting tree has more than {MOST_LEVELS:,} levels; widen the spans of"
                " control, or correct the superiors, so that chains of command are shorter"
            )
        level[start:end] = number
        start, end, number = end, int(first_report[end]), number + 1
    return level


def breadth_first(
    superior: np.ndarray, name: Callable[[int], str] = "person {}".format, advice: str = _ONE_TOP
) -> tuple[np.ndarray, Tree]:
    """Order (n,) that numbers people breadth first, and their tree in the new numbers.

    superior int (n,) in any numbering, the top reporting to itself. order[new] = old; the reports
    of a leader keep their order. Raises UserError where it is no tree with one top: check_tree.
    """
    check_tree(superior, name, advice)
    superior = np.ascontiguousarray(superior, np.int32)
    start, report = _reports(superior)
    order = _walk(start, report, int(_tops(superior)[0]))
    return order, tree_from_spans(np.diff(start)[order])


def check_tree(
    superior: np.ndarray, name: Callable[[int], str] = "person {}".format, advice: str = _ONE_TOP
) -> None:
    """Refuse superiors (n,) that form no tree with one top.

    `name` says who a person is, and `advice` what to do where several have no superior.
    """
    people = len(superior)
    if people == 0:
        raise UserError("An organisation needs at least one person; none is given")
    outside = np.flatnonzero((superior < 0) | (superior >= people))
    if len(outside):
        raise UserError(
            f"The superior of {name(int(outside[0]))} is not among the {people:,} people; superiors"
            f" must be numbers from 0 to {people - 1}"
        )
    circles = find_cycles(superior)
    if circles:
        raise _circling(circles, name)
    tops = _tops(superior)
    if len(tops) > 1:
        raise _headless(tops, name, advice)


def find_cycles(superior: np.ndarray) -> list[np.ndarray]:
    """All circles of superiors: of each its members, each followed by its superior."""
    member, start = _cycles(np.ascontiguousarray(superior, np.int32))
    return np.split(member, start)[1:] if len(start) else []


def _tops(superior: np.ndarray) -> np.ndarray:
    return np.flatnonzero(superior == np.arange(len(superior)))


def _circling(circles: list[np.ndarray], name: Callable[[int], str]) -> UserError:
    remedy = "let one of {} report to somebody outside the circle, or to nobody if it is the top"
    chains = [_chain(circle, name) for circle in circles[:_LISTED]]
    if len(circles) == 1:
        return UserError(f"Superiors run in a circle: {chains[0]}; {remedy.format('them')}")
    said = f"Superiors run in {len(circles):,} circles; {remedy.format('each')}"
    return UserError(said, *_rows(chains, len(circles)))


def _headless(tops: np.ndarray, name: Callable[[int], str], advice: str) -> UserError:
    names = [name(int(person)) for person in tops[:_LISTED]]
    if len(tops) <= _SHOWN:
        return UserError(f"{len(tops):,} people report to nobody: {', '.join(names)}; {advice}")
    said = f"{len(tops):,} people report to nobody; {advice}"
    return UserError(said, *_rows(names, len(tops)))


def _rows(shown: list[str], count: int) -> list[str]:
    return [*shown, f"… and {count - len(shown):,} more"] if count > len(shown) else shown


def _chain(circle: np.ndarray, name: Callable[[int], str]) -> str:
    names = [name(int(person)) for person in circle[:_SHOWN]]
    if len(circle) > _SHOWN:
        names.append(f"… {len(circle) - _SHOWN:,} more …")
    return " → ".join([*names, name(int(circle[0]))])


@njit(cache=True, nogil=True)
def _reports(superior):
    """Reports of each person in CSR form, in the given order; nobody is a report of themselves."""
    people = superior.size
    start = np.zeros(people + 1, np.int32)
    for i in range(people):
        if superior[i] != i:
            start[superior[i] + 1] += 1
    for i in range(people):
        start[i + 1] += start[i]
    following = start[:-1].copy()
    report = np.empty(start[people], np.int32)
    for i in range(people):
        if superior[i] != i:
            report[following[superior[i]]] = i
            following[superior[i]] += 1
    return start, report


@njit(cache=True, nogil=True)
def _walk(start, report, top):
    order = np.empty(start.size - 1, np.int32)
    order[0] = top
    found = 1
    for position in range(order.size):
        person = order[position]
        for k in range(start[person], start[person + 1]):
            order[found] = report[k]
            found += 1
    return order


@njit(cache=True, nogil=True)
def _cycles(superior):
    """Members of all circles one after another, and where each circle begins.

    Walk up from everybody, marking who was met on which walk; to meet oneself is to circle.
    """
    walk = np.full(superior.size, -1, np.int32)
    member = np.empty(superior.size, np.int64)
    start = np.empty(superior.size // 2, np.int64)
    members = circles = 0
    for i in range(superior.size):
        person = i
        while walk[person] < 0:
            walk[person] = i
            person = superior[person]
        if walk[person] == i and superior[person] != person:
            start[circles] = members
            circles += 1
            first = person
            member[members] = first
            members += 1
            person = superior[first]
            while person != first:
                member[members] = person
                members += 1
                person = superior[person]
    return member[:members].copy(), start[:circles].copy()
