"""The whole run, stage by stage."""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from calibration.again import Again
from calibration.chains import Chains, steps_of
from calibration.coverage import coverage
from calibration.emulator import Emulator
from calibration.ensemble import Inferred, Kept, Simulated, infer
from calibration.forward import Simulator, processes
from calibration.leave_one_out import leave_one_out
from calibration.observations import inside
from calibration.organisations import MANUFACTURER, organisations
from calibration.posterior import begun, posterior
from calibration.priors import KEYS
from calibration.region import CAUTION, Region, region
from calibration.report import Found, write_report
from calibration.start import start_of
from orgsim.inference.smoother import Localisation
from orgsim.io.provenance import NUMBERS, sources

COVERAGE_SEED = 10_000
"""Added to the seed of the run for what is done over the emulator."""

ENSEMBLE = ("ensemble", "forward", "observations", "organisations", "priors", "start")
REGION = (*ENSEMBLE, "chains", "emulator", "posterior", "region")
"""Files of this folder that simulations of the ensemble, and of the chains, depend on."""

SIMULATED = ("members", "people", "seed", "steps", "localisation", "spread")
"""Settings that simulations depend on."""


def run(
    settings: Mapping[str, Any], jobs: int, out: Path, chart: Path, say: Callable[[str], None]
) -> Found:
    """Infer, predict, test on made-up truths, leave trials out; write the report into out/report."""
    places = organisations(chart, settings["people"])
    if MANUFACTURER not in places:
        say(f"{chart}: no chart of the manufacturer there; the generated organisation stands alone")
    about: dict[str, Any] = {
        **{name: settings[name] for name in SIMULATED},
        "organisations": list(places),
        "code": code_hash(ENSEMBLE),
    }
    start = start_of(settings["centre"], settings["spread"])
    about |= {"centre_at_start": dict(zip(KEYS, start.centre.tolist(), strict=True))}
    localisation = Localisation(settings["localisation"])
    members, steps, seed = settings["members"], settings["steps"], settings["seed"]
    with processes(jobs) as mapped:
        kept = Kept(out, Simulator(places, seed, mapped, _Watch(say)), about)
        inferred = infer(
            kept, start, members, steps, seed, localisation, lambda *told: say(_of_step(*told))
        )
        about |= {"bands": settings["bands"], "code_of_chains": code_hash(REGION)}
        kept = kept._replace(about=about)
        first, centre = begun(kept, inferred, settings["bands"])
        around = region(
            kept,
            inferred,
            first,
            centre,
            settings["chain_steps"],
            seed,
            lambda *found: say(_of_chains(*found)),
        )
        sets = posterior(kept, around, settings["replications"])
    say(f"{len(sets.normal)} sets; {sets.asked:g} bands were asked for")
    again = over_emulator(inferred, around, list(places))
    truths = coverage(again, settings["truths"], seed + COVERAGE_SEED)
    say("made-up truths covered: " + _shares(truths))
    left_out = leave_one_out(again, seed + COVERAGE_SEED)
    found = Found(
        {**about, **_plain(settings)}, list(places), inferred, around, sets, truths, left_out
    )
    write_report(found, out / "report")
    return found


def over_emulator(inferred: Inferred, around: Region, places: Sequence[str]) -> Again:
    """The emulator of all simulations there are, and steps by its slopes."""
    emulator = Emulator([*inferred.iterations, *around.simulated])
    errors = inferred.data.error
    steps = steps_of(emulator.slopes(around.centre), errors, CAUTION)
    return Again(emulator, places, around, steps, errors)


def _plain(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings fit for JSON; of the centre's file, its values are told besides."""
    return {name: value for name, value in settings.items() if name != "centre"}


def code_hash(parts: Sequence[str]) -> str:
    """A number that changes with the code that simulations and measures of evidence depend on.

    The parameter sets that are shipped are none of it: what is inferred does not begin with them.
    """
    here = [Path(__file__).with_name(f"{name}.py") for name in parts]
    package = sources([*NUMBERS, "evidence/**/*.py", "inference/smoother.py"])
    read = b"".join(path.read_bytes() for path in [*package, *here])
    return hashlib.sha256(read).hexdigest()[:16]


def _of_step(step: int, found: Simulated) -> str:
    met = inside(found.outputs[:, :, 0]).sum(axis=-1).mean(axis=-1)
    return f"iteration {step}: {met.mean():.1f} bands met in the mean, {met.max():.1f} at the most"


def _of_chains(step: int, chains: Chains) -> str:
    return (
        f"step {step}: {chains.taken.mean():.0%} of the chains moved; {np.median(chains.met):.1f} bands"
        f" met in the median, {chains.met.min():.1f} at least; {chains.spread:.2f} of the priors' spread"
    )


def _shares(truths: Any) -> str:
    by_kind = truths.groupby("kind", sort=False)["within"].mean()
    return ", ".join(f"{kind} {share:.0%}" for kind, share in by_kind.items())


class _Watch:
    """Says every so often how many simulations of a stage are done, and how long the others take."""

    EVERY = 30.0

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._begun = self._said = time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if done == 1:
            self._begun = now
        if now - self._said > self.EVERY and done > 1:
            self._said = now
            left = (now - self._begun) / (done - 1) * (of - done)
            self._say(f"  {done} of {of} simulations, {left / 60:.0f} min left")
