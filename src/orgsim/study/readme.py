"""README: what a run puts into it, between its marks; the rest is the author's.

<!-- result:begin --> … <!-- result:end -->    figures, predictions with verdicts, ablations
<!-- n:NAME -->0.31<!-- /n -->                 the estimate of a prediction or number, in a sentence
<!-- n:NAME % -->31 %<!-- /n -->               the same in percent
<!-- v:NAME -->REFUTED<!-- /v -->              the verdict on a prediction
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from orgsim.errors import UserError
from orgsim.io.atomic_files import write
from orgsim.reporting.folders.result_folder import json_text
from orgsim.reporting.neutral_table import as_markdown, words
from orgsim.study.catalogue import Entry
from orgsim.study.declaration import Ablation, Experiment
from orgsim.study.finding_tables import left_table
from orgsim.study.findings import REFUTED, SUPPORTED, UNDECIDED, Findings, Judged, Left
from orgsim.study.formatting import interval_of, p_of, spoken, value_of
from orgsim.study.results import RESULTS, results_of
from orgsim.study.run import Reproduced

BEGIN, END = "<!-- result:begin -->", "<!-- result:end -->"
INDEX_BEGIN, INDEX_END = "<!-- index:begin -->", "<!-- index:end -->"
INLINE = re.compile(r"(<!-- n:(\w+)( %)? -->)(.*?)(<!-- /n -->)", re.DOTALL)
VERDICT = re.compile(r"(<!-- v:(\w+) -->)(.*?)(<!-- /v -->)", re.DOTALL)
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
    """A text whose numbers and verdicts in sentences are those of a run."""
    evidence = findings.evidence()
    verdicts_now = {each.of.name: each.judgement.verdict for each in findings.predictions}
    _refuse_unknown(
        text, INLINE, evidence, f"{name}: <!-- n:{{}} --> names no prediction or number"
    )
    _refuse_unknown(text, VERDICT, verdicts_now, f"{name}: <!-- v:{{}} --> names no prediction")
    text = VERDICT.sub(lambda found: found[1] + verdicts_now[found[2]] + found[4], text)
    return INLINE.sub(
        lambda found: found[1] + spoken(evidence[found[2]][1], bool(found[3])) + found[5], text
    )


def _refuse_unknown(
    text: str, marks: re.Pattern[str], known: Mapping[str, object], what: str
) -> None:
    for _, wanted, *_ in marks.findall(text):
        if wanted not in known:
            raise UserError(f"{what.format(wanted)} of experiment.py; allowed: {', '.join(known)}")


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
        as_markdown(
            words(
                ("prediction", "expected", "found", "95 % interval", "p (Holm)", "verdict"),
                [_prediction_row(each) for each in findings.predictions],
            )
        ),
        verdicts(findings),
    ]
    if findings.numbers:
        rows = [
            (
                f"`{each.of.name}`: {each.of.statement}",
                f"{value_of(each.evidence)} {each.of.unit}",
                interval_of(each.evidence),
            )
            for each in findings.numbers
        ]
        parts.append(as_markdown(words(("number", "found", "95 % interval"), rows)))
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
    counts = counted([each.judgement.verdict for each in findings.predictions])
    many = len(findings.predictions)
    lines = [f"Of {many} prediction{'s' if many > 1 else ''}: {counts}."]
    lines += [f"- **Refuted:** {_against(each)}" for each in findings.with_verdict(REFUTED)]
    lines += [f"- **Undecided:** {_against(each)}" for each in findings.with_verdict(UNDECIDED)]
    return "\n".join([lines[0], *([""] if lines[1:] else []), *lines[1:]])


def _against(each: Judged) -> str:
    return (
        f"{each.of.statement} Expected {each.of.expects} {each.of.unit}, found"
        f" {value_of(each.evidence)} ({interval_of(each.evidence)})."
    )


def _ablation(ablation: Ablation, left: Sequence[Left]) -> str:
    table = as_markdown(left_table(ablation, left, "nothing (the whole model)"))
    return f"**What carries it.** {ablation.statement}\n\n{table}"


def index(rows: Mapping[str, tuple[str, str]]) -> str:
    """The table of all experiments: question and verdicts by folder."""
    return as_markdown(
        words(
            ("experiment", "question", "predictions"),
            [(f"[{folder}]({folder}/README.md)", *rest) for folder, rest in rows.items()],
        )
    )


def counted(verdicts_found: Sequence[str]) -> str:
    """How many predictions came to which verdict, in words."""
    counts = {name: verdicts_found.count(name) for name in (SUPPORTED, REFUTED, UNDECIDED)}
    return (
        ", ".join(f"{count} {name.lower()}" for name, count in counts.items() if count)
        or "not run yet"
    )


def update_readme(of: Reproduced) -> list[Path]:
    """Put figures and results into the experiment's own folder; the files that were written."""
    folder, readme = of.entry.folder, of.entry.readme
    block = result_block(of.experiment, of.findings, of.what_ran)
    text = between(of.entry.text, BEGIN, END, block, str(readme))
    text = with_numbers(text, of.findings, str(readme))
    files = {
        folder / f"{name}.png": (of.folder / f"{name}.png").read_bytes()
        for name in of.experiment.pictures
    }
    files[folder / RESULTS] = json_text(results_of(of)).encode()
    files[readme] = text.encode()
    for path, content in files.items():
        _put(path, content)
    return list(files)


def update_index(folder: Path, there: Sequence[Entry]) -> Path:
    """Renew the table of all experiments in the README beside them, from what each found last."""
    readme = folder / "README.md"
    try:
        text = readme.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(
            f"{readme}: cannot be read ({error.strerror}); --all --update-readme renews its index"
        ) from None
    rows = {entry.folder.name: (entry.question, counted(_verdicts(entry))) for entry in there}
    text = between(text, INDEX_BEGIN, INDEX_END, index(rows), str(readme))
    _put(readme, text.encode())
    return readme


def _verdicts(entry: Entry) -> list[str]:
    """What became of the predictions when the README was renewed last; nothing if it never was."""
    try:
        found = json.loads((entry.folder / RESULTS).read_bytes())
        return [each["verdict"] for each in found["predictions"]]
    except (OSError, ValueError, KeyError):
        return []


def _put(path: Path, content: bytes) -> None:
    try:
        write(path, content)
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); --update-readme is for experiments in a"
            " folder of your own: name it with --experiments"
        ) from None
