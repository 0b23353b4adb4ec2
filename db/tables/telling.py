"""What staff are told unasked, how often, and of what holds many cases up at once."""

from sqlalchemy import CheckConstraint, Column, Double, Integer, String, Table

from .registry import Id, metadata

notices = Table(
    "notices",
    metadata,
    Column("key", String(96), primary_key=True, comment="what is the same incident"),
    Column("message_id", Id, nullable=True),
    Column("cases", Integer, nullable=False),
    Column("opened_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Column("over_at", Double, nullable=True, comment="when it was over, and staff were told"),
    Column("told_to", Id, nullable=True, comment="the last case on hold that knows; null when there is none to tell"),
    CheckConstraint("told_to IS NULL OR over_at IS NOT NULL", name="over"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("fault", String(32), primary_key=True),
    Column("opened_at", Double, nullable=False),
    Column("seen_at", Double, nullable=False, comment="when it last kept a call from working"),
    Column("over_at", Double, nullable=True),
    # Those whom it held up are told of its end step by step; how far that has come is true with what was owed to them.
    Column("step", Integer, nullable=False, server_default="0", comment="who is told now of its end"),
    Column(
        "told_to", Id, nullable=True, comment="the last case of that step that knows; null when there is none to tell"
    ),
    CheckConstraint("told_to IS NULL OR over_at IS NOT NULL", name="over"),
)

tellings = Table(
    "tellings",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("reason", String(32), primary_key=True),
    Column("told_at", Double, nullable=False, comment="when staff were last told this of the chat"),
    Column("spent_until", Double, nullable=False, comment="when the chat's allowance of such notices is whole again"),
    Column("untold", Integer, nullable=False, comment="how often it came since they were told"),
)

# When staff want the numbers of a day: one row, if they want them.
digest = Table(
    "digest",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("minute", Integer, nullable=False, comment="of the day, on the clocks of the zone"),
    Column("zone", String(64), nullable=False),
    Column("next_at", Double, nullable=False),
    CheckConstraint("id = 1", name="one"),
)
