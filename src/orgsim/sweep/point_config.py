"""Recipe: from a point's values to the config of its runs."""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from typing import Any, Literal

from orgsim.config.before import AS_DRAWN, with_before_of
from orgsim.config.files import build, lay_value, merged
from orgsim.config.models import POINT, Config
from orgsim.errors import UserError, listed, quoted
from orgsim.measures.declarations import Measure
from orgsim.measures.own_code import own_code, refuse_other_code
from orgsim.measures.own_measures import OwnMeasures, own_declarations
from orgsim.organisation.hints import did_you_mean
from orgsim.parameter_sets import in_sets
from orgsim.sweep.design import Value

SCENARIO = "scenario"
FACTS = "facts"
SETS = "parameter_sets"
"""Key of `run` that says which parameter sets replications have: a sweep that varies numbers of sets
leaves them at the point."""

MOST_KEPT = 512
"""Configs of points that a process keeps, some kilobytes each."""

Measures = Literal["outcomes", "facts"]
Rest = Literal["base", "each"]


@dataclass(frozen=True)
class Recipe:
    """All that a worker needs to know about a sweep.

    base      the base config's tables, scenarios included
    kinds     the factors, dotted keys or `scenario`, with the type of their values
    measures  of a run: the outcomes of its weeks, or the stylised facts, which have weeks of their own
    weeks     of all runs, whatever the configs say, to try how long it takes; as drawn, then
    rest      where points begin at rest, under whose levers: those of the base, or of each itself
    own       measures of one's own whose code whoever started or continues the sweep has allowed, with
              SHA-256 of their source; never read from a file
    """

    base: Mapping[str, Any]
    kinds: Mapping[str, type]
    seed: int
    record_weeks: tuple[int, ...]
    measures: Measures = "outcomes"
    weeks: int | None = None
    rest: Rest = "base"
    own: Mapping[str, str] = field(default_factory=dict)

    def config(self, values: Sequence[Value]) -> Config:
        """The config of a point; raise UserError if its values are incompatible."""
        return self._of_values(tuple(values))

    def config_of(self, values: Mapping[str, Value]) -> Config:
        """The config with some factors set, the others as in the base."""
        point = dict(values)
        scenario = point.pop(SCENARIO, None)
        if scenario not in self._scenarios:
            known = [str(name) for name in self._scenarios if name]
            raise UserError(
                f"scenario: {quoted(scenario)} is not in the base{did_you_mean(str(scenario), known)};"
                f" allowed: {listed(known) or 'none, the base has no scenarios'}"
            )
        tables = copy.deepcopy(self._scenarios[scenario])
        for key, value in point.items():
            lay_value(tables, key, value)
        tables.setdefault("run", {})["seed"] = self.seed
        of_facts = self.measures == FACTS  # which are of one set, in organisations as drawn
        if of_facts or self._varies_sets:
            tables["run"].setdefault(SETS, POINT)
        if of_facts:
            tables["run"]["start"] = AS_DRAWN
        if self.weeks is not None:
            tables["run"] |= {"weeks": self.weeks, "start": AS_DRAWN}
        config = build(tables, "point").base
        return with_before_of(config, self._base) if self.rest == "base" else config

    def __getstate__(self) -> dict[str, Any]:
        """What is sent to other processes: without cached objects, which cannot be."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def with_weeks(self, weeks: int) -> "Recipe":
        """The same with another number of weeks."""
        return replace(self, weeks=weeks)

    @cached_property
    def own_measures(self) -> dict[str, Measure]:
        """The declarations of the base's own measures that were allowed."""
        return own_declarations(self._base) if self.own else {}

    @cached_property
    def own_functions(self) -> OwnMeasures:
        """Their functions, found in this process; UserError if their source has changed."""
        if not self.own:
            return {}
        code = own_code(self._base, True, "base")
        refuse_other_code(self.own, code.sources, "base")
        return code.functions

    @cached_property
    def _of_values(self) -> Callable[[tuple[Value, ...]], Config]:
        """Configs by values, the latest ones cached, since each replication needs the point's again."""

        @lru_cache(MOST_KEPT)
        def config_of_values(values: tuple[Value, ...]) -> Config:
            return self.config_of(dict(zip(self.kinds, values, strict=True)))

        return config_of_values

    @cached_property
    def _varies_sets(self) -> bool:
        """Whether a factor is a number that parameter sets may hold."""
        return any(map(in_sets, self.kinds))

    @cached_property
    def _base(self) -> Config:
        return build(self._scenarios[None], "base").base

    @cached_property
    def _scenarios(self) -> dict[Value | None, dict[str, Any]]:
        """The base's tables for each scenario, None for the base itself."""
        plain = {key: value for key, value in self.base.items() if key != "scenarios"}
        variations = self.base.get("scenarios", {})
        return {
            None: plain,
            **{name: merged(plain, changes) for name, changes in variations.items()},
        }
