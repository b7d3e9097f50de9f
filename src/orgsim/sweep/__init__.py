"""Sweeps: designed experiments over any number of a config, that survive whatever happens to them.

The package is what `orgsim.sweep` names once any module of it is imported; so it can be called, too:
`orgsim.sweep("sweep.toml", out="results/sweep")` is `orgsim.sweep.api.sweep`.
"""

import sys
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from orgsim.sweep.api import sweep

        return sweep(*arguments, **options)


sys.modules[__name__].__class__ = _Callable
