"""What an invitation may say, whoever makes it: staff at a terminal, or another system."""

import secrets
from collections.abc import Mapping

from .flow import policy
from .flow.model import Invitation
from .phrase import new_phrase, why_not
from .telegram.words import LANGUAGES
from .terms import INVITATION_DAYS, LONGEST_LABEL, SPACE
from .text.phone import Phone, read_phone


def troubles(
    *, space: str, phone: str = "", label: str = "", language: str = "", phrase: str = ""
) -> Mapping[str, str]:
    """Why these will not do, by their names: what could not be stored, sent or compared. Nothing where they do."""
    found: dict[str, str] = {}
    if not SPACE.fullmatch(space):
        found["space"] = "letters, digits and dashes only, as in the CAMS console"
    if language and language not in LANGUAGES:
        found["language"] = f"one of {', '.join(LANGUAGES)}"
    if label and not label.isprintable():
        found["label"] = "one line of text"
    elif len(label) > LONGEST_LABEL:
        found["label"] = f"at most {LONGEST_LABEL} characters"
    if phrase and (reason := why_not(phrase)):
        found["phrase"] = reason
    if phone and not isinstance(read_phone(phone, ""), Phone):
        found["phone"] = "a whole phone number with + and country code"
    return found


def made(
    *, space: str, phone: str, label: str, language: str, phrase: str, default_language: str, now: float
) -> Invitation:
    """The invitation that says this, of which there are no `troubles`; a phrase is made up where none is given."""
    read = read_phone(phone, "") if phone else None
    return Invitation(
        id=0,
        space=space,
        phone=read.digits if isinstance(read, Phone) else "",
        label=label,
        language=language,
        phrase=phrase or new_phrase(language or default_language, secrets.choice),
        expires_at=int(now) + INVITATION_DAYS * policy.DAY,
    )
