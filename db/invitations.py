"""Statements about invitations: links that work once, for one person, until they expire."""

from sqlalchemy import insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from .tables import invitations
from .upserts import unless_there

_add_once = unless_there(invitations)


async def add(
    connection: AsyncConnection, *, token_hash: str, space: str, body: bytes, now: float, expires_at: float
) -> int:
    """Put an invitation in and return its id."""
    statement = insert(invitations).values(
        token_hash=token_hash, space=space, body=body, created_at=now, expires_at=expires_at
    )
    return int((await connection.execute(statement.returning(invitations.c.id))).scalar_one())


async def add_once(
    connection: AsyncConnection, *, token_hash: str, space: str, body: bytes, now: float, expires_at: float
) -> int | None:
    """The same, unless there is one with that token: then None, and by now it can be read."""
    statement = _add_once[connection.dialect.name].returning(invitations.c.id)
    row = {"token_hash": token_hash, "space": space, "body": body, "created_at": now, "expires_at": expires_at}
    found: int | None = (await connection.execute(statement, row)).scalar()
    return found


async def find(connection: AsyncConnection, token_hash: str) -> RowMapping | None:
    """The invitation with that token, locked; looked up by its hash, so that timing says nothing of the token."""
    query = select(invitations).where(invitations.c.token_hash == token_hash).with_for_update()
    return (await connection.execute(query)).mappings().first()


async def end(connection: AsyncConnection, invitation_id: int, *, now: float) -> bool:
    """Let the link open nothing any more. False: it did not before, or somebody has opened it."""
    statement = (
        update(invitations)
        .where(invitations.c.id == invitation_id, invitations.c.used_at.is_(None), invitations.c.expires_at > now)
        .values(expires_at=now)
        .returning(invitations.c.id)
    )
    return (await connection.execute(statement)).first() is not None


async def bind(connection: AsyncConnection, invitation_id: int, *, chat_id: int, case_id: int, now: float) -> None:
    """Make the link that chat's. The row was locked by `find` and seen unused."""
    statement = update(invitations).where(invitations.c.id == invitation_id, invitations.c.used_at.is_(None))
    await connection.execute(statement.values(chat_id=chat_id, case_id=case_id, used_at=now))
