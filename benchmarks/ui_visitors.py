"""Visitors of `orgsim ui` for `ui_load.py`: in a browser, or at machines of their own.

A browser without a graphics card takes twice the processor of what the server takes for a move, so that
on the machine of the server the browsers would be most of what is measured. `SocketVisitor` sends and
receives what a page in a browser does, and draws nothing.
"""

import asyncio
import json
import re
import urllib.request
from typing import Any
from uuid import uuid4

import websockets
from playwright.async_api import Browser, Page

LEVER = "Leader modelling"
PATIENCE = 180.0
"""Seconds after which a visitor gives up."""

SHOWN = re.compile(r"^\d+ of \d+ replications;")
"""What the page says once the numbers of its scenario are there."""

STALE = "os-stale"
"""The class of a page that shows what was set before."""

FIRST_NUMBERS = """() => new Promise((done) => {
  const began = performance.now();
  let stale = false;
  const watch = new MutationObserver(() => {
    const now = document.querySelector(".os-stale") !== null;
    if (stale && !now) {
      watch.disconnect();
      requestAnimationFrame(() => done((performance.now() - began) / 1000));
    }
    stale = stale || now;
  });
  watch.observe(document.body, { subtree: true, childList: true, attributes: true });
})"""


class BrowserVisitor:
    """A page of a browser; charts are left out."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @classmethod
    async def arrived(cls, browser: Browser, address: str, query: str) -> "BrowserVisitor":
        """A visitor who has seen the first numbers."""
        context = await browser.new_context(viewport={"width": 1280, "height": 720})
        context.set_default_timeout(PATIENCE * 1000)
        page = await context.new_page()
        await page.route("**/echarts.js", lambda route: route.abort())
        await page.goto(f"{address}/{query}")
        await page.get_by_text(SHOWN).first.wait_for()
        return cls(page)

    async def moved(self, value: str) -> float:
        """Seconds from Enter until the page no longer shows what was set before."""
        field = self._page.locator(f'input[type=number][aria-label="{LEVER}"]')
        await field.fill(value)
        numbers = asyncio.ensure_future(self._page.evaluate(FIRST_NUMBERS))
        await field.press("Enter")
        return float(await asyncio.wait_for(numbers, PATIENCE))

    async def left(self) -> None:
        """Close page and browser window, after the page has said so to the server."""
        await self._page.close(run_before_unload=False)
        await self._page.context.close()


class SocketVisitor:
    """The connection of a page, with the widgets that the server keeps at its other end."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._kernel, self._page, self._session, self._control = (uuid4().hex for _ in range(4))
        self._widgets: dict[str, dict[str, Any]] = {}
        self._stale: set[str] = set()
        self._fresh = asyncio.Event()

    @classmethod
    async def arrived(cls, address: str, query: str) -> "SocketVisitor":
        """A visitor who has seen the first numbers."""
        visitor = cls(address)
        await visitor._connected()
        page = {"path": f"/{query}", "appName": None, "themes": None, "dark": False}
        opened = {"comm_id": visitor._control, "target_name": "solara.control", "data": {}}
        await visitor._sent("comm_open", opened)
        await visitor._told(visitor._control, {"method": "run", "args": page})
        await asyncio.wait_for(visitor._fresh.wait(), PATIENCE)
        return visitor

    async def moved(self, value: str) -> float:
        """The same, of what a browser sends as a value and Enter are typed."""
        self._fresh.clear()
        clock = asyncio.get_running_loop().time
        began, field = clock(), self._field()
        typed = {"method": "update", "state": {"v_model": value}, "buffer_paths": []}
        await self._told(field, typed)
        pressed = {"event": "keydown.enter", "data": None}
        await self._told(field, {"method": "custom", "content": pressed})
        await asyncio.wait_for(self._fresh.wait(), PATIENCE)
        return clock() - began

    async def left(self) -> None:
        """Close the connection and say that the page is closed, as a browser does."""
        await self._socket.close()
        await self._reader
        close = f"{self._address}/_solara/api/close/{self._kernel}?session_id={self._page}"
        request = urllib.request.Request(close, data=b"", headers={"Origin": self._address})
        await asyncio.to_thread(lambda: urllib.request.urlopen(request).close())

    async def _connected(self) -> None:
        kernel = f"/jupyter/api/kernels/{self._kernel}/channels?session_id={self._page}"
        self._socket = await websockets.connect(
            self._address.replace("http", "ws", 1) + kernel,
            additional_headers={
                "Origin": self._address,
                "Cookie": f"solara-session-id={self._session}",
            },
            max_size=None,
            ping_timeout=None,
        )
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            heard = json.loads(message if isinstance(message, str) else first_part(message))
            content = heard["content"]
            widget, data = content.get("comm_id"), content.get("data", {})
            match heard["header"]["msg_type"]:
                case "comm_open" if "state" in data:
                    self._seen(widget, data["state"])
                case "comm_msg" if data.get("method") == "update":
                    self._seen(widget, data["state"])
                case "comm_close":
                    self._widgets.pop(widget, None)
                    self._stale.discard(widget)

    def _seen(self, widget: str, changes: dict[str, Any]) -> None:
        """Take over what a widget has become."""
        state = self._widgets.setdefault(widget, {})
        state.update(changes)
        if STALE in str(state.get("class_")).split():
            self._stale.add(widget)
        elif widget in self._stale:
            self._stale.discard(widget)
            self._fresh.set()
        if any(isinstance(each, str) and SHOWN.match(each) for each in state.get("children") or ()):
            self._fresh.set()

    def _field(self) -> str:
        """The field in which the value of the lever is typed."""
        return next(
            widget
            for widget, state in self._widgets.items()
            if state.get("type") == "number"
            and (state.get("attributes") or {}).get("aria-label") == LEVER
        )

    async def _told(self, widget: str, data: dict[str, Any]) -> None:
        await self._sent("comm_msg", {"comm_id": widget, "data": data})

    async def _sent(self, kind: str, content: dict[str, Any]) -> None:
        header = {
            "msg_id": uuid4().hex,
            "msg_type": kind,
            "session": self._page,
            "username": "",
            "version": "5.2",
            "date": "2026-01-01T00:00:00Z",
        }
        message = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}}
        await self._socket.send(json.dumps({**message, "content": content, "buffers": []}))


Visitor = BrowserVisitor | SocketVisitor
"""Somebody with a page of the server."""


def first_part(message: bytes) -> bytes:
    """The text of a message that carries arrays: how many parts, where each begins, and the parts."""
    parts = int.from_bytes(message[:4], "big")
    begins = [int.from_bytes(message[4 * n : 4 * n + 4], "big") for n in range(1, parts + 1)]
    return message[begins[0] : begins[1] if parts > 1 else None]
