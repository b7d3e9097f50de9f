"""Organisations made from a handful of numbers: a reporting tree and informal ties."""

import numpy as np

from orgsim.errors import UserError
from orgsim.organisation.hierarchy import tree_from_spans
from orgsim.organisation.organisation import Organisation
from orgsim.organisation.size import MOST_PEOPLE
from orgsim.organisation.spans import spans_for_levels, spans_for_mean
from orgsim.organisation.ties import draw_ties


def generate(
    people: int,
    *,
    span_of_control: float,
    levels: int | None = None,
    span_variation: float,
    ties_per_person: float,
    share_within_unit: float,
    share_across_levels: float,
    key: np.uint64,
) -> Organisation:
    """An organisation of `people` positions; the same key gives the same one on every platform.

    span_of_control  mean number of reports of those who have reports; not used if `levels` is given
    levels           number of levels, the top's counted, that the mean span is chosen for
    span_variation   coefficient of variation of the spans (0 = equal; the spans are right-skewed)

    The ties are those of draw_ties, all of weight 1; `key` comes from orgsim.model.random.run_key.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise UserError(
            f"people = {people} is not allowed; name a whole number from 1 to {MOST_PEOPLE:,}"
        )
    if levels is None:
        span = spans_for_mean(people, span_of_control, span_variation, key)
    else:
        span = spans_for_levels(people, levels, span_variation, key)
    tree = tree_from_spans(span)
    tie_start, tie_to = draw_ties(
        tree, ties_per_person, share_within_unit, share_across_levels, key
    )
    return Organisation(*tree, tie_start, tie_to, np.broadcast_to(np.float32(1), len(tie_to)))
