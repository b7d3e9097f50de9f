"""Practice: people do what they see done, what they believe, what others do, and what they always did.

Social learning: Bandura (1977). Anchoring on one's own position: Friedkin & Johnsen (1999).
Conformist transmission: Boyd & Richerson (1985).
"""

from numba import njit

from orgsim.model.inline import INLINE
from orgsim.model.processes.arithmetic import (
    centred,
    complement,
    constant,
    either,
    half_at_least,
    unit_interval,
)


@njit(**INLINE)
def conforming(mean_practice, conformity):
    """f(ā) = ā + D·ā(1 − ā)(2ā − 1): the pull of the peers, stronger than their mean if D > 0."""
    return mean_practice + conformity * mean_practice * complement(mean_practice) * centred(
        mean_practice
    )


@njit(**INLINE)
def social_practice(own, deed, deed_weight, word, word_weight, peers, peer_weight):
    """Weighted mean of the leader's deed, the word and the peers; `own` where no weight is left."""
    total = deed_weight + word_weight + peer_weight
    pull = deed_weight * deed + word_weight * word + peer_weight * peers
    return pull / total if total > constant(0.0, total) else own


@njit(**INLINE)
def stubbornness(resistance, coaching, red_tape):
    """r' = 1 − (1 − r(1 − coaching))(1 − red_tape): friction adds to resistance, coaching lowers it."""
    return either(resistance * complement(coaching), red_tape)


@njit(**INLINE)
def adoption(engagement, practice_change):
    """α(½ + ½e): how fast practice changes, per week; the engaged change sooner."""
    return practice_change * half_at_least(engagement)


@njit(**INLINE)
def effort(modelling, busyness, red_tape, effort_effect, busyness_cost):
    """μ·g·(1 − k·busy)(1 − red_tape): the share of the own word–deed gap closed in a week."""
    return effort_effect * modelling * complement(busyness_cost * busyness) * complement(red_tape)


@njit(**INLINE)
def practice_next(
    practice, social, habit, message, stated, stubborn, adoption_now, effort_now, training
):
    """a + α(½+½e)[(1−r')·social + r'·h − a] + effort·(m − a) + training·(M − a), in [0, 1]."""
    drawn = complement(stubborn) * social + stubborn * habit - practice
    return unit_interval(
        practice
        + adoption_now * drawn
        + effort_now * (message - practice)
        + training * (stated - practice)
    )
