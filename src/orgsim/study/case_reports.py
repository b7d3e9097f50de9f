"""Numbers that are reported of each of some cases: mechanisms, levels of leaders, programmes."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from orgsim.study.findings import Number, report
from orgsim.study.quantities import Estimated, Quantity

Cases = Sequence[str] | Mapping[str, str]
"""By name what a statement calls them; without a mapping, their names without underscores."""


def report_each(
    name: str, statement: str, asked: Callable[..., Quantity | Estimated], *cases: Cases
) -> dict[str, Number]:
    """Numbers by name: one for each case, of several kinds of cases for each combination.

    name       with {} where a case is named, once for each kind
    statement  with {} where the words for it stand
    asked      what is asked of a case, by its name
    """
    kinds = [
        kind if isinstance(kind, Mapping) else {case: case.replace("_", " ") for case in kind}
        for kind in cases
    ]
    found = {}
    for case in product(*kinds):
        words = (kind[one] for kind, one in zip(kinds, case, strict=True))
        found[name.format(*case)] = report(statement.format(*words), asked(*case))
    return found
