"""What customers and staff write to each other, as the others read it. Pure.

In the group numbers are hidden in it, as in everything there; the customer reads what was written.
"""

from bot.flow.relaying import CAPTIONED, Kind, ToCustomer, ToStaff
from bot.staff.reading import CUSTOMER, headed
from bot.topics.ports import Spot

from .staff import without_numbers
from .words import Html, escaped, say

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
"""UTF-16 units (Bot API, sendMessage and copyMessage)."""


def in_topic(effect: ToStaff, spot: Spot, language: str) -> Html | None:
    """What staff read of something that a customer wrote; None below what nothing can be written below.

    In a plain group each says which case it is of.
    """
    name = CUSTOMER if spot.thread_id else headed(effect.case_id)
    if effect.is_withheld:
        return Html(f"{name} {say(language, 'topic-withheld')}")
    if effect.kind is Kind.OTHER:
        return Html(f"{name} {say(language, 'topic-not-shown')}")
    if effect.kind is Kind.TEXT:
        return _below(Html(f"{name} "), without_numbers(effect.text), LONGEST_TEXT)
    if effect.kind in CAPTIONED:
        return _below(Html(f"{name} "), without_numbers(effect.text), LONGEST_CAPTION)
    return None


def in_chat(effect: ToCustomer) -> Html | None:
    """What a customer reads of something that somebody of the staff wrote; None as in a topic."""
    name = Html(f"<b>{say(effect.language, 'person-says')}</b>\n")
    if effect.kind is Kind.TEXT:
        return _below(name, effect.text, LONGEST_TEXT)
    return _below(name, effect.text, LONGEST_CAPTION) if effect.kind in CAPTIONED else None


def _below(name: Html, text: str, longest: int) -> Html:
    """A text with a name above it, where there is room for both: nothing of the text is lost."""
    shown = "\n".join(map(escaped, text.split("\n")))
    is_short = len(f"{name}{text}".encode("utf-16-le")) // 2 <= longest
    return Html(f"{name}{shown}".rstrip() if is_short else shown)
