"""The command with which staff invite a customer: a link, and the phrase by which the customer knows the bot."""

import secrets
import time
from datetime import UTC, datetime
from typing import Annotated

import typer
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from .flow import policy
from .flow.model import Invitation
from .links import TOKEN_BYTES
from .phrase import new_phrase, why_not
from .settings import SPACE
from .store import Store
from .telegram.words import LANGUAGES
from .terminal import AsJson, fail, out, print_json, read_settings, with_store
from .text.phone import Phone, read_phone
from .wiring import bot_name

INVITATION_DAYS = 7
"""A link lives a week: long enough to reach a busy customer, short enough not to lie about for ever."""

LONGEST_LABEL = 64
"""A label is a name, not a letter: it stands on every card."""


def invite(
    *,
    space: Annotated[str, typer.Option(help="The customer's CustSpaceId.")],
    phone: Annotated[str, typer.Option(help="The number that moves, with + and country code.")] = "",
    label: Annotated[str, typer.Option(help="Whom it is for: shown to the customer and to staff.")] = "",
    language: Annotated[str, typer.Option(help=f"One of {', '.join(LANGUAGES)}.")] = "",
    phrase: Annotated[str, typer.Option(help="What the customer is to know the bot by; else one is made up.")] = "",
    as_json: AsJson = False,
) -> None:
    """Make a link that works once, for one person, for a week, and the phrase by which they know the bot."""
    phrase = phrase.strip()
    _check(space, label, language, phrase)
    digits = _digits(phone)
    settings = read_settings()
    now = time.time()
    phrase = phrase or new_phrase(language or settings.default_language, secrets.choice)
    expires_at = int(now) + INVITATION_DAYS * policy.DAY
    invitation = Invitation(
        id=0, space=space, phone=digits, label=label, language=language, phrase=phrase, expires_at=expires_at
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)

    async def inner(store: Store) -> str:
        name = await bot_name(settings)
        async with store.passing_transaction() as tx:
            await tx.add_invitation(invitation, token, now=now)
        return create_deep_linked_url(name, token)

    try:
        link = with_store(inner, settings)
    except TelegramError as exc:
        raise fail(f"No link was made: Telegram did not tell the bot's name ({type(exc).__name__}).") from None
    when = datetime.fromtimestamp(expires_at, UTC).isoformat(timespec="seconds")
    if as_json:
        print_json({"link": link, "token": token, "expires_at": when, "phrase": phrase})
        return
    for line in (
        link,
        f"Works once, for one person, until {when}.",
        f"Phrase: {phrase}",
        "Tell the customer the phrase by another way than the link: by it they know the bot from a copy.",
    ):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _check(space: str, label: str, language: str, phrase: str) -> None:
    """Refuse what could not be stored, sent or compared."""
    if not SPACE.fullmatch(space):
        raise typer.BadParameter("letters, digits and dashes only, as in the CAMS console", param_hint="--space")
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"one of {', '.join(LANGUAGES)}", param_hint="--language")
    if label != label.encode(errors="replace").decode():
        raise typer.BadParameter("text in the terminal's own encoding", param_hint="--label")
    if len(label) > LONGEST_LABEL:
        raise typer.BadParameter(f"at most {LONGEST_LABEL} characters", param_hint="--label")
    if phrase and (reason := why_not(phrase)):
        raise typer.BadParameter(reason, param_hint="--phrase")


def _digits(phone: str) -> str:
    """The number's digits; empty where none is given."""
    if not phone:
        return ""
    read = read_phone(phone, "")
    if not isinstance(read, Phone):
        raise typer.BadParameter("a whole phone number with + and country code", param_hint="--phone")
    return read.digits
