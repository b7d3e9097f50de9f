"""Titles of figures that take more than one line."""

from matplotlib.text import Text
from plain_runs import PLAIN

from orgsim.config.models import Config
from orgsim.reporting.documents.scenario_report import figure_of
from orgsim.reporting.summary import summarise
from orgsim.simulation import simulate


def test_no_line_is_broken_between_a_number_and_percent():
    config = Config.model_validate(
        {"run": {**PLAIN, "weeks": 2, "replications": 2}, "organisation": {"people": 10}}
    )
    results = simulate({"nothing": config, "something": config})
    texts = [
        each.get_text() for each in figure_of(summarise(results, "nothing"), results).findobj(Text)
    ]
    (title,) = (text for text in texts if text.startswith("Difference from nothing"))
    assert title.splitlines()[-1] == "95\N{NO-BREAK SPACE}% intervals"
