"""Report: a study as one HTML page that needs nothing else: no script, no link, no outside file."""

import base64
import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from orgsim.analysis.claims import TOO_FEW
from orgsim.analysis.indices import Indices
from orgsim.analysis.levels import is_numeric
from orgsim.analysis.points import MEANING
from orgsim.analysis.result_schema import TIMES
from orgsim.analysis.sensitivity import EFFECTS
from orgsim.analysis.survival import median
from orgsim.analysis.sweep_analysis import Convergence, OutcomeStudy, Study
from orgsim.plain_tables import flat
from orgsim.reporting.sweep_text import CAPTIONS, KINDS, LIMITS, READING, STYLE

NONE = "–"
CURVES = "curves"
MOST_PAIRS = 5


class Picture(NamedTuple):
    """A figure of the report: the outcome it is of ("" for all), its kind, and its SVG."""

    outcome: str
    kind: str
    svg: bytes


def html_report(
    found: Study, title: str, manifest: Mapping[str, Any], pictures: Sequence[Picture]
) -> str:
    """The whole page."""
    body = [
        f"<h1>{escape(title)}</h1>",
        *(f'<p class="warning">{escape(text)}.</p>' for text in found.warnings),
        _design(found),
        "<h2>What matters</h2>",
        *(_picture(picture) for picture in pictures if not picture.outcome),
        *(_outcome(one, pictures) for one in found.outcomes),
        *(_convergence(one, pictures) for one in found.convergence),
        _words("How to read this", READING),
        _words("Limits", LIMITS),
        _provenance(manifest),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _design(found: Study) -> str:
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
    return (
        "<h2>Design</h2>"
        + _table(("", ""), facts)
        + _table(("Factor", "Different values", "Values"), factors)
    )


def _replications(found: Study) -> str:
    counts = found.points["runs"].to_numpy()
    low, high = counts.min(), counts.max()
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _span(values: Any) -> str:
    if is_numeric(values):
        return f"{values.min():.4g} to {values.max():.4g}"
    different = list(dict.fromkeys(str(value) for value in values.tolist()))
    return ", ".join(different[:8]) + (", …" if len(different) > 8 else "")


def _outcome(one: OutcomeStudy, pictures: Sequence[Picture]) -> str:
    parts = [f"<h3>{escape(one.outcome.label)}</h3>"]
    name = one.outcome.name
    if not one.known:
        return "".join([*parts, "<p>No run has a value of this outcome.</p>"])
    if not one.varies:
        parts.append(f"<p>It does not vary: it is {_number(_first(one))} in every run.</p>")
        return "".join(parts)
    if name in TIMES:
        parts.append(
            "<p>Times are cut at the weeks that all runs were simulated for, so that censored runs"
            " count: this is the restricted mean time.</p>"
        )
    parts.append(_variance(one))
    if one.indices is not None:
        parts.append(_effects(one))
        parts += [f"<p>{escape(note)}</p>" for note in one.indices.notes]
        parts.append(_indices(one.indices))
    else:
        parts.append("<p>There is one point only: nothing to compare it with.</p>")
    parts += [
        _picture(picture)
        for picture in pictures
        if picture.outcome == name and picture.kind != CURVES
    ]
    return "".join(parts)


def _first(one: OutcomeStudy) -> float:
    return next((float(value) for value in one.means if math.isfinite(value)), math.nan)


def _variance(one: OutcomeStudy) -> str:
    if one.variance is None:
        return "<p>One replication: random variation cannot be told from what the factors do.</p>"
    rows = [
        (MEANING[part], _number(share.variance), _percent(share.share), _percents(share))
        for part, share in one.variance.parts.items()
    ]
    return _table(("Where the variance of runs comes from", "Variance", "Share", "95 %"), rows)


def _effects(one: OutcomeStudy) -> str:
    if not one.effects or one.indices is None:
        return ""
    rows = [
        (
            effect.rank,
            effect.factor,
            _number(effect.effect),
            _interval(effect.low, effect.high),
            effect.direction or NONE,
            how_sure(effect.above_noise, effect.above_next),
        )
        for effect in one.effects
    ]
    head = ("Rank", "Factor", EFFECTS[one.indices.ranks_by], "95 %", "Outcome", "How sure")
    return f"<p>By {escape(one.indices.method)}.</p>" + _table(head, rows)


def _indices(found: Indices) -> str:
    """All indices of factors, and the largest of pairs, to be opened."""
    head = ("Index", "Factor", "Value", "95 %", "Without noise")
    pairs = sorted(found.of("second"), key=lambda index: -index.value)[:MOST_PAIRS]
    rows = [
        (
            KINDS[index.kind],
            f"{index.factor} × {index.other}" if index.other else index.factor,
            _number(index.value),
            _interval(index.low, index.high),
            _number(index.without_noise),
        )
        for index in [*(index for index in found.indices if index.kind != "second"), *pairs]
    ]
    if not rows:
        return ""
    more = f" and the {len(pairs)} pairs with most" if pairs else ""
    return f"<details><summary>All indices{more}</summary>{_table(head, rows)}</details>"


def how_sure(above_noise: bool | None, above_next: bool | None) -> str:
    """What intervals say about a factor's place, in words."""
    if above_noise is None:
        return TOO_FEW
    if not above_noise:
        return "not shown to matter"
    if above_next is None:
        return "does something"
    return "clearly before the next" if above_next else "may change places with the next"


def _convergence(one: Convergence, pictures: Sequence[Picture]) -> str:
    parts = [f"<h3>When runs converge: {escape(one.outcome.label)}</h3>"]
    parts.append(
        f"<p>{one.converged:,} of {one.runs:,} runs converged; the others had not within the weeks"
        " simulated (censored) and are counted as such.</p>"
    )
    rows = []
    for factor in one.factors:
        for n, label in enumerate(factor.levels.labels):
            curve, test = factor.curves[n], factor.test
            rows.append(
                (
                    factor.factor if n == 0 else "",
                    label,
                    f"{int(curve.events.sum()):,} of {factor.runs[n]:,}",
                    _week(median(curve)),
                    _number(test.statistic) if test and n == 0 else "",
                    _number(factor.p_holm) if factor.p_holm is not None and n == 0 else "",
                )
            )
    if rows:
        head = ("Factor", "Level", "Converged", "Median week", "Log-rank χ²", "p (Holm)")
        parts.append(_table(head, rows))
    parts += [_picture(p) for p in pictures if (p.outcome, p.kind) == (one.outcome.name, CURVES)]
    return "".join(parts)


def _week(week: float | None) -> str:
    return "not reached" if week is None else f"{week:.0f}"


def _provenance(manifest: Mapping[str, Any]) -> str:
    rows = [(key, str(value)) for key, value in flat(manifest)]
    return "<h2>Provenance</h2>" + (
        _table(("From the sweep's manifest", ""), rows) if rows else "<p>There is no manifest.</p>"
    )


def _words(title: str, paragraphs: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in paragraphs)
    return f"<h2>{escape(title)}</h2><ul>{items}</ul>"


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.svg).decode("ascii")
    caption = escape(CAPTIONS[picture.kind])
    return (
        f'<figure><img alt="{caption}" src="data:image/svg+xml;base64,{data}">'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    top = "".join(f"<th>{escape(text)}</th>" for text in head)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows
    )
    titles = f"<thead><tr>{top}</tr></thead>" if any(head) else ""
    return f'<div class="wide"><table>{titles}<tbody>{lines}</tbody></table></div>'


def _number(value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return NONE
    return f"{value:.3g}".replace("-", "−")


def _interval(low: float, high: float) -> str:
    return NONE if not math.isfinite(low) else f"{_number(low)} to {_number(high)}"


def _percent(share: float) -> str:
    return f"{share:.1%}" if math.isfinite(share) else NONE


def _percents(share: Any) -> str:
    if not math.isfinite(share.low):
        return NONE
    return f"{_percent(share.low)} to {_percent(share.high)}"
