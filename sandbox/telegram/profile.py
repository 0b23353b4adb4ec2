"""What the bot says of itself: its commands, name and descriptions, by scope and language."""

import re
from collections.abc import Callable
from typing import TypeAlias

from .errors import bad_request
from .files import StoredFile
from .markup import utf16_length
from .schema import JsonObject

# The manual's limits: BotCommand, setMyCommands, setMyName, setMyDescription, setMyShortDescription.
MOST_COMMANDS = 100
COMMAND_DESCRIPTION_LENGTH = 256
TEXT_LENGTHS = {"name": 64, "description": 512, "short_description": 120}

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")

Scope: TypeAlias = tuple[str, int, int]  # its type, and the chat and user that it names (0 for none)
DEFAULT_SCOPE: Scope = ("default", 0, 0)


class Profile:
    """The bot's own page. Nothing falls back on another language when the bot asks; it does when people look.

    Attributes:
        photo: is its picture, in every language.
        changed: is called after each change, for whoever shows the page.
    """

    def __init__(self, name: str) -> None:
        self.changed: Callable[[], None] = lambda: None
        self.photo: StoredFile | None = None
        self._name = name
        self._commands: dict[tuple[Scope, str], list[JsonObject]] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def set_commands(self, commands: list[JsonObject], scope: Scope, language: str) -> None:
        """Replace a list of commands.

        Raises:
            Refused: 400, naming the rule that was broken.
        """
        _check_language(language)
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for one in commands:
            if not _COMMAND.fullmatch(one["command"].removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= utf16_length(one["description"]) <= COMMAND_DESCRIPTION_LENGTH:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self._commands[scope, language] = [{**one, "command": one["command"].removeprefix("/")} for one in commands]
        self.changed()

    def delete_commands(self, scope: Scope, language: str) -> None:
        """Remove a list, so that those who saw it see the next wider one."""
        _check_language(language)
        self._commands.pop((scope, language), None)
        self.changed()

    def commands(self, scope: Scope, language: str) -> list[JsonObject]:
        """Give exactly that list, empty when it was never set."""
        _check_language(language)
        return self._commands.get((scope, language), [])

    def commands_seen(self, scopes: list[Scope], language: str) -> list[JsonObject]:
        """Give the list that a person sees; `scopes` are theirs, narrowest first (manual, BotCommandScope)."""
        for scope in scopes:
            for one in (language[:2], ""):
                if (scope, one) in self._commands:
                    return self._commands[scope, one]
        return []

    def set_photo(self, photo: StoredFile) -> None:
        """Show another picture."""
        self.photo = photo
        self.changed()

    def set_text(self, what: str, text: str, language: str) -> None:
        """Set or, with an empty text, remove the name, description or short description.

        Raises:
            Refused: 400, when it is too long.
        """
        _check_language(language)
        if utf16_length(text) > TEXT_LENGTHS[what]:
            raise bad_request(f"{what.replace('_', ' ')} is too long")
        if text:
            self._texts[what, language] = text
        else:
            self._texts.pop((what, language), None)
        self.changed()

    def text(self, what: str, language: str) -> str:
        """Give exactly that text, empty when it was never set; the name has always one."""
        _check_language(language)
        return self._texts.get((what, language), self._name if what == "name" else "")

    def text_seen(self, what: str, language: str) -> str:
        """Give the text that a person with that language sees."""
        return self._texts.get((what, language[:2])) or self.text(what, "")


def _check_language(language: str) -> None:
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
