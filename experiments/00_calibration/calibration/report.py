"""A report: tables, figures, results.json, posterior.parquet and calibrated.toml, in one folder."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import tomli_w
from matplotlib.figure import Figure

from calibration import pictures, tables
from calibration.coverage import covered
from calibration.ensemble import Inferred
from calibration.observations import bands_met
from calibration.organisations import weights
from calibration.posterior import Posterior, write_posterior
from calibration.priors import KEYS, tables_of
from calibration.region import Region
from orgsim.figures.save import lay_out, save_picture
from orgsim.io.atomic_files import make_folder
from orgsim.io.provenance import commit, versions

SUFFIXES = (".png", ".svg")


class Found(NamedTuple):
    """All that a calibration came to; `about` says with what it was made."""

    about: Mapping[str, Any]
    organisations: Sequence[str]
    inferred: Inferred
    region: Region
    posterior: Posterior
    coverage: pd.DataFrame
    left_out: pd.DataFrame


def write_report(found: Found, folder: Path) -> None:
    """All files of the report."""
    make_folder(folder)
    of = {
        "parameters": tables.parameters(found.posterior),
        "sets": tables.sets(found.posterior),
        "trade_offs": tables.trade_offs(found.posterior),
        "parts": tables.parts(found.posterior, found.organisations),
        "iterations": tables.iterations(found.inferred),
        "chains": tables.chains(found.region),
        "coverage": covered(found.coverage),
        "left_out": found.left_out,
    }
    for name, table in of.items():
        table.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g", lineterminator="\n")
    for name, figure in _figures(found, of).items():
        lay_out(figure)
        for suffix in SUFFIXES:
            save_picture(figure, folder / f"{name}{suffix}")
    provenance = {**found.about, "versions": versions(), "git": commit()}
    write_posterior(found.posterior, provenance, folder / "posterior.parquet")
    (folder / "calibrated.toml").write_text(_centre(found.posterior), encoding="utf-8")
    text = json.dumps({**provenance, **_counts(found)}, indent=2, allow_nan=False)
    (folder / "results.json").write_text(f"{text}\n", encoding="utf-8")


def _figures(found: Found, of: Mapping[str, pd.DataFrame]) -> dict[str, Figure]:
    return {
        "parameters": pictures.parameters_figure(of["parameters"]),
        "trade_offs": pictures.trade_offs_figure(of["trade_offs"]),
        "predictions": pictures.predictions_figure(of["parts"]),
        "coverage": pictures.coverage_figure(found.coverage),
        "left_out": pictures.left_out_figure(found.left_out),
        "iterations": pictures.iterations_figure(of["iterations"]),
        "chains": pictures.chains_figure(of["chains"]),
    }


def _counts(found: Found) -> dict[str, Any]:
    """Numbers for the README's sentences."""
    by_kind = found.coverage.groupby("kind")["within"].mean()
    shares = weights(list(found.organisations))
    return {
        "organisations": list(found.organisations),
        "sets": len(found.posterior.normal),
        "bands_of_the_centre": [float(met) for met in np.sort(found.region.own)],
        "bands_asked": found.posterior.asked,
        "bands_predicted": float(np.median(bands_met(found.posterior.predictive, shares))),
        "covered": {kind: float(share) for kind, share in by_kind.items()},
        "truths": int(found.coverage["truth"].nunique()),
    }


def _centre(found: Posterior) -> str:
    """A config of the centre of the sets alone."""
    own = tables_of(dict(zip(KEYS, found.central.tolist(), strict=True)))
    text = tomli_w.dumps({"name": "calibrated", **own})
    return f"# The centre of the parameter sets (README.md); all else has its default.\n{text}"
