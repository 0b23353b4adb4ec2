"""What hangs in the gallery: each screen in all its variants, and under each note, and what stands around the chat."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from typing import Any

from bot.buttons import LABELLED
from bot.flow import policy
from bot.flow.effects import Helped, Note, Reason, Screen, Show, TellStaff
from bot.flow.listing import NOTHING, page_of
from bot.flow.model import Case, CaseId, Fault, State
from bot.flow.relaying import ToCustomer, ToStaff
from bot.ports import Incident
from bot.store import Topic
from bot.telegram.answers import render_answer
from bot.telegram.digest import render_together
from bot.telegram.group import ICONS
from bot.telegram.relays import in_chat, in_topic
from bot.telegram.screens import render
from bot.telegram.staff import commands, descriptions, render_notice
from bot.telegram.topic_cards import draw_topic
from bot.telegram.views import Vendor, View
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES, escaped, say
from bot.topics.ports import Spot
from tests.telegram.everything import (
    CASE,
    HELPED,
    LINK,
    NOW,
    OF_COLLEAGUES,
    OF_ONE_CHAT,
    OUR_CASES,
    PHONE,
    PROVEN,
    UNINVITED,
    every_passed,
    every_show,
)
from tests.telegram.staff_answers import every_answer

WITHOUT_INVITATION = frozenset(
    {Screen.NEED_INVITATION, Screen.HELP, Screen.PRIVACY, Screen.NOTHING_KEPT, Screen.VERIFY, Screen.LANGUAGE}
)
"""What somebody may see whom nobody has invited."""


OF_LISTS = frozenset({Screen.NUMBERS, Screen.WHICH_NUMBER})
"""What is about all of a chat's numbers."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One message as it is seen. `about` says what it is an example of."""

    language: str
    about: str
    text: str
    """HTML as Telegram takes it."""
    rows: tuple[tuple[str, ...], ...] = ()
    share_contact: str = ""
    for_staff: bool = False
    place: int = 0
    """The same for the same in each language."""


@dataclass(frozen=True, slots=True)
class Wall:
    """Pictures that belong together. `aside`: there are many, to be looked at on demand."""

    name: str
    pictures: list[Picture] = field(default_factory=list)
    aside: list[Picture] = field(default_factory=list)


@cache
def walls() -> tuple[Wall, ...]:
    """Everything, screen by screen; drawn once by each process, in seconds."""
    return tuple(_walls())


def _walls() -> Iterator[Wall]:
    shows = {language: list(every_show(language)) for language in LANGUAGES}
    for screen in Screen:
        wall = Wall(screen)
        for language in LANGUAGES:
            wall.pictures.extend(_variants(screen, shows[language]))
            wall.aside.extend(_under_each_note(screen, language))
        yield Wall(screen, _side_by_side(wall.pictures), _side_by_side(wall.aside))
    yield Wall("the vendor named", list(_by_whom()))
    yield Wall("profile and menu", [_profile(language) for language in LANGUAGES])
    yield Wall("what can be typed", [_typed(language) for language in LANGUAGES])
    yield Wall("notices to staff", list(_notices()))
    yield Wall("answers to staff", list(_answers()))
    yield Wall("topics", list(_topics()))
    yield Wall("with a person", list(_passed_in()) + list(_passed_out()))


def _side_by_side(pictures: list[Picture]) -> list[Picture]:
    """The same in each language beside each other."""
    return sorted(pictures, key=lambda each: each.place)


def _happens(show: Show) -> bool:
    """Whether a screen can come up for such a case at all; what cannot would puzzle whoever looks."""
    if not show.case.id:
        return show.screen in WITHOUT_INVITATION | OF_COLLEAGUES
    if show.screen is Screen.ASK_NUMBER:
        return not show.case.expected_phone and not show.case.phone
    return show.screen is not Screen.NEED_INVITATION and (bool(show.case.phone) or show.screen in WITHOUT_INVITATION)


def _variants(screen: Screen, shows: list[Show]) -> Iterator[Picture]:
    """A screen without a note: each that differs from the others, by its case or by a fault."""
    seen: set[tuple[str, object]] = set()
    for place, show in enumerate(shows):
        if show.screen is not screen or show.note is not None or not _happens(show):
            continue
        view = render(show)
        if (view.text, _labels(view)) not in seen:
            seen.add((view.text, _labels(view)))
            yield replace(_picture(show, ", ".join(_traits(show)) or "plain"), place=place)


def _under_each_note(screen: Screen, language: str) -> Iterator[Picture]:
    """A screen under each note; under «refused», with each fault."""
    invited = replace(CASE, phone="") if screen is Screen.ASK_NUMBER else CASE
    case = replace(UNINVITED if screen is Screen.NEED_INVITATION else invited, language=language)
    for place, note in enumerate(Note):
        for fault in Fault if note is Note.REFUSED else (None,):
            show = Show(
                case=replace(case, fault=fault),
                screen=screen,
                at=NOW,
                note=note,
                other_phone=PHONE,
                page=page_of(OF_ONE_CHAT[:3]) if screen in OF_LISTS else NOTHING,
                link=LINK if screen is Screen.COLLEAGUE_LINK else "",
                helped=HELPED if screen in OF_COLLEAGUES else Helped(),
            )
            about = f"{note}: {fault}" if fault else str(note)
            yield replace(_picture(show, about), place=place * len(Fault) + (list(Fault).index(fault) if fault else 0))


def _by_whom() -> Iterator[Picture]:
    """What says who is asking, where the operator has said who it is."""
    vendor = Vendor("Nusantara Messaging", "https://nusantara.example/whatsapp", "nusantara_move_bot")
    for screen, case in ((Screen.ASK_NUMBER, replace(PROVEN, phone="")), (Screen.CONFIRM_NUMBER, PROVEN)):
        for language in LANGUAGES:
            show = Show(case=replace(case, language=language), screen=screen, at=NOW)
            yield Picture(language, f"{screen}, the vendor named", render(show, vendor).text)
    for case in (PROVEN, UNINVITED):
        for language in LANGUAGES:
            show = Show(case=replace(case, language=language), screen=Screen.VERIFY, at=NOW)
            about = f"{Screen.VERIFY}, {'invited' if case.id else 'not invited'}"
            yield Picture(language, about, render(show, vendor).text)


def _picture(show: Show, about: str) -> Picture:
    view = render(show)
    return Picture(show.case.language, about, view.text, _labels(view), view.share_contact)


def _labels(view: View) -> tuple[tuple[str, ...], ...]:
    share = ((view.share[0],),) if view.share[0] else ()
    return share + tuple(tuple(label for label, _ in row) for row in view.buttons)


def _traits(show: Show) -> Iterator[str]:
    """By what a variant differs from the plain one."""
    case: Case = show.case
    invited = bool(case.id)
    holds: dict[str, bool] = {
        f"fault {case.fault}": case.fault is not None,
        "not invited": not invited and show.screen not in OF_COLLEAGUES,
        "number from the invitation": invited and bool(case.expected_phone),
        "no number yet": invited and not case.expected_phone and not case.phone,
        "another kind of number": invited and case.phone not in {"", CASE.phone},
        "the bot does every step": case.offers != CASE.offers,
        f"codes sent: {len(case.budget.requests)}": bool(case.budget.requests),
        f"SMS that did not come: {case.sms_requests}": bool(case.sms_requests),
        f"by {case.channel}": case.channel != CASE.channel,
        "move ordered": bool(case.registered_at),
        f"tries before: {len(case.budget.tries)}": bool(case.budget.tries),
        "invitation ended": invited and case.invitation_expires_at <= show.at,
        "after long": bool(case.reads),
        "with a phrase": bool(case.phrase),
        "in line": bool(show.place_in_line),
        "one of several": show.is_of_several and show.screen not in OF_LISTS,
        f"from {show.page.first} of {show.page.of}": show.screen in OF_LISTS,
        f"the colleague’s code: {show.helped.fault}": show.helped.fault is not None,
        "it cost a try": show.helped.was_counted is True,
        "it cost none": show.helped.was_counted is False,
        f"the link ended: {show.helped.ending}": show.helped.ending is not None,
    }
    return (trait for trait, is_so in holds.items() if is_so)


def _profile(language: str) -> Picture:
    """What Telegram shows around the chat. Traditional Chinese too, though Telegram has room for one Chinese only."""
    short, long = descriptions(language)
    listed = "\n".join(f"/{name} – {text}" for name, text in commands(language))
    return Picture(language, "description, profile, menu", f"{long}\n\n<i>{short}</i>\n\n{listed}")


def _typed(language: str) -> Picture:
    lines = (f"<b>{say(language, f'button-{each}')}</b>: {say(language, f'words-{each}')}" for each in LABELLED)
    return Picture(language, "for each button", "\n".join(lines))


def _answers() -> Iterator[Picture]:
    for language in STAFF_LANGUAGES:
        for answer in every_answer():
            text, markup = render_answer(answer, language, "our_bot")
            keyboard: Any = (markup or {}).get("inline_keyboard", [])
            labels = tuple(tuple(button["text"] for button in row) for row in keyboard)
            about = answer.keys[0][0].label if answer.keys else answer.paragraphs[0][0].text
            yield Picture(language, about, text, rows=labels, for_staff=True)


def _topics() -> Iterator[Picture]:
    """A topic's name and card: of a case in each state, with each fault, and with somebody who waits."""
    alone = Topic(case_id=CASE.id)
    waiting = Topic(case_id=CASE.id, taken_by=7_000_000_007, waits_since=NOW - 600, remind_at=NOW)
    handed = replace(CASE, handed_over_at=NOW - 600, requested_at=NOW - 60)
    examples: list[tuple[str, Case, Topic]] = [
        *((f"in state {state}", replace(CASE, state=state), alone) for state in State if state is not State.UNINVITED),
        *((f"held by {fault}", replace(CASE, state=State.HELD, fault=fault), alone) for fault in Fault),
        ("the customer waits, in nobody’s hands", handed, replace(waiting, taken_by=0)),
        ("the customer waits, in somebody’s hands", handed, waiting),
        ("the customer cannot be reached", replace(CASE, unreachable=True), alone),
        ("verified, the move ordered", replace(OUR_CASES[8], deadline=NOW + policy.DAY), alone),
    ]
    for language in STAFF_LANGUAGES:
        for about, case, topic in examples:
            drawn = draw_topic(case, topic, NOW, language, taken_by="Rizal" if topic.taken_by else "")
            labels = tuple(tuple(label for label, _ in row) for row in drawn.buttons)
            name = f"<i>{ICONS[drawn.look]} {escaped(drawn.name)}</i>"
            yield Picture(language, f"topic, {about}", f"{name}\n\n{drawn.card}", labels, for_staff=True)


def _passed_in() -> Iterator[Picture]:
    """What staff read of what a customer wrote, in a topic and in a plain group."""
    for language in STAFF_LANGUAGES:
        for thread_id, came in product((5, 0), every_passed(language)):
            text = in_topic(came, Spot(-1, thread_id), language) if isinstance(came, ToStaff) else None
            if text is not None and isinstance(came, ToStaff):
                what = "withheld" if came.is_withheld else str(came.kind)
                where = "topic" if thread_id else "plain group"
                yield Picture(language, f"from the customer, {what}, {where}", text, for_staff=True)


def _passed_out() -> Iterator[Picture]:
    """What a customer reads of what somebody of the staff wrote."""
    for language in LANGUAGES:
        for went in every_passed(language):
            text = in_chat(went) if isinstance(went, ToCustomer) else None
            if text is not None and isinstance(went, ToCustomer):
                yield Picture(language, f"from staff, {went.kind}", text)


def _notices() -> Iterator[Picture]:
    for language in STAFF_LANGUAGES:
        for reason in Reason:
            for fault in Fault if reason is Reason.FAULT else (None,):
                told = TellStaff(
                    reason=reason, case=CASE, at=NOW, fault=fault, code="136025", message="Verify code error"
                )
                text = render_notice(told, Incident(cases=2, waiting=3), language)
                about = f"{reason}: {fault}" if fault else str(reason)
                yield Picture(language, about, text, for_staff=True)
                many = [replace(told, case=replace(CASE, id=CaseId(12 + number))) for number in range(3)]
                yield Picture(language, f"{about}, of many", render_together(many, language)[1], for_staff=True)
