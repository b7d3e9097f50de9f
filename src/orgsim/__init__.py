"""orgsim: simulate how an organisation's messages and practices converge or drift apart.

    orgsim.run(config, scenario, **changes)   simulate one scenario, with all its replications
    orgsim.compare(config, **changes)         simulate a config's scenarios side by side
    orgsim.configure(config, scenario, changes), orgsim.read_config(path), orgsim.Config
    orgsim.plan(config, plan, hours=…, money=…)  the programmes that achieve most within a budget
    orgsim.sweep(source, out), orgsim.load(folder)  a designed experiment, and its rows
    orgsim.fit(config, survey), orgsim.forecast(folder), orgsim.backtest(folder)
                                              an organisation's own answers: its levers, gaps, future
    orgsim.analyse(folder), orgsim.replay(folder, run), orgsim.verify(folder)
                                              analyse a sweep, repeat one run, check its files
    orgsim.validate(config)                   the model compared with published facts and field trials
    orgsim.Ensemble, orgsim.Organisation      runs side by side, week by week, and their people
    orgsim.MEASURES                           names and meanings of the series of a result
    orgsim.OrgModel                           one run as a Mesa model
    orgsim.UserError                          a mistake the user can correct, in one line

Each is imported when it is first used, so that `import orgsim` takes no time. `__all__` is the
public interface: stable from 0.2 on, while everything else may change with any version.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orgsim.api.configured import configure
    from orgsim.api.fit_api import backtest, fit, forecast
    from orgsim.api.fit_frames import Fitted
    from orgsim.api.scenario_api import compare, run, validate
    from orgsim.config.files import read_config
    from orgsim.config.models import Config
    from orgsim.engine.ensemble import Ensemble
    from orgsim.errors import UserError
    from orgsim.measures.outcomes import MEASURES
    from orgsim.mesa.model import OrgModel
    from orgsim.organisation import Organisation
    from orgsim.planning.plan_api import plan
    from orgsim.sweep.python_api import analyse, load, replay, sweep, verify

__version__ = "0.2.0"

__all__ = [
    "MEASURES",
    "Config",
    "Ensemble",
    "Fitted",
    "OrgModel",
    "Organisation",
    "UserError",
    "analyse",
    "backtest",
    "compare",
    "configure",
    "fit",
    "forecast",
    "load",
    "plan",
    "read_config",
    "replay",
    "run",
    "sweep",
    "validate",
    "verify",
]

_HOME = {
    "MEASURES": "orgsim.measures.outcomes",
    "Config": "orgsim.config.models",
    "Ensemble": "orgsim.engine.ensemble",
    "Fitted": "orgsim.api.fit_frames",
    "OrgModel": "orgsim.mesa.model",
    "Organisation": "orgsim.organisation",
    "UserError": "orgsim.errors",
    "analyse": "orgsim.sweep.python_api",
    "backtest": "orgsim.api.fit_api",
    "compare": "orgsim.api.scenario_api",
    "configure": "orgsim.api.configured",
    "fit": "orgsim.api.fit_api",
    "forecast": "orgsim.api.fit_api",
    "load": "orgsim.sweep.python_api",
    "plan": "orgsim.planning.plan_api",
    "read_config": "orgsim.config.files",
    "replay": "orgsim.sweep.python_api",
    "run": "orgsim.api.scenario_api",
    "validate": "orgsim.api.scenario_api",
    "verify": "orgsim.sweep.python_api",
}


def __getattr__(name: str) -> Any:
    if name == "sweep":
        return import_module("orgsim.sweep")  # a package that can be called
    if name not in _HOME:
        raise AttributeError(f"module 'orgsim' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
