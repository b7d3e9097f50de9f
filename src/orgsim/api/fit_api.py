"""Your own organisation in Python: fit it to its answers, forecast it, test it on its past.

fitted = orgsim.fit("chart.toml", "waves.csv", members=200)
fitted.levers()                              # data frame: before and after the answers, by group
orgsim.forecast(fitted, weeks=52).measures()  # data frame: now, at the end, and the change
"""

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from orgsim.api.fit_frames import BacktestFrames, Fitted, ForecastFrames
from orgsim.config.files import ConfigFile, build, read_config, with_its_files
from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.inference.answer_files import NO_COLUMNS, AnswerFiles, read_inputs

if TYPE_CHECKING:
    from orgsim.inference.fitted_folder import FittedFolder

FilePath = str | PathLike[str]
OwnConfig = ConfigFile | Config | Mapping[str, Any] | FilePath
"""A config file, the name of a shipped one, one read before, or plain tables."""


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
    survey_columns: Mapping[str, str] = NO_COLUMNS,
    leavers_columns: Mapping[str, str] = NO_COLUMNS,
    programmes_columns: Mapping[str, str] = NO_COLUMNS,
    progress: Callable[[int], None] = lambda members: None,
) -> Fitted:
    """Fit an organisation to its people's answers, as `orgsim fit` does.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile
        With the chart and what is known about levers; its scenarios are included in the result.
    survey : path
        Waves of answers, a table or a workbook.
    leavers : path, optional
        Who left and when.
    programmes : path, optional
        Past programmes.
    out : path, optional
        Folder for the result; by default one that is deleted with the result.
    members : int, default 200
        Members of the ensemble, at least 50.
    seed : int, optional
        Seed of all random draws; by default that of the config.
    jobs : int, default 1
        Processes; the result has the same bits for any number. More than one needs a script whose code
        is under `if __name__ == "__main__":`.
    scale : str, optional
        Scale of answers that state none ("1-5", "percent", "trust=0-10, 1-5").
    survey_sheet : str, optional
        Sheet of the survey's workbook; by default the first.
    leavers_sheet : str, optional
        Sheet of the leavers' workbook.
    programmes_sheet : str, optional
        Sheet of the programmes' workbook.
    drop_outsiders : bool, default False
        Leave out answers of people who are not on the chart.
    survey_columns, leavers_columns, programmes_columns : mapping of str to str, optional
        Role → column of that file, if it has another name ({"group": "Team"}); "none" for none.
    progress : callable, optional
        Called with the number of members just simulated.

    Returns
    -------
    Fitted
        Levers, states and gaps before and after the answers, as data frames.

    Raises
    ------
    UserError
        If anything is wrong, naming file and rows.

    Examples
    --------
    The files of this example are those of `orgsim.inference.survey.template`.

    >>> fitted = orgsim.fit("own.toml", "waves.csv", out="fitted", members=50)
    >>> fitted.levers()["who"].iloc[0]
    'everybody'
    """
    from orgsim.inference.findings.fit_summary import summarise_fit
    from orgsim.inference.fit import fit as conditioned
    from orgsim.reporting.folders.fit_folder import Request, fit_folder, write_fit

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
        survey_columns,
        leavers_columns,
        programmes_columns,
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
    """Forecast a fitted organisation over some weeks, by default with nothing done.

    `Fitted.explained` says whether the fit explains the answers.

    Parameters
    ----------
    folder : Fitted or path
        The result of `orgsim.fit` or `orgsim fit`.
    weeks : int, default 52
        How far ahead.
    scenario : str, optional
        A scenario of the config; its programmes begin now.

    Returns
    -------
    ForecastFrames
        Data frames of measures, items and weeks with their medians and 50 and 90 % intervals.

    Raises
    ------
    UserError
        If the folder contains no fit, or there is no such scenario.

    Examples
    --------
    >>> ahead = orgsim.forecast("fitted", weeks=4)
    >>> "alignment" in ahead.measures()["measure"].tolist()
    True
    """
    from orgsim.inference.findings.forecast_summary import forecast_table, summarise_forecast
    from orgsim.inference.forecast import forecast as go_on

    read = _read(folder)
    if weeks < 1:
        raise UserError(f"weeks = {weeks}: a forecast needs one week or more")
    found = go_on(read, weeks, scenario)
    return ForecastFrames(summarise_forecast(read, found, scenario), forecast_table(found))


def backtest(folder: Fitted | FilePath, jobs: int = 1) -> BacktestFrames:
    """Fit again to all waves except the last, predict that one, and score it against two simple rivals.

    Parameters
    ----------
    folder : Fitted or path
        What `orgsim.fit` or `orgsim fit` returned for at least two waves.
    jobs : int, default 1
        Processes; the result has the same bits for any number.

    Returns
    -------
    BacktestFrames
        Data frames of scores and predictions; a smaller CRPS is better, in shares or points of [0, 1].

    Raises
    ------
    UserError
        If there is only one wave, or files of the survey are missing or have changed.

    Examples
    --------
    >>> scores = orgsim.backtest("fitted").scores()
    >>> sorted(scores.columns)
    ['by', 'coverage', 'crps', 'data', 'item']
    """
    from orgsim.inference.backtest import backtest as held
    from orgsim.inference.findings.backtest_summary import backtest_table, summarise_backtest
    from orgsim.reporting.folders.fit_folder import read_request

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
