"""Tables of an analysed sweep: where variance comes from, what matters, and when runs converge."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from orgsim.analysis.factors.claims import TOO_FEW
from orgsim.analysis.factors.indices import Indices
from orgsim.analysis.factors.sensitivity import EFFECTS, Effect
from orgsim.analysis.points import MEANING, Share
from orgsim.analysis.survival import median
from orgsim.analysis.sweep_analysis import Convergence, FactorConvergence, OutcomeStudy
from orgsim.number_text import NONE, fixed, p_value, percent, plain, span
from orgsim.reporting.neutral_table import Column, Table, numbers
from orgsim.reporting.sentences.sweep_text import KINDS

MOST_PAIRS = 5
SHORT = {"total": "total index", "mu_star": "mu*", "prcc": "PRCC"}
"""What an effect is called where there is little room."""


def _number(value: float | None) -> str:
    return plain(value, 3)


def _interval(ends: Sequence[float]) -> str:
    return f"{_number(ends[0])} to {_number(ends[1])}" if math.isfinite(ends[0]) else NONE


def _share(value: float) -> str:
    return percent(value, 1)


INTERVAL = "95 % interval"


def variance_table(outcomes: Sequence[OutcomeStudy]) -> Table:
    """Where the variance of runs comes from, an outcome a row."""
    shares = (
        Column(heading, "number", written=_share)
        for heading in ("points", "common draws", "noise", "of means")
    )
    columns = (Column("outcome"), numbers("mean"), *shares, Column("", "note"))
    return Table(columns, tuple(map(_shares_of_variance, outcomes)))


def _shares_of_variance(one: OutcomeStudy) -> tuple[Any, ...]:
    known = [value for value in one.means.tolist() if math.isfinite(value)]
    name = one.outcome.name if known else f"{one.outcome.name}: no values"
    mean = sum(known) / len(known) if known else None
    if one.variance is None:
        note = "one replication" if one.varies else "does not vary"
        return name, mean, None, None, None, None, note
    parts = (part.share for part in one.variance.parts.values())
    note = "same at all points" if one.indices is None and len(known) > 1 else ""
    return name, mean, *parts, one.variance.noise_of_means, note


def variance_parts_table(parts: Mapping[str, Share]) -> Table:
    """Where the variance of an outcome comes from, a part a row."""
    columns = (
        Column("where the variance of runs comes from"),
        Column("variance", "number", written=_number),
        Column("share", "number", written=_share),
        Column(INTERVAL, "number", written=_percents),
    )
    rows = ((MEANING[part], each.variance, each.share, each) for part, each in parts.items())
    return Table(columns, tuple(rows))


def _percents(share: Share) -> str:
    if not math.isfinite(share.low):
        return NONE
    return f"{fixed(100 * share.low, 1)} to {percent(share.high, 1)}"


def effects_table(effects: Sequence[Effect], ranks_by: str) -> Table:
    """What matters, the first first, and how sure that is."""
    columns = (
        numbers("rank", 0),
        Column("factor"),
        numbers(EFFECTS[ranks_by], short=SHORT[ranks_by]),
        Column(INTERVAL, "number", written=lambda ends: span(*ends)),
        Column("direction"),
        Column("how sure", "note"),
    )
    rows = (
        (
            effect.rank,
            effect.factor,
            effect.effect,
            (effect.low, effect.high),
            effect.direction or None,
            how_sure(effect.above_noise, effect.above_next),
        )
        for effect in effects
    )
    return Table(columns, tuple(rows))


def how_sure(above_noise: bool | None, above_next: bool | None) -> str:
    """What intervals say about a factor's place, in words."""
    if above_noise is None:
        return TOO_FEW
    if not above_noise:
        return "not shown to matter"
    if above_next is None:
        return "does something"
    return "clearly before the next" if above_next else "may change places with the next"


def indices_table(found: Indices) -> tuple[str, Table]:
    """All indices of factors and the largest of pairs, and what the table is called."""
    pairs = sorted(found.of("second"), key=lambda index: -index.value)[:MOST_PAIRS]
    shown = [*(index for index in found.indices if index.kind != "second"), *pairs]
    columns = (
        Column("index"),
        Column("factor"),
        Column("value", "number", written=_number),
        Column(INTERVAL, "number", written=_interval),
        Column("without noise", "number", written=_number),
    )
    rows = (
        (
            KINDS[index.kind],
            f"{index.factor} × {index.other}" if index.other else index.factor,
            index.value,
            (index.low, index.high),
            index.without_noise,
        )
        for index in shown
    )
    more = f" and the {len(pairs)} pairs with most" if pairs else ""
    return f"All indices{more}", Table(columns, tuple(rows))


def convergence_table(one: Convergence, most: int | None = None) -> Table:
    """How many runs converged and when, by the levels of each factor, at most so many factors."""
    columns = (
        Column("factor"),
        Column("level"),
        Column("converged", "number"),
        Column("median week", "number"),
        Column("log-rank χ²", "number"),
        Column("p (Holm)", "number", short="Holm's p"),
    )
    rows = (
        (
            factor.factor if n == 0 else "",
            label,
            f"{int(factor.curves[n].events.sum()):,} of {factor.runs[n]:,}",
            _week(median(factor.curves[n])),
            *(_test(factor) if n == 0 else ("", "")),
        )
        for factor in one.factors[:most]
        for n, label in enumerate(factor.levels.labels)
    )
    return Table(columns, tuple(rows))


def _week(week: float | None) -> str:
    return "not reached" if week is None else fixed(week, 0)


def _test(factor: FactorConvergence) -> tuple[str, str]:
    """The test of a factor's levels, where there is one."""
    statistic = _number(factor.test.statistic) if factor.test else ""
    return statistic, p_value(factor.p_holm) if factor.p_holm is not None else NONE
