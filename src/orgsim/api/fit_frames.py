"""Results of a fit, a forecast and a backtest as data frames."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from orgsim.extras import require
from orgsim.io.fit_verdict import unexplained_items

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Fitted:
    """An organisation fitted to its people's answers: a folder written by `orgsim fit` or `orgsim.fit`.

    Levers, states and gaps are shares or points in [0, 1]; intervals cover the middle 90 % of members.

    Parameters
    ----------
    folder : path
        Its path; `folder / "fitted.toml"` is a config for run, compare and sweep.
    keeps : tempfile.TemporaryDirectory, optional
        A folder that is deleted with this object.

    Attributes
    ----------
    folder : pathlib.Path
        As given.
    summary : dict
        All results as plain values (fit.json).
    explained : bool
        Whether the fit explains the answers.
    unexplained : list of str
        The items that it does not explain.

    Raises
    ------
    UserError
        If the folder contains no fit.

    Examples
    --------
    >>> orgsim.Fitted("fitted").config.name
    'fitted.toml'
    """

    def __init__(
        self, folder: str | PathLike[str], keeps: TemporaryDirectory[str] | None = None
    ) -> None:
        """The fit in a folder; UserError if there is none."""
        from orgsim.reporting.folders.fit_folder import read_summary

        self.folder = Path(folder)
        self.summary = read_summary(self.folder)
        self.unexplained = unexplained_items(self.folder)
        self.explained = not self.unexplained
        self._keeps = keeps  # a folder of nobody's goes with whoever uses it

    @property
    def config(self) -> Path:
        """The fitted config."""
        return self.folder / "fitted.toml"

    def levers(self) -> "pd.DataFrame":
        """Levers before and after the answers, for everybody and for each group.

        Returns
        -------
        pandas.DataFrame
            One row per lever, for everybody and then for each group. `before` and `after` have `_low`
            and `_high`; narrower is 1 − sd after / sd before, of logits; above is the share of members
            in which the group has more than everybody (else NaN).
        """
        return _frame(self.summary["levers"])

    def parameters(self) -> "pd.DataFrame":
        """Parameters before and after the answers.

        Returns
        -------
        pandas.DataFrame
            One row per number of the model, by dotted key, as in `levers`; the most narrowed first.
        """
        return _frame(self.summary["parameters"])

    def gaps(self) -> "pd.DataFrame":
        """Where the gaps are now.

        Returns
        -------
        pandas.DataFrame
            One row per measure and group: measure, who, people, and its median, low and high now.
        """
        return _frame(self.summary["gaps"])

    def items(self) -> "pd.DataFrame":
        """Whether the fit explains the answers, item by item.

        Returns
        -------
        pandas.DataFrame
            One row per item: found and predicted, shares inside intervals, p and whether explained.
        """
        return _frame(self.summary["items"])

    def answers(self) -> "pd.DataFrame":
        """The answers next to what the fit predicts.

        Returns
        -------
        pandas.DataFrame
            One row per observed mean of five answers or more: week, who, item, found, error, before
            and after.
        """
        return _frame(self.summary["answers"])

    def not_told(self) -> "pd.DataFrame":
        """What the answers could not determine.

        Returns
        -------
        pandas.DataFrame
            One row for each: what, why.
        """
        return _frame(self.summary["not_told"])

    def __repr__(self) -> str:
        """What it is of, and whether it explains the answers."""
        verdict = "explained" if self.explained else f"NOT explained: {', '.join(self.unexplained)}"
        name, members = self.summary["config"], self.summary["members"]
        return f"<orgsim fit of {name!r}: {members:,} members, answers {verdict}>"


class ForecastFrames:
    """A forecast: `summary` (forecast.json) and `table` (forecast.parquet), and data frames of them."""

    def __init__(self, summary: dict[str, Any], table: "pa.Table") -> None:
        self.summary, self.table = summary, table

    def measures(self) -> "pd.DataFrame":
        """One row per measure: now, end and change, each with its median and 50 and 90 % intervals.

        Columns are `now_median`, `now_low_50` … `change_high_90`; change is that within members.
        """
        return _frame([_flat(row) for row in self.summary["measures"]])

    def items(self) -> "pd.DataFrame":
        """The same for the answers, one row per item and group, without measurement error."""
        return _frame([_flat(row) for row in self.summary["answers"]])

    def weeks(self) -> "pd.DataFrame":
        """One row per week and measure, or item and group: kind, what, who, favourable, quantiles."""
        require("frames")
        return self.table.to_pandas()


class BacktestFrames:
    """A backtest: `summary` (backtest.json) and `table` (backtest.parquet), and data frames of them."""

    def __init__(self, summary: dict[str, Any], table: "pa.Table") -> None:
        self.summary, self.table = summary, table

    def scores(self) -> "pd.DataFrame":
        """One row per item and predictor: data, crps (smaller is better) and coverage of 90 %."""
        rows = [
            {"item": row["item"], "data": row["data"], "by": name, "crps": crps}
            | {"coverage": row["coverage"][name]}
            for row in self.summary["scores"]
            for name, crps in row["crps"].items()
        ]
        return _frame(rows)

    def predictions(self) -> "pd.DataFrame":
        """One row per datum of the last wave and predictor: found, median, low_90, high_90, crps."""
        require("frames")
        return self.table.to_pandas()


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in which what stands in tables has their name before its own."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        inner = value.items() if isinstance(value, Mapping) else ()
        flat |= {f"{key}_{name}": each for name, each in inner} or {key: value}
    return flat


def _frame(rows: list[dict[str, Any]]) -> "pd.DataFrame":
    require("frames")
    import pandas

    return pandas.DataFrame(rows)
