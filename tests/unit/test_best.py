"""Which scenario is best: the pairs, what is allowed for them, and the two sentences."""

import numpy as np

from orgsim.analysis.best import best_of, verdict


def summary(found, reference, **more):
    """What a summary holds of it."""
    return {
        "label": "Message–practice gap",
        "better": -1,
        "reference": reference,
        "scenario": found.scenario,
        "end": found.end,
        "replications": found.replications,
        "pairs": found.pairs,
        "others": [
            {
                "scenario": each.scenario,
                "difference": each.difference.mean,
                "ci_low": None if found.replications < 2 else each.difference.low,
                "ci_high": each.difference.high,
                "decided": each.difference.decided,
                "replications_more": each.difference.replications_more,
                "sure": each.sure,
                "same": each.difference.mean == 0,
            }
            for each in found.others
        ],
    }


def ends(shift: float, replications: int = 20) -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    common = random.normal(0.3, 0.05, replications)
    noise = random.normal(0, 0.01, (3, replications))
    return {"base": common + 0.1, "one": common + noise[1], "two": common + shift + noise[2]}


def test_a_sure_best_is_told_with_its_lead():
    first, second = verdict(summary(best_of(ends(0.05), -1), "base"))
    assert first.startswith("Best is “one”: its message–practice gap ends at 0.3")
    assert "smaller than that of “base”." in first
    assert "its lead over all 2 others is settled over 20 paired replications" in second
    assert "3 comparisons (Holm); next is “two”, 0.0" in second


def test_what_is_open_is_not_sold_as_best():
    first, second = verdict(summary(best_of(ends(0.001), -1), "base"))
    assert first.startswith("Which scenario is best is open")
    assert ", which is open" in second
    assert second.endswith("Behind, and settled: “base”.")


def test_one_replication_says_that_it_cannot_tell():
    first, second = verdict(summary(best_of(ends(0.05, 1), -1), "base"))
    assert first.startswith("Which scenario is best is open")
    assert second.startswith("How sure: one replication cannot separate")


def test_differences_that_cancel_in_each_parameter_set_have_a_p_value():
    differences, sets = np.array([1.0, -1.0, 1.0, -1.0]), np.array([0.0, 0.0, 1.0, 1.0])
    found = best_of({"base": np.zeros(4), "other": differences, "third": differences + 2}, 1, sets)
    assert [each.p_holm for each in found.others] == [0, 0]
    alone = best_of({"base": np.zeros(4), "other": differences}, 1, sets)
    assert alone.others[0].p_holm == 1


def test_scenarios_that_are_the_same_are_called_so():
    same = np.array([0.1, 0.2, 0.4])
    first, second = verdict(summary(best_of({"base": same, "other": same.copy()}, -1), "base"))
    assert first.endswith("the same as that of “other”.")
    assert second == "How sure: “other” is exactly as good."


def test_of_equal_scenarios_one_is_best_in_one_of_twenty_at_most():
    """100 comparisons of six: more than 11 at 5 % with a probability of 0.004."""
    random = np.random.default_rng(2)
    sure = 0
    for _ in range(100):
        values = {str(n): random.normal(0, 1, 8) for n in range(6)}
        sure += best_of(values, -1).others[0].sure
    assert sure <= 11
