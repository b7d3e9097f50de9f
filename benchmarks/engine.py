"""Measure the engine beside its twins: python benchmarks/engine.py

The same equations, organisation, draws and measures, float64, on one core: orgsim with 1, 8, 16 and 32
runs side by side, the same model in plain Mesa and in C. First all twins must agree with
orgsim; then they are timed in turns, so that whatever else the machine does befalls all of them. Times
are of the processor, which others on the machine disturb less than those of the clock.
"""

import argparse
import datetime
import gc
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numba

from agreement import DisagreementError, compare
from c_twin import BUILD, FLAGS, CTwin, compiler
from mesa_twin import MesaTwin, MesaTwinWithOwnDraws
from orgsim.engine.ensemble import Ensemble
from orgsim.organisation import Organisation
from scenario import configs, ensemble, large_organisation, numbers, odd_organisation

RUNS = 32
LABELS = {
    "orgsim_r1": "orgsim, 1 run",
    "orgsim_r8": "orgsim, 8 runs side by side",
    "orgsim_r32": "orgsim, 32 runs side by side",
    "c_r1": "C, 1 run",
    "c_r8": "C, 8 runs side by side",
    "c": "C, 32 runs side by side",
    "mesa": "Mesa, 1 run",
    "mesa_own_draws": "Mesa, 1 run, with its own random()",
}
RATIOS = (
    ("mesa", "orgsim_r32", "≥", 500),
    ("mesa_own_draws", "orgsim_r32", "", None),
    ("mesa", "orgsim_r8", "≥", 1000),
    ("mesa", "orgsim_r1", "≥", 100),
    ("orgsim_r32", "c", "≤", 1.5),
    ("orgsim_r8", "c_r8", "≤", 1.1),
    ("orgsim_r1", "c_r1", "", None),
)


def main() -> None:
    """Check, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.4, help="of each contender in a round")
    parser.add_argument("--output", type=Path, default=BUILD / "benchmark.json")
    options = parser.parse_args()
    numba.set_num_threads(1)
    organisation = large_organisation(options.people)
    try:
        check(organisation)
    except DisagreementError as difference:
        sys.exit(f"The twins do not agree, so nothing was measured. {difference}")
    times = measure(contenders(organisation), options.rounds, options.seconds)
    report = summary(times, options.people)
    print_table(report)
    options.output.parent.mkdir(exist_ok=True)
    options.output.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    print(f"\nWritten to {options.output}")


def check(organisation: Organisation) -> None:
    """Compare every twin with orgsim, on an odd small organisation and on the one to be measured."""
    print("Do the twins agree with orgsim over 26 weeks, in all states, leavers and measures?")
    for twin, widths in ((CTwin, (1, 8, RUNS)), (MesaTwin, (1,))):
        if twin is CTwin and compiler() is None:
            print("  CTwin: no compiler")
            continue
        for runs in widths:
            for exit_base, place in ((0.02, odd_organisation()), (0.001, organisation)):
                found = compare(twin, place, configs(runs, exit_base), weeks=26)
                print(
                    f"  {twin.__name__:9} {runs:2} runs  {place.people:5,} people:  yes, within"
                    f" {found.difference:.0e}; {found.leavers:,} left"
                )


def contenders(organisation: Organisation) -> dict[str, tuple[int, Callable[[int], object]]]:
    """Name → runs, and what simulates weeks of theirs."""
    one, many = configs(1), configs(RUNS)
    found: dict[str, tuple[int, Any]] = {
        "orgsim_r1": (1, ensemble(organisation, one)),
        "orgsim_r8": (8, ensemble(organisation, configs(8))),
        "orgsim_r32": (RUNS, ensemble(organisation, many)),
    }
    if compiler():
        found["c_r1"] = 1, CTwin(organisation, numbers(one))
        found["c_r8"] = 8, CTwin(organisation, numbers(configs(8)))
        found["c"] = RUNS, CTwin(organisation, numbers(many))
    found["mesa"] = 1, MesaTwin(organisation, numbers(one))
    found["mesa_own_draws"] = 1, MesaTwinWithOwnDraws(organisation, numbers(one))

    return {name: (runs, weeks_of(model)) for name, (runs, model) in found.items()}


def weeks_of(model: Any) -> Callable[[int], object]:
    """What simulates so many weeks, each with the sums of the measures over levels: in one stretch where
    the model has one, as runs are simulated."""
    if isinstance(model, Ensemble):
        return model.record

    def weeks(number: int) -> None:
        for _ in range(number):
            model.step()
            model.level_sums()

    return weeks


def measure(
    weeks_of_all: dict[str, tuple[int, Callable[[int], object]]], rounds: int, seconds: float
) -> dict[str, list[float]]:
    """Nanoseconds for a week of all runs, divided by the runs: one number a round."""
    repeat = {}
    for name, (_, weeks) in weeks_of_all.items():
        weeks(1)  # compiles, if it must
        repeat[name] = max(3, int(seconds / seconds_for(weeks, 3)))
    gc.freeze()  # what stands by now is no litter of anybody's week
    times: dict[str, list[float]] = {name: [] for name in weeks_of_all}
    for number in range(rounds):
        if sys.stderr.isatty():
            print(f"\rround {number + 1} of {rounds} ", end="", file=sys.stderr, flush=True)
        for name, (runs, weeks) in weeks_of_all.items():
            times[name].append(seconds_for(weeks, repeat[name]) * 1e9 / runs)
    if sys.stderr.isatty():
        print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    return times


def seconds_for(weeks: Callable[[int], object], number: int) -> float:
    """Mean seconds of the processor for one of so many weeks."""
    start = time.process_time()
    weeks(number)
    return (time.process_time() - start) / number


def summary(times: dict[str, list[float]], people: int) -> dict[str, Any]:
    """All that is reported; a ratio is the median over rounds, and once more that of the least times."""
    per_person = {name: [t / people for t in times[name]] for name in LABELS if name in times}
    ratios, of_least = {}, {}
    for slow, fast, _, _ in RATIOS:
        if slow in per_person and fast in per_person:
            pairs = zip(per_person[slow], per_person[fast], strict=True)
            ratios[f"{slow}/{fast}"] = statistics.median(a / b for a, b in pairs)
            of_least[f"{slow}/{fast}"] = min(per_person[slow]) / min(per_person[fast])
    return {
        "ns_per_person_week": {
            name: statistics.median(per_person[name]) if name in per_person else None
            for name in LABELS
        },
        "range": {name: [min(values), max(values)] for name, values in per_person.items()},
        "ratios": ratios,
        "ratios_of_least": of_least,
        "people": people,
        "versions": versions(),
        "cpu": processor(),
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def versions() -> dict[str, str]:
    """Versions of all that matters for speed."""
    found = {name: version(name) for name in ("orgsim", "numba", "numpy", "scipy", "mesa")}
    found["python"] = platform.python_version()
    command = compiler()
    if command:
        first = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)
        found["compiler"] = f"{first.stdout.splitlines()[0]}, {' '.join(FLAGS)}"
    return found


def processor() -> str:
    """Name of the processor."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def print_table(report: dict[str, Any]) -> None:
    """The report at up to 100 columns."""
    print(
        f"\n{report['people']:,} people, 10 ties, 3 themes, all mechanisms, float64, one thread;"
        f" {report['cpu']}\n"
    )
    print(f"{'ns per person-week':36}{'median':>10}{'least':>10}{'most':>10}")
    for name, label in LABELS.items():
        median = report["ns_per_person_week"][name]
        if median is None:
            print(f"{label:36}{'no compiler':>30}")
            continue
        least, most = report["range"][name]
        print(f"{label:36}{median:>10,.1f}{least:>10,.1f}{most:>10,.1f}")
    print(f"\n{'ratio':66}{'median':>10}{'of least':>10}{'wanted':>10}")
    for slow, fast, sign, wanted in RATIOS:
        name = f"{slow}/{fast}"
        if name in report["ratios"]:
            goal = "" if wanted is None else f"{sign} {wanted}"
            ratio, of_least = report["ratios"][name], report["ratios_of_least"][name]
            print(f"{LABELS[slow]} / {LABELS[fast]}".ljust(66), end="")
            print(f"{ratio:>10,.2f}{of_least:>10,.2f}{goal:>10}")


if __name__ == "__main__":
    main()
