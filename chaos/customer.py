"""One customer at their phone: what they see, and the few things that people do."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from sandbox.cams.world import CamsWorld
from sandbox.telegram.people import CannotDo, Person
from sandbox.telegram.views import MessageView

from .screens import Shown, by_bot, is_about, link_in, says_with_person, screen_of
from .talk import Talk, found_in, new_mark, written
from .waiting import NeverCameError, until

T = TypeVar("T")

LOOK = 0.05
"""Seconds between looks at the chat: hundreds of customers look."""


@dataclass(slots=True, eq=False)
class Customer:
    """A person, the number that they want to move, and their link. `patience` is how long they wait for an answer."""

    person: Person
    space: str
    phone: str = field(repr=False)
    token: str = field(repr=False)
    random: Random = field(repr=False)
    cams: CamsWorld = field(repr=False)
    behaviour: str
    patience: float
    invited: bool = True
    friend: "Customer | None" = None
    """Whose link they have besides, if anybody's."""
    colleague: "Customer | None" = field(default=None, repr=False)
    """Who has the number's phone, if it is somebody else."""
    second: "Customer | None" = field(default=None, repr=False)
    """The same person with another number, if they have one: each is the other's."""
    codes: set[str] = field(default_factory=set, repr=False)
    """Whatever six digits they have typed: nobody may ever find them anywhere."""
    secret_messages: set[int] = field(default_factory=set)
    """Their messages with those in: none may stay in the chat."""
    _read: int = 0

    # --- Seeing

    async def next_screen(self) -> Shown | None:
        """Wait for the next screen that says where things stand; None once patience is over."""
        history = self.person.chat.history
        found: list[Shown] = []

        def has_come() -> bool:
            while self._read < len(history) and not found:
                view = by_bot(history[self._read])
                self._read += 1
                screen = screen_of(view) if view is not None else None
                if view is not None and screen is not None and self._is_mine(view):
                    found.append(screen)
            return bool(found)

        with contextlib.suppress(NeverCameError):
            await until(has_come, "a screen", patience=self.patience, look=LOOK)
        return found[0] if found else None

    def looks_up(self) -> None:
        """Pay no more heed to what was shown until now."""
        self._read = len(self.person.chat.history)

    def _is_mine(self, view: MessageView) -> bool:
        """Whether a screen is not about the other number, where there is one."""
        return self.second is None or not is_about(view, self.second.phone, self.phone)

    async def next_link(self) -> str:
        """Wait for the first link that is handed out for a colleague; empty once patience is over."""
        return await self._first(link_in) or ""

    async def is_with_person(self) -> bool:
        """Wait until the bot has said that what they write goes to a person; whether it has before patience is over."""
        return bool(await self._first(says_with_person))

    async def is_answered(self, mark: str) -> bool:
        """Wait for the answer to what they wrote with that mark; whether it came before patience is over."""
        return bool(await self._first(lambda view: (Talk.ANSWER, mark) in found_in(view.text)))

    async def _first(self, wanted: Callable[[MessageView], T]) -> T | None:
        """Wait for the first message of the bot of which that is something; None once patience is over."""

        def found() -> T | None:
            views = (by_bot(event) for event in self.person.chat.history)
            return next((each for view in views if view is not None and (each := wanted(view))), None)

        with contextlib.suppress(NeverCameError):
            await until(lambda: bool(found()), "a message", patience=self.patience, look=LOOK)
        return found()

    @property
    def is_known(self) -> bool:
        """Whether the bot has shown them where they stand: their link is theirs by then."""
        views = (by_bot(event) for event in self.person.chat.history)
        return any(view is not None and screen_of(view) is not None for view in views)

    # --- Doing

    def says(self, text: str) -> None:
        """Write something without a code in it."""
        with contextlib.suppress(CannotDo):
            self.person.says(text)

    def writes(self, what: Talk) -> str:
        """Write something to a person; gives its mark."""
        mark = new_mark(self.random)
        self.says(written(what, mark))
        return mark

    def opens(self, token: str | None = None) -> None:
        """Open a link, one's own if no other is named."""
        self.person.opens_link(self.token if token is None else token)

    def taps(self, button: str, *, old: bool = False) -> None:
        """Tap the newest button of that name (`yes`, `no-code`, …), or one on any older card, if there is one."""
        history = self.person.chat.history
        shown = [event.message for event in history if event.message] if old else self.person.chat.messages
        for view in shown if old else reversed(shown):
            for carried in (one.value for row in view.buttons for one in row):
                if f":{button}:" in carried:
                    with contextlib.suppress(CannotDo):
                        self.person.taps(view.message_id, carried, old=old)
                    return

    def gets_code(self, *, age: float = 0) -> str:
        """Have WhatsApp send a code to the phone, `age` seconds ago; gives the whole message."""
        code = self.cams.issue_code(self.space, self.phone, "sms", self.person.user.language_code or "en")
        number = self.cams.number(self.space, self.phone)
        if age and number is not None:
            number.codes[-1].at -= age
        self.codes.add(code)
        return self.cams.phone.messages(self.phone)[-1].text

    def sends_code(self, text: str) -> None:
        """Write something that has a code in it."""
        with contextlib.suppress(CannotDo):
            self.secret_messages.add(self.person.says(text).message_id)

    def slips(self) -> str:
        """Six digits that are not the code."""
        code = f"{self.random.randrange(10**6):06}"
        self.codes.add(code)
        return code
