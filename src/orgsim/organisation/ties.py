"""Informal ties of a generated organisation: whom people listen to besides their superior.

A tie joins two people of the same unit, of the same level in other units, or of different levels;
pairs of superior and report are left out, since they meet through the reporting line anyway.

Everybody picks partners, without replacement, among those whom they own (see partners.py). So no tie
comes up twice, none has to be looked up elsewhere, and the number of ties is met exactly.
"""

import numpy as np

from orgsim.compilation import njit
from orgsim.errors import UserError
from orgsim.model.random import Stream, mix, place, uniform
from orgsim.organisation.hierarchy import Tree
from orgsim.organisation.partners import CROSS, LEVEL, UNIT, candidates, nth_owned, number_owned

MOST_TIES_PER_PERSON = 100_000
_STREAMS = (Stream.UNIT_TIE, Stream.LEVEL_TIE, Stream.CROSS_TIE)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio's fraction, times 2⁶⁴
_LAST_SLOT = 2**16 - 1


def draw_ties(
    tree: Tree,
    ties_per_person: float,
    share_within_unit: float,
    share_across_levels: float,
    key: np.uint64,
) -> tuple[np.ndarray, np.ndarray]:
    """Undirected ties in CSR form: tie_start int64 (n+1,), tie_to int32 (ties,) ascending in a row.

    ties_per_person     mean number of ties of a person (each tie counts for both its ends)
    share_within_unit   of all ties, those between people with the same superior
    share_across_levels of the ties outside the unit, those to people on another level

    A person whose unit is too small takes the ties left over to the same level elsewhere, then to
    other levels, then back to the unit; ties a person has no room for at all go to the persons that
    follow. Where everybody is tied to everybody, fewer ties than wanted exist.
    """
    _check(ties_per_person, share_within_unit, share_across_levels)
    level_start = np.searchsorted(tree.level, np.arange(int(tree.level[-1]) + 2)).astype(np.int32)
    wanted = int(len(tree.level) * ties_per_person / 2 + 0.5)
    start, drawn = _draw(
        *tree, level_start, wanted, float(share_within_unit), float(share_across_levels), key
    )
    return _both_sides(start, drawn)


def _check(ties_per_person: float, share_within_unit: float, share_across_levels: float) -> None:
    if not 0 <= ties_per_person <= MOST_TIES_PER_PERSON:
        raise UserError(
            f"ties_per_person = {ties_per_person} is not allowed; name a number from 0 to"
            f" {MOST_TIES_PER_PERSON:,}"
        )
    shares = {"share_within_unit": share_within_unit, "share_across_levels": share_across_levels}
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise UserError(f"{name} = {share} is not allowed; name a share from 0 to 1")


@njit(forceinline=True)
def _spread(tie, offset):
    """offset + tie·golden ratio modulo 1: in [0, 1), spread more evenly than random numbers."""
    word = np.uint64(tie) * _GOLDEN + offset
    return np.float64(np.int64(word >> np.uint64(11))) * 2.0**-53


@njit(cache=True, nogil=True)
def _quotas(superior, level, first_report, level_start, wanted, offset):
    """First tie of each person, int64 (n+1,): equal shares, passed on where there is no room."""
    people = superior.size
    start = np.zeros(people + 1, np.int64)
    share, odd = wanted // people, (wanted % people) / people
    waiting = 0
    for lap in range(2):  # the second time round, all that is left goes to the first with room
        for i in range(people):
            if lap == 0:
                waiting += share + (_spread(i, offset) < odd)
            elif wanted == 0:
                break
            else:
                waiting = wanted
            room = -start[i + 1]
            for kind in range(3):
                ranges = candidates(kind, i, superior, level, first_report, level_start)
                room += number_owned(i, ranges)
            taken = min(waiting, room, wanted)
            start[i + 1] += taken
            waiting -= taken
            wanted -= taken
    for i in range(people):
        start[i + 1] += start[i]
    return start


@njit(forceinline=True)
def _kinds(first, last, within, across, offset, rooms):
    """How many of the ties first … last − 1 are of each kind, as far as each kind has room.

    A tie's kind depends on its number alone: the golden ratio spreads the kinds evenly over people.
    """
    count = np.zeros(3, np.int64)
    for tie in range(first, last):
        spread = _spread(tie, offset)
        if spread < within:
            count[UNIT] += 1
        elif spread < within + (1.0 - within) * across:
            count[CROSS] += 1
        else:
            count[LEVEL] += 1
    left = 0
    for kind in range(3):
        left += max(0, count[kind] - rooms[kind])
        count[kind] = min(count[kind], rooms[kind])
    for kind in (LEVEL, CROSS, UNIT):
        more = min(left, rooms[kind] - count[kind])
        count[kind] += more
        left -= more
    return count


@njit(cache=True, nogil=True)
def _draw(superior, level, first_report, level_start, wanted, within, across, key):
    """Partners each person draws, in CSR form, by Floyd's sampling without replacement."""
    offset = mix(place(_LAST_SLOT, 0, Stream.UNIT_TIE) ^ np.uint64(key))
    start = _quotas(superior, level, first_report, level_start, wanted, offset)
    drawn = np.empty(start[-1], np.int32)
    rooms = np.zeros(3, np.int64)
    for i in range(superior.size):
        for kind in range(3):
            ranges = candidates(kind, i, superior, level, first_report, level_start)
            rooms[kind] = number_owned(i, ranges)
        count = _kinds(start[i], start[i + 1], within, across, offset, rooms)
        tie = start[i]
        for kind in range(3):
            ranges = candidates(kind, i, superior, level, first_report, level_start)
            first = tie
            for number in range(rooms[kind] - count[kind], rooms[kind]):
                where = place(tie - first, i, _STREAMS[kind])
                pick = int(uniform(where, key, 0.0) * (number + 1))
                partner = nth_owned(i, ranges, pick)
                for k in range(first, tie):
                    if drawn[k] == partner:
                        partner = nth_owned(i, ranges, number)
                        break
                drawn[tie] = partner
                tie += 1
    return start, drawn


@njit(cache=True, nogil=True)
def _both_sides(start, drawn):
    """The ties seen from both their ends, each row ascending."""
    people = start.size - 1
    tie_start = np.zeros(people + 1, np.int64)
    for i in range(people):
        tie_start[i + 1] += start[i + 1] - start[i]
    for k in range(drawn.size):
        tie_start[drawn[k] + 1] += 1
    for i in range(people):
        tie_start[i + 1] += tie_start[i]
    following = tie_start[:-1].copy()
    tie_to = np.empty(tie_start[people], np.int32)
    for i in range(people):
        for k in range(start[i], start[i + 1]):
            j = drawn[k]
            tie_to[following[i]] = j
            tie_to[following[j]] = i
            following[i] += 1
            following[j] += 1
    for i in range(people):
        tie_to[tie_start[i] : tie_start[i + 1]].sort()
    return tie_start, tie_to
