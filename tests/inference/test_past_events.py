"""Leavers and past programmes, in weeks since the first wave."""

import numpy as np

from orgsim.inference.survey import read_leavers, read_programmes

DATED = "wave,id,item,value,scale\n2026-03-04,a1,trust,4,1-5\n2026-06-03,a1,trust,4,1-5\n"
NUMBERED = "wave,id,item,value,scale\n40,a1,trust,4,1-5\n44,a1,trust,4,1-5\n"


def test_leavers_of_groups_persons_and_everybody(waves, organisation, write):
    text = (
        "date,group,id,leavers,weeks\n"
        "2026-03-03,,,3,\n2026-03-10,unit:ann,,0,4\n2026-04-07,unit:ann,,2.0,4\n2026-03-11,,b1,,\n"
    )
    leavers = read_leavers(write(text, "leavers.csv"), organisation, waves(DATED))
    np.testing.assert_array_equal(leavers.week, [-1, 0, 4, 1])
    assert leavers.who == ("everybody", "unit:ann", "unit:ann", "position:b1")
    np.testing.assert_array_equal(leavers.count, [3, 0, 2, 1])
    np.testing.assert_array_equal(leavers.weeks, [1, 4, 4, 1])
    np.testing.assert_array_equal(leavers.row, [2, 3, 4, 5])


def test_numbers_of_weeks_count_as_the_survey_does(waves, organisation, write):
    path = write("week,leavers\n38,1\n41,2\n", "leavers.csv")
    np.testing.assert_array_equal(read_leavers(path, organisation, waves(NUMBERED)).week, [-2, 1])
    np.testing.assert_array_equal(read_leavers(path, organisation, waves(DATED)).week, [38, 41])


def test_past_programmes_have_what_their_kind_says_where_they_say_nothing(
    waves, organisation, write
):
    text = (
        "Programme,who,start,weeks,end,strength,change\n"
        "Time management,,2026-02-25,,2026-03-10,,\n"
        "coaching,unit:top,2026-03-04,10,,0.5,\n"
        'custom,random:0.5,2026-03-17,,,,"broadcast=0.1; transparency = -0.2"\n'
    )
    one, two, three = read_programmes(write(text, "past.csv"), organisation, waves(DATED))
    assert one == (-1, 2, "time_management", "leaders", 1.0, None, 2)
    assert two == (0, 10, "coaching", "unit:top", 0.5, None, 3)
    assert three[:5] == (1, None, "custom", "random:0.5", 1.0)
    assert three.change == {"broadcast": 0.1, "transparency": -0.2}
