"""Settings for a bot to which updates are posted, on a port of this machine that nobody else is given."""

from collections.abc import Mapping
from socket import socket

from chaos.world import WEBHOOK_SECRET as SECRET
from chaos.world import reserved_port

__all__ = ["SECRET", "with_webhook"]

_RESERVED: list[socket] = []
"""Kept for as long as the tests run: nobody says when a bot is done with its port."""


def with_webhook(settings: Mapping[str, str]) -> dict[str, str]:
    """These settings, named as in the environment, with a webhook."""
    _RESERVED.append(reserved_port())
    address = f"127.0.0.1:{_RESERVED[-1].getsockname()[1]}"
    return {
        **settings,
        "LISTEN": address,
        "TELEGRAM_WEBHOOK_URL": f"http://{address}/telegram",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
