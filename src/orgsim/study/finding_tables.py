"""Tables of what an experiment came to: predictions and numbers, and what is left of an effect."""

from collections.abc import Sequence

from orgsim.reporting.neutral_table import Column, Marked, Table, Tone
from orgsim.study.declaration import Ablation
from orgsim.study.findings import REFUTED, SUPPORTED, Found, Judged, Left
from orgsim.study.formatting import interval_of, p_of, percent_of, value_of

FOUND, INTERVAL = Column("found", "number"), Column("95 % interval", "number")
TONES: dict[str, Tone] = {SUPPORTED: "better", REFUTED: "worse"}


def judged_table(predictions: Sequence[Judged]) -> Table:
    """Predictions in words: what was expected, what was found, and the verdict."""
    columns = (
        Column("prediction"),
        Column("expected", "number"),
        FOUND,
        INTERVAL,
        Column("p (Holm)", "number", as_is=True),
        Column("verdict", "note"),
    )
    rows = tuple(
        (
            each.of.statement,
            f"{each.of.expects}\n{each.of.unit}",
            value_of(each.evidence),
            interval_of(each.evidence),
            p_of(each.judgement.p),
            Marked(each.judgement.verdict, TONES.get(each.judgement.verdict, "")),
        )
        for each in predictions
    )
    return Table(columns, rows)


def found_table(numbers: Sequence[Found]) -> Table:
    """Numbers in words, and what they came to."""
    columns = (Column("number"), FOUND, INTERVAL, Column("unit", "note"))
    rows = tuple(
        (each.of.statement, value_of(each.evidence), interval_of(each.evidence), each.of.unit)
        for each in numbers
    )
    return Table(columns, rows)


def left_table(ablation: Ablation, left: Sequence[Left], whole: str = "nothing") -> Table:
    """An effect, and what is left of it with one thing off at a time.

    whole  what stands where nothing is off
    """
    columns = (
        Column("switched off"),
        Column("effect", "number", ablation.unit, short=f"effect ({ablation.unit})"),
        INTERVAL,
        Column("left of it", "number"),
        Column("interval", "number"),
    )
    rows = tuple(
        (
            whole if each.variant == "nothing" else each.variant,
            value_of(each.effect),
            interval_of(each.effect),
            *percent_of(each.share),
        )
        for each in left
    )
    return Table(columns, rows, f"What carries it: {ablation.statement}")
