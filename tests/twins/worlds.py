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


def random_shape(rng, people, ties, extra):
    """A random tree of spans 1 to 5, and directed ties of weights other than 1; some have none."""
    spans, open_positions = [], 1
    while len(spans) < people:
        left = people - len(spans) - open_positions
        needed = 1 if open_positions == 1 and left > 0 else 0
        span = min(left, rng.choice([0, 0, 1, 2, 3, 5]))
        spans.append(max(span, needed))
        open_positions += spans[-1] - 1
    return Shape(tree(spans), pairs(rng, people, ties, weight), pairs(rng, people, extra, layer))


def weight(rng):
    return rng.choice([0.25, 0.5, 1.0, 2.5])  # exact in float32


def layer(rng):
    return rng.randrange(LAYERS)


def pairs(rng, people, count, value):
    """So many random ties with a value each; the last position listens to nobody."""
    chosen = set()
    while people > 2 and len(chosen) < count:
        i, j = rng.randrange(people - 1), rng.randrange(people)
        if i != j:
            chosen.add((i, j))
    rows = [[] for _ in range(people)]
    for i, j in sorted(chosen):
        rows[i].append((j, value(rng)))
    return rows


def star(people):
    rows = [[(0, 0.5)] for _ in range(people)]
    rows[0] = [(j, 1.0) for j in range(1, people)]
    return Shape(tree([people - 1] + [0] * (people - 1)), rows, [[] for _ in rows])


def chain(people):
    nobody = [[] for _ in range(people)]
    return Shape(tree([1] * (people - 1) + [0]), nobody, nobody)


SHAPES = {
    "one person": lambda rng: chain(1),
    "chain": lambda rng: chain(6),
    "star": lambda rng: star(9),
    "sparse": lambda rng: random_shape(rng, 20, 15, 6),
    "dense": lambda rng: random_shape(rng, 26, 160, 20),
}


def random_world(rng, shape, group, themes):
    """A run of its own numbers, none of them 0, whose levers change every tenth week."""
    parameters = {q.name: rng.uniform(q.low + (q.high - q.low) / 20, q.high) for q in PARAMETERS}
    parameters |= {
        "engagement_change": rng.uniform(0.1, 0.3),
        "trust_carried_over": rng.uniform(0.1, 0.9),
        "departure_memory": rng.uniform(0.3, 0.95),
        "exit_base": rng.uniform(0.02, 0.04),
        "exit_disengagement": rng.uniform(1, 5),
        "exit_misfit": rng.uniform(1, 5),
        "exit_contagion": rng.uniform(1, 10),
    }
    parameters = normalised(parameters)
    weights = [rng.uniform(0.2, 1) for _ in range(themes)]
    shared = {
        "stated": [rng.uniform(0.5, 1) for _ in range(themes)],
        "weight": [w / sum(weights) for w in weights],
        "habit_shift": [rng.uniform(-0.3, 0.3) for _ in range(themes)],
    }
    tables = [random_groups(rng) for _ in range(WEEKS // 10 + 1)]
    strengths = [[rng.choice([0, 0.5, 2]) for _ in range(LAYERS)] for _ in tables]

    def numbers(week):
        return Numbers(parameters, tables[week // 10], strength=strengths[week // 10], **shared)

    return World(*shape, group, key_of(rng.randrange(2**63), rng.randrange(9)), numbers)


def random_groups(rng):
    """Levers and traits of every group."""
    groups = []
    for _ in range(GROUPS):
        group = {q.name: rng.uniform(0.05, q.high) for q in LEVERS}
        group |= {"exit_pressure": rng.uniform(0.001, 0.01), "training": rng.uniform(0.01, 0.1)}
        for trait in TRAITS:
            low, high = trait.mean.low, trait.mean.high
            group[f"{trait.name}_mean"] = rng.uniform(low, high)
            group[f"{trait.name}_spread"] = rng.uniform(0.05, 0.4)
        groups.append(group)
    return groups


def random_worlds(name, themes, runs):
    """Runs that share a shape and groups and nothing else."""
    rng = Random(f"{name} {themes} {runs}")
    shape = SHAPES[name](rng)
    group = [rng.randrange(GROUPS) for _ in shape.superior]
    return [random_world(rng, shape, group, themes) for _ in range(runs)]
