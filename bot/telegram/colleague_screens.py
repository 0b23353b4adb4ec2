"""What is seen of a colleague's help: the link, in the customer's chat, and one question and its end in theirs. Pure.

A colleague's screens are rendered from `Show.helped`, and know nothing else of the case.
"""

from math import ceil
from urllib.parse import quote

from bot.buttons import Button, data_of_link
from bot.flow import policy
from bot.flow.effects import Ending, Show

from .views import View, paragraphs, rows, sentences, title, words
from .words import escaped


def link(show: Show) -> View:
    """The link, to be handed on; `show.link` is its whole address by now."""
    text = words(show, "share-text")
    return View(
        paragraphs(
            title(show, "colleague-link-title"),
            f"{words(show, 'colleague-link')}\n{escaped(show.link)}",
            words(show, "colleague-link-rules", minutes=policy.LINK_LIFE // policy.MINUTE),
            words(show, "colleague-link-then") if show.case.offers.code_request else "",
        ),
        rows(show, (Button.STATUS,)),
        share=(words(show, "share-link"), f"https://t.me/share/url?url={quote(show.link)}&text={quote(text)}"),
    )


def ask(show: Show) -> View:
    """The one question."""
    minutes = max(1, ceil((show.helped.until - show.at) / policy.MINUTE))
    return View(
        paragraphs(
            _title(show, "colleague-ask-title"),
            words(show, "colleague-ask", digits=show.helped.last_digits),
            words(show, "colleague-ask-until", minutes=minutes),
            words(show, "colleague-ask-never"),
        ),
        _buttons(show, Button.CANCEL, Button.LANGUAGE),
    )


def checking(show: Show) -> View:
    """Their code is being checked."""
    return View(paragraphs(_title(show, "colleague-checking-title"), words(show, "colleague-checking")))


def late(show: Show) -> View:
    """What became of their code is being found out."""
    return View(
        paragraphs(_title(show, "colleague-late-title"), words(show, "colleague-late")), _buttons(show, Button.STATUS)
    )


def verified(show: Show) -> View:
    """Their code has done it."""
    return View(paragraphs(_title(show, "colleague-verified-title"), words(show, "colleague-verified")))


def refused(show: Show) -> View:
    """Their code has not: why, as far as it is about the code, and whether it cost a try."""
    helped = show.helped
    if helped.fault is not None:
        why: str = words(show, f"fault-{helped.fault}")
    elif helped.was_counted:
        why = words(show, "colleague-refused-through")
    else:
        # A note may have said why already.
        why = "" if show.note is not None else words(show, "colleague-refused-other")
    return View(
        paragraphs(
            _title(show, "colleague-refused-title"),
            sentences(why, words(show, "try-counted" if helped.was_counted else "try-not-counted")),
            words(show, "colleague-refused-then"),
        )
    )


def over(show: Show) -> View:
    """The link is over, and why."""
    ending = show.helped.ending or Ending.STOPPED
    if ending is Ending.VERIFIED:
        return verified(show)
    return View(paragraphs(_title(show, "colleague-over-title"), words(show, f"colleague-over-{ending}")))


def _title(show: Show, message_id: str) -> str:
    """A title with the last digits: one person may help with several numbers."""
    return f"<b>{words(show, message_id)}</b> · {escaped(f'•••• {show.helped.last_digits}')}"


def _buttons(show: Show, *wanted: Button) -> tuple[tuple[tuple[str, str], ...], ...]:
    return (tuple((words(show, f"button-{button}"), data_of_link(button, show.helped.link)) for button in wanted),)
