"""The two use cases over a real database, with a messenger and a provider that only remember.

Nothing runs by itself: `settle_down` does rounds until nothing is left to do, so a test is in charge of the order.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

from bot.braking import Brake
from bot.buttons import Button, data
from bot.calling import Caller, Pace
from bot.conversation import Conversation
from bot.dispatch import Dispatch
from bot.flow.effects import Call, DeleteMessage, Screen, Show, TellStaff
from bot.flow.model import Accepted, Case, Invitation, Offers, Outcome, Verification
from bot.flow.staff import AnswerStaff
from bot.homecoming import Homecoming
from bot.house import House
from bot.leasing import Leases
from bot.noticing import Notifier
from bot.ports import Delivered, Delivery, Incident, Later, Leave, Messenger, Undeliverable
from bot.probing import Probing
from bot.relief import Relief
from bot.sheets.carrying import Making, SheetCarrier
from bot.staff.asking import Staffing
from bot.store import Arrival, Claimed, Store
from bot.telegram.evidence import write_evidence
from bot.telegram.inbound import chat_of, read_update
from bot.telegram.words import LANGUAGES, typed_words
from bot.topics.carrying import TopicCarrier
from bot.witnessing import Witness
from db.encryption import Cipher
from db.engine import open_engine
from tests.support.group import RememberingGroup

WORDS = typed_words()
KEY = "C3mUtAHVINgZkTOBVqmtmVeVLX7v5F2WcF2w4zs9Trg="
NUMBER = "6281234567890"
PHRASE = "ribbon kettle island"
NOT_VERIFIED = Accepted(request_id="R-READ", verification=Verification.NOT_VERIFIED)
VERIFIED = Accepted(request_id="R-READ", verification=Verification.VERIFIED)
ACCEPTED = Accepted(request_id="R-SUBMIT")


class Time:
    """A clock that a test sets, and a wait that moves it."""

    def __init__(self, now: float = 1_800_000_000) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class RememberingMessenger:
    """Remembers what was said, and says it was delivered unless told otherwise."""

    shown: list[Show] = field(default_factory=list)
    deleted: list[DeleteMessage] = field(default_factory=list)
    staff: list[tuple[TellStaff, Incident]] = field(default_factory=list)
    together: list[int] = field(default_factory=list)
    """Of how many notices each message was that had several."""
    files: list[tuple[int, str, bytes]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    """Of each file: its topic, and what it answers."""
    answers: list[AnswerStaff] = field(default_factory=list)
    failures: list[Delivery] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)

    async def show(self, show: Show, *, card_id: int, leave: Leave) -> Delivery:
        leave()
        if self.failures:
            return self.failures.pop(0)
        self.shown.append(show)
        self.cards.append(card_id)
        return Delivered(1000 + len(self.shown))

    async def delete(self, effect: DeleteMessage, *, leave: Leave) -> Delivery:
        leave()
        self.deleted.append(effect)
        return Delivered()

    async def send_file(
        self, chat_id: int, name: str, content: bytes, *, thread_id: int = 0, reply_to: int = 0, leave: Leave
    ) -> Delivery:
        leave()
        self.places.append((thread_id, reply_to))
        self.files.append((chat_id, name, content))
        return Delivered(9000 + len(self.files))

    async def tell_staff(self, notice: TellStaff, incident: Incident, *, leave: Leave) -> Delivery:
        leave()
        self.staff.append((notice, incident))
        return Delivered(incident.message_id or 5000 + len(self.staff))

    async def tell_staff_together(
        self, notices: Sequence[TellStaff], *, leave: Leave
    ) -> tuple[Sequence[int], Delivery]:
        leave()
        self.staff += [(notice, Incident()) for notice in notices]
        self.together.append(len(notices))
        return range(len(notices)), Delivered(5000 + len(self.staff))

    async def answer_staff(self, answer: AnswerStaff, *, leave: Leave) -> Delivery:
        leave()
        self.answers.append(answer)
        return Delivered(answer.over or 7000 + len(self.answers))

    @property
    def screens(self) -> list[Screen]:
        return [show.screen for show in self.shown]


@dataclass
class RememberingFiles:
    """Has the files that a test puts in, by their ids."""

    there: dict[str, bytes | Later | Undeliverable] = field(default_factory=dict)

    async def fetch(self, file_id: str, *, most: int) -> bytes | Later | Undeliverable:
        found = self.there.get(file_id, Undeliverable("no such file"))
        return Undeliverable("too large") if isinstance(found, bytes) and len(found) > most else found

    def address(self, token: str) -> str:
        return f"https://t.me/sandbox_bot?start={token}"


@dataclass
class ScriptedProvider:
    """Answers calls with what the script says, in order; remembers them."""

    outcomes: list[Outcome] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    dies_of: tuple[type, BaseException] | None = None

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        await leave()
        self.calls.append(call)
        if self.dies_of is not None and isinstance(call, self.dies_of[0]):
            raise self.dies_of[1]
        return self.outcomes.pop(0)


class WatchedDispatch(Dispatch):
    """Remembers the tasks it started, so that a test can wait for them and hear what they raised."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.started: set[asyncio.Task[None]] = set()

    def start(self, rows: Sequence[Claimed]) -> None:
        super().start(rows)
        self.started.update(*self._lanes.values())

    async def finish(self) -> None:
        started, self.started = self.started, set()
        await asyncio.gather(*started)


OFFERS_NOTHING = Offers()
"""Staff do everything but handing codes in."""


class Office:
    """Opens the use cases on a database. `says`, `taps` and the like put updates in; `settle_down` works them off."""

    def __init__(
        self,
        url: str,
        *,
        space: str = "",
        now: Time | None = None,
        asks: bool = False,
        offers: Offers = OFFERS_NOTHING,
        new_event_id: Callable[[], str] | None = None,
        group_every: float = 0,
        staff: Staffing = Staffing(),  # noqa: B008 -- a frozen value
    ) -> None:
        self.time = now or Time()
        self.messenger = RememberingMessenger()
        self.group = RememberingGroup()
        self.files = RememberingFiles()
        self.provider = ScriptedProvider()
        self.store = Store(open_engine(url), Cipher([KEY]), new_event_id=new_event_id)
        self._updates = 0
        self._leases = 0
        self.leases = Leases(new_name=self._new_lease, clock=self.time, lived=self.time)
        self._tokens = 0
        self.caller = Caller(
            store=self.store,
            provider=self.provider,
            clock=self.time,
            wait=self.time.wait,
            leases=self.leases,
            pace=Pace(account="AK", interval=0.1, grace=60),
        )
        self.sheets = SheetCarrier(
            store=self.store,
            messenger=cast("Messenger", self.messenger),
            files=self.files,
            clock=self.time,
            making=Making(languages=LANGUAGES, new_token=staff.new_token, new_phrase=staff.new_phrase),
        )
        self.dispatch = WatchedDispatch(
            store=self.store,
            messenger=self.messenger,
            # A group that takes everything: tests of its pace have another one.
            notifier=Notifier(
                store=self.store, messenger=cast("Messenger", self.messenger), clock=self.time, every=group_every
            ),
            caller=self.caller,
            topics=TopicCarrier(store=self.store, group=self.group, clock=self.time),
            witness=Witness(
                store=self.store,
                messenger=cast("Messenger", self.messenger),
                clock=self.time,
                write=partial(write_evidence, zone="Asia/Jakarta", vendor="Nusantara"),
            ),
            sheets=self.sheets,
            brake=Brake(clock=self.time, wait=self.time.wait),
            clock=self.time,
            leases=self.leases,
            report=lambda report: self.conversation.report(report),  # noqa: PLW0108 -- made below
            kick=lambda: None,
        )
        self.conversation: Conversation = Conversation(
            store=self.store,
            clock=self.time,
            reader=read_update,
            words=WORDS,
            house=House(languages=LANGUAGES, default_language="en", open_space=space, offers=offers, staff=staff),
            claimer=self.dispatch,
            new_token=self._new_token,
        )
        self.relief = Relief(store=self.store, clock=self.time, claimer=self.dispatch, offers=offers)
        self.probing = Probing(store=self.store, clock=self.time, claimer=self.dispatch, offers=offers)
        self.homecoming = Homecoming(
            store=self.store, clock=self.time, lived=self.time, claimer=self.dispatch, asks=asks, offers=offers
        )

    def _new_lease(self) -> str:
        self._leases += 1
        return f"lease{self._leases}"

    def _new_token(self) -> str:
        self._tokens += 1
        return f"colleague-{self._tokens}"

    async def settle_down(self) -> None:
        """Work until nothing that is due is left. What is due later stays owed."""
        for _ in range(100):
            self.dispatch.look_everywhere()
            more = await self.conversation.work()
            more |= await self.conversation.sweep()
            await self.probing.work()
            await self.dispatch.finish()
            more |= await self.dispatch.work()
            more |= await self._relieved()
            more |= bool(self.dispatch.started) or bool(self.conversation._reports)
            if not more:
                return
        raise AssertionError("it never settled down")

    async def _relieved(self) -> bool:
        """A second's share of telling ends of incidents, and that second. True: there may be more."""
        async with self.store.transaction() as tx:
            if await tx.ended() is None:
                return False
        await self.relief.work()
        self.time.now += 1
        return True

    async def put(self, *updates: dict[str, Any]) -> None:
        """Put updates into the inbox."""
        arrivals = [Arrival(update["update_id"], chat_of(update), json.dumps(update).encode()) for update in updates]
        async with self.store.transaction() as tx:
            await tx.put(arrivals, now=self.time())

    def message(self, chat_id: int, **content: Any) -> dict[str, Any]:
        """A message of a private chat, as Telegram gives it."""
        self._updates += 1
        message = {
            "message_id": self._updates,
            "date": int(self.time()),
            "chat": {"id": chat_id, "type": "private"},
            "from": {"id": chat_id, "is_bot": False, "first_name": "Budi", "language_code": "en"},
            **content,
        }
        return {"update_id": self._updates, "message": message}

    async def says(self, chat_id: int, text: str) -> None:
        """A person writes, and everything that follows at once happens."""
        await self.put(self.message(chat_id, text=text))
        await self.settle_down()

    async def taps(self, chat_id: int, button: Button) -> None:
        """A person presses a button of the chat's present case, and everything that follows at once happens."""
        await self.put(await self.tap(chat_id, button))
        await self.settle_down()

    async def tap(self, chat_id: int, button: Button) -> dict[str, Any]:
        """The press of a button of the chat's present case, as Telegram gives it."""
        return self.press(chat_id, data(button, await self.case_of(chat_id)))

    def press(self, chat_id: int, carried: str) -> dict[str, Any]:
        """The press of a button that carries this."""
        self._updates += 1
        query = {
            "id": str(self._updates),
            "from": {"id": chat_id, "is_bot": False, "first_name": "Budi", "language_code": "en"},
            "message": {"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": "private"}},
            "chat_instance": "1",
            "data": carried,
        }
        return {"update_id": self._updates, "callback_query": query}

    async def invites(self, token: str = "t", *, phone: str = NUMBER, space: str = "cams-1", life: int = 86400) -> None:
        """Staff make a link."""
        await self.invites_all({token: phone}, space=space, life=life)

    async def invites_all(self, phones: Mapping[str, str], *, space: str = "cams-1", life: int = 86400) -> None:
        """Staff make many links, one for each number; they are named by their tokens."""
        made = Invitation(id=0, space=space, label="Toko", phrase=PHRASE, expires_at=int(self.time()) + life)
        async with self.store.transaction() as tx:
            for token, phone in phones.items():
                await tx.add_invitation(replace(made, phone=phone), token, now=self.time())

    async def case_of(self, chat_id: int) -> Case:
        """The case that a chat is about, with its budget."""
        return (await self.cases_of([chat_id]))[0]

    async def cases_of(self, chat_ids: Sequence[int]) -> list[Case]:
        """The case that each of the chats is about, with its budget."""
        async with self.store.transaction() as tx:
            chats = await tx.lock_chats(chat_ids)
            cases = await tx.with_budgets(
                await tx.lock_cases([chat.case_id for chat in chats.values() if chat.case_id])
            )
        return [
            cases[chat.case_id] if chat.case_id else Case(chat_id=chat_id, language=chat.language)
            for chat_id, chat in ((chat_id, chats[chat_id]) for chat_id in chat_ids)
        ]

    async def case(self, case_id: int) -> Case:
        """A case by its id, with its budget."""
        async with self.store.transaction() as tx:
            return (await tx.with_budgets(await tx.lock_cases([case_id])))[case_id]

    async def to_code(self, chat_id: int = 7, token: str = "t", *, phone: str = NUMBER) -> None:
        """Bring a chat to where a code is asked for."""
        await self.invites(token, phone=phone)
        await self.says(chat_id, f"/start {token}")
        await self.taps(chat_id, Button.YES)

    async def close(self) -> None:
        """Close the database, once nobody uses it: what a test began and did not wait for ends here."""
        under_way = self.dispatch.started.union(*self.dispatch._lanes.values())
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
        await self.store.close()


def without_case(effects: Sequence[Show]) -> list[Show]:
    """Screens without the snapshot they were rendered from, to compare the rest."""
    return [replace(effect, case=Case(chat_id=0)) for effect in effects]
