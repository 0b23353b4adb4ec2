"""What screens are made of: a view, and how its words, titles and buttons come from the case. Pure."""

from dataclasses import dataclass, field

from bot.buttons import Button, data
from bot.flow import policy
from bot.flow.effects import Show
from bot.flow.model import Case, State
from bot.text.phone import masked

from .moments import moment, moment_there
from .words import Html, escaped, say

NUMBER, CONFIRMATION, IN_HAND, CODE = range(1, 5)
"""The steps that a customer takes."""

Rows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What to send: `text` is HTML, `buttons` are rows of (label, what a press carries).

    `share_contact` is the label of a button that shares this account's number, on a keyboard of its own; empty where
    there is none. A message has either that or `buttons`. `share` is the label of a button that hands a link on, and
    the address that it opens; empty where there is none.
    """

    text: str = field(repr=False)
    buttons: Rows = ()
    share_contact: str = ""
    share: tuple[str, str] = field(default=("", ""), repr=False)


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who runs the bot, as customers know them; empty where the operator does not say. `username` is the bot's."""

    name: str = ""
    url: str = ""
    username: str = ""


def words(show: Show, message_id: str, **variables: str | int) -> Html:
    """A message in the customer's language."""
    return say(show.case.language, message_id, **variables)


def moment_in(show: Show, at: int) -> Html:
    """A moment, in the reader's own zone where their Telegram can do that."""
    return moment(show.case.language, at, phone=show.case.phone, now=show.at)


def clock_there(show: Show, at: int) -> Html:
    """A moment as people say it where the number is at home, for everybody."""
    return moment_there(show.case.language, at, phone=show.case.phone, now=show.at)


def paragraphs(*texts: str) -> str:
    """The paragraphs that say anything."""
    return "\n\n".join(filter(None, texts))


def sentences(*texts: str) -> str:
    """The sentences that say anything, behind each other: after a full-width stop without a space."""
    return " ".join(filter(None, texts)).replace("。 ", "。")


def title(show: Show, message_id: str) -> str:
    """A title with the number's last digits: a customer may have several numbers in the same chat."""
    text = f"<b>{words(show, message_id)}</b>"
    return f"{text} · {escaped(masked(show.case.phone))}" if show.case.phone else text


def rows(show: Show, *wanted: tuple[Button, ...]) -> Rows:
    """Buttons with their labels, and what they carry."""
    return tuple(tuple((words(show, f"button-{button}"), data(button, show.case)) for button in row) for row in wanted)


def is_invited(case: Case) -> bool:
    """Whether the customer has come in."""
    return case.state is not State.UNINVITED


def step(show: Show, which: int) -> Html:
    """The step of all: number, confirmation, the phone in one's hand, code.

    The first is skipped where the invitation has brought the number along, the third where we send no codes.
    """
    skipped = 1 if show.case.expected_phone else 0
    not_ours = 0 if show.case.offers.code_request else 1
    is_after = which > IN_HAND
    return words(show, "step", step=str(which - skipped - not_ours * is_after), steps=str(CODE - skipped - not_ours))


def tries_left(show: Show) -> str:
    """How many tries the number has, and what a miss would mean."""
    budget = show.case.budget
    tries = policy.tries_left(budget, show.at)
    match tries:
        case 0:  # Another chat with the same number may have used them up since.
            return words(show, "no-try-left", moment=moment_in(show, policy.next_try_at(budget, show.at)))
        case 1:
            again = policy.next_try_at(policy.spent(budget, show.at, ""), show.at)
            return words(show, "last-try", moment=moment_in(show, again))
        case _:
            return words(show, "tries-left", tries=tries)


def another_number(case: Case) -> tuple[tuple[Button, ...], ...]:
    """A way to another number, where the invitation does not say which it is."""
    return () if case.expected_phone else ((Button.CHANGE_NUMBER,),)
