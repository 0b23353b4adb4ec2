"""What has happened, without saying to whom: steps of cases, what other systems were told, staff's doings, counts."""

from sqlalchemy import CheckConstraint, Column, Double, Index, Integer, String, Table, Text

from .registry import Id, metadata

events = Table(
    "events",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False),
    Column("at", Double, nullable=False),
    Column("event", String(32), nullable=False),
    Column("state_before", String(32), nullable=False),
    Column("state_after", String(32), nullable=False),
    Column("detail", String(64), nullable=False, server_default=""),
    Column("shown", String(128), nullable=False, server_default="", comment="the screens that its customer was sent"),
)
Index("ix_events_case_id", events.c.case_id, events.c.id)

# What other systems were told of cases, as it was sent; dropped after some days. Nothing in it says whose a case is.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", Double, nullable=False),
    Column("body", Text, nullable=False, comment="what is sent, the same bytes each time"),
    sqlite_autoincrement=True,  # The order within a case is the order of ids.
)
Index("ix_announcements_at", announcements.c.at)
Index("ix_announcements_case_id", announcements.c.case_id, announcements.c.id)

# Who did what, when. Each row's hash is over the row and the hash of the one before: what is changed later shows.
audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Double, nullable=False),
    Column("actor", Id, nullable=False, comment="a Telegram account; 0 for the program and its command line"),
    Column("action", String(32), nullable=False),
    Column("case_id", Id, nullable=False, server_default="0"),
    Column("detail", String(128), nullable=False, server_default="", comment="never a name, number, code or key"),
    Column("hash", String(64), nullable=False),
    sqlite_autoincrement=True,  # The chain has the order of ids: none may be given twice.
)
Index("ix_audit_case_id", audit.c.case_id, audit.c.id)

# One row: where the chain ends, and where what is left of it begins. Who writes into the chain holds it.
audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False, comment="of the newest row"),
    Column("dropped", String(64), nullable=False, server_default="", comment="of the newest row that was dropped"),
    CheckConstraint("id = 1", name="one"),
)

# How often what happened on which day: a count is the sum of its shards. It outlives the cases that it counted.
tallies = Table(
    "tallies",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False, comment="days since 1970; 0: all of them"),
    Column("what", String(16), primary_key=True),
    Column("sort", String(96), primary_key=True, comment="of what sort; never a name, number or code"),
    Column("shard", Integer, primary_key=True, autoincrement=False, comment="who adds at once adds to different rows"),
    Column("times", Id, nullable=False),
)
