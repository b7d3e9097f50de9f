"""States: what a person is, thinks and does, each declared once with its range.

The arrays of the engine, surveys, shocks, Mesa and tables of people read these declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class State:
    """One state: what it is, and the range [low, high] it stays in.

    of_themes  whether there is one for each theme
    own        whether a survey or a user can set it; the others follow from what happens
    recorded   whether replays record it for everybody in every week
    derived    whether it is computed from others on request, and stored nowhere
    """

    meaning: str
    low: float = 0.0
    high: float = 1.0
    of_themes: bool = False
    own: bool = True
    recorded: bool = True
    derived: bool = False


STATES: Mapping[str, State] = MappingProxyType(
    {
        "message": State("what the person says about each theme (m)", of_themes=True),
        "practice": State("what the person does about each theme (a)", of_themes=True),
        "habit": State("what the person is used to doing about each theme (h)", of_themes=True),
        "values": State("what the person has always stood for in each theme", of_themes=True),
        "trust": State("trust in the superior (τ)"),
        "engagement": State("engagement (e)"),
        "modelling": State("effort to do what one says (g)"),
        "skill": State("skill (s)"),
        "departure": State(
            "how recent the last departure from the position is: 1 in the week after it", own=False
        ),
        "voice": State(
            "say–do gap the person would report; follows from trust, message and practice",
            own=False,
            recorded=False,
            derived=True,
        ),
        "resistance": State("resistance to change (r)", recorded=False),
        "aptitude": State("skill that work alone maintains", recorded=False),
        "disposition": State(
            "personal baseline of engagement (d)", low=-2.0, high=2.0, recorded=False
        ),
        "integrity": State(
            "effort to do what one says, above or below what is asked", low=-1.0, recorded=False
        ),
    }
)

HELD = tuple(name for name, state in STATES.items() if not state.derived)
"""States that are stored."""

OF_THEMES = tuple(name for name, state in STATES.items() if state.of_themes)
"""States that exist once per theme."""

OWN = {name: state for name, state in STATES.items() if state.own}
"""States that can be set."""
