"""Taps on inline buttons: each may be answered once, while it is young."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .errors import bad_request

# Telegram names no number. People who measured say that 20 s is too late and that 15 s is what a client waits
# (threads of pyTelegramBotAPI and teloxide); the shorter one, so that a slow answer is noticed here first.
ANSWERABLE = 15.0


@dataclass(slots=True)
class Tap:
    """One tap. `notice` is what the bot answered ("" for a bare answer), None while it has not."""

    query_id: str
    person_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    notice: str | None = None
    alert: bool = False
    url: str = ""

    @property
    def answered(self) -> bool:
        """Whether the spinner on the button has stopped."""
        return self.notice is not None


class TapBook:
    """All taps by the id of their query."""

    def __init__(self, clock: Callable[[], float], random: Random, answerable: float = ANSWERABLE) -> None:
        self._clock = clock
        self._random = random
        self._answerable = answerable
        self._taps: dict[str, Tap] = {}

    def add(self, person_id: int, chat_id: int, message_id: int, data: str) -> Tap:
        """Note a tap that a person has just made."""
        query_id = str(self._random.getrandbits(62))
        tap = Tap(query_id, person_id, chat_id, message_id, data, self._clock())
        self._taps[query_id] = tap
        return tap

    def open(self, query_id: str) -> Tap:
        """Find a tap that can still be answered.

        Raises:
            Refused: 400, for one that is unknown, too old or answered already; the server does not say which.
        """
        tap = self._taps.get(query_id)
        if tap is None or tap.answered or self._clock() - tap.at > self._answerable:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return tap
