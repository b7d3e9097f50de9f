"""README: what the run puts into it, between its marks; the rest is the author's.

<!-- result:begin --> … <!-- result:end -->    figures, predictions with verdicts, ablations
<!-- n:NAME -->0.31<!-- /n -->                 the estimate of a prediction or number, in a sentence
<!-- n:NAME % -->31 %<!-- /n -->               the same in percent
"""

import re
from collections.abc import Mapping, Sequence

from orgsim.errors import UserError
from orgsim.experiments.criteria import REFUTED, SUPPORTED, UNDECIDED
from orgsim.experiments.declare import Ablation, Experiment
from orgsim.experiments.findings import Findings, Judged, Left
from orgsim.experiments.words import interval_of, p_of, percent_of, spoken, value_of

BEGIN, END = "<!-- result:begin -->", "<!-- result:end -->"
INDEX_BEGIN, INDEX_END = "<!-- index:begin -->", "<!-- index:end -->"
INLINE = re.compile(r"(<!-- n:(\w+)( %)? -->)(.*?)(<!-- /n -->)", re.DOTALL)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def between(text: str, begin: str, end: str, block: str, name: str) -> str:
    """A text with what stands between two marks, each there once, replaced by a block."""
    found = re.findall(rf"{begin}\n.*?{end}", text, re.DOTALL)
    if len(found) != 1 or text.count(begin) != 1 or text.count(end) != 1:
        raise UserError(
            f"{name}: needs the marks {begin} and {end} once each, on lines of their own"
        )
    return text.replace(found[0], f"{begin}\n\n{block}\n\n{end}")


def with_numbers(text: str, findings: Findings, name: str) -> str:
    """A text whose numbers in sentences are those of a run."""
    evidence = findings.evidence()
    for _, wanted, *_ in INLINE.findall(text):
        if wanted not in evidence:
            raise UserError(
                f"{name}: <!-- n:{wanted} --> names no prediction or number of experiment.py;"
                f" allowed: {', '.join(evidence)}"
            )
    return INLINE.sub(
        lambda found: found[1] + spoken(evidence[found[2]][1], bool(found[3])) + found[5], text
    )


def plain(text: str) -> str:
    """Markdown without comments, for the terminal."""
    return COMMENT.sub("", text).strip()


def result_block(experiment: Experiment, findings: Findings, what_ran: str) -> str:
    """Figures, predictions, numbers and ablations as Markdown."""
    parts = [
        *(
            f"![{picture.caption}]({name}.png)\n\n*{picture.caption}*"
            for name, picture in experiment.pictures.items()
        ),
        _table(
            ("prediction", "expected", "found", "95 % interval", "p (Holm)", "verdict"),
            [_prediction_row(each) for each in findings.predictions],
        ),
        verdicts(findings),
    ]
    if findings.numbers:
        rows = [
            (f"`{each.of.name}`: {each.of.statement}", f"{value_of(each.evidence)} {each.of.unit}",
             interval_of(each.evidence))
            for each in findings.numbers
        ]  # fmt: skip
        parts.append(_table(("number", "found", "95 % interval"), rows))
    parts += [_ablation(each, findings.ablations[each.name]) for each in experiment.ablations]
    return "\n\n".join([*parts, what_ran])


def _prediction_row(each: Judged) -> tuple[str, ...]:
    return (
        f"`{each.of.name}`",
        f"{each.of.expects} {each.of.unit}",
        value_of(each.evidence),
        interval_of(each.evidence),
        p_of(each.judgement.p),
        f"**{each.judgement.verdict}**",
    )


def verdicts(findings: Findings) -> str:
    """How many predictions held, and in words which did not."""
    said = counted([each.judgement.verdict for each in findings.predictions])
    many = len(findings.predictions)
    lines = [f"Of {many} prediction{'s' if many > 1 else ''}: {said}."]
    lines += [f"- **Refuted:** {_against(each)}" for each in findings.with_verdict(REFUTED)]
    lines += [f"- **Undecided:** {_against(each)}" for each in findings.with_verdict(UNDECIDED)]
    return "\n".join([lines[0], *([""] if lines[1:] else []), *lines[1:]])


def _against(each: Judged) -> str:
    return (
        f"{each.of.statement} Expected {each.of.expects} {each.of.unit}, found"
        f" {value_of(each.evidence)} ({interval_of(each.evidence)})."
    )


def _ablation(ablation: Ablation, left: Sequence[Left]) -> str:
    rows = [
        (each.variant if each.variant != "nothing" else "nothing (the whole model)",
         value_of(each.effect), interval_of(each.effect), *percent_of(each.share))
        for each in left
    ]  # fmt: skip
    header = (
        "switched off",
        f"effect ({ablation.unit})",
        "95 % interval",
        "left of it",
        "interval",
    )
    return f"**What carries it.** {ablation.statement}\n\n{_table(header, rows)}"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    """Markdown that stays in its cell."""
    return " ".join(text.replace("|", r"\|").split())


def index(rows: Mapping[str, tuple[str, str]]) -> str:
    """The table of all experiments: question and verdicts by folder."""
    return _table(
        ("experiment", "question", "predictions"),
        [(f"[{folder}]({folder}/README.md)", *rest) for folder, rest in rows.items()],
    )


def counted(verdicts_found: Sequence[str]) -> str:
    """How many predictions came to which verdict, in words."""
    counts = {name: verdicts_found.count(name) for name in (SUPPORTED, REFUTED, UNDECIDED)}
    return (
        ", ".join(f"{count} {name.lower()}" for name, count in counts.items() if count)
        or "not run yet"
    )
