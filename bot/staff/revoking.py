"""Links are taken back: an invitation by its number or its address, a colleague's or a new member's by its address."""

import re

from bot.flow.colleagues import over
from bot.flow.effects import Ending
from bot.flow.model import LinkState
from bot.flow.staff import Key, Line, Ours

from .asking import Asked, Done
from .reading import words_of

_OF_A_LINK = re.compile(r"(?:https?://)?t(?:elegram)?\.me/\S*[?&]start=([A-Za-z0-9_-]{1,64})")

MOST_DIGITS = 18
"""Of an invitation's number: what a database counts to."""


def token_in(text: str) -> str:
    """What the first link of this bot's kind in a text carries; empty where there is none."""
    found = _OF_A_LINK.search(text)
    return found[1] if found else ""


async def revoke(asked: Asked) -> Done:
    """`/revoke 12`: the invitation of that number; `/revoke LINK`: whatever link it is, as long as nobody used it."""
    token = token_in(asked.argument)
    number = " ".join(words_of(asked.argument)).removeprefix("#")
    if token:
        return await _by_token(asked, token)
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        found = await asked.desk.tx.look_at_invitation(int(number))
        if found is not None:
            return await _invitation(asked, int(number), case_id=found.case_id)
    await asked.answer((Line("staff-revoke-unknown"),))
    return Done(detail="no such link")


async def _by_token(asked: Asked, token: str) -> Done:
    tx = asked.desk.tx
    found = await tx.find_invitation(token)
    if found is not None:
        return await _invitation(asked, found.invitation.id, case_id=found.case_id)
    link = await tx.find_link(token)
    if link is not None:
        return await _colleagues(asked, *link)
    joining = await tx.find_staff_link(token)
    if joining is not None and not joining.is_used and joining.expires_at > asked.at:
        await tx.use_staff_link(token, now=asked.desk.now)
        await asked.answer((Line("staff-revoke-done"),))
        return Done(detail="link to join")
    await asked.answer((Line("staff-revoke-unknown" if joining is None else "staff-revoke-over"),))
    return Done(detail="no such link" if joining is None else "over already")


async def _invitation(asked: Asked, invitation_id: int, *, case_id: int) -> Done:
    detail = f"invitation {invitation_id}"
    if await asked.desk.tx.end_invitation(invitation_id, now=asked.desk.now):
        await asked.answer((Line("staff-revoke-done"),))
        return Done(detail=detail)
    if not case_id:
        await asked.answer((Line("staff-revoke-over"),))
        return Done(detail=f"{detail} over already")
    keys = ((Key(label="staff-key-look-again", command=f"case {case_id}"),),)
    await asked.answer((Line("staff-revoke-used", {"case": Ours(f"#case{case_id}")}),), keys=keys, case_id=case_id)
    return Done(case_id=case_id, detail=f"{detail} used already")


async def _colleagues(asked: Asked, link_id: int, case_id: int) -> Done:
    case = await asked.case(case_id)
    link = None if case is None else await asked.desk.links.one(case, link_id)
    if case is None or link is None or link.state not in {LinkState.MADE, LinkState.OPENED}:
        await asked.answer((Line("staff-revoke-over"),), case_id=case_id)
        return Done(case_id=case_id, detail="over already")
    ended, effects = over(link, Ending.STOPPED, asked.at)
    asked.desk.links.keep(ended)
    await asked.desk.owe(*effects)
    await asked.answer((Line("staff-revoke-done"),), case_id=case_id)
    return Done(case_id=case_id, detail="link for a colleague")
