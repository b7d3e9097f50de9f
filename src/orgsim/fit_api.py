"""A Python session with an organisation of one's own: fitted to its answers, forecast, held to its past.

fitted = orgsim.fit("chart.toml", "waves.csv", members=200)
fitted.levers()                              # data frame: before and after the answers, by group
orgsim.forecast(fitted, weeks=52).measures()  # data frame: now, at the end, and the change
"""

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from orgsim.config.files import ConfigFile, build, read_config, with_its_files
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.inference.answer_files import AnswerFiles, read_inputs
from orgsim.io.fit_verdict import unexplained_items

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from orgsim.inference.fitted_folder import FittedFolder

FilePath = str | PathLike[str]
OwnConfig = ConfigFile | Config | Mapping[str, Any] | FilePath
"""A config file, the name of one that comes along, one read before, or plain tables."""


class Fitted:
    """An organisation fitted to its people's answers: a folder that `orgsim fit` or `orgsim.fit` wrote.

    folder      where it lies; `folder / "fitted.toml"` is a config for run, compare and sweep
    summary     all that was found as plain values (fit.json)
    explained   whether the fit explains the answers; if not, `unexplained` has the items

    Levers, states and gaps are shares or points in [0, 1]; intervals hold the middle 90 % of members.
    """

    def __init__(self, folder: FilePath, keeps: TemporaryDirectory[str] | None = None) -> None:
        """The fit in a folder; UserError where it holds none."""
        from orgsim.reporting.fit_folder import read_summary

        self.folder = Path(folder)
        self.summary = read_summary(self.folder)
        self.unexplained = unexplained_items(self.folder)
        self.explained = not self.unexplained
        self._keeps = keeps  # a folder of nobody's goes with whoever uses it

    @property
    def config(self) -> Path:
        """The config to go on with."""
        return self.folder / "fitted.toml"

    def levers(self) -> "pd.DataFrame":
        """A row a lever of everybody, then of each group: before and after the answers.

        `before` and `after` have `_low` and `_high`; narrower is 1 − sd after / sd before, of logits;
        above is the share of members in which the group has more than everybody (else NaN).
        """
        return _frame(self.summary["levers"])

    def parameters(self) -> "pd.DataFrame":
        """A row a number of the model by dotted key, as `levers`; what narrowed most first."""
        return _frame(self.summary["parameters"])

    def gaps(self) -> "pd.DataFrame":
        """A row a measure and group: measure, who, people, and now its median, low and high."""
        return _frame(self.summary["gaps"])

    def items(self) -> "pd.DataFrame":
        """A row an item: found and predicted, shares inside intervals, p and whether explained."""
        return _frame(self.summary["items"])

    def answers(self) -> "pd.DataFrame":
        """A row a mean that was found: week, who, item, found, error, before and after."""
        return _frame(self.summary["answers"])

    def not_told(self) -> "pd.DataFrame":
        """A row for what could not be told: what, why."""
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
        """A row a measure: now, end and change, each with its median and 50 and 90 % intervals.

        Columns are `now_median`, `now_low_50` … `change_high_90`; change is that within members.
        """
        return _frame([_flat(row) for row in self.summary["measures"]])

    def items(self) -> "pd.DataFrame":
        """The same of what would be answered, a row an item and group, without errors of measurement."""
        return _frame([_flat(row) for row in self.summary["answers"]])

    def weeks(self) -> "pd.DataFrame":
        """A row a week and measure, or item and group: kind, what, who, favourable, and quantiles."""
        _need_pandas()
        return self.table.to_pandas()


class BacktestFrames:
    """A backtest: `summary` (backtest.json) and `table` (backtest.parquet), and data frames of them."""

    def __init__(self, summary: dict[str, Any], table: "pa.Table") -> None:
        self.summary, self.table = summary, table

    def scores(self) -> "pd.DataFrame":
        """A row an item and who predicts it: data, crps (smaller is better) and coverage of 90 %."""
        rows = [
            {"item": row["item"], "data": row["data"], "by": name, "crps": crps}
            | {"coverage": row["coverage"][name]}
            for row in self.summary["scores"]
            for name, crps in row["crps"].items()
        ]
        return _frame(rows)

    def predictions(self) -> "pd.DataFrame":
        """A row a datum of the last wave and who predicts it: found, median, low_90, high_90, crps."""
        _need_pandas()
        return self.table.to_pandas()


def fit(
    config: OwnConfig,
    survey: FilePath,
    leavers: FilePath | None = None,
    programmes: FilePath | None = None,
    out: FilePath | None = None,
    members: int = 200,
    seed: int | None = None,
    jobs: int = 1,
    *,
    scale: str | None = None,
    survey_sheet: str | None = None,
    leavers_sheet: str | None = None,
    programmes_sheet: str | None = None,
    drop_outsiders: bool = False,
    progress: Callable[[int], None] = lambda members: None,
) -> Fitted:
    """Fit an organisation to what its people answered, as `orgsim fit` does.

    config      with the chart and what is known of levers; its scenarios go along
    survey, leavers, programmes   files, or workbooks of which `…_sheet` names the sheet
    out         folder of the result; by default one that goes with the result
    members     of the ensemble, 50 or more
    seed        of all draws; by default the config's own
    jobs        processes; the result has the same bits for any number. More than one needs a script that
                begins under `if __name__ == "__main__":`
    scale       of answers that state none ("1-5", "percent", "trust=0-10, 1-5")
    progress    called with numbers of members that were simulated

    Raises UserError naming file and rows for whatever is wrong.
    """
    from orgsim.inference.findings.fit_summary import summarise_fit
    from orgsim.inference.fit import fit as conditioned
    from orgsim.reporting.fit_folder import Request, fit_folder, write_fit

    file = _with_seed(_config_file(config), seed)
    answers = AnswerFiles(
        Path(survey),
        survey_sheet,
        scale,
        _path(leavers),
        leavers_sheet,
        _path(programmes),
        programmes_sheet,
        drop_outsiders,
    )
    inputs = read_inputs(file, answers)
    keeps = TemporaryDirectory(prefix="orgsim-fit-") if out is None else None
    target = Path(keeps.name if keeps else str(out))
    with fit_folder(target) as folder:
        found = conditioned(file, inputs, members=members, jobs=jobs, progress=progress)
        request = Request(file, answers, members)
        write_fit(folder, found, summarise_fit(found, inputs), request, figure=out is not None)
    return Fitted(target, keeps)


def forecast(
    folder: Fitted | FilePath, weeks: int = 52, scenario: str | None = None
) -> ForecastFrames:
    """Forecast a fitted organisation over so many weeks, by default if nothing is done.

    scenario  one of the config's; its programmes begin now

    Raises UserError where the folder is no fit, or has no such scenario. Whether the fit explains the
    answers says `Fitted.explained`.
    """
    from orgsim.inference.findings.forecast_summary import forecast_table, summarise_forecast
    from orgsim.inference.forecast import forecast as go_on

    read = _read(folder)
    if weeks < 1:
        raise UserError(f"weeks = {weeks}: a forecast needs one week or more")
    found = go_on(read, weeks, scenario)
    return ForecastFrames(summarise_forecast(read, found, scenario), forecast_table(found))


def backtest(folder: Fitted | FilePath, jobs: int = 1) -> BacktestFrames:
    """Fit again to all waves but the last one, predict that, and score it beside two plain rivals.

    Raises UserError where there is one wave only, or files of the survey are gone or have changed.
    """
    from orgsim.inference.backtest import backtest as held
    from orgsim.inference.findings.backtest_summary import backtest_table, summarise_backtest
    from orgsim.reporting.fit_folder import read_request

    asked = read_request(_folder(folder))
    inputs = read_inputs(asked.file, asked.answers)
    found = held(asked.file, inputs, members=asked.members, jobs=jobs)
    return BacktestFrames(summarise_backtest(found), backtest_table(found))


def _config_file(config: OwnConfig) -> ConfigFile:
    if isinstance(config, ConfigFile):
        return config
    if isinstance(config, Config):
        return ConfigFile(config, {})
    if isinstance(config, Mapping):
        return with_its_files(build(config, "config"), "config")
    return read_config(Path(config))


def _with_seed(file: ConfigFile, seed: int | None) -> ConfigFile:
    """The config and its scenarios with another seed, by which a generated organisation is drawn."""
    if seed is None:
        return file

    def seeded(config: Config) -> Config:
        return config.model_copy(update={"run": config.run.model_copy(update={"seed": seed})})

    scenarios = {name: seeded(config) for name, config in file.scenarios.items()}
    return ConfigFile(seeded(file.base), scenarios)


def _path(path: FilePath | None) -> Path | None:
    return None if path is None else Path(path)


def _folder(of: Fitted | FilePath) -> Path:
    return of.folder if isinstance(of, Fitted) else Path(of)


def _read(of: Fitted | FilePath) -> "FittedFolder":
    from orgsim.inference.fitted_folder import read_folder

    return read_folder(_folder(of))


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in which what stands in tables has their name before its own."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        inner = value.items() if isinstance(value, Mapping) else ()
        flat |= {f"{key}_{name}": each for name, each in inner} or {key: value}
    return flat


def _frame(rows: list[dict[str, Any]]) -> "pd.DataFrame":
    return _need_pandas().DataFrame(rows)


def _need_pandas() -> Any:
    try:
        import pandas
    except ImportError:
        raise UserError("data frames need pandas: pip install pandas") from None
    return pandas
