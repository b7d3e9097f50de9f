"""The notebook of the first hour runs from top to bottom, and says and shows something."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from patience import PATIENCE

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "first_hour.ipynb"


@pytest.fixture(scope="module")
def executed():
    """The notebook as it looks once its cells have run in the folder it stands in."""
    where = {"metadata": {"path": str(NOTEBOOK.parent)}}
    return NotebookClient(kept(), timeout=PATIENCE, resources=where).execute()


def kept():
    """The notebook as it is kept."""
    found = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(found)
    return found


def outputs(notebook, kind):
    """What cells put out: the data of a kind of all outputs."""
    return [
        output["data"][kind]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if kind in output.get("data", {})
    ]


def test_it_is_kept_without_outputs():
    assert all(
        not cell.outputs and cell.execution_count is None
        for cell in kept().cells
        if cell.cell_type == "code"
    )


@pytest.mark.slow
def test_it_draws_three_figures_and_shows_a_table(executed):
    assert len(outputs(executed, "image/png")) == 3
    assert any("levers.leader_modelling" in table for table in outputs(executed, "text/html"))


@pytest.mark.slow
def test_what_it_says_of_pairs_is_so(executed):
    """The error of paired differences is the smaller one, of every measure."""
    text = "".join(
        output["text"]
        for cell in executed.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream"
    )
    lines = [line for line in text.splitlines() if "nothing in common" in line]
    assert len(lines) == 3
    for line in lines:
        paired, alone = (float(part.split()[0].rstrip(")")) for part in line.split("±")[1:])
        assert 0 < paired < alone
