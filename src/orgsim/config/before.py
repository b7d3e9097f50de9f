"""What applied before week 1: the levers and groups under which an organisation comes to rest.

What is no lever (people, parameters, mechanisms, themes, the organisation) holds all the time. Scenarios
of one config, and points of one sweep, have the same before, so that they begin alike.
"""

from collections.abc import Iterable
from typing import Any

from orgsim.config.models import Before, Config, Group, LeversOfGroup, SomeLevers, SomePeople, Who

AT_REST, AS_DRAWN = "at_rest", "as_drawn"
NO_LEVERS, NO_TRAITS = SomeLevers(), SomePeople()


def resting(config: Config) -> Config:
    """The config under which people come to rest before a config's week 1: nothing has a date."""
    levers, groups = _levers_before(config)
    traits = [_without_levers(group) for group in config.groups]
    return config.model_copy(
        update={
            "levers": levers,
            "groups": (
                *(group for group in traits if group.people != NO_TRAITS),
                *(_group(group.who, group.levers, NO_TRAITS) for group in groups),
            ),
            "interventions": (),
            "shocks": (),
            "before": None,
            "run": config.run.model_copy(update={"start": AS_DRAWN}),
        }
    )


def with_before_of(config: Config, other: Config) -> Config:
    """A config before whose week 1 held what held before another's, where it says nothing itself.

    The same config where it does not begin at rest.
    """
    if config.run.start != AT_REST:
        return config
    if config.before is not None:
        other = other.model_copy(update={"before": config.before})
    levers, groups = _levers_before(other)
    own: Any = config.levers
    different = {name: value for name, value in levers if value != getattr(own, name)}
    others = None if groups == _groups_with_levers(config.groups) else groups
    before = Before(levers=SomeLevers(**different), groups=others)
    return config.model_copy(update={"before": before if before != Before() else None})


def _levers_before(config: Config) -> tuple[Any, tuple[LeversOfGroup, ...]]:
    """Levers of everybody and of groups before week 1."""
    before = config.before or Before()
    some: Any = before.levers
    levers: Any = config.levers
    levers = levers.model_copy(update={k: v for k, v in some if v is not None})
    groups = config.groups if before.groups is None else before.groups
    return levers, _groups_with_levers(groups)


def _groups_with_levers(groups: Iterable[Group | LeversOfGroup]) -> tuple[LeversOfGroup, ...]:
    """Groups that have levers of their own, without their traits."""
    return tuple(
        LeversOfGroup.model_construct(who=group.who, levers=group.levers)
        for group in groups
        if group.levers != NO_LEVERS
    )


def _without_levers(group: Group) -> Group:
    return _group(group.who, NO_LEVERS, group.people)


def _group(who: Who, levers: Any, people: Any) -> Group:
    """A group of parts that are checked already."""
    return Group.model_construct(who=who, levers=levers, people=people)
