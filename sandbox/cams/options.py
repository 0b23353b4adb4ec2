"""What the documents leave open, as options: the bot must be right under each."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

_MINUTE = 60.0
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR


class StatusWords(StrEnum):
    """Which of the three lists `CodeVerificationStatus` is taken from; all agree on `VERIFIED` only."""

    SDK = "not-verified-expired"
    """Comments of SDK 5.3.1: NOT_VERIFIED, VERIFIED, EXPIRED."""
    PAGES = "more-information-requested-revoked"
    """Alibaba's pages of 2024 and 2025: MORE_INFORMATION_REQUESTED, VERIFIED, REVOKED (REJECTED has no use here)."""
    META = "unverified"
    """Meta's phone number reference: UNVERIFIED, VERIFIED."""


class MetaSpelling(StrEnum):
    """How a refusal by WhatsApp is spelled by CAMS, which no page tells."""

    PASSED_THROUGH = "passed-through"
    """Code `ERR-FB-001`, Message `(#136025) …`: the one documented code that carries Meta's text."""
    META_NUMBER = "meta-number"
    """Code `136025`, Message without the number."""
    OWN_CODE = "own-code"
    """A code of CAMS's own, invented here in the manner of its other codes."""


class DeniedDetail(StrEnum):
    """What `AccessDeniedDetail` holds when nothing was denied."""

    WORD = "None"
    CHINESE_WORD = "无"
    NULL = "null"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How this CAMS behaves where the real one is not described. Times are seconds."""

    failure_status: Literal[200, 400] = 400
    """HTTP status of a refusal by CAMS or WhatsApp; a refusal by the gateway keeps its documented one."""
    status_words: StatusWords = StatusWords.SDK
    meta_spelling: MetaSpelling = MetaSpelling.PASSED_THROUGH
    denied_detail: DeniedDetail = DeniedDetail.WORD
    success_message: str = "SUCCESS"
    """The pages show SUCCESS, None, 无 and OK."""
    numbers_as_integers: bool = False
    """Ids and phone numbers in answers are JSON integers instead of strings."""

    latency: float = 0.0
    """How long each answer takes; the request is executed when it arrives."""
    slow: float = 8.0
    """Latency under the fault `slow`: longer than a person expects, shorter than a sensible client waits."""
    hold: float = 40.0
    """How long a withheld answer keeps its connection before it is cut: longer than the bot's read time-out of 30 s."""

    qps: int = 10
    """Calls per second, action and account: documented on each API's page."""
    throttling_code: Literal["Throttling.User", "System.LimitControl"] = "System.LimitControl"
    retry_after_header: bool = True
    """Whether a throttled call is told when to come back (`x-acs-retry-after`, milliseconds)."""

    code_life: float = 10 * _MINUTE
    """Meta says a code typically lives ten minutes."""
    newer_code_voids_older: bool = True
    wrong_codes_allowed: int = 5
    """So many wrong codes in `wrong_codes_window` lock the number; Meta gives no figure, this is a guess."""
    wrong_codes_window: float = _HOUR
    lock: float = 72 * _HOUR
    """As long as Meta blocks a number that was registered too often, for want of a figure."""
    code_requests_allowed: int = 10
    """Codes one may have sent per hour; Meta says only that additional limits may apply."""
    verification_life: float = 14 * _DAY
    """Within it the number must be registered, else a new code is needed: Alibaba's page on migrating."""

    connecting: float = 20.0
    """How long after it was registered a number shows as `PENDING` before it is `CONNECTED`; no page says, a guess."""

    status_lag: float = 0.0
    """How long after a code was accepted GetPhoneNumberVerificationStatus still shows the old status."""
    list_lag: float = 0.0
    """The same for QueryChatappPhoneNumbers, which may serve a local copy."""
    lists_migrating: bool = True
    """Whether QueryChatappPhoneNumbers lists a number before it is registered."""
