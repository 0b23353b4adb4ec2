"""The vocabulary of what can go wrong with Telegram; the values are the names in campaigns."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class TelegramFault(StrEnum):
    """Something that happens to the calls, or the updates, to come."""

    FLOOD = "flood"
    BAD_GATEWAY = "bad-gateway"
    INTERNAL_ERROR = "internal-error"
    RESET_WORKED = "reset-worked"
    RESET_NOT_WORKED = "reset-not-worked"
    TIMEOUT_WORKED = "timeout-worked"
    TIMEOUT_NOT_WORKED = "timeout-not-worked"
    POLL_BROKEN = "poll-broken"
    DUPLICATE = "duplicate"
    OVERTAKING = "overtaking"


TELEGRAM_FAULTS: Mapping[TelegramFault, str] = MappingProxyType(
    {
        TelegramFault.FLOOD: "Too many requests (429), not carried out",
        TelegramFault.BAD_GATEWAY: "A proxy's HTML page (502), not carried out",
        TelegramFault.INTERNAL_ERROR: "Internal error (500), not carried out",
        TelegramFault.RESET_WORKED: "Connection reset, but the call worked",
        TelegramFault.RESET_NOT_WORKED: "Connection reset, and the call did not work",
        TelegramFault.TIMEOUT_WORKED: "No answer, but the call worked",
        TelegramFault.TIMEOUT_NOT_WORKED: "No answer, and the call did not work",
        TelegramFault.POLL_BROKEN: "A poll's connection reset after it took its updates",
        TelegramFault.DUPLICATE: "An update delivered once more",
        TelegramFault.OVERTAKING: "Updates overtaken by later ones on their way to the webhook",
    }
)
"""All there are, and what each does."""
