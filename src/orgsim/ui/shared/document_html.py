"""Reading: HTML made from our own documents, and how it looks."""

import solara

from orgsim.ui.shared.resources import resource

CSS = resource("document.css")


@solara.component
def Reading(html: str) -> None:
    """HTML of a document of ours; never of anything that a user wrote."""
    with solara.Div():
        solara.Style(CSS)
        solara.HTML(tag="div", unsafe_innerHTML=html, classes=["os-read"])


@solara.component
def Came(text: str) -> None:
    """What a run came to, in a line."""
    with solara.Div():
        solara.Style(CSS)
        solara.v.Html(tag="div", class_="os-came", attributes={"role": "status"}, children=[text])
