"""Files that staff send and want: a list of customers to invite, the list of cases, a picture of a link."""

import re

from bot.flow.model import State
from bot.flow.sheets import MOST_CASES, Made, SendCases, SendCodes, TakeList
from bot.flow.staff import Line, Ours
from bot.ports import Text
from bot.store import Deed

from .asking import Asked, Done
from .reading import words_of
from .revoking import token_in

_INVITE = re.compile(r"/invite(?:@(\S+))?\s*", re.IGNORECASE)
_ENDING = ".csv"


async def take_list(asked: Asked) -> bool:
    """A file of customers to invite: one whose caption says `/invite`, or a CSV file that is in no case's place."""
    posted = asked.posted
    document = posted.document
    if document is None or posted.is_edit or posted.is_passed_on:
        return False
    caption = posted.what.text if isinstance(posted.what, Text) else ""
    said = _INVITE.fullmatch(caption)
    is_for_us = said is not None and (said[1] or "").casefold() in {"", asked.staffing.bot_name().casefold()}
    if not is_for_us:
        # In a case's topic, and in answer to anything, a file may be for a customer.
        place = await asked.desk.tx.case_of_place(posted.chat_id, thread_id=posted.thread_id, message_id=0)
        is_aside = bool(caption or place) or posted.reply_to is not None
        if is_aside or not document.name.casefold().endswith(_ENDING):
            return False
    await asked.desk.owe(
        TakeList(
            chat_id=posted.chat_id,
            at=asked.at,
            thread_id=posted.thread_id,
            reply_to=posted.message_id,
            by=asked.by.user_id,
            file_id=document.file_id,
        )
    )
    asked.desk.audit(Deed(actor=asked.by.user_id, action="invite", detail="list sent"))
    return True


async def export(asked: Asked) -> Done:
    """`/export`, `/export held`: a file with all cases, or those in a state; of numbers only how they end."""
    name = "_".join(words_of(asked.argument)).casefold().replace("-", "_")
    if name and name not in set(map(str, State)):
        await asked.answer((Line("staff-cases-states", {"states": Ours(", ".join(State))}),))
        return Done(detail="not understood")
    posted = asked.posted
    await asked.answer((Line("staff-export-coming", {"most": MOST_CASES}),))
    await asked.desk.owe(
        SendCases(
            chat_id=posted.chat_id,
            at=asked.at,
            thread_id=posted.thread_id,
            reply_to=0 if asked.tap else posted.message_id,
            state=State(name) if name else None,
        )
    )
    return Done(detail=name)


async def picture(asked: Asked) -> Done:
    """`/qr` in answer to a message with a link, or its button, or with the link behind it: the link as a picture."""
    token = token_in(asked.argument) or token_in(_in_sight(asked))
    if not token:
        await asked.answer((Line("staff-qr-usage"),))
        return Done(detail="no link")
    await asked.answer()
    row = Made(line=0, id=0, space="", token=token, phrase="", until=0)
    posted = asked.posted
    await asked.desk.owe(
        SendCodes(
            chat_id=posted.chat_id,
            at=asked.at,
            thread_id=posted.thread_id,
            reply_to=posted.message_id,
            rows=(row,),
        )
    )
    return Done(detail="sent")


def _in_sight(asked: Asked) -> str:
    """What our message says that was answered, or whose button was pressed."""
    quoted, name = asked.posted.reply_to, asked.staffing.bot_name().lower()
    if quoted is not None and name and quoted.bot.lower() == name:
        return quoted.text
    return asked.posted.about if asked.tap else ""
