"""Methods that say where updates go."""

import re
from urllib.parse import urlsplit

from ..errors import bad_request
from ..schema import JsonObject
from ..state import State
from ..updates import Webhook

# "1-256 characters. Only characters A-Z, a-z, 0-9, _ and - are allowed" (manual, setWebhook).
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_MOST_CONNECTIONS = 100
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PORTS = frozenset({443, 80, 88, 8443})


def set_webhook(state: State, params: JsonObject) -> bool:
    """Play setWebhook. Plain HTTP is accepted on this machine only, as by a self-hosted Bot API server."""
    secret, most = params.get("secret_token", ""), params.get("max_connections", 40)
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= most <= _MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    _check_address(params["url"])
    state.updates.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        state.updates.drop()
    state.updates.set_webhook(Webhook(params["url"], secret, most) if params["url"] else None)
    return True


def delete_webhook(state: State, params: JsonObject) -> bool:
    """Play deleteWebhook."""
    if params.get("drop_pending_updates"):
        state.updates.drop()
    state.updates.set_webhook(None)
    return True


def get_webhook_info(state: State, params: JsonObject) -> JsonObject:
    """Play getWebhookInfo."""
    del params
    webhook = state.updates.webhook
    info: JsonObject = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending()),
    }
    if webhook is not None:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error:
            info["last_error_date"] = int(webhook.last_error_at)
            info["last_error_message"] = webhook.last_error
    if state.updates.allowed:
        info["allowed_updates"] = list(state.updates.allowed)
    return info


def _check_address(url: str) -> None:
    if not url:
        return
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if host in _LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port is not None and port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
