"""Layout: where people stand when an organisation is drawn, from its reporting tree alone.

Levels are rings around the top, as thick as they have people, so that people stand about equally
close everywhere; every branch fills its own sector, and people without reports fill its ring in rows.
"""

import numpy as np

from orgsim.organisation.sectors import sectors

LEAST_THICKNESS = 0.35
"""Of a ring, in units of the mean ring."""


def layout(superior: np.ndarray, level: np.ndarray) -> np.ndarray:
    """Places of positions numbered breadth first, float32 (n, 2), within [−1, 1], round the top."""
    inner, outer = _rings(level)
    angle, width = sectors(superior, level, np.ones(len(level)))
    radius = np.where(level == 0, 0.0, ((inner + outer) / 2)[level])
    leaf = (np.bincount(superior[1:], minlength=len(superior)) == 0) & (level > 0)
    radius[leaf] = _in_rows(level[leaf], inner, outer, width[leaf])
    places = radius[:, None] * np.column_stack([np.sin(angle), -np.cos(angle)])
    return places.astype(np.float32)


def _rings(level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inner and outer radius of each level, the last one ending at 1."""
    thickness = np.sqrt(np.bincount(level))
    thickness = np.maximum(thickness, LEAST_THICKNESS * thickness.mean())
    if len(thickness) > 1:
        thickness[0] = thickness[1:].min() / 2
    ends = np.cumsum(thickness) / thickness.sum()
    starts = np.concatenate([[0.0], ends[:-1]])
    gap = 0.12 * (ends - starts)
    return starts + gap, ends - gap


def _in_rows(
    level: np.ndarray, inner: np.ndarray, outer: np.ndarray, width: np.ndarray
) -> np.ndarray:
    """Radii of people without reports: neighbours stand in different rows of their ring."""
    arc = width * (inner + outer)[level] / 2
    thick = (outer - inner)[level]
    rows = np.maximum(1, np.round(np.sqrt(thick / np.maximum(arc, 1e-9)))).astype(int)
    row = np.arange(len(level)) % rows
    return inner[level] + thick * (row + 0.5) / rows
