"""python-telegram-bot as its guide has it: a ConversationHandler, long polling, state in memory, one update at a time.

`python -m benchmarks.peers.ptb_memory`. One shared httpx client carries the provider's calls. Nothing survives a
restart, and an update is confirmed to Telegram before it is handled: that is the ordinary way.
`concurrent_updates` stays off, as ConversationHandler's documentation asks.
"""

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

from . import cams
from . import conversation as words
from .conversation import Settings, read_settings

NUMBER, CONFIRM, CODE = range(3)
Context = ContextTypes.DEFAULT_TYPE


class Conversation:
    """The handlers, and what they share."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.AsyncClient(timeout=httpx.Timeout(30, connect=5))

    async def start(self, update: Update, _context: Context) -> int:
        """Ask for the number."""
        await message_of(update).reply_text(words.ASK_NUMBER)
        return NUMBER

    async def number(self, update: Update, context: Context) -> int:
        """Read the number and have it confirmed."""
        message = message_of(update)
        phone = words.read_phone(message.text or "")
        if not phone:
            await message.reply_text(words.BAD_NUMBER)
            return NUMBER
        user_data(context)["phone"] = phone
        buttons = [
            InlineKeyboardButton("Yes", callback_data=words.YES),
            InlineKeyboardButton("Change", callback_data=words.CHANGE),
        ]
        await message.reply_text(words.CONFIRM.format(phone=phone), reply_markup=InlineKeyboardMarkup([buttons]))
        return CONFIRM

    async def confirm(self, update: Update, _context: Context) -> int:
        """Ask for the code, or for the number again."""
        query = update.callback_query
        if query is None:
            return CONFIRM
        await query.answer()
        if query.data != words.YES:
            await query.edit_message_text(words.ASK_NUMBER)
            return NUMBER
        await query.edit_message_text(words.ASK_CODE)
        return CODE

    async def code(self, update: Update, context: Context) -> int:
        """Hand the code in, take it out of the chat and say what came of it."""
        message = message_of(update)
        code = words.read_code(message.text or "")
        if not code:
            await message.reply_text(words.BAD_CODE)
            return CODE
        phone = user_data(context)["phone"]
        card = await message.reply_text(words.CHECKING)
        await message.delete()
        verified = cams.is_verified(await self._call(cams.status_call(self._settings, phone)))
        if not verified:
            verified = cams.is_accepted(await self._call(cams.submit_call(self._settings, phone, code)))
        if not verified:
            await card.edit_text(words.REFUSED)
            return CODE
        await card.edit_text(words.VERIFIED)
        await context.bot.send_message(self._settings.staff_chat, words.FOR_STAFF.format(end=phone[-4:]))
        user_data(context).clear()
        return ConversationHandler.END

    async def cancel(self, update: Update, _context: Context) -> int:
        """Leave off."""
        await message_of(update).reply_text("Cancelled.")
        return ConversationHandler.END

    async def _call(self, call: tuple[str, dict[str, str]]) -> dict[str, object]:
        url, headers = call
        response = await self._http.post(url, headers=headers)
        answer: dict[str, object] = response.json()
        return answer


def message_of(update: Update) -> Message:
    """Give the update's message; the filters let none without through."""
    if update.effective_message is None:
        raise TypeError("an update without a message got through the filters")
    return update.effective_message


def user_data(context: Context) -> dict[str, str]:
    """Give what is remembered of this person."""
    if context.user_data is None:
        raise TypeError("an update without a user got through the filters")
    return context.user_data


def main() -> None:
    """Poll until SIGTERM."""
    settings = read_settings()
    talk = Conversation(settings)
    text = filters.TEXT & ~filters.COMMAND
    application = ApplicationBuilder().token(settings.token).base_url(f"{settings.telegram}/bot").build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", talk.start)],
            states={
                NUMBER: [MessageHandler(text, talk.number)],
                CONFIRM: [CallbackQueryHandler(talk.confirm)],
                CODE: [MessageHandler(text, talk.code)],
            },
            fallbacks=[CommandHandler("cancel", talk.cancel)],
            allow_reentry=True,
        )
    )
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
