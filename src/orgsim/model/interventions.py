"""Interventions and shocks: programmes an organisation runs, and events that happen to it.

An intervention is a dated change of levers for a group and, for a task force, of ties. A shock is a
dated change of state for a group, or of the pressure to leave. Every size here is a default that
a config can override.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from orgsim.model.parameters import ASSUMED


@dataclass(frozen=True)
class Intervention:
    """A named programme: by how much it moves levers at full strength, for whom, and what it costs.

    leader_hours  hours a week of each leader in the group or above one of its members
    money         money a week for each person in the group
    ties          informal ties added for each member while it lasts
    label         its name for users, by default its kind in words
    """

    meaning: str
    who: str | tuple[str, ...]
    change: Mapping[str, float] = field(default_factory=dict)
    leader_hours: float = 0.0
    money: float = 0.0
    ties: int = 0
    source: str = ASSUMED
    label: str = ""

    def title(self, kind: str) -> str:
        """Its name for users, given its kind."""
        return self.label or kind.replace("_", " ")


INTERVENTIONS: Mapping[str, Intervention] = MappingProxyType(
    {
        "training_programme": Intervention(
            "people are taught the stated message and practise it",
            "everybody",
            {"training": 0.095},
            leader_hours=0.5,
            money=40,
            source="size assumed; training_habit tuned to the 62 % transfer of Saks & Belcourt 2006",
        ),
        "leadership_development": Intervention(
            "leaders learn to do what they say and to say the same thing",
            "leaders",
            {"leader_modelling": 0.4, "inconsistency": -0.1},
            leader_hours=2.0,
            money=100,
        ),
        "time_management": Intervention(
            "leaders' calendars are cleared to make time for people",
            "leaders",
            {"time_constraint": -0.2},
            leader_hours=0.5,
            money=20,
        ),
        "presence": Intervention(
            "leaders work alongside their people and show what they do",
            "leaders",
            {"time_constraint": -0.3, "leader_modelling": 0.4, "transparency": 0.2},
            leader_hours=8.0,
            money=0,
        ),
        "town_halls": Intervention(
            "everybody hears the message and can ask questions",
            "everybody",
            {"broadcast": 0.05, "transparency": 0.1},
            leader_hours=0.5,
            money=5,
        ),
        "workshops": Intervention(
            "people work out what the message means for their own work",
            "everybody",
            {"workshops": 0.03},
            leader_hours=1.0,
            money=30,
        ),
        "recognition_programme": Intervention(
            "good work is recognised when people meet their leader",
            "everybody",
            {"recognition": 0.4},
            leader_hours=0.5,
            money=10,
        ),
        "feedback_360": Intervention(
            "leaders ask their reports how they are seen, and listen",
            "leaders",
            {"feedback": 0.5, "transparency": 0.1},
            leader_hours=1.0,
            money=15,
        ),
        "empowerment": Intervention(
            "people decide more for themselves and take part in setting goals",
            "employees",
            {"autonomy": 0.3, "participation": 0.3},
            leader_hours=0.5,
            money=5,
        ),
        "goal_review_cycle": Intervention(
            "goals are set and reviewed together",
            "everybody",
            {"participation": 0.3, "development": 0.1},
            leader_hours=1.0,
            money=5,
        ),
        "process_repair": Intervention(
            "procedures that stand in the way are removed",
            "everybody",
            {"red_tape": -0.15},
            leader_hours=1.0,
            money=20,
        ),
        "hiring_for_fit": Intervention(
            "newcomers are selected for fit with the stated values",
            "everybody",
            {"hiring_fit": 0.5},
            leader_hours=0.2,
            money=5,
        ),
        "mentoring": Intervention(
            "experienced people guide others",
            "everybody",
            {"mentoring": 0.4},
            leader_hours=0.5,
            money=10,
        ),
        "coaching": Intervention(
            "coaches help people change",
            "leaders",
            {"coaching": 0.5},
            leader_hours=1.0,
            money=150,
        ),
        "task_force": Intervention(
            "people from many levels and units work out together what the message means",
            "random:0.1",
            {"workshops": 0.03, "development": 0.1},
            leader_hours=1.0,
            money=20,
            ties=6,
        ),
        "custom": Intervention("changes of levers specified in the config", "everybody"),
    }
)


@dataclass(frozen=True)
class StateChange:
    """x += share·strength·(level − x) of a state, for the shock's group or for `who`."""

    state: str
    level: float
    share: float
    who: str | None = None


@dataclass(frozen=True)
class Shock:
    """An event that hits a group at the start of a week: changes of state, a pressure to leave."""

    meaning: str
    who: str
    changes: tuple[StateChange, ...] = ()
    exit_pressure: float = 0.0
    source: str = ASSUMED


SHOCKS: Mapping[str, Shock] = MappingProxyType(
    {
        "merger": Shock(
            "the group comes from another culture; everybody's trust suffers",
            "random:0.4",
            (
                StateChange("habit", 0.1, 0.8),
                StateChange("values", 0.1, 0.8),
                StateChange("practice", 0.1, 0.8),
                StateChange("trust", 0.0, 0.3, "everybody"),
            ),
        ),
        "layoffs": Shock(
            "a share of the group (the strength) is dismissed; survivors lose trust and engagement",
            "employees",
            (
                StateChange("trust", 0.0, 0.5, "everybody"),
                StateChange("engagement", 0.0, 0.3, "everybody"),
            ),
            exit_pressure=1.0,
            source="Brockner 1992; size assumed",
        ),
        "scandal": Shock(
            "the group is seen to act against what it says; everybody's trust falls",
            "executives",
            (StateChange("practice", 0.0, 0.7), StateChange("trust", 0.0, 0.4, "everybody")),
        ),
        "leader_leaves": Shock(
            "the holders of the group's positions are replaced", "top", exit_pressure=1.0
        ),
    }
)
