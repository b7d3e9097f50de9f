"""An analysed sweep on the terminal: what varies, what matters, when runs converge."""

from rich.console import Group, RenderableType
from rich.text import Text

from orgsim.analysis.factors.indices import Indices
from orgsim.analysis.sweep_analysis import Convergence, OutcomeStudy, Study
from orgsim.number_text import count
from orgsim.reporting.tables.sweep_result_tables import (
    convergence_table,
    effects_table,
    variance_table,
)
from orgsim.reporting.terminal.screen import drawn

MOST_LISTED = 10
FEW = "Too few to tell: it takes two replications that all points have, or many points of a sample."


def analysis(found: Study) -> RenderableType:
    """The tables of an analysed sweep."""
    variance = drawn(variance_table(found.outcomes), "\nWhere the variance of runs comes from")
    effects = (_effects(one, one.indices) for one in found.outcomes if one.indices is not None)
    return Group(_headline(found), variance, *effects, *map(_convergence, found.convergence))


def _headline(found: Study) -> Text:
    counts = (
        count(found.rows.points, "point"),
        count(len(found.rows.point), "run"),
        f"{found.failed:,} failed",
        count(len(found.rows.factors), "factor"),
        count(found.rows.horizon, "week"),
    )
    return Text.assemble("\n", (f"design {found.rows.design}", "bold"), " · ", " · ".join(counts))


def _effects(one: OutcomeStudy, indices: Indices) -> RenderableType:
    title = f"\n{one.outcome.label}: what matters, by {indices.method}"
    parts: list[RenderableType] = [Text(title, style="bold")]
    if one.effects:
        table = effects_table(one.effects[:MOST_LISTED], indices.ranks_by).without("rank")
        parts = [drawn(table, title)]
    parts += [Text(note, style="dim") for note in indices.notes]
    if any(effect.above_noise is None for effect in one.effects):
        parts.append(Text(FEW, style="dim"))
    return Group(*parts)


def _convergence(one: Convergence) -> RenderableType:
    others = ", the others are censored" if one.converged < one.runs else ""
    title = f"\n{one.outcome.name}: {one.converged:,} of {one.runs:,} runs converged{others}"
    if not one.factors:
        return Text(title, style="bold")
    return drawn(convergence_table(one, MOST_LISTED).without("log-rank χ²"), title)
