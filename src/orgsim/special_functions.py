"""SciPy's special functions (distributions, their quantiles …), imported in two thirds of the time.

SciPy asks NumPy for all of its names, and thus for numpy.f2py, which reads Fortran; here that is
imported once somebody uses it.
"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType

import numpy as np


def _imported_when_used(name: str) -> ModuleType:
    """A module that is imported when one of its names is first asked for."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if "numpy.f2py" not in sys.modules:
    np.__dict__["f2py"] = _imported_when_used("numpy.f2py")

from scipy import special  # noqa: E402

__all__ = ["special"]
