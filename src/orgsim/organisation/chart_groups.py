"""Departments, sites and the like: columns of a chart that put its people into groups."""

from orgsim.errors import UserError
from orgsim.organisation.group_names import check_who
from orgsim.organisation.organisation import Organisation

NAME = "name"
MOST_GROUPS = 40
"""Values of a column up to which people would pick one of them from a list."""

MOST_TOLD = 2
"""Groups of a person that are shown next to the name."""


def grouping(organisation: Organisation) -> dict[str, tuple[str, ...]]:
    """Attributes that put people into groups, with their values in the order of the alphabet."""
    found = {}
    for attribute, values in organisation.attributes.items():
        distinct = tuple(sorted({value for value in values if value}))
        if attribute != NAME and 2 <= len(distinct) <= min(MOST_GROUPS, organisation.people // 2):
            found[attribute] = distinct
    return found


def chart_audiences(organisation: Organisation) -> dict[str, str]:
    """Whom a chart's groups are, as `who` takes them, with what to call them: `Sales (department)`."""
    named = {
        f"{attribute}={value}": f"{value} ({attribute})"
        for attribute, values in grouping(organisation).items()
        for value in values
    }
    return {who: label for who, label in named.items() if _is_group(who)}


def belonging(organisation: Organisation) -> list[str]:
    """The groups of everybody by position, as in `Design · Harbour`; empty where none is known."""
    columns = [organisation.attributes[attribute] for attribute in grouping(organisation)]
    return [
        " · ".join([column[position] for column in columns if column[position]][:MOST_TOLD])
        for position in range(organisation.people)
    ]


def _is_group(who: str) -> bool:
    try:
        check_who(who)
    except UserError:
        return False
    return True
