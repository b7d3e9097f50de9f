"""Verdicts: supported, refuted or undecided, after Holm's correction."""

import numpy as np
import pytest

from orgsim.study.evidence import exactly, mean_of
from orgsim.study.findings import (
    REFUTED,
    SUPPORTED,
    UNDECIDED,
    above,
    below,
    judge,
    within,
)

NOISE = np.array([-1.5, -0.5, 0.0, 0.5, 1.5])
"""Mean 0, standard error 0.5; t with 4 degrees is 2.78 at 97.5 %."""


def verdicts(*found):
    return [each.verdict for each in judge(found)]


@pytest.mark.parametrize(
    ("criterion", "mean", "verdict"),
    [
        (above(1.0), 3.0, SUPPORTED),
        (above(1.0), -1.0, REFUTED),
        (above(1.0), 2.0, UNDECIDED),
        (below(1.0), -1.0, SUPPORTED),
        (below(1.0), 3.0, REFUTED),
        (below(1.0), 1.0, UNDECIDED),
        (within(-2, 2), 0.0, SUPPORTED),
        (within(-2, 2), 4.0, REFUTED),
        (within(-2, 2), -4.0, REFUTED),
        (within(-2, 2), 1.0, UNDECIDED),
        (within(-1, 1), 0.0, UNDECIDED),  # the interval reaches beyond both limits
    ],
)
def test_one_prediction_is_what_its_interval_says(criterion, mean, verdict):
    evidence = mean_of(mean + NOISE)
    assert verdicts((criterion, evidence)) == [verdict]
    inside = criterion.low < evidence.low and evidence.high < criterion.high
    outside = evidence.high < criterion.low or evidence.low > criterion.high
    assert (inside, outside) == (verdict == SUPPORTED, verdict == REFUTED)


def test_p_values_are_holm_s_by_hand():
    """Of two-sided p: the smallest times 3, the next times 2, the largest times 1, never falling."""
    found = [(above(0.0), mean_of(mean + NOISE)) for mean in (2.5, 1.6, 1.7)]
    single = [2 * evidence.tails(0.0)[0] for _, evidence in found]
    adjusted = [each.p for each in judge(found)]
    assert single[0] < single[2] < single[1]
    assert adjusted[0] == pytest.approx(3 * single[0])
    assert adjusted[2] == pytest.approx(2 * single[2])
    assert adjusted[1] == pytest.approx(max(2 * single[2], single[1]))


def test_what_stands_out_alone_may_not_among_many():
    clear = (above(0.0), mean_of(1.7 + NOISE))
    dull = [(above(0.0), mean_of(NOISE))] * 4
    assert verdicts(clear) == [SUPPORTED]
    assert verdicts(clear, *dull) == [UNDECIDED] * 5


def test_too_few_runs_decide_nothing():
    assert verdicts((above(0.0), mean_of(np.array([9.0])))) == [UNDECIDED]


@pytest.mark.parametrize(
    ("criterion", "value", "verdict"),
    [
        (above(0.0), 0.1, SUPPORTED),
        (above(0.0), 0.0, REFUTED),
        (below(0.0), 0.0, REFUTED),
        (within(-1, 1), 0.0, SUPPORTED),
        (within(-1, 1), 2.0, REFUTED),
    ],
)
def test_what_is_certain_is_decided(criterion, value, verdict):
    assert verdicts((criterion, exactly(value))) == [verdict]


def test_wrong_verdicts_are_as_rare_as_promised():
    """Five true nulls on their limits: any of them decided in 5 % at most; standard error 0.9 %."""
    random = np.random.default_rng(8)
    wrong = [
        any(
            verdict != UNDECIDED
            for verdict in verdicts(
                *((above(0.0), mean_of(part)) for part in random.normal(size=(5, 12)))
            )
        )
        for _ in range(600)
    ]
    assert 0.02 < np.mean(wrong) < 0.08


def test_a_criterion_in_words():
    assert [str(above(0.25)), str(below(-1)), str(within(-0.1, 0.1))] == [
        "> 0.25",
        "< −1",
        "−0.1 to 0.1",
    ]
    with pytest.raises(ValueError, match="lower"):
        within(1, 1)
