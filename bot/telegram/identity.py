"""How customers tell us from a copy of us: the phrase that they were told by another way, and the page about it. Pure.

Whoever copies the bot can copy its name, its picture and all of its words, and so nothing that it says of itself proves
anything. What a copy lacks is the phrase, which only the customer's contact, the customer and we know.
"""

from bot.buttons import Button
from bot.flow.effects import Show

from .views import Vendor, View, is_invited, paragraphs, rows, words
from .words import Html, clipped

LONGEST_SHOWN = 80
"""Characters of a phrase, or of the vendor's name, that are shown: more than either may have."""

NAMELESS = Vendor()


def phrase(show: Show, vendor: Vendor) -> str:
    """What the customer must compare before they answer anything; empty where the invitation has no phrase."""
    if not show.case.phrase:
        return ""
    said = {"contact": _contact(show, vendor), "phrase": clipped(show.case.phrase, LONGEST_SHOWN)}
    return f"<b>{words(show, 'phrase-title')}</b>\n{words(show, 'phrase', **said)}"


def verify(show: Show, vendor: Vendor) -> View:
    """How to check the bot. The phrase is for whom it was given: who was not invited does not see one."""
    case = show.case
    contact = _contact(show, vendor)
    if vendor.url:
        address = words(show, "verify-address-there", username=vendor.username, url=vendor.url)
    else:
        address = words(show, "verify-address", username=vendor.username, contact=contact)
    told: str
    if case.phrase:
        told = words(show, "verify-phrase", phrase=clipped(case.phrase, LONGEST_SHOWN), contact=contact)
    else:
        told = "" if is_invited(case) else words(show, "verify-phrase-later")
    points = (address, told, words(show, "verify-never"), words(show, "verify-doubt", contact=contact))
    row = (Button.STATUS, Button.PERSON) if is_invited(case) else (Button.LANGUAGE, Button.HELP)
    return View(
        paragraphs(f"<b>{words(show, 'verify-title')}</b>", *(f"– {point}" for point in points if point)),
        rows(show, row),
    )


def _contact(show: Show, vendor: Vendor) -> Html:
    """The person whom the customer knows there."""
    if vendor.name:
        return words(show, "contact-at", vendor=clipped(vendor.name, LONGEST_SHOWN))
    return words(show, "contact")
