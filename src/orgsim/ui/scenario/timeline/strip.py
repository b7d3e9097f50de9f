"""The strip: programmes and events as bars below the weeks of a chart, moved by hand or by keys."""

from collections.abc import Callable, Sequence
from typing import Any

import solara

from orgsim.ui.scenario.timeline.timeline_rows import Row, moved, resized
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.curves import LEFT, RIGHT

Place = tuple[str, int]
"""The list of a config that an entry is in, and its number there."""

NOWHERE: Place = ("", -1)


@solara.component
def Strip(rows: Sequence[Row], weeks: int, opened: Place, open_row: Callable[[Place], None]):
    """Bars along the weeks of the chart above; pressing one opens it, or closes it again."""
    # in the order of the config: a bar that is moved past another one keeps its place and the focus
    ordered = sorted(rows, key=lambda row: (row.list_name, row.number))
    bars = [row.bar(weeks) for row in ordered]
    known = {bar["key"]: row for bar, row in zip(bars, ordered, strict=True)}
    places = {key: (row.list_name, row.number) for key, row in known.items()}

    def move(what: tuple[str, int]) -> None:
        key, first = what
        if key in known:
            session.change(moved(session.scenario.peek(), known[key], first))

    def resize(what: tuple[str, int]) -> None:
        key, last = what
        if key in known:
            session.change(resized(session.scenario.peek(), known[key], last))

    def pick(key: str) -> None:
        place = places.get(key, NOWHERE)
        open_row(NOWHERE if place == opened else place)

    _Bars(
        bars=bars,
        weeks=weeks,
        opened=next((key for key, place in places.items() if place == opened), ""),
        left=LEFT,
        right=RIGHT,
        event_move=move,
        event_resize=resize,
        event_pick=pick,
    )


@solara.component_vue("strip.vue")
def _Bars(
    bars: list[dict[str, Any]],
    weeks: int,
    opened: str,
    left: int,
    right: int,
    event_move: Callable[[Any], None],
    event_resize: Callable[[Any], None],
    event_pick: Callable[[Any], None],
) -> None:
    """The bars in the browser; it reports a bar's key, and the week that it was moved to."""
