"""An analysed sweep on the terminal: what varies, what matters, when runs converge."""

from rich.console import Group, RenderableType
from rich.text import Text

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
    effects = map(_effects, found.outcomes)
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


def _effects(one: OutcomeStudy) -> RenderableType:
    if one.indices is None:
        return Text()
    parts: list[RenderableType] = []
    if one.effects:
        table = effects_table(one.effects[:MOST_LISTED], one.indices.ranks_by).without("rank")
        parts.append(drawn(table, f"\n{one.outcome.label}: what matters, by {one.indices.method}"))
    parts += [Text(note, style="dim") for note in one.indices.notes]
    if any(effect.above_noise is None for effect in one.effects):
        parts.append(Text(FEW, style="dim"))
    return Group(*parts)


def _convergence(one: Convergence) -> RenderableType:
    title = f"\n{one.outcome.name}: {one.converged:,} of {one.runs:,} runs converged"
    table = convergence_table(one, MOST_LISTED).without("log-rank χ²")
    return drawn(table, f"{title}, the others are censored")
