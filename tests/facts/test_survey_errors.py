"""Errors of answers: of the stated size, of each question's own, the same for the same people."""

import numpy as np
import pytest

from orgsim.evidence.measured.survey import RELIABILITY, Question, observed
from orgsim.model.random import Stream, run_key

PEOPLE = np.arange(1, 40_001)
KEY = run_key(1, 0)


def truth() -> np.ndarray:
    """True values, anything but normal."""
    return np.where(PEOPLE % 5 == 0, 0.9, 0.2) + 0.001 * (PEOPLE % 7)


@pytest.mark.parametrize("question", Question)
def test_answers_have_the_stated_reliability(question):
    """True variance over observed variance; with 40,000 people its error is about 0.002."""
    true = truth()
    answers = observed(true, question, 104, PEOPLE, KEY)
    assert true.var() / answers.var() == pytest.approx(RELIABILITY, abs=0.008)
    assert np.corrcoef(true, answers)[0, 1] ** 2 == pytest.approx(RELIABILITY, abs=0.008)
    assert (answers - true).mean() == pytest.approx(0, abs=0.003)


def test_errors_of_questions_weeks_and_replications_have_nothing_in_common():
    still = truth()
    asked = [(question, 104, KEY) for question in Question]
    asked += [(Question.TRUST, 52, KEY), (Question.TRUST, 104, run_key(1, 1))]
    errors = [observed(still, question, week, PEOPLE, key) - still for question, week, key in asked]
    shared = np.corrcoef(errors) - np.eye(len(errors))
    assert np.abs(shared).max() < 5 / np.sqrt(len(PEOPLE))


def test_whoever_is_asked_beside_errs_the_same():
    some = PEOPLE[::3]
    true = truth()
    every, few = (
        observed(values, Question.FIT, 9, who, KEY) - values
        for values, who in ((true, PEOPLE), (true[::3], some))
    )
    np.testing.assert_allclose(every[::3] / true.std(), few / true[::3].std(), atol=1e-12)


def test_those_who_are_all_alike_answer_alike():
    alike = np.full(50, 0.3)
    answers = observed(alike, Question.TRUST, 1, PEOPLE[:50], KEY)
    np.testing.assert_allclose(answers, alike, atol=1e-15)


def test_questions_draw_from_streams_of_their_own():
    first = {Stream.SURVEY + 4 * question for question in Question}
    drawn = {stream + number for stream in first for number in range(4)}
    assert len(drawn) == 4 * len(Question)
    assert max(drawn) < 256
    assert min(drawn) >= Stream.HABIT + 4 * 16
