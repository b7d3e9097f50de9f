"""A config with the numbers of a parameter set, or with the same in every replication."""

from collections.abc import Mapping
from typing import Any

from orgsim.config.models import FITTED, POINT, POSTERIOR, Config, refuse_rates
from orgsim.errors import UserError
from orgsim.parameter_sets.sets_in_use import sets_in_use


def with_set(config: Config, number: int) -> Config:
    """The config with the numbers of a set where it leaves them as the file's base has them.

    The base of evidence's sets are the defaults. Raises UserError where the set does not go with the
    config's own numbers.
    """
    file = sets_in_use(config)
    values = {
        key: value
        for key, value in file.sets[number].items()
        if number_at(config, key) == file.base[key]
    }
    found: Config = with_numbers(config, values)
    if config.run.start == FITTED:  # the states of week 0 are those of the set
        run = config.run.model_copy(update={"parameter_sets": number})
        found = found.model_copy(update={"run": run})
    try:
        refuse_rates(found.parameters)
    except ValueError as error:
        raise UserError(
            f"run.parameter_sets: set {number} does not go with the config's own numbers: {error}"
        ) from None
    return found


def number_at(config: Config, key: str) -> float | None:
    """The number of a dotted key; None where a config has no such group."""
    place: Any = config
    for part in key.split("."):
        if isinstance(place, tuple):
            if int(part) >= len(place):
                raise UserError(
                    "groups: organisation.ensemble was fitted to a config with more groups; add others"
                    " after those that orgsim fit wrote, and keep these"
                )
            place = place[int(part)]
        else:
            place = getattr(place, part)
    return place


def with_numbers(table: Any, values: Mapping[str, float]) -> Any:
    """A table, or a list of them, with values laid over it by dotted key."""
    parts: dict[str, dict[str, float]] = {}
    for key, value in values.items():
        name, _, inner = key.partition(".")
        parts.setdefault(name, {})[inner] = value
    if isinstance(table, tuple):
        return tuple(
            with_numbers(item, parts[str(number)]) if str(number) in parts else item
            for number, item in enumerate(table)
        )
    laid = {
        name: inner[""] if "" in inner else with_numbers(getattr(table, name), inner)
        for name, inner in parts.items()
    }
    return table.model_copy(update=laid)


def without_draws(config: Config) -> Config:
    """The config with the same set in every replication: at the point, where sets were to be drawn."""
    return _at_point(config) if config.run.parameter_sets == POSTERIOR else config


def with_one_set(config: Config) -> Config:
    """The config with the same numbers in every replication, as its own: those of the set that it names.

    Where sets were to be drawn it is at the point.
    """
    asked = config.run.parameter_sets
    if asked == POINT:
        return config
    at_point = _at_point(config)
    return at_point if asked == POSTERIOR else with_set(at_point, int(asked))


def _at_point(config: Config) -> Config:
    run = config.run.model_copy(update={"parameter_sets": POINT})
    return config.model_copy(update={"run": run})
