"""The prior of a fit: numbers of the model are those of the parameter sets."""

import numpy as np
import pytest

from orgsim.config.files import build
from orgsim.inference.unknowns import prior, unknowns_of, values_of
from orgsim.model.parameters import LEVERS
from orgsim.parameter_sets import sets_in_use


def test_numbers_before_the_answers_are_those_of_the_sets():
    """Even a chance to leave of some in a hundred thousand a week."""
    config = build({}).base
    sets = sets_in_use(config)
    levers = np.array([[getattr(config.levers, lever.name) for lever in LEVERS]])
    unknowns = unknowns_of(config, sets, levers, [], [], [])
    values = values_of(unknowns, prior(unknowns, sets, len(sets.sets), seed=1))
    assert "parameters.exit_base" in values.sets
    for key, found in values.sets.items():
        assert found == pytest.approx([each[key] for each in sets.sets], rel=2e-4), key
