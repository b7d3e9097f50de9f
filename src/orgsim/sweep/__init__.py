"""Sweeps: designed experiments over any number in a config, which survive crashes and interruptions.

    orgsim.sweep("sweep.toml", out="results/first")   run one, as orgsim.sweep.python_api.sweep does
    orgsim.sweep.load("results/first")                its rows as a pandas DataFrame

The package is what `orgsim.sweep` names once any module of it is imported; so it can be called, too.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orgsim.sweep.python_api import Swept, load, sweep

__all__ = ["Swept", "load", "sweep"]


class _Callable(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from orgsim.sweep.python_api import sweep

        return sweep(*arguments, **options)


sys.modules[__name__].__class__ = _Callable


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'orgsim.sweep' has no attribute {name!r}")
    from orgsim.sweep import python_api

    return getattr(python_api, name)
