"""Practice: what people make an effort to do, what they see others do, and what they are used to.

Behaviour is partly deliberate and partly habitual: Wood & Neal (2007).
Social learning: Bandura (1977). Anchoring on one's own position: Friedkin & Johnsen (1999). Conformist
transmission: Boyd & Richerson (1985).
"""

from orgsim.compilation import njit
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
    """f(ā) = ā + D·ā(1 − ā)(2ā − 1): what peers pull towards; D > 0 favours their majority."""
    return mean_practice + conformity * mean_practice * complement(mean_practice) * centred(
        mean_practice
    )


@njit(**INLINE)
def pull_of_deed(visibility, deed, own, deed_weight, bad_example):
    """w·v·(1 + β·[deed < own]): bad examples pull more strongly than good ones.

    Baumeister, Bratslavsky, Finkenauer & Vohs (2001); Lankford et al. (2003).
    """
    worse = constant(1.0, deed) if deed < own else constant(0.0, deed)
    return deed_weight * visibility * (constant(1.0, deed) + bad_example * worse)


@njit(**INLINE)
def social_practice(own, deed, pull, peers, has_ties, peer_weight):
    """Mean of the leader's deed and the peers, weighted by their pull; `own` where neither pulls.

    has_ties is 0 or 1: whether there are any peers.
    """
    pull_of_peers = peer_weight * has_ties
    total = pull + pull_of_peers
    pulled = pull * deed + pull_of_peers * peers
    return pulled / total if total > constant(0.0, total) else own


@njit(**INLINE)
def stubbornness(resistance, coaching, red_tape):
    """r' = 1 − (1 − r(1 − coaching))(1 − red_tape): friction adds to resistance, coaching lowers it."""
    return either(resistance * complement(coaching), red_tape)


@njit(**INLINE)
def adoption(engagement, practice_change):
    """α(½ + ½e): how fast practice moves to its target; engaged people change faster."""
    return practice_change * half_at_least(engagement)


@njit(**INLINE)
def belief(trust):
    """2τ / (1 + τ): how far people act on the message of a leader they trust; 1 at τ = 1.

    Behavioural integrity: Simons (2002).
    """
    return (trust + trust) / (constant(1.0, trust) + trust)


@njit(**INLINE)
def busyness(leads, time_constraint, workload):
    """How busy a person is: time_constraint of those who lead, workload of the others."""
    return time_constraint if leads else workload


@njit(**INLINE)
def effort(modelling, busyness, effort_effect, busyness_cost):
    """μ·g·(1 − k·busy): the share of behaviour that effort controls, given full belief.

    Workload reduces control: Dai, Milkman, Hofmann & Staats (2015).
    """
    return effort_effect * modelling * complement(busyness_cost * busyness)


@njit(**INLINE)
def practice_next(practice, social, habit, message, stubborn, adoption_now, control):
    """a + α(½+½e)[C·m + (1 − C)((1−r')·social + r'·h) − a], in [0, 1].

    C in [0, 1], effort times belief, is the share of behaviour under control.
    """
    by_itself = complement(stubborn) * social + stubborn * habit
    return unit_interval(
        practice + adoption_now * (control * message + complement(control) * by_itself - practice)
    )
