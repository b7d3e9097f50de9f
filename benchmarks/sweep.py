"""A sweep of ten thousand runs beside mesa.batch_run over the plain Mesa twin: speed and memory.

    python benchmarks/sweep.py [--runs 10000] [--people 1000] [--weeks 156] [--mesa-runs 4]

Each sweep is one `orgsim sweep` command, timed from its start to its end, imports included. The runs of
Mesa are few and whole (each as many people and weeks); its speed is extrapolated from them, and what it
takes Mesa to start its processes is not counted. Processor seconds are told beside those of the clock,
since others on the machine disturb them less. Memory is the largest proportional set size (PSS) of the
whole process tree, sampled every 0.1 s (Linux). Writes build/sweep_benchmark.json.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import mesa

from mesa_twin import MesaTwin
from scenario import configs, large_organisation, numbers

BUILD = Path(__file__).resolve().parent.parent / "build"
JOBS = 2
REPLICATIONS = 4
SWEEP = """
design = "lhs"
points = {points}
replications = {replications}
seed = 1
[base.organisation]
people = {people}
[base.run]
weeks = {weeks}
start = "as_drawn"
parameter_sets = "point"
[vary]
"levers.leader_modelling" = {{ from = 0.0, to = 1.0 }}
"levers.transparency" = {{ from = 0.0, to = 1.0 }}
"levers.time_constraint" = {{ from = 0.1, to = 0.9 }}
"""


def run_sweep(folder: Path, runs: int, people: int, weeks: int, jobs: int) -> dict[str, float]:
    """Seconds of one `orgsim sweep`, of the clock and of the processors, and its peak memory in MiB."""
    out, file = folder / f"out-{runs}-{jobs}", folder / f"sweep-{runs}.toml"
    points = max(1, runs // REPLICATIONS)
    file.write_text(
        SWEEP.format(points=points, replications=REPLICATIONS, people=people, weeks=weeks)
    )
    command = [sys.executable, "-m", "orgsim", "sweep", str(file), "--out", str(out)]
    processor, start, peak = processor_seconds(), time.perf_counter(), 0.0
    process = subprocess.Popen([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"the sweep ended with {process.returncode}")
    done = points * REPLICATIONS
    return {
        "runs": done,
        "jobs": jobs,
        "seconds": seconds,
        "processor_seconds": processor_seconds() - processor,
        "runs_a_second": done / seconds,
        "runs_a_second_at_work": speed_at_work(out / "log.jsonl"),
        "mib": peak,
    }


def speed_at_work(log: Path) -> float:
    """Runs a second from the first ensemble that was done to the last, which leaves out the start."""
    entries = [json.loads(line) for line in log.read_text().splitlines()]
    parts = [entry for entry in entries if entry["event"] == "part"]
    first, last = (datetime.fromisoformat(parts[n]["time"]) for n in (0, -1))
    seconds = (last - first).total_seconds()
    return sum(part["rows"] for part in parts[1:]) / seconds if seconds else float("nan")


def processor_seconds() -> float:
    """Of this process and of all that have ended below it."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def tree_memory(pid: int) -> float:
    """Proportional set size of a process and all below it, MiB; 0 where the system does not tell."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(
                tree_memory(int(child)) for child in (task / "children").read_text().split()
            )
    except OSError:
        pass
    return total


class BatchOfTwins(MesaTwin):
    """The twin as batch_run wants it: made from parameters, with data of every week."""

    def __init__(self, number: int, people: int) -> None:
        super().__init__(large_organisation(people, number), numbers([configs(32)[number % 32]]))
        self.datacollector = mesa.DataCollector(model_reporters={"gap": BatchOfTwins.gap})

    def gap(self) -> float:
        """Message–practice gap, from all the sums that orgsim takes every week, too."""
        return float(self.level_sums()[:, 0].sum()) / len(self.people)

    def step(self) -> None:
        """A week."""
        super().step()
        self.datacollector.collect(self)


def run_mesa(runs: int, people: int, weeks: int, processes: int) -> dict[str, float]:
    """Speed of mesa.batch_run over so many whole runs, without the start of its processes."""
    processor = processor_seconds()
    batch(processes, 10, 1, processes)
    start_seconds = batch(processes, 10, 1, processes)
    start_processor = (processor_seconds() - processor) / 2
    processor = processor_seconds()
    seconds = batch(runs, people, weeks, processes) - start_seconds
    return {
        "runs": runs,
        "processes": processes,
        "seconds": seconds,
        "processor_seconds": processor_seconds() - processor - start_processor,
        "runs_a_second": runs / seconds,
    }


def batch(runs: int, people: int, weeks: int, processes: int) -> float:
    """Seconds of mesa.batch_run."""
    start = time.perf_counter()
    rows = mesa.batch_run(
        BatchOfTwins,
        {"number": list(range(runs)), "people": people},
        number_processes=processes,
        max_steps=weeks - 1,  # Mesa takes one more
        display_progress=False,
    )
    assert len(rows) == runs
    assert all(0 < row["gap"] < 1 and row["Step"] == weeks - 1 for row in rows)
    return time.perf_counter() - start


def summary(one: Any, small: Any, large: Any, mesas: list[Any]) -> dict[str, Any]:
    """All that is reported."""

    def ratio(twin: Any, key: str) -> float:
        """Of the time that a run takes."""
        return (twin[key] / twin["runs"]) / (large[key] / large["runs"])

    return {
        "one_job": one,
        "small": small,
        "large": large,
        "mesa": mesas,
        "ratio_to_mesa": {str(twin["processes"]): ratio(twin, "seconds") for twin in mesas},
        "ratio_to_mesa_processor": ratio(mesas[0], "processor_seconds"),
        "efficiency": large["runs_a_second"] / one["runs_a_second"],
        "efficiency_at_work": large["runs_a_second_at_work"] / one["runs_a_second_at_work"],
        "memory_ratio": large["mib"] / small["mib"] if small["mib"] else None,
        "load_at_start": os.getloadavg()[0],
    }


def report(found: dict[str, Any], people: int, weeks: int) -> None:
    """The table."""
    print(f"{people:,} people, {weeks} weeks, 3 themes; others on the machine: load as below")
    print(f"{'':26}{'runs':>8}{'seconds':>9}{'processor':>11}{'runs a second':>15}{'MiB':>7}")
    for name, key in (
        ("orgsim, 1 job", "one_job"),
        (f"orgsim, {JOBS} jobs", "small"),
        (f"orgsim, {JOBS} jobs", "large"),
    ):
        row = found[key]
        print(
            f"{name:26}{row['runs']:>8,}{row['seconds']:>9.1f}{row['processor_seconds']:>11.1f}"
            f"{row['runs_a_second']:>15.1f}{row['mib']:>7.0f}"
        )
    for row in found["mesa"]:
        print(
            f"{'mesa.batch_run, ' + str(row['processes']) + ' processes':26}{row['runs']:>8,}"
            f"{row['seconds']:>9.1f}{row['processor_seconds']:>11.1f}{row['runs_a_second']:>15.3f}"
        )
    for processes, ratio in found["ratio_to_mesa"].items():
        wanted = " (wanted: 500)" if processes == str(JOBS) else ""
        print(f"orgsim, {JOBS} jobs / Mesa, {processes} processes: {ratio:,.0f}{wanted}")
    print(f"the same in processor seconds: {found['ratio_to_mesa_processor']:,.0f}")
    print(
        f"{JOBS} jobs / 1: {found['efficiency']:.2f} as a whole, {found['efficiency_at_work']:.2f} once"
        " at work (wanted: 1.8)"
    )
    print(
        f"memory / that of a tenth of the runs: {found['memory_ratio']:.2f} (wanted: at most 1.2)"
    )


def main() -> None:
    """Measure, print a table, write build/sweep_benchmark.json."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=156)
    parser.add_argument("--mesa-runs", type=int, default=4, help="of each process")
    chosen = parser.parse_args()
    size = chosen.people, chosen.weeks
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_sweep(folder, 4 * 32, 50, 4, 1)  # compiles
        small = run_sweep(folder, chosen.runs // 10, *size, JOBS)
        large = run_sweep(folder, chosen.runs, *size, JOBS)
        one = run_sweep(folder, chosen.runs, *size, 1)
    large_organisation(10)  # compiles
    mesas = [run_mesa(chosen.mesa_runs * n, *size, n) for n in (1, JOBS)]
    found = summary(one, small, large, mesas)
    report(found, *size)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "sweep_benchmark.json").write_text(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
