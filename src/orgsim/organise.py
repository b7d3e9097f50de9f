"""Organise: the organisation a config describes, imported or drawn; all runs of an ensemble share it."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.files import ConfigFile
from orgsim.config.models import Config, OrganisationConfig
from orgsim.kept import Kept
from orgsim.model.random import run_key
from orgsim.organisation import (
    ImportNotes,
    Organisation,
    SurveyNotes,
    generate,
    read_organisation,
    read_survey,
)
from orgsim.organisation.importing.columns import COLUMN_KEYS
from orgsim.organisation.size import organisation_bytes

MOST_BYTES = 32 * 2**20
"""What all generated organisations may take that are kept for later runs; larger ones are not."""

GENERATED: Kept[tuple[OrganisationConfig, np.uint64], Organisation] = Kept(
    lambda each: int(organisation_bytes(each.people, len(each.tie_to) / each.people)), MOST_BYTES
)


class Imported(NamedTuple):
    """What was read of an organisation's files, and how."""

    organisation: Organisation
    survey: dict[str, np.ndarray]
    notes: ImportNotes
    survey_notes: SurveyNotes | None


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
        read = imported(organisation)
        return read.organisation, read.survey
    return _generated(organisation, key), {}


def _generated(organisation: OrganisationConfig, key: np.uint64) -> Organisation:
    kept = GENERATED.get((organisation, key))
    if kept is not None:
        return kept
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
    if organisation_bytes(organisation.people, organisation.ties_per_person) <= MOST_BYTES:
        GENERATED.put((organisation, key), generated)
    return generated


def redraws(config: Config) -> bool:
    """Whether each replication draws an organisation of its own."""
    return config.organisation.chart is None and config.run.redraw_organisation


def people_of(organisation: OrganisationConfig) -> int:
    """Positions of the organisation a config describes."""
    if organisation.chart is None:
        return organisation.people
    return imported(organisation).organisation.people


@lru_cache(maxsize=4)
def imported(organisation: OrganisationConfig) -> Imported:
    """The organisation a chart, ties and a survey describe, and the survey's starting states."""
    assert organisation.chart is not None
    cleaning = organisation.cleaning.request()
    read, notes = read_organisation(
        organisation.chart,
        chart_sheet=organisation.chart_sheet,
        ties=organisation.ties,
        ties_sheet=organisation.ties_sheet,
        directed=organisation.directed,
        minimum_weight=organisation.minimum_weight,
        drop_outsiders=organisation.drop_outsiders,
        cleaning=cleaning,
        **{key: getattr(organisation, key) for key in COLUMN_KEYS},
    )
    vacant = _just_left(read, notes.vacant)
    if organisation.survey is None:
        return Imported(read, vacant, notes, None)
    survey, answered = read_survey(
        organisation.survey,
        read,
        organisation.survey_identifier,
        organisation.drop_outsiders,
        chart_identifier=notes.columns["identifier"],
        sheet=organisation.survey_sheet,
        scale=organisation.survey_scale,
        left_out=frozenset(notes.left_out),
        nothing=cleaning.nothing,
    )
    return Imported(read, survey | vacant, notes, answered)


def import_notes(file: ConfigFile) -> dict[str, dict[str, Any]]:
    """How the organisations of a config's charts were read: scenario, "" being the base → notes."""
    configs = {"": file.base, **file.scenarios}
    return {
        name: _counts(imported(config.organisation))
        for name, config in configs.items()
        if config.organisation.chart is not None
    }


def _counts(read: Imported) -> dict[str, Any]:
    """Notes without lists of people."""
    of_organisation = {
        key: value
        for key, value in read.notes._asdict().items()
        if key not in ("vacant", "left_out")
    }
    return of_organisation | (
        {"survey": read.survey_notes._asdict()} if read.survey_notes is not None else {}
    )


def _just_left(organisation: Organisation, vacant: Collection[str]) -> dict[str, np.ndarray]:
    """Vacant positions at the start: as after a departure, the successor begins in the first week.

    The model knows no empty position; who is drawn for a vacancy has no history with anybody.
    """
    if not vacant:
        return {}
    names = set(vacant)
    left = [1.0 if organisation.label(k) in names else np.nan for k in range(organisation.people)]
    return {"departure": np.array(left)}
