"""The one door to the database: a transaction in which everything that belongs together becomes true together.

Nobody below commits, and nobody awaits the outside world while a transaction is open.
"""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from db import (
    copying,
    erasing,
    heartbeat,
    inbox,
    invitations,
    keyring,
    levels,
    links,
    outbox,
    pacing,
    records,
    rotation,
    tellings,
)
from db.encryption import Cipher, InvalidToken, token_hash
from db.engine import transaction
from db.erasing import START, Erasable, Finished, Place
from db.heartbeat import Return
from db.inbox import Arrival, Undecided
from db.levels import Levels
from db.outbox import Claimed
from db.presence import Presence
from db.tables import OPEN_STATES

from .codec import decode_budget, decode_case, encode_budget, encode_case, encode_effect
from .copying import Held, Kept
from .flow import policy
from .flow.colleagues import Link
from .flow.effects import (
    Call,
    Change,
    DeleteMessage,
    Effect,
    Ending,
    Initiate,
    ReadNumbers,
    ReadStatus,
    ReadWaba,
    Reason,
    Register,
    RequestCode,
    SendCopy,
    Show,
    SubmitCode,
    TellStaff,
)
from .flow.model import (
    Accepted,
    Budget,
    Case,
    CaseId,
    Fault,
    Invitation,
    LinkState,
    NotSent,
    Outcome,
    Refused,
    State,
    Unknown,
)
from .flow.moderation import Telling
from .text.phone import one_spelling

__all__ = [
    "ACTIONS", "OPEN_STATES", "START", "Arrival", "Chat", "Claimed", "Erasable", "Erased", "Finished", "Levels", "Old",
    "Place", "Queue", "Return", "Store", "Transaction", "Undecided",
]  # fmt: skip

ACTIONS: Mapping[type[Call], str] = {
    ReadWaba: "QueryChatappBindWaba",
    Initiate: "CreateChatappMigrationInitiate",
    ReadStatus: "GetPhoneNumberVerificationStatus",
    ReadNumbers: "QueryChatappPhoneNumbers",
    RequestCode: "GetMigrationVerifyCode",
    SubmitCode: "ChatappMigrationVerified",
    Register: "ChatappMigrationRegister",
}
"""What the provider calls each of our calls: the limit holds for each action by itself."""


log = structlog.get_logger(__name__)


_INCIDENT = "fault:"

_NO_WORDS = {"message": "", "request_id": ""}

_AHEAD = 10
"""Turns that replicas whose clocks differ may be apart; what is farther ahead is of a clock that was set back since."""


class Queue:
    """Who carries out what is owed."""

    CUSTOMERS = "customers"
    STAFF = "staff"
    CALLS = "calls"


class Old(StrEnum):
    """What is dropped for its age."""

    LINKS = "links"
    """Invitations that nobody opened in time."""
    CHATS = "chats"
    """Chats of which nothing else is kept."""
    RECORDS = "records"
    """What is left of erased cases."""
    NUMBERS = "numbers"
    """Counters of numbers."""
    BURIED = "buried"
    OWED = "owed"
    """What could not be said to anybody for so long."""


class Erased(StrEnum):
    """Why a case was erased."""

    AGE = "age"
    ASKED = "asked"
    """Its customer wanted it."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, locked for this transaction: the language chosen in it, and the case it is about (0 for none).

    `silent_until` is until when it is read but not answered, because it floods us. `has_others`: a list of its numbers
    would have others beside that case's. `link_id` is the link for a colleague that was opened in it last.
    """

    id: int
    language: str
    case_id: int
    silent_until: float = 0.0
    has_others: bool = False
    link_id: int = 0


_TELLING = (Queue.CUSTOMERS, Queue.STAFF)
"""Queues of what is said to people. A call is never given up for its age: what it did would not be known."""


@dataclass(frozen=True, slots=True)
class Found:
    """An invitation as it is stored. `chat_id` is whose it is by now, 0 while it is nobody's."""

    invitation: Invitation
    chat_id: int
    case_id: int


@dataclass(frozen=True, slots=True)
class Notice:
    """An incident that staff were told of. `is_over`: of its end too."""

    message_id: int
    cases: int
    opened_at: float
    updated_at: float
    is_over: bool = False


class Store:
    """Opens transactions."""

    def __init__(self, engine: AsyncEngine, cipher: Cipher) -> None:
        self._engine = engine
        self._cipher = cipher
        self._under_way: Counter[str] = Counter()

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator["Transaction"]:
        """Everything done with it becomes true at the end of the block, or nothing does."""
        cipher = self._cipher
        self._under_way[cipher.encrypts_with] += 1
        try:
            async with transaction(self._engine) as connection:
                yield Transaction(connection, cipher)
        finally:
            self._under_way[cipher.encrypts_with] -= 1

    # --- Encryption keys: docs/decisions/022

    def use(self, cipher: Cipher) -> None:
        """Encrypt and hash with this from now on; what is under way goes on with what it has."""
        self._cipher = cipher

    @asynccontextmanager
    async def passing_transaction(self) -> AsyncGenerator["Transaction"]:
        """A transaction of a process that does not `follow_keys`: it encrypts with the key that the database names."""
        async with transaction(self._engine) as connection:
            await keyring.hold(connection)
            yield Transaction(connection, await keyring.follow(connection, self._cipher))

    async def follow_keys(self, replica: int) -> None:
        """Encrypt with the key that the database names. Once nothing under way uses another, the database is told."""
        async with transaction(self._engine) as connection:
            await keyring.hold(connection)
            before, self._cipher = self._cipher, await keyring.follow(connection, self._cipher)
            if before.encrypts_with != self._cipher.encrypts_with:
                # As a rule it still is. Not if we were taken for dead meanwhile, a machine put to sleep say.
                await keyring.keep(connection, self._cipher, before.encrypts_with)
            if set(+self._under_way) <= {self._cipher.encrypts_with}:
                await keyring.register(connection, replica, self._cipher)

    async def rotate_keys(self, *, wait: rotation.Wait, tell: rotation.Tell) -> rotation.Rotated:
        """Encrypt everything anew with the newest key. Raises as `db.rotation.rotate`."""
        return await rotation.rotate(self._engine, self._cipher, wait=wait, tell=tell)

    async def count_keys(self) -> list[rotation.Counted]:
        """What each key is still needed for."""
        return await rotation.count(self._engine, self._cipher)

    def fingerprint(self, phone: str, code: str) -> str:
        """Tells a code from another without keeping it. Only who has the encryption key can make one."""
        return self._cipher.keyed_hash("code", one_spelling(phone), code)

    async def close(self) -> None:
        """Close the database's connections."""
        await self._engine.dispose()


class Transaction:
    """What can be read and written together."""

    def __init__(self, connection: AsyncConnection, cipher: Cipher) -> None:
        self._connection = connection
        self._cipher = cipher

    def number_key(self, phone: str) -> str:
        """What a number is looked up by."""
        return self._cipher.keyed_hash("number", phone)

    # --- Inbox

    async def put(self, arrivals: Sequence[Arrival], *, now: float) -> None:
        """Take updates in. One that is known already is ignored."""
        await inbox.put(self._connection, arrivals, cipher=self._cipher, now=now)

    async def waiting_chats(self, *, now: float, limit: int) -> list[int]:
        """Chats with something to decide, those that wait longest first."""
        return await inbox.waiting_chats(self._connection, now=now, limit=limit)

    async def take(self, chat_ids: Collection[int], *, limit: int, each: int) -> list[Undecided]:
        """The oldest undecided updates of locked chats, no more than `each` of any, in order within it."""
        return await inbox.take(self._connection, chat_ids, cipher=self._cipher, limit=limit, each=each)

    async def decided(self, update_ids: Sequence[int], *, now: float) -> None:
        """Mark updates as decided on."""
        await inbox.decided(self._connection, update_ids, now=now)

    async def failed(self, poison: Undecided, *, until: float) -> None:
        """Let the chat of an update that cannot be decided on wait."""
        await inbox.failed(self._connection, poison, until=until)

    async def bury_update(self, update_id: int, *, now: float) -> None:
        """Give an update up."""
        await inbox.bury(self._connection, update_id, now=now)

    async def forget_updates(self, *, before: float) -> int:
        """Drop updates decided before then; returns how many."""
        return await inbox.forget(self._connection, before=before)

    # --- Chats and cases

    async def lock_chats(self, chat_ids: Collection[int], *, now: float = 0.0) -> dict[int, Chat]:
        """Those of the chats that no other replica holds. `now` decides what is not over for long."""
        rows = await records.lock_chats(self._connection, chat_ids, since=now - policy.LISTED_FOR)
        return {
            row["chat_id"]: Chat(
                row["chat_id"],
                row["language"],
                row["case_id"] or 0,
                row["silent_until"],
                bool(row["has_others"]),
                row["link_id"] or 0,
            )
            for row in rows
        }

    async def save_chats(self, chats: Iterable[Chat]) -> None:
        """Write chats back."""
        rows = [
            {
                "key": chat.id,
                "language": chat.language,
                "case_id": chat.case_id or None,
                "silent_until": chat.silent_until,
                "link_id": chat.link_id or None,
            }
            for chat in chats
        ]
        await records.save_chats(self._connection, rows)

    async def lock_cases(self, case_ids: Collection[int], *, erased: bool = False) -> dict[int, Case]:
        """Cases by id; their budgets are read by `lock_budgets`. What is left of erased ones comes on demand only.

        One that cannot be read, because no key opens it or another version wrote it, is left out: its own chat waits
        and staff hear of it, and nobody else need.
        """
        rows = await records.lock_cases(self._connection, case_ids)
        return self._readable((row["id"], row["body"]) for row in rows if erased or row["erased_at"] is None)

    async def lock_case_of(self, chat_id: int, case_id: int) -> Case | None:
        """A case, if it is that chat's, which is locked, and can be read."""
        row = await records.lock_case_of(self._connection, case_id, chat_id=chat_id)
        return self._readable([(case_id, row["body"])]).get(case_id) if row is not None else None

    async def cases_of(self, chat_id: int, *, now: float, limit: int) -> dict[int, Case]:
        """The newest cases of a locked chat that are open or have not been over for long; to be looked at."""
        rows = await records.cases_of(self._connection, chat_id, since=now - policy.LISTED_FOR, limit=limit)
        return self._readable(rows)

    def _readable(self, rows: Iterable[tuple[int, bytes]]) -> dict[int, Case]:
        cases: dict[int, Case] = {}
        for case_id, body in rows:
            try:
                cases[case_id] = self._case(case_id, body)
            except (InvalidToken, ValueError) as exc:
                log.error("case unreadable", case_id=case_id, error=type(exc).__name__)
        return cases

    async def lock_free_case(self, case_id: int) -> dict[int, Case] | None:
        """A case by its id, if it can be read; its chat need not be locked. None: somebody else holds it just now."""
        row = await records.lock_free_case(self._connection, case_id)
        return None if row is None else self._readable([(case_id, row["body"])])

    async def add_case(self, case: Case, *, invitation_id: int, now: float) -> Case:
        """The case with the id that it has from now on."""
        row = {**self._case_row(case, now), "invitation_id": invitation_id or None, "created_at": now}
        return replace(case, id=CaseId(await records.add_case(self._connection, row)))

    async def save_cases(self, cases: Iterable[Case], *, now: float) -> None:
        """Write cases back, without their budgets."""
        await records.save_cases(self._connection, [{"key": case.id, **self._case_row(case, now)} for case in cases])

    def _case_row(self, case: Case, now: float) -> dict[str, object]:
        return {
            "chat_id": case.chat_id,
            "state": case.state,
            "space": case.space,
            "number_key": self.number_key(case.phone) if case.phone else None,
            "deadline": case.deadline,
            "body": self._cipher.encrypt(encode_case(case)),
            "updated_at": now,
        }

    async def lock_budgets(self, phones: Collection[str]) -> dict[str, Budget]:
        """The budgets of numbers, each in its `one_spelling`, which are theirs over all chats."""
        keys = {self.number_key(phone): phone for phone in phones}
        rows = await records.lock_numbers(self._connection, keys)
        return {keys[row["key"]]: decode_budget(row["budget"]) for row in rows}

    async def read_budgets(self, phones: Collection[str]) -> dict[str, Budget]:
        """The budgets of numbers, each in its `one_spelling`, to be looked at; one that was never tried has none."""
        keys = {self.number_key(phone): phone for phone in phones}
        rows = await records.read_numbers(self._connection, keys)
        return {keys[row["key"]]: decode_budget(row["budget"]) for row in rows}

    async def save_budgets(self, budgets: Mapping[str, Budget], *, now: float) -> None:
        """Write budgets back."""
        rows = [
            {"number": self.number_key(phone), "budget": encode_budget(budget), "updated_at": now}
            for phone, budget in budgets.items()
        ]
        await records.save_numbers(self._connection, rows)

    async def is_number_taken(self, case: Case, *, besides: Collection[int] = ()) -> bool:
        """Whether another case than this one and `besides` is stored as open for its number, in the same space."""
        key = self.number_key(case.phone)
        return await records.is_number_open(
            self._connection, space=case.space, number_key=key, besides={case.id, *besides}
        )

    async def due_cases(self, *, now: float, limit: int) -> list[tuple[int, int]]:
        """Cases whose deadline is here: case and chat."""
        return list(await records.due_cases(self._connection, now=now, limit=limit))

    async def waiting_in(self, state: State) -> int:
        """How many cases are in a state."""
        return await records.waiting(self._connection, state)

    async def add_events(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Write history."""
        await records.add_events(self._connection, rows)

    async def held_about(self, chat_id: int, *, cases: int, rows: int) -> Held:
        """What is kept of a chat: so many of its newest cases, and of each so many of its newest events and calls."""
        chat = await copying.chat(self._connection, chat_id)
        found = await copying.cases_of(self._connection, chat_id, limit=cases + 1)
        kept = [await self._kept(row, rows) for row in found[:cases]]
        owed = await copying.owed(self._connection, _chat_lane(chat_id), limit=rows)
        return Held(chat_id, chat["language"] if chat else "", kept, owed, is_all=len(found) <= cases)

    async def _kept(self, row: Mapping[str, Any], rows: int) -> Kept:
        case = self._case(row["id"], row["body"])
        happened = await copying.events_of(self._connection, case.id, limit=rows + 1)
        called = await copying.calls_of(self._connection, case.id, limit=rows + 1)
        number = one_spelling(case.phone)
        return Kept(
            case=case,
            row=row,
            link=await copying.link(self._connection, row["invitation_id"]) if row["invitation_id"] else None,
            events=happened[:rows],
            calls=called[:rows],
            budget=(await self.read_budgets({number})).get(number, Budget()) if number else Budget(),
            is_all=max(len(happened), len(called)) <= rows,
        )

    # --- Erasing: docs/decisions/037

    async def finished_cases(self, *, before: float, after: Place, limit: int) -> tuple[list[Finished], Place | None]:
        """Cases that were over before then, locked; and the place up to which they were looked for, None at the end."""
        return await erasing.finished(self._connection, before=before, after=after, limit=limit)

    async def erase(self, cases: Sequence[Finished], *, why: Erased, now: float) -> None:
        """Leave of cases, which are locked with their chats, what happened and when, and not to whom."""
        left = {
            case.id: self._cipher.encrypt(encode_case(Case(chat_id=0, state=State(case.state), space=case.space)))
            for case in cases
        }
        lanes = [_call_lane(CaseId(case.id)) for case in cases]
        await erasing.erase(self._connection, cases, bodies=left, lanes=lanes, now=now)
        await records.add_events(self._connection, [_erased_event(case, why, now) for case in cases])

    async def drop_old(self, what: Old, *, before: float, now: float, limit: int) -> int:
        """Drop some of what is that old. Returns how many: fewer than `limit` when there are no more."""
        match what:
            case Old.LINKS:
                return await erasing.drop_unused_links(self._connection, before=before, limit=limit)
            case Old.CHATS:
                return await erasing.drop_idle_chats(self._connection, before=before, now=now, limit=limit)
            case Old.RECORDS:
                return await erasing.drop_cases(self._connection, before=before, limit=limit)
            case Old.NUMBERS:
                return await erasing.drop_numbers(self._connection, before=before, limit=limit)
            case Old.BURIED:
                return await erasing.drop_buried(self._connection, before=before, limit=limit)
            case Old.OWED:
                return await erasing.drop_owed(self._connection, _TELLING, before=before, now=now, limit=limit)

    async def count_old(self, *, before: float, records_before: float, now: float) -> Erasable:
        """How much there is to erase and to drop."""
        return await erasing.count(
            self._connection, queues=_TELLING, before=before, records_before=records_before, now=now
        )

    # --- Invitations

    async def add_invitation(self, invitation: Invitation, token: str, *, now: float) -> int:
        """Store an invitation under the hash of its token."""
        body = {
            "phone": invitation.phone,
            "label": invitation.label,
            "language": invitation.language,
            "phrase": invitation.phrase,
        }
        return await invitations.add(
            self._connection,
            token_hash=token_hash(token),
            space=invitation.space,
            body=self._cipher.encrypt(json.dumps(body).encode()),
            now=now,
            expires_at=invitation.expires_at,
        )

    async def find_invitation(self, token: str) -> Found | None:
        """The invitation of a link, locked for this transaction."""
        row = await invitations.find(self._connection, token_hash(token))
        if row is None:
            return None
        body = json.loads(self._cipher.decrypt(row["body"]))
        invitation = Invitation(id=row["id"], space=row["space"], expires_at=int(row["expires_at"]), **body)
        return Found(invitation, row["chat_id"] or 0, row["case_id"] or 0)

    async def bind_invitation(self, invitation_id: int, *, chat_id: int, case_id: int, now: float) -> None:
        """Make a link one chat's for good."""
        await invitations.bind(self._connection, invitation_id, chat_id=chat_id, case_id=case_id, now=now)

    # --- Links for colleagues

    async def add_link(self, link: Link, token: str, *, now: float) -> Link:
        """Store a link under the hash of its token; gives it with the id that it has from now on."""
        row = {
            "token_hash": token_hash(token),
            "case_id": link.case_id,
            "body": self._cipher.encrypt(json.dumps({"phone": link.phone}).encode()),
            "created_at": now,
            "expires_at": link.expires_at,
            **_standing(link),
        }
        return replace(link, id=await links.add(self._connection, row))

    async def find_link(self, token: str) -> tuple[int, int] | None:
        """The ids of a token's link and of its case, which is to be locked before the link is read."""
        return await links.find(self._connection, token_hash(token))

    async def cases_of_links(self, link_ids: Collection[int]) -> dict[int, int]:
        """The cases that links are for, by the links' ids."""
        return await links.cases_of(self._connection, link_ids) if link_ids else {}

    async def links_of(self, case_id: int, *, besides: Collection[int] = ()) -> list[Link]:
        """The links of a locked case that are not over, and those of `besides` however they stand."""
        return [
            Link(
                id=row["id"],
                case_id=CaseId(row["case_id"]),
                state=LinkState(row["state"]),
                expires_at=int(row["expires_at"]),
                chat_id=row["chat_id"] or 0,
                language=row["language"],
                ending=Ending(row["ending"]) if row["ending"] else None,
                **json.loads(self._cipher.decrypt(row["body"])),
            )
            for row in await links.of_case(self._connection, case_id, besides=besides)
        ]

    async def due_links(self, *, now: float, limit: int) -> list[tuple[int, int, int]]:
        """Links whose time is over before their code came: link, case, and the case's chat."""
        return list(await links.due(self._connection, now=now, limit=limit))

    async def save_links(self, changed: Iterable[Link]) -> None:
        """Write how far links have come."""
        await links.save(self._connection, [{"key": link.id, **_standing(link)} for link in changed])

    # --- What is owed

    async def owe(self, effects: Sequence[Effect], *, now: float) -> None:
        """Owe effects, in order."""
        calls = [effect for effect in effects if isinstance(effect, Call)]
        await records.add_calls(
            self._connection,
            [
                {
                    "case_id": call.case_id,
                    "call": call.call,
                    "action": ACTIONS[type(call)],
                    "number_key": self.number_key(call.phone),
                    "created_at": now,
                }
                for call in calls
            ],
        )
        await outbox.owe(self._connection, [_owed(effect, now) for effect in effects], cipher=self._cipher, now=now)

    async def claim(
        self,
        queue: str,
        *,
        lanes: int,
        each: int = outbox.ROWS_OF_A_LANE,
        besides: Collection[type[Effect]] = (),
        lease: str,
        now: float,
        until: float,
    ) -> list[Claimed]:
        """Lease what is due in up to so many lanes, and so many rows of each. What cannot be read has no payload.

        Lanes whose turn is one of the kinds `besides` are left out.
        """
        return await outbox.claim(
            self._connection,
            queue,
            lanes=lanes,
            each=each,
            besides=[kind.__name__ for kind in besides],
            lease=lease,
            now=now,
            until=until,
            cipher=self._cipher,
        )

    async def settle(self, row: Claimed) -> bool:
        """Mark a row done; False when its lease was lost."""
        return await outbox.settle(self._connection, row.id, row.lease)

    async def settle_many(self, rows: Sequence[Claimed], cards: Mapping[Claimed, int]) -> list[Claimed]:
        """Mark rows done. `cards` are the messages that now show where cases stand, by the rows that they showed.

        Gives those whose lease was lost: somebody else has done them too, or will.
        """
        shown = sorted(cards.items(), key=lambda each: each[0].case_id)
        await records.save_cards(
            self._connection,
            [{"key": row.case_id, "card": card, "row_id": row.id, "held": row.lease} for row, card in shown],
        )
        return await outbox.settle_many(self._connection, rows)

    async def holds(self, row: Claimed) -> bool:
        """Whether a row is still leased as it was claimed."""
        return await outbox.holds(self._connection, row.id, row.lease)

    async def postpone(self, row: Claimed, *, due_at: float, tried: bool = True) -> bool:
        """Hand a row back until then; False when its lease was lost."""
        return await outbox.postpone(self._connection, row, due_at=due_at, tried=tried)

    async def hand_back(self, rows: Sequence[Claimed]) -> None:
        """Give leases up without having tried."""
        await outbox.hand_back(self._connection, rows)

    async def bury(self, row: Claimed, *, reason: str, now: float) -> bool:
        """Give a row up; False when its lease was lost."""
        return await outbox.bury(self._connection, row, reason=reason, now=now)

    async def free_the_dead(self, presence: Presence) -> int:
        """Take away what replicas that are no longer alive had leased; returns how many rows."""
        return await presence.free_the_dead(self._connection)

    async def is_call_owed(self, case: Case) -> bool:
        """Whether a call of the case is still to be made or answered."""
        return await outbox.has_lane(self._connection, _call_lane(case.id))

    async def waiting_calls(self, kind: type[Call], *, now: float, most: int) -> int:
        """How many calls of a kind are due and not leased; counted up to `most`."""
        return await outbox.waiting(self._connection, Queue.CALLS, kind.__name__, now=now, most=most)

    # --- Calls

    async def grant(self, key: str, *, interval: float, now: float) -> float:
        """Take the next instant at which a call of that account and action may be sent."""
        return await pacing.grant(self._connection, key, interval=interval, now=now)

    async def give_back(self, key: str, *, interval: float) -> None:
        """Give back the instant that was just granted in this transaction."""
        await pacing.give_back(self._connection, key, interval=interval)

    async def slow_down(self, key: str, *, until: float) -> None:
        """Grant nothing before then."""
        await pacing.slow_down(self._connection, key, until=until)

    async def mark_sent(self, call: Change, *, now: float) -> bool:
        """Record that a call leaves now; False: it left before, and what it did is unknown."""
        return await records.mark_sent(self._connection, case_id=call.case_id, call=call.call, now=now)

    async def unmark_sent(self, call: Change) -> None:
        """Record that a call certainly did not run."""
        await records.unmark_sent(self._connection, case_id=call.case_id, call=call.call)

    async def finish_calls(
        self, answers: Iterable[tuple[Call, Outcome]], *, known: Collection[int], now: float
    ) -> None:
        """Record outcomes; without the provider's words for a case that is not `known`: it was erased meanwhile."""
        rows = [
            {
                "of_case": call.case_id,
                "number": call.call,
                "finished_at": now,
                **_outcome_row(outcome),
                **({} if call.case_id in known else _NO_WORDS),
            }
            for call, outcome in answers
        ]
        await records.finish_calls(self._connection, rows)

    # --- Staff notices and listings

    async def notice(self, key: str) -> Notice | None:
        """The open incident of that key."""
        row = await records.notice(self._connection, key)
        if row is None:
            return None
        is_over = row["over_at"] is not None
        return Notice(row["message_id"] or 0, row["cases"], row["opened_at"], row["updated_at"], is_over)

    async def save_notice(self, key: str, notice: Notice) -> None:
        """Write an incident. One that is over has its end told to the cases on hold from now on: see `ended`."""
        row = {
            "key": key,
            "message_id": notice.message_id,
            "cases": notice.cases,
            "opened_at": notice.opened_at,
            "updated_at": notice.updated_at,
            "over_at": notice.updated_at if notice.is_over else None,
            "told_to": 0 if notice.is_over else None,
        }
        await records.save_notice(self._connection, row)

    async def ended(self) -> tuple[Fault, int] | None:
        """A fault whose end is still to be told to cases on hold, and the last case that knows."""
        found = await records.ended_notice(self._connection)
        return None if found is None else (Fault(found[0].removeprefix(_INCIDENT)), found[1])

    async def told_of_end(self, fault: Fault, *, before: int, after: int | None) -> None:
        """Remember up to which case the end of a fault was told; None: all know."""
        await records.save_told(self._connection, incident_key(fault), before=before, after=after)

    async def cases_in(
        self, state: State, *, after: int, limit: int, changed: tuple[float, float] = records.EVER
    ) -> list[tuple[int, int]]:
        """Cases in a state that changed last between those times, by id, from the next one on: case and chat."""
        return list(await records.cases_in(self._connection, state, after=after, limit=limit, changed=changed))

    async def telling(self, chat_id: int, reason: Reason) -> Telling | None:
        """What staff were told of a chat for that reason."""
        row = await tellings.find(self._connection, chat_id=chat_id, reason=reason)
        if row is None:
            return None
        return Telling(told_at=row["told_at"], spent_until=row["spent_until"], untold=row["untold"])

    async def save_telling(self, chat_id: int, reason: Reason, telling: Telling) -> None:
        """Write what staff were told of a chat."""
        await tellings.save(self._connection, {"chat_id": chat_id, "reason": reason, **asdict(telling)})

    async def forget_tellings(self, *, before: float) -> None:
        """Drop what staff were told before then."""
        await tellings.forget(self._connection, before=before)

    # --- Being there

    async def beat(self, *, now: float) -> tuple[float, bool]:
        """Show that the bot serves. Gives for how long nobody did, and whether customers are being told of a return."""
        return await heartbeat.beat(self._connection, now=now)

    async def come_back(self, *, since: float) -> None:
        """Have customers told that the bot is back since then."""
        await heartbeat.come_back(self._connection, since=since)

    async def returned(self) -> Return | None:
        """The return that customers are being told of, if there is one."""
        return await heartbeat.returned(self._connection)

    async def save_return(self, told: Return | None) -> None:
        """Remember how far the telling has come; None: all know."""
        await heartbeat.save(self._connection, told)

    async def chats_to_be_answered(self, chat_ids: Collection[int]) -> set[int]:
        """Those of the chats, which are locked, that are being answered, or will be."""
        undecided = await inbox.undecided_chats(self._connection, chat_ids)
        lanes = await outbox.lanes_owed(self._connection, [_chat_lane(chat_id) for chat_id in chat_ids])
        return undecided | {chat_id for chat_id in chat_ids if _chat_lane(chat_id) in lanes}

    async def messages_due(self, *, now: float, most: int) -> int:
        """How many customers' messages should have gone out and have not, yet; counted up to `most`."""
        return await outbox.due(self._connection, Queue.CUSTOMERS, Show.__name__, now=now, most=most)

    async def take_turn(self, key: str, *, interval: float, now: float) -> bool:
        """Take a turn if it is there; the next one is there after the interval, for whichever replica.

        Who looks once in an interval may be a little early: the one after is not earlier for it.
        """
        slot = await pacing.grant(self._connection, key, interval=interval, now=now)
        if not now + interval / 10 < slot <= now + _AHEAD * interval:
            return True
        await pacing.give_back(self._connection, key, interval=interval)
        return False

    async def levels(self, *, queues: Iterable[str], states: Iterable[State]) -> Levels:
        """How much waits in the mailboxes, and how many cases in those states."""
        return await levels.read(self._connection, queues=queues, states=states)

    async def list_cases(self, *, state: str | None, limit: int) -> list[Case]:
        """The newest cases, with their budgets."""
        rows = await records.list_cases(self._connection, state=state, limit=limit)
        return list((await self.with_budgets({row["id"]: self._case(row["id"], row["body"]) for row in rows})).values())

    async def with_budgets(self, cases: Mapping[int, Case]) -> dict[int, Case]:
        """The cases with the budgets of their numbers."""
        budgets = await self.lock_budgets({one_spelling(case.phone) for case in cases.values() if case.phone})
        return {
            key: replace(case, budget=budgets.get(one_spelling(case.phone), Budget())) for key, case in cases.items()
        }

    def _case(self, case_id: int, body: bytes) -> Case:
        # The id is the row's: when the case was first encoded it had none.
        return replace(decode_case(self._cipher.decrypt(body)), id=CaseId(case_id))

    async def history(self, case_id: int) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
        """A case's events and calls, oldest first."""
        happened, called = await records.history(self._connection, case_id)
        return [dict(row) for row in happened], [dict(row) for row in called]


def incident_key(fault: Fault) -> str:
    """What the notice of an incident is found by."""
    return f"{_INCIDENT}{fault}"


def _chat_lane(chat_id: int) -> str:
    return f"chat:{chat_id}"


def _call_lane(case_id: int) -> str:
    return f"call:{case_id}"


def queue_of(effect: Effect) -> str:
    """Who carries an effect out."""
    if isinstance(effect, Call):
        return Queue.CALLS
    return Queue.STAFF if isinstance(effect, TellStaff) else Queue.CUSTOMERS


def _owed(effect: Effect, now: float) -> outbox.Owed:
    kind, payload = encode_effect(effect)
    due_at, case_id = now, CaseId(0)
    match effect:
        case Show(case=case):
            lane, case_id = _chat_lane(case.chat_id), case.id
        case SendCopy(chat_id=chat_id):
            lane = _chat_lane(chat_id)
        case DeleteMessage(chat_id=chat_id):
            # A lane of its own: neither the deletion nor the answer waits for the other. One for each chat, or a
            # flood of codes would take everybody's lanes.
            lane = f"delete:{chat_id}"
        case TellStaff(case=case):
            lane, case_id = "staff", case.id
        case _:
            lane, case_id = _call_lane(effect.case_id), effect.case_id
            due_at = now + effect.wait
    return outbox.Owed(queue=queue_of(effect), lane=lane, kind=kind, payload=payload, case_id=case_id, due_at=due_at)


def _standing(link: Link) -> dict[str, object]:
    """What changes of a link."""
    return {
        "state": link.state,
        "chat_id": link.chat_id or None,
        "language": link.language,
        "ending": link.ending or "",
    }


def _erased_event(case: Finished, why: Erased, now: float) -> dict[str, object]:
    return {
        "case_id": case.id,
        "at": now,
        "event": "Erased",
        "state_before": case.state,
        "state_after": case.state,
        "detail": why,
    }


def _outcome_row(outcome: Outcome) -> dict[str, object]:
    match outcome:
        case Accepted(request_id=request_id):
            name, fault, code, message = "accepted", "", "OK", ""
        case Refused(fault=fault, code=code, message=message, request_id=request_id):
            name = "refused"
        case NotSent(fault=fault, code=code, message=message, request_id=request_id):
            name = "not_sent"
        case Unknown(reason=message, code=code, request_id=request_id):
            name, fault = "unknown", ""
    # An id is 36 characters; of anything else that calls itself one, no more is kept than the column holds.
    return {"outcome": name, "fault": str(fault), "code": code, "message": message, "request_id": request_id[:64]}
