"""The model once more, the way one writes it with Mesa: a person is an agent with plain attributes.

Who reads what of whom, and when, is written from docs/odd.md, section 7, whose parts the comments name;
the formulas are those of the model, as plain Python functions. A week is synchronous in the usual three
calls: leaders say what they have to say, everybody lives the week reading what others were, and
everybody moves on to what they have become.
"""

from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np

from orgsim.measures.sums import SUMS, Observed, UnitTotals
from orgsim.model.parameters import LEVERS
from orgsim.organisation import Organisation
from plain_formulas import formulas_with
from scenario import Numbers

WORD = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
ROOT_OF_3 = 1.7320508075688772
PART_OF_ONE = 2.0**-53

OVER = {
    over: [(name, each.of) for name, each in SUMS.items() if each.over == over]
    for over in {each.over for each in SUMS.values()}
}
"""What sums go over → their names, and what each adds."""


def mix(x: int) -> int:
    """The finaliser of SplitMix64."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & WORD
    return x ^ (x >> 31)


class Person(mesa.Agent):
    """A position and whoever holds it."""

    def __init__(self, model: "MesaTwin", position: int, level: int, leads: bool):
        super().__init__(model)
        self.position, self.level, self.leads = position, level, leads
        self.levers, self.formulas = model.levers[leads], model.formulas[leads]
        self.superior: Person | None = None
        self.reports: list[Person] = []
        self.ties: list[tuple[Person, float]] = []
        self.departure = 0.0

    def settle_in(self) -> None:
        """What follows from the place in the organisation, once that is known."""
        self.tie_weight = sum(weight for _, weight in self.ties)
        self.busy = self.formulas.busyness(self.leads)
        self.slant = [self.model.draw(self.position, 32 + k, 0) for k in self.model.themes]

    def join(self) -> None:
        """7.11 newcomers: everybody at the start, and whoever takes the position of a leaver."""
        model, formulas = self.model, self.formulas
        held = formulas.unit_interval
        understanding = held(self.trait("understanding", 72))
        self.habit, self.message = [], []
        for k in model.themes:
            stated = model.stated[k]
            habit = held(self.trait("habit", 128 + 4 * k) + model.habit_shift[k])
            if model.week > 0:
                habit = formulas.newcomer_habit(habit, stated)
            self.habit.append(habit)
            message = formulas.newcomer_message(habit, stated, understanding)
            self.message.append(stated if self.superior is None else message)
        self.practice, self.values = list(self.habit), list(self.habit)
        self.resistance = held(self.trait("resistance", 64))
        self.disposition = max(-2.0, min(2.0, self.trait("disposition", 68)))
        self.engagement = held(self.trait("engagement", 76))
        self.skill = held(self.trait("skill", 80))
        self.trust = held(self.trait("trust", 84))
        self.aptitude = held(self.trait("aptitude", 88))
        self.integrity = max(-1.0, min(1.0, self.trait("integrity", 92)))
        self.settled_effort = formulas.effort_base(self.leads, self.integrity)
        self.modelling = self.settled_effort

    def trait(self, name: str, stream: int) -> float:
        """mean + spread·bates."""
        levers, draw = self.levers, self.model.draw
        total = sum(draw(self.position, stream + j) for j in range(4))
        mean, spread = getattr(levers, f"{name}_mean"), getattr(levers, f"{name}_spread")
        return mean + spread * (ROOT_OF_3 * (total - 2.0))

    def lead(self) -> None:
        """7.2 attention, 7.3 what is told, 7.9 the gap: what all reports face; 7.10 what is heard."""
        model, formulas, reports = self.model, self.formulas, len(self.reports)
        self.hours = formulas.hours_for_people(self.engagement) / reports
        self.contact = formulas.contact(self.hours)
        self.distant = formulas.seen_at_distance(reports)
        tell = formulas.told
        self.told = [tell(m, slant) for m, slant in zip(self.message, self.slant, strict=True)]
        self.gap = sum(
            weight * abs(m - a)
            for weight, m, a in zip(model.weight, self.message, self.practice, strict=True)
        )
        self.evidence = formulas.evidence(self.gap)
        voice = sum(report.voice for report in self.reports) / reports
        self.voiced = self.levers.transparency * voice

    def live(self) -> None:
        """Live a week: everything read is of the end of the week before."""
        self.meet()
        self.look_around()
        self.take_up()
        self.work()
        self.feel()
        self.judge()
        self.try_harder()
        self.consider_leaving()

    def meet(self) -> None:
        """7.2 meeting the leader, 7.4 visibility of the leader's deeds."""
        boss = self.superior
        if boss is None:
            self.met = self.visible = 0.0
            return
        self.met = 1.0 if self.model.draw(self.position, 0) < boss.contact else 0.0
        self.visible = self.formulas.visibility(self.met, boss.distant)

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
        model, boss, formulas = self.model, self.superior, self.formulas
        met, visible, tied = self.met, self.visible, 1.0 if self.ties else 0.0
        stubborn = formulas.stubbornness(self.resistance)
        adoption = formulas.adoption(self.engagement)
        control = formulas.effort(self.modelling, self.busy)
        if boss is not None:
            control *= formulas.belief(self.trust)
        direct = formulas.told_to_all()
        message, practice, habit = [], [], []
        unclear = misfit = 0.0
        of_themes = zip(
            *(model.weight, model.stated, self.message, self.practice, self.habit),
            *(self.values, self.peer_practice),
            strict=True,
        )
        for k, (weight, stated, m, a, h, values, peers) in enumerate(of_themes):
            unclear += weight * abs(stated - m)
            misfit += weight * abs(stated - h)
            heard, deed = m, 0.0
            used_to = m  # what the top states does not fade
            if boss is not None:
                deed, used_to = boss.practice[k], h
                if met:
                    heard = formulas.heard(boss.told[k], model.draw(self.position, 16 + k))
            message.append(formulas.message_next(m, heard, met, stated, direct, used_to))
            pull = formulas.pull_of_deed(visible, deed, a)
            social = formulas.social_practice(a, deed, pull, formulas.conforming(peers), tied)
            practice.append(formulas.practice_next(a, social, h, m, stubborn, adoption, control))
            forming = formulas.formation(visible, deed)
            habit.append(formulas.habit_next(h, a, m, stated, values, forming))
        self.next_message, self.next_practice, self.next_habit = message, practice, habit
        self.clarity, self.misfit = formulas.clarity(unclear), misfit

    def work(self) -> None:
        """7.6 goals, 7.8 skill."""
        formulas, skill = self.formulas, self.skill
        commitment = formulas.commitment(self.trust, self.engagement)
        self.performance = formulas.performance(commitment, skill)
        self.progress = formulas.progress(formulas.reach(skill), self.clarity)
        self.overreach = formulas.overreach(skill)
        learnt = formulas.learning(skill)
        self.growth = formulas.growth(learnt)
        self.next_skill = formulas.skill_next(skill, learnt, self.aptitude)

    def feel(self) -> None:
        """7.7 engagement."""
        boss, formulas = self.superior, self.formulas
        leader, gap = (self.engagement, 0.0) if boss is None else (boss.engagement, boss.gap)
        criticism = formulas.criticism(self.voiced) if self.leads else 0.0
        resources = formulas.resources(
            self.trust, self.met, self.growth, self.misfit, self.clarity, self.progress
        )
        demands = formulas.demands(self.busy, self.visible, gap, self.overreach, criticism)
        target = formulas.engagement_target(resources, demands, self.disposition)
        self.next_engagement = formulas.engagement_next(
            self.engagement, target, self.mood, leader, self.met
        )

    def judge(self) -> None:
        """7.9 trust in the leader or the successor."""
        formulas, boss = self.formulas, self.superior
        self.next_trust = self.trust
        if boss is not None:
            seen = formulas.seen_evidence(boss.evidence, self.disposition)
            trust = formulas.trust_next(self.trust, seen, self.visible)
            succeeded = boss.departure == 1.0
            self.next_trust = formulas.trust_after_succession(trust, succeeded)

    def try_harder(self) -> None:
        """7.10 effort."""
        formulas, boss = self.formulas, self.superior
        base = self.settled_effort
        if boss is not None:
            base = formulas.called_forth(base, self.trust, self.visible, boss.modelling)
        voiced = self.voiced if self.leads else 0.0
        self.next_modelling = formulas.modelling_next(self.modelling, base, voiced)

    def consider_leaving(self) -> None:
        """7.11 turnover."""
        formulas = self.formulas
        discontent = formulas.discontent(self.engagement, self.misfit)
        hazard = formulas.hazard(discontent, self.departures)
        self.leaves = self.model.draw(self.position, 1) < hazard

    def move_on(self) -> None:
        """Become what the week has made of one, or make room for a newcomer."""
        self.departure = self.formulas.departure_next(self.departure, self.leaves)
        if self.leaves:
            self.join()
        else:
            self.message, self.practice = self.next_message, self.next_practice
            self.habit, self.engagement = self.next_habit, self.next_engagement
            self.trust, self.skill = self.next_trust, self.next_skill
            self.modelling = self.next_modelling
        self.look_at_oneself()

    def look_at_oneself(self) -> None:
        """Σω of the gaps and of practice, and 7.10 voice."""
        own_gap = stated_gap = unheard = mean_practice = 0.0
        model = self.model
        for weight, stated, m, a in zip(
            model.weight, model.stated, self.message, self.practice, strict=True
        ):
            own_gap += weight * abs(m - a)
            stated_gap += weight * abs(stated - a)
            unheard += weight * abs(stated - m)
            mean_practice += weight * a
        self.own_gap, self.stated_gap, self.unheard = own_gap, stated_gap, unheard
        self.mean_practice, self.voice = mean_practice, self.formulas.voice(self.trust, own_gap)


class MesaTwin(mesa.Model):
    """One run of an organisation of agents."""

    def __init__(self, organisation: Organisation, numbers: Numbers) -> None:
        super().__init__()
        self.week, self.key = 0, int(numbers.key[0])
        parameters = {name: float(values[0]) for name, values in numbers.parameters.items()}
        employees, leaders = (
            {name: float(values[n, 0]) for name, values in numbers.levers.items()} for n in (0, 1)
        )
        of_leaders = {
            lever.name: leaders[lever.name] for lever in LEVERS if lever.held_by == "leader"
        }
        self.parameters = SimpleNamespace(**parameters)
        self.levers = [SimpleNamespace(**own) for own in (employees, leaders)]
        self.formulas = [
            formulas_with({**parameters, **own, **of_leaders}) for own in (employees, leaders)
        ]
        self.themes = range(len(numbers.stated))
        self.stated, self.weight, self.habit_shift = (
            rows[:, 0].tolist() for rows in (numbers.stated, numbers.weight, numbers.habit_shift)
        )
        self.levels = organisation.levels
        self.people = [
            Person(self, i, level, span > 0)
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
        return (mix(place ^ self.key) >> 11) * PART_OF_ONE

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
        for name, of in OVER[over]:
            row[name] += of(one) / size

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
