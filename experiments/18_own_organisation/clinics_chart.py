"""The chart and the ties of an invented hospital group: who reports to whom, and who works with whom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

SEED = 300

NURSING, MEDICINE, DIAGNOSTICS, SERVICES, ADMINISTRATION = (
    "Nursing director",
    "Medical director",
    "Head of diagnostics and therapies",
    "Head of services",
    "Head of administration",
)
EXECUTIVES = (NURSING, MEDICINE, DIAGNOSTICS, SERVICES, ADMINISTRATION)
AREA = {
    NURSING: "Nursing",
    MEDICINE: "Medicine",
    DIAGNOSTICS: "Diagnostics and therapies",
    SERVICES: "Services",
    ADMINISTRATION: "Administration",
}
BOARD, HEAD_OFFICE = "Board", "Harbour"


class Department(NamedTuple):
    """A department: who it is under, where it is, how many work there, its head included."""

    name: str
    executive: str
    site: str
    people: int
    role: str


DEPARTMENTS = (
    Department("Surgery Harbour", NURSING, "Harbour", 17, "Nurse"),
    Department("Internal medicine Harbour", NURSING, "Harbour", 18, "Nurse"),
    Department("Emergency Harbour", NURSING, "Harbour", 15, "Nurse"),
    Department("Intensive care Harbour", NURSING, "Harbour", 14, "Nurse"),
    Department("Surgery Hill", NURSING, "Hill", 14, "Nurse"),
    Department("Internal medicine Hill", NURSING, "Hill", 17, "Nurse"),
    Department("Children Hill", NURSING, "Hill", 12, "Nurse"),
    Department("Geriatrics Lake", NURSING, "Lake", 19, "Nurse"),
    Department("Rehabilitation Lake", NURSING, "Lake", 16, "Nurse"),
    Department("Physicians Harbour", MEDICINE, "Harbour", 18, "Physician"),
    Department("Physicians Hill", MEDICINE, "Hill", 13, "Physician"),
    Department("Physicians Lake", MEDICINE, "Lake", 9, "Physician"),
    Department("Anaesthesia", MEDICINE, "Harbour", 11, "Physician"),
    Department("Radiology", DIAGNOSTICS, "Harbour", 10, "Technologist"),
    Department("Laboratory", DIAGNOSTICS, "Harbour", 9, "Technologist"),
    Department("Physiotherapy", DIAGNOSTICS, "Lake", 14, "Therapist"),
    Department("Pharmacy", DIAGNOSTICS, "Harbour", 6, "Pharmacist"),
    Department("Social service", DIAGNOSTICS, "Lake", 5, "Social worker"),
    Department("Kitchen", SERVICES, "Hill", 12, "Cook"),
    Department("Housekeeping", SERVICES, "Harbour", 13, "Housekeeper"),
    Department("Technology", SERVICES, "Harbour", 8, "Engineer"),
    Department("Transport", SERVICES, "Hill", 5, "Driver"),
    Department("Admissions", ADMINISTRATION, "Harbour", 11, "Clerk"),
    Department("Finance", ADMINISTRATION, "Harbour", 8, "Clerk"),
    Department("Personnel", ADMINISTRATION, "Harbour", 6, "Clerk"),
)

TIES_IN_DEPARTMENT, TIES_AT_SITE, TIES_ELSEWHERE = 3, 1.0, 0.4
"""Colleagues whom a person names on average; named by either, two see each other."""


class Person(NamedTuple):
    """A row of the chart."""

    id: str
    department: str
    area: str
    site: str
    role: str
    reports_to: str


def chart() -> list[Person]:
    """Everybody, leaders before those who report to them."""
    ids = (f"c{number:03d}" for number in range(1, 1000))
    top = Person(next(ids), BOARD, BOARD, HEAD_OFFICE, "Chief executive", "")
    above = {
        role: Person(next(ids), BOARD, BOARD, HEAD_OFFICE, role, top.id) for role in EXECUTIVES
    }
    people = [top, *above.values()]
    heads = [
        Person(
            next(ids),
            each.name,
            AREA[each.executive],
            each.site,
            "Head of department",
            above[each.executive].id,
        )
        for each in DEPARTMENTS
    ]
    people += heads
    for each, head in zip(DEPARTMENTS, heads, strict=True):
        for _ in range(each.people - 1):
            people.append(head._replace(id=next(ids), role=each.role, reports_to=head.id))
    return people


def ties(people: Sequence[Person]) -> list[tuple[str, str]]:
    """Pairs of ids who work with each other, most in one department, some at one site."""
    some = np.random.default_rng(SEED)
    pairs: dict[tuple[int, int], None] = {}
    for number, person in enumerate(people):
        near = _others(people, number, [p.department == person.department for p in people])
        site = _others(people, number, [p.site == person.site for p in people])
        everywhere = _others(people, number, [True] * len(people))
        for among, count in (
            (near, TIES_IN_DEPARTMENT),
            (site, some.poisson(TIES_AT_SITE)),
            (everywhere, some.poisson(TIES_ELSEWHERE)),
        ):
            for other in some.choice(among, min(count, len(among)), replace=False):
                pairs[min(number, int(other)), max(number, int(other))] = None
    return [(people[a].id, people[b].id) for a, b in sorted(pairs)]


def _others(people: Sequence[Person], number: int, fits: Iterable[bool]) -> np.ndarray:
    chosen = np.fromiter(fits, bool, len(people))
    chosen[number] = False
    return np.flatnonzero(chosen)
