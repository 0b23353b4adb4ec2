"""Who the staff are, and where they and customers talk about single cases."""

from sqlalchemy import Boolean, CheckConstraint, Column, Double, Index, Integer, LargeBinary, String, Table

from .registry import Id, metadata

# Who may do what in the staff group, beside the administrators of the settings.
staff = Table(
    "staff",
    metadata,
    Column("user_id", Id, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="what they call themselves, encrypted"),
    Column("added_by", Id, nullable=False),
    Column("added_at", Double, nullable=False),
    Column("ended_at", Double, nullable=True, comment="since when they are not of the staff any more"),
)

# Links with which administrators let somebody join the staff.
staff_links = Table(
    "staff_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("made_by", Id, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("used_at", Double, nullable=True),
)
Index("ix_staff_links_expires_at", staff_links.c.expires_at)

# A group that becomes a supergroup is another chat from then on; what was set before is followed to it.
moved_groups = Table(
    "moved_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False, comment="what the group was called by"),
    Column("moved_to", Id, nullable=False, comment="what it is called by since"),
    Column("at", Double, nullable=False, comment="when we heard of it"),
)

# Where staff read and answer of one case: a topic of the forum, or the answers to its card in a plain group.
topics = Table(
    "topics",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("chat_id", Id, nullable=False, server_default="0", comment="the group that it is in; 0 before it is made"),
    Column("thread_id", Id, nullable=False, server_default="0", comment="the topic; 0 in a group without topics"),
    Column("card_id", Id, nullable=False, server_default="0", comment="the message that shows the case"),
    Column("named", String(64), nullable=False, server_default="", comment="keyed hash of its name and look"),
    Column("shown", String(64), nullable=False, server_default="", comment="keyed hash of what the card shows"),
    Column("pinned", Boolean, nullable=False, server_default="0"),
    Column("closed", Boolean, nullable=False, server_default="0"),
    Column("taken_by", Id, nullable=False, server_default="0", comment="who of the staff looks after it; 0: nobody"),
    # A customer who waits for a person is not forgotten: who waits too long is said again.
    Column("waits_since", Double, nullable=True, comment="the oldest thing they said that nobody has answered"),
    Column("remind_at", Double, nullable=True),
    Column("reminders", Integer, nullable=False, server_default="0"),
    CheckConstraint("(remind_at IS NULL) = (waits_since IS NULL)", name="waits"),
)
Index(
    "ix_topics_remind_at",
    topics.c.remind_at,
    postgresql_where=topics.c.remind_at.is_not(None),
    sqlite_where=topics.c.remind_at.is_not(None),
)
# What somebody of the staff answers is found by the card, in a group without topics; in a forum by the topic.
Index("ix_topics_place", topics.c.chat_id, topics.c.thread_id, topics.c.card_id)

# Which message is the copy of which, so that an edit of the one reaches the other. Not what they say.
relayed = Table(
    "relayed",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("by_staff", Boolean, primary_key=True, autoincrement=False),
    Column("source_id", Id, primary_key=True, autoincrement=False, comment="the message that somebody wrote"),
    Column("copy_id", Id, nullable=False, comment="ours, on the other side"),
    Column("at", Double, nullable=False),
)
Index("ix_relayed_copy_id", relayed.c.copy_id)
Index("ix_relayed_at", relayed.c.at)

# Answers that staff have ready, in the language of whoever reads them.
canned = Table(
    "canned",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(32), nullable=False),
    Column("language", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="what it says, encrypted"),
)
Index("uq_canned_name", canned.c.name, canned.c.language, unique=True)
