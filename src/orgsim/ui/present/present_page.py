"""Present: the scenario and the comparison in five steps, in large type, without a header."""

from collections.abc import Callable, Mapping

import solara

from orgsim.config.models import Config
from orgsim.errors import UserError
from orgsim.ui.compare.compared_groups import by_organisation, configs_of
from orgsim.ui.present.big_type import big_type
from orgsim.ui.present.story import Step, story
from orgsim.ui.shared import session
from orgsim.ui.shared.charts.echart import Chart
from orgsim.ui.shared.computing.growing_hooks import use_growing
from orgsim.ui.shared.inputs import Words
from orgsim.ui.shared.scenarios.reference_scenario import reference_of

CSS = """
.os-present { min-height: 100vh; padding: 4vh 5vw 3vh; display: flex; flex-direction: column;
  gap: 2vh; background: var(--card); overflow-wrap: break-word; }
.os-present h1 { font-size: clamp(26px, 4.4vw, 60px); line-height: 1.15; font-weight: 650;
  letter-spacing: -.02em; color: var(--accent); }
.os-present p { font-size: clamp(17px, 2.1vw, 30px); line-height: 1.4; margin: 0 0 .5em;
  max-width: 72ch; }
.os-present .os-much p { font-size: clamp(16px, 1.6vw, 24px); margin-bottom: .35em; max-width: 100ch; }
.os-present .os-row { margin-top: auto; }
@media (min-width: 600px) and (min-height: 600px) {
  .os-present .os-row { position: sticky; bottom: 0; background: var(--card); padding: 4px 0; }
}
"""

HEIGHT = 330
"""Of a chart, in pixels: with heading and sentences it fits into a window of 720."""

MUCH = 300
"""Letters of sentences, from which on they are smaller."""


@solara.component_vue("keys.vue")
def Keys(event_move: Callable[[int], None], event_leave: Callable[[object], None]):
    """Arrow keys go on and back, Escape leaves, F fills the screen."""


@solara.component
def Page():
    """One step at a time."""
    at, set_at = solara.use_state(0)
    router = solara.use_router()
    configs, problem = told_configs()
    growing, _, running, _ = use_growing(configs)
    steps = solara.use_memo(
        lambda: (
            story(growing.results, next(iter(configs)), running)
            if growing is not None and set(growing.results) == set(configs)
            else []
        ),
        [growing, tuple(configs), running],
    )
    last = max(0, len(steps) - 1)

    def move(by: int) -> None:
        set_at(lambda now: min(last, max(0, now + by)))

    def leave(*_) -> None:
        router.push(session.link("/compare" if session.compared.peek() else "/"))

    with solara.v.Html(tag="main", class_="os-app os-present", attributes={"id": "content"}):
        solara.Style(CSS)
        Keys(event_move=move, event_leave=leave)
        if steps:
            Told(steps[min(at, last)])
        else:
            Words("Present", "", "h1")
            Words(problem or "Simulating …", "", "p")
        Moves(min(at, last), len(steps), move, leave)


@solara.component
def Told(step: Step):
    """Heading, sentences and chart of a step."""
    much = "os-much" if sum(map(len, step.sentences)) > MUCH else ""
    with solara.v.Html(tag="section", class_=much, attributes={"aria-live": "polite"}):
        Words(step.heading, "", "h1")
        for sentence in step.sentences:
            Words(sentence, "", "p")
        Chart(big_type(step.chart), HEIGHT, step.shows).key(step.heading)


@solara.component
def Moves(at: int, steps: int, move: Callable[[int], None], leave: Callable[[], None]):
    """What the keys do, for those who point."""
    with solara.Div(classes=["os-row"]):
        solara.Button("Back", text=True, disabled=at == 0, on_click=lambda: move(-1))
        solara.Button("Next", text=True, disabled=at + 1 >= steps, on_click=lambda: move(1))
        Words(f"Step {at + 1} of {max(1, steps)}", "os-note", "span")
        solara.v.Spacer()
        Words("Arrow keys go on and back, F fills the screen, Esc leaves.", "os-note", "span")
        solara.Button("Leave", text=True, on_click=leave)


def told_configs() -> tuple[Mapping[str, Config], str]:
    """Scenarios that the story is of, the reference first, and what is wrong with them.

    They are those of the first organisation of which two are compared, or that of the page beside
    its start.
    """
    try:
        groups = by_organisation(session.compared.value)
        told = next((group for group in groups if len(group.scenarios) > 1), None)
        if told is not None:
            return configs_of([told]), ""
        shown = session.scenario.value
        began = reference_of(shown, session.start.value)
        if began is None:
            return {shown.title: shown.config()}, ""
        return {f"{began.title}, as it was": began.config(), shown.title: shown.config()}, ""
    except UserError as error:
        return {}, str(error)
