"""What the evidence says against the model, in sentences for the documents: what fails, what is open.

A fact or trial fails where the median over the sets is outside the band of one of its parts in one of
the organisations. A size is open where the evidence hardly narrows it, or where nothing was held
against it.
"""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from calibration.priors import KEYS
from calibration.results_text import HARDLY, NOT_YET, WELL
from orgsim.evidence.facts import FACTS
from orgsim.evidence.field_trials import FIELD_TRIALS
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


def for_the_odd(folder: Path) -> str:
    """What fails, and every size that is open, by name."""
    return "\n".join([*_failures(folder), *_open(folder, names=True)])


def for_the_front_page(folder: Path) -> str:
    """What fails, and how many sizes are open."""
    return "\n".join([*_failures(folder), *_open(folder, names=False)])


def never_inferred() -> list[str]:
    """Assumed sizes that have no prior; means and spreads of traits apart."""
    return sorted(
        key
        for key, number in NUMBERS.items()
        if number.source.startswith(ASSUMED) and key not in KEYS
    )


def _failures(folder: Path) -> list[str]:
    """A line for each kind of evidence: how many fail, and which."""
    if not (folder / "parts.csv").exists():
        return [f"- **What fails.** {NOT_YET}"]
    found = pd.read_csv(folder / "parts.csv")
    return [
        _failing(name, kind, found[(found["kind"] == kind) & (found["role"] == role)])
        for name, (kind, role) in KINDS.items()
    ]


def _failing(name: str, kind: str, of: pd.DataFrame) -> str:
    numbers = sorted(set(of.loc[~of["inside"], "number"]))
    told = "; ".join(f"{STATEMENTS[kind, number]} ({number})" for number in numbers)
    begin = f"- **Of {of['number'].nunique()} {name}, {len(numbers) or 'none'} fail"
    return f"{begin}:** {told}." if told else f"{begin}.**"


def _open(folder: Path, names: bool) -> list[str]:
    """Lines of sizes that could be nearly anything, and of those that nothing was held against."""
    lines = []
    if (folder / "parameters.csv").exists():
        found = pd.read_csv(folder / "parameters.csv").sort_values("key", kind="stable")
        free, well = found["shrinkage"] < HARDLY, found["shrinkage"] >= WELL
        lines.append(
            f"- **Of {len(found)} sizes that were inferred, {free.sum()} could be nearly anything**,"
            f" {(~free & ~well).sum()} are partly pinned down and {well.sum()} well."
            f"{_named('Nearly anything', found['key'][free], names)}"
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
