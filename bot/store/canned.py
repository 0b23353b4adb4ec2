"""Answers that staff have ready."""

from db import canned

from .part import Part


class Canned(Part):
    """Answers that staff have ready."""

    async def canned_names(self) -> list[tuple[str, str]]:
        """What there is: names and languages, in order."""
        return await canned.names(self._connection)

    async def canned(self, name: str) -> dict[str, str]:
        """An answer in each of its languages."""
        return await canned.find(self._connection, name, cipher=self._cipher)

    async def put_canned(self, name: str, language: str, text: str) -> None:
        """Keep an answer, in place of the one that was there."""
        await canned.put(self._connection, name, language, text, cipher=self._cipher)

    async def drop_canned(self, name: str, language: str) -> None:
        """Forget an answer."""
        await canned.drop(self._connection, name, language)
