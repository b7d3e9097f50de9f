"""What stays of a calibration: results.json, calibrated.toml, tables, figures, the README's results."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import tomli_w

from calibration import pictures
from calibration.misfit import facts_inside
from calibration.pinned_down import ranges, sensitivity
from calibration.readme import Calibrated, renewed
from calibration.space import KEYS, TUNED, defaults, tables_of, unit_of
from calibration.two_worlds import WORLDS
from calibration.validation import inside
from orgsim.config.files import read_toml
from orgsim.errors import UserError
from orgsim.io.provenance import numbers_hash, versions


def start_values(file: Path) -> np.ndarray:
    """Values of the keys in a file; today's defaults, which it then keeps, where there is none.

    Defaults may become what a calibration found; it is still the same calibration then.
    """
    if not file.exists():
        values = dict(zip(KEYS, defaults().tolist(), strict=True))
        text = f"# What was assumed before the calibration.\n{tomli_w.dumps(tables_of(values))}"
        file.write_text(text, encoding="utf-8")
    tables = read_toml(file)
    start = np.array([_value_of(tables, key, file) for key in KEYS], float)
    _within_priors(start, file)
    return start


def _within_priors(start: np.ndarray, file: Path) -> None:
    for key, tuned, unit in zip(KEYS, TUNED, unit_of(start[None])[0], strict=True):
        if not 0 <= unit <= 1:
            raise UserError(
                f"{file}: {key}: {start[KEYS.index(key)]:g} is outside its prior ({tuned.key}:"
                f" {tuned.low:g} to {tuned.high:g}); change it, or the prior in calibration/space.py"
            )


def _value_of(tables: Mapping[str, Any], key: str, file: Path) -> float:
    place: Any = tables
    for name in key.split("."):
        place = place.get(name) if isinstance(place, dict) else None
    if not isinstance(place, int | float):
        raise UserError(
            f"{file}: {key}: must be a number; or remove the file to begin at the defaults"
        )
    return place


def write_report(done: Calibrated, folder: Path) -> None:
    """All files of the report, and the README's results."""
    known = ranges(done.cloud, done.best, done.before)
    correlations = sensitivity(done.cloud)
    counts = facts_inside(done.searched.means)
    _tables(done, known, correlations, folder)
    figures = {
        "facts": pictures.facts_figure(done.validation),
        "convergence": pictures.convergence_figure(done.searched, counts),
        "pinned_down": pictures.pinned_figure(known),
        "sensitivity": pictures.sensitivity_figure(correlations),
    }
    pictures.draw(figures, folder)
    (folder / "calibrated.toml").write_text(_config(done.best), encoding="utf-8")
    (folder / "results.json").write_text(_json(done, known), encoding="utf-8")
    readme = folder / "README.md"
    text = renewed(readme.read_text(encoding="utf-8"), done, known, correlations)
    readme.write_text(text, encoding="utf-8")


def _tables(
    done: Calibrated, known: pd.DataFrame, correlations: pd.DataFrame, folder: Path
) -> None:
    by_generation = pd.Series(done.searched.loss).groupby(done.searched.generation)
    best = by_generation.idxmin().to_numpy()
    course = pd.DataFrame({"least": by_generation.min(), "median": by_generation.median()})
    for number, world in enumerate(WORLDS):
        course[f"inside_{world}"] = facts_inside(done.searched.means[best, number])
    tables = {
        "facts": done.validation,
        "keys": known,
        "story": done.story,
        "sensitivity": correlations.rename_axis("part").reset_index(),
        "search": course.rename_axis("generation").reset_index(),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g", lineterminator="\n")


def _config(best: np.ndarray) -> str:
    """A config of the tuned values alone."""
    tables = tables_of(dict(zip(KEYS, best.tolist(), strict=True)))
    return (
        "# What the calibration tuned (README.md); all else has its default.\n"
        f"{tomli_w.dumps({'name': 'calibrated', **tables})}"
    )


def _json(done: Calibrated, known: pd.DataFrame) -> str:
    accepted = int(done.cloud.accepted.sum())
    found = {
        "settings": done.settings,
        "engine": numbers_hash(),
        "versions": versions(),
        "inside": inside(done.validation),
        "values": dict(zip(KEYS, done.best.tolist(), strict=True)),
        "assumed": dict(zip(KEYS, done.before.tolist(), strict=True)),
        "loss": {"first": float(done.searched.loss[0]), "least": float(done.searched.loss.min())},
        "cloud": {
            "points": len(done.cloud.accepted),
            "accepted": accepted,
            "facts_inside_in_both": done.cloud.least,
        },
        "facts": _records(done.validation),
        "keys": _records(known),
        "story": _records(done.story),
    }
    return json.dumps(found, indent=2, allow_nan=False) + "\n"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values, null where there is none."""
    return json.loads(table.to_json(orient="records", double_precision=6))
