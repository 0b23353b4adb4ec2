"""Opens the database, brings its schema up to date, and says in one line why it cannot be used where that is so."""

import secrets
from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from db import keyring, outbox, schema
from db.encryption import Cipher
from db.engine import open_engine, open_to_look
from db.presence import OccupiedError
from db.schema import Standing

from .codec import decode_case
from .settings import Settings
from .store import Queue, Store

__all__ = [
    "CannotStartError",
    "Examined",
    "Standing",
    "database_losses",
    "database_troubles",
    "examine",
    "open_store",
    "prepare",
    "ready_store",
]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a look at the database found. `standing` is None where there is no file yet, or it cannot be used."""

    standing: Standing | None = None
    revision: str = ""
    trouble: str = ""
    """What keeps it from being used."""
    misfit: str = ""
    """Why the keys do not fit what is stored."""
    refused: int | None = None
    """Notices that Telegram does not take; None where that cannot be asked."""


class CannotStartError(Exception):
    """The program cannot run as it is set up. The text is for whoever set it up."""


def open_store(settings: Settings) -> tuple[AsyncEngine, Store]:
    """The database of the settings, and the door to it."""
    engine = open_engine(settings.database_url.get_secret_value())
    new_event_id = _new_event_id if settings.event_webhook_url.get_secret_value() else None
    return engine, Store(engine, _cipher(settings), new_event_id=new_event_id, zone=ZoneInfo(settings.staff_time_zone))


def _new_event_id() -> str:
    """A name for an event that no other has, in whichever database."""
    return f"evt_{secrets.token_hex(16)}"


@asynccontextmanager
async def ready_store(settings: Settings) -> AsyncGenerator[Store]:
    """The door to the database, of the schema that this version expects. Raises `CannotStartError`."""
    async with AsyncExitStack() as stack:
        with database_troubles():
            engine, store = open_store(settings)
            stack.push_async_callback(store.close)
            store.use(await prepare(engine, settings))
        yield store


async def prepare(engine: AsyncEngine, settings: Settings) -> Cipher:
    """Bring the schema up to date, unless the keys are not those that the database was written with.

    Returns what encrypts and hashes as this database wants it.
    """
    cipher = _cipher(settings)
    is_new = await keyring.check(engine, cipher, hash_of=_number_key)
    await schema.upgrade(engine)
    return await keyring.open_ring(engine, cipher, new_hash_key=secrets.token_bytes(32) if is_new else None)


async def examine(settings: Settings) -> Examined:
    """Look whether the database can be used, changing nothing and making no file."""
    standing, revision, trouble, refused = None, "", "", None
    try:
        with database_troubles():
            engine = open_to_look(settings.database_url.get_secret_value())
            if engine is None:
                return Examined()
            try:
                standing, revision = await schema.standing(engine)
                if standing is not Standing.TOO_NEW:  # What its rows mean is not known.
                    await keyring.check(engine, _cipher(settings), hash_of=_number_key)
                if standing in {Standing.CURRENT, Standing.AHEAD}:
                    refused = await outbox.count(engine, Queue.REFUSED)
            finally:
                await engine.dispose()
    except CannotStartError as exc:
        trouble = str(exc)
    if trouble.startswith("ENCRYPTION_KEYS"):
        return Examined(standing, revision, misfit=trouble)
    return Examined(trouble=trouble) if trouble else Examined(standing, revision, refused=refused)


def _number_key(cipher: Cipher, body: bytes) -> str:
    return cipher.keyed_hash("number", decode_case(body).phone)


@contextmanager
def database_troubles() -> Generator[None]:
    """Say in one line what keeps the database from being used."""
    try:
        yield
    except OccupiedError as exc:
        raise CannotStartError(f"DATABASE_URL: {exc}.") from None
    except (schema.NewerSchemaError, schema.LockedError) as exc:
        raise CannotStartError(f"DATABASE_URL: {exc}.") from None
    except keyring.WrongKeyError as exc:
        what = "they cannot read what is stored in the database; every key that is still needed must be there"
        raise CannotStartError(f"ENCRYPTION_KEYS: {what} ({exc}).") from None
    except Exception as exc:  # noqa: BLE001 -- drivers raise what they like: a refused connection, a full disk
        # Not SQLAlchemy's own text: it quotes statements. What drivers say of a connection holds no password.
        cause = exc.orig if isinstance(exc, DBAPIError) else exc
        said = str(cause).partition("\n")[0]
        raise CannotStartError(f"DATABASE_URL: the database cannot be used ({type(cause).__name__}: {said}).") from None


@contextmanager
def database_losses() -> Generator[None]:
    """Say in one line that the database was lost in the middle of something that may be begun anew."""
    try:
        yield
    except (DBAPIError, OSError) as exc:
        cause = exc.orig if isinstance(exc, DBAPIError) else exc
        raise CannotStartError(
            f"DATABASE_URL: the database was lost on the way ({type(cause).__name__}); begin again."
        ) from None


def _cipher(settings: Settings) -> Cipher:
    return Cipher([key.get_secret_value() for key in settings.encryption_keys])
