"""Where a scenario starts: a preset and one of its variants."""

import solara

from orgsim.name_text import label_of
from orgsim.ui.shared import session
from orgsim.ui.shared.inputs import Choice, Section, Words
from orgsim.ui.shared.scenarios.presets import presets, sentence, variants
from orgsim.ui.shared.scenarios.scenario import OWN, Scenario


@solara.component
def Start():
    """Cards of the presets, and the variants of the chosen one."""
    shown = session.scenario.value
    title = "Your file" if shown.preset == OWN else presets()[shown.preset]
    with Section("Where to start", note=title, begin=True):
        with solara.Div(classes=["os-presets"]):
            for name in presets():
                Preset(name, name == shown.preset)
        if shown.preset != OWN and "chart" not in shown.kinds:  # whose people are other ones
            Words(sentence(shown.preset))
        if shown.preset != OWN and variants(shown.preset):
            Variants(shown)
        if shown.files:
            Words("Its people are those in the files that you uploaded.")


@solara.component
def Preset(name: str, chosen: bool):
    """A preset that can be picked."""
    solara.Button(
        on_click=lambda: session.begin(Scenario(name)),
        classes=["os-preset", *(["chosen"] if chosen else [])],
        attributes={"aria-pressed": "true" if chosen else "false", "title": sentence(name)},
        children=[solara.v.Html(tag="b", children=[presets()[name]])],
    )


@solara.component
def Variants(shown: Scenario):
    """The scenarios that come with a preset, by their place: names of one's own may look alike."""
    names = (None, *variants(shown.preset))
    labels = [label_of(name) if name else "Nothing added" for name in names]
    Choice(
        "Variant",
        dict(enumerate(labels)),
        names.index(shown.variant),
        lambda place: session.begin(Scenario(shown.preset, names[place])),
    )
