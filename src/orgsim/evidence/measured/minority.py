"""Fact 13: a committed minority tips a norm."""

from typing import Any

import numpy as np

from orgsim.config.models import Config, Group, Theme
from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.trials import untouched
from orgsim.model.random import run_key
from orgsim.organisation import Organisation, members
from orgsim.organise import DrawnOrganisation

PEOPLE = 24
COMMITTED = tuple(range(1, 15))
"""Numbers of committed people tried, one a lane: 4 to 58 % of 24."""

WEEKS = 104
NORM, CHANGE, MIDDLE = 0.1, 0.9, 0.5
FEWEST, MOST = 0.05, 0.6
OFF = ("deeds", "cascade", "effort", "recognition", "feedback", "turnover")
NO_LEVERS = ("red_tape", "coaching", "training", "workshops")


def minority_configs(config: Config) -> list[Config]:
    """The config of each lane: the parameters of `config`, with all but peers and habits off.

    One theme; the majority is used to NORM, the committed to CHANGE, from which nothing moves them.
    """
    drawn: Any = config.people
    people = _changed(drawn, {"habit": _changed(drawn.habit, {"mean": NORM})})
    mechanisms = _changed(config.mechanisms, dict.fromkeys(OFF, False))
    levers = _changed(config.levers, dict.fromkeys(NO_LEVERS, 0.0))
    committed = {
        "habit": {"mean": CHANGE, "spread": 0.0},
        "resistance": {"mean": 1.0, "spread": 0.0},
    }
    themes = (Theme(name="norm", stated=CHANGE),)
    alone = untouched(config)
    return [
        alone.model_copy(
            update={
                "mechanisms": mechanisms,
                "levers": levers,
                "people": people,
                "themes": themes,
                "groups": (Group(who=f"random:{count / PEOPLE}:employees", people=committed),),
            }
        )
        for count in COMMITTED
    ]


def _changed(table: Any, values: dict[str, Any]) -> Any:
    return table.model_copy(update=values)


def complete_graph(people: int) -> Organisation:
    """So many people tied to each other, below a top who is tied to nobody."""
    tied = np.arange(1, people + 1, dtype=np.int32)
    others = [tied[tied != i] for i in tied]
    first_report = np.full(people + 2, people + 1, np.int32)
    first_report[0] = 1
    level = np.ones(people + 1, np.int16)
    level[0] = 0
    return Organisation(
        np.zeros(people + 1, np.int32),
        level,
        first_report,
        np.concatenate([[0], np.arange(people + 1) * (people - 1)]).astype(np.int64),
        np.concatenate(others),
        np.ones(people * (people - 1), np.float32),
    )


def committed_minority(configs: list[Config], seed: int, replication: int) -> float:
    """Least share of committed people with whom the others' mean practice passes the middle.

    A complete graph of 24 people (Centola et al. 2018: networks of 20 to 30), without influence of
    the superior; a random share, the larger ones holding the smaller ones, is committed to a new norm.
    The highest mean practice of the others within two years is interpolated between the shares tried;
    FEWEST if even one tips them, MOST if none tried does. Source: Centola et al. (2018), where about a
    quarter did.
    """
    organisation, key = complete_graph(PEOPLE), run_key(seed, replication)
    ensemble = Ensemble.of(configs, seed, replication, DrawnOrganisation(organisation, key))
    committed = [members(organisation, each.groups[0].who, key)[1:] for each in configs]
    others = ~np.array(committed).T
    highest = np.zeros(len(configs))
    for _ in range(WEEKS):
        ensemble.step()
        practice = ensemble.state("practice")[1:, 0]
        mean = np.where(others, practice, 0).sum(axis=0) / others.sum(axis=0)
        highest = np.maximum(highest, mean)
    return _crossing(np.array(COMMITTED[: len(configs)]) / PEOPLE, highest)


def _crossing(share: np.ndarray, highest: np.ndarray) -> float:
    """The first share at which `highest` passes the middle, interpolated."""
    passed = np.flatnonzero(highest > MIDDLE)
    if len(passed) == 0:
        return MOST
    first = int(passed[0])
    if first == 0:
        return FEWEST
    low, high = highest[first - 1 : first + 1]
    step = (MIDDLE - low) / (high - low)
    return float(np.clip(share[first - 1] + step * (share[first] - share[first - 1]), FEWEST, MOST))
