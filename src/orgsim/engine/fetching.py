"""Fetching: what is read next is asked for early, where there are too many people for the near caches.

Neighbours lie anywhere, and a person's numbers in more arrays than a processor follows by itself.
"""

from orgsim.compilation import njit
from orgsim.engine.context import unsigned
from orgsim.engine.vectors import CACHE_LINE, fetch
from orgsim.model.inline import PART

MANY = 2**15
"""People above whom it pays to ask for neighbours (by trial): among 10,000 they are near enough."""

MUCH = 2**16
"""People times runs above which it pays to ask for what is read in order (by trial)."""

LONG = 1024
"""Bytes of a row that a processor soon follows by itself, so that asking for all of it costs more."""

STRETCH = CACHE_LINE // 8
"""People whose places in the structure fill a cache line."""


@njit(**PART)
def fetch_person(runs, person, week):
    """Ask for what a person is and writes, for the leader and the neighbours."""
    everybody = week.superior.shape[0]
    if everybody * runs > MUCH and person < everybody:
        _fetch_neighbours(person, person + 1, week)
        _fetch_rows(person, person + 1, week)
        if person % STRETCH == 0:
            _fetch_structure(person, STRETCH, week)


@njit(**PART)
def fetch_people(first, people, week):
    """As fetch_person, of so many from `first` on in one run, or as many as there are."""
    everybody = week.superior.shape[0]
    if everybody > MANY and first < everybody:
        after = min(first + people, everybody)
        _fetch_neighbours(first, after, week)
        _fetch_rows(first, after, week)
        _fetch_structure(first, people, week)


@njit(**PART)
def _fetch_neighbours(first, after, week):
    if week.superior.shape[0] > MANY and week.seen.strides[0] < LONG:
        for tie in range(week.tie_start[unsigned(first)], week.tie_start[unsigned(after)]):
            other = week.tie_to[unsigned(tie)]
            fetch(week.seen, other, other + 1)


@njit(**PART)
def _fetch_rows(first, after, week):
    fetch(week.seen, first, after)
    fetch(week.next_seen, first, after)
    fetch(week.message, first, after)
    fetch(week.habit, first, after)
    fetch(week.values, first, after)
    fetch(week.own, first, after)
    leader, last = week.superior[unsigned(first)], week.superior[unsigned(after - 1)]
    fetch(week.seen, leader, min(leader + STRETCH, last + 1))
    fetch(week.leading, week.leader_row[leader], week.leader_row[last] + 1)


@njit(**PART)
def _fetch_structure(first, people, week):
    """Of those who come later, first where their ties stand, then the ties."""
    soon = min(first + 3 * people, week.superior.shape[0] - people)
    later = first + 5 * people
    start, end = week.tie_start[unsigned(soon)], week.tie_start[unsigned(soon + people)]
    fetch(week.tie_to, start, end)
    if week.tie_weight.shape[0] > 1:
        fetch(week.tie_weight, start, end)
    fetch(week.tie_start, later, later + people)
    if week.extra_to.shape[0] > 0:
        fetch(week.extra_start, later, later + people)
    fetch(week.superior, later, later + people)
    fetch(week.first_report, later, later + people)
    fetch(week.group, later, later + people)
    fetch(week.leader_row, later, later + people)
