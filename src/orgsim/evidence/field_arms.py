"""Arms of the field trials: what is done to an organisation that has come to rest.

All arms of a replication begin with the same organisation, people and draws, at rest under the levers as
they are (see `orgsim.engine.rest`).

Line leaders are those whose reports include people without reports; these are `their people`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from orgsim.config.models import Config, InterventionConfig
from orgsim.evidence.trials import untouched
from orgsim.model.interventions import INTERVENTIONS
from orgsim.organisation import Organisation
from orgsim.organise import DrawnOrganisation

ATTRIBUTE = "part_in_trial"
LINE, LED = f"{ATTRIBUTE}=line", f"{ATTRIBUTE}=led"
"""Line leaders, and their people."""

OPINION_LEADERS = 0.05
"""Share of people who are the best tied."""

GOOD, BAD = 0.94, 0.20
"""How far the seniors of Schneider et al. (2009) did what was stated: 94 and 20 %."""

Change = Mapping[str, float]
PRESENCE = INTERVENTIONS["presence"].change
REVIEWS = INTERVENTIONS["goal_review_cycle"].change
NOTICED = INTERVENTIONS["recognition_programme"].change
TRAINED = INTERVENTIONS["training_programme"].change
CLEARED = INTERVENTIONS["time_management"].change
DEVELOPED = INTERVENTIONS["leadership_development"].change
TOLD: Change = {"broadcast": INTERVENTIONS["town_halls"].change["broadcast"]}
COURSE: Change = {"training": 0.03, **TOLD}
"""What is done in a trial has the size of the programme of its kind; that of the course is assumed."""


@dataclass(frozen=True)
class During:
    """A change of levers for some people, in weeks first … last of a trial."""

    who: str
    change: Change
    first: int
    last: int


@dataclass(frozen=True)
class Arm:
    """What is done in an arm.

    done        changes of levers
    held        whose practice is held at which level, and until which week
    all_met     everybody meets the leader every week
    """

    done: tuple[During, ...] = ()
    held: tuple[str, float, int] | None = None
    all_met: bool = False

    def config(self, base: Config) -> Config:
        """The arm as a config, to go on from where an organisation at rest is."""
        interventions = tuple(
            InterventionConfig(
                kind="custom",
                who=each.who,
                change=dict(each.change),
                start=each.first,
                weeks=each.last - each.first + 1,
            )
            for each in self.done
        )
        update: dict[str, Any] = {"interventions": interventions}
        if self.all_met:
            parameters: Any = base.parameters
            update["parameters"] = parameters.model_copy(update={"half_contact_hours": 0.0})
        return untouched(base).model_copy(update=update)


def workload_at(level: float, base: Config) -> Change:
    """The change that brings employees' workload to a level."""
    levers: Any = base.levers
    return {"workload": level - levers.workload}


def arms(base: Config) -> dict[str, Arm]:
    """The arms of all trials but those of the fitted bundle, by name."""
    half_presence = {name: size / 2 for name, size in PRESENCE.items()}
    course = During("everybody", COURSE, 1, 12)
    modelling = During(LINE, PRESENCE, 1, 26)
    return {
        "control": Arm(),
        "good_seniors": Arm(held=("leaders", GOOD, 4), all_met=True),
        "bad_seniors": Arm(held=("leaders", BAD, 4), all_met=True),
        "own_seniors": Arm(all_met=True),
        "attention": Arm((During(LINE, PRESENCE, 1, 8), During(LED, NOTICED, 1, 8))),
        "words": Arm((During("everybody", TOLD, 1, 26),)),
        "words_for_a_year": Arm((During("everybody", TOLD, 1, 52),)),
        "opinion_leaders": Arm(held=("best tied", 1.0, 26)),
        "course": Arm((course,)),
        "course_and_leaders": Arm((course, During("leaders", half_presence, 1, 104))),
        "time_for_people": Arm((During(LINE, CLEARED, 1, 39), During(LED, NOTICED, 1, 39))),
        "deeds": Arm((modelling,)),
        "training": Arm((During("employees", TRAINED, 1, 12),)),
        "first_hour": Arm((During("employees", workload_at(0.5, base), 1, 4),)),
        "last_hour": Arm((During("employees", workload_at(0.9, base), 1, 4),)),
        "rounds": Arm((During("executives", PRESENCE, 1, 12),)),
        "development": Arm((During("leaders", DEVELOPED, 1, 26),)),
    }


def bundle(early: float, late: float, leaders: bool = False) -> Arm:
    """Training, reminders and feedback, trained at two rates, in weeks 1 to 26 and 27 to 52.

    leaders  whether the ward's leader is present and reviews goals, too
    """
    reminders = During(LED, {"broadcast": 0.02}, 1, 52)
    done = [
        During(LED, {"training": rate}, first, first + 25)
        for rate, first in ((early, 1), (late, 27))
        if rate > 0
    ]
    if leaders:
        done += [During(LINE, PRESENCE, 1, 52), During(LED, REVIEWS, 1, 52)]
    return Arm((reminders, *done))


def line_and_led(organisation: Organisation) -> tuple[np.ndarray, np.ndarray]:
    """Line leaders and their people, bool (people,) each."""
    leads = organisation.span > 0
    line = np.zeros(organisation.people, bool)
    line[organisation.superior[1:][~leads[1:]]] = True
    led = ~leads & line[organisation.superior]
    led[0] = False
    return line, led


def with_parts(drawn: DrawnOrganisation) -> DrawnOrganisation:
    """The same organisation, in which line leaders and their people can be named."""
    organisation = drawn.organisation
    line, led = line_and_led(organisation)
    part = tuple(np.select([line, led], ["line", "led"], "neither").tolist())
    marked = replace(organisation, attributes={**organisation.attributes, ATTRIBUTE: part})
    return drawn._replace(organisation=marked)
