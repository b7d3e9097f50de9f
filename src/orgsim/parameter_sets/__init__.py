"""The sets of numbers that agree with the evidence, and which replication has which."""

from orgsim.parameter_sets.config_with_set import (
    number_at,
    with_numbers,
    with_one_set,
    with_set,
    without_draws,
)
from orgsim.parameter_sets.sets_file import NUMBERS
from orgsim.parameter_sets.sets_in_use import (
    SHIPPED,
    VARIABLE,
    evidence_has,
    fitted_states,
    in_sets,
    sets_file,
    sets_in_use,
)
from orgsim.parameter_sets.sets_of_replications import (
    drawn_sets,
    refuse_unknown,
    replications_of_own_sets,
    set_of,
)

__all__ = [
    "NUMBERS",
    "SHIPPED",
    "VARIABLE",
    "drawn_sets",
    "evidence_has",
    "fitted_states",
    "in_sets",
    "number_at",
    "refuse_unknown",
    "replications_of_own_sets",
    "set_of",
    "sets_file",
    "sets_in_use",
    "with_numbers",
    "with_one_set",
    "with_set",
    "without_draws",
]
