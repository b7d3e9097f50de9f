"""What tests/conftest.py does where several processes share the tests."""

import socket

import pytest


def test_a_process_asks_at_once_how_often_a_test_was_tried(pytestconfig):
    """Were the connection that conftest looks for called otherwise, each test would wait 40 ms again."""
    if not hasattr(pytestconfig, "workerinput"):
        pytest.skip("one process has all tests")
    asked = pytestconfig.failures_db.sock
    assert asked.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
