"""Gaps found: where people are now, of everybody and of each group, given all answers."""

from typing import NamedTuple

import numpy as np

from orgsim.inference.findings.levers_found import EVERYBODY, Interval, middle
from orgsim.inference.fit import Fit
from orgsim.organisation import Organisation
from orgsim.organise import draw_organisation

MEASURED = ("message_practice_gap", "say_do_gap", "trust", "engagement")
"""Measures of a group, named as those of the whole organisation are (orgsim.measures)."""


class GapFound(NamedTuple):
    """Current states of a group.

    people  in the group
    """

    measure: str
    who: str
    people: int
    now: Interval


def gaps_found(fit: Fit) -> list[GapFound]:
    """Each of MEASURED for everybody and each group, where there is anybody whom it is of.

    message_practice_gap  mean Σω|M − a|            of the people of the group
    say_do_gap            mean Σω|m − a|            of those who lead anybody of the group
    trust                 mean τ                    of those with a superior
    engagement            mean e                    of the people of the group
    """
    config = fit.history.config
    organisation = draw_organisation(config, config.run.seed).organisation
    each = _of_persons(fit, organisation.people)
    groups = fit.history.groups
    everybody = np.ones(organisation.people, bool)
    found = []
    for who, inside in ((EVERYBODY, everybody), *zip(groups.who, groups.inside, strict=True)):
        of = {
            "say_do_gap": _leaders_of(organisation, inside),
            "trust": inside & (np.arange(organisation.people) > 0),
        }
        for measure in MEASURED:
            chosen = of.get(measure, inside)
            if chosen.any():
                means = each[measure][:, chosen].mean(axis=1)
                found.append(GapFound(measure, who, int(inside.sum()), middle(means)))
    return found


def _of_persons(fit: Fit, people: int) -> dict[str, np.ndarray]:
    """Each of MEASURED for every person, (members, people)."""
    themes = fit.history.config.themes
    stated = np.array([theme.stated for theme in themes])
    weight = np.array([theme.weight for theme in themes])
    weight = weight / weight.sum()

    def of(state: str) -> np.ndarray:
        values = fit.states[state].astype(np.float64)
        return values.reshape(len(values), people, -1)

    practice = of("practice")
    return {
        "message_practice_gap": np.abs(stated - practice) @ weight,
        "say_do_gap": np.abs(of("message") - practice) @ weight,
        "trust": of("trust")[:, :, 0],
        "engagement": of("engagement")[:, :, 0],
    }


def _leaders_of(organisation: Organisation, inside: np.ndarray) -> np.ndarray:
    """Who leads anybody of a group, bool (people,)."""
    led = inside & (np.arange(organisation.people) > 0)
    leads = np.zeros(organisation.people, bool)
    leads[organisation.superior[led]] = True
    return leads
