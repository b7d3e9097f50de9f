"""Every programme alone: a panel of bars, all for the same weeks."""

import solara

from orgsim.number_text import count
from orgsim.ui.explore.bar_charts import programmes_chart
from orgsim.ui.explore.programme_effects import LENGTHS, effects, programme_words, programmes
from orgsim.ui.explore.stream_status import Status
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.streaming import use_stream
from orgsim.ui.shared.exports.download_buttons import Download
from orgsim.ui.shared.exports.downloads import programmes_csv
from orgsim.ui.shared.inputs import Choice, Words
from orgsim.ui.shared.panel import Panel

ABOUT = (
    "A comparison on equal terms: each programme is added at full strength, for its own group,"
    " from week 1 and for the same number of weeks. A programme that the scenario already has"
    " keeps its settings, and is compared with the scenario without it. Pale bars are open; black"
    " lines are 95 % intervals."
)
WHOLE_RUN = 0
"""The choice of the whole run, which no number of weeks is."""


@solara.component
def ProgrammesAlone(measure: str) -> None:
    """What every programme does to a measure by itself."""
    scenario = session.scenario.value
    weeks, set_weeks = solara.use_state(WHOLE_RUN)
    horizon = scenario.config().run.weeks
    lengths = {n: f"for {count(n, 'week')}" for n in LENGTHS if n < horizon}
    chosen = weeks if weeks in lengths else WHOLE_RUN
    stream, cancel = use_stream(
        lambda stopped: programmes(scenario, chosen or None, stopped), [scenario, chosen]
    )
    found = stream.latest
    with Panel("Every programme alone", ABOUT):
        Choice("How long", {WHOLE_RUN: "for the whole run", **lengths}, chosen, set_weeks)
        known = found if found and found.base else None
        Status(stream, cancel, count(known.replications, "replication") if known else "")
        if known:
            shown = effects(known, measure)
            for sentence in programme_words(shown, known, measure):
                Words(sentence, "mb-1", "p")
            chart = programmes_chart(shown, measure)
            Chart(chart, 90 + 26 * len(shown), "Programmes by their effect")
            Download(
                "All measures of programmes (CSV)",
                lambda: programmes_csv(known),
                "orgsim-programmes.csv",
                "text/csv",
            )
