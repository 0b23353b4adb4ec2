"""How much waits, on both databases."""

from db import inbox, levels, outbox
from db.encryption import Cipher, new_key
from db.engine import open_engine, transaction
from db.inbox import Arrival
from db.levels import Levels, Mailbox
from db.outbox import Owed

CIPHER = Cipher([new_key()])
NOTHING = Mailbox(0, 0.0)


async def test_what_waits_is_counted_and_since_when(database_url: str) -> None:
    """What is decided does not wait; what is due later does, and since it was owed; nothing waits since never."""
    engine = open_engine(database_url)
    async with transaction(engine) as connection:
        empty = await levels.read(connection, queues=["customers", "calls"], states=["held"])
        await inbox.put(connection, [Arrival(5, 7, b"{}")], cipher=CIPHER, now=100)
        await inbox.put(connection, [Arrival(6, 8, b"{}"), Arrival(9, 7, b"{}")], cipher=CIPHER, now=110)
        await inbox.decided(connection, [5], now=111)
        for now, due_at in ((120, 120), (130, 125), (140, 999)):
            owed = Owed(queue="customers", lane="chat:7", kind="Show", payload=b"{}", due_at=due_at)
            await outbox.owe(connection, [owed], cipher=CIPHER, now=now)
        found = await levels.read(connection, queues=["customers", "calls"], states=["held"])
    await engine.dispose()

    assert empty == Levels(NOTHING, {"customers": NOTHING, "calls": NOTHING}, {"held": 0})
    assert found == Levels(Mailbox(2, 110.0), {"customers": Mailbox(3, 120.0), "calls": NOTHING}, {"held": 0})
