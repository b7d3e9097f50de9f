"""Sentences of a fit: what it is of, whether it explains the answers, and how to read it."""

from collections.abc import Mapping
from typing import Any

from orgsim.number_text import count, percent

Summary = Mapping[str, Any]

READING = (
    "Levers, states and numbers of the model are those of the members of an ensemble after the answers:"
    " the median, and the middle 90 % of members. Before: what was assumed without the answers.",
    "Narrower is 1 − the standard deviation after the answers divided by that before, both on the logit"
    " scale: 0 % where answers say nothing.",
    "The gap is the mean of Σω|M − a| over the people of a group, the say–do gap that of Σω|m − a| over"
    " those who lead anybody of it; trust is that of those with a superior.",
    "The prediction of a mean includes the error of its measurement and random variation."
    " An item is explained unless more of its means lie outside the 95 % interval than chance allows"
    " (binomial, 1 %, over all items by Holm).",
    "Answers to a question are biased by an unknown amount: so the levels of answers say little;"
    " differences between groups and changes say more.",
)

FEW_INSIDE = 0.5
"""Share of the means inside their 90 % intervals below which a fit is not said to explain them."""


def counts_of(of: Summary) -> tuple[str, ...]:
    """What a fit is of, in short parts."""
    return (
        count(of["people"], "person", "people"),
        count(len(of["waves"]), "wave"),
        count(sum(row["data"] for row in of["items"]), "mean"),
        f"{count(len(of['groups']), 'group')} distinguished",
        count(of["members"], "member"),
        f"seed {of['seed']}",
    )


def verdict(of: Summary) -> str:
    """Whether the fit explains the answers, in a sentence."""
    if of["explained"]:
        inside = [row["inside"] for row in of["items"] for _ in range(row["data"])]
        share = sum(inside) / len(inside)
        if share < FEW_INSIDE:
            return (
                "The means are too few to decide whether the fit explains the answers, but only"
                f" {percent(share)} of them lie in their 90 % intervals: do not rely on it."
            )
        return (
            f"The fit explains the answers: {percent(share)} of the means lie in their"
            " 90 % intervals."
        )
    named = "; ".join(_missed(row) for row in of["items"] if not row["explained"])
    return (
        f"The fit does NOT explain the answers to {named}. Do not base plans on it: look for what the"
        " config leaves out (programmes, events, another chart), for a wrong scale, or for answers of"
        " other people."
    )


def _missed(row: Mapping[str, Any]) -> str:
    """An item that is not explained, and how it is not."""
    outside = f"{row['outside']:,} of {row['data']:,} means outside their 95 % intervals"
    if row["found"] is None:
        return f"{row['item']} ({outside})"
    above = "above" if row["found"] > row["predicted"] else "below"
    return f"{row['item']} ({outside}, on average {above} what is predicted)"
