"""The command with which staff invite a customer: a link, and the phrase by which the customer knows the bot."""

import secrets
import time
from typing import Annotated

import typer
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from .invitation import made, troubles
from .links import TOKEN_BYTES
from .showing import moment
from .store import Store
from .telegram.words import LANGUAGES
from .terminal import AsJson, fail, out, print_json, read_settings, with_store
from .wiring import bot_name


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
    for name, reason in troubles(space=space, phone=phone, label=label, language=language, phrase=phrase).items():
        raise typer.BadParameter(reason, param_hint=f"--{name}")
    settings = read_settings()
    now = time.time()
    invitation = made(
        space=space,
        phone=phone,
        label=label,
        language=language,
        phrase=phrase,
        default_language=settings.default_language,
        now=now,
    )
    token = secrets.token_urlsafe(TOKEN_BYTES)

    async def inner(store: Store) -> tuple[str, int]:
        name = await bot_name(settings)
        async with store.passing_transaction() as tx:
            invitation_id = await tx.add_invitation(invitation, token, now=now)
        return create_deep_linked_url(name, token), invitation_id

    try:
        link, invitation_id = with_store(inner, settings)
    except TelegramError as exc:
        raise fail(f"No link was made: Telegram did not tell the bot's name ({type(exc).__name__}).") from None
    when, phrase = moment(invitation.expires_at), invitation.phrase
    if as_json:
        print_json({"link": link, "token": token, "expires_at": when, "phrase": phrase, "id": invitation_id})
        return
    for line in (
        link,
        f"Works once, for one person, until {when}.",
        f"Phrase: {phrase}",
        "Tell the customer the phrase by another way than the link: by it they know the bot from a copy.",
    ):
        out.print(line, markup=False, highlight=False, soft_wrap=True)
