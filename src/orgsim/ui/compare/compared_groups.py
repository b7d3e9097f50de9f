"""Groups of compared scenarios: those of one organisation are ranked, those of different ones are not.

Two scenarios are of the same organisation where its people are the same, and where it came to rest
under the same levers before week 1: then whatever differs between them was done. The first of a group
is what the others are compared with.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgsim.config.before import AT_REST, resting
from orgsim.config.models import Config, RunConfig
from orgsim.errors import UserError
from orgsim.number_text import count
from orgsim.ui.shared.page_limits import drawn_as_fitted
from orgsim.ui.shared.scenarios.compared_address import free_name
from orgsim.ui.shared.scenarios.scenario import Scenario


@dataclass(frozen=True)
class Group:
    """Scenarios of one organisation.

    title      what the organisation is called
    scenarios  under the names that they have on the page, the reference first
    places     of each among all that are compared
    """

    title: str
    scenarios: tuple[Scenario, ...]
    places: tuple[int, ...]

    @property
    def names(self) -> list[str]:
        """What its scenarios are called."""
        return [each.title for each in self.scenarios]


def by_organisation(scenarios: Sequence[Scenario]) -> list[Group]:
    """The scenarios by organisation, each under a name of its own; raises UserError of a wrong one.

    Names carry the organisation where there are several.
    """
    titles = _titles(scenarios)
    several = len(set(titles)) > 1
    names: list[str] = []
    for each, title in zip(scenarios, titles, strict=True):
        names.append(free_name(_name(each, title if several else ""), names))
    found = []
    for title in dict.fromkeys(titles):
        places = tuple(place for place, own in enumerate(titles) if own == title)
        named = tuple(replace(scenarios[place], name=names[place]) for place in places)
        found.append(Group(title, named, places))
    return found


def names_by_place(groups: Sequence[Group]) -> dict[int, str]:
    """What the scenario of each place is called."""
    return {place: name for of in groups for place, name in zip(of.places, of.names, strict=True)}


def names_beside(scenarios: Sequence[Scenario]) -> list[str]:
    """What each of the scenarios is called where all of them are compared, in their order."""
    named = names_by_place(by_organisation(scenarios))
    return [named[place] for place in range(len(scenarios))]


def configs_of(groups: Sequence[Group]) -> dict[str, Config]:
    """Configs by name; weeks, replications and seed are the very first's, so that draws are shared.

    Where a seed has drawn people who were then asked, all have that one. Each begins as it does alone.
    """
    configs = {each.title: each.config() for group in groups for each in group.scenarios}
    first = next(iter(configs.values()), Config())
    seed = next(
        (each.run.seed for each in configs.values() if drawn_as_fitted(each)), first.run.seed
    )
    return {name: _beside(config, first.run, seed) for name, config in configs.items()}


def _beside(config: Config, run: RunConfig, seed: int) -> Config:
    """A config that is run as others are; how it begins is its own."""
    own = {key: getattr(config.run, key) for key in ("start", "redraw_organisation")}
    return config.model_copy(update={"run": run.model_copy(update={**own, "seed": seed})})


def _titles(scenarios: Sequence[Scenario]) -> list[str]:
    """What the organisation of each is called, alike only for those of the same one."""
    titles: dict[str, str] = {}
    found = []
    for each in scenarios:
        try:
            config = each.config()
        except UserError as error:
            raise UserError(f"{each.title}: {error}") from None
        key = _organisation(config)
        if key not in titles:
            name = each.organisation_title
            if name in titles.values():
                name = f"{name} ({count(config.organisation.people, 'person', 'people')})"
            titles[key] = free_name(name, list(titles.values()))
        found.append(titles[key])
    return found


def _organisation(config: Config) -> str:
    """What makes an organisation itself: its people and, at rest, what held before week 1."""
    own = {"organisation": config.organisation.model_dump(mode="json")}
    if config.run.start == AT_REST:
        before = resting(config).model_dump(mode="json", include={"levers", "groups"})
        own["before"] = before
    return json.dumps(own, sort_keys=True)


def _name(scenario: Scenario, organisation: str) -> str:
    """What a scenario is called beside others; with its organisation's name, if one is given."""
    title = scenario.organisation_title
    own = scenario.name or (scenario.variant or "").replace("_", " ")
    if not own or own == title:
        return organisation or title
    own = own.removeprefix(f"{title}: ")
    return f"{organisation}: {own}" if organisation else own
