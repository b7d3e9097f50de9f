"""Questions small enough to try everything: people as drawn, parameters at the point, few weeks."""

from collections.abc import Mapping
from typing import Any

from plain_runs import PLAIN

from orgsim.planning.question import Asked, ask

REPLICATIONS = 20
KINDS = ("presence", "town_halls", "workshops", "feedback_360", "process_repair")


def programmes(*kinds: str, **choices: Any) -> list[dict[str, Any]]:
    return [{"kind": kind, **choices} for kind in kinds]


def asked(plan: Mapping[str, Any], people: int = 30, **changes: Any) -> Asked:
    """A question about so many people; the plan's keys, and others instead of some of them."""
    config = {"organisation": {"people": people}, "run": dict(PLAIN)}
    return ask(config, {"horizon": 24, "replications": REPLICATIONS, **plan, **changes})


HOURS_AND_MONEY: Mapping[str, Any] = {
    "budget": {"leader_hours": 130, "money": 6000},
    "programmes": programmes(*KINDS, strengths=[0.5, 1.0], starts=[1, 13], weeks=[12]),
}

INSTANCES: Mapping[str, Mapping[str, Any]] = {
    "hours and money": HOURS_AND_MONEY,
    "hours a week": {
        "budget": {"leader_hours_a_week": 2.0},
        "programmes": programmes(*KINDS, strengths=[0.25], starts=[1, 9, 17], weeks=[8]),
    },
    "engagement over the last weeks": {
        "objective": "engagement",
        "last_weeks": 8,
        "budget": {"money": 5000},
        "programmes": programmes(
            "empowerment",
            "recognition_programme",
            "goal_review_cycle",
            "coaching",
            strengths=[0.5, 1.0],
            starts=[1, 13],
            weeks=[12],
        ),
    },
    "worst tenth of several": {
        "objective": {"alignment": 1.0, "say_do_gap": 0.5},
        "risk": "worst_tenth",
        "budget": {"leader_hours": 130, "money": 6000},
        "programmes": programmes(*KINDS, strengths=[0.5, 1.0], starts=[1, 13], weeks=[8]),
    },
    "limits": {
        "budget": {"leader_hours": 150},
        "limits": [{"measure": "trust", "by": 0.001}, {"measure": "modelling", "level": 0}],
        "programmes": programmes(*KINDS, strengths=[0.5, 1.0], starts=[1], weeks=[12, "for good"]),
    },
    "works against each other": {
        "budget": {"leader_hours": 200, "money": 8000},
        "programmes": [
            {"kind": "custom", "name": "told", "change": {"broadcast": 0.2}, "leader_hours": 0.5},
            {"kind": "custom", "name": "busy", "change": {"workload": 0.3}, "money": 1},
            *programmes("workshops", "presence", "town_halls", strengths=[0.5, 1.0], weeks=[6, 12]),
        ],
    },
}
