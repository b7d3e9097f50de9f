"""A server that is started answers nobody but its own pages."""

import http.client
import re
from urllib.parse import urlsplit

import pytest
from page_lab import ended, printed_query, started
from patience import PATIENCE
from plain_runs import PLAIN_QUERY
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
KERNEL = "/jupyter/api/kernels/of-a-test/channels?session_id=of-a-test"


def answer(server: str, path: str, **headers: str) -> tuple[int, str]:
    """Status and beginning of what a server answers."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    found = connection.getresponse()
    body = "" if found.status == 101 else found.read().decode("utf-8", "replace")
    connection.close()
    return found.status, body


def test_foreign_names_and_pages_are_refused(server):
    assert answer(server, "/", Host="evil.example")[0] == 403
    assert answer(server, "/resourcez")[0] == 404
    assert answer(server, KERNEL, **HANDSHAKE, Origin="http://evil.example")[0] == 403
    assert answer(server, KERNEL, **HANDSHAKE)[0] == 403
    assert answer(server, KERNEL, **HANDSHAKE, Origin=server)[0] == 101


def test_the_document_is_changed_where_solara_says_otherwise(server):
    status, body = answer(server, "/", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert '<html lang="en">' in body
    assert "aria-valuenow" in body  # the script of accessible parts
    assert "user-scalable" not in body
    assert "maximum-scale" not in body
    assert re.findall(r"<script(?! nonce=)[\s>]", body) == []


def test_scripts_go_to_a_browser_of_this_machine_as_they_are(server):
    _, body = answer(server, "/")
    script = re.search(r'src="(/[^"]+\.js)', body)[1]
    status, sent = answer(server, script, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert "function" in sent


def test_who_has_the_printed_address_is_let_in_from_elsewhere(chromium):
    process, address = started("--host", "0.0.0.0")
    context, answers = chromium.new_context(), []
    try:
        page = context.new_page()
        page.on("response", lambda response: answers.append(response))
        page.goto(f"{address}/model")
        expect(
            page.get_by_text("including its token; ask the person who started it")
        ).to_be_visible()
        small = f"organisation.people=40&run.weeks=5&run.replications=2&{PLAIN_QUERY}"
        page.goto(f"{address}/?{small}&{printed_query(process)}")
        expect(page.get_by_text("2 of 2 replications").first).to_be_visible()
        assert "token" not in page.url
        assert "token" not in page.evaluate("document.cookie")
        assert "gzip" in {each.headers.get("content-encoding") for each in answers}
    finally:
        context.close()
        ended(process)
