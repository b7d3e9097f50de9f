"""What a sweep leaves is read by pandas, Polars, DuckDB and Arrow as it is."""

import shutil

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small_sweeps import build, run

from orgsim.analysis.result_schema import RESULT_COLUMNS
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES
from orgsim.sweep.read_results import read_rows
from orgsim.sweep.sweep_folder import Store

VARY = {
    "scenario": ["calm", "shaken"],
    "levers.transparency": [0.2, 0.8],
    "organisation.people": [20, 30],
    "mechanisms.turnover": [True, False],
}
COLUMNS = ["point", "replication", *VARY, "weeks", "status", "message", *RESULT_COLUMNS]


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A sweep of 16 points with two replications and three recorded weeks."""
    folder = tmp_path_factory.mktemp("read") / "sweep"
    return run(folder, build(vary=VARY, record_weeks=[0, 3, 6]))


def test_types(swept):
    schema = pq.read_schema(swept.runs_file)
    assert schema.names == COLUMNS
    kinds = {
        "point": pa.int64(),
        "replication": pa.int32(),
        "scenario": pa.string(),
        "levers.transparency": pa.float64(),
        "organisation.people": pa.int64(),
        "mechanisms.turnover": pa.bool_(),
        "weeks": pa.int32(),
        "status": pa.string(),
        "message": pa.string(),
    }
    for name in schema.names:
        assert schema.field(name).type == kinds.get(name, pa.float64())


def test_rows_that_change_while_they_are_read_are_not_mixed(swept, tmp_path):
    """As where orgsim retry-failed writes its table while another process analyses it."""
    store = Store(shutil.copytree(swept.folder, tmp_path / "swept"))
    rows, _ = read_rows(store)
    assert len(rows.column("alignment_end")) == 32
    shutil.copy(store.runs_file, tmp_path / "new")
    (tmp_path / "new").replace(store.runs_file)
    with pytest.raises(UserError, match="another process has changed its rows meanwhile"):
        rows.column("alignment_end")
    store.runs_file.unlink()
    with pytest.raises(UserError, match="its rows cannot be read"):
        rows.column("alignment_end")


def test_every_row_says_what_its_point_is(swept):
    design = pd.read_parquet(swept.design_file)
    rows = pd.read_parquet(swept.runs_file)
    joined = rows.merge(design, on="point", suffixes=("", ".design"))
    assert len(joined) == len(rows) == 32
    for name in VARY:
        assert (joined[name] == joined[f"{name}.design"]).all()
    assert rows.groupby("point")["replication"].apply(list).map(lambda found: found == [0, 1]).all()


def test_a_measure_that_is_not_there_is_null_and_not_nan(swept):
    rows = pq.read_table(swept.runs_file)
    for name in RESULT_COLUMNS:
        assert not rows[name].drop_null().to_pandas().isna().any()
    weeks = pq.read_table(swept.weeks_file)
    flows = [name for name, measure in MEASURES.items() if measure.flow]
    start = weeks.filter(pa.compute.equal(weeks["week"], 0))
    assert all(start[name].null_count == len(start) for name in flows)


def test_pandas_polars_and_duckdb_agree(swept):
    by_pandas = pd.read_parquet(swept.runs_file)
    by_polars = pl.read_parquet(swept.runs_file)
    by_duckdb = duckdb.sql(f"SELECT * FROM '{swept.runs_file}' ORDER BY ALL").df()
    assert by_polars.columns == list(by_pandas.columns) == list(by_duckdb.columns) == COLUMNS
    mean = by_pandas.groupby("scenario")["alignment_end"].mean()
    polars = by_polars.group_by("scenario").agg(pl.col("alignment_end").mean()).sort("scenario")
    assert polars["alignment_end"].to_list() == pytest.approx(mean.tolist(), abs=1e-15)
    text = f"""SELECT scenario, avg(alignment_end) FROM '{swept.runs_file}'
               WHERE "mechanisms.turnover" IN (true, false) GROUP BY ALL ORDER BY ALL"""
    assert [row[1] for row in duckdb.sql(text).fetchall()] == pytest.approx(mean.tolist())


def test_all_parts_at_once(swept):
    """Polars and DuckDB read the parts of a sweep that is still at work, too."""
    pattern = str(swept.parts_folder / "*.parquet")
    assert len(pl.read_parquet(pattern)) == 32
    assert duckdb.sql(f"SELECT count(*) FROM '{pattern}'").fetchall() == [(32,)]


def test_recorded_weeks(swept):
    weeks = pd.read_parquet(swept.weeks_file)
    assert list(weeks.columns) == ["point", "replication", *VARY, "week", *MEASURES]
    assert len(weeks) == 32 * 3
    rows = pd.read_parquet(swept.runs_file).set_index(["point", "replication"])
    last = weeks[weeks.week == 6].set_index(["point", "replication"])
    assert (last["alignment"] == rows["alignment_end"]).all()


def test_weeks_that_some_runs_do_not_live_are_left_out(tmp_path):
    sweep = build(vary={"run.weeks": [2, 4]}, record_weeks=[1, 3])
    weeks = pd.read_parquet(run(tmp_path / "sweep", sweep).weeks_file)
    assert weeks.groupby("run.weeks")["week"].unique().map(list).to_dict() == {2: [1], 4: [1, 3]}
