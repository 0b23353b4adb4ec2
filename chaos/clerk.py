"""Somebody of the staff at work: answers what customers write, and gives back to the bot who needs nothing more."""

from contextlib import suppress
from random import Random

from sandbox.telegram.chats import Chat
from sandbox.telegram.people import CannotDo, Person
from sandbox.telegram.views import MessageView

from .screens import by_bot, cases_in, notice_of
from .talk import Talk, found_in, written
from .waiting import pause

LOOK = 0.05
"""Seconds between looks at the group, as of customers at their chats."""

TAKES = 0.5
"""How many of those who ask for a person are taken by a command first. An answer alone must do as well."""

REMARKS = 0.3
"""How many questions the bystander answers, too: often enough to be heard if that could be."""


class Clerk:
    """Reads the group like a person, each message once. `bystander` is in the group as well, and not of the staff."""

    def __init__(self, group: Chat, person: Person, bystander: Person, random: Random) -> None:
        self._group = group
        self._person = person
        self._bystander = bystander
        self._random = random
        self._read = 0
        self._known: set[int] = set()
        self._answered: set[str] = set()

    async def serve(self) -> None:
        """Work until cancelled."""
        while True:
            while self._read < len(self._group.history):
                view = by_bot(self._group.history[self._read])
                self._read += 1
                if view is not None:
                    self._reads(view)
            await pause(LOOK)

    def _reads(self, view: MessageView) -> None:
        if notice_of(view) == "person-wanted":
            new = cases_in(view) - self._known
            self._known |= new
            for case_id in sorted(new):
                if self._random.random() < TAKES:
                    self._says(self._person, f"/take {case_id}")
        for what, mark in found_in(view.text):
            if what in {Talk.QUESTION, Talk.FAREWELL} and mark not in self._answered:
                self._answered.add(mark)
                if self._random.random() < REMARKS:
                    self._says(self._bystander, written(Talk.REMARK, mark), to=view)
                self._says(self._person, written(Talk.ANSWER, mark), to=view)
                if what is Talk.FAREWELL:
                    self._says(self._person, "/back", to=view)

    def _says(self, person: Person, text: str, *, to: MessageView | None = None) -> None:
        """Write it into the topic of what it is said to, or as an answer where there is no topic."""
        thread_id = to.thread_id if to is not None else None
        reply_to = to.message_id if to is not None and thread_id is None else None
        with suppress(CannotDo):  # The topic, or what was to be answered, may be gone.
            person.says(text, chat=self._group, thread_id=thread_id, reply_to=reply_to)
