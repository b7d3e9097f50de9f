"""Skill: gained through development and mentoring, and lost unless maintained.

Skill decay: Arthur et al. (1998).
"""

from orgsim.compilation import njit
from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import complement, constant, unit_interval


@njit(**INLINE)
def learning(skill, development, mentoring, development_effect, mentoring_effect):
    """(λ_d·development + λ_m·mentoring)(1 − s): learning in a week."""
    return (development_effect * development + mentoring_effect * mentoring) * complement(skill)


@njit(**INLINE)
def growth(learnt, development_effect, mentoring_effect):
    """learnt / (λ_d + λ_m): learning as a share of the most that can be learnt in a week, in [0, 1]."""
    most = development_effect + mentoring_effect
    return learnt / most if most > constant(0.0, most) else constant(0.0, most)


@njit(**INLINE)
def skill_next(skill, learnt, aptitude, skill_fading):
    """s + learnt − φ(s − s₀), clipped to [0, 1]: skill decays towards what work alone maintains."""
    return unit_interval(skill + learnt - skill_fading * (skill - aptitude))
