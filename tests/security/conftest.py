"""Attacks on the server are tried in the loop that the program runs in."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Uvloop's for them: its connections are its own, and who is slow, or does not read, is met there."""
    return {"loop": uvloop.new_event_loop if item.path.name == "test_webhook.py" else asyncio.new_event_loop}
