"""Closed app: the pages as an ASGI application that answers nobody but its own pages."""

import html
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from orgsim.ui.guard import (
    AGAIN,
    OPEN_TO_ALL,
    Guard,
    address_of,
    is_again,
    is_own_post,
    is_own_socket,
)
from orgsim.ui.page_html import page_html

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

CLOSED = ("/resourcez",)
"""What Solara reveals about its work on request."""

POLICY = (
    "default-src 'self'",
    "script-src 'self' 'nonce-{nonce}' 'unsafe-eval' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
"""What a page may load and do. Vue makes templates into functions in the browser, which is eval;
widgets come as modules of their own, which are blobs; and components carry their styles."""

COMPRESSED = ("/static/", "/jupyter/", "/_solara/")
"""Below these are no documents, which are changed on their way."""

NO_TOKEN = (
    "Open the address that orgsim ui printed, including its token; ask the person who started it."
)
MOMENT = "If this page stays, open the address including its token."

FIXED: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


def closed(inner: Application, guard: Guard) -> Application:
    """The application behind a guard, with headers that close its pages on every answer."""

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await inner(scope, receive, send)
        elif scope["type"] == "websocket":
            headers = _headers(scope)
            known = not guard.wrong_host(headers) and guard.shows_token(headers)
            if known and is_own_socket(headers):
                await inner(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 1008})  # before it is open: 403
        else:
            nonce = secrets.token_urlsafe(16)
            await _answer(inner, guard, scope, receive, _sealed(send, nonce))

    return application


async def _answer(
    inner: Application, guard: Guard, scope: Message, receive: Receive, send: Send
) -> None:
    """The answer to a request: a page, or why there is none."""
    headers, path, query = _headers(scope), scope["path"], scope["query_string"].decode("latin-1")
    if wrong := guard.wrong_host(headers):
        await _line(send, 403, wrong)
    elif scope["method"] not in ("GET", "HEAD") and not is_own_post(headers):
        await _line(send, 403, "Other pages cannot send anything here.")
    elif path in CLOSED:
        await _line(send, 404, "There is no such page.")
    elif guard.brings_token(query):
        await _line(send, 303, MOMENT, [_location(address_of(path, query)), _cookie(guard)])
    elif path != OPEN_TO_ALL and not guard.shows_token(headers):
        again = "" if is_again(query) else address_of(path, query, **{AGAIN: "1"})
        await _line(send, 403, MOMENT if again else NO_TOKEN, again=again)
    elif guard.token and is_again(query):
        await _line(send, 303, MOMENT, [_location(address_of(path, query))])
    else:
        await inner(scope if path.startswith(COMPRESSED) else _uncompressed(scope), receive, send)


def _sealed(send: Send, nonce: str) -> Send:
    """Send with headers that close a page, and pages with scripts of their own marked."""
    policy = "; ".join(POLICY).format(nonce=nonce).encode()
    kept: list[Message] = []

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message["headers"], *FIXED, (b"content-security-policy", policy)]
            message = {**message, "headers": headers}
            if _is_document(headers):
                kept.append(message)
                return
        elif kept and message["type"] == "http.response.body":
            kept.append(message)
            if not message.get("more_body", False):
                for part in _marked(kept, nonce):
                    await send(part)
            return
        await send(message)

    return sealed


def _marked(kept: list[Message], nonce: str) -> tuple[Message, Message]:
    """Start and body of a document that came in parts."""
    start, *parts = kept
    body = b"".join(part.get("body", b"") for part in parts)
    body = page_html(body, nonce) if body else body
    headers = [(name, value) for name, value in start["headers"] if name != b"content-length"]
    headers += [(b"content-length", str(len(body)).encode())] if body else []
    return {**start, "headers": headers}, {"type": "http.response.body", "body": body}


async def _line(
    send: Send, status: int, said: str, more: Headers | None = None, again: str = ""
) -> None:
    """A page of one line, from which a browser goes on to `again` by itself."""
    onward = f"0; url={html.escape(again)}"
    refresh = f'<meta http-equiv="refresh" content="{onward}">' if again else ""
    head = f"<!doctype html><html><head><title>orgsim</title>{refresh}</head>"
    body = f"{head}<body><p>{html.escape(said)}</p></body></html>\n".encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers + (more or [])})
    await send({"type": "http.response.body", "body": body})


def _location(address: str) -> tuple[bytes, bytes]:
    return b"location", address.encode()


def _cookie(guard: Guard) -> tuple[bytes, bytes]:
    said = f"{guard.cookie}={guard.token}; Path=/; HttpOnly; SameSite=Strict"
    return b"set-cookie", said.encode()


def _is_document(headers: Headers) -> bool:
    kinds = (value for name, value in headers if name == b"content-type")
    return any(value.startswith(b"text/html") for value in kinds)


def _uncompressed(scope: Message) -> Message:
    """A request whose answer comes as it is."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def _headers(scope: Message) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
