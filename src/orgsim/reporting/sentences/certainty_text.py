"""How sure, of what: the words for what is random variation and what the evidence leaves open.

Pages, reports and tables take them from here, so that they tell the same number alike. `over_sets` is
what a summary has under that name (see summary.py).
"""

from collections.abc import Mapping
from typing import Any

from orgsim.number_text import fixed, percent, span

Summary = Mapping[str, Any]

NOT_TOLD_APART = (
    "Each replication so far has its own parameter set, so randomness and parameters cannot be"
    " separated: that takes at least twenty replications."
)
ONE_SET = (
    "All replications have the same numbers of the model, so intervals cover randomness only, not what"
    ' the evidence leaves open: that takes run.parameter_sets = "posterior" in the address or file.'
)


def fitting(fitted: bool) -> str:
    """What is said of parameter sets; those of a fitted organisation fit its answers, too."""
    answers = " and the organisation's own answers" if fitted else ""
    return f"that fit the evidence{answers}"


def left_open(fitted: bool) -> str:
    """What makes parameter sets differ: `what the evidence leaves open`."""
    return f"what {'evidence and answers leave' if fitted else 'the evidence leaves'} open"


def in_sets(over_sets: Summary, fitted: bool = False) -> str:
    """In how many sets a number has its sign: `in 9 of 10 parameter sets that fit the evidence`."""
    return f"in {over_sets['same_sign']} of {over_sets['sets']} parameter sets {fitting(fitted)}"


def shares(over_sets: Summary) -> str:
    """What variance is made of: `62 % of the variance between replications is parameters, …`.

    Nothing where each set has one replication: then the two cannot be separated.
    """
    if over_sets["share_parameters"] is None:
        return ""
    return (
        f"{percent(over_sets['share_parameters'])} of the variance between replications is due to"
        f" parameters, the rest to randomness (95 % interval of the share: {share_interval(over_sets)})"
    )


def share_interval(over_sets: Summary) -> str:
    """The interval of the share that parameters have of the variance: `12 % to 85 %`."""
    return f"{percent(over_sets['share_low'])} to {percent(over_sets['share_high'])}"


def whole(over_sets: Summary, scale: float = 1.0, decimals: int = 3) -> str:
    """Where a single replication of any set lies: `−0.120 to +0.030`."""
    low, high = over_sets["whole_low"], over_sets["whole_high"]
    if low is None or high is None:
        return span(low, high)
    return span(scale * low, scale * high, decimals, sign=True)


def change_words(change: Summary, fitted: bool = False) -> str:
    """How sure a change of a summary is: its direction over sets, and what its variance is made of.

    Nothing where all replications have the same numbers, or nothing changed.
    """
    over_sets = change["over_sets"]
    if over_sets is None or not change["difference"]:
        return ""
    way = "Lower" if change["difference"] < 0 else "Higher"
    text = f"{way} {in_sets(over_sets, fitted)}; a single replication of any set lies within"
    parts = shares(over_sets)
    return f"{text} {whole(over_sets)}{f'; {parts}' if parts else ''}."


def change_cells(change: Summary, scale: float = 1.0, decimals: int = 3) -> tuple[str | None, ...]:
    """A change, its interval, its direction over sets, share of parameters and whole interval."""
    amount, low, high = (change[key] for key in ("difference", "ci_low", "ci_high"))
    if amount is None:
        return (None,) * 5
    told = fixed(scale * amount, decimals, sign=True)
    interval = None if low is None else span(scale * low, scale * high, decimals, sign=True)
    over_sets = change["over_sets"]
    if over_sets is None or not amount:
        return told, interval, None, None, None
    way = "lower" if amount < 0 else "higher"
    share = over_sets["share_parameters"]
    return (
        told,
        interval,
        f"{way} in {over_sets['same_sign']} of {over_sets['sets']}",
        None if share is None else f"{percent(share)} ({share_interval(over_sets)})",
        whole(over_sets, scale, decimals),
    )
