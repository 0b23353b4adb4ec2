"""Fetches files that staff sent, and says what links look like."""

from telegram import Bot
from telegram.error import TelegramError
from telegram.helpers import create_deep_linked_url

from bot.ports import Later, Undeliverable

from .outbound import failed


class TelegramFiles:
    """Fulfils `bot.sheets.ports.Files`."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str, *, most: int) -> bytes | Later | Undeliverable:
        """What is in a file, if it has no more than so many bytes."""
        try:
            found = await self._bot.get_file(file_id)
            if found.file_size is None or found.file_size > most:
                return Undeliverable("too large")
            return bytes(await found.download_as_bytearray())
        except TelegramError as exc:
            return failed(exc)

    def address(self, token: str) -> str:
        """The address that opens the bot with this token."""
        return create_deep_linked_url(self._bot.username, token)
