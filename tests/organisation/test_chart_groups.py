"""Departments and sites of a chart: to be picked from a list, and told beside names."""

from types import SimpleNamespace

import pytest

from orgsim.config.files import read_config
from orgsim.organisation.chart_groups import belonging, chart_audiences, grouping
from orgsim.simulation import simulate


def people(**attributes):
    """So many people with attributes."""
    number = len(next(iter(attributes.values())))
    return SimpleNamespace(people=number, attributes=attributes)


def test_columns_that_tell_people_apart_are_no_groups():
    there = people(
        name=("Ann", "Bea", "Cas", "Dee"),
        mail=("a@x", "b@x", "c@x", "d@x"),
        country=("NO", "NO", "NO", "NO"),
        department=("Sales", "", "Design", "Sales"),
    )
    assert grouping(there) == {"department": ("Design", "Sales")}
    assert belonging(there) == ["Sales", "", "Design", "Sales"]
    assert chart_audiences(there) == {
        "department=Design": "Design (department)",
        "department=Sales": "Sales (department)",
    }


def test_a_person_is_told_by_two_groups_at_most():
    there = people(**dict.fromkeys(("area", "site", "role"), ("x", "y", "x", "y")))
    assert belonging(there)[:2] == ["x · x", "y · y"]


def test_a_generated_organisation_has_none():
    assert belonging(people(unit=())) == []
    assert grouping(SimpleNamespace(people=9, attributes={})) == {}


@pytest.fixture(scope="module")
def clinics():
    config = read_config("clinics").base
    run = config.run.model_copy(update={"weeks": 2, "replications": 1, "start": "as_drawn"})
    return config.model_copy(update={"run": run})


def test_groups_that_are_offered_are_groups_of_the_chart(clinics):
    organisation = simulate({"": clinics})[""].where.organisation
    offered = chart_audiences(organisation)
    assert offered["department=Surgery Harbour"] == "Surgery Harbour (department)"
    everyone = [{"who": who, "levers": {"autonomy": 0.6}} for who in offered]
    told = clinics.model_validate({**clinics.model_dump(), "groups": everyone})
    assert simulate({"": told})[""].where is not None
