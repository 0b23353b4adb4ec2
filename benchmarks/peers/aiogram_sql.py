"""aiogram 3 as its guide has it: a router with an FSM, long polling, each update a task, state in an SQL database.

`python -m benchmarks.peers.aiogram_sql`. The storage is SQLAlchemy over aiosqlite in WAL, one commit for each change
that aiogram asks for, `synchronous=NORMAL` as is usual with WAL: it survives a kill, not a power cut, and is cheaper
than ours, which survives both. One shared aiohttp session, which aiogram brings, carries the provider's calls.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy import String, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from yarl import URL

from . import cams
from . import conversation as words
from .conversation import Settings, read_settings


class Base(DeclarativeBase):
    """All tables."""


class Talk(Base):
    """Where one person stands."""

    __tablename__ = "talk"

    key: Mapped[str] = mapped_column(String, primary_key=True)
    state: Mapped[str | None]
    data: Mapped[str] = mapped_column(default="{}")


class SqlStorage(BaseStorage):
    """aiogram's storage over one table."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._sessions = async_sessionmaker(engine)

    async def create(self) -> None:
        """Make the table."""
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Store the state."""
        await self._upsert(key, state=state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        """Read the state."""
        async with self._sessions() as session:
            return await session.scalar(select(Talk.state).where(Talk.key == name_of(key)))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Store the data."""
        await self._upsert(key, data=json.dumps(dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Read the data."""
        async with self._sessions() as session:
            data = await session.scalar(select(Talk.data).where(Talk.key == name_of(key)))
        return dict(json.loads(data)) if data else {}

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()

    async def _upsert(self, key: StorageKey, **values: str | None) -> None:
        row = insert(Talk).values(key=name_of(key), **values)
        async with self._sessions.begin() as session:
            await session.execute(row.on_conflict_do_update(index_elements=[Talk.key], set_=values))


def name_of(key: StorageKey) -> str:
    """Make the primary key."""
    return f"{key.bot_id}:{key.chat_id}:{key.user_id}"


def write_ahead(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up: readers do not wait for the writer, writers wait for one another."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


class Steps(StatesGroup):
    """What is waited for."""

    number = State()
    confirm = State()
    code = State()


class Conversation:
    """The handlers, and what they share."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._http = http

    def router(self) -> Router:
        """Say which handler takes what."""
        router = Router()
        router.message.register(self.start, CommandStart())
        router.message.register(self.number, Steps.number, F.text)
        router.callback_query.register(self.confirm, Steps.confirm)
        router.message.register(self.code, Steps.code, F.text)
        return router

    async def start(self, message: Message, state: FSMContext) -> None:
        """Ask for the number."""
        await state.set_state(Steps.number)
        await message.answer(words.ASK_NUMBER)

    async def number(self, message: Message, state: FSMContext) -> None:
        """Read the number and have it confirmed."""
        phone = words.read_phone(message.text or "")
        if not phone:
            await message.answer(words.BAD_NUMBER)
            return
        await state.update_data(phone=phone)
        await state.set_state(Steps.confirm)
        buttons = [
            InlineKeyboardButton(text="Yes", callback_data=words.YES),
            InlineKeyboardButton(text="Change", callback_data=words.CHANGE),
        ]
        await message.answer(
            words.CONFIRM.format(phone=phone), reply_markup=InlineKeyboardMarkup(inline_keyboard=[buttons])
        )

    async def confirm(self, query: CallbackQuery, state: FSMContext) -> None:
        """Ask for the code, or for the number again."""
        await query.answer()
        if not isinstance(query.message, Message):
            return
        if query.data != words.YES:
            await state.set_state(Steps.number)
            await query.message.edit_text(words.ASK_NUMBER)
            return
        await state.set_state(Steps.code)
        await query.message.edit_text(words.ASK_CODE)

    async def code(self, message: Message, state: FSMContext, bot: Bot) -> None:
        """Hand the code in, take it out of the chat and say what came of it."""
        code = words.read_code(message.text or "")
        if not code:
            await message.answer(words.BAD_CODE)
            return
        phone: str = (await state.get_data())["phone"]
        card = await message.answer(words.CHECKING)
        await message.delete()
        verified = cams.is_verified(await self._call(cams.status_call(self._settings, phone)))
        if not verified:
            verified = cams.is_accepted(await self._call(cams.submit_call(self._settings, phone, code)))
        if not verified:
            await card.edit_text(words.REFUSED)
            return
        await state.clear()
        await card.edit_text(words.VERIFIED)
        await bot.send_message(self._settings.staff_chat, words.FOR_STAFF.format(end=phone[-4:]))

    async def _call(self, call: tuple[str, dict[str, str]]) -> dict[str, Any]:
        url, headers = call
        async with self._http.post(URL(url, encoded=True), headers=headers) as response:
            answer: dict[str, Any] = await response.json()
            return answer


async def run(settings: Settings) -> None:
    """Poll until SIGTERM."""
    engine = create_async_engine(settings.database.replace("sqlite:", "sqlite+aiosqlite:", 1))
    event.listen(engine.sync_engine, "connect", write_ahead)
    storage = SqlStorage(engine)
    await storage.create()
    session = AiohttpSession(api=TelegramAPIServer.from_base(settings.telegram))
    timeout = aiohttp.ClientTimeout(total=30, connect=5)
    async with Bot(settings.token, session=session) as bot, aiohttp.ClientSession(timeout=timeout) as http:
        dispatcher = Dispatcher(storage=storage)
        dispatcher.include_router(Conversation(settings, http).router())
        await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(run(read_settings()))
