"""The twins that the benchmark compares with live through the same as orgsim.

The one in C was written from docs/odd.md, and so was who reads what of whom in the one in Mesa, which
calls the model's formulas: this is also a check of the engine.
"""

import pytest

from agreement import DisagreementError, compare
from c_twin import CTwin, compiler
from mesa_twin import MesaTwin
from scenario import configs, large_organisation, odd_organisation

needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C compiler")


@pytest.mark.parametrize(
    ("twin", "runs"),
    [
        (MesaTwin, 1),
        pytest.param(CTwin, 1, marks=needs_compiler),
        pytest.param(CTwin, 8, marks=needs_compiler),
    ],
)
@pytest.mark.parametrize("organisation", [odd_organisation(), large_organisation(120)])
def test_a_twin_lives_through_the_same(twin, runs, organisation):
    found = compare(twin, organisation, configs(runs, exit_base=0.02), weeks=12)
    assert found.leavers > 20


def test_a_twin_that_differs_is_found():
    class Forgetful(MesaTwin):
        def state(self, name):
            return super().state("trust" if name == "voice" else name)

    with pytest.raises(DisagreementError, match="Forgetful: voice differs"):
        compare(Forgetful, odd_organisation(), configs(1), weeks=3)
