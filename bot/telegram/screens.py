"""What a customer sees: one view for each screen, rendered from the case as it was when the screen was owed. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.buttons import LANGUAGES as LANGUAGE_BUTTONS
from bot.buttons import Button, data
from bot.flow import policy
from bot.flow.effects import Note, Screen, Show
from bot.flow.model import Case, Fault, State
from bot.text.phone import formatted, masked

from .moments import moment
from .words import COMMANDS, LANGUAGES, Html, clipped, escaped, say

Rows = tuple[tuple[tuple[str, str], ...], ...]

LONGEST_LABEL = 80
"""Characters of an invitation's label that are shown: two lines on a phone, enough to tell one's own company by."""

UNCOUNTED = frozenset(Fault) - {
    Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.TOO_MANY_TRIES, Fault.MAYBE_VERIFIED,
    Fault.META_ACCESS, Fault.PROGRAM, Fault.UNRECOGNISED,
}  # fmt: skip
"""Faults that no row of the provider's catalogue counts as a try."""

COUNTED = frozenset({Fault.WRONG_CODE})
"""Faults that every row of the provider's catalogue counts as a try. Of the rest only the number's budget can tell."""


@dataclass(frozen=True, slots=True)
class View:
    """What to send: `text` is HTML, `buttons` are rows of (label, what a press carries).

    `share_contact` is the label of a button that shares this account's number, on a keyboard of its own; empty where
    there is none. A message has either that or `buttons`.
    """

    text: str = field(repr=False)
    buttons: Rows = ()
    share_contact: str = ""


def render(show: Show) -> View:
    """The view of a screen, below the note if there is one."""
    view = _VIEWS[show.screen](show)
    note = _note(show)
    return View(f"{note}\n\n{view.text}", view.buttons, view.share_contact) if note else view


def _say(show: Show, message_id: str, **variables: str | int) -> Html:
    return say(show.case.language, message_id, **variables)


def _moment(show: Show, at: int) -> Html:
    return moment(show.case.language, at, phone=show.case.phone, now=show.at)


def _text(*paragraphs: str) -> str:
    return "\n\n".join(filter(None, paragraphs))


def _sentences(*sentences: str) -> str:
    """Put sentences behind each other: after a full-width stop without a space."""
    return " ".join(filter(None, sentences)).replace("。 ", "。")


def _title(show: Show, message_id: str) -> str:
    """A title with the number's last digits: a customer may have several numbers in the same chat."""
    title = f"<b>{_say(show, message_id)}</b>"
    return f"{title} · {escaped(masked(show.case.phone))}" if show.case.phone else title


def _rows(show: Show, *rows: tuple[Button, ...]) -> Rows:
    return tuple(tuple((_say(show, f"button-{button}"), data(button, show.case)) for button in row) for row in rows)


def _is_invited(case: Case) -> bool:
    return case.state is not State.UNINVITED


# --- Notes


def _note(show: Show) -> str:
    match show.note:
        case None:
            return ""
        case Note.REFUSED:
            return _what_is_the_matter(show)
        case Note.OTHER_NUMBER_VERIFIED:
            return _say(show, f"note-{Note.OTHER_NUMBER_VERIFIED}", number=masked(show.other_phone))
        case Note.MANY_MESSAGES:
            return _say(show, "note-many-messages", seconds=policy.LULL)
        case note:
            return _say(show, f"note-{note}")


def _what_is_the_matter(show: Show) -> str:
    fault = show.case.fault or Fault.UNRECOGNISED
    reference = show.case.reference
    return _sentences(
        _say(show, f"fault-{fault}"),
        _was_counted(show, fault),
        _say(show, "fault-reference", reference=reference) if reference else "",
    )


def _was_counted(show: Show, fault: Fault) -> str:
    """Whether the fault cost a try, as far as can be known: a try that counts is in the budget for a day."""
    if fault in UNCOUNTED or not any(each.at > show.at - policy.DAY for each in show.case.budget.tries):
        return _say(show, "try-not-counted")
    return _say(show, "try-counted") if fault in COUNTED else ""


# --- On the way


def _need_invitation(show: Show) -> View:
    return View(_say(show, "need-invitation"), _rows(show, (Button.LANGUAGE, Button.HELP)))


def _step(show: Show, step: int) -> Html:
    """The step of three: number, confirmation, code; of two where the invitation has brought the number along."""
    skipped = 1 if show.case.expected_phone else 0
    return _say(show, "step", step=str(step - skipped), steps=str(3 - skipped))


def _ask_number(show: Show) -> View:
    head = f"<b>{_say(show, 'ask-number-title')}</b>\n{_step(show, 1)}"
    return View(_text(head, _say(show, "ask-number")), share_contact=_say(show, "share-number"))


def _confirm_number(show: Show) -> View:
    case = show.case
    number = f"<b>{escaped(formatted(case.phone))}</b>"
    if case.label:
        number += f"\n{_say(show, 'for-label', label=clipped(case.label, LONGEST_LABEL))}"
    return View(
        _text(
            f"<b>{_say(show, 'confirm-number-title')}</b>\n{_step(show, 2)}",
            number,
            _say(show, "confirm-number-expected" if case.expected_phone else "confirm-number-given"),
        ),
        _rows(show, (Button.YES, Button.PERSON if case.expected_phone else Button.CHANGE_NUMBER)),
    )


def _ask_code(show: Show) -> View:
    return View(
        _text(
            f"<b>{_say(show, 'ask-code-title')}</b>\n{_step(show, 3)}",
            _say(show, "ask-code", number=formatted(show.case.phone)),
            _tries_left(show),
        ),
        _rows(show, (Button.NO_CODE, Button.PERSON)),
    )


def _tries_left(show: Show) -> str:
    budget = show.case.budget
    tries = policy.tries_left(budget, show.at)
    match tries:
        case 0:  # Another chat with the same number may have used them up since.
            return _say(show, "no-try-left", moment=_moment(show, policy.next_try_at(budget, show.at)))
        case 1:
            again = policy.next_try_at(policy.spent(budget, show.at, ""), show.at)
            return _say(show, "last-try", moment=_moment(show, again))
        case _:
            return _say(show, "tries-left", tries=tries)


def _code_wanted(show: Show) -> View:
    case = show.case
    row = (Button.PERSON,) if case.expected_phone else (Button.CHANGE_NUMBER, Button.PERSON)
    text = _say(show, "code-wanted", number=formatted(case.phone))
    return View(_text(f"<b>{_say(show, 'code-wanted-title')}</b>", text), _rows(show, row))


# --- Waiting


def _checking(show: Show) -> View:
    if show.place_in_line:
        text = _say(show, "checking-in-line", place=show.place_in_line, seconds=show.wait)
    else:
        text = _say(show, "checking")
    return View(_text(_title(show, "checking-title"), text))


def _settling(show: Show) -> View:
    is_for_long = show.case.reads > len(policy.SETTLEMENT_WAITS)
    text = _text(_title(show, "settling-title"), _say(show, "settling-for-long" if is_for_long else "settling"))
    return View(text, _rows(show, (Button.STATUS, Button.PERSON)))


def _paused(show: Show) -> View:
    case = show.case
    until = case.deadline if case.deadline is not None else policy.next_try_at(case.budget, show.at)
    why = "paused-by-whatsapp" if case.fault is Fault.TOO_MANY_TRIES else "paused"
    return View(
        _text(
            _title(show, "paused-title"),
            _say(show, why, moment=_moment(show, until)),
            _say(show, "paused-then"),
        ),
        _rows(show, *_another_number(case), (Button.PERSON, Button.CANCEL)),
    )


def _another_number(case: Case) -> tuple[tuple[Button, ...], ...]:
    """A way to another number, where the invitation does not say which it is."""
    return () if case.expected_phone else ((Button.CHANGE_NUMBER,),)


def _held(show: Show) -> View:
    case = show.case
    then = "held-until-it-works" if case.fault in policy.PROBED else "held-until-mended"
    is_said = show.note is Note.REFUSED
    # What lies with us or the provider holds every number up.
    another = () if case.fault in policy.SHARED else _another_number(case)
    return View(
        _text(_title(show, "held-title"), "" if is_said else _what_is_the_matter(show), _say(show, then)),
        _rows(show, *another, (Button.STATUS, Button.PERSON)),
    )


# --- At the end


def _verified(show: Show) -> View:
    return View(_text(_title(show, "verified-title"), _say(show, "verified")), _rows(show, (Button.PERSON,)))


def _cancelled(show: Show) -> View:
    return _ended(show, "cancelled-title", _say(show, "cancelled"))


def _expired(show: Show) -> View:
    return _ended(show, "expired-title", _say(show, "expired", days=policy.STEP_LIFE // policy.DAY))


def _ended(show: Show, title: str, text: str) -> View:
    """An end that is none while the invitation lasts."""
    until = show.case.invitation_expires_at
    if until > show.at:
        then: str = _say(show, "may-go-on", moment=_moment(show, until))
        buttons = _rows(show, (Button.RESUME, Button.PERSON))
    else:
        then = _say(show, "may-not-go-on")
        buttons = _rows(show, (Button.PERSON,))
    return View(_text(_title(show, title), text, then), buttons)


# --- Pages that change nothing


def _person_called(show: Show) -> View:
    text = _say(show, "person-called", case=str(show.case.id))
    return View(_text(_title(show, "person-called-title"), text), _rows(show, (Button.STATUS,)))


def _help(show: Show) -> View:
    commands = "\n".join(f"/{name} – {_say(show, f'command-{name}')}" for name in COMMANDS if name != "start")
    here = (Button.STATUS, Button.PERSON) if _is_invited(show.case) else ()
    rows = tuple(row for row in (here, (Button.LANGUAGE, Button.PRIVACY)) if row)
    return View(_text(_say(show, "help"), commands, _say(show, "help-typing")), _rows(show, *rows))


def _privacy(show: Show) -> View:
    row = (Button.STATUS, Button.PERSON) if _is_invited(show.case) else (Button.HELP,)
    return View(_say(show, "privacy"), _rows(show, row))


def _language(show: Show) -> View:
    """In every language: who looks for this page does not read the one that it would be in."""
    text = "\n".join(say(language, "choose-language") for language in LANGUAGES)
    names = tuple(LANGUAGE_BUTTONS)
    return View(text, _rows(show, *(names[start : start + 2] for start in range(0, len(names), 2))))


_VIEWS: Mapping[Screen, Callable[[Show], View]] = {
    Screen.NEED_INVITATION: _need_invitation,
    Screen.ASK_NUMBER: _ask_number,
    Screen.CONFIRM_NUMBER: _confirm_number,
    Screen.ASK_CODE: _ask_code,
    Screen.CHECKING: _checking,
    Screen.SETTLING: _settling,
    Screen.PAUSED: _paused,
    Screen.HELD: _held,
    Screen.VERIFIED: _verified,
    Screen.CANCELLED: _cancelled,
    Screen.EXPIRED: _expired,
    Screen.HELP: _help,
    Screen.PRIVACY: _privacy,
    Screen.LANGUAGE: _language,
    Screen.PERSON_CALLED: _person_called,
    Screen.CODE_WANTED: _code_wanted,
}
