"""Sends what goes with an answer to staff, a file or a picture, with what is said as its caption."""

from collections.abc import Mapping

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ParseMode

from bot.flow.staff import AnswerStaff
from bot.ports import Leave


async def send_attached(
    bot: Bot,
    answer: AnswerStaff,
    text: str,
    markup: Mapping[str, object] | None,
    *,
    picture: bytes | None,
    leave: Leave,
) -> Message:
    """Send the picture, or the answer's file, as PTB does it: it takes a form of several parts.

    Raises `TelegramError`, and what `leave` raises.
    """
    reply_to = ReplyParameters(answer.reply_to, allow_sending_without_reply=True) if answer.reply_to else None
    keyboard = InlineKeyboardMarkup.de_json(dict(markup), bot) if markup else None
    thread_id = answer.thread_id or None
    leave()
    if picture is not None:
        return await bot.send_photo(
            answer.chat_id,
            picture,
            caption=text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            reply_parameters=reply_to,
            message_thread_id=thread_id,
        )
    attached = answer.attached
    if attached is None:
        raise ValueError("nothing to send")
    return await bot.send_document(
        answer.chat_id,
        attached.content,
        filename=attached.name,
        caption=text,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard,
        reply_parameters=reply_to,
        message_thread_id=thread_id,
    )
