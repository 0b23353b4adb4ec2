"""What must hold for any bytes at all, at each place where the program reads what others wrote.

Each target takes bytes and raises `AssertionError`, or whatever surprised the program. They are pure, so that a crash
is repeated by its input alone: `python -m tests.fuzz inbound FILE`.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.cams.decipher import LONGEST_WAIT, decipher
from bot.cams.masking import LONGEST_CODE, LONGEST_MESSAGE
from bot.codec import decode_case, decode_effect, encode_case, encode_effect
from bot.flow.effects import Call, Note, ReadNumbers, ReadStatus, Reason, Screen, Show, SubmitCode, TellStaff
from bot.flow.machine import decide
from bot.flow.model import Accepted, Case, CaseId, NotSent, Outcome, Refused, State, Unknown
from bot.ports import Incident, Posted
from bot.reading import Opened, read
from bot.staff.reading import meant as meant_by_staff
from bot.telegram.inbound import chat_of, read_update
from bot.telegram.screens import render
from bot.telegram.staff import render_notice
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES, typed_words
from bot.text.code import Code, holds_secret, read_code
from bot.text.phone import Phone, formatted, masked, read_phone
from sandbox.telegram.markup import parse_html, utf16_length

PHONE = "6281234567890"
CODE = "402913"
NOW = 1_800_000_000
LONGEST_TEXT = 4096

_ID = CaseId(7)
_CALLS: tuple[Call, ...] = (
    SubmitCode(chat_id=42, case_id=_ID, call=1, space="cams-1", phone=PHONE, code=CODE),
    ReadStatus(chat_id=42, case_id=_ID, call=1, space="cams-1", phone=PHONE),
    ReadNumbers(chat_id=42, case_id=_ID, call=1, space="cams-1", phone=PHONE),
)
_STATUSES = (200, 400, 403, 404, 429, 500, 502, 503, 0, -1)
_REGIONS = ("", "ID", "CN", "US", "zz")
_SIX_DIGITS = re.compile(r"[0-9]{6}")
_PHONE_DIGITS = re.compile(r"[0-9]{7,15}")


def inbound(data: bytes) -> None:
    """An update's JSON is somebody's words or nobody's, keeps its own chat's order, and can be decided on anywhere."""
    try:
        said = read_update(data)
    except ValueError:
        return  # The inbox buries what is no JSON.
    if said is None:
        return
    assert said.chat_id == chat_of(json.loads(data))
    if isinstance(said, Posted):
        meant_by_staff(said, bot_name="sandbox_bot")
        return
    case = Case(id=_ID, chat_id=said.chat_id, space="cams-1", phone=PHONE, deadline=NOW + 60)
    for state in State:
        meant = read(said, replace(case, state=state), NOW, words=typed_words(), fingerprint=lambda _, code: code)
        if isinstance(meant, Opened):
            continue
        step = decide(replace(case, state=state), meant)
        assert decode_case(encode_case(step.case)) == replace(step.case, budget=case.budget)
        for effect in step.effects:
            assert decode_effect(*encode_effect(effect)) == effect
            if isinstance(effect, Show):
                can_be_sent(render(effect).text)
            elif isinstance(effect, TellStaff):
                can_be_sent(render_notice(effect, Incident(), "en"))


def answer(data: bytes) -> None:
    """Any answer of the provider is one of four outcomes, without our values in it, and is fit to be stored and told.

    The first byte chooses the status, the call and the header's words.
    """
    chosen, body = data[0] if data else 0, data[1:]
    call = _CALLS[chosen % len(_CALLS)]
    status = _STATUSES[chosen // len(_CALLS) % len(_STATUSES)]
    words = body[:40].decode("latin-1")
    outcome = decipher(call, status, {"x-acs-request-id": words, "x-acs-retry-after": words}, body)
    match outcome:
        case Accepted(verification=verification):
            assert status == 200
            assert (verification is None) == isinstance(call, SubmitCode)
            kept: Mapping[str, str] = {"request_id": outcome.request_id}
        case Refused():
            assert isinstance(call, SubmitCode) or not outcome.try_used
            kept = {"code": outcome.code, "message": outcome.message, "request_id": outcome.request_id}
        case NotSent(retry_after=wait):
            assert wait is None or 0 < wait <= LONGEST_WAIT
            kept = {"code": outcome.code, "message": outcome.message, "request_id": outcome.request_id}
        case Unknown():
            kept = {"code": outcome.code, "message": outcome.reason, "request_id": outcome.request_id}
    whole = " ".join(kept.values())
    assert PHONE not in re.sub(r"[ .\-]", "", whole)
    # Only a call that hands a code in knows it; and the catalogue's own numbers, which stay, are not this one.
    assert not (isinstance(call, SubmitCode) and re.search(rf"(?<!\d){CODE}(?!\d)", whole))
    _is_presentable(outcome, kept)


def _is_presentable(outcome: Outcome, kept: Mapping[str, str]) -> None:
    assert len(kept.get("code", "")) <= LONGEST_CODE
    # «HTTP 200: » stands before what is not understood.
    assert len(kept.get("message", "")) <= LONGEST_MESSAGE + 20
    whole = " ".join(kept.values())
    assert whole.isprintable(), "what is kept fits one line and any database"
    case = Case(id=_ID, chat_id=42, state=State.HELD, space="cams-1", phone=PHONE, reference=outcome.request_id[-6:])
    told = replace(TellStaff(reason=Reason.FAULT, case=case, at=NOW), **kept)  # type: ignore[arg-type]  # -- all texts
    can_be_sent(render_notice(told, Incident(), "id"))


def code(data: bytes) -> None:
    """Any text is six ASCII digits or a note why not; a secret that was not taken is known as one."""
    text = _text(data)
    read = read_code(text)
    if isinstance(read, Code):
        assert _SIX_DIGITS.fullmatch(read.digits)
        return
    assert isinstance(read, Note)
    assert read.startswith("code-")
    assert isinstance(holds_secret(text), bool)


def phone(data: bytes) -> None:
    """Any text is a number that can be shown and masked, or a note why not. The first byte chooses the region."""
    chosen, text = data[0] if data else 0, _text(data[1:])
    read = read_phone(text, _REGIONS[chosen % len(_REGIONS)])
    if isinstance(read, Note):
        assert read.startswith("number-")
        return
    assert isinstance(read, Phone)
    assert _PHONE_DIGITS.fullmatch(read.digits)
    assert re.sub(r"\D", "", formatted(read.digits)) == read.digits
    assert read.digits not in masked(read.digits)
    again = read_phone(f"+{read.digits}", "")
    assert isinstance(again, Phone), "a number that was read is read again from what was kept of it"
    assert again.digits == read.digits


def label(data: bytes) -> None:
    """Whatever somebody wrote into a label, a space or an id, what is rendered can be sent and has only our markup."""
    text = _text(data)
    case = Case(
        id=_ID, chat_id=42, state=State.CONFIRMING_NUMBER, phone=PHONE, label=text, space=text, reference=text[-6:]
    )
    for language in STAFF_LANGUAGES:
        told = TellStaff(reason=Reason.FAULT, case=case, at=NOW, code=text, message=text, request_id=text)
        can_be_sent(render_notice(told, Incident(), language))
    for language in LANGUAGES:
        for screen in Screen:
            can_be_sent(render(Show(case=replace(case, language=language), screen=screen, at=NOW)).text)


def can_be_sent(text: str) -> None:
    """Telegram would take it, and nobody but us has put markup into it."""
    shown = parse_html(text)  # As strict as Telegram: raises for what it would refuse.
    assert 0 < utf16_length(shown.text) <= LONGEST_TEXT
    assert {entity["type"] for entity in shown.entities} <= {"bold", "code", "date_time", "hashtag"}


def _text(data: bytes) -> str:
    """Bytes as a text that JSON could have held: half characters too."""
    return data.decode("utf-8", "surrogateescape")


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "inbound": inbound,
    "answer": answer,
    "code": code,
    "phone": phone,
    "label": label,
}
"""By the names that they are run by."""
