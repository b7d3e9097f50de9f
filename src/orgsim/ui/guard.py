"""Guard: who is answered, by the names that a request gives and the token that it shows."""

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""Names under which a machine calls itself."""

TOKEN = "token"
"""Key of the token in the address that is printed."""

AGAIN = "again"
"""Key of an address that is asked for once more, by our own answer: a browser that came by a link of
somebody else keeps a strict cookie back at first."""

OPEN_TO_ALL = "/readyz"
"""Says that the server is there, and nothing else: no token is asked for."""


@dataclass(frozen=True)
class Guard:
    """Who is answered.

    hosts        names of the server, in small letters
    any_address  whether it is answered under whatever numeric address: names alone can be bent to
                 lead a foreign page here, so those have to be known
    token        what has to be shown, nothing if empty
    cookie       under which name a browser keeps it
    """

    hosts: frozenset[str]
    any_address: bool = False
    token: str = ""
    cookie: str = "orgsim"

    def wrong_host(self, headers: Mapping[str, str]) -> str:
        """What is wrong with the name that was asked for, nothing if it is this server's own."""
        host = headers.get("host", "")
        if self._is_here(_name_of(f"//{host}")):
            return ""
        return (
            f"This server does not answer to the name {host[:80]!r}; open the address that orgsim ui"
            " printed, or start it with --trusted-host and this name."
        )

    def shows_token(self, headers: Mapping[str, str]) -> bool:
        """Whether a browser brings the token that it was given, where one is asked for."""
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            kept = None
        return not self.token or (kept is not None and same(kept.value, self.token))

    def brings_token(self, query: str) -> bool:
        """Whether an address has the token in it."""
        return bool(self.token) and any(k == TOKEN and same(v, self.token) for k, v in _said(query))

    def _is_here(self, name: str) -> bool:
        return name in self.hosts or (self.any_address and _is_address(name))


def guard_of(host: str, port: int, trusted: tuple[str, ...] = ()) -> Guard:
    """The guard of a server on a host: who is beyond this machine has to show a token."""
    own = (host, *LOOPBACK, *trusted)
    if is_loopback(host):
        return Guard(_small(own))
    names = (socket.gethostname(), socket.getfqdn())
    return Guard(_small((*own, *names)), True, secrets.token_urlsafe(24), f"orgsim-{port}")


def is_own_socket(headers: Mapping[str, str]) -> bool:
    """Whether a WebSocket is opened by a page of this server: every browser names the origin."""
    return _place_of(headers.get("origin", "")) == headers.get("host", "").lower()


def is_own_post(headers: Mapping[str, str]) -> bool:
    """Whether something is sent by a page of this server; it keeps its origin back, as it is told to.

    A browser then says by itself that it is the same one, or sends no strict cookie to others.
    """
    origin = headers.get("origin", "null")
    named = origin == "null" or _place_of(origin) == headers.get("host", "").lower()
    return named and headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def is_loopback(host: str) -> bool:
    """Whether a host is reached from this machine alone."""
    return host.lower() in LOOPBACK or (
        _is_address(host) and ipaddress.ip_address(host).is_loopback
    )


def address_of(path: str, query: str, **more: str) -> str:
    """The address without what the guard put there, and with something else instead."""
    kept = [(key, value) for key, value in _said(query) if key not in (TOKEN, AGAIN)]
    rest = urlencode([*kept, *more.items()])
    # a path that begins with two slashes would be the address of another server
    return "/" + quote(path.lstrip("/\\")) + (f"?{rest}" if rest else "")


def is_again(query: str) -> bool:
    """Whether an address was asked for once more."""
    return any(key == AGAIN for key, _ in _said(query))


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def _place_of(origin: str) -> str:
    """Host and port of an origin, nothing where it has none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name_of(address: str) -> str:
    """The name in an address, without its port; nothing where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _said(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _small(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.lower().strip("[]").rstrip(".") for name in names)
