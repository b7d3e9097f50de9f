"""Growing in turns: replications of all visitors, first numbers of anybody before more for others."""

import time
from collections.abc import Callable, Mapping

from orgsim.config.models import Config
from orgsim.ui.shared.computing.replication_stream import Growing, grow
from orgsim.ui.shared.computing.turns import Turns

SECONDS_BETWEEN_NUMBERS = 0.5
"""Between the first numbers and the last: drawing a page takes longer than a few replications."""

MOST_AT_ONCE = 2
"""Scenarios that are computed and drawn at the same time, over all visitors; others wait their turn."""

TURNS = Turns(MOST_AT_ONCE)


def grow_in_turns(
    configs: Mapping[str, Config],
    stopped: Callable[[], bool],
    told: Callable[[Growing], None],
    turns: Turns = TURNS,
) -> None:
    """Compute results of configs and tell them, a batch a turn; raises GivenUp once they are not wanted.

    They are told, and with that drawn, within the turn: drawing takes processors from the first numbers
    of others as much as computing does. The first and the last are always told, those between only where
    nobody waits.
    """
    steps, had, shown = grow(configs, stopped), 0, 0.0
    while True:
        with turns.turn(had, stopped):
            growing = next(steps, None)
            if growing is None:
                return
            idle = time.monotonic() - shown > SECONDS_BETWEEN_NUMBERS and not turns.awaited()
            if not had or growing.complete or idle:
                told(growing)
                shown = time.monotonic()
        had = growing.replications
