"""What the model rests on, as its page says it from what was recorded."""

import math

from orgsim.evidence.facts import PARTS
from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS, Role
from orgsim.evidence.recorded import predictions
from orgsim.number_text import percent
from orgsim.ui.evidence.evidence_page import verdicts
from orgsim.ui.evidence.forest_rows import forest_rows, held


def test_all_that_is_declared_was_recorded_but_trial_9():
    recorded = {each.part.name for each in predictions()}
    trial_9 = {part.name for part in FIELD_TRIALS[8].parts}
    assert recorded >= (set(PARTS) | set(FIELD_PARTS)) - trial_9


def test_recorded_verdicts_are_those_of_the_bands_declared_now():
    for each in predictions():
        assert each.inside == each.part.holds(each.median), each.part.name
        if isinstance(each.of, type(FIELD_TRIALS[0])):
            assert (each.role == "held out") == (each.of.role is Role.HELD_OUT)


def test_rows_draw_what_they_say():
    for each, row in zip(
        [one for one in predictions() if math.isfinite(one.median)],
        forest_rows(predictions()),
        strict=True,
    ):
        assert (row.shape == "diamond") == (each.role == "held out")
        assert row.inside == (row.band[0] <= row.mark <= row.band[1]), each.part.name
        assert 0 <= row.whisker[0] <= row.mark <= row.whisker[1] <= 100


def test_numbers_as_they_are_written_are_on_the_side_that_is_said():
    for each, row in zip(
        [one for one in predictions() if math.isfinite(one.median)],
        forest_rows(predictions()),
        strict=True,
    ):
        written = float(row.predicted.partition(" ")[0].replace("−", "-"))
        assert each.part.holds(written) == each.inside, row.predicted
        assert row.sets_inside == percent(each.sets_inside)
        assert row.sets_inside in row.spoken


def test_bands_that_most_sets_miss_are_said_though_the_median_is_inside():
    text = " ".join(verdicts())
    for each in predictions():
        named = f"({each.part.meaning}: {percent(each.sets_inside)})"
        assert (named in text) == (each.inside and each.sets_inside < 0.5)


def test_what_fails_is_said():
    text = " ".join(verdicts())
    inside, whole, failing = held(predictions(), "trial", "held out")
    assert 0 < inside < whole
    assert f"Of {whole} field trials that were held out {inside} " in text
    assert all(each in text for each in failing)
    assert "4 (supervisors who are told weekly" in text
