"""The network on a canvas: an organisation's dots and lines once, and a byte a dot a week."""

from pathlib import Path
from typing import Any

import anywidget
import numpy as np
import traitlets

from orgsim.organisation import Organisation
from orgsim.organisation.chart_groups import belonging
from orgsim.ui.scenario.people.network_layout import layout
from orgsim.ui.scenario.people.weekly_states import STATES_SHOWN, STEPS, WeeklyStates

HERE = Path(__file__).parent
MOST_TIES = 20_000
MOST_PEOPLE_WITH_TIES = 2_000


class NetworkWidget(anywidget.AnyWidget):
    """Dots on a canvas; all arrays are bytes, little endian. `version` changes last.

    places   float32 (dots, 2) within [−1, 1]
    parents  int32 (dots,), the dot of the superior, −1 for none
    numbers  int32 (dots,), the position of each dot
    spans    int32 (dots,), reports
    levels   uint8 (dots,)
    ties     int32 (ties, 2), dots
    frames   uint8 (weeks + 1, dots), see weekly_states
    colours  uint8 (colours, 3)
    """

    _esm = HERE / "network.js"
    _css = HERE / "network.css"
    places = traitlets.Bytes().tag(sync=True)
    parents = traitlets.Bytes().tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)
    spans = traitlets.Bytes().tag(sync=True)
    levels = traitlets.Bytes().tag(sync=True)
    ties = traitlets.Bytes().tag(sync=True)
    frames = traitlets.Bytes().tag(sync=True)
    colours = traitlets.Bytes().tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    about = traitlets.Dict().tag(sync=True)
    version = traitlets.Unicode().tag(sync=True)


def structure(watched: WeeklyStates) -> dict[str, Any]:
    """What is sent once: where dots stand, what they are called, and the lines between them."""
    from matplotlib import colormaps  # takes as long as all of the page's own modules

    organisation, dots = watched.organisation, watched.dots
    number_of = np.full(organisation.people, -1, np.int32)
    number_of[dots] = np.arange(len(dots))
    parents = number_of[organisation.superior[dots]]
    level = organisation.level[dots]
    places = layout(np.where(dots == 0, 0, parents), level)
    parents[dots == 0] = -1
    return {
        "places": _bytes(places, "<f4"),
        "parents": _bytes(parents, "<i4"),
        "numbers": _bytes(dots, "<i4"),
        "spans": _bytes(organisation.span[dots], "<i4"),
        "levels": _bytes(np.minimum(level, 255), "u1"),
        "ties": _bytes(ties(organisation), "<i4"),
        "names": names(organisation, dots),
        "colours": _bytes(np.array(colormaps["viridis"].colors) * 255, "u1"),  # type: ignore[attr-defined]
    }


def colouring(watched: WeeklyStates, state: str, with_ties: bool = False) -> dict[str, Any]:
    """What is sent with each state: its bytes, and what the legend says."""
    about, (low, high) = STATES_SHOWN[state], watched.scale(state)
    people = watched.organisation.people
    described = f"{people:,} people on {watched.organisation.levels} levels"
    if watched.by_unit:
        described += f", a dot for each of {len(watched.dots):,} units"
    return {
        "frames": watched.frames[state].tobytes(),
        "about": {
            "label": about.label,
            "unit": about.unit,
            "low": low,
            "high": high,
            "low_word": about.low if low <= 0.02 * STEPS else "or less",
            "high_word": about.high if high >= 0.98 * STEPS else "or more",
            "by_unit": watched.by_unit,
            "ties": with_ties,
            "described": described,
        },
    }


def ties(organisation: Organisation) -> np.ndarray:
    """Pairs of positions with an informal tie, (ties, 2), each once; none where they are too many."""
    if organisation.people > MOST_PEOPLE_WITH_TIES:
        return np.zeros((0, 2), np.int32)
    source = np.repeat(np.arange(organisation.people), np.diff(organisation.tie_start))
    pairs = np.column_stack([source, organisation.tie_to])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    return pairs[:: 1 + len(pairs) // MOST_TIES]


def names(organisation: Organisation, dots: np.ndarray) -> list[str]:
    """What dots are called in the chart, with their groups; nothing for a generated organisation."""
    known = organisation.attributes.get("name") or organisation.labels
    if not known:
        return []
    groups = belonging(organisation)
    return [", ".join(filter(None, (str(known[dot]), groups[dot]))) for dot in dots]


def _bytes(values: np.ndarray, kind: str) -> bytes:
    return np.ascontiguousarray(np.asarray(values).astype(kind)).tobytes()
