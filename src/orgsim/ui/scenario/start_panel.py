"""Where a scenario starts: a preset and one of its variants."""

import solara

from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Section, Words
from orgsim.ui.shared.presets import PRESETS, variants
from orgsim.ui.shared.scenario import OWN, Scenario

SENTENCES = {
    "baseline": "400 people; words, deeds and time are ordinary.",
    "startup": "A founder who joins in, until there are too many to join.",
    "hospital": "Wards, forms and leaders who are seldom on them.",
    "retail": "Shops whose training did not stick.",
    "imported": "62 people from a chart, with ties and a survey.",
}
"""One sentence for each preset."""


@solara.component
def Start():
    """Cards of the presets, and the variants of the chosen one."""
    shown = session.scenario.value
    title = "Your file" if shown.preset == OWN else PRESETS[shown.preset]
    with Section("Where to start", note=title, begin=True):
        with solara.Div(classes=["os-presets"]):
            for name in PRESETS:
                Preset(name, name == shown.preset)
        if shown.preset != OWN and variants(shown.preset):
            Variants(shown)
        if shown.files:
            Words("Simulated on the files that you uploaded.")


@solara.component
def Preset(name: str, chosen: bool):
    """A preset that can be picked."""
    solara.Button(
        on_click=lambda: session.begin(Scenario(name)),
        classes=["os-preset", *(["chosen"] if chosen else [])],
        attributes={"aria-pressed": "true" if chosen else "false"},
        children=[
            solara.v.Html(tag="b", children=[PRESETS[name]]),
            solara.v.Html(tag="span", children=[SENTENCES[name]]),
        ],
    )


@solara.component
def Variants(shown: Scenario):
    """The scenarios that come with a preset."""
    labels = {"Nothing added": None} | {
        name.replace("_", " ").capitalize(): name for name in variants(shown.preset)
    }
    current = next(label for label, name in labels.items() if name == shown.variant)

    def pick(label: str) -> None:
        session.begin(Scenario(shown.preset, labels[label]))

    solara.Select(
        "Variant",
        list(labels),
        current,
        on_value=pick,
        dense=True,
    )
