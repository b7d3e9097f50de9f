"""What the evidence says against the model, in sentences for the documents: what fails, what is open.

A fact or trial fails where the median over the sets is outside the band of one of its parts: in
generated organisations, or in the real one. A size is open where the evidence hardly narrows it, or
where nothing was held against it.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from calibration.observations import NOT_MEASURED
from calibration.organisations import GENERATED, MANUFACTURER
from calibration.priors import KEYS
from calibration.results_text import HARDLY, NOT_YET, WELL
from orgsim.evidence.facts import FACTS
from orgsim.evidence.field_trials import FIELD_TRIALS, FieldTrial
from orgsim.model.parameters import ASSUMED
from orgsim.parameter_sets import NUMBERS

KINDS = {
    "facts": ("fact", "tuned"),
    "trials that sizes were inferred from": ("trial", "tuned"),
    "trials that were held out": ("trial", "held out"),
}
STATEMENTS = {
    **{("fact", each.number): each.statement for each in FACTS},
    **{("trial", each.number): each.statement for each in FIELD_TRIALS},
}


CENTRED = (
    "Sets are as wide as the priors around a point that a search found, where they meet the evidence"
    " nearly as well as it does; other points far from it may do as well."
)

FIELD_TRIALS_MEASURED = Path(__file__).parents[2] / "17_field_trials" / "results.json"
"""Experiment 17 measures all trials over some of the sets, those too that are not measured here."""


def for_the_odd(folder: Path) -> str:
    """What fails, and every size that is open, by name."""
    return "\n".join([*_failures(folder), *_open(folder, names=True)])


def for_the_front_page(folder: Path) -> str:
    """What fails, and how many sizes are open."""
    return "\n".join([*_failures(folder), *_open(folder, names=False)])


def never_inferred() -> list[str]:
    """Assumed sizes that have no prior; means and spreads of traits apart.

    A source that gives the direction alone, or says "size assumed", leaves the size assumed.
    """
    return sorted(
        key
        for key, number in NUMBERS.items()
        if (ASSUMED in number.source or number.source.startswith("direction")) and key not in KEYS
    )


def _failures(folder: Path) -> list[str]:
    """A line for each kind of evidence: how many fail, and which."""
    if not (folder / "parts.csv").exists():
        return [f"- **What fails.** {NOT_YET}"]
    found = pd.read_csv(folder / "parts.csv")
    return [
        *(
            _failing(name, kind, found[(found["kind"] == kind) & (found["role"] == role)])
            for name, (kind, role) in KINDS.items()
        ),
        *(_beside(trial) for trial in FIELD_TRIALS if trial.number in NOT_MEASURED),
    ]


def _beside(trial: FieldTrial) -> str:
    """A trial that is not among those counted: its primary part, as experiment 17 measured it."""
    numbers = json.loads(FIELD_TRIALS_MEASURED.read_text(encoding="utf-8"))["numbers"]
    (value,) = (each["value"] for each in numbers if each["name"] == trial.name)
    part = trial.parts[0]
    holds = "holds" if part.low <= value <= part.high else "fails"
    return (
        f"- **One more trial was {trial.role}, and {holds} in experiment 17:**"
        f" {trial.statement} ({trial.number}). {part.meaning}: {value:.3f},"
        f" where {part.low:.2f} to {part.high:.2f} was found."
    )


def _failing(name: str, kind: str, of: pd.DataFrame) -> str:
    numbers = _outside(of, GENERATED)
    told = "; ".join(f"{STATEMENTS[kind, number]} ({number})" for number in numbers)
    fails = "1 fails" if len(numbers) == 1 else f"{len(numbers) or 'none'} fail"
    begin = f"- **Of {of['number'].nunique()} {name}, {fails} in generated organisations"
    line = f"{begin}:** {told}." if told else f"{begin}.**"
    real = ", ".join(map(str, _outside(of, MANUFACTURER)))
    return f"{line} In a real manufacturer's chart: {real}." if real else line


def _outside(of: pd.DataFrame, organisation: str) -> list[int]:
    return sorted(set(of.loc[~of["inside"] & (of["organisation"] == organisation), "number"]))


def _open(folder: Path, names: bool) -> list[str]:
    """Lines of sizes that could be nearly anything, and of those that nothing was held against."""
    lines = []
    if (folder / "parameters.csv").exists():
        found = pd.read_csv(folder / "parameters.csv").sort_values("key", kind="stable")
        free, well = found["narrowed"] < HARDLY, found["narrowed"] >= WELL
        lines.append(
            f"- **Of {len(found)} sizes that were inferred, the evidence hardly narrows {free.sum()}**,"
            f" {(~free & ~well).sum()} partly and {well.sum()} well. {CENTRED}"
            f"{_named('Hardly', found['key'][free], names)}"
        )
    never = never_inferred()
    lines.append(
        f"- **{len(never)} more sizes are assumed and were never inferred**; all sets have the same."
        f"{_named('They are', never, names)}"
    )
    return lines


def _named(begin: str, keys: Iterable[str], names: bool) -> str:
    told = ", ".join(f"`{key.removeprefix('parameters.')}`" for key in keys)
    return f" {begin}: {told}." if told and names else ""
