"""What a customer sees from the number to the code: the checklist, the request, its wait, and a better time. Pure."""

from math import ceil

from bot.buttons import TIMES, Button
from bot.flow import policy
from bot.flow.effects import Note, Show
from bot.flow.model import Channel, Fault
from bot.text.phone import Line, formatted, line_of
from bot.text.times import moment_of

from .views import CODE, IN_HAND, View, clock_there, moment_in, paragraphs, rows, step, title, tries_left, words


def preparing(show: Show) -> View:
    """Questions to the provider are under way."""
    return View(paragraphs(title(show, "preparing-title"), words(show, "preparing")))


def ready(show: Show) -> View:
    """What must be so before a code is sent, and the two ways to have it sent."""
    case = show.case
    if case.offers.prepares and not case.is_prepared:
        return View(
            paragraphs(f"{title(show, 'not-ready-title')}\n{step(show, IN_HAND)}", words(show, "not-ready")),
            rows(show, (Button.TRY_AGAIN, Button.PERSON)),
        )
    if waiting := wait_text(show):
        return View(
            paragraphs(f"{title(show, 'new-code-title')}\n{step(show, IN_HAND)}", waiting),
            rows(show, (Button.NO_CODE, Button.LATER), (Button.PERSON,)),
        )
    prefers_call = _prefers_call(show)
    return View(
        paragraphs(
            f"<b>{words(show, 'ready-title')}</b>\n{step(show, IN_HAND)}",
            words(show, "ready-number", number=formatted(case.phone)),
            "\n".join(f"– {words(show, check)}" for check in _checks(show)),
            words(show, prefers_call) if prefers_call else "",
            words(show, "ready-press"),
            _requests_left(show),
        ),
        rows(show, ways(show), (Button.COLLEAGUE,), (Button.LATER, Button.PERSON)),
    )


def wait_text(show: Show) -> str:
    """From when on a code can be sent; empty where it can be now.

    Rounded up to the minute that is said: who comes then is not sent away again.
    """
    next_at = policy.next_request_at(show.case.budget, show.at)
    if next_at <= show.at:
        return ""
    return words(show, "ready-wait", moment=moment_in(show, ceil(next_at / policy.MINUTE) * policy.MINUTE))


def _checks(show: Show) -> tuple[str, ...]:
    """What must be so for the recommended way, and for the number at all: a code is lost where it is not."""
    is_said = show.note is Note.REFUSED and show.case.fault is Fault.TWO_STEP_ON
    two_step = () if is_said else ("ready-check-two-step",)
    if not _prefers_call(show):
        return ("ready-check-sms", *two_step)
    menu = ("ready-check-menu",) if line_of(show.case.phone) is Line.SWITCHBOARD else ()
    return ("ready-check-call", *menu, *two_step)


def _prefers_call(show: Show) -> str:
    """Why a call is recommended; empty where an SMS is."""
    line = line_of(show.case.phone)
    if line is not Line.EITHER:
        return "ready-neither-is-sure" if line is Line.NEITHER else "ready-call-is-better"
    if show.case.sms_requests >= policy.MISSES_BEFORE_CALL:
        return "ready-after-misses"
    return "ready-call-arrives" if show.prefers_call else ""


def ways(show: Show) -> tuple[Button, ...]:
    """What is recommended comes first."""
    return (Button.CALL_ME, Button.SEND_SMS) if _prefers_call(show) else (Button.SEND_SMS, Button.CALL_ME)


def _requests_left(show: Show) -> str:
    return words(show, "requests-left", requests=policy.requests_left(show.case.budget, show.at))


def requesting(show: Show) -> View:
    """The provider is being asked for a code."""
    return View(paragraphs(title(show, "requesting-title"), words(show, "requesting")))


def ask_code(show: Show) -> View:
    """Waiting for the code, however it is sent."""
    head = f"<b>{words(show, 'ask-code-title')}</b>\n{step(show, CODE)}"
    buttons = rows(show, (Button.COLLEAGUE,), (Button.NO_CODE, Button.PERSON))
    if show.note is Note.REFUSED:
        # Of a text that names no number nobody can tell whose code it was.
        head = f"{title(show, 'ask-code-title')}\n{step(show, CODE)}"
        may_be_typed_again = show.case.fault in policy.ABOUT_CODES - {Fault.CODE_EXPIRED}
        again = "ask-code-again" if may_be_typed_again else "ask-code-mended"
        return View(paragraphs(head, words(show, again), tries_left(show)), buttons)
    case = show.case
    number = formatted(case.phone)
    match case.channel:
        case None:
            how: tuple[str, ...] = (words(show, "ask-code", number=number),)
        case Channel.SMS:
            how = (words(show, "ask-code-sent-sms", number=number), words(show, "ask-code-paste"))
        case Channel.VOICE:
            how = (words(show, "ask-code-sent-call", number=number), words(show, "ask-code-paste"))
    return View(paragraphs(head, *how, tries_left(show)), buttons)


def new_code(show: Show) -> View:
    """Another code, or from when on there can be one."""
    case = show.case
    head = title(show, "new-code-title")
    next_at = policy.next_request_at(case.budget, show.at)
    if not policy.requests_left(case.budget, show.at):
        text = words(show, "new-code-used-up", moment=moment_in(show, next_at))
        return View(paragraphs(head, text), rows(show, (Button.PERSON,)))
    if next_at > show.at:
        minutes = ceil((next_at - show.at) / policy.MINUTE)
        # Rounded up like the minutes: who comes at the moment that was said must not be sent away again.
        moment = moment_in(show, show.at + minutes * policy.MINUTE)
        text = words(show, "new-code-wait", minutes=minutes, moment=moment)
        return View(paragraphs(head, text), rows(show, (Button.COLLEAGUE,), (Button.NO_CODE, Button.PERSON)))
    why = _prefers_call(show)
    return View(
        paragraphs(
            head,
            words(show, "new-code"),
            words(show, why) if why else "",
            words(show, "ready-press"),
            _requests_left(show),
        ),
        rows(show, ways(show), (Button.COLLEAGUE,), (Button.LATER, Button.PERSON)),
    )


def appointment(show: Show) -> View:
    """The times that may be chosen: those that are not too near."""
    at, phone = show.at, show.case.phone
    later = [button for button, time in TIMES.items() if moment_of(time, at, phone) > at + policy.REMINDED_BEFORE]
    # «Morning» is the number's: so must the time be that it is set against.
    text = words(show, "appointment", moment=clock_there(show, at))
    buttons = rows(show, *((button,) for button in later), (Button.NOW, Button.PERSON))
    return View(paragraphs(title(show, "appointment-title"), text), buttons)


def appointed(show: Show) -> View:
    """A later time is chosen."""
    text = words(show, "appointed", moment=moment_in(show, show.case.appointment_at))
    return View(
        paragraphs(title(show, "appointed-title"), text),
        rows(show, (Button.NOW, Button.LATER), (Button.PERSON, Button.CANCEL)),
    )


def code_wanted(show: Show) -> View:
    """Staff have been asked to have a code sent."""
    case = show.case
    row = (Button.PERSON,) if case.expected_phone else (Button.CHANGE_NUMBER, Button.PERSON)
    text = words(show, "code-wanted", number=formatted(case.phone))
    return View(paragraphs(f"<b>{words(show, 'code-wanted-title')}</b>", text), rows(show, row))
