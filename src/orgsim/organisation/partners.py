"""Whom a person may draw as a partner of an informal tie.

Each pair of positions belongs to one of its two members, who alone may draw it: the lower number if
the numbers are both even or both odd, else the higher one. Everybody so owns every second position
above them and every second one below.
"""

from orgsim.compilation import njit

UNIT, LEVEL, CROSS = 0, 1, 2


@njit(forceinline=True)
def candidates(kind, person, superior, level, first_report, level_start):
    """Up to four ranges of positions, as eight bounds, that hold the partners of one kind.

    Ranges are bounds 0–1, 2–3, 4–5 and 6–7; none contains the person.
    """
    low, high = level_start[level[person]], level_start[level[person] + 1]
    boss = superior[person]
    unit_low, unit_high = person, person + 1
    if person > 0:
        unit_low, unit_high = first_report[boss], first_report[boss + 1]
    if kind == UNIT:
        return (unit_low, person, person + 1, unit_high, 0, 0, 0, 0)
    if kind == LEVEL:
        return (low, unit_low, unit_high, high, 0, 0, 0, 0)
    people = superior.size
    return (0, boss, boss + 1, low, high, first_report[person], first_report[person + 1], people)


@njit(forceinline=True)
def number_owned(person, ranges):
    """How many of the positions in the ranges are the person's own to draw."""
    total = 0
    for k in range(0, 8, 2):
        total += _number_in(person, ranges[k], ranges[k + 1])
    return total


@njit(forceinline=True)
def nth_owned(person, ranges, number):
    """The position of this number, from 0, among those in the ranges that are the person's own."""
    for k in range(0, 8, 2):
        here = _number_in(person, ranges[k], ranges[k + 1])
        if number < here:
            return ranges[k] + ((ranges[k] ^ _oddness(person, ranges[k])) & 1) + 2 * number
        number -= here
    return -1


@njit(forceinline=True)
def _number_in(person, start, end):
    odd = _oddness(person, start)
    return max(0, (end + 1 - odd) // 2 - (start + 1 - odd) // 2)


@njit(forceinline=True)
def _oddness(person, start):
    """1 if the person owns odd positions in a range from `start`, 0 if even ones."""
    return (person ^ (start < person)) & 1
