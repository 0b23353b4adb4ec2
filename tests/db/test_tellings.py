"""What staff were told of each chat."""

from db import tellings
from db.engine import open_engine, transaction


async def test_a_telling_is_written_over_and_forgotten(database_url: str) -> None:
    """One row for each chat and reason, until it is old."""
    engine = open_engine(database_url)
    row = {"chat_id": 7, "reason": "person-wanted", "told_at": 1.5, "spent_until": 2.5, "untold": 0}
    async with transaction(engine) as connection:
        assert await tellings.find(connection, chat_id=7, reason="person-wanted") is None
        await tellings.save(connection, row)
        await tellings.save(connection, row | {"reason": "unreachable", "told_at": 9.5})
        await tellings.save(connection, row | {"untold": 3})
        found = await tellings.find(connection, chat_id=7, reason="person-wanted")
        await tellings.forget(connection, before=5)
        old = await tellings.find(connection, chat_id=7, reason="person-wanted")
        young = await tellings.find(connection, chat_id=7, reason="unreachable")
    await engine.dispose()

    assert found is not None
    assert dict(found) == row | {"untold": 3}
    assert old is None
    assert young is not None
