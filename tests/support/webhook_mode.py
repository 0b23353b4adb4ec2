"""Settings for a bot to which updates are posted, on a port of this machine that nobody has."""

import socket
from collections.abc import Mapping

SECRET = "secret-of-the-webhook"


def free_port() -> int:
    """A port that is free now. Another process may take it first; the system gives ports out in no order, so hardly."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def with_webhook(settings: Mapping[str, str]) -> dict[str, str]:
    """These settings, named as in the environment, with a webhook."""
    address = f"127.0.0.1:{free_port()}"
    return {
        **settings,
        "LISTEN": address,
        "TELEGRAM_WEBHOOK_URL": f"http://{address}/telegram",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
