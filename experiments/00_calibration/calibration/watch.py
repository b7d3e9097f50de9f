"""Watch: what is going on, on standard error: a bar on a terminal, and a line a generation."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import Progress

from calibration.search import Generation
from calibration.two_worlds import WORLDS
from calibration.validation import MOMENTS
from orgsim.reporting.terminal.progress import runs_bar
from orgsim.reporting.terminal.screen import aside
from orgsim.sweep.runner import Tally


def runs_of(settings: Mapping[str, Any]) -> int:
    """Runs of all stages, those of the finalists at the most; a plain run takes next to nothing."""
    search = settings["generations"] * settings["points"] * settings["replications"]
    finalists = settings["finalists"] * 2 * settings["replications"]
    cloud = settings["rounds"] * settings["cloud_points"] * settings["replications"]
    validation = 2 * len(MOMENTS) * settings["validation_replications"]
    return len(WORLDS) * (search + finalists + cloud + validation)


class Watch:
    """How many of all runs are done, and how long the others will take."""

    def __init__(self, screen: Console, bar: Progress, settings: Mapping[str, Any]) -> None:
        self.screen, self.bar, self.generations = screen, bar, settings["generations"]
        self.total = total = runs_of(settings)
        self.shown = bar.add_task("", total=total)
        self.of_sweep: dict[str, tuple[int, int]] = {}
        self.begun = time.monotonic()
        self.best = float("inf")

    def heard(self, name: str, tally: Tally) -> None:
        """Runs of a sweep are done."""
        self.of_sweep[name] = tally.done, tally.done - tally.kept
        self.bar.update(self.shown, completed=self._done(), description=self.left())

    def _done(self) -> int:
        return sum(done for done, _ in self.of_sweep.values())

    def left(self) -> str:
        """Speed and time left, by the runs of this go."""
        new = sum(new for _, new in self.of_sweep.values())
        speed = new / max(1e-9, time.monotonic() - self.begun)
        if not new:
            return ""
        minutes = (self.total - self._done()) / speed / 60
        return f"{speed:.1f} runs/s, {minutes:.0f} min left"

    def generation(self, done: Generation) -> None:
        """A line for a generation."""
        self.best = min(self.best, done.least)
        inside = " and ".join(map(str, done.inside))
        self.say(
            f"generation {done.number + 1}/{self.generations}: loss {done.least:.2f} (median"
            f" {done.median:.2f}, best so far {self.best:.2f}), {inside} facts inside, step"
            f" {done.step:.3f}"
        )

    def say(self, text: str) -> None:
        """A line, with the time left."""
        left = self.left()
        self.screen.print(f"{text}; {left}" if left else text, soft_wrap=True)


@contextmanager
def watching(settings: Mapping[str, Any]) -> Iterator[Watch]:
    """A watch over a calibration, while it lasts."""
    screen = aside()
    with runs_bar(screen) as bar:
        yield Watch(screen, bar, settings)
