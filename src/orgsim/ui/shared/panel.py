"""A panel: a card with a heading, as all pages have them."""

import solara


@solara.component
def Panel(heading: str = "", note: str = "", children: list[solara.Element] = []):  # noqa: B006
    """What belongs together, under its heading, with a note at the foot."""
    with solara.Div(classes=["os-card"]):
        if heading:
            solara.v.Html(tag="h2", class_="os-heading", children=[heading])
        solara.Div(children=children)
        if note:
            solara.v.Html(tag="div", class_="os-note mt-2", children=[note])
