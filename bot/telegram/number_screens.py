"""What a customer with several numbers sees: the list of them, and the question which one a code is for. Pure."""

import unicodedata
from dataclasses import replace

from bot.buttons import Button, data
from bot.flow.effects import Screen, Show
from bot.flow.listing import Listed
from bot.flow.model import Case
from bot.text.phone import formatted

from .views import Rows, View, paragraphs, words
from .words import Html, clipped, escaped

LONGEST_LABEL = 24
"""Characters of an invitation's label in a list: a line on a phone holds the number, this, and where it stands."""

HALF = 18
"""How wide a label may be beside another one: half a narrow phone holds so many Latin characters."""


def numbers(show: Show) -> View:
    """The list: where each number stands, and a button to go on with it."""
    page = show.page
    is_part = len(page.numbers) < page.of
    last = page.first + len(page.numbers) - 1
    part = words(show, "numbers-part", first=str(page.first), last=str(last), all=str(page.of)) if is_part else ""
    head = f"<b>{words(show, 'numbers-title')}</b>"
    return View(
        paragraphs(f"{head}\n{part}" if part else head, _lines(show), words(show, "numbers-choose")),
        _buttons(show),
    )


def which_number(show: Show) -> View:
    """A code came, and could be for any of these."""
    return View(
        paragraphs(
            f"<b>{words(show, 'which-number-title')}</b>",
            words(show, "which-number"),
            _lines(show),
            words(show, "which-number-reply"),
        ),
        _buttons(show),
    )


def several(show: Show, view: View) -> View:
    """The view with a way to the chat's other numbers, where it has any."""
    if not show.is_of_several or view.share_contact or show.screen in {Screen.NUMBERS, Screen.WHICH_NUMBER}:
        return view
    return replace(view, buttons=(*view.buttons, (_named(show, Button.NUMBERS, show.case),)))


def _lines(show: Show) -> str:
    return "\n".join(_line(show, each) for each in show.page.numbers)


def _line(show: Show, listed: Listed) -> str:
    """What the number is called, in full where its ending tells it from no other, and where it stands."""
    number = f"<b>{escaped(_called(show, listed))}</b>"
    if listed.is_alike:
        number += f" · {escaped(formatted(listed.phone))}"
    if listed.label:
        number += f" · {escaped(clipped(listed.label, LONGEST_LABEL))}"
    message = "numbers-line-current" if listed.case_id == show.case.id else "numbers-line"
    return words(show, message, number=Html(number), state=words(show, f"number-is-{_spelled(listed)}"))


def _spelled(listed: Listed) -> str:
    return listed.state.replace("_", "-")


def _called(show: Show, listed: Listed) -> Html:
    case = str(listed.case_id)
    if not listed.phone:
        return words(show, "number-called-case", case=case)
    if listed.is_alike:
        return words(show, "number-called-both", digits=listed.ending, case=case)
    return words(show, "number-called", digits=listed.ending)


def _buttons(show: Show) -> Rows:
    """A button for each number, two beside each other where they fit, and one for those on the next page."""
    case, page = show.case, show.page
    each = [
        (_called(show, listed), data(Button.THIS_NUMBER, Case(id=listed.case_id, chat_id=case.chat_id)))
        for listed in page.numbers
    ]
    across = 2 if all(_width(label) <= HALF for label, _ in each) else 1
    found = tuple(tuple(each[start : start + across]) for start in range(0, len(each), across))
    if len(page.numbers) == page.of:
        return found
    return (*found, (_named(show, Button.MORE_NUMBERS, Case(id=page.goes_on_after, chat_id=case.chat_id)),))


def _named(show: Show, button: Button, case: Case) -> tuple[str, str]:
    return words(show, f"button-{button}"), data(button, case)


def _width(label: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in label)
