"""Random worlds: small organisations of several shapes, in which nothing is switched off."""

from random import Random

from lab import Shape, normalised
from naive import Numbers, World, key_of

from orgsim.model.parameters import LEVERS, PARAMETERS, TRAITS

WEEKS = 52
GROUPS, LAYERS = 3, 2


def tree(spans):
    """Superiors of positions numbered breadth first, from everybody's number of reports."""
    superior = [0]
    for i, span in enumerate(spans):
        superior += [i] * span
    assert len(superior) == len(spans)
    return superior


def random_shape(luck, people, ties, extra):
    """A random tree of spans 1 to 5, and directed ties of weights other than 1; some have none."""
    spans, open_positions = [], 1
    while len(spans) < people:
        left = people - len(spans) - open_positions
        needed = 1 if open_positions == 1 and left > 0 else 0
        span = min(left, luck.choice([0, 0, 1, 2, 3, 5]))
        spans.append(max(span, needed))
        open_positions += spans[-1] - 1
    return Shape(tree(spans), pairs(luck, people, ties, weight), pairs(luck, people, extra, layer))


def weight(luck):
    return luck.choice([0.25, 0.5, 1.0, 2.5])  # exact in float32


def layer(luck):
    return luck.randrange(LAYERS)


def pairs(luck, people, count, value):
    """So many random ties with a value each; the last position listens to nobody."""
    chosen = set()
    while people > 2 and len(chosen) < count:
        i, j = luck.randrange(people - 1), luck.randrange(people)
        if i != j:
            chosen.add((i, j))
    rows = [[] for _ in range(people)]
    for i, j in sorted(chosen):
        rows[i].append((j, value(luck)))
    return rows


def star(people):
    rows = [[(0, 0.5)] for _ in range(people)]
    rows[0] = [(j, 1.0) for j in range(1, people)]
    return Shape(tree([people - 1] + [0] * (people - 1)), rows, [[] for _ in rows])


def chain(people):
    nobody = [[] for _ in range(people)]
    return Shape(tree([1] * (people - 1) + [0]), nobody, nobody)


SHAPES = {
    "one person": lambda luck: chain(1),
    "chain": lambda luck: chain(6),
    "star": lambda luck: star(9),
    "sparse": lambda luck: random_shape(luck, 20, 15, 6),
    "dense": lambda luck: random_shape(luck, 26, 160, 20),
}


def random_world(luck, shape, group, themes):
    """A run of its own numbers, none of them 0, whose levers change every tenth week."""
    parameters = {q.name: luck.uniform(q.low + (q.high - q.low) / 20, q.high) for q in PARAMETERS}
    parameters |= {
        "engagement_change": luck.uniform(0.1, 0.3),
        "trust_carried_over": luck.uniform(0.1, 0.9),
        "departure_memory": luck.uniform(0.3, 0.95),
        "exit_base": luck.uniform(0.02, 0.04),
        "exit_disengagement": luck.uniform(1, 5),
        "exit_misfit": luck.uniform(1, 5),
        "exit_contagion": luck.uniform(1, 10),
    }
    parameters = normalised(parameters)
    weights = [luck.uniform(0.2, 1) for _ in range(themes)]
    shared = {
        "stated": [luck.uniform(0.5, 1) for _ in range(themes)],
        "weight": [w / sum(weights) for w in weights],
        "habit_shift": [luck.uniform(-0.3, 0.3) for _ in range(themes)],
    }
    tables = [random_groups(luck) for _ in range(WEEKS // 10 + 1)]
    strengths = [[luck.choice([0, 0.5, 2]) for _ in range(LAYERS)] for _ in tables]

    def numbers(week):
        return Numbers(parameters, tables[week // 10], strength=strengths[week // 10], **shared)

    return World(*shape, group, key_of(luck.randrange(2**63), luck.randrange(9)), numbers)


def random_groups(luck):
    """Levers and traits of every group."""
    groups = []
    for _ in range(GROUPS):
        group = {q.name: luck.uniform(0.05, q.high) for q in LEVERS}
        group |= {"exit_pressure": luck.uniform(0.001, 0.01), "training": luck.uniform(0.01, 0.1)}
        for trait in TRAITS:
            low, high = trait.mean.low, trait.mean.high
            group[f"{trait.name}_mean"] = luck.uniform(low, high)
            group[f"{trait.name}_spread"] = luck.uniform(0.05, 0.4)
        groups.append(group)
    return groups


def random_worlds(name, themes, runs):
    """Runs that share a shape and groups and nothing else."""
    luck = Random(f"{name} {themes} {runs}")
    shape = SHAPES[name](luck)
    group = [luck.randrange(GROUPS) for _ in shape.superior]
    return [random_world(luck, shape, group, themes) for _ in range(runs)]
