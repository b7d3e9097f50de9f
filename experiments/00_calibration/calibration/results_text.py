"""What a report says in the README and in the ODD, as Markdown, from the tables of a folder."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from calibration.coverage import COVERED
from calibration.priors import PRIORS, TURNOVER

NOT_YET = "Not recorded yet: no posterior has been inferred with the equations as they are."
WELL, HARDLY = 0.5, 0.2
"""How far the evidence narrows a parameter that it pins down, and one that it tells anything of."""


def priors() -> str:
    """The table of what is inferred."""
    rows = [
        f"| `{prior.key}` | {prior.low:g} … {prior.high:g} | {'log' if prior.log else ''} |"
        f" {prior.reason} |"
        for prior in PRIORS
    ]
    note = f"`{TURNOVER}` sets `parameters.exit_base`: see `calibration/priors.py`."
    return "\n".join(
        ["| key | range | scale | why |", "| --- | --- | --- | --- |", *rows, "", note]
    )


def for_the_odd(folder: Path) -> str:
    """How each parameter is pinned down, and which parts fail."""
    if not (folder / "results.json").exists():
        return NOT_YET
    return f"{_parameters(folder)}\n\n{_failures(pd.read_csv(folder / 'parts.csv'))}"


def for_the_readme(folder: Path) -> str:
    """All results, what failed first."""
    if not (folder / "results.json").exists():
        return NOT_YET
    found = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    parts = pd.read_csv(folder / "parts.csv")
    return "\n\n".join(
        [
            _summary(found, parts),
            "### What fails",
            _failures(parts),
            "### What the sets predict",
            "![Posterior predictive of every part](predictions.png)",
            "### How far each parameter is pinned down",
            "![Prior and posterior of each parameter](parameters.png)",
            _parameters(folder),
            "### Which parameters trade off",
            "![Strongest correlations over the sets](trade_offs.png)",
            "### Are the intervals as wide as they should be?",
            _coverage(found),
            "![Made-up truths within 90 % intervals](coverage.png)",
            "### Trials left out",
            _left_out(pd.read_csv(folder / "left_out.csv")),
            "![Trials predicted by a posterior that was not told of them](left_out.png)",
            "### How the ensemble came nearer, and how far chains went from it",
            "![Misfit by iteration](iterations.png)",
            "![Spread of the chains by step](chains.png)",
            _apart(pd.read_csv(folder / "chains.csv")),
        ]
    )


def _summary(found: dict[str, Any], parts: pd.DataFrame) -> str:
    by_place = "; ".join(
        f"{place}: {_counts(parts[parts['organisation'] == place])}"
        for place in found["organisations"]
    )
    places = " and ".join(found["organisations"])
    middle = found["bands_of_the_centre"]
    return (
        f"{found['sets']} parameter sets, each a chain of {found['chain_steps']} steps, around the"
        f" centre of {found['members']} members that were smoothed in {found['steps']} steps;"
        f" organisations: {places}. The centre meets {np.median(middle):g} bands in the median of"
        f" {len(middle)} replications; {found['bands_asked']:.1f}, which 95 % of these meet, were asked"
        f" of each step that a chain went; in new replications sets meet {found['bands_predicted']:g} in"
        f" the median. With all parts inside, by the median over the sets: {by_place}."
    )


def _counts(parts: pd.DataFrame) -> str:
    trials = parts[parts["kind"] == "trial"]
    return ", ".join(
        f"{_met(of)} {name}"
        for name, of in (
            ("facts", parts[parts["kind"] == "fact"]),
            ("trials it was inferred from", trials[trials["role"] == "tuned"]),
            ("trials held out", trials[trials["role"] == "held out"]),
        )
    )


def _met(parts: pd.DataFrame) -> str:
    holds = parts.groupby("number")["inside"].all()
    return f"{int(holds.sum())} of {len(holds)}"


def _failures(parts: pd.DataFrame) -> str:
    outside = parts[~parts["inside"]]
    if outside.empty:
        return "No part of a fact or trial fails in the median."
    rows = [
        f"| {row.kind} {row.number} | `{row.part}` | {row.role} | {row.organisation} |"
        f" {_range(row.median, row.predicted_low, row.predicted_high)} |"
        f" {row.low:g} … {row.high:g} |"
        for row in outside.itertuples()
    ]
    head = "| evidence | part that fails | role | organisation | median (90 % of the sets) | band |"
    return "\n".join([head, "| --- " * 6 + "|", *rows])


def _range(median: float, low: float, high: float) -> str:
    return "not defined" if pd.isna(median) else f"{median:.2g} ({low:.2g} … {high:.2g})"


def _parameters(folder: Path) -> str:
    found = pd.read_csv(folder / "parameters.csv").sort_values("key", kind="stable")
    rows = [
        f"| `{row.key}` | {row.centre:.2g} | {row.low:.2g} … {row.high:.2g} | {row.shrinkage:.0%} |"
        f" {row.narrowed:.0%} | {_how_well(row.narrowed)} |"
        for row in found.itertuples()
    ]
    heads = (
        "key",
        "centre",
        "90 % of the sets",
        "narrower than the prior",
        "by evidence",
        "pinned down",
    )
    return "\n".join([f"| {' | '.join(heads)} |", "| --- " * len(heads) + "|", *rows])


def _how_well(share: float) -> str:
    return "well" if share >= WELL else "hardly" if share < HARDLY else "partly"


def _coverage(found: dict[str, Any]) -> str:
    shares = ", ".join(f"{share:.0%} of {kind}s" for kind, share in found["covered"].items())
    low, high = COVERED
    return (
        f"90 % intervals hold {shares.replace('held outs', 'held-out outcomes')} of"
        f" {found['truths']} made-up truths; {low:.0%} to {high:.0%} are asked for."
    )


def _left_out(found: pd.DataFrame) -> str:
    holds = found.groupby("trial")["inside"].all()
    rows = [
        f"| {trial} | {'inside' if inside else 'outside'} |"
        f" {', '.join(f'`{part}`' for part in _missed(found, trial)) or '–'} |"
        for trial, inside in holds.items()
    ]
    head = "| trial | predicted without it | parts outside |"
    return "\n".join([head, "| --- " * 3 + "|", *rows])


def _apart(found: pd.DataFrame) -> str:
    last = found.iloc[-1]
    return (
        f"After {last['step']:.0f} steps chains are {last['spread']:.2f} of the priors' spread wide in"
        f" the mean over keys; {last['met_enough']:.0%} of them meet what is asked for. Their mean is"
        f" {last['apart']:.2f} of that spread from the centre (root mean square over keys)."
    )


def _missed(found: pd.DataFrame, trial: Any) -> list[str]:
    of = found[(found["trial"] == trial) & ~found["inside"]]
    return list(dict.fromkeys(of["part"]))
