"""A link to another page of ours, which takes along what is held when it is followed."""

import solara
from solara.routing import _location_context

from orgsim.ui.shared import session


@solara.component
def PageLink(path: str, children: list[solara.Element] = [], here: bool = False):  # noqa: B006
    """A link to a page, with the scenario and those that are compared; `here` if it is open.

    They are those of the moment of the click: what was changed just before may not be drawn yet.
    """
    location = solara.use_context(_location_context)

    def go(*_) -> None:
        location.pathname = session.link(path)

    current = {"aria-current": "page"} if here else {}
    link = solara.v.Html(
        tag="a", children=children, attributes={"href": session.link(path), **current}
    )
    solara.v.use_event(link, "click.prevent.stop", go)
