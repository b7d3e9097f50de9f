"""Real organisations, which are not part of the project: skipped where they are absent."""

import csv
from pathlib import Path

import numpy as np
import pytest

from orgsim.errors import UserError
from orgsim.organisation import describe, read_organisation

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
MANUFACTURER = DATA / "manufacturing_email"
KRACKHARDT = DATA / "krackhardt_hightech"
needs_manufacturer = pytest.mark.skipif(
    not MANUFACTURER.is_dir(), reason="shared/data/manufacturing_email is not beside the checkout"
)
needs_krackhardt = pytest.mark.skipif(
    not KRACKHARDT.is_dir(), reason="shared/data/krackhardt_hightech is not beside the checkout"
)
MAIL = {
    "superior": "reports_to",
    "ties": MANUFACTURER / "email_monthly.csv",
    "source": "recipient",
    "target": "sender",
    "weight": "count",
    "directed": True,
}


@needs_manufacturer
def test_the_manufacturer_reads_as_published():
    organisation, _ = read_organisation(MANUFACTURER / "reports_to.csv", superior="reports_to")
    found = describe(organisation)
    assert (found["people"], found["levels"], found["leaders"]) == (154, 6, 34)
    assert found["span_of_control"] == {"mean": 4.5, "median": 4.0, "max": 13}
    assert organisation.label(0) == "86"


@needs_manufacturer
def test_the_manufacturer_s_mail_runs_as_published():
    """Nurek & Michalski (2020): 15.8 % along the line, 13.0 % within units, reciprocity .88."""
    organisation, notes = read_organisation(
        MANUFACTURER / "reports_to.csv", **MAIL, drop_outsiders=True
    )
    found = describe(organisation)
    assert found["share_of_weight"]["superior_and_report"] == pytest.approx(0.158, abs=0.001)
    assert found["share_of_weight"]["within_unit"] == pytest.approx(0.130, abs=0.001)
    assert found["reciprocity"] == pytest.approx(0.88, abs=0.005)
    assert notes.tie_rows == 18_776
    assert notes.outsiders == 96


@needs_manufacturer
def test_mail_of_people_outside_the_chart_is_refused_unless_dropped():
    with pytest.raises(UserError, match="row 307: the source '51' is not an id of the chart"):
        read_organisation(MANUFACTURER / "reports_to.csv", **MAIL)


@needs_krackhardt
def test_krackhardt_s_managers_stand_on_the_levels_stated(tmp_path):
    superior = dict(list(csv.reader((KRACKHARDT / "reports.csv").open()))[1:])
    nodes = csv.DictReader((KRACKHARDT / "nodes.csv").open())
    rows = [(node["id"], superior.get(node["id"], ""), node["level"]) for node in nodes]
    with (tmp_path / "chart.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("id", "superior", "level"), *rows])
    organisation, _ = read_organisation(
        tmp_path / "chart.csv", level="level", ties=KRACKHARDT / "advice.csv", directed=True
    )
    assert organisation.people == 21
    assert organisation.label(0) == "7"
    stated = np.array(organisation.attributes["level"], int)
    np.testing.assert_array_equal(organisation.level, stated - 1)
    assert len(organisation.tie_to) == 190
