"""Organise: the organisation a config describes, imported or drawn; all runs of an ensemble share it."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from orgsim.config import Config, OrganisationConfig
from orgsim.organisation import Organisation, generate, read_organisation, read_survey
from orgsim.random import run_key


class DrawnOrganisation(NamedTuple):
    """An organisation as the runs of an ensemble find it.

    organisation  the positions and ties
    key           key of random groups and of extra ties, uint64; of a generated one's ties, too
    survey        starting states by name, (people,), NaN where unknown (see read_survey)
    """

    organisation: Organisation
    key: np.uint64
    survey: Mapping[str, np.ndarray] = MappingProxyType({})


def draw_organisation(config: Config, seed: int, replication: int = 0) -> DrawnOrganisation:
    """The organisation of a replication: imported, or generated with the draws of its number.

    All replications share that of number 0 unless each draws one of its own (`redraws`).
    """
    key = run_key(seed, replication if redraws(config) else 0)
    organisation, survey = organise(config.organisation, key)
    return DrawnOrganisation(organisation, key, survey)


def organise(
    organisation: OrganisationConfig, key: np.uint64
) -> tuple[Organisation, Mapping[str, np.ndarray]]:
    """The organisation a config describes, imported or generated with `key`."""
    if organisation.chart is not None:
        return imported(organisation)
    generated = generate(
        organisation.people,
        span_of_control=organisation.span_of_control,
        levels=organisation.levels,
        span_variation=organisation.span_variation,
        ties_per_person=organisation.ties_per_person,
        share_within_unit=organisation.share_within_unit,
        share_across_levels=organisation.share_across_levels,
        key=key,
    )
    return generated, {}


def redraws(config: Config) -> bool:
    """Whether each replication draws an organisation of its own."""
    return config.organisation.chart is None and config.run.redraw_organisation


def people_of(organisation: OrganisationConfig) -> int:
    """Positions of the organisation a config describes."""
    if organisation.chart is None:
        return organisation.people
    return imported(organisation)[0].people


@lru_cache(maxsize=4)
def imported(organisation: OrganisationConfig) -> tuple[Organisation, dict[str, np.ndarray]]:
    """The organisation a chart, ties and a survey describe, and the survey's starting states."""
    assert organisation.chart is not None
    read, _ = read_organisation(
        organisation.chart,
        identifier=organisation.identifier,
        superior=organisation.superior,
        ties=organisation.ties,
        source=organisation.source,
        target=organisation.target,
        weight=organisation.weight,
        directed=organisation.directed,
        minimum_weight=organisation.minimum_weight,
        drop_outsiders=organisation.drop_outsiders,
    )
    if organisation.survey is None:
        return read, {}
    survey = read_survey(
        organisation.survey, read, organisation.identifier, organisation.drop_outsiders
    )
    return read, survey
