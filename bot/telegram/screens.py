"""What a customer sees: one view for each screen, rendered from the case as it was when the screen was owed. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.buttons import LANGUAGES as LANGUAGE_BUTTONS
from bot.buttons import Button
from bot.flow import policy
from bot.flow.effects import Note, Screen, Show
from bot.flow.model import Fault, State
from bot.text.phone import formatted, masked

from . import code_screens, colleague_screens, number_screens, silence_screens
from .identity import NAMELESS, phrase, verify
from .views import (
    CONFIRMATION,
    NUMBER,
    Vendor,
    View,
    another_number,
    is_invited,
    moment_in,
    paragraphs,
    rows,
    sentences,
    step,
    title,
    words,
)
from .words import COMMANDS, LANGUAGES, Html, clipped, escaped, say

LONGEST_LABEL = 80
"""Characters of an invitation's label that are shown: two lines on a phone, enough to tell one's own company by."""

UNCOUNTED = frozenset(Fault) - {
    Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.TOO_MANY_TRIES, Fault.MAYBE_VERIFIED,
    Fault.META_ACCESS, Fault.PROGRAM, Fault.UNRECOGNISED,
}  # fmt: skip
"""Faults that no row of the provider's catalogue counts as a try."""

COUNTED = frozenset({Fault.WRONG_CODE})
"""Faults that every row of the provider's catalogue counts as a try. Of the rest only the number's budget can tell."""


def render(show: Show, vendor: Vendor = NAMELESS) -> View:
    """The view of a screen, below the note if there is one."""
    by_whom = _BY_WHOM.get(show.screen)
    view = _VIEWS[show.screen](show) if by_whom is None else by_whom(show, vendor)
    view = number_screens.several(show, view)
    note = _note(show)
    return replace(view, text=f"{note}\n\n{view.text}") if note else view


# --- Notes


def _note(show: Show) -> str:
    match show.note:
        case None:
            return ""
        case Note.REFUSED:
            return _what_is_the_matter(show)
        case Note.OTHER_NUMBER_VERIFIED:
            return words(show, f"note-{Note.OTHER_NUMBER_VERIFIED}", number=masked(show.other_phone))
        case Note.WHAT_WE_KEEP:
            return words(show, "note-what-we-keep", days=show.case.offers.kept_days)
        case Note.MANY_MESSAGES:
            return words(show, "note-many-messages", seconds=policy.LULL)
        case note:
            return words(show, f"note-{note}")


def _what_is_the_matter(show: Show) -> str:
    fault = show.case.fault or Fault.UNRECOGNISED
    reference = show.case.reference
    return sentences(
        words(show, f"fault-{fault}"),
        _was_counted(show, fault),
        words(show, "fault-reference", reference=reference) if reference else "",
    )


def _was_counted(show: Show, fault: Fault) -> str:
    """Whether the fault cost a try, as far as can be known: a try that counts is in the budget for a day.

    A code that was refused just now counts from now on, if it does; later nobody can tell it from those before it.
    """
    tries = [each.at for each in show.case.budget.tries]
    is_verified = show.case.state is State.VERIFIED  # An order to let the number move hands no code in.
    if is_verified or fault in UNCOUNTED or not any(at > show.at - policy.DAY for at in tries):
        return words(show, "try-not-counted")
    if fault in COUNTED or show.at in tries:
        return words(show, "try-counted")
    is_news = show.note is Note.REFUSED or show.case.hold_told_at == show.at
    return words(show, "try-not-counted") if is_news else ""


# --- On the way


def _need_invitation(show: Show) -> View:
    return View(words(show, "need-invitation"), rows(show, (Button.LANGUAGE, Button.HELP), (Button.VERIFY,)))


def _ask_number(show: Show, vendor: Vendor) -> View:
    head = f"<b>{words(show, 'ask-number-title')}</b>\n{step(show, NUMBER)}"
    # Of several that are asked for, the label tells which this one is.
    label = _for_label(show) if show.is_of_several else ""
    text = paragraphs(phrase(show, vendor), head, label, words(show, "ask-number"))
    return View(text, share_contact=words(show, "share-number"))


def _for_label(show: Show) -> str:
    label = show.case.label
    return words(show, "for-label", label=clipped(label, LONGEST_LABEL)) if label else ""


def _confirm_number(show: Show, vendor: Vendor) -> View:
    case = show.case
    number = f"<b>{escaped(formatted(case.phone))}</b>"
    if case.label:
        number += f"\n{_for_label(show)}"
    return View(
        paragraphs(
            phrase(show, vendor),
            f"<b>{words(show, 'confirm-number-title')}</b>\n{step(show, CONFIRMATION)}",
            number,
            words(show, "confirm-number-expected" if case.expected_phone else "confirm-number-given"),
        ),
        rows(show, (Button.YES, Button.PERSON if case.expected_phone else Button.CHANGE_NUMBER)),
    )


# --- Waiting


def _checking(show: Show) -> View:
    if show.place_in_line:
        text = words(show, "checking-in-line", place=show.place_in_line, seconds=show.wait)
    else:
        text = words(show, "checking")
    return View(paragraphs(title(show, "checking-title"), text))


def _settling(show: Show) -> View:
    is_for_long = show.case.reads > len(policy.SETTLEMENT_WAITS)
    text = paragraphs(title(show, "settling-title"), words(show, "settling-for-long" if is_for_long else "settling"))
    return View(text, rows(show, (Button.STATUS, Button.PERSON)))


def _paused(show: Show) -> View:
    case = show.case
    until = case.deadline if case.deadline is not None else policy.next_try_at(case.budget, show.at)
    why = "paused-by-whatsapp" if case.fault is Fault.TOO_MANY_TRIES else "paused"
    return View(
        paragraphs(
            title(show, "paused-title"),
            words(show, why, moment=moment_in(show, until)),
            words(show, "paused-then"),
        ),
        rows(show, *another_number(case), (Button.PERSON, Button.CANCEL)),
    )


def _held(show: Show) -> View:
    case = show.case
    then = "held-until-it-works" if case.fault in policy.PROBED else "held-until-mended"
    is_said = show.note is Note.REFUSED
    # What lies with us or the provider holds every number up.
    another = () if case.fault in policy.SHARED else another_number(case)
    # What asks again by itself needs nobody to say that it is mended.
    may_ask = case.offers.prepares and case.fault not in policy.PROBED
    return View(
        paragraphs(
            title(show, "held-title"),
            "" if is_said else _what_is_the_matter(show),
            sentences(words(show, then), "" if case.offers.code_request else words(show, "held-new-code")),
            words(show, "held-look-again") if may_ask else "",
        ),
        rows(show, *another, *(((Button.TRY_AGAIN,),) if may_ask else ()), (Button.STATUS, Button.PERSON)),
    )


# --- At the end


def _verified(show: Show) -> View:
    if show.case.state is State.VERIFIED and show.case.deadline is None:
        text = words(show, "verified-let-go")
        return View(paragraphs(title(show, "verified-title"), text), rows(show, (Button.TRY_AGAIN, Button.PERSON)))
    if show.case.fault is not None and not show.case.registered_at:
        return _verified_not_moved(show)
    is_ours = show.case.state is State.REGISTERING or show.case.registered_at
    text = words(show, "verified-we-move-it" if is_ours else "verified")
    return View(paragraphs(title(show, "verified-title"), text), rows(show, (Button.PERSON,)))


def _verified_not_moved(show: Show) -> View:
    """The order to let the number move was refused: what is known of it, and who sees to it."""
    text = paragraphs(
        words(show, "verified-not-moved"), _what_is_the_matter(show), words(show, "verified-not-moved-then")
    )
    return View(paragraphs(title(show, "verified-title"), text), rows(show, (Button.PERSON,)))


def _live(show: Show) -> View:
    return View(paragraphs(title(show, "live-title"), words(show, "live")), rows(show, (Button.PERSON,)))


def _cancelled(show: Show) -> View:
    return _ended(show, "cancelled-title", words(show, "cancelled"))


def _expired(show: Show) -> View:
    text = words(show, "expired", days=policy.STEP_LIFE // policy.DAY)
    is_kept = show.case.invitation_expires_at > show.at
    return _ended(show, "expired-title", sentences(text, words(show, "expired-kept") if is_kept else ""))


def _ended(show: Show, title_id: str, text: str) -> View:
    """An end that is none while the invitation lasts, unless staff have closed the case."""
    until = show.case.invitation_expires_at
    if show.case.closed_at:
        then: str = words(show, "may-be-opened")
        buttons = rows(show, (Button.PERSON,))
    elif until > show.at:
        then = words(show, "may-go-on", moment=moment_in(show, until))
        buttons = rows(show, (Button.RESUME, Button.PERSON))
    else:
        then = words(show, "may-not-go-on")
        buttons = rows(show, (Button.PERSON,))
    return View(paragraphs(title(show, title_id), text, then), buttons)


# --- Pages that change nothing


def _person_called(show: Show) -> View:
    text = words(show, "person-called", case=str(show.case.id))
    head = title(show, "person-called-title")
    return View(paragraphs(head, text, _who_is_there(show)), rows(show, (Button.STATUS, Button.BOT)))


def _with_person(show: Show) -> View:
    head, text = title(show, "with-person-title"), words(show, "with-person")
    return View(paragraphs(head, text, _who_is_there(show)), rows(show, (Button.STATUS, Button.BOT)))


def _who_is_there(show: Show) -> str:
    """When somebody answers, if the operator has said when staff are there."""
    if not show.answered_from:
        return ""
    if show.answered_from <= show.at:
        return words(show, "person-there")
    return words(show, "person-back", moment=moment_in(show, show.answered_from))


def _help(show: Show) -> View:
    commands = "\n".join(f"/{name} – {words(show, f'command-{name}')}" for name in COMMANDS if name != "start")
    here = (Button.STATUS, Button.PERSON) if is_invited(show.case) else ()
    below = tuple(row for row in (here, (Button.LANGUAGE, Button.PRIVACY), (Button.VERIFY,)) if row)
    return View(paragraphs(words(show, "help"), commands, words(show, "help-typing")), rows(show, *below))


def _privacy(show: Show) -> View:
    invited = ((Button.STATUS, Button.MY_DATA), (Button.FORGET, Button.PERSON))
    below = invited if is_invited(show.case) else ((Button.HELP,),)
    offers = show.case.offers
    text = words(show, "privacy", days=offers.kept_days, records=offers.record_days)
    return View(text, rows(show, *below))


def _my_data(show: Show) -> View:
    return View(words(show, "my-data"), rows(show, (Button.STATUS, Button.PRIVACY)))


def _my_data_later(show: Show) -> View:
    again = moment_in(show, show.case.copied_at + policy.COPY_AGAIN)
    return View(words(show, "my-data-later", moment=again), rows(show, (Button.STATUS, Button.PRIVACY)))


def _nothing_kept(show: Show) -> View:
    return View(words(show, "nothing-kept", days=show.case.offers.kept_days), rows(show, (Button.PRIVACY,)))


def _forget(show: Show) -> View:
    offers = show.case.offers
    text = words(show, "forget", records=offers.record_days)
    return View(text, rows(show, (Button.ERASE,), (Button.STATUS, Button.MY_DATA)))


def _forget_later(show: Show) -> View:
    phone = show.case.phone
    number = Html(f"<b>{masked(phone)}</b>") if phone else words(show, "forget-later-number")
    return View(words(show, "forget-later", number=number), rows(show, (Button.KEEP,), (Button.STATUS, Button.PERSON)))


def _forgotten(show: Show) -> View:
    text = words(show, "forgotten", case=str(show.case.id), moment=moment_in(show, show.at))
    return View(text, rows(show, (Button.PRIVACY,)))


def _language(show: Show) -> View:
    """In every language: who looks for this page does not read the one that it would be in."""
    text = "\n".join(say(language, "choose-language") for language in LANGUAGES)
    names = tuple(LANGUAGE_BUTTONS)
    return View(text, rows(show, *(names[start : start + 2] for start in range(0, len(names), 2))))


_VIEWS: Mapping[Screen, Callable[[Show], View]] = {
    Screen.NEED_INVITATION: _need_invitation,
    Screen.PREPARING: code_screens.preparing,
    Screen.READY: code_screens.ready,
    Screen.APPOINTMENT: code_screens.appointment,
    Screen.APPOINTED: code_screens.appointed,
    Screen.REQUESTING: code_screens.requesting,
    Screen.ASK_CODE: code_screens.ask_code,
    Screen.NEW_CODE: code_screens.new_code,
    Screen.CHECKING: _checking,
    Screen.SETTLING: _settling,
    Screen.PAUSED: _paused,
    Screen.HELD: _held,
    Screen.VERIFIED: _verified,
    Screen.LIVE: _live,
    Screen.CANCELLED: _cancelled,
    Screen.EXPIRED: _expired,
    Screen.HELP: _help,
    Screen.PRIVACY: _privacy,
    Screen.MY_DATA: _my_data,
    Screen.MY_DATA_LATER: _my_data_later,
    Screen.NOTHING_KEPT: _nothing_kept,
    Screen.FORGET: _forget,
    Screen.FORGET_LATER: _forget_later,
    Screen.FORGOTTEN: _forgotten,
    Screen.LANGUAGE: _language,
    Screen.PERSON_CALLED: _person_called,
    Screen.WITH_PERSON: _with_person,
    Screen.CODE_WANTED: code_screens.code_wanted,
    Screen.NUDGE: silence_screens.nudge,
    Screen.PUT_OFF: silence_screens.put_off,
    Screen.NUMBERS: number_screens.numbers,
    Screen.WHICH_NUMBER: number_screens.which_number,
    Screen.COLLEAGUE_LINK: colleague_screens.link,
    Screen.COLLEAGUE_ASK: colleague_screens.ask,
    Screen.COLLEAGUE_CHECKING: colleague_screens.checking,
    Screen.COLLEAGUE_LATE: colleague_screens.late,
    Screen.COLLEAGUE_VERIFIED: colleague_screens.verified,
    Screen.COLLEAGUE_REFUSED: colleague_screens.refused,
    Screen.COLLEAGUE_OVER: colleague_screens.over,
}

_BY_WHOM: Mapping[Screen, Callable[[Show, Vendor], View]] = {
    Screen.ASK_NUMBER: _ask_number,
    Screen.CONFIRM_NUMBER: _confirm_number,
    Screen.VERIFY: verify,
}
"""Screens that say who is asking."""
