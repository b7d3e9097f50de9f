"""Ways to the results that several tests take."""

from pathlib import Path
from typing import Any

import numpy as np

from orgsim.analysis.sweep_analysis import OutcomeStudy, Study, study
from orgsim.sweep.design import Range, make_design
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.sweep_folder import Store

NAME = "alignment_end"


def studied(folder: Path, *names: str) -> Study:
    """A sweep's study."""
    rows, warnings = read_rows(Store(folder))
    return study(rows, names or (NAME,), warnings)


def only(folder: Path) -> OutcomeStudy:
    """What came of alignment_end."""
    return studied(folder).outcomes[0]


def designed(
    kind: Any, limits: list[tuple[float, float]], points: int | None, seed: int = 1
) -> dict[str, np.ndarray]:
    """Factors x1, x2, … of a design."""
    vary = {f"x{n + 1}": Range(**{"from": low, "to": high}) for n, (low, high) in enumerate(limits)}
    return dict(make_design(kind, vary, points, seed).columns)


def found(one: OutcomeStudy, kind: str) -> dict[str, float]:
    """Indices of a kind by factor."""
    assert one.indices is not None
    return {index.factor: index.value for index in one.indices.of(kind)}
