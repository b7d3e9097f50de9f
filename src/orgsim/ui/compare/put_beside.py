"""Adding a scenario to a comparison: a name made of its changes, and doing nothing first."""

import json
from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from orgsim.number_text import plain
from orgsim.ui.compare.compared_groups import Group, by_organisation, names_beside
from orgsim.ui.scenario.timeline.timeline_rows import Row, entries, rows, without_programmes
from orgsim.ui.shared import session
from orgsim.ui.shared.computing.replication_stream import key_of
from orgsim.ui.shared.scenarios import compared_changes
from orgsim.ui.shared.scenarios.compared_address import MOST_COMPARED
from orgsim.ui.shared.scenarios.group_levers import group_levers, unchanged_group_levers
from orgsim.ui.shared.scenarios.scenario import MOST_NAME, Scenario

DONE = ("levers.", "groups")
"""Keys of what leaders do, besides programmes."""


def put_beside(shown: Scenario, start: Scenario) -> str:
    """Put the scenario on Compare, nothing done before it if that is not there; what was done, in words.

    Empty where it was refused, which stands in `session.problem` then.
    """
    there = session.compared.peek()
    keys = [key_of(each.config()) for each in there]
    own = key_of(shown.config())
    if own in keys:
        return f"“{names_beside(there)[keys.index(own)]}” is already there."
    first = untouched(shown, start)
    own_names = {"", shown.organisation_title}
    if _only_began(shown, start) and own != key_of(start.config()):
        own_names.add(start.name)
    done = named_by_changes(shown, first)
    new = shown.named(done) if shown.name in own_names else shown
    added = [new] if key_of(first.config()) in {own, *keys} else [first, new]
    names = [f"“{name}”" for name in names_beside((*there, *added))[len(there) :]]
    if len(there) + len(added) > MOST_COMPARED:
        session.problem.value = (
            f"{MOST_COMPARED} scenarios are compared at most; remove"
            f" {len(there) + len(added) - MOST_COMPARED} on Compare first: this adds"
            f" {' and '.join(names)}"
        )
        return ""
    if not compared_changes.put(added, _place(there, first) if len(added) > 1 else None):
        return ""
    nothing = ", in which nothing is done" if len(added) > 1 else ""
    return f"Added {' and '.join(reversed(names))}{nothing}."


def untouched(shown: Scenario, start: Scenario) -> Scenario:
    """The scenario's organisation as it began, with its events and without any programme.

    start  what the scenario was made of
    """
    own = start if (start.preset, start.files) == (shown.preset, shown.files) else shown
    kept = [each for each in own.changes if each[0].startswith(DONE)]
    kept += [each for each in shown.changes if not each[0].startswith((*DONE, "interventions"))]
    plain_start = replace(shown, name="", changes=tuple(sorted(kept)))
    without_variant = replace(plain_start, variant=None)
    of_one = len(by_organisation((without_variant, shown))) == 1
    first = without_programmes(without_variant if of_one else plain_start)
    return first.named(start.name) if _only_began(shown, start) else first


def _only_began(shown: Scenario, start: Scenario) -> bool:
    """Whether the start is the scenario's organisation with nothing done: then so it is called."""
    same = (start.preset, start.files) == (shown.preset, shown.files)
    return same and start.variant is None and not entries(start, "interventions")


def told_apart(shown: Scenario, start: Scenario) -> Scenario:
    """The scenario under a name of its own, or of its changes where it has that of its organisation."""
    if shown.name in ("", shown.organisation_title):
        return shown.named(named_by_changes(shown, start))
    return shown


def named_by_changes(shown: Scenario, first: Scenario) -> str:
    """A name that says what is done: `Presence, all leaders, from week 9`."""
    new = _new_programmes(shown, first)
    said = [(shown.variant or "").replace("_", " ")] * bool(shown.variant)
    said += [row.label for row in new[:2]]
    if len(new) == 1:
        (row,) = new
        strength = "" if row.strength == 1 else f" ×{plain(row.strength)}"
        said[-1] += f"{strength}, {_lower(row.who)}, {row.when.partition(' · ')[0]}"
    levers = [
        _lever(key, text)
        for key, text in shown.changes
        if key.startswith("levers.") and (key, text) not in first.changes
    ] + _levers_of_groups(shown, first)
    more = len(new[2:])
    if len(new) < 2 and levers:
        said.append(levers[0])
        more += len(levers[1:])
    else:
        more += len(levers)
    name = " + ".join(said) + (f" and {more} more" if more else "")
    return shorten(name, MOST_NAME, placeholder=" …")


def _new_programmes(shown: Scenario, first: Scenario) -> list[Row]:
    """Programmes that are neither in the first scenario nor in the variant that was chosen."""
    own = entries(shown, "interventions")
    unchanged = replace(shown, changes=())
    before = [*entries(first, "interventions"), *entries(unchanged, "interventions")]
    return [row for row in rows(shown) if not row.shock and own[row.number] not in before]


def _place(there: Sequence[Scenario], first: Scenario) -> int:
    """Where nothing done has to stand to be the reference of its organisation."""
    groups: list[Group] = by_organisation((*there, first))
    return next(group.places[0] for group in groups if len(there) in group.places)


def _lever(key: str, text: str) -> str:
    name = key.rpartition(".")[2].replace("_", " ")
    return f"{name.capitalize()} {plain(json.loads(text))}"


def _levers_of_groups(shown: Scenario, first: Scenario) -> list[str]:
    """Levers that groups have and had not before: `Leader modelling 0.9, Sales`."""
    before = {**unchanged_group_levers(shown), **group_levers(first)}
    return [
        f"{_lever(key, json.dumps(value))}, {who}"
        for (who, key), value in group_levers(shown).items()
        if value != before.get((who, key))
    ]


def _lower(who: str) -> str:
    return f"{who[:1].lower()}{who[1:]}"
