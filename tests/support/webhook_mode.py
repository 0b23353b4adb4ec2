"""Settings for a bot to which updates are posted, on a port of this machine that nobody has."""

from collections.abc import Mapping

from chaos.world import WEBHOOK_SECRET as SECRET
from chaos.world import free_port

__all__ = ["SECRET", "free_port", "with_webhook"]


def with_webhook(settings: Mapping[str, str]) -> dict[str, str]:
    """These settings, named as in the environment, with a webhook."""
    address = f"127.0.0.1:{free_port()}"
    return {
        **settings,
        "LISTEN": address,
        "TELEGRAM_WEBHOOK_URL": f"http://{address}/telegram",
        "TELEGRAM_WEBHOOK_SECRET": SECRET,
    }
