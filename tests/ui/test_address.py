"""The address bar: it is renewed only while the page it was meant for is still the one asked for."""

import time

import pytest
import solara
from patience import PATIENCE
from solara.routing import Router, router_context

from orgsim.ui.shared import address, session
from orgsim.ui.shared.scenarios.scenario import Scenario


@pytest.fixture(autouse=True)
def _scenario(monkeypatch):
    before = session.scenario.peek()
    monkeypatch.setattr(address, "SETTLED_SECONDS", 0.05)
    session.scenario.value = Scenario("retail")
    yield
    session.scenario.value = before


class Addresses:
    """Addresses as the server holds them: also ones that were asked for and are not drawn yet."""

    def __init__(self, now: str) -> None:
        self.now, self.asked = now, 0

    def set(self, wish) -> None:
        self.now = wish(self.now) if callable(wish) else wish
        self.asked += 1

    def drawn(self, path: str) -> None:
        """Draw the address bar of `path` and wait until it has settled."""

        @solara.component
        def page():
            router_context.provide(Router(path, [], set_path=self.set))
            address.Address()

        _, rendered = solara.render(page(), handle_error=False)
        until = time.monotonic() + PATIENCE
        while not self.asked and time.monotonic() < until:
            time.sleep(0.01)
        rendered.close()


def test_the_scenario_is_written_into_the_address():
    addresses = Addresses("/")
    addresses.drawn("/")
    assert addresses.now == f"/?{Scenario('retail').to_query()}"


def test_a_page_opened_meanwhile_stays_open():
    addresses = Addresses("/compare?preset=retail")
    addresses.drawn("/")
    assert addresses.now == "/compare?preset=retail"
