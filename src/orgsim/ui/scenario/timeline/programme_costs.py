"""What a programme of the scenario asks a week: its kind's hours and money, or its own."""

from collections.abc import Callable, Mapping
from typing import Any

import solara

from orgsim.config.costs_config import MOST_MONEY
from orgsim.config.models import Config
from orgsim.number_text import plain
from orgsim.ui.shared.inputs import NumberField, Words

WEEK_HOURS = 168.0
"""As many as a week has: more of a leader's hours are a slip of the hand."""


@solara.component
def OwnCosts(entry: Mapping[str, Any], config: Config, put: Callable[..., None]) -> None:
    """Hours and money of an entry at strength 1; an empty field takes those of its kind."""
    kind, currency = config.programmes[entry["kind"]], config.costs.currency
    with solara.Div(style={"display": "contents"}):
        for key, label, most in (
            ("leader_hours", "Hours a week, leader", WEEK_HOURS),
            ("money", f"{currency} a week, person", MOST_MONEY),
        ):
            NumberField(
                entry.get(key),
                lambda value, key=key: put(**{key: value}),
                label,
                0,
                most,
                0.5,
                False,
                True,
                empty=True,
            )
        Words(
            "For each leader and each person concerned, at strength 1. Empty:"
            f" {plain(kind.leader_hours)} h and {plain(kind.money)} {currency}, assumed."
        )
