"""The model once more, vectorised over people and runs with NumPy and SciPy.

Written from docs/odd.md, section 7, whose parts and symbols the comments name. Arrays are (people,
runs), or (people, themes, runs) for what exists once a theme, unless said otherwise.
"""

from types import SimpleNamespace

import numpy as np
from scipy import sparse

from orgsim.organisation import Organisation
from scenario import Numbers

GAMMA = 0x9E3779B97F4A7C15
ROOT_OF_3 = 1.7320508075688772


def mix(x):
    """The finaliser of SplitMix64, for arrays of unsigned words."""
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB
    return x ^ (x >> 31)


def uniform(week, position, stream, key):
    """Draws in [0, 1) of unsigned positions with unsigned keys."""
    place = mix((position * 2**24 + (week * 2**8 + stream)) * GAMMA + GAMMA)
    return (mix(place ^ key) >> 11) * 2.0**-53


def held(x):
    """[x]: held in [0, 1]."""
    return np.minimum(np.maximum(x, 0.0), 1.0)


def sigmoid(x):
    """σ(x) = ½(1 + x/(1 + |x|))."""
    return 0.5 * (1 + x / (1 + np.abs(x)))


def ratio(x, y):
    """x/y where y > 0, else 0."""
    return np.divide(x, y, out=np.zeros(np.broadcast_shapes(x.shape, y.shape)), where=y > 0)


def each_theme(x):
    """(people, 1, runs): the same for every theme."""
    return x[:, None]


class NumpyTwin:
    """An ensemble whose week is a sequence of operations on whole arrays."""

    def __init__(self, organisation: Organisation, numbers: Numbers) -> None:
        self.week = 0
        self.n, self.K, self.R = organisation.people, *numbers.stated.shape
        self._place(organisation)
        leads = self.leads.astype(int)
        self.p = SimpleNamespace(**numbers.parameters)
        self.of = SimpleNamespace(**{name: rows[leads] for name, rows in numbers.levers.items()})
        self.M, self.omega, self.key = numbers.stated, numbers.weight, numbers.key
        self.busy = self._if_leading(self.of.time_constraint, self.of.workload)
        owned = self.p.least_ownership + self.p.ownership_of_participation * self.of.participation
        self.asked = self._if_leading(self.of.leader_modelling, owned)
        u = [uniform(0, self.position[self.leader], 32 + k, self.key) for k in range(self.K)]
        size = self.of.inconsistency[self.leader] * self.p.slant_size
        self.slant = each_theme(size) * (2 * np.stack(u, axis=1) - 1)
        self._start(numbers.habit_shift)

    def _place(self, organisation: Organisation) -> None:
        """The tree and the ties as arrays; a unit is numbered like its leader in `leader`."""
        span = np.diff(organisation.first_report)
        self.leads = span > 0
        self.leader = np.flatnonzero(self.leads)
        self.unit = np.searchsorted(self.leader, organisation.superior)
        self.reports = span[self.leader, None].astype(float)
        self.first_report = organisation.first_report[self.leader]
        self.level_start = np.flatnonzero(np.diff(organisation.level, prepend=-1))
        self.position = np.arange(self.n, dtype=np.uint64)[:, None]
        self.led = (np.arange(self.n) > 0)[:, None].astype(float)
        weights = organisation.tie_weight.astype(float), organisation.tie_to, organisation.tie_start
        ties = sparse.csr_array(weights, (self.n, self.n))
        total = ties.sum(axis=1)
        self.has_ties = total[:, None] > 0
        self.mean_of_ties = sparse.csr_array(sparse.diags_array(ratio(np.ones(1), total)) @ ties)

    def _if_leading(self, leaders, employees):
        return np.where(self.leads[:, None], leaders, employees)

    def _start(self, habit_shift) -> None:
        """5 initialisation."""
        self.habit_shift = habit_shift
        self.habit, self.values, self.message, self.practice = np.zeros((4, self.n, self.K, self.R))
        self.engagement, self.trust, self.skill, self.modelling = np.zeros((4, self.n, self.R))
        self.resistance, self.disposition, self.departure = np.zeros((3, self.n, self.R))
        self.aptitude, self.integrity = np.zeros((2, self.n, self.R))
        self._hire(*np.nonzero(np.ones((self.n, self.R))))
        flows = np.zeros((4, self.n, self.R))
        self._observe(*flows)

    def step(self) -> None:
        """One week of everybody; nothing is stored before all that needs the old is done."""
        self.week += 1
        met, hours = self._meet()
        openness = self.of.transparency[self.leader][self.unit]
        seen = self.led * (met + (1 - met) * self.p.visibility_at_distance * openness)  # 7.4
        around = self._look_around()
        misfit = self._over_themes(abs(self.M - self.habit))
        clarity = self._understand()
        voiced = self._listen()
        leader_gap = self._over_themes(abs(self.message - self.practice)[self.leader])
        message = self._hear(met, openness)
        practice = self._act(seen, around[:, : self.K])
        performance, progress, overreach = self._pursue_goals(clarity)
        skill, growth = self._learn()
        resources = (self.of.recognition * met, growth, (1 - misfit) * clarity, progress)
        demands = (seen * leader_gap[self.unit], overreach, self.of.feedback * voiced)
        engagement = self._feel(resources, demands, met, around[:, self.K])
        trust = self._judge(seen, leader_gap)
        modelling = self._try_harder(voiced)
        leaves = self._leave(misfit, around[:, self.K + 1])
        self.habit = self._form_habits(seen)
        self.message, self.practice, self.engagement, self.trust = (
            message, practice, engagement, trust
        )  # fmt: skip
        self.skill, self.modelling = skill, modelling
        self.departure = np.where(leaves, 1.0, self.p.departure_memory * self.departure)
        self._hire(*np.nonzero(leaves))
        self._observe(hours, met, performance, leaves)

    def _draw(self, stream: int):
        return uniform(self.week, self.position, stream, self.key)

    def _over_themes(self, x):
        """Σ_k ω_k·x_k."""
        return (self.omega * x).sum(axis=1)

    def _look_around(self):
        """ā_k, ē and ℓ̄ (0 where there are no ties), (people, themes + 2, runs)."""
        rows = [self.practice, each_theme(self.engagement), each_theme(self.departure)]
        seen = np.concatenate(rows, axis=1)
        return (self.mean_of_ties @ seen.reshape(self.n, -1)).reshape(seen.shape)

    def _meet(self):
        """7.2 attention: who meets the leader, and the leader's hours for each report."""
        p, b = self.p, self.leader
        willing = p.least_attention + (1 - p.least_attention) * self.engagement[b]
        x = p.hours * (1 - self.of.time_constraint[b]) * willing / self.reports
        chance = ratio(x, x + p.half_contact_hours)
        met = self.led * (self._draw(0) < chance[self.unit])
        return met, self.led * x[self.unit]

    def _hear(self, met, openness):
        """7.3 communication."""
        told = (self.message[self.leader] + self.slant)[self.unit]
        u = np.stack([self._draw(16 + k) for k in range(self.K)], axis=1)
        heard = held(told + each_theme((1 - openness) * self.p.slur) * (2 * u - 1))
        uptake = self.p.message_uptake * met * (0.5 + 0.5 * openness)
        direct = self.of.broadcast + self.p.mentoring_uptake * self.of.mentoring
        return held(
            self.message
            + each_theme(uptake) * (heard - self.message)
            + each_theme(direct) * (self.M - self.message)
        )

    def _understand(self):
        """7.3 clarity."""
        unclear = self._over_themes(abs(self.M - self.message))
        return np.maximum(0.0, 1 - unclear / self.p.clarity_tolerance)

    def _act(self, seen, peers):
        """7.5 practice."""
        p, of, a = self.p, self.of, self.practice
        pull = peers + p.conformity * peers * (1 - peers) * (2 * peers - 1)
        deed, word, peer = (
            p.deed_weight * seen,
            p.word_weight * self.trust,
            p.peer_weight * self.has_ties,
        )
        total = each_theme(deed + word + peer)
        social = np.where(
            total > 0,
            ratio(
                each_theme(deed) * a[self.leader][self.unit]
                + each_theme(word) * self.message
                + each_theme(peer) * pull,
                total,
            ),
            a,
        )
        stubborn = 1 - (1 - self.resistance * (1 - of.coaching)) * (1 - of.red_tape)
        adoption = p.practice_change * (0.5 + 0.5 * self.engagement)
        free = (1 - p.busyness_cost * self.busy) * (1 - of.red_tape)
        effort = p.effort_effect * self.modelling * free
        return held(
            a
            + each_theme(adoption * (1 - stubborn)) * social
            + each_theme(adoption * stubborn) * self.habit
            - each_theme(adoption) * a
            + each_theme(effort) * (self.message - a)
            + each_theme(of.training) * (self.M - a)
        )

    def _pursue_goals(self, clarity):
        """7.6 goals."""
        p, s, goal = self.p, self.skill, self.of.goal_difficulty
        commitment = (
            p.commitment_trust * self.trust
            + p.commitment_participation * self.of.participation
            + p.commitment_engagement * self.engagement
        )
        progress = goal * sigmoid((s - goal) / p.goal_spread) * clarity
        return commitment * np.minimum(goal, s), progress, np.maximum(0.0, goal - s)

    def _learn(self):
        """7.8 skill."""
        p, of, s = self.p, self.of, self.skill
        learnt = (p.development_effect * of.development + p.mentoring_effect * of.mentoring) * (
            1 - s
        )
        skill = held(s + learnt - p.skill_fading * (s - self.aptitude))
        return skill, ratio(learnt, p.development_effect + p.mentoring_effect)

    def _form_habits(self, seen):
        """7.8 habit."""
        p, h, shown = self.p, self.habit, self.practice[self.leader][self.unit]
        support = 1 - p.habit_support + p.habit_support * each_theme(seen) * shown
        return held(
            h
            + p.habit_change * support * (self.practice - h)
            + each_theme(self.of.workshops) * (self.message - h)
            + p.habit_return * (self.values - h)
        )

    def _feel(self, resources, demands, met, mood):
        """7.7 engagement."""
        p, of, e = self.p, self.of, self.engagement
        recognised, growth, fit, progress = resources
        hypocrisy, overreach, criticism = demands
        gain = (
            p.resource_trust * self.trust
            + p.resource_recognition * recognised
            + p.resource_autonomy * of.autonomy
            + p.resource_growth * growth
            + p.resource_fit * fit
            + p.resource_progress * progress
        )
        strain = (
            p.demand_busyness * self.busy
            + p.demand_hypocrisy * hypocrisy
            + p.demand_red_tape * of.red_tape
            + p.demand_overreach * overreach
            + p.demand_criticism * criticism
        )
        effect = p.resource_effect * gain - p.demand_effect * strain
        target = sigmoid(p.engagement_base + effect + self.disposition)
        return (
            e
            + p.engagement_change * (target - e)
            + p.peer_contagion * (np.where(self.has_ties, mood, e) - e)
            + p.leader_contagion * met * (e[self.leader][self.unit] - e)
        )

    def _judge(self, seen, leader_gap):
        """7.9 trust, in the leader or in the successor."""
        p, tau = self.p, self.trust
        integrity_seen = (1 - leader_gap / p.gap_tolerance)[self.unit]
        evidence = held(integrity_seen + p.trust_propensity * self.disposition)
        rate = np.where(evidence > tau, p.trust_gain, p.trust_loss)
        fading = self.led * (1 - seen) * p.trust_fading
        trust = tau + seen * rate * (evidence - tau) + fading * (p.trust_in_the_dark - tau)
        succeeded = self.led * (self.departure[self.leader] == 1)[self.unit]
        return trust + succeeded * (1 - p.trust_carried_over) * (self.of.trust_mean - trust)

    def _listen(self):
        """7.10 what leaders hear."""
        voiced = np.zeros_like(self.voice)
        voices = np.add.reduceat(self.voice, self.first_report, axis=0)
        voiced[self.leader] = self.of.transparency[self.leader] * voices / self.reports
        return voiced

    def _try_harder(self, voiced):
        """7.10 effort."""
        p, g = self.p, self.modelling
        more = p.voice_effect * self.of.feedback * voiced * (1 - g)
        return held(g + more + p.effort_return * (held(self.asked + self.integrity) - g))

    def _leave(self, misfit, departures):
        """7.11 turnover."""
        p = self.p
        excess = (
            p.exit_disengagement * (1 - self.engagement) ** 3
            + p.exit_misfit * misfit**3
            + p.exit_contagion * departures
        )
        return self._draw(1) < held(p.exit_base * (1 + excess) + self.of.exit_pressure)

    def _hire(self, who, run) -> None:
        """7.11 newcomers in the positions `who` of the runs `run`, both (newcomers,)."""

        def trait(name, stream):
            position, key = self.position[who, 0], self.key[run]
            u = sum(uniform(self.week, position, stream + j, key) for j in range(4))
            mean, spread = (getattr(self.of, f"{name}_{moment}") for moment in ("mean", "spread"))
            return mean[who, run] + spread[who, run] * (ROOT_OF_3 * (u - 2))

        understanding = held(trait("understanding", 72))
        for k in range(self.K):
            stated = self.M[k, run]
            habit = held(trait("habit", 128 + 4 * k) + self.habit_shift[k, run])
            if self.week > 0:
                habit = habit + self.of.hiring_fit[who, run] * (stated - habit)
            for state in (self.habit, self.values, self.practice):
                state[who, k, run] = habit
            message = habit + understanding * (stated - habit)
            self.message[who, k, run] = np.where(who > 0, message, stated)
        self.resistance[who, run] = held(trait("resistance", 64))
        self.disposition[who, run] = np.clip(trait("disposition", 68), -2.0, 2.0)
        self.engagement[who, run] = held(trait("engagement", 76))
        self.skill[who, run] = held(trait("skill", 80))
        self.trust[who, run] = held(trait("trust", 84))
        self.aptitude[who, run] = held(trait("aptitude", 88))
        self.integrity[who, run] = np.clip(trait("integrity", 92), -1.0, 1.0)
        self.modelling[who, run] = held(self.asked[who, run] + self.integrity[who, run])

    def _observe(self, hours, met, performance, leaves) -> None:
        """7.10 voice, and 8 measures: sums over levels, (levels, measures, runs)."""
        own_gap = self._over_themes(abs(self.message - self.practice))
        self.voice = self.trust * own_gap
        practice, e = self._over_themes(self.practice), self.engagement
        leads = self.leads[:, None]
        of_each = np.stack(
            [
                self._over_themes(abs(self.M - self.practice)),
                leads * own_gap,
                self._over_themes(abs(self.M - self.message)),
                practice,
                practice**2,
                self._between(practice),
                e,
                e**2,
                self._between(e),
                e >= self.p.engaged_from,
                self.led * self.trust,
                leads * self.modelling,
                self.skill,
                hours,
                met,
                performance,
                leaves,
            ],
            axis=1,
        )
        self.sums = np.add.reduceat(of_each, self.level_start, axis=0)

    def _between(self, x):
        """(sum of x over a unit)²/size, with the first of the unit; the top's is none."""
        between = np.zeros((self.n, self.R))
        total = np.add.reduceat(x, self.first_report, axis=0)
        between[self.first_report] = total**2 / self.reports
        return between

    def level_sums(self) -> np.ndarray:
        """Sums over the people of each level in the week just lived, (levels, measures, runs)."""
        return self.sums

    def state(self, name: str) -> np.ndarray:
        """A state of everybody."""
        return getattr(self, name)
