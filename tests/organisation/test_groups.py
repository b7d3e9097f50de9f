"""Groups of positions by name."""

import numpy as np
import pytest

from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation import check_who, generate, members, read_organisation
from orgsim.organisation.group_text import plain_name

KEY = run_key(5, 0)

CHART = """id,superior,department,city
Eve,,Board,Łódź
Ann,Eve,Sales,Rome
Bob,Eve,Works,Rome
Cid,Ann,Sales,Łódź
Dan,Ann,Sales,Rome
Fay,Dan,Sales,Rome
"""


@pytest.fixture
def chart(tmp_path):
    (tmp_path / "chart.csv").write_text(CHART, encoding="utf-8")
    return read_organisation(tmp_path / "chart.csv")[0]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("everybody", "Eve Ann Bob Cid Dan Fay"),
        ("top", "Eve"),
        ("leaders", "Eve Ann Dan"),
        ("executives", "Eve Ann"),
        ("managers", "Dan"),
        ("employees", "Bob Cid Fay"),
        ("level:0", "Eve"),
        ("level:2", "Cid Dan"),
        ("unit:Eve", "Ann Bob"),
        ("unit:Ann", "Cid Dan"),
        ("branch:Ann", "Ann Cid Dan Fay"),
        ("branch:Eve", "Eve Ann Bob Cid Dan Fay"),
        ("branch:Fay", "Fay"),
        ("position:Bob", "Bob"),
        ("department=Sales", "Ann Cid Dan Fay"),
        ("city=Łódź", "Eve Cid"),
        ("city = Rome", "Ann Bob Dan Fay"),
        ("not:leaders", "Bob Cid Fay"),
        ("not:branch:Ann", "Eve Bob"),
        ("not:not:top", "Eve"),
        ("random:1", "Eve Ann Bob Cid Dan Fay"),
        ("random:0", ""),
        ("random:1:leaders", "Eve Ann Dan"),
        (" level: 2 ", "Cid Dan"),
        (["top", "unit:Ann"], "Eve Cid Dan"),
        (("top", "top"), "Eve"),
    ],
)
def test_a_group_has_the_members_its_name_says(chart, who, expected):
    check_who(who)
    found = [chart.label(i) for i in np.flatnonzero(members(chart, who, KEY))]
    assert found == expected.split()


MISTAKES = [
    ("excutives", r"did you mean 'executives'\?"),
    ("Leaders", r"did you mean 'leaders'\?"),
    ("", "who = '' is not a group; allowed are everybody"),
    ("boss", r"allowed are .*ATTRIBUTE=VALUE"),
    ("department:Sales", "is not a group"),
    ("level:two", "'two' is not a level"),
    ("level:-1", "'-1' is not a level"),
    ("level:", "is not a group"),
    ("unit:", "is not a group"),
    ("random:1.5", "'1.5' is not a share"),
    ("random:nan", "'nan' is not a share"),
    ("random:all", "'all' is not a share"),
    ("random:0.5:bosses", "who = 'bosses' is not a group"),
    ("not:bosses", "who = 'bosses' is not a group"),
    ("=Sales", "is not a group"),
    ([], r"who = \[\] names no group"),
    (["top", "boss"], "who = 'boss' is not a group"),
]


@pytest.mark.parametrize(("who", "said"), MISTAKES)
def test_a_name_that_means_nothing_is_refused_without_an_organisation(who, said):
    with pytest.raises(UserError, match=said):
        check_who(who)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        *MISTAKES,
        ("level:4", "the organisation has the levels 0 to 3"),
        ("unit:Eva", r"the chart has no id 'Eva' \(did you mean 'Eve'\?\)"),
        ("unit:Bob", "'Bob' has no reports"),
        ("branch:7", "the chart has no id '7'"),
        ("departmnt=Sales", r"did you mean 'department'\?\); the chart has department, city"),
        ("department=Sale", r"nobody has the department 'Sale' \(did you mean 'Sales'\?\)"),
    ],
)
def test_a_name_that_means_nobody_is_refused(chart, who, said):
    with pytest.raises(UserError, match=said):
        members(chart, who, KEY)


@pytest.fixture(scope="module")
def generated():
    return generate(
        1000,
        span_of_control=6,
        span_variation=0.7,
        ties_per_person=0,
        share_within_unit=0,
        share_across_levels=0,
        key=KEY,
    )


def test_positions_of_a_generated_organisation_are_numbered_from_one(generated):
    assert np.flatnonzero(members(generated, "position:1", KEY)).tolist() == [0]
    assert np.flatnonzero(members(generated, "position:1000", KEY)).tolist() == [999]
    assert np.array_equal(members(generated, "unit:1", KEY), generated.level == 1)
    for outside in ("0", "1001", "CEO"):
        with pytest.raises(UserError, match="they are numbered 1 to 1,000"):
            members(generated, f"position:{outside}", KEY)
    with pytest.raises(UserError, match="the chart has none"):
        members(generated, "department=Sales", KEY)


def test_leaders_are_executives_or_managers_and_everybody_leads_or_is_led(generated):
    groups = {name: members(generated, name, KEY) for name in ("executives", "managers", "leaders")}
    assert not np.any(groups["executives"] & groups["managers"])
    assert np.array_equal(groups["executives"] | groups["managers"], groups["leaders"])
    assert np.array_equal(members(generated, "employees", KEY), ~groups["leaders"])


def test_a_branch_is_whoever_reaches_its_head_by_going_up(generated):
    for head in (0, 1, 5, 40, 999):
        expected = []
        for person in range(generated.people):
            above = person
            while above not in (0, head):
                above = generated.superior[above]
            expected.append(above == head)
        assert members(generated, f"branch:{head + 1}", KEY).tolist() == expected


def test_a_random_share_is_exact_nested_and_drawn_anew_by_each_key(generated):
    smaller, larger = (members(generated, f"random:{share}", KEY) for share in (0.2, 0.5))
    assert smaller.sum() == 200
    assert larger.sum() == 500
    assert np.all(larger[smaller])
    assert not np.array_equal(smaller, members(generated, "random:0.2", run_key(6, 0)))
    leaders = members(generated, "leaders", KEY)
    some = members(generated, "random:0.25:leaders", KEY)
    assert some.sum() == int(0.25 * leaders.sum() + 0.5)
    assert np.all(leaders[some])


def test_readers_are_told_groups_in_words():
    names = [plain_name(who) for who in ("random:0.1", "random:0.25:leaders", "site=Bern", "top")]
    assert names == ["10 % of everybody at random", "25 % of leaders at random", "Bern", "top"]
