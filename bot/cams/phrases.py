"""The catalogue's wordings: what the provider may say in words only.

CAMS forwards WhatsApp's text (`ERR-FB-001` proves it), and no page says how. The wordings documented in cams-api.md
section 3.3 have that as their source; the others are "inferred", to be replaced by what real answers teach.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.flow.model import Fault

from .faults import REFUSED, UNKNOWN, Row


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording, searched in the code (split into words) and the message together."""

    row: Row
    wording: re.Pattern[str]


def _phrase(
    fault: Fault, wording: str, *, source: str = "inferred", try_used: bool = False, unknown: bool = False
) -> Phrase:
    row = Row("phrase", fault, UNKNOWN if unknown else REFUSED, source, try_used=try_used)
    return Phrase(row, re.compile(wording, re.IGNORECASE))


_CODE = r"(?:verif\w*|otp|sms|confirmation|security) ?code"
_EITHER = r"(?:(?:invalid|incorrect|wrong),? or (?:it )?(?:has |is )?expired|expired or (?:invalid|incorrect|wrong))"
_WAIT = r"\bwait (?:\w+ ){0,5}(?:hour|minute|day)|try again (?:in|after) (?:\w+ ){0,2}(?:hour|minute|day)"

CLEAR: Final = (
    _phrase(Fault.TWO_STEP_ON, r"two[- ]?(?:step|factor)|\b2fa\b|两步验证", source="3.3"),
    _phrase(
        Fault.TOO_MANY_TRIES,
        r"too many (?:\w+ ){0,3}?(?:attempt|tries|guess|times|codes)|(?:attempts|tries)\b.{0,30}(?:exceed|limit)"
        r"|(?:exceed|reach)\w*.{0,30}(?:attempts|tries)|次数.{0,6}(?:过多|超过|超限|上限)",
        try_used=True,
    ),
    _phrase(Fault.TOO_MANY_TRIES, r"regist\w*.{0,20}(?:rate )?limit", try_used=True),
    _phrase(Fault.THROTTLED, r"wait .{0,20}before .{0,20}regist"),
    # These numbers alone say something else, but one real answer had 2388091 with «wait 1 hour».
    _phrase(Fault.TOO_MANY_TRIES, rf"(?<!\d)(?:238809[13]|13602[45])(?!\d).*(?:{_WAIT})", source="3.3", try_used=True),
    _phrase(
        Fault.NOT_MIGRATING,
        r"(?:\bnot|n['’]t) (?:eligible|being migrated|migrating)|please add this phone number",
        source="3.3",
    ),
    _phrase(Fault.MAYBE_VERIFIED, r"already (?:been )?verified|已(?:经)?验证", try_used=True),
    _phrase(Fault.MAYBE_VERIFIED, r"number already exists", source="3.3"),
    _phrase(
        Fault.CODE_REFUSED,
        rf"{_CODE}.{{0,30}}{_EITHER}|{_EITHER} (?:{_CODE}|code)",
        source="3.3",
        try_used=True,
    ),
    _phrase(
        Fault.CODE_EXPIRED,
        rf"{_CODE}[^.]{{0,30}}(?:expired|no longer valid)|expired (?:{_CODE}|code)|\bcode (?:has |is )?expired"
        r"|验证码.{0,8}(?:过期|失效)",
        try_used=True,
    ),
    _phrase(
        Fault.WRONG_CODE,
        rf"{_CODE}[^.]{{0,30}}(?:incorrect|wrong|mismatch|not correct|not match|n['’]t match)"
        rf"|(?:incorrect|wrong) (?:{_CODE}|code)|\bcode (?:you entered )?is (?:incorrect|wrong)"
        r"|验证码.{0,8}(?:错误|不正确|有误)",
        try_used=True,
    ),
    _phrase(Fault.NUMBER_NOT_IN_SPACE, r"number is not registered", source="3.3"),
    _phrase(Fault.NAME_NOT_APPROVED, r"registered name|display name", source="3.3"),
    _phrase(Fault.WABA_NOT_APPROVED, r"(?:business account|waba)\b.{0,40}not (?:set up|approved)", source="3.3"),
    _phrase(Fault.CUSTOMER_ACCOUNT, r"different business|messaging for", source="3.3"),
    _phrase(Fault.WABA_INCOMPLETE, r"webhook|payment (?:account|method)", source="3.3"),
    _phrase(Fault.PROVIDER_DOWN, r"error migrating", source="3.3"),
    _phrase(Fault.WABA_INCOMPLETE, r"cannot migrate phone number", source="3.3"),
)
"""So plain that they count before a number and inside any envelope, even one that says «system exception»."""

VAGUE: Final = (
    _phrase(
        Fault.CODE_REFUSED,
        rf"{_CODE} (?:is |was )?(?:invalid|not valid|error)|(?:invalid|bad) {_CODE}|验证码.{{0,8}}无效",
        source="3.3",
        try_used=True,
    ),
    _phrase(Fault.MAYBE_VERIFIED, r"request code error", source="3.3", try_used=True),
    _phrase(Fault.TOO_MANY_TRIES, _WAIT, source="3.3", try_used=True),
    _phrase(
        Fault.CODE_REFUSED, r"confirm.{0,20}ownership|ownership.{0,20}confirm|verified before regist", source="3.3"
    ),
    _phrase(Fault.PROVIDER_DOWN, r"maintenance mode", source="3.3"),
    _phrase(
        Fault.META_ACCESS,
        r"missing permission|permissions? error|unsupported (?:get|post) request|does not support this operation",
        source="3.1",
    ),
    _phrase(Fault.THROTTLED, r"too many requests|rate limit|request limit|flow control|throttl|限流|流控"),
    _phrase(
        Fault.PROVIDER_DOWN,
        r"time[d]?[- ]?out|internal (?:server |system )?error|system (?:exception|error|busy)|unavailable"
        r"|try again later|un(?:known|expected) error|系统(?:异常|错误|繁忙)|超时|稍后",
        unknown=True,
    ),
)
"""Counted only where nothing clearer was found, and not inside an envelope that leaves the outcome unknown."""
