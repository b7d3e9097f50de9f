"""The model once more, the way one writes it with Mesa: a person is an agent with plain attributes.

Written from docs/odd.md, section 7, whose parts the comments name. A week is synchronous in the usual
three calls: leaders say what they have to say, everybody lives the week reading what others were, and
everybody moves on to what they have become.
"""

from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from orgsim.measures.sums import SUMS, Observed, UnitTotals
from orgsim.organisation import Organisation
from scenario import Numbers

WORD = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
ROOT_OF_3 = 1.7320508075688772


def mix(x: int) -> int:
    """The finaliser of SplitMix64."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & WORD
    return x ^ (x >> 31)


def held(x: float) -> float:
    """[x]: held in [0, 1]."""
    return 0.0 if x < 0.0 else 1.0 if x > 1.0 else x


def sigmoid(x: float) -> float:
    """σ(x) = ½(1 + x/(1 + |x|))."""
    return 0.5 * (1.0 + x / (1.0 + abs(x)))


class Person(mesa.Agent):
    """A position and whoever holds it."""

    def __init__(self, model: "MesaTwin", position: int, level: int, levers: SimpleNamespace):
        super().__init__(model)
        self.position, self.level, self.levers = position, level, levers
        self.superior: Person | None = None
        self.reports: list[Person] = []
        self.ties: list[tuple[Person, float]] = []
        self.departure = 0.0

    def settle_in(self) -> None:
        """What follows from the place in the organisation, once that is known."""
        p, levers = self.model.parameters, self.levers
        self.tie_weight = sum(weight for _, weight in self.ties)
        if self.reports:
            self.busy, self.asked = levers.time_constraint, levers.leader_modelling
        else:
            self.busy = levers.workload
            self.asked = p.least_ownership + p.ownership_of_participation * levers.participation
        size = levers.inconsistency * p.slant_size
        self.slant = [
            size * (2.0 * self.model.draw(self.position, 32 + k, 0) - 1.0)
            for k in self.model.themes
        ]

    def join(self) -> None:
        """7.11 newcomers: everybody at the start, and whoever takes the position of a leaver."""
        model, levers = self.model, self.levers
        understanding = held(self.trait("understanding", 72))
        self.habit, self.message = [], []
        for k in model.themes:
            stated = model.stated[k]
            habit = held(self.trait("habit", 128 + 4 * k) + model.habit_shift[k])
            if model.week > 0:
                habit += levers.hiring_fit * (stated - habit)
            self.habit.append(habit)
            message = habit + understanding * (stated - habit)
            self.message.append(stated if self.superior is None else message)
        self.practice, self.values = list(self.habit), list(self.habit)
        self.resistance = held(self.trait("resistance", 64))
        self.disposition = max(-2.0, min(2.0, self.trait("disposition", 68)))
        self.engagement = held(self.trait("engagement", 76))
        self.skill = held(self.trait("skill", 80))
        self.trust = held(self.trait("trust", 84))
        self.aptitude = held(self.trait("aptitude", 88))
        self.integrity = max(-1.0, min(1.0, self.trait("integrity", 92)))
        self.settled_effort = held(self.asked + self.integrity)
        self.modelling = self.settled_effort

    def trait(self, name: str, stream: int) -> float:
        """mean + spread·bates."""
        levers, draw = self.levers, self.model.draw
        total = sum(draw(self.position, stream + j) for j in range(4))
        mean, spread = getattr(levers, f"{name}_mean"), getattr(levers, f"{name}_spread")
        return mean + spread * (ROOT_OF_3 * (total - 2.0))

    def lead(self) -> None:
        """7.2 attention, 7.3 what is told, 7.9 the gap: what all reports face; 7.10 what is heard."""
        p, levers = self.model.parameters, self.levers
        willing = p.least_attention + (1.0 - p.least_attention) * self.engagement
        self.hours = p.hours * (1.0 - levers.time_constraint) * willing / len(self.reports)
        total = self.hours + p.half_contact_hours
        self.contact = self.hours / total if total > 0.0 else 0.0
        thinned = 1.0 + p.distance_thinning * len(self.reports)
        self.distant = p.visibility_at_distance * levers.transparency / thinned
        self.told = [m + slant for m, slant in zip(self.message, self.slant, strict=True)]
        self.gap = sum(
            weight * abs(m - a)
            for weight, m, a in zip(self.model.weight, self.message, self.practice, strict=True)
        )
        voice = sum(report.voice for report in self.reports) / len(self.reports)
        self.voiced = levers.transparency * voice

    def live(self) -> None:
        """Live a week: everything read is of the end of the week before."""
        self.meet()
        self.look_around()
        self.take_up()
        self.work()
        self.feel()
        self.judge()
        self.consider_leaving()

    def meet(self) -> None:
        """7.2 meeting the leader, 7.4 visibility of the leader's deeds."""
        boss = self.superior
        if boss is None:
            self.met = self.visible = self.called = 0.0
            return
        self.met = 1.0 if self.model.draw(self.position, 0) < boss.contact else 0.0
        self.visible = self.met + (1.0 - self.met) * boss.distant
        p = self.model.parameters
        self.called = p.example_effect * self.trust * self.visible * boss.modelling

    def look_around(self) -> None:
        """Mean practice, mood and departures of those tied to."""
        practice = [0.0 for _ in self.model.themes]
        mood = departures = 0.0
        for other, weight in self.ties:
            for k, a in enumerate(other.practice):
                practice[k] += weight * a
            mood += weight * other.engagement
            departures += weight * other.departure
        if self.ties:
            self.peer_practice = [a / self.tie_weight for a in practice]
            self.mood, self.departures = mood / self.tie_weight, departures / self.tie_weight
        else:
            self.peer_practice, self.mood, self.departures = practice, self.engagement, 0.0

    def take_up(self) -> None:
        """7.3 message, 7.5 practice, 7.8 habit, of each theme."""
        model, boss, levers = self.model, self.superior, self.levers
        p, e = model.parameters, self.engagement
        peer = p.peer_weight if self.ties else 0.0
        ready = 1.0 - self.resistance * (1.0 - levers.coaching)
        stubborn = 1.0 - ready * (1.0 - levers.red_tape)
        adoption = p.practice_change * (0.5 + 0.5 * e)
        effort = p.effort_effect * self.modelling * (1.0 - p.busyness_cost * self.busy)
        if boss is not None:
            effort *= 2.0 * self.trust / (1.0 + self.trust)
        direct = levers.broadcast + levers.training + p.mentoring_uptake * levers.mentoring
        self.next_message, self.next_practice, self.next_habit = [], [], []
        unclear = self.misfit = 0.0
        for k in model.themes:
            stated, m, a, h = model.stated[k], self.message[k], self.practice[k], self.habit[k]
            unclear += model.weight[k] * abs(stated - m)
            self.misfit += model.weight[k] * abs(stated - h)
            message = m + direct * (stated - m)
            if boss is not None:
                message += p.message_fading * (h - m)
            if self.met and boss is not None:
                open_ = boss.levers.transparency
                slur = (1.0 - open_) * p.slur * (2.0 * model.draw(self.position, 16 + k) - 1.0)
                heard = held(boss.told[k] + slur)
                message += p.message_uptake * (0.5 + 0.5 * open_) * (heard - m)
            self.next_message.append(held(message))
            peers = self.peer_practice[k]
            conforming = peers + p.conformity * peers * (1.0 - peers) * (2.0 * peers - 1.0)
            seen_deed = boss.practice[k] if boss is not None else 0.0
            deed = p.deed_weight * self.visible
            if seen_deed < a:
                deed *= 1.0 + p.bad_example
            social, pull = a, deed + peer
            if pull > 0.0:
                social = (deed * seen_deed + peer * conforming) / pull
            by_itself = (1.0 - stubborn) * social + stubborn * h
            tends_to = effort * m + (1.0 - effort) * by_itself
            self.next_practice.append(held(a + adoption * (tends_to - a)))
            support = 1.0 - p.habit_support + p.habit_support * self.visible * seen_deed
            formed = p.habit_change * support * (a - h)
            returned = p.habit_return * (self.values[k] - h)
            exercised = levers.workshops * (m - h)
            exercised += p.training_habit * levers.training * (stated - h)
            self.next_habit.append(held(h + formed + exercised + returned))
        self.clarity = max(0.0, 1.0 - unclear / p.clarity_tolerance)

    def work(self) -> None:
        """7.6 goals, 7.8 skill."""
        p, levers, s = self.model.parameters, self.levers, self.skill
        goal = levers.goal_difficulty
        commitment = (
            p.commitment_trust * self.trust
            + p.commitment_participation * levers.participation
            + p.commitment_engagement * self.engagement
        )
        self.performance = commitment * min(goal, s)
        self.progress = goal * sigmoid((s - goal) / p.goal_spread) * self.clarity
        self.overreach = max(0.0, goal - s)
        taught = p.development_effect * levers.development + p.mentoring_effect * levers.mentoring
        learnt = taught * (1.0 - s)
        most = p.development_effect + p.mentoring_effect
        self.growth = learnt / most if most > 0.0 else 0.0
        self.next_skill = held(s + learnt - p.skill_fading * (s - self.aptitude))

    def feel(self) -> None:
        """7.7 engagement."""
        p, levers, boss, e = self.model.parameters, self.levers, self.superior, self.engagement
        resources = (
            p.resource_trust * self.trust
            + p.resource_recognition * self.met * levers.recognition
            + p.resource_autonomy * levers.autonomy
            + p.resource_growth * self.growth
            + p.resource_fit * (1.0 - self.misfit) * self.clarity
            + p.resource_progress * self.progress
        )
        demands = (
            p.demand_busyness * self.busy
            + p.demand_red_tape * levers.red_tape
            + p.demand_overreach * self.overreach
        )
        if boss is not None:
            demands += p.demand_hypocrisy * self.visible * boss.gap
        if self.reports:
            demands += p.demand_criticism * levers.feedback * self.voiced
        target = sigmoid(
            p.engagement_base
            + p.resource_effect * resources
            - p.demand_effect * demands
            + self.disposition
        )
        e += p.engagement_change * (target - e) + p.peer_contagion * (self.mood - e)
        if self.met and boss is not None:
            e += p.leader_contagion * (boss.engagement - self.engagement)
        self.next_engagement = e

    def judge(self) -> None:
        """7.9 trust in the leader or the successor, 7.10 effort."""
        p, levers, boss, g = self.model.parameters, self.levers, self.superior, self.modelling
        trust = self.trust
        if boss is not None:
            propensity = p.trust_propensity * self.disposition
            evidence = held(1.0 - boss.gap / p.gap_tolerance + propensity)
            rate = p.trust_gain if evidence > trust else p.trust_loss
            fading = (1.0 - self.visible) * p.trust_fading
            trust += self.visible * rate * (evidence - self.trust)
            trust += fading * (p.trust_in_the_dark - self.trust)
            if boss.departure == 1.0:
                trust += (1.0 - p.trust_carried_over) * (levers.trust_mean - trust)
        self.next_trust = trust
        base = self.settled_effort + (1.0 - self.settled_effort) * self.called
        effort = g + p.effort_return * (base - g)
        if self.reports:
            effort += p.voice_effect * levers.feedback * self.voiced * (1.0 - g)
        self.next_modelling = held(effort)

    def consider_leaving(self) -> None:
        """7.11 turnover."""
        p = self.model.parameters
        excess = (
            p.exit_disengagement * (1.0 - self.engagement) ** 3
            + p.exit_misfit * self.misfit**3
            + p.exit_contagion * self.departures
        )
        hazard = held(p.exit_base * (1.0 + excess) + self.levers.exit_pressure)
        self.leaves = self.model.draw(self.position, 1) < hazard

    def move_on(self) -> None:
        """Become what the week has made of one, or make room for a newcomer."""
        if self.leaves:
            self.departure = 1.0
            self.join()
        else:
            self.departure *= self.model.parameters.departure_memory
            self.message, self.practice = self.next_message, self.next_practice
            self.habit, self.engagement = self.next_habit, self.next_engagement
            self.trust, self.skill = self.next_trust, self.next_skill
            self.modelling = self.next_modelling
        self.look_at_oneself()

    def look_at_oneself(self) -> None:
        """Σω of the gaps and of practice, and 7.10 voice."""
        self.own_gap = self.stated_gap = self.unheard = self.mean_practice = 0.0
        model = self.model
        for weight, stated, m, a in zip(
            model.weight, model.stated, self.message, self.practice, strict=True
        ):
            self.own_gap += weight * abs(m - a)
            self.stated_gap += weight * abs(stated - a)
            self.unheard += weight * abs(stated - m)
            self.mean_practice += weight * a
        self.voice = self.trust * self.own_gap


class MesaTwin(mesa.Model):
    """One run of an organisation of agents."""

    def __init__(self, organisation: Organisation, numbers: Numbers) -> None:
        super().__init__()
        self.week, self.key = 0, int(numbers.key[0])
        self.parameters = SimpleNamespace(
            **{name: float(values[0]) for name, values in numbers.parameters.items()}
        )
        employees, leaders = (
            SimpleNamespace(
                **{name: float(values[n, 0]) for name, values in numbers.levers.items()}
            )
            for n in (0, 1)
        )
        self.themes = range(len(numbers.stated))
        self.stated, self.weight, self.habit_shift = (
            rows[:, 0].tolist() for rows in (numbers.stated, numbers.weight, numbers.habit_shift)
        )
        self.levels = organisation.levels
        self.people = [
            Person(self, i, level, leaders if span else employees)
            for i, (level, span) in enumerate(
                zip(organisation.level.tolist(), organisation.span.tolist(), strict=True)
            )
        ]
        self.connect(organisation)
        self.leaders = self.agents.select(lambda person: person.reports)
        for name in ("settle_in", "join", "look_at_oneself"):
            self.agents.do(name)
        for person in self.people:
            person.hours = person.met = person.performance = 0.0
            person.leaves = False

    def connect(self, organisation: Organisation) -> None:
        """Superiors, reports and ties."""
        start, to = organisation.tie_start, organisation.tie_to
        for person, superior in zip(self.people, organisation.superior, strict=True):
            first, last = start[person.position], start[person.position + 1]
            others = (self.people[other] for other in to[first:last])
            person.ties = list(
                zip(others, organisation.tie_weight[first:last].tolist(), strict=True)
            )
            if person.position > 0:
                person.superior = self.people[superior]
                person.superior.reports.append(person)

    def draw(self, position: int, stream: int, week: int | None = None) -> float:
        """A number in [0, 1), of this week unless said otherwise."""
        week = self.week if week is None else week
        counter = (position << 24) + (week << 8) + stream
        place = mix((GAMMA * counter + GAMMA) & WORD)
        return (mix(place ^ self.key) >> 11) * 2.0**-53

    def step(self) -> None:
        """One week of everybody."""
        self.week += 1
        self.leaders.do("lead")
        self.agents.do("live")
        self.agents.do("move_on")

    def level_sums(self) -> np.ndarray:
        """8 measures: sums over the people of each level in the week just simulated."""
        sums = [dict.fromkeys(SUMS, 0.0) for _ in range(self.levels)]
        for person in self.people:
            level, one = person.level, self.observed(person)
            self.add(sums[level], "people", one)
            if person.superior is not None:
                self.add(sums[level], "led", one)
            if person.reports:
                self.add(sums[level], "leaders", one)
                self.add(sums[level + 1], "units", _totals(person.reports), len(person.reports))
        return np.array([[row[name] for name in SUMS] for row in sums])[..., None]

    def observed(self, person: Person) -> Observed:
        """What a person's sums are made of."""
        return Observed(
            gap=person.stated_gap,
            own_gap=person.own_gap,
            unheard=person.unheard,
            practice=person.mean_practice,
            engagement=person.engagement,
            trust=person.trust,
            modelling=person.modelling,
            skill=person.skill,
            hours=person.superior.hours if person.superior is not None else 0.0,
            met=person.met,
            performance=person.performance,
            leaves=person.leaves,
            engaged_from=self.parameters.engaged_from,
        )

    @staticmethod
    def add(row: dict[str, float], over: str, one: Any, size: int = 1) -> None:
        """Add all sums that go over the same."""
        for name, each in SUMS.items():
            if each.over == over:
                row[name] += each.of(one) / size

    def state(self, name: str) -> np.ndarray:
        """A state of everybody."""
        return np.array([getattr(person, name) for person in self.people])[..., None]


def _totals(unit: list[Person]) -> UnitTotals:
    return UnitTotals(
        sum(person.mean_practice for person in unit), sum(person.engagement for person in unit)
    )


class MesaTwinWithOwnDraws(MesaTwin):
    """The same with Mesa's random numbers, which are cheaper in Python; no twin, but a fair time."""

    def draw(self, position: int, stream: int, week: int | None = None) -> float:
        """A number in [0, 1)."""
        return self.random.random()
