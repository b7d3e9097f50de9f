"""The README's tables and results, written between marks by the run."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from calibration.misfit import NAMES
from calibration.pinned_down import noise, who_moves
from calibration.search import Searched
from calibration.space import TUNED, TURNOVER
from calibration.stages import Cloud
from calibration.two_worlds import WORLDS
from calibration.validation import inside
from orgsim.evidence import FACTS

LITTLE_KNOWN = 0.2
"""Shrinkage below which a key is called free: its accepted range is most of the prior's."""


class Calibrated(NamedTuple):
    """All that a calibration came to; `settings` are what it was run with."""

    settings: dict[str, Any]
    before: np.ndarray
    best: np.ndarray
    searched: Searched
    cloud: Cloud
    validation: pd.DataFrame
    story: pd.DataFrame


def renewed(text: str, done: Calibrated, known: pd.DataFrame, correlations: pd.DataFrame) -> str:
    """The README with this calibration's priors and results."""
    return _inserted(
        _inserted(text, "priors", priors()), "results", _results(done, known, correlations)
    )


def _inserted(text: str, name: str, what: str) -> str:
    """The text with what stands between the marks of that name replaced."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{what}\n\n{end}{after}"


def priors() -> str:
    """The table of what is tuned."""
    rows = [
        f"| `{tuned.key}` | {tuned.low:g} … {tuned.high:g} | {'log' if tuned.log else ''} |"
        f" {tuned.reason} |"
        for tuned in TUNED
    ]
    note = f"`{TURNOVER}` sets `parameters.exit_base`: see `calibration/space.py`."
    head = "| key | range | scale | why |\n| --- | --- | --- | --- |"
    return "\n".join([head, *rows, "", note])


def _results(done: Calibrated, known: pd.DataFrame, correlations: pd.DataFrame) -> str:
    counts = inside(done.validation)
    free = known[known["shrinkage"] < LITTLE_KNOWN]["key"]
    named = ", ".join(f"`{key}`" for key in free) or "none"
    return "\n\n".join(
        [
            f"{_summary(done)}",
            "![Facts before and after against their bands](facts.png)",
            f"Facts inside their bands, of {len(FACTS)}, by random draws that were not used before"
            f" ({done.settings['validation_replications']} replications):",
            _counts_table(counts),
            _facts_table(done.validation),
            "### What fails, and what would move it",
            _failures(done, correlations),
            "### How well each key is pinned down",
            "![Accepted ranges within the prior ranges](pinned_down.png)",
            f"Of {len(done.cloud.accepted):,} points tried, {int(done.cloud.accepted.sum()):,} have"
            f" {done.cloud.least} facts or more inside in both organisations. Where a key was drawn from"
            " the whole of its prior, shrinkage is how much narrower the 5–95 % range of the accepted"
            " values is than the prior's; the last column says how many of the values were accepted.",
            f"Could be nearly anything (shrinkage below {LITTLE_KNOWN:g}): {named}.",
            _keys_table(known),
            "### Which key moves which fact",
            "![Rank correlations of facts and keys](sensitivity.png)",
            "### Is the story still sensible?",
            _story_table(done.story),
            "![Loss by generation](convergence.png)",
        ]
    )


def _summary(done: Calibrated) -> str:
    settings = done.settings
    chart = (
        "the manufacturer's chart and mail"
        if settings["real_chart"]
        else "a generated organisation with the manufacturer's statistics, since its files were absent"
    )
    return (
        f"Generations: {settings['generations']}, of {settings['points']} points; replications of a"
        f" point: {settings['replications']}; second organisation: {chart}. Loss"
        f" {done.searched.loss[0]:.1f} for the first point, {done.searched.loss.min():.1f} for the best."
    )


def _counts_table(counts: dict[str, dict[str, int]]) -> str:
    rows = [
        f"| {moment} | {' | '.join(str(of[world]) for world in WORLDS)} |"
        for moment, of in counts.items()
    ]
    return "\n".join([f"| | {' | '.join(WORLDS)} |", "| --- |" + " --- |" * len(WORLDS), *rows])


def _facts_table(validation: pd.DataFrame) -> str:
    by = validation.set_index(["moment", "organisation", "part"])
    columns = [(moment, world) for world in WORLDS for moment in ("before", "after")]
    head = " | ".join(f"{world}, {moment}" for moment, world in columns)
    rows = []
    for part in NAMES:
        first = by.loc[("after", WORLDS[0], part)]
        cells = " | ".join(_value(by.loc[(*column, part)]) for column in columns)
        band = f"{first['target']:g} ({first['low']:g} … {first['high']:g})"
        rows.append(f"| {first['number']} | `{part}` | {band} | {cells} |")
    ruler = "| --- | --- | --- |" + " --- |" * len(columns)
    return "\n".join([f"| # | part | target (band) | {head} |", ruler, *rows])


def _value(row: pd.Series) -> str:
    if not np.isfinite(row["mean"]):
        return "–"
    error = f" ± {row['half_width']:.2g}" if np.isfinite(row["half_width"]) else ""
    text = f"{row['mean']:.2f}{error}"
    return f"**{text}**" if row["inside"] else text


def _failures(done: Calibrated, correlations: pd.DataFrame) -> str:
    """Parts outside after, with the keys that move them; and what those keys move besides."""
    after = done.validation[(done.validation.moment == "after") & ~done.validation.inside]
    if after.empty:
        return "Nothing fails."
    least = noise(done.settings["cloud_points"])
    rows = []
    for row in after.itertuples():
        missing = row.low - row.mean if row.mean < row.low else row.high - row.mean
        by = f"{missing:+.2f}" if np.isfinite(missing) else "undefined"
        movers = ", ".join(who_moves(correlations, row.part, least)) or "none of the keys"
        rows.append(f"| {row.number} | `{row.part}` | {row.organisation} | {by} | {movers} |")
    head = "| # | part | organisation | to its band | moved by (rank correlation in the cloud) |"
    return "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])


def _keys_table(known: pd.DataFrame) -> str:
    rows = [
        f"| `{row.key}` | {row.assumed:.3g} | **{row.tuned:.3g}** |"
        f" {_range(row.accepted_low, row.accepted_high)} | {_percent(row.shrinkage)} |"
        f" {row.accepted} of {row.redrawn} |"
        for row in known.sort_values("shrinkage", ascending=False).itertuples()
    ]
    head = "| key | assumed | tuned | accepted, 5–95 % | shrinkage | values accepted |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- |", *rows])


def _range(low: float, high: float) -> str:
    return f"{low:.2g} … {high:.2g}" if np.isfinite(low) else "too few"


def _percent(share: float) -> str:
    return f"{share:.0%}" if np.isfinite(share) else "–"


def _story_table(story: pd.DataFrame) -> str:
    names = [name for name in story.columns if name.endswith("_end")]
    head = " | ".join(name.removesuffix("_end").replace("_", " ") for name in names)
    rows = [
        f"| {row['organisation']}, {row['moment']} |"
        + "".join(f" {row[name]:.2f} |" for name in names)
        for _, row in story.iterrows()
    ]
    ruler = "| --- |" + " --- |" * len(names)
    return "\n".join([f"| at the end of three years | {head} |", ruler, *rows])
