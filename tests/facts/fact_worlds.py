"""Small organisations and people made up for the facts, where the answer is known."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from plain_runs import plain

from orgsim.config.models import Config
from orgsim.evidence.people import People, Setting, setting_of
from orgsim.model.random import run_key
from orgsim.organisation import Organisation
from orgsim.organisation.hierarchy import breadth_first

KEY = run_key(3, 0)
ONE_THEME: Mapping[str, Any] = {"themes": [{"name": "one", "stated": 1.0}]}


def organisation_of(superior: list[int], ties: list[tuple[int, int]] = ()) -> Organisation:
    """Positions with these superiors, numbered breadth first already, and undirected ties."""
    order, tree = breadth_first(np.array(superior))
    assert (order == np.arange(len(superior))).all()
    others: list[set[int]] = [set() for _ in superior]
    for one, other in both(ties):
        others[one].add(other)
    rows = [sorted(found) for found in others]
    start = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    to = np.array([other for row in rows for other in row], np.int32)
    return Organisation(*tree, start, to, np.ones(len(to), np.float32))


def both(ties):
    """Each tie in both directions."""
    return [pair for a, b in ties for pair in ((a, b), (b, a))]


def setting(superior: list[int], ties: list[tuple[int, int]] = (), **tables: Any) -> Setting:
    """The setting of an organisation and of a config of one theme, unless `tables` say otherwise."""
    config = Config.model_validate(plain({**ONE_THEME, **tables}))
    return setting_of(config, organisation_of(superior, ties), KEY, KEY)


def people(of: Setting, week: int = 104, **states: Any) -> People:
    """Everybody with these states, numbers or (people,) or (people, themes); others are one half."""
    count, themes = of.organisation.people, len(of.stated)

    def whole(name: str, *shape: int) -> np.ndarray:
        given = np.asarray(states.pop(name, 0.5), float)
        if len(shape) == 2 and given.ndim == 1:
            given = given[:, None]
        return np.broadcast_to(given, shape).copy()

    made = People(
        of,
        week,
        *(whole(name, count, themes) for name in ("message", "practice", "habit")),
        *(whole(name, count) for name in ("trust", "engagement", "skill", "departure")),
        *(whole(name, count) for name in ("disposition", "modelling")),
    )
    assert not states, f"no such states: {states}"
    return made


def star(leaders: int, reports: int) -> list[int]:
    """Superiors of a tree of three levels: leaders below the top, each with so many reports."""
    return [0] + [0] * leaders + [1 + n // reports for n in range(leaders * reports)]
