"""A sweep of ten thousand runs beside mesa.batch_run over the plain Mesa twin: speed and memory.

    python benchmarks/sweep.py [--runs 10000] [--people 1000] [--weeks 156]

The Mesa figure is extrapolated from one short batch (stated in the table). Memory is the largest
proportional set size (PSS) of the whole process tree, sampled every 0.1 s (Linux). Writes
build/sweep_benchmark.json.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
MESA_WEEKS, MESA_RUNS = 8, 2

SWEEP = """
design = "lhs"
points = {points}
replications = 4
seed = 1
[base.organisation]
people = {people}
[base.run]
weeks = {weeks}
[vary]
"levers.leader_modelling" = {{ from = 0.0, to = 1.0 }}
"levers.transparency" = {{ from = 0.0, to = 1.0 }}
"levers.time_constraint" = {{ from = 0.1, to = 0.9 }}
"""


def run_sweep(folder: Path, runs: int, people: int, weeks: int, jobs: int) -> dict[str, float]:
    """Seconds of one `orgsim sweep`, start to end, and its peak memory in MiB."""
    out, file = folder / f"out-{runs}-{jobs}", folder / f"sweep-{runs}.toml"
    file.write_text(SWEEP.format(points=runs // 4, people=people, weeks=weeks))
    command = [sys.executable, "-m", "orgsim", "sweep", str(file), "--out", str(out)]
    start, peak = time.perf_counter(), 0.0
    process = subprocess.Popen([*command, "--jobs", str(jobs)], stdout=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, tree_memory(process.pid))
        time.sleep(0.1)
    if process.returncode:
        sys.exit(f"the sweep ended with {process.returncode}")
    seconds = time.perf_counter() - start
    shutil.rmtree(out)
    return {
        "runs": runs,
        "jobs": jobs,
        "seconds": seconds,
        "runs_a_second": runs / seconds,
        "mib": peak,
    }


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


def mesa_runs_a_second(people: int, weeks: int) -> float:
    """Runs a second of mesa.batch_run in one process, extrapolated to so many weeks."""
    import mesa

    from mesa_twin import MesaTwin
    from scenario import configs, large_organisation, numbers

    organisation, settings = large_organisation(people), numbers(configs(1))

    class Batch(MesaTwin):
        """The twin with the constructor that batch_run asks for."""

        def __init__(self, number: int = 0, **_: object) -> None:
            super().__init__(organisation, settings)
            self.datacollector = mesa.DataCollector(
                model_reporters={"weeks": lambda model: model.week}
            )

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    start = time.perf_counter()
    mesa.batch_run(
        Batch,
        {"number": list(range(MESA_RUNS))},
        number_processes=1,
        max_steps=MESA_WEEKS,
        display_progress=False,
    )
    seconds = time.perf_counter() - start
    return MESA_RUNS / (seconds * weeks / MESA_WEEKS)


def main() -> None:
    """Measure, print a table, write build/sweep_benchmark.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--weeks", type=int, default=156)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_sweep(folder, 32, 50, 4, 1)  # compiles
        small = run_sweep(folder, chosen.runs // 10, chosen.people, chosen.weeks, 2)
        large = run_sweep(folder, chosen.runs, chosen.people, chosen.weeks, 2)
        one = run_sweep(folder, chosen.runs // 10, chosen.people, chosen.weeks, 1)
    mesa_speed = mesa_runs_a_second(chosen.people, chosen.weeks)
    print(f"{chosen.people:,} people, {chosen.weeks} weeks, 3 themes")
    print(f"{'runs':>8} {'jobs':>5} {'seconds':>9} {'runs a second':>14} {'peak, MiB':>10}")
    for row in (one, small, large):
        print(
            f"{row['runs']:>8,} {row['jobs']:>5} {row['seconds']:>9.1f} {row['runs_a_second']:>14.1f}"
            f" {row['mib']:>10.0f}"
        )
    result = {
        "one_job": one,
        "small": small,
        "large": large,
        "mesa_runs_a_second": mesa_speed,
        "ratio_to_mesa": large["runs_a_second"] / mesa_speed,
        "memory_ratio": large["mib"] / small["mib"] if small["mib"] else None,
    }
    print(
        f"mesa.batch_run, one process: {mesa_speed:.4f} runs a second, extrapolated from"
        f" {MESA_RUNS} runs of {MESA_WEEKS} weeks"
    )
    print(f"sweep in two jobs / mesa.batch_run: {result['ratio_to_mesa']:,.0f} (wanted: 500)")
    print(f"memory of the large sweep / of a tenth: {result['memory_ratio']} (wanted: at most 1.2)")
    BUILD.mkdir(exist_ok=True)
    (BUILD / "sweep_benchmark.json").write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
