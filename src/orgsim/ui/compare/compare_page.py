"""Compare: up to six scenarios side by side under the same random draws, and what to do first."""

from collections.abc import Callable

import solara

from orgsim.config.models import Config, RunConfig
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES
from orgsim.reporting.scenario_report_text import SAME_DRAWS
from orgsim.ui.compare.compare_charts import colours, curves, forest
from orgsim.ui.compare.compare_state import Comparison, compare
from orgsim.ui.compare.compare_table import costs_table, differences_table
from orgsim.ui.compare.compare_text import advice
from orgsim.ui.scenario.gap_location_panel import WhereItSits
from orgsim.ui.shared import session
from orgsim.ui.shared.compared_address import MOST_COMPARED, left_out
from orgsim.ui.shared.download_buttons import Download, ReportButtons
from orgsim.ui.shared.downloads import weekly_csv
from orgsim.ui.shared.echart import Chart
from orgsim.ui.shared.inputs import Choice, Words
from orgsim.ui.shared.panel import Panel
from orgsim.ui.shared.plain_table import Table
from orgsim.ui.shared.presets import YOURS, presets, variants
from orgsim.ui.shared.replication_stream import Growing
from orgsim.ui.shared.scenario import Scenario, drawn_as_fitted
from orgsim.ui.shared.theme import PLAIN

SIDE_BY_SIDE = {
    "display": "grid",
    "grid-template-columns": "repeat(auto-fit, minmax(min(100%, 440px), 1fr))",
    "gap": "16px",
    "align-items": "start",
}
OFFERED = (YOURS, "retail", "hospital", "baseline")
"""Presets whose scenarios are offered before any is there."""

COSTS = (
    "Hours and money are those of the programmes over the whole run, counted in the organisation of the"
    " first replication; all are assumed unless the scenario has its own. In brackets 95 % intervals."
)
PAIRED = (
    f"In brackets the 95 % interval, replication by replication: {SAME_DRAWS}. “Open”: the interval"
    " holds 0, so that chance alone could have done it. Where replications have parameter sets of their"
    " own: in how many of the sets a difference has its sign, and how much of its variance is"
    " parameters, the rest being randomness."
)


@solara.component
def Page() -> None:
    """Scenarios to pick, what to do first, and the numbers behind it."""
    scenarios = session.compared.value
    titles = [each.title for each in scenarios]
    configs, problem = configs_of(scenarios)
    growing, stale, running, cancel = session.use_growing(configs)
    with solara.Div(classes=["os-main"]):
        _Chosen(titles)
        _NotInAddress()
        if problem:
            solara.Error(problem)
        if not scenarios:
            _Start()
        elif growing is None or set(growing.results) != set(titles):
            solara.Text("Simulating …" if running else "Nothing simulated yet.")
            solara.ProgressLinear(running)
        else:
            _Progress(growing, stale, running, cancel)
            with solara.Div(classes=["os-stale"] if stale else []):
                _Results(growing, titles[0])
            if not stale:
                ReportButtons(scenarios, growing)
                Download(
                    "Weekly numbers (CSV)",
                    lambda: weekly_csv(growing.results),
                    "orgsim-comparison.csv",
                    "text/csv",
                )


def configs_of(scenarios: tuple[Scenario, ...]) -> tuple[dict[str, Config], str | None]:
    """Configs by title; weeks, replications and seed are the first's, so that draws are shared.

    Where a seed has drawn people who were then asked, all have that one. Each begins as it does alone.
    """
    try:
        configs = {each.title: each.config() for each in scenarios}
    except UserError as error:
        return {}, str(error)
    first = next(iter(configs.values()), Config())
    seed = next(
        (each.run.seed for each in configs.values() if drawn_as_fitted(each)), first.run.seed
    )
    return {title: _beside(config, first.run, seed) for title, config in configs.items()}, None


def _beside(config: Config, run: RunConfig, seed: int) -> Config:
    """A config that is run as others are; how it begins is its own."""
    own = {key: getattr(config.run, key) for key in ("start", "redraw_organisation")}
    return config.model_copy(update={"run": run.model_copy(update={**own, "seed": seed})})


@solara.component
def _Start() -> None:
    with Panel("Compare what could be done"):
        solara.Text(
            f"Put up to six scenarios beside each other: {SAME_DRAWS}, so that what differs between them"
            " is what was done."
        )
        with solara.Div(classes=["os-row"], style={"margin-top": "16px"}):
            for preset in (one for one in OFFERED if one in presets() and variants(one)):
                solara.Button(
                    f"{presets()[preset]}: {_how_many(preset)}",
                    on_click=lambda preset=preset: _add_variants(preset),
                    outlined=True,
                    color="primary",
                )


def _how_many(preset: str) -> str:
    """Which of a preset's scenarios there is room for."""
    most = MOST_COMPARED
    fits = len(variants(preset)) <= most
    return "all its scenarios" if fits else f"the first {most} of its scenarios"


def _add_variants(preset: str) -> None:
    for variant in variants(preset)[:MOST_COMPARED]:
        session.add(Scenario(preset, variant).named(variant.replace("_", " ")))


@solara.component
def _Chosen(titles: list[str]) -> None:
    """The scenarios, each with what can be done with it, and what can be added."""
    renaming, set_renaming = solara.use_state(-1)
    colour = colours(titles)
    full = len(titles) >= MOST_COMPARED
    with solara.Div(classes=["os-row"]):
        solara.Button(
            "Add the current scenario",
            icon_name="mdi-plus",
            on_click=lambda: session.add(session.scenario.value),
            color="primary",
            disabled=full,
        )
        _AddVariant(full)
        solara.v.Spacer()
        solara.Button(
            "Undo",
            icon_name="mdi-undo",
            text=True,
            on_click=session.undo,
            disabled=not session.past.value,
        )
        solara.Button(
            "Redo",
            icon_name="mdi-redo",
            text=True,
            on_click=session.redo,
            disabled=not session.future.value,
        )
    with solara.Div(classes=["os-row"]):
        for number, title in enumerate(titles):
            with solara.Div(
                style={
                    "border": "1px solid #D9D9D9",
                    "border-left": f"6px solid {colour[title]}",
                    "border-radius": "8px",
                    "background": "#FFFFFF",
                    "padding": "6px 8px 6px 12px",
                    "min-width": "180px",
                }
            ).key(f"{number} {title}"):
                if renaming == number:
                    _Rename(number, title, lambda: set_renaming(-1))
                else:
                    _Named(number, title, full, set_renaming)


@solara.component
def _Named(number: int, title: str, full: bool, set_renaming: Callable[[int], None]) -> None:
    router = solara.use_router()
    solara.Text(title, style={"font-weight": "600"})
    with solara.Div(style={"display": "flex", "align-items": "center"}):
        if number == 0:
            solara.Text("the reference", style={"color": PLAIN, "margin-right": "12px"})
        else:
            solara.Button(
                "make reference",
                text=True,
                dense=True,
                small=True,
                style={"padding": "0 6px 0 0"},
                on_click=lambda: session.make_reference(number),
                attributes={"aria-label": f"Make {title} the reference"},
            )
        _Small("mdi-pencil", f"Rename {title}", lambda: set_renaming(number))
        _Small("mdi-content-copy", f"Duplicate {title}", lambda: session.duplicate(number), full)
        _Small("mdi-open-in-app", f"Open {title}", lambda: _open(number, router.push))
        _Small("mdi-close", f"Remove {title}", lambda: session.remove(number))


def _open(number: int, go: Callable[[str], None]) -> None:
    opened = session.compared.value[number]
    if session.change(opened):
        go(session.link("/", opened))


@solara.component
def _NotInAddress() -> None:
    """Which scenarios are gone when the page is loaded again."""
    names = ", ".join(
        f"“{each.title}”" for each in left_out(session.scenario.value, session.compared.value)
    )
    if names:
        Words(
            f"No address holds uploaded files, so these are gone when the page is loaded again: {names}."
            " Save them as Scenario (TOML) or in a report."
        )


@solara.component
def _Small(icon: str, meaning: str, on_click: Callable[[], object], disabled: bool = False) -> None:
    with solara.Tooltip(meaning):
        solara.Button(
            icon_name=icon,
            icon=True,
            small=True,
            disabled=disabled,
            on_click=on_click,
            attributes={"aria-label": meaning},
        )


@solara.component
def _Rename(number: int, title: str, done: Callable[[], None]) -> None:
    name = solara.use_reactive(title)

    def rename(value: str) -> None:
        if value.strip() == title or session.rename(number, value):
            done()

    solara.InputText("Name, then Enter", value=name, on_value=rename, autofocus=True)


@solara.component
def _AddVariant(full: bool) -> None:
    """A scenario of a preset's file, picked from a list."""
    choices = [Scenario(preset, variant) for preset in presets() for variant in variants(preset)]

    def pick(place: int | None) -> None:
        if place is not None:
            scenario = choices[place]
            session.add(scenario.named((scenario.variant or "").replace("_", " ")))

    solara.v.Autocomplete(
        label="Add a ready scenario",
        items=[{"text": each.title, "value": place} for place, each in enumerate(choices)],
        v_model=None,
        on_v_model=pick,
        dense=True,
        outlined=True,
        hide_details=True,
        disabled=full,
        style_="max-width: 320px",
    )


@solara.component
def _Progress(growing: Growing, stale: bool, running: bool, cancel: Callable[[], None]) -> None:
    if not stale and (growing.complete or not running):
        return
    said = f"{growing.replications} of {growing.wanted} replications"
    if stale:
        said = f"{'Simulating' if running else 'Stopped'}; the numbers are of what was set before."
    with solara.Div(classes=["os-row"]):
        solara.Text(said)
        if running:
            solara.Button("Stop here", text=True, small=True, on_click=cancel)
    if running:
        solara.ProgressLinear(stale or 100 * growing.replications / growing.wanted)


@solara.component
def _Results(growing: Growing, reference: str) -> None:
    measure, set_measure = solara.use_state("message_practice_gap")
    found = solara.use_memo(lambda: compare(growing.results, reference), [growing, reference])
    with solara.Div(classes=["os-main"]):
        with Panel():
            for number, sentence in enumerate(advice(found)):
                title = "os-title mb-2" if number == 0 else "mb-1"
                Words(sentence, title, "p")
        with solara.Div(classes=["os-main"], style=SIDE_BY_SIDE):
            with Panel("Week by week", "Lines are means, bands their 95 % intervals."):
                _PickMeasure(measure, set_measure)
                Chart(curves(growing.results, measure), 340, f"{MEASURES[measure].label} by week")
            if found.others:
                with Panel(
                    "How much of the gap it closes",
                    "Dots are means, lines 95 % intervals; grey: open.",
                ):
                    Chart(forest(found), 110 + 46 * len(found.others), "Gap closed by scenario")
        _Tables(found)
        _Where(growing)


@solara.component
def _PickMeasure(measure: str, set_measure: Callable[[str], None]) -> None:
    labels = {name: each.label for name, each in MEASURES.items()}
    Choice("Measure", labels, measure, set_measure)


@solara.component
def _Tables(found: Comparison) -> None:
    with solara.Div(classes=["os-main"]):
        with Panel("What it takes, and what it gives for an hour", COSTS):
            Table(costs_table(found))
        if found.others:
            with Panel(f"Differences from “{found.reference}” at the end", PAIRED):
                Table(differences_table(found))


@solara.component
def _Where(growing: Growing) -> None:
    shown, set_shown = solara.use_state("")
    names = list(growing.results)
    name = shown if shown in names else names[0]
    with Panel("Where the gap sits"):
        if len(names) > 1:
            Choice("Scenario", dict(zip(names, names, strict=True)), name, set_shown)
        WhereItSits(growing, name)
