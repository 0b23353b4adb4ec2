"""What files that staff send need of Telegram."""

from typing import Protocol

from ..ports import Later, Undeliverable


class Files(Protocol):
    """Fetches files. Raises nothing that the world can cause."""

    async def fetch(self, file_id: str, *, most: int) -> bytes | Later | Undeliverable:
        """What is in a file; one of more bytes than `most` is not fetched."""
        ...

    def address(self, token: str) -> str:
        """The address that opens the bot with this token."""
        ...
