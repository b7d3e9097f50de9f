"""Numbering a reporting tree breadth first, and refusing what is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgsim.errors import UserError
from orgsim.organisation.hierarchy import breadth_first, find_cycles, tree_from_spans


@st.composite
def charts(draw):
    """Superiors in any numbering: a random tree, its people shuffled."""
    people = draw(st.integers(1, 60))
    above = [0] + [draw(st.integers(0, k - 1)) for k in range(1, people)]
    shuffled = draw(st.permutations(range(people)))
    superior = np.empty(people, int)
    for k in range(people):
        superior[shuffled[k]] = shuffled[above[k]]
    return superior


def naive_order(superior):
    """Breadth-first order with lists and a queue."""
    top = next(k for k, above in enumerate(superior) if above == k)
    order = [top]
    for person in order:
        order += [k for k, above in enumerate(superior) if above == person and k != person]
    return order


@settings(deadline=None)  # the first call compiles
@given(charts())
def test_breadth_first_numbering_equals_that_of_a_queue(superior):
    order, tree = breadth_first(superior)
    assert order.tolist() == naive_order(superior)
    rank = {old: new for new, old in enumerate(order.tolist())}
    assert tree.superior.tolist() == [rank[superior[old]] for old in order.tolist()]


@settings(deadline=None)  # the first call compiles
@given(charts())
def test_levels_and_reports_follow_from_the_superiors(superior):
    _, tree = breadth_first(superior)
    people = len(superior)
    assert tree.level[0] == 0
    assert np.all(tree.level[1:] == tree.level[tree.superior[1:]] + 1)
    for i in range(people):
        reports = np.arange(tree.first_report[i], tree.first_report[i + 1])
        assert reports.tolist() == [j for j in range(1, people) if tree.superior[j] == i]


def test_reports_keep_the_order_of_the_chart():
    order, tree = breadth_first(np.array([4, 4, 0, 0, 4]))
    assert order.tolist() == [4, 0, 1, 2, 3]
    assert tree.superior.tolist() == [0, 0, 0, 1, 1]
    assert tree.level.tolist() == [0, 1, 1, 2, 2]
    assert tree.first_report.tolist() == [1, 3, 5, 5, 5, 5]


def test_one_person_is_an_organisation():
    _, tree = breadth_first(np.array([0]))
    assert [part.tolist() for part in tree] == [[0], [0], [1, 1]]


def test_a_circle_is_found_and_told_in_its_order():
    superior = np.array([0, 0, 3, 4, 2, 2])
    (circle,) = find_cycles(superior)
    assert circle.tolist() == [2, 3, 4]
    with pytest.raises(UserError, match="circle: person 2 → person 3 → person 4 → person 2;"):
        breadth_first(superior)


def test_all_circles_are_told():
    superior = np.array([0, 2, 1, 4, 5, 3, 1])
    assert [circle.tolist() for circle in find_cycles(superior)] == [[1, 2], [3, 4, 5]]
    with pytest.raises(UserError, match="in 2 circles") as error:
        breadth_first(superior)
    assert str(error.value).splitlines()[1:] == [
        "  person 1 → person 2 → person 1",
        "  person 3 → person 4 → person 5 → person 3",
    ]


def test_many_tops_are_listed():
    with pytest.raises(UserError, match="26 people report to nobody; ") as error:
        breadth_first(np.arange(26))
    lines = str(error.value).splitlines()
    assert (lines[1], lines[20], lines[21:]) == ("  person 0", "  person 19", ["  … and 6 more"])


def test_a_long_circle_is_told_in_part():
    with pytest.raises(UserError, match=r"person 5 → … 94 more … → person 0;"):
        breadth_first(np.roll(np.arange(100), -1))


@pytest.mark.parametrize(
    ("superior", "said"),
    [
        ([], "at least one person"),
        ([0, 1, 0], "2 people report to nobody: person 0, person 1;"),
        ([0, 3, 0], "superior of person 1 is not among the 3 people"),
        ([0, -1], "superior of person 1 is not among the 2 people"),
        ([1, 0], "circle: person 0 → person 1 → person 0;"),
    ],
)
def test_what_is_no_tree_is_refused(superior, said):
    with pytest.raises(UserError, match=said):
        breadth_first(np.array(superior, int))


def test_too_long_a_chain_of_command_is_refused():
    span = np.ones(40_000, int)
    span[-1] = 0
    with pytest.raises(UserError, match="more than 32,767 levels"):
        tree_from_spans(span)
