"""What is to be decided, done or asked of the provider, and the turns of it: nothing promised is anywhere else."""

from sqlalchemy import Boolean, CheckConstraint, Column, Double, Index, Integer, LargeBinary, String, Table, Text

from .registry import Id, metadata

inbox = Table(
    "inbox",
    metadata,
    # Telegram may number anew after a week without updates: decided rows are kept just that long.
    Column("update_id", Id, primary_key=True, autoincrement=False),
    # 0 once decided: whose it was is nobody's business then.
    Column("chat_id", Id, nullable=False),
    Column("payload", LargeBinary, nullable=True, comment="encrypted; erased once decided"),
    Column("received_at", Double, nullable=False),
    Column("decided_at", Double, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("buried", Boolean, nullable=False, server_default="0"),
    CheckConstraint("(payload IS NULL) = (decided_at IS NOT NULL)", name="payload"),
)
Index(
    "ix_inbox_undecided",
    inbox.c.chat_id,
    inbox.c.update_id,
    postgresql_where=inbox.c.decided_at.is_(None),
    sqlite_where=inbox.c.decided_at.is_(None),
)
Index(
    "ix_inbox_decided_at",
    inbox.c.decided_at,
    postgresql_where=inbox.c.decided_at.is_not(None),
    sqlite_where=inbox.c.decided_at.is_not(None),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("queue", String(16), nullable=False, comment="who carries it out: customers, staff, calls"),
    Column("lane", String(48), nullable=False, comment="rows of a lane are carried out one after the other"),
    Column("kind", String(32), nullable=False),
    Column("case_id", Id, nullable=False, server_default="0"),
    Column("payload", LargeBinary, nullable=False, comment="the effect, encrypted"),
    Column("due_at", Double, nullable=False),
    Column("owed_at", Double, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("lease", String(32), nullable=True),
    Column("leased_until", Double, nullable=True),
    # A lease is set whole or not at all, so that no row is lost between the two.
    CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name="lease"),
    sqlite_autoincrement=True,  # The order within a lane is the order of ids: none may be given twice.
)
# «Is there an older row in this lane?», asked for each candidate.
Index("ix_outbox_lane", outbox.c.lane, outbox.c.id)
Index("ix_outbox_due", outbox.c.queue, outbox.c.due_at)

buried = Table(
    "buried",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("case_id", Id, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Double, nullable=False),
)
Index("ix_buried_at", buried.c.at)

calls = Table(
    "calls",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("call", Integer, primary_key=True, autoincrement=False),
    Column("action", String(64), nullable=False),
    Column("number_key", String(64), nullable=False),
    Column("created_at", Double, nullable=False),
    # Written in a transaction of its own before the request leaves: found set after a crash, the outcome is unknown.
    Column("sent_at", Double, nullable=True),
    Column("finished_at", Double, nullable=True),
    Column("outcome", String(16), nullable=True),
    Column("fault", String(32), nullable=False, server_default=""),
    Column("code", String(128), nullable=False, server_default=""),
    Column("message", Text, nullable=False, server_default=""),
    Column("request_id", String(64), nullable=False, server_default=""),
    CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name="outcome"),
)

pacing = Table(
    "pacing",
    metadata,
    Column("key", String(128), primary_key=True, comment="account and action"),
    Column("next_at", Double, nullable=False, comment="the next free instant"),
)
