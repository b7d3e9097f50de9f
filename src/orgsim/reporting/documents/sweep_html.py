"""Report: a study as one HTML page that needs nothing else: no script, no link, no outside file."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orgsim.analysis.factors.indices import Indices
from orgsim.analysis.factors.levels import is_numeric
from orgsim.analysis.result_schema import TIMES
from orgsim.analysis.sweep_analysis import Convergence, OutcomeStudy, Study
from orgsim.number_text import plain
from orgsim.plain_tables import flat
from orgsim.reporting import report_parts
from orgsim.reporting.documents.html_templates import filled
from orgsim.reporting.neutral_table import words
from orgsim.reporting.report_parts import (
    Bullets,
    Folded,
    Heading,
    Paragraph,
    Part,
    Section,
)
from orgsim.reporting.sentences.sweep_text import CAPTIONS, LIMITS, READING
from orgsim.reporting.tables.sweep_result_tables import (
    convergence_table,
    effects_table,
    indices_table,
    variance_parts_table,
)

CURVES = "curves"
CUT = (
    "Times are cut off at the weeks for which all runs were simulated, so that censored runs"
    " count: this is the restricted mean time."
)


class Picture(NamedTuple):
    """A figure of the report: the outcome it is of ("" for all), its kind, and its SVG."""

    outcome: str
    kind: str
    svg: bytes


def html_report(
    found: Study, title: str, manifest: Mapping[str, Any], pictures: Sequence[Picture]
) -> str:
    """The whole page."""
    matters = [
        *(_picture(picture) for picture in pictures if not picture.outcome),
        *(part for one in found.outcomes for part in _outcome(one, pictures)),
        *(part for one in found.convergence for part in _convergence(one, pictures)),
    ]
    sections = (
        Section("Design", _design(found)),
        Section("What matters", tuple(matters)),
        Section("How to read this", (Bullets(READING),)),
        Section("Limits", (Bullets(LIMITS),)),
        Section("Provenance", (_provenance(manifest),)),
    )
    return filled("sweep.html", {"title": title, "warnings": found.warnings, "sections": sections})


def _design(found: Study) -> tuple[Part, ...]:
    rows = found.rows
    succeeded = int(rows.succeeded.sum())
    facts = [
        ("Design", rows.design),
        ("Points", f"{rows.points:,}"),
        ("Runs", f"{len(rows.point):,}"),
        ("of them failed", f"{len(rows.point) - succeeded:,}"),
        ("Replications of a point", _replications(found)),
        ("Weeks of a run", f"{rows.horizon:,}"),
        *(
            (f"Censored ({one.outcome.name})", f"{one.runs - one.converged:,} of {one.runs:,}")
            for one in found.convergence
        ),
    ]
    factors = [
        (name, len(set(values.tolist())), _span(values)) for name, values in rows.factors.items()
    ]
    return words(("", ""), facts), words(("Factor", "Different values", "Values"), factors)


def _replications(found: Study) -> str:
    counts = found.points["runs"].to_numpy()
    low, high = counts.min(), counts.max()
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _span(values: Any) -> str:
    if is_numeric(values):
        return f"{plain(values.min(), 4)} to {plain(values.max(), 4)}"
    different = list(dict.fromkeys(str(value) for value in values.tolist()))
    return ", ".join(different[:8]) + (", …" if len(different) > 8 else "")


def _outcome(one: OutcomeStudy, pictures: Sequence[Picture]) -> list[Part]:
    parts: list[Part] = [Heading(one.outcome.label)]
    name = one.outcome.name
    if not one.known:
        return [*parts, Paragraph("No run has a value of this outcome.")]
    if not one.varies:
        return [*parts, Paragraph(f"It does not vary: it is {plain(_first(one), 3)} in every run.")]
    if name in TIMES:
        parts.append(Paragraph(CUT))
    parts.append(_variance(one))
    if one.indices is None and len(one.means) > 1:
        parts.append(Paragraph("Its mean is the same at all points: there is nothing to compare."))
    elif one.indices is None:
        parts.append(Paragraph("There is one point only: nothing to compare it with."))
    else:
        parts += _effects(one)
        parts += map(Paragraph, one.indices.notes)
        parts += _indices(one.indices)
    return [
        *parts,
        *(
            _picture(picture)
            for picture in pictures
            if picture.outcome == name and picture.kind != CURVES
        ),
    ]


def _first(one: OutcomeStudy) -> float:
    return next((float(value) for value in one.means if math.isfinite(value)), math.nan)


def _variance(one: OutcomeStudy) -> Part:
    if one.variance is None:
        return Paragraph(
            "One replication: random variation cannot be separated from the effects of the factors."
        )
    return variance_parts_table(one.variance.parts)


def _effects(one: OutcomeStudy) -> list[Part]:
    if not one.effects or one.indices is None:
        return []
    return [
        Paragraph(f"By {one.indices.method}."),
        effects_table(one.effects, one.indices.ranks_by),
    ]


def _indices(found: Indices) -> list[Part]:
    """All indices of factors, and the largest of pairs, to be opened."""
    title, table = indices_table(found)
    return [Folded(title, table)] if table.rows else []


def _convergence(one: Convergence, pictures: Sequence[Picture]) -> list[Part]:
    parts: list[Part] = [
        Heading(f"When runs converge: {one.outcome.label}"),
        Paragraph(
            f"{one.converged:,} of {one.runs:,} runs converged; the others had not within the weeks"
            " simulated (censored) and are counted as such."
        ),
    ]
    if one.factors:
        parts.append(convergence_table(one))
    parts += [_picture(p) for p in pictures if (p.outcome, p.kind) == (one.outcome.name, CURVES)]
    return parts


def _provenance(manifest: Mapping[str, Any]) -> Part:
    rows = [(key, str(value)) for key, value in flat(manifest)]
    if not rows:
        return Paragraph("There is no manifest.")
    return words(("From the sweep's manifest", ""), rows)


def _picture(picture: Picture) -> Part:
    return report_parts.Picture(picture.svg, CAPTIONS[picture.kind], "image/svg+xml")
