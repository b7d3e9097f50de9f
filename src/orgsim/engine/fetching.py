"""Fetching: what is read next is asked for early, where there are too many people for the near caches.

Neighbours lie anywhere, and a person's numbers in more arrays than a processor follows by itself.
"""

from orgsim.compilation import njit
from orgsim.engine.context import unsigned
from orgsim.engine.vectors import fetch
from orgsim.model.inline import PART

MANY = 2**15
"""People above whom it pays (by trial): among 10,000 neighbours are near enough."""


@njit(**PART)
def fetch_person(person, week):
    """Ask for what a person is and writes, and for the neighbours."""
    everybody = week.superior.shape[0]
    if everybody > MANY and person < everybody:
        _fetch_neighbours(person, person + 1, week)
        fetch(week.next_seen, person)
        fetch(week.message, person)
        fetch(week.habit, person)
        fetch(week.values, person)
        fetch(week.own, person)


@njit(**PART)
def fetch_neighbours(first, people, week):
    """Ask for the neighbours of so many people from `first` on, or of as many as there are."""
    everybody = week.superior.shape[0]
    if everybody > MANY:
        _fetch_neighbours(min(first, everybody), min(first + people, everybody), week)


@njit(**PART)
def _fetch_neighbours(first, after, week):
    for tie in range(week.tie_start[unsigned(first)], week.tie_start[unsigned(after)]):
        fetch(week.seen, week.tie_to[unsigned(tie)])
