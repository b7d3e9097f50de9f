"""A plain twin of the engine: one run, person by person, written from docs/odd.md alone.

Slow and obvious on purpose: objects, lists and Python numbers, with draws made of Python integers. It
shares no code with the package.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from math import sqrt
from statistics import fmean as mean

WORD = 2**64 - 1
GAMMA = 0x9E3779B97F4A7C15
MEETING, LEAVING, SLUR, SLANT = 0, 1, 16, 32
RESISTANCE, DISPOSITION, UNDERSTANDING, ENGAGEMENT, SKILL, TRUST = 64, 68, 72, 76, 80, 84
APTITUDE, INTEGRITY = 88, 92
HABIT = 128


@dataclass
class Numbers:
    """The numbers of one run in one week. groups: a dict of levers and traits for each group."""

    parameters: dict[str, float]
    groups: list[dict[str, float]]
    stated: list[float]
    weight: list[float]
    habit_shift: list[float]
    strength: list[float] = field(default_factory=list)


@dataclass
class World:
    """One run: the tree, ties (i → (j, weight)), extra ties (i → (j, layer)), groups, key, numbers."""

    superior: list[int]
    ties: list[list[tuple[int, float]]]
    extra: list[list[tuple[int, int]]]
    group: list[int]
    key: int
    numbers: Callable[[int], Numbers]

    @property
    def people(self):
        return range(len(self.superior))

    def reports(self, i):
        return [j for j in self.people if j > 0 and self.superior[j] == i]


@dataclass
class Person:
    message: list[float]
    practice: list[float]
    habit: list[float]
    values: list[float]
    trust: float
    engagement: float
    modelling: float
    skill: float
    resistance: float
    disposition: float
    aptitude: float
    integrity: float
    voice: float = 0.0


@dataclass
class Flows:
    """What happened to one position in a week."""

    hours: float = 0.0
    met: float = 0.0
    performance: float = 0.0
    leaves: float = 0.0


@dataclass
class Record:
    """Everything at the end of a week."""

    people: list[Person]
    departure: list[float]
    flows: list[Flows]
    sums: dict[str, float]


# 7.1 draws


def mix(x):
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & WORD
    return x ^ (x >> 31)


def key_of(seed, replication):
    return mix(mix((seed + GAMMA) & WORD) ^ ((GAMMA * (replication + 1)) & WORD))


def word(key, week, position, stream):
    counter = position * 2**24 + week * 2**8 + stream
    return mix(mix((GAMMA * counter + GAMMA) & WORD) ^ key)


def uniform(key, week, position, stream):
    return (word(key, week, position, stream) >> 11) * 2.0**-53


def uniform_single(key, week, position, stream):
    return (word(key, week, position, stream) >> 40) * 2.0**-24


def bates(key, week, position, stream):
    return sqrt(3) * (sum(uniform(key, week, position, stream + n) for n in range(4)) - 2)


# curves


def clip(x, low=0.0, high=1.0):
    return max(low, min(high, x))


def sigma(x):
    return (1 + x / (1 + abs(x))) / 2


def weighted_gap(weight, one, other):
    return sum(w * abs(x - y) for w, x, y in zip(weight, one, other, strict=True))


# the run


def simulate(world: World, weeks: int, start: Record | None = None, first=1) -> list[Record]:
    """Records of the start, as drawn by default, and of so many weeks, of which one is the first."""
    numbers = world.numbers(0)
    people = start.people if start else [newcomer(world, numbers, i, 0) for i in world.people]
    departure = start.departure if start else [0.0 for _ in world.people]
    flows = [Flows() for _ in world.people]
    records = [observe(world, numbers, people, departure, flows)]
    for week in range(first, first + weeks):
        numbers = world.numbers(week)
        simulated = [live(world, numbers, people, departure, i, week) for i in world.people]
        people = [person for person, _, _ in simulated]
        departure = [fresh for _, fresh, _ in simulated]
        flows = [flow for _, _, flow in simulated]
        records.append(observe(world, numbers, people, departure, flows))
    return records


def rest(world: World, tolerance: float, most: int) -> tuple[Record, int, bool]:
    """The organisation at rest, the weeks that it took, and whether it was (5)."""
    quarters = simulate(world, most, first=2**15 + 1)[13::13]
    means = [[mean(values) for values in states_of(record)] for record in quarters]
    for looks in range(12, len(quarters) + 1, 4):
        third = looks // 3
        moved = 0.0
        for state in range(len(means[0])):
            last = mean([means[n][state] for n in range(looks - third, looks)])
            earlier = mean([means[n][state] for n in range(looks - 2 * third, looks - third)])
            moved = max(moved, abs(last - earlier) / (third * 13 / 52))
        if moved < tolerance:
            return quarters[looks - 1], 13 * looks, True
    return quarters[-1], 13 * len(quarters), False


def states_of(record):
    """What people are and do, a list over the people of each state and theme, and departures."""
    people = record.people
    for k in range(len(people[0].message)):
        for name in ("message", "practice", "habit", "values"):
            yield [getattr(person, name)[k] for person in people]
    for name in ("trust", "engagement", "modelling", "skill"):
        yield [getattr(person, name) for person in people]
    yield record.departure


def live(world, numbers, people, departure, i, week):
    """The person at position i at the end of the week, the departure, and the flows (7.2 to 7.11)."""
    p, mine, key = numbers.parameters, numbers.groups[world.group[i]], world.key
    me, b = people[i], world.superior[i]
    boss, theirs = people[b], numbers.groups[world.group[b]]
    led, reports = i > 0, world.reports(i)
    themes = range(len(numbers.stated))
    ties = [(j, w) for j, w in world.ties[i]]
    ties += [(j, numbers.strength[layer]) for j, layer in world.extra[i]]
    tied = sum(w for _, w in ties)
    flow = Flows()

    # 7.2 attention, 7.4 visibility
    visibility = 0.0
    if led:
        least = p["least_attention"]
        all_hours = p["hours"] * (1 - theirs["time_constraint"])
        all_hours *= least + (1 - least) * boss.engagement
        flow.hours = all_hours / len(world.reports(b))
        whole = flow.hours + p["half_contact_hours"]
        chance = flow.hours / whole if whole > 0 else 0.0
        flow.met = 1.0 if uniform(key, week, i, MEETING) < chance else 0.0
        distant = p["visibility_at_distance"] * theirs["transparency"]
        distant /= 1 + p["distance_thinning"] * len(world.reports(b))
        visibility = flow.met + (1 - flow.met) * distant

    # 7.3 communication
    direct = mine["broadcast"] + mine["training"] + p["mentoring_uptake"] * mine["mentoring"]
    message = []
    for k in themes:
        slant = theirs["inconsistency"] * p["slant_size"] * (2 * uniform(key, 0, b, SLANT + k) - 1)
        slur = (1 - theirs["transparency"]) * p["slur"] * (2 * uniform(key, week, i, SLUR + k) - 1)
        heard = clip(boss.message[k] + slant + slur)
        uptake = p["message_uptake"] * flow.met * (1 + theirs["transparency"]) / 2
        moved = me.message[k] + uptake * (heard - me.message[k])
        moved += direct * (numbers.stated[k] - me.message[k])
        if led:
            moved += p["message_fading"] * (me.habit[k] - me.message[k])
        message.append(clip(moved))
    unclear = weighted_gap(numbers.weight, numbers.stated, me.message)
    clarity = max(0.0, 1 - unclear / p["clarity_tolerance"])

    # 7.5 practice
    busy = mine["time_constraint"] if reports else mine["workload"]
    stubborn = 1 - (1 - me.resistance * (1 - mine["coaching"])) * (1 - mine["red_tape"])
    effort = p["effort_effect"] * me.modelling * (1 - p["busyness_cost"] * busy)
    if led:
        effort *= 2 * me.trust / (1 + me.trust)
    practice = []
    for k in themes:
        worse = 1 + p["bad_example"] if boss.practice[k] < me.practice[k] else 1
        pulls = [(p["deed_weight"] * visibility * worse, boss.practice[k])]
        if tied > 0:
            mean = sum(w * people[j].practice[k] for j, w in ties) / tied
            conforming = mean + p["conformity"] * mean * (1 - mean) * (2 * mean - 1)
            pulls.append((p["peer_weight"], conforming))
        total = sum(w for w, _ in pulls)
        social = sum(w * x for w, x in pulls) / total if total > 0 else me.practice[k]
        by_itself = (1 - stubborn) * social + stubborn * me.habit[k]
        tends_to = effort * me.message[k] + (1 - effort) * by_itself
        pace = p["practice_change"] * (1 + me.engagement) / 2
        practice.append(clip(me.practice[k] + pace * (tends_to - me.practice[k])))

    # 7.6 goals
    difficulty = mine["goal_difficulty"]
    commitment = (
        p["commitment_trust"] * me.trust
        + p["commitment_participation"] * mine["participation"]
        + p["commitment_engagement"] * me.engagement
    )
    flow.performance = commitment * min(difficulty, me.skill)
    progress = difficulty * sigma((me.skill - difficulty) / p["goal_spread"]) * clarity
    overreach = max(0.0, difficulty - me.skill)

    # 7.8 skill and habit
    development, mentoring = p["development_effect"], p["mentoring_effect"]
    learnt = development * mine["development"] + mentoring * mine["mentoring"]
    learnt *= 1 - me.skill
    growth = learnt / (development + mentoring) if development + mentoring > 0 else 0.0
    skill = clip(me.skill + learnt - p["skill_fading"] * (me.skill - me.aptitude))
    habit = []
    for k in themes:
        support = 1 - p["habit_support"] + p["habit_support"] * visibility * boss.practice[k]
        habit.append(
            clip(
                me.habit[k]
                + p["habit_change"] * support * (me.practice[k] - me.habit[k])
                + mine["workshops"] * (me.message[k] - me.habit[k])
                + p["training_habit"] * mine["training"] * (numbers.stated[k] - me.habit[k])
                + p["habit_return"] * (me.values[k] - me.habit[k])
            )
        )

    # 7.7 engagement, with the voice of 7.10
    voiced = 0.0
    if reports:
        voiced = mine["transparency"] * sum(people[j].voice for j in reports) / len(reports)
    boss_gap = weighted_gap(numbers.weight, boss.message, boss.practice)
    misfit = weighted_gap(numbers.weight, numbers.stated, me.habit)
    resources = (
        p["resource_trust"] * me.trust
        + p["resource_recognition"] * flow.met * mine["recognition"]
        + p["resource_autonomy"] * mine["autonomy"]
        + p["resource_growth"] * growth
        + p["resource_fit"] * (1 - misfit) * clarity
        + p["resource_progress"] * progress
    )
    demands = (
        p["demand_busyness"] * busy
        + p["demand_hypocrisy"] * visibility * boss_gap
        + p["demand_red_tape"] * mine["red_tape"]
        + p["demand_overreach"] * overreach
        + p["demand_criticism"] * mine["feedback"] * voiced
    )
    target = sigma(
        p["engagement_base"]
        + p["resource_effect"] * resources
        - p["demand_effect"] * demands
        + me.disposition
    )
    mood = sum(w * people[j].engagement for j, w in ties) / tied if tied > 0 else me.engagement
    engagement = (
        me.engagement
        + p["engagement_change"] * (target - me.engagement)
        + p["peer_contagion"] * (mood - me.engagement)
        + p["leader_contagion"] * flow.met * (boss.engagement - me.engagement)
    )

    # 7.9 trust
    trust = me.trust
    if led:
        evidence = 1 - boss_gap / p["gap_tolerance"] + p["trust_propensity"] * me.disposition
        evidence = clip(evidence)
        rate = p["trust_gain"] if evidence > me.trust else p["trust_loss"]
        trust += visibility * rate * (evidence - me.trust)
        trust += (1 - visibility) * p["trust_fading"] * (p["trust_in_the_dark"] - me.trust)
        if departure[b] == 1:
            trust += (1 - p["trust_carried_over"]) * (mine["trust_mean"] - trust)

    # 7.10 effort
    base = effort_base(world, numbers, i, me.integrity)
    base += (1 - base) * p["example_effect"] * me.trust * visibility * boss.modelling
    modelling = clip(
        me.modelling
        + p["voice_effect"] * mine["feedback"] * voiced * (1 - me.modelling)
        + p["effort_return"] * (base - me.modelling)
    )

    # 7.11 turnover
    gone = sum(w * departure[j] for j, w in ties) / tied if tied > 0 else 0.0
    excess = (
        p["exit_disengagement"] * (1 - me.engagement) ** 3
        + p["exit_misfit"] * misfit**3
        + p["exit_contagion"] * gone
    )
    hazard = clip(p["exit_base"] * (1 + excess) + mine["exit_pressure"])
    if uniform(key, week, i, LEAVING) < hazard:
        flow.leaves = 1.0
        return newcomer(world, numbers, i, week), 1.0, flow
    stays = replace(
        me,
        message=message,
        practice=practice,
        habit=habit,
        trust=trust,
        engagement=engagement,
        modelling=modelling,
        skill=skill,
    )
    return stays, p["departure_memory"] * departure[i], flow


def newcomer(world, numbers, i, week):
    """Who takes position i at the end of the week (7.11)."""
    mine = numbers.groups[world.group[i]]

    def trait(name, stream, low=0.0, high=1.0, shift=0.0):
        drawn = mine[f"{name}_mean"]
        drawn += mine[f"{name}_spread"] * bates(world.key, week, i, stream)
        return clip(drawn + shift, low, high)

    understanding = trait("understanding", UNDERSTANDING)
    habit, message = [], []
    for k, stated in enumerate(numbers.stated):
        used = trait("habit", HABIT + 4 * k, shift=numbers.habit_shift[k])
        if week > 0:
            used += mine["hiring_fit"] * (stated - used)
        habit.append(used)
        message.append(used + understanding * (stated - used) if i > 0 else stated)
    integrity = trait("integrity", INTEGRITY, -1.0, 1.0)
    return Person(
        message=message,
        practice=list(habit),
        habit=habit,
        values=list(habit),
        trust=trait("trust", TRUST),
        engagement=trait("engagement", ENGAGEMENT),
        modelling=effort_base(world, numbers, i, integrity),
        skill=trait("skill", SKILL),
        resistance=trait("resistance", RESISTANCE),
        disposition=trait("disposition", DISPOSITION, -2.0, 2.0),
        aptitude=trait("aptitude", APTITUDE),
        integrity=integrity,
    )


def effort_base(world, numbers, i, integrity):
    """The effort that a person of such integrity settles at in position i (7.10)."""
    p, mine = numbers.parameters, numbers.groups[world.group[i]]
    if world.reports(i):
        asked = mine["leader_modelling"]
    else:
        asked = p["least_ownership"] + p["ownership_of_participation"] * mine["participation"]
    return clip(asked + integrity)


# 8 measures


def observe(world, numbers, people, departure, flows):
    """Set everybody's voice, and sum up."""
    each = []
    for i in world.people:
        person, flow = people[i], flows[i]
        person.voice = person.trust * weighted_gap(numbers.weight, person.message, person.practice)
        each.append(measures_of(numbers, person, flow, i > 0, bool(world.reports(i))))
    sums = {name: sum(one[name] for one in each) for name in each[0]}
    units = [unit for unit in map(world.reports, world.people) if unit]
    for name in ("practice", "engagement"):
        sums[f"{name}_between"] = sum(sum(each[j][name] for j in u) ** 2 / len(u) for u in units)
    return Record(deepcopy(people), list(departure), flows, sums)


def measures_of(numbers, person, flow, led, leads):
    """What one person adds to the sums, but for those between units."""
    practice = sum(w * a for w, a in zip(numbers.weight, person.practice, strict=True))
    own_gap = weighted_gap(numbers.weight, person.message, person.practice)
    return {
        "gap": weighted_gap(numbers.weight, numbers.stated, person.practice),
        "say_do_gap": own_gap if leads else 0.0,
        "unheard": weighted_gap(numbers.weight, numbers.stated, person.message),
        "practice": practice,
        "practice_square": practice**2,
        "engagement": person.engagement,
        "engagement_square": person.engagement**2,
        "engaged": 1.0 if person.engagement >= numbers.parameters["engaged_from"] else 0.0,
        "trust": person.trust if led else 0.0,
        "modelling": person.modelling if leads else 0.0,
        "skill": person.skill,
        "hours": flow.hours if led else 0.0,
        "met": flow.met,
        "performance": flow.performance,
        "leavers": flow.leaves,
    }
