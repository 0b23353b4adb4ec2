"""Everything that the judge looks at, gathered once when all is quiet: the sandbox's books, the database, the logs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import make_url

from db.tables import metadata
from sandbox.cams.books import Entry
from sandbox.telegram.updates import MESSAGE_LIFE, TAP_LIFE, Update
from sandbox.telegram.views import Call, ChatEvent, MessageView

from .customer import Customer
from .world import KEY_SECRET, TOKEN, World

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """One person's chat, from their side. Times are the world's.

    Attributes:
        phone: the number that they want to move, or that a colleague has been asked to help with.
        second: another one that they want to move; empty for none.
        helps: whether it is such a colleague.
        left_over: messages with a code in them that are still there.
    """

    name: str
    chat_id: int
    phone: str = field(repr=False)
    invited: bool
    history: Sequence[ChatEvent] = field(repr=False)
    secrets: frozenset[str] = field(repr=False)
    left_over: tuple[int, ...] = ()
    second: str = field(default="", repr=False)
    helps: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What there is to judge by.

    Attributes:
        verified_at: when the sandbox's WhatsApp first had each number proven, by number.
        number_of: the number of each case that has one, by its id: the database has it encrypted.
        told_staff: every text that the staff group was ever shown, in order.
        staff_room: whatever happened in the staff group, in order.
        secrets: what must be nowhere, by what it is.
        written: everything that was written anywhere without encryption, by where.
        overtaken: updates that others overtook on their way to the bot.
        struck: the faults that befell bots and databases, and when, in words.
        posted: whether the others came in order within each of Telegram's lanes only, and not altogether.
        clock_off: how many seconds a bot's clock may have been wrong.
    """

    now: float
    chats: Sequence[Chat]
    updates: Sequence[Update] = field(repr=False)
    confirmed: frozenset[int] = field(repr=False)
    calls: Sequence[Call] = field(repr=False)
    books: Sequence[Entry] = field(repr=False)
    verified_at: Mapping[str, float] = field(repr=False)
    told_staff: Sequence[MessageView] = field(repr=False)
    staff_room: Sequence[ChatEvent] = field(default=(), repr=False)
    tables: Mapping[str, Sequence[Row]] = field(repr=False)
    number_of: Mapping[int, str] = field(repr=False)
    secrets: Mapping[str, str] = field(repr=False)
    written: Mapping[str, str] = field(repr=False)
    complaints: Sequence[str] = ()
    overtaken: frozenset[int] = frozenset()
    struck: Sequence[tuple[float, str]] = ()
    posted: bool = False
    clock_off: float = 0


async def gather(
    world: World,
    customers: Sequence[Customer],
    *,
    complaints: Sequence[str],
    struck: Sequence[tuple[float, str]],
    clock_off: float,
) -> Evidence:
    """Gather it from a world in which nothing moves any more."""
    tables = await _tables(world)
    async with world.store.transaction() as tx:
        cases = await tx.lock_cases([row["id"] for row in tables["cases"]])
    return Evidence(
        now=world.clock(),
        chats=[_chat(customer) for customer in customers],
        updates=tuple(world.telegram.updates.book),
        confirmed=frozenset(world.telegram.updates.confirmed),
        calls=tuple(world.telegram.calls),
        books=tuple(world.cams.books),
        verified_at={entry.phone: entry.at for entry in reversed(tuple(world.cams.books)) if _has_verified(entry)},
        told_staff=[event.message for event in world.staff.history if event.message and event.message.from_bot],
        staff_room=tuple(world.staff.history),
        tables=tables,
        number_of={case_id: case.phone for case_id, case in cases.items()},
        secrets=_secrets(world, customers),
        written=_written(world, tables),
        complaints=tuple(complaints),
        overtaken=frozenset(world.telegram.updates.overtaken),
        struck=tuple(struck),
        posted=world.telegram.updates.webhook is not None,
        clock_off=clock_off,
    )


def chat_of(update: Update) -> int:
    """The chat that an update came from; 0 for none."""
    message = update.payload.get("message", update.payload)
    return message["chat"]["id"] if isinstance(message, dict) else 0


def came_at(update: Update) -> float:
    """When an update came to be at Telegram."""
    return update.expires_at - (TAP_LIFE if update.kind == "callback_query" else MESSAGE_LIFE)


def _has_verified(entry: Entry) -> bool:
    return entry.counted and entry.answer_code == "OK"


def _chat(customer: Customer) -> Chat:
    there = {view.message_id for view in customer.person.chat.messages}
    return Chat(
        name=f"{customer.person.name} ({customer.behaviour})",
        chat_id=customer.person.id,
        phone=customer.phone,
        invited=customer.invited,
        history=tuple(customer.person.chat.history),
        secrets=frozenset(customer.codes),
        second=customer.second.phone if customer.second is not None else "",
        helps=customer.behaviour == "colleague",
        left_over=tuple(sorted(there & customer.secret_messages)),
    )


async def _tables(world: World) -> dict[str, list[Row]]:
    async with world.engine.connect() as connection:
        return {
            table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for table in metadata.sorted_tables
        }


def _secrets(world: World, customers: Sequence[Customer]) -> dict[str, str]:
    secrets = {TOKEN: "the bot's token", KEY_SECRET: "the key's secret", world.key: "the encryption key"}
    owners = [*customers, *(customer.second for customer in customers if customer.second is not None)]
    secrets |= {owner.token: "a link's token" for owner in owners if owner.token}
    secrets |= {owner.phone: "a number" for owner in owners}
    return secrets | {code: "a code" for customer in customers for code in customer.codes}


def _written(world: World, tables: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    written = {"the log": "\n".join(world.log)}
    for name, rows in tables.items():
        written[f"the table {name}"] = "\n".join(_plain(value) for row in rows for value in row.values())
    written["the staff group"] = "\n".join(
        event.message.text for event in world.staff.history if event.message and event.message.from_bot
    )
    url = make_url(world.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        # What was deleted may still be in the file.
        for path in Path(url.database).parent.glob(f"{Path(url.database).name}*"):
            written[f"the file {path.suffix}"] = path.read_bytes().decode("latin-1")
    return written


def _plain(value: object) -> str:
    # Fractions of a second are six digits too, and no secret.
    if isinstance(value, float):
        return f"{value:.0f}"
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
