"""Traits and starting states measured by a survey."""

import numpy as np
import pytest
from plain_runs import plain

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation import generate, read_organisation, read_survey
from orgsim.organise import DrawnOrganisation


@pytest.fixture
def organisation(tmp_path):
    (tmp_path / "chart.csv").write_text("id,superior\nc,b\nb,a\na,\nd,a\n")
    return read_organisation(tmp_path / "chart.csv")[0]


def write(tmp_path, content):
    path = tmp_path / "survey.csv"
    path.write_text(content, encoding="utf-8")
    return path


def test_answers_stand_at_the_positions_of_those_who_gave_them(tmp_path, organisation):
    content = (
        "id;trust;practice:care;disposition;integrity;values\n"
        "d;0.5;1;-2;-1;0.75\nc;;0.25;NA;;1\na;1;0;2;1;\n"
    )
    survey, _ = read_survey(write(tmp_path, content), organisation)
    assert organisation.labels == ("a", "b", "d", "c")
    assert list(survey) == ["trust", "practice:care", "disposition", "integrity", "values"]
    np.testing.assert_array_equal(survey["trust"], [1, np.nan, 0.5, np.nan])
    np.testing.assert_array_equal(survey["practice:care"], [0, np.nan, 1, 0.25])
    np.testing.assert_array_equal(survey["disposition"], [2, np.nan, -2, np.nan])
    np.testing.assert_array_equal(survey["integrity"], [1, np.nan, -1, np.nan])
    np.testing.assert_array_equal(survey["values"], [np.nan, np.nan, 0.75, 1])


def test_answers_from_1_to_5_become_states_between_their_limits(tmp_path, organisation):
    path = write(tmp_path, "id,trust,disposition\na,1,1\nb,4,3\nd,5,\n")
    with pytest.raises(UserError, match=r"or set survey_scale \(--survey-scale\) to '1-5', '1-7'"):
        read_survey(path, organisation)
    survey, _ = read_survey(path, organisation, scale="1-5")
    np.testing.assert_array_equal(survey["trust"], [0, 0.75, 1, np.nan])
    np.testing.assert_array_equal(survey["disposition"], [-2, 0, np.nan, np.nan])
    with pytest.raises(UserError, match=r"trust '6' must be a number from 1 to 5$"):
        read_survey(write(tmp_path, "id,trust\na,6\n"), organisation, scale="1-5")


def test_generated_positions_are_numbered_from_one(tmp_path):
    organisation = generate(
        3,
        span_of_control=2,
        span_variation=0,
        ties_per_person=0,
        share_within_unit=0,
        share_across_levels=0,
        key=run_key(0, 0),
    )
    survey, _ = read_survey(write(tmp_path, "who,skill\n3,0.5\n1.0,0.25\n"), organisation, "who")
    np.testing.assert_array_equal(survey["skill"], [0.25, np.nan, 0.5])


def test_outsiders_are_dropped_when_asked(tmp_path, organisation):
    path = write(tmp_path, "id,trust\nx,0.5\na,0.75\n")
    survey, _ = read_survey(path, organisation, drop_outsiders=True)
    np.testing.assert_array_equal(survey["trust"], [0.75, np.nan, np.nan, np.nan])


def start(organisation, survey=None):
    """The organisation at the start, with two themes named like states, or nearly."""
    themes = [{"name": "habits"}, {"name": "values"}]
    config = Config.model_validate(plain({"themes": themes}))
    drawn = DrawnOrganisation(organisation, run_key(5, 0), survey or {})
    return Ensemble.of(config, seed=5, drawn=drawn)


HABIT = np.array([0.25, 0.5, np.nan, np.nan])
VALUES = np.array([0.125, 0.75, 0.0, np.nan])


@pytest.mark.parametrize(
    ("survey", "habits", "values"),
    [
        ({"habit": HABIT}, (HABIT, HABIT), (HABIT, HABIT)),
        ({"habit:habits": HABIT}, (HABIT, None), (HABIT, None)),
        ({"habit:values": HABIT}, (None, HABIT), (None, HABIT)),
        ({"values": VALUES}, (None, None), (VALUES, VALUES)),
        ({"habit": HABIT, "values": VALUES}, (HABIT, HABIT), (VALUES, VALUES)),
        ({"values": VALUES, "habit": HABIT}, (HABIT, HABIT), (VALUES, VALUES)),
        ({"habit": HABIT, "values:values": VALUES}, (HABIT, HABIT), (HABIT, VALUES)),
        ({"values": VALUES, "habit:habits": HABIT}, (HABIT, None), (VALUES, VALUES)),
        ({"message:habits": HABIT, "practice:habits": HABIT}, (None, None), (None, None)),
    ],
)
def test_answers_on_habits_tell_values_unless_these_were_asked(
    organisation, survey, habits, values
):
    """Of each of the two themes; what was not asked, or not answered, is as it was drawn."""
    drawn, begun = start(organisation), start(organisation, survey)
    for state, answers_on in (("habit", habits), ("values", values)):
        for theme, answers in enumerate(answers_on):
            expected = drawn.state(state)[:, theme, 0]
            if answers is not None:
                expected = np.where(np.isnan(answers), expected, answers)
            np.testing.assert_array_equal(begun.state(state)[:, theme, 0], expected)


@pytest.mark.parametrize(("name", "low"), [("aptitude", 0.0), ("integrity", -1.0)])
def test_answers_on_lasting_traits_stay_with_people(organisation, name, low):
    answers = np.array([low, np.nan, 1.0, 0.25])
    drawn, begun = start(organisation), start(organisation, {name: answers})
    expected = np.where(np.isnan(answers), drawn.state(name)[:, 0], answers)
    np.testing.assert_array_equal(begun.state(name)[:, 0], expected)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,trust\na,0.5\nb,1.01\n", "row 3: trust '1.01' must be a number from 0 to 1"),
        ("id,skill\na,-0.1\n", "row 2: skill '-0.1' must be a number from 0 to 1"),
        ("id,disposition\na,2.5\n", "row 2: disposition '2.5' must be a number from -2 to 2"),
        ("id,integrity\na,-1.5\n", "row 2: integrity '-1.5' must be a number from -1 to 1"),
        ("id,aptitude\na,-0.5\n", "row 2: aptitude '-0.5' must be a number from 0 to 1"),
        ("id,values:care\na,1.5\n", "row 2: values:care '1.5' must be a number from 0 to 1"),
        ("id,trust\na,high\n", "row 2: trust 'high' is not a number"),
        ("id,trust\na,inf\n", "row 2: trust 'inf' is not a number"),
        ("id;trust\na;0,5\n", "row 2: trust '0,5' is not a number; write decimals with a point"),
        ("id,trust\na,1\nx,1\n", "row 3: the id 'x' is not an id of the chart"),
        ("id,trust\na,1\na,1\n", "row 3: the id 'a' stands in row 2 already"),
        ("id,trust\n,1\n", "row 2: the id is empty"),
        ("id,engagment\na,1\n", "row 1: 'engagment' is not measured by the model (did you mean"),
        ("id,trust:care\na,1\n", "row 1: 'trust:care' is not measured by the model"),
        ("id,aptitude:care\na,1\n", "row 1: 'aptitude:care' is not measured by the model"),
        ("id,practice:\na,1\n", "row 1: 'practice:' is not measured by the model"),
        ("id\na\n", "row 1: there is no column of a measure besides the ids"),
        ("x,trust\na,1\n", "row 1: no column is called like the id of who answered; set surv"),
        ("id,trust,trust\na,1,1\n", "row 1: two columns are named 'trust'"),
        ("id,trust\n", "has a header and no rows"),
    ],
)
def test_a_malformed_survey_is_refused(tmp_path, organisation, content, said):
    with pytest.raises(UserError) as error:
        read_survey(write(tmp_path, content), organisation)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
