"""Answers of CAMS: one function that turns whatever came back into one of four outcomes.

What is certain is said; everything else is `Unknown`, which costs one more read and no customer's trust. The SDK is
no model here: it raises for some failures, returns others, and gives None for what it cannot map (cams-api.md
section 2.3).
"""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never, cast

from bot.flow.effects import (
    Call,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Register,
    RequestCode,
    SubmitCode,
)
from bot.flow.model import Accepted, NotSent, Outcome, Refused, Review, Standing, Unknown, Verification
from bot.text.phone import apart

from .faults import UNRECOGNISED, Verdict
from .masking import cleaned, cleaned_code, masked, masked_code, masked_request_id
from .meanings import meant
from .recognition import recognise

OK = 200

LONGEST_WAIT = 600.0
"""Seconds that we let the provider make us wait: by then a code is too old to be worth sending again."""

_MILLISECONDS = re.compile(r"[0-9]{1,9}")
# Without the blanks around it: two runs of them side by side in a pattern take hours over a megabyte of blanks.
_ERROR_DOCUMENT = re.compile(r"(?:<\?xml[^<>]*\?>\s*)?<Error>([^!]*)</Error>")
_ELEMENT = re.compile(r"<(Code|Message|RequestId)>([^<>]*)</\1>")


@dataclass(frozen=True, slots=True)
class _Reply:
    code: str
    message: str
    request_id: str
    fields: Mapping[str, object]


def decipher(call: Call, status: int, headers: Mapping[str, str], body: bytes) -> Outcome:
    """Say what an answer means for `call`. Never raises. `headers` finds names written in lower case.

    A failure is classified by `Code` and the words of `Message`, never by the HTTP status: the provider's own pages
    disagree on it, and HTTP 200 carries refusals too. The status is heard in two cases only, both times to doubt:

    - A success must be said twice, by status 200 and by `Code`. `OK` under any other status is a contradiction.
    - A code that no list has, under a status that is neither 200 nor 4xx, is a breakdown rather than a refusal.

    `0000` is a success on one page of the provider only (section 3.1). It is believed where the answer bears it
    out: for a read its data do, for a change only the number of this very case, where the answer names one.
    """
    own = _own(call)
    reply = _read(body)
    if reply is None:
        request_id = masked_request_id(headers.get("x-acs-request-id", ""), own)
        return Unknown(reason=f"HTTP {status}, and nothing in it that could be understood", request_id=request_id)
    request_id = masked_request_id(reply.request_id or headers.get("x-acs-request-id", ""), own)
    if reply.code in {"OK", "0000"}:
        return _success(call, status, reply, request_id)
    code, message = cleaned_code(reply.code, own), cleaned(reply.message, own)
    row = recognise(code, message)
    code, message = masked_code(code), masked(message)
    unclear = row is UNRECOGNISED and not (status == OK or 400 <= status < 500)  # noqa: PLR2004 -- HTTP's 4xx
    if unclear or row.verdict is Verdict.UNKNOWN:
        return Unknown(reason=f"HTTP {status}: {message}", code=code, request_id=request_id)
    if row.resend_safe:
        wait = _wait(headers)
        return NotSent(fault=row.fault, code=code, message=message, request_id=request_id, retry_after=wait)
    used = row.try_used and isinstance(call, SubmitCode)
    fault = meant(call, row)
    return Refused(fault=fault, code=code, message=message, request_id=request_id, try_used=used)


def _success(call: Call, status: int, reply: _Reply, request_id: str) -> Outcome:
    def doubt(reason: str) -> Unknown:
        return Unknown(reason=f"HTTP {status}: {reason}", code=reply.code, request_id=request_id)

    if status != OK:
        return doubt("a success under a status that is none")
    if reply.fields.get("Success") in (False, "false"):
        return doubt("a success that says it is none")
    match call:
        case Initiate() | RequestCode() | SubmitCode():
            # No field of a success is promised (section 1.1), so a missing one is no reason to doubt; another
            # number is, because the success may then be another number's.
            named = _names(reply.fields.get("Data"), *_spellings(call))
            if named is False or (named is None and reply.code != "OK"):
                return doubt("a success that is not this number's")
            return Accepted(request_id=request_id)
        case Register():
            # Its success has no data that could bear it out (section 1.2).
            return Accepted(request_id=request_id) if reply.code == "OK" else doubt("a success that nothing bears out")
        case ReadStatus():
            verification = _status(reply.fields.get("Data"), call.phone)
            accepted = Accepted(request_id=request_id, verification=verification) if verification else None
        case ReadNumbers():
            found = _listed(reply.fields.get("PhoneNumbers"), call.phone)
            accepted = Accepted(request_id=request_id, verification=found[0], standing=found[1]) if found else None
        case ReadWaba():
            review = _reviewed(reply.fields.get("Data"))
            accepted = Accepted(request_id=request_id, review=review) if review else None
        case _:
            assert_never(call)
    about = "account" if isinstance(call, ReadWaba) else "number"
    return accepted or doubt(f"no data on this {about} that could be understood")


def _spellings(call: Call) -> tuple[str, ...]:
    """In which ways an answer may name the call's number: a migration is started with its two parts."""
    if not isinstance(call, Initiate):
        return (call.phone,)
    try:
        return call.phone, apart(call.phone)[1]
    except ValueError:
        return (call.phone,)  # It was never sent: no answer is about it.


def _status(data: object, phone: str) -> Verification | None:
    """Read `CodeVerificationStatus`. None where the answer is not about this number, or says nothing.

    Only the word `VERIFIED` is a yes (section 1.3). Servers leave out what is null: for a missing word to mean
    «not verified», the data must at least name the number.
    """
    named = _names(data, phone)
    if named is False or not isinstance(data, dict):
        return None
    word = cast("dict[str, object]", data).get("CodeVerificationStatus")
    if word == "VERIFIED":
        return Verification.VERIFIED
    says_so = isinstance(word, str) and word
    leaves_out = word in (None, "") and named
    return Verification.NOT_VERIFIED if says_so or leaves_out else None


def _listed(numbers: object, phone: str) -> tuple[Verification, Standing] | None:
    """Look the number up among the space's numbers. None where the list, or an entry that may be it, is unreadable.

    The list may be a copy that is behind (section 5.5): not being in it, or not yet verified in it, proves little.
    """
    if not isinstance(numbers, list):
        return None
    entries = cast("list[object]", numbers)
    of_phone = [cast("dict[str, object]", entry) for entry in entries if _names(entry, phone)]
    if any(entry.get("Status") == "CONNECTED" for entry in of_phone):
        return Verification.VERIFIED, Standing.LIVE
    if any(entry.get("CodeVerificationStatus") == "VERIFIED" for entry in of_phone):
        return Verification.VERIFIED, Standing.NOT_LIVE
    unreadable = any(
        not isinstance(entry, dict) or _digits(cast("dict[str, object]", entry).get("PhoneNumber")) is None
        for entry in entries
    )
    return None if unreadable and not of_phone else (Verification.NOT_VERIFIED, Standing.NOT_LIVE)


def _reviewed(data: object) -> Review | None:
    """Read `AccountReviewStatus` (section 1.5). None where the answer says nothing.

    As with a number's status, only the plain word is a yes, and a missing word is a no only where the data are of an
    account: they name it.
    """
    if not isinstance(data, dict):
        return None
    account = cast("dict[str, object]", data)
    word = account.get("AccountReviewStatus")
    if word == "APPROVED":
        return Review.APPROVED
    if word == "PENDING":
        return Review.PENDING
    says_so = isinstance(word, str) and word
    leaves_out = word in (None, "") and _word(account.get("Id"))
    return Review.NOT_APPROVED if says_so or leaves_out else None


def _names(data: object, *spellings: str) -> bool | None:
    """Whether data name the number, in one of its spellings: yes, no (or unreadable), or None where they do not say."""
    if data is None:
        return None
    if not isinstance(data, dict):
        return False
    named = cast("dict[str, object]", data).get("PhoneNumber")
    if named is None or named == "":
        return None
    return _digits(named) in spellings


def _digits(number: object) -> str | None:
    """Read a number that may come as a string or an integer, with or without a plus."""
    if isinstance(number, bool) or not isinstance(number, str | int):
        return None
    digits = re.sub(r"[\s+\-]", "", number) if isinstance(number, str) else str(number)
    return digits if digits.isascii() and digits.isdigit() else None


def _read(body: bytes) -> _Reply | None:
    try:
        document: object = json.loads(body)
    except (ValueError, RecursionError):  # ValueError also covers bytes that are no text
        document = _error_document(body)
    if not isinstance(document, dict):
        return None
    fields = cast("dict[str, object]", document)
    code = _word(fields.get("Code"))
    if not code:
        return None
    return _Reply(code, _word(fields.get("Message")), _word(fields.get("RequestId")), fields)


def _word(value: object) -> str:
    """Read a text that may come as an integer. Not 0: it means success in many an API, and WhatsApp's error 0."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value else ""


def _error_document(body: bytes) -> dict[str, object] | None:
    """Read the XML error of older protocols. A document with declarations or sections of its own is not read."""
    document = _ERROR_DOCUMENT.fullmatch(body.decode("utf-8", "replace").strip())
    if document is None:
        return None
    fields: dict[str, object] = {name: html.unescape(text) for name, text in _ELEMENT.findall(document[1])}
    return None if fields.get("Code") in {"OK", "0000"} else fields


def _wait(headers: Mapping[str, str]) -> float | None:
    """Read `x-acs-retry-after`, which is in milliseconds, as seconds. Nonsense is no wait."""
    asked = headers.get("x-acs-retry-after", "").strip()
    if not _MILLISECONDS.fullmatch(asked) or not int(asked):
        return None
    return min(int(asked) / 1000, LONGEST_WAIT)


def _own(call: Call) -> tuple[str, ...]:
    """What an answer may quote of ours, the longest first: a number's rest is part of the number."""
    return (call.code, call.phone) if isinstance(call, SubmitCode) else _spellings(call)
