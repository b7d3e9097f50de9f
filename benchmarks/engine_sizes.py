"""The engine at four sizes and three widths, beside C and beside what memory allows.

    python benchmarks/engine_sizes.py

Times are of the processor, the least of several rounds in which all contenders take turns. What memory
allows is arithmetic: the bytes that a week must move for a person and run (`bytes_moved`), at the speed
with which this machine copies an array far larger than its caches.
"""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numba
import numpy as np

from c_twin import CTwin, compiler
from engine import seconds_for, weeks_of
from mesa_twin import MesaTwin
from orgsim.engine.state import CHANGING, Own, empty_private, empty_visible
from orgsim.engine.vectors import VECTOR
from orgsim.engine.widths import WIDTHS
from orgsim.measures.sums import PEOPLE_PER_BLOCK, SUMS
from orgsim.simulation.demand import LEADERS
from scenario import configs, ensemble, large_organisation, numbers

SIZES = 100, 1_000, 10_000, 100_000
MESA_SIZES = (100, 1_000)
"""Larger ones take Mesa seconds a week."""

THEMES = 3
CHANGED = {"message": 1.0, "habit": 1.0, "own": CHANGING / len(Own)}
"""Private states that a week writes, and which share of them; the others are read alone."""

COPIED = 2**25
"""Numbers of an array far larger than any cache, 256 MiB."""

ROUNDS, SECONDS = 5, 0.15


class Row(NamedTuple):
    """One size and width.

    ns, c, mesa  of the processor for a person-week of orgsim, of C at the same width, and of Mesa
    bytes        that a person-week of a run must move at the least
    state        of the whole ensemble, bytes
    limit        ns that memory needs to move `bytes`
    """

    people: int
    runs: int
    ns: float
    c: float | None
    mesa: float | None
    bytes: float
    state: float
    limit: float


def rows() -> Iterator[Row]:
    """Each size and width."""
    numba.set_num_threads(1)
    ns_a_byte = 1e9 / copied_bytes_a_second()
    for people in SIZES:
        organisation = large_organisation(people)
        mesa = MesaTwin(organisation, numbers(configs(1))) if people in MESA_SIZES else None
        of_mesa = least([mesa], [people])[0] if mesa else None
        for runs in WIDTHS:
            each = configs(runs)
            contenders: list[Any] = [ensemble(organisation, each)]
            if compiler():
                contenders.append(CTwin(organisation, numbers(each)))
            ns, *c = least(contenders, [people * runs] * len(contenders))
            moved = bytes_moved(runs)
            state = people * runs * bytes_of_state(runs)
            yield Row(people, runs, ns, *(c or [None]), of_mesa, moved, state, moved * ns_a_byte)


def least(models: list[Any], person_weeks: list[int]) -> list[float]:
    """The least nanoseconds for a person-week of each model, in turns."""

    each_model = [weeks_of(model) for model in models]
    for weeks in each_model:
        weeks(1)  # compiles, if it must
    stretches = [max(1, int(SECONDS / seconds_for(weeks, 1))) for weeks in each_model]
    times = [
        [seconds_for(weeks, number) for weeks, number in zip(each_model, stretches, strict=True)]
        for _ in range(ROUNDS)
    ]
    return [
        min(t) * 1e9 / each for t, each in zip(zip(*times, strict=True), person_weeks, strict=True)
    ]


def bytes_of_state(runs: int) -> float:
    """Bytes of one person's state in one run; what others see exists twice, some of leaders alone."""
    visible, private = _state(runs)
    return 2 * visible + sum(private.values())


def bytes_moved(runs: int) -> float:
    """The least that a week moves between memory and processor for a person and run.

    What others see is read and written anew, and what is written is fetched first; private states are
    read, and five of them written. Sums of a block, ties (ten, an index each; all weigh the same) and
    places in the tree are shared by the runs. Neighbours' states count once: the cache has them.
    """
    visible, private = _state(runs)
    structure = 10 * 4 + 8 + 4 * 4
    sums = 8 * len(SUMS) * 2 / PEOPLE_PER_BLOCK
    changed = sum(share * private[name] for name, share in CHANGED.items())
    return 3 * visible + sum(private.values()) + changed + sums + structure / runs


def _state(runs: int) -> tuple[float, dict[str, float]]:
    some = min(runs, VECTOR)  # of more than fill a vector each has the same
    shape = (THEMES, some, np.dtype(float))
    private = empty_private(1, *shape)
    seen, *of_leaders = empty_visible(1, 1, *shape)
    visible = (seen.nbytes + LEADERS * sum(array.nbytes for array in of_leaders)) / some
    return visible, {name: getattr(private, name).nbytes / some for name in private._fields}


def copied_bytes_a_second() -> float:
    """Bytes that one core moves in a second while it copies: read, fetched to be written, written."""
    source, target = np.ones(COPIED), np.ones(COPIED)
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        np.copyto(target, source)
        seconds.append(time.process_time() - start)
    return 3 * source.nbytes / min(seconds)


def table(found: list[Row]) -> str:
    """Lines at up to 100 columns."""
    lines = [
        f"{'people':>9}{'runs':>6}{'state, MiB':>12}{'ns a person-week':>18}{'/ C':>7}{'Mesa /':>9}"
        f"{'bytes moved':>13}{'memory needs':>14}{'of limit':>10}"
    ]
    for row in found:
        c = f"{row.ns / row.c:.2f}" if row.c else "–"
        mesa = f"{row.mesa / row.ns:,.0f}" if row.mesa else "–"
        lines.append(
            f"{row.people:>9,}{row.runs:>6}{row.state / 2**20:>12,.1f}{row.ns:>18.1f}{c:>7}{mesa:>9}"
            f"{row.bytes:>13.0f}{row.limit:>11.1f} ns{row.limit / row.ns:>10.0%}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(list(rows())))
