"""The server answers its own pages only, at its own names, and others with a token."""

import pytest

from orgsim.ui.closed_app import closed
from orgsim.ui.guard import address_of, guard_of, is_loopback

DOCUMENT = b"<!doctype html>\n<html><head></head><script>x</script><script src='a'></script></html>"
OWN = "127.0.0.1:8765"


async def pages(scope, receive, send) -> None:
    """An application that lets everybody in."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    kind = b"text/css" if scope["path"].startswith("/static") else b"text/html; charset=utf-8"
    sent = [(b"content-type", kind), (b"content-length", str(len(DOCUMENT)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": sent})
    await send({"type": "http.response.body", "body": DOCUMENT[:20], "more_body": True})
    await send({"type": "http.response.body", "body": DOCUMENT[20:]})


def asked(guard, kind="http", path="/", query="", method="GET", **headers) -> list[dict]:
    """What an application sends to whoever asks behind a guard."""
    sent = []
    named = {"host": OWN, **{key.replace("_", "-"): value for key, value in headers.items()}}
    scope = {
        "type": kind,
        "path": path,
        "query_string": query.encode(),
        "method": method,
        "headers": [(key.encode(), value.encode()) for key, value in named.items() if value],
    }

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    with pytest.raises(
        StopIteration
    ):  # its end; no loop is needed, as nothing has to be waited for
        closed(pages, guard)(scope, receive, send).send(None)
    return sent


def status(*arguments, **given) -> int:
    return asked(*arguments, **given)[0]["status"]


def headers_of(sent: list[dict]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def body_of(sent: list[dict]) -> str:
    return b"".join(part["body"] for part in sent[1:]).decode()


HERE = guard_of("127.0.0.1", 8765, ("orgsim.example",))
ABROAD = guard_of("0.0.0.0", 8765)


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        (OWN, 200),
        ("localhost:8765", 200),
        ("LOCALHOST.", 200),
        ("[::1]:8765", 200),
        ("orgsim.example", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example:8765", 403),
        ("192.0.2.7:8765", 403),
        ("[", 403),
        ("", 403),
    ],
)
def test_own_names_alone_are_answered(host, answered):
    sent = asked(HERE, host=host)
    assert sent[0]["status"] == answered
    if answered == 403:
        assert "--trusted-host" in body_of(sent)
        assert body_of(sent).count("\n") == 1


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (f"http://{OWN}", "websocket.accept"),
        ("http://localhost:8765", "websocket.close"),
        ("http://127.0.0.1:9999", "websocket.close"),
        ("https://evil.example", "websocket.close"),
        ("null", "websocket.close"),
        ("http://[", "websocket.close"),
        ("", "websocket.close"),
    ],
)
def test_a_websocket_is_opened_by_own_pages_alone(origin, said):
    assert asked(HERE, "websocket", origin=origin)[0]["type"] == said


def test_a_websocket_under_a_foreign_name_is_closed():
    sent = asked(HERE, "websocket", host="evil.example", origin="http://evil.example")
    assert sent[0]["type"] == "websocket.close"


def test_other_pages_can_send_nothing():
    assert status(HERE, method="POST", origin=f"http://{OWN}") == 200
    assert status(HERE, method="POST", origin="null", sec_fetch_site="same-origin") == 200
    assert status(HERE, method="POST", origin="null", sec_fetch_site="cross-site") == 403
    assert status(HERE, method="POST", origin="https://evil.example") == 403


def test_every_answer_closes_its_page():
    for path in ("/", "/static/x.css", "/resourcez"):
        found = headers_of(asked(HERE, path=path))
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in found["content-security-policy"]
        assert "script-src 'self' 'nonce-" in found["content-security-policy"]
    assert status(HERE, path="/resourcez") == 404


def test_a_document_marks_its_own_scripts_anew_each_time():
    sent = [asked(HERE) for _ in range(2)]
    said = [headers_of(each)["content-security-policy"] for each in sent]
    assert said[0] != said[1]
    nonce = said[0].split("'nonce-")[1].split("'")[0]
    body = body_of(sent[0])
    assert body.count(f'<script nonce="{nonce}"') == 2
    assert '<html lang="en">' in body
    assert int(headers_of(sent[0])["content-length"]) == len(body)
    assert "nonce" not in body_of(asked(HERE, path="/static/x.css"))


def test_no_token_is_asked_for_on_this_machine():
    assert not HERE.token
    assert all(is_loopback(host) for host in ("localhost", "127.0.0.1", "127.0.0.9", "::1"))
    assert not any(is_loopback(host) for host in ("0.0.0.0", "::", "192.0.2.7", "box.example"))


def test_from_elsewhere_a_token_is_asked_for():
    first = asked(ABROAD, host="192.0.2.7:8765", query="preset=retail")
    assert first[0]["status"] == 403
    assert 'content="0; url=/?preset=retail&amp;again=1"' in body_of(first)
    last = asked(ABROAD, query="again=1")
    assert last[0]["status"] == 403
    assert "including its token" in body_of(last)
    assert "refresh" not in body_of(last)
    assert status(ABROAD, query="token=wrong") == 403
    assert status(ABROAD, path="/static/x.css") == 403
    assert status(ABROAD, path="/readyz") == 200
    assert asked(ABROAD, "websocket", origin=f"http://{OWN}")[0]["type"] == "websocket.close"


def test_a_token_becomes_a_cookie_and_leaves_the_address():
    found = headers_of(asked(ABROAD, path="/plan", query=f"a=1&token={ABROAD.token}"))
    assert found["location"] == "/plan?a=1"
    cookie, *rules = found["set-cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Strict"} <= set(rules)
    assert status(ABROAD, cookie=f"other=1; {cookie}") == 200
    opened = asked(ABROAD, "websocket", origin=f"http://{OWN}", cookie=cookie)
    assert opened[0]["type"] == "websocket.accept"
    again = asked(ABROAD, query="a=1&again=1", cookie=cookie)
    assert (again[0]["status"], headers_of(again)["location"]) == (303, "/?a=1")
    assert status(ABROAD, cookie=cookie + "x") == 403
    assert ABROAD.token != guard_of("0.0.0.0", 8765).token


def test_no_address_leads_elsewhere():
    assert address_of("//evil.example/x", "token=a&again=1&b=%2F") == "/evil.example/x?b=%2F"
    assert address_of("/\\evil.example", "") == "/evil.example"
