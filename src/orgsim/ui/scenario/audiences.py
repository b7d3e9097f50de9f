"""Whom something may be for: the usual groups, and the departments and sites of an own chart."""

from collections.abc import Mapping

from orgsim.organisation.chart_groups import chart_audiences
from orgsim.ui.scenario.lever_settings import AUDIENCES
from orgsim.ui.shared import session


def audiences() -> Mapping[str, str]:
    """Groups to pick from, with what they are called; those of a chart once it has been simulated."""
    growing = session.growing.value
    chart = session.scenario.value.config().organisation.chart
    if growing is None or chart is None:
        return AUDIENCES
    result = growing.results["scenario"]
    if result.where is None or result.config.organisation.chart != chart:
        return AUDIENCES
    return {**AUDIENCES, **chart_audiences(result.where.organisation)}
