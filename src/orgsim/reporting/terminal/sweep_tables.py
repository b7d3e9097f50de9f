"""An analysed sweep as tables: what varies, what matters, when runs converge."""

import math

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from orgsim.analysis.survival import median
from orgsim.analysis.sweep_analysis import OutcomeStudy, Study
from orgsim.number_text import NONE, count, fixed, p_value, percent, span
from orgsim.reporting.sweep_html import how_sure
from orgsim.reporting.terminal.screen import table

MOST_LISTED = 10
FEW = "Too few to tell: it takes two replications that all points have, or many points of a sample."


def analysis(found: Study) -> RenderableType:
    """The tables of an analysed sweep."""
    return Group(
        _headline(found), _variance(found), *map(_effects, found.outcomes), *_convergence(found)
    )


def _headline(found: Study) -> Text:
    counts = (
        count(found.rows.points, "point"),
        count(len(found.rows.point), "run"),
        f"{found.failed:,} failed",
        count(len(found.rows.factors), "factor"),
        count(found.rows.horizon, "week"),
    )
    return Text.assemble("\n", (f"design {found.rows.design}", "bold"), " · ", " · ".join(counts))


def _variance(found: Study) -> Table:
    made = table(
        "\nWhere the variance of runs comes from",
        "",
        "Mean",
        "Points",
        "Common draws",
        "Noise",
        "of means",
        "",
        note=True,
    )
    for one in found.outcomes:
        known = [value for value in one.means.tolist() if math.isfinite(value)]
        mean = fixed(sum(known) / len(known)) if known else NONE
        note = "" if one.variance else "one replication" if one.varies else "does not vary"
        shares = (
            [part.share for part in one.variance.parts.values()] if one.variance else [None] * 3
        )
        of_means = one.variance.noise_of_means if one.variance else None
        name = one.outcome.name if known else f"{one.outcome.name}: no values"
        made.add_row(name, mean, *(percent(share, 1) for share in [*shares, of_means]), note)
    return made


def _effects(one: OutcomeStudy) -> RenderableType:
    if one.indices is None:
        return Text()
    label = {"total": "Total index", "mu_star": "mu*", "prcc": "PRCC"}[one.indices.ranks_by]
    made = table(
        f"\n{one.outcome.label}: what matters, by {one.indices.method}",
        "",
        label,
        "95 % interval",
        "Direction",
        "How sure",
        note=True,
    )
    for effect in one.effects[:MOST_LISTED]:
        made.add_row(
            effect.factor,
            fixed(effect.effect),
            span(effect.low, effect.high),
            effect.direction or NONE,
            how_sure(effect.above_noise, effect.above_next),
        )
    notes = [Text(note, style="dim") for note in one.indices.notes]
    if any(effect.above_noise is None for effect in one.effects):
        notes.append(Text(FEW, style="dim"))
    return Group(*([made] if one.effects else []), *notes)


def _convergence(found: Study) -> list[RenderableType]:
    tables: list[RenderableType] = []
    for one in found.convergence:
        made = table(
            f"\n{one.outcome.name}: {one.converged:,} of {one.runs:,} runs converged, the others are"
            " censored",
            "",
            "Level",
            "Converged",
            "Median week",
            "p (Holm)",
            left=2,
        )
        for factor in one.factors[:MOST_LISTED]:
            for n, label in enumerate(factor.levels.labels):
                week = median(factor.curves[n])
                made.add_row(
                    factor.factor if n == 0 else "",
                    label,
                    f"{int(factor.curves[n].events.sum()):,} of {factor.runs[n]:,}",
                    fixed(week, 0),
                    p_value(factor.p_holm) if factor.p_holm is not None and n == 0 else "",
                )
        tables.append(made)
    return tables
