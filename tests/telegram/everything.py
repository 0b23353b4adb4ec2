"""Everything that can be said: each screen under each note, and each notice, of cases that differ in what is said."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product

from bot.flow import colleagues, policy
from bot.flow.effects import Ending, Helped, Note, Reason, Screen, Show, TellStaff
from bot.flow.listing import Page, page_of
from bot.flow.model import Budget, Case, CaseId, Channel, Fault, Offers, Registering, State, Try
from bot.flow.relaying import Kind, ToCustomer, ToStaff
from bot.ports import Incident
from bot.store import Topic
from bot.telegram.screens import render
from bot.telegram.views import View
from sandbox.telegram.markup import Formatted, parse_html

NOW = 1_795_500_000
"""24 November 2026, 06:00 UTC: 13:00 in Jakarta."""

PHONE = "6281234567890"

CASE = Case(
    id=CaseId(12),
    chat_id=5,
    state=State.WAITING_CODE,
    space="cams-8c8",
    label="PT Maju Jaya",
    phone=PHONE,
    invitation_expires_at=NOW + 5 * policy.DAY,
    deadline=NOW + policy.HOUR,
)

UNINVITED = Case(chat_id=5)

PROVEN = replace(CASE, phrase="ribbon kettle island")
"""Of a customer who was told a phrase."""


OF_COLLEAGUES = frozenset({
    Screen.COLLEAGUE_ASK, Screen.COLLEAGUE_CHECKING, Screen.COLLEAGUE_LATE, Screen.COLLEAGUE_VERIFIED,
    Screen.COLLEAGUE_REFUSED, Screen.COLLEAGUE_OVER,
})  # fmt: skip
"""What somebody sees who has no case, but a link with which they may enter one code."""

LINK = "https://t.me/our_bot?start=a-token"

HELPED = Helped(link=3, last_digits=PHONE[-4:], until=NOW + policy.LINK_LIFE)

HELPED_OTHERWISE = (
    replace(HELPED, link=2**53, until=NOW + 1, was_counted=True),
    replace(HELPED, until=NOW - 1, was_counted=False),
    *(replace(HELPED, fault=fault, was_counted=True) for fault in colleagues.TOLD),
    *(replace(HELPED, ending=ending) for ending in Ending),
)


def tries(*ago: int) -> Budget:
    """A budget with tries so many seconds ago."""
    return Budget(tuple(Try(NOW - seconds, str(seconds)) for seconds in ago))


SILENT = tuple(
    replace(CASE, state=state, nudges=nudges, expected_phone=expected)
    for state in (State.CONFIRMING_NUMBER, State.READY, State.WAITING_CODE)
    for nudges in (1, 3)
    for expected in ("", PHONE)
)
"""Customers who are reminded."""

CASES = (
    UNINVITED,
    CASE,
    replace(CASE, expected_phone=PHONE, reference="A1B2C3", deadline=None, invitation_expires_at=NOW),
    replace(CASE, label="", phone="", budget=tries(90_000)),
    replace(CASE, phone="79161234567", budget=tries(600)),
    replace(CASE, budget=tries(600, 300), deadline=NOW + policy.DAY),
    replace(CASE, budget=tries(600, 300, 60), id=CaseId(2**53)),
    replace(CASE, reads=1_000),
    PROVEN,
    replace(PROVEN, phone=""),
)


THOROUGHLY = (CASES[1], CASES[3], CASES[5])
"""A plain case, one of which little is known, and one without tries left."""

OURS = replace(
    CASE, offers=Offers(code_request=True, initiate=True, register=Registering.AUTO), appointment_at=NOW + policy.HOUR
)
"""A case of an operator who lets the program do every step."""

OUR_CASES = (
    OURS,
    replace(OURS, channel=Channel.SMS, is_prepared=True),
    replace(OURS, is_prepared=True, phone="622150851234", channel=Channel.VOICE, budget=Budget(requests=(NOW - 20,))),
    replace(OURS, is_prepared=True, phone="18005550123"),
    replace(OURS, is_prepared=True, phone="447000000000"),
    replace(OURS, is_prepared=True, sms_requests=2, expected_phone=PHONE, budget=Budget(requests=(NOW - 4_000,))),
    replace(OURS, is_prepared=True, budget=Budget(requests=(NOW - 4_000, NOW - 3_000))),
    replace(OURS, is_prepared=True, budget=Budget(requests=(NOW - 4_000, NOW - 3_000, NOW - 2_000))),
    replace(OURS, state=State.REGISTERING, registered_at=NOW, verified_at=NOW),
    replace(OURS, state=State.VERIFIED, verified_at=NOW, fault=Fault.TWO_STEP_ON, reference="A1B2C3"),
    replace(OURS, state=State.VERIFIED, deadline=None),
    replace(OURS, state=State.READY, nudges=1),
    replace(OURS, state=State.READY, nudges=2, is_prepared=True),
)


OF_ONE_CHAT = (
    CASE,
    *(
        replace(CASE, id=CaseId(20 + place), state=state, phone=f"62812345{1000 + place}", label="")
        for place, state in enumerate(State)
        if state not in {State.UNINVITED, State.ASKING_NUMBER}
    ),
    replace(CASE, id=CaseId(50), state=State.ASKING_NUMBER, phone="", label="Perusahaan Dagang Sumber Makmur Sentosa"),
    replace(CASE, id=CaseId(51), state=State.LIVE, phone="628999997890", label="Toko Kopi Santoso"),
    replace(CASE, id=CaseId(123_456), state=State.EXPIRED, phone="628999997890", label="Toko Kopi Santoso"),
)
"""A chat's numbers, one in each state; some end alike, one is not given."""


def pages() -> Iterator[Page]:
    """The list of them, a page of two, and one of a single number."""
    page = page_of(OF_ONE_CHAT)
    yield page
    while page.goes_on_after:
        page = page_of(OF_ONE_CHAT, after=page.goes_on_after)
        yield page
    yield page_of(OF_ONE_CHAT[:2], of=OF_ONE_CHAT)
    yield page_of(OF_ONE_CHAT[1:2])


@cache
def everything(language: str) -> list[tuple[Show, View, Formatted]]:
    """Each screen under each note, as Telegram would show it. Strict: raises for what Telegram would refuse.

    Worked out once by each process, in seconds: who asks for it is in the group of tests named "screens".
    """
    views = ((show, render(show)) for show in every_show(language))
    return [(show, view, parse_html(view.text)) for show, view in views]


_OF_CUSTOMERS = tuple(screen for screen in Screen if screen not in OF_COLLEAGUES)


def _together() -> Iterator[tuple[Case, Screen, Note | None]]:
    """Each screen of each case, each note of each case, and each screen under each note of three that differ in all.

    All three of everything were ten times as many, for minutes; a note says nothing that depends on screen and case.
    """
    yield from product(THOROUGHLY, _OF_CUSTOMERS, (None, *Note))
    others = [case for case in CASES if case not in THOROUGHLY]
    yield from product(others, _OF_CUSTOMERS, (None,))
    yield from product(others, (Screen.ASK_CODE,), Note)
    yield from product((UNINVITED,), (Screen.NEED_INVITATION,), Note)


def every_show(language: str) -> Iterator[Show]:
    """Each screen under each note; those that speak of a fault, with each fault."""
    for case, screen, note in _together():
        speaks_of_fault = note is Note.REFUSED or (note is None and screen in {Screen.HELD, Screen.PAUSED})
        for fault in (None, *Fault) if speaks_of_fault else (None,):
            yield Show(
                case=replace(case, language=language, fault=fault),
                screen=screen,
                at=NOW,
                note=note,
                other_phone=PHONE,
                place_in_line=case.reads,
                wait=case.reads,
                page=page_of(OF_ONE_CHAT),
                link=LINK if screen is Screen.COLLEAGUE_LINK else "",
            )
    for case in (*SILENT, replace(CASE, state=State.ASKING_NUMBER, nudges=2, phone="")):
        yield Show(case=replace(case, language=language), screen=Screen.NUDGE, at=NOW)
    for screen in _OF_CUSTOMERS:
        yield Show(
            case=replace(CASE, language=language),
            screen=screen,
            at=NOW,
            page=page_of(OF_ONE_CHAT),
            is_of_several=True,
            link=LINK if screen is Screen.COLLEAGUE_LINK else "",
        )
    for page, screen in product(pages(), (Screen.NUMBERS, Screen.WHICH_NUMBER)):
        yield Show(case=replace(CASE, language=language), screen=screen, at=NOW, page=page, is_of_several=True)
    for case, screen in product(OUR_CASES, _OF_CUSTOMERS):
        for fault in (None, Fault.NOT_MIGRATING, Fault.PROVIDER_DOWN) if screen is Screen.HELD else (None,):
            yield Show(
                case=replace(case, language=language, fault=fault),
                screen=screen,
                at=NOW,
                page=page_of(OF_ONE_CHAT),
                link=LINK if screen is Screen.COLLEAGUE_LINK else "",
            )
    yield from _learned(language)
    yield from _with_a_person(language)
    closed = replace(CASE, language=language, state=State.CANCELLED, closed_at=NOW)
    yield Show(case=closed, screen=Screen.CANCELLED, at=NOW, note=Note.CLOSED)
    colleague = replace(UNINVITED, language=language)
    for screen, note in product(sorted(OF_COLLEAGUES), (None, *Note)):
        yield Show(case=colleague, screen=screen, at=NOW, note=note, other_phone=PHONE, helped=HELPED)
    for screen, helped in product(sorted(OF_COLLEAGUES), HELPED_OTHERWISE):
        yield Show(case=colleague, screen=screen, at=NOW, helped=helped)


def _learned(language: str) -> Iterator[Show]:
    case = replace(OURS, language=language, is_prepared=True)
    yield from (Show(case=case, screen=screen, at=NOW, prefers_call=True) for screen in (Screen.READY, Screen.NEW_CODE))


def _with_a_person(language: str) -> Iterator[Show]:
    for screen, answered_from in product((Screen.PERSON_CALLED, Screen.WITH_PERSON), (NOW, NOW + policy.DAY)):
        yield Show(case=replace(CASE, language=language), screen=screen, at=NOW, answered_from=answered_from)


def every_notice() -> Iterator[tuple[TellStaff, Incident]]:
    """Each reason, and each fault where that is the reason, alone and as an incident."""
    incidents = (Incident(), Incident(cases=2, waiting=1), Incident(cases=1_234, waiting=1_234, message_id=7))
    for case, reason, incident in product((*CASES, *_in_every_state()), Reason, incidents):
        for fault in (None, *Fault) if reason is Reason.FAULT else (None,):
            yield TellStaff(reason=reason, case=case, at=NOW, fault=fault), incident
            told = TellStaff(reason=reason, case=case, at=NOW, fault=fault, untold=incident.waiting)
            yield replace(told, code="136025", message="Verify code error", request_id="0A1B2C3D-1234"), incident


def every_passed(language: str) -> Iterator[ToStaff | ToCustomer]:
    """What customers and staff write to each other, of each kind, and a code that is kept from the group."""
    came = ToStaff(case_id=CASE.id, chat_id=1, message_id=5, at=NOW, text="Hello")
    went = ToCustomer(case_id=CASE.id, chat_id=1, group_id=-5, message_id=5, at=NOW, language=language, text="Hello")
    yield replace(came, is_withheld=True)
    for kind in Kind:
        yield replace(came, kind=kind)
        yield replace(went, kind=kind)


def every_topic() -> Iterator[tuple[Case, Topic]]:
    """Cases in each state and with each fault, as their topics show them: alone, and with somebody who waits."""
    alone = Topic(case_id=CASE.id)
    waiting = replace(alone, taken_by=7_000_000_007, waits_since=NOW - 600, remind_at=NOW)
    for case, topic in product((*CASES, *_in_every_state()), (alone, waiting)):
        for fault in (None, *Fault):
            yield replace(case, topic_at=NOW, fault=fault), topic
            handed = replace(case, handed_over_at=NOW, unreachable=True, requested_at=NOW, deadline=NOW + 9_999)
            yield replace(handed, topic_at=NOW, fault=fault), topic


def _in_every_state() -> Iterator[Case]:
    yield from (replace(CASE, state=state) for state in State)
    yield replace(OURS, state=State.VERIFIED)
    yield replace(OURS, state=State.VERIFIED, verified_at=NOW, registered_at=NOW)
