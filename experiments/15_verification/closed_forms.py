"""Social influence and contagion beside their closed forms, to the last bits."""

import numpy as np

from orgsim.model.random import run_key
from orgsim.organisation import generate
from orgsim.study.calculations import Columns, columns_of
from orgsim.study.declaration import Setting
from orgsim.verification.social_influence import (
    FOUR_PEOPLE,
    PUBLISHED,
    consensus,
    fixed_point,
    influence_of,
    resistance_of,
)

from .worlds import MET, SEED, organisation_of, practice, still, watch

DEEDS, PEERS = 2.0, 3.0
FRIEDKIN_JOHNSEN, DEGROOT, CONTAGION = "Friedkin & Johnsen", "DeGroot", "contagion"
CONTAGION_RATE = 0.1


def influence(**parameters: float):
    """Practice follows deeds and peers alone, at full speed."""
    return still({"practice_change": 1.0, **MET, **parameters})


def four_people(_: Setting) -> Columns:
    """The published example by week: what was found, what was printed, half of its last digit."""
    openness = 1 - np.diag(FOUR_PEOPLE)
    weights = FOUR_PEOPLE * (1 - np.eye(4)) * 1000
    rows = []
    for case, (start, printed, half_a_digit) in enumerate(PUBLISHED):
        low, high = min(start), max(start)
        unit = (np.array(start) - low) / (high - low)
        found = watch(
            organisation_of([3, 0, 0, 0], weights),
            influence(peer_weight=1.0),
            1,
            200,
            practice,
            practice=unit,
            habit=unit,
            engagement=np.ones(4),
            resistance=resistance_of(FOUR_PEOPLE, openness),
        )
        end = fixed_point(FOUR_PEOPLE, openness, unit)
        for week, people in enumerate(low + (high - low) * found[..., 0]):
            rows += [
                {
                    "case": case,
                    "week": week,
                    "person": person,
                    "found": people[person],
                    "printed": printed[person],
                    "half_a_digit": half_a_digit,
                    "fixed_point": low + (high - low) * end[person],
                }
                for person in range(4)
            ]
    return columns_of(rows)


def closed_forms(setting: Setting) -> Columns:
    """The largest difference from the closed form over people and weeks, by kind and organisation."""
    organisations, people = (2, 40) if setting.small else (8, 150)
    rows = []
    for number in range(organisations):
        drawn = generate(
            people,
            span_of_control=5.0,
            span_variation=0.8,
            ties_per_person=6.0,
            share_within_unit=0.3,
            share_across_levels=0.4,
            key=run_key(SEED, number),
        )
        errors = {
            FRIEDKIN_JOHNSEN: _of_influence(drawn, anchored=True),
            DEGROOT: _of_influence(drawn, anchored=False),
            CONTAGION: _of_contagion(2 + 5 * number),
        }
        rows += [
            {"kind": kind, "organisation": number, "error": error} for kind, error in errors.items()
        ]
    return columns_of(rows)


def _spread(people: int) -> np.ndarray:
    """Numbers spread evenly over 0 to 1, in no order."""
    return np.modf(np.arange(1, people + 1) * 0.6180339887498949)[0]


def _of_influence(organisation, anchored: bool) -> float:
    """Every week beside ΛWx + (I − Λ)x(0), and the end beside the fixed point or the consensus."""
    people = organisation.people
    weights = np.zeros((people, people))
    source = np.repeat(np.arange(people), np.diff(organisation.tie_start))
    weights[source, organisation.tie_to] = organisation.tie_weight
    matrix = influence_of(organisation.superior.tolist(), weights, DEEDS, PEERS)
    spread = _spread(people)
    start, resistance = spread[::-1].copy(), anchored * (0.1 + 0.9 * spread)
    found = watch(
        organisation,
        influence(deed_weight=DEEDS, peer_weight=PEERS),
        1,
        400,
        practice,
        practice=start,
        habit=start,
        engagement=np.ones(people),
        resistance=resistance,
    )[..., 0]
    error, expected = 0.0, start
    for week in range(1, 41):
        expected = (1 - resistance) * (matrix @ expected) + resistance * start
        error = max(error, float(np.abs(found[week] - expected).max()))
    end = (
        fixed_point(matrix, 1 - resistance, start)
        if anchored
        else consensus(matrix.toarray(), start)
    )
    return max(error, float(np.abs(found[-1] - end).max()))


def _of_contagion(people: int) -> float:
    """Deviations from the mean on a complete graph shrink by 1 − ε·n/(n − 1) a week."""
    start = _spread(people)
    found = watch(
        organisation_of([people - 1, *[0] * (people - 1)], 1 - np.eye(people)),
        still({"peer_contagion": CONTAGION_RATE}),
        1,
        40,
        lambda ensemble: ensemble.state("engagement"),
        engagement=start,
    )[..., 0]
    factor = 1 - CONTAGION_RATE * people / (people - 1)
    weeks = np.arange(41)[:, None]
    return float(np.abs(found - start.mean() - factor**weeks * (start - start.mean())).max())
