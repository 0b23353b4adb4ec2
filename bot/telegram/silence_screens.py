"""What a customer sees from whom nothing came: a reminder, and that they will be reminded later. Pure."""

from bot.buttons import Button
from bot.flow.effects import Show
from bot.flow.model import State
from bot.flow.patience import NUDGE_WAITS, stays_open_until
from bot.text.phone import formatted

from .code_screens import wait_text, ways
from .views import View, moment_in, paragraphs, rows, title, words


def nudge(show: Show) -> View:
    """Where they are, what is next and by which button, how long it stays open, and how to be left in peace."""
    case = show.case
    is_last = case.nudges >= len(NUDGE_WAITS)
    what, how = _next_step(show)
    until = moment_in(show, stays_open_until(case, show.at))
    return View(
        paragraphs(
            title(show, "nudge-last-title" if is_last else "nudge-title"),
            what,
            words(show, "nudge-last" if is_last else "nudge-open-until", moment=until),
            words(show, "nudge-how"),
        ),
        rows(show, how, (Button.LATER, Button.CANCEL)),
    )


def _next_step(show: Show) -> tuple[str, tuple[Button, ...]]:
    """What the customer would do next, in words, and the buttons for it."""
    case = show.case
    number = formatted(case.phone)
    match case.state:
        case State.ASKING_NUMBER:
            return words(show, "nudge-asking-number"), (Button.PERSON,)
        case State.CONFIRMING_NUMBER:
            other = Button.PERSON if case.expected_phone else Button.CHANGE_NUMBER
            return words(show, "nudge-confirming-number", number=number), (Button.YES, other)
        case State.READY if case.offers.prepares and not case.is_prepared:
            return words(show, "nudge-not-ready"), (Button.TRY_AGAIN, Button.PERSON)
        case State.READY if waiting := wait_text(show):
            return waiting, (Button.NO_CODE, Button.PERSON)
        case State.READY:
            return paragraphs(words(show, "nudge-ready", number=number), words(show, "ready-press")), ways(show)
        case _:
            return words(show, "nudge-waiting-code", number=number), (Button.NO_CODE, Button.PERSON)


def put_off(show: Show) -> View:
    """They are left in peace until then. What is night by then, and for how long, is found out when it is."""
    at = show.case.deadline if show.case.deadline is not None else show.at
    text = words(show, "put-off", moment=moment_in(show, at))
    return View(paragraphs(title(show, "put-off-title"), text), rows(show, (Button.STATUS, Button.CANCEL)))
