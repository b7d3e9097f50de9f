"""What a survey would find if everybody answered: each item for everybody, in all runs of an ensemble.

Items are declared in `orgsim.inference.survey.items`. States stand for themselves; what is seen of
others is theirs:

    practice_seen   Σ_j w_ij a_j / Σ_j w_ij over informal ties, of those without ties the superior's
    message_heard   m of the superior                modelling  g of the superior
    hours           x = H(1 − time_constraint)(s₀ + (1 − s₀)e) / reports of the superior
    time            x / (x + x½)
    intention       1 − (1 − h₀(1 + discontent))⁵²: the chance to leave within a year of one's own accord

The last, and that answers say what states are, is assumed.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.formulas import contacts, discontents, hazards, hours_offered
from orgsim.inference.answer_data import Question
from orgsim.measures.declarations import WEEKS_A_YEAR
from orgsim.model.filled_formulas import parameters_of
from orgsim.model.processes.attention import contact, hours_for_people
from orgsim.model.processes.turnover import discontent, hazard
from orgsim.organisation import Organisation

FAVOURABLE = 0.625
"""Where an answer of a scale of 1 to 5, rounded, is 4 or more: (3.5 − 1) / 4."""

LEAST_NOISE = 1e-3


def observed(ensemble: Ensemble, item: str, theme: int | None) -> np.ndarray:
    """An item for everybody, (people, runs): of one theme, or the weighted mean over all."""
    return _OBSERVED[item](ensemble, theme)


def answered(
    ensemble: Ensemble, question: Question, leaning: np.ndarray | float, themes: list[str]
) -> np.ndarray:
    """What everybody would answer to a question, in the mean over errors of measurement, (people, runs).

    leaning what answers lie above states, (runs,)
    themes  names, in the order of the states

    Answers are held to the scale, with their errors: nobody can say less than nothing. An answer of a
    scale of 1 to 5 is favourable where state and error together round to 4 or 5.
    """
    kind, _, theme = question.item.partition(":")
    felt = observed(ensemble, kind, themes.index(theme) if theme else None) + leaning
    if kind == "hours":
        return np.asarray(np.maximum(felt, 0.0))
    felt, noise = np.clip(felt, 0.0, 1.0), max(question.noise, LEAST_NOISE)
    if question.favourable:
        from orgsim.special_functions import special

        return np.asarray(special.ndtr((felt - FAVOURABLE) / noise))
    return held_to_scale(felt, noise)


def held_to_scale(felt: np.ndarray, noise: float) -> np.ndarray:
    """E[min(1, max(0, x + e))] of x in [0, 1] and e from N(0, noise²)."""
    from orgsim.special_functions import special

    def above(distance: np.ndarray) -> np.ndarray:
        """E[max(0, e − distance)]."""
        density = np.exp(-0.5 * (distance / noise) ** 2) / np.sqrt(2 * np.pi)
        return noise * density - distance * special.ndtr(-distance / noise)

    return np.asarray(felt + above(felt) - above(1 - felt))


def _own(state: str) -> Callable[[Ensemble, int | None], np.ndarray]:
    return lambda ensemble, theme: _of_theme(ensemble, state, theme)


def _superiors(state: str) -> Callable[[Ensemble, int | None], np.ndarray]:
    return lambda ensemble, theme: _of_theme(ensemble, state, theme)[ensemble.organisation.superior]


def _of_theme(ensemble: Ensemble, state: str, theme: int | None) -> np.ndarray:
    values = ensemble.state(state)
    if values.ndim == 2:
        return values.astype(np.float64)
    if theme is not None:
        return values[:, theme].astype(np.float64)
    return np.einsum("pkr,kr->pr", values, ensemble.weights())


def _seen(ensemble: Ensemble, theme: int | None) -> np.ndarray:
    practice = _of_theme(ensemble, "practice", theme)
    ties = tie_matrix(ensemble.organisation)
    seen = np.asarray(ties @ practice)
    alone = np.diff(ensemble.organisation.tie_start) == 0
    seen[alone] = practice[ensemble.organisation.superior[alone]]
    return seen


def tie_matrix(organisation: Organisation) -> Any:
    """Weights of informal ties, rows adding up to 1 where there are any, sparse (people, people)."""
    from scipy import sparse

    start, to = organisation.tie_start, organisation.tie_to
    weight = organisation.tie_weight.astype(np.float64)
    ties = sparse.csr_array((weight, to, start), shape=(organisation.people,) * 2)
    total = np.asarray(ties.sum(axis=1)).ravel()
    return sparse.diags_array(1 / np.where(total > 0, total, 1.0)) @ ties


def _each_run(ensemble: Ensemble, of_run: Callable[[int], np.ndarray]) -> np.ndarray:
    return np.stack([of_run(run) for run in range(ensemble.runs)], axis=-1)


def _hours(ensemble: Ensemble, run: int) -> np.ndarray:
    """Hours a week of each leader for all reports together, (people,)."""
    return hours_offered(
        ensemble.state("engagement")[:, run].astype(np.float64),
        ensemble.lever("time_constraint")[:, run].astype(np.float64),
        _parameters(ensemble, hours_for_people, run),
    )


def _parameters(ensemble: Ensemble, formula: Any, run: int) -> tuple[float, ...]:
    """The parameters of a run that a formula takes, in its order."""
    return tuple(float(ensemble.parameter(name)[run]) for name in parameters_of(formula))


def _hours_each(ensemble: Ensemble, _: int | None) -> np.ndarray:
    organisation = ensemble.organisation
    span = np.maximum(1, organisation.span)
    return _each_run(ensemble, lambda run: (_hours(ensemble, run) / span)[organisation.superior])


def _time(ensemble: Ensemble, _: int | None) -> np.ndarray:
    organisation = ensemble.organisation

    def of_run(run: int) -> np.ndarray:
        parameters = _parameters(ensemble, contact, run)
        met = contacts(_hours(ensemble, run), organisation.span, parameters)
        return np.asarray(met)[organisation.superior]

    return _each_run(ensemble, of_run)


def _intention(ensemble: Ensemble, _: int | None) -> np.ndarray:
    habit, stated = ensemble.state("habit"), ensemble.stated()
    misfit = np.einsum("pkr,kr->pr", np.abs(stated - habit), ensemble.weights())
    nobody = np.zeros(ensemble.organisation.people)

    def of_run(run: int) -> np.ndarray:
        reasons = discontents(
            ensemble.state("engagement")[:, run].astype(np.float64),
            np.ascontiguousarray(misfit[:, run]),
            _parameters(ensemble, discontent, run),
        )
        weekly = hazards(reasons, nobody, nobody, _parameters(ensemble, hazard, run))
        return np.asarray(1 - (1 - weekly) ** WEEKS_A_YEAR)

    return _each_run(ensemble, of_run)


_OBSERVED: Mapping[str, Callable[[Ensemble, int | None], np.ndarray]] = {
    "trust": _own("trust"),
    "engagement": _own("engagement"),
    "practice": _own("practice"),
    "practice_seen": _seen,
    "message": _own("message"),
    "message_heard": _superiors("message"),
    "modelling": _superiors("modelling"),
    "time": _time,
    "hours": _hours_each,
    "intention": _intention,
}
