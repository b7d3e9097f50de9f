"""SciPy's special functions are imported without what they do without."""

import subprocess
import sys

CODE = """
import sys
from orgsim.special_functions import special
assert special.ndtri(0.5) == 0
assert "numpy.f2py.crackfortran" not in sys.modules, "imported"
import numpy, numpy.f2py
assert numpy.f2py is sys.modules["numpy.f2py"]
assert callable(numpy.f2py.run_main)
assert "numpy.f2py.crackfortran" in sys.modules, "not imported when it is used"
from numpy import *
from scipy import stats
assert stats.norm.cdf(0) == 0.5
"""


def test_what_reads_fortran_is_imported_when_it_is_used():
    subprocess.run([sys.executable, "-c", CODE], check=True)
