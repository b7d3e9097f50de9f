"""A small organisation as `orgsim fit` leaves it: fitted.toml and ensemble.parquet, invented."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.config.files import read_config
from orgsim.config.models import Config
from orgsim.io.atomic_files import described
from orgsim.model.states import STATES
from orgsim.organise import draw_organisation

MEMBERS, PEOPLE, SEED = 12, 30, 3
MIDDLE = {
    "parameters.trust_gain": 0.0451,
    "people.resistance.mean": 0.2713,
    "levers.transparency": 0.4127,
    "levers.leader_modelling": 0.1555,
    "groups.1.levers.red_tape": 0.2064,
}
"""Of the ensemble: numbers of the fitted config, of four digits."""

FITTED = f"""
name = "Ward North"
[organisation]
{{organisation}}
ensemble = "ensemble.parquet"
[people.resistance]
mean = 0.2713
[parameters]
trust_gain = 0.0451
[levers]
transparency = 0.4127
leader_modelling = 0.1555
[[groups]]
who = "leaders"
levers = {{{{ workload = 0.65 }}}}
[[groups]]
who = "unit:{{unit}}"
levers = {{{{ red_tape = 0.2064 }}}}
[run]
weeks = 8
replications = 4
seed = {SEED}
redraw_organisation = false
start = "fitted"
[scenarios.nothing]
[scenarios.open_doors]
levers = {{{{ transparency = 0.9 }}}}
[scenarios."Open doors"]
interventions = [{{{{ kind = "presence", who = "leaders" }}}}]
"""

CHART = "id,superior\n" + "".join(
    f"p{k},{f'p{(k - 1) // 5}' if k else ''}\n" for k in range(PEOPLE)
)
"""People p0 to p29, five below each leader."""


def fitted_folder(folder: Path, chart: bool = False) -> Path:
    """Write the folder of a fit, of people from a chart or drawn by the seed."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "chart.csv").write_text(CHART)
    said = 'chart = "chart.csv"' if chart else f"people = {PEOPLE}\nspan_of_control = 5"
    text = FITTED.format(organisation=said, unit="p1" if chart else "2")
    (folder / "fitted.toml").write_text(text)
    (folder / "ensemble.parquet").write_bytes(b"")  # to be there when the config is read
    write_ensemble(folder / "ensemble.parquet", read_config(folder / "fitted.toml").base)
    return folder


def write_ensemble(path: Path, config: Config) -> None:
    """Members around the middle, with states of everybody."""
    some = np.random.default_rng(1)
    people = draw_organisation(config, config.run.seed).organisation
    columns = {key: middle * some.uniform(0.5, 1.5, MEMBERS) for key, middle in MIDDLE.items()}
    for name, state in STATES.items():
        wide = PEOPLE * (len(config.themes) if state.of_themes else 1)
        values = some.uniform(0.2, 0.8, MEMBERS * wide).astype(np.float32)
        columns[f"state.{name}"] = pa.FixedSizeListArray.from_arrays(pa.array(values), wide)
    about = {"base": MIDDLE, "people": people.ids_digest}
    pq.write_table(described(pa.table(columns), fitted=about), path)
