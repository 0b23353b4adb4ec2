"""What customers and their numbers are to us: chats, cases, the budgets of numbers, and the links that lead to them."""

from sqlalchemy import CheckConstraint, Column, Double, Index, LargeBinary, String, Table, Text

from .registry import Id, metadata

OPEN_STATES = (
    "preparing", "ready", "appointed", "requesting", "waiting_code", "prechecking", "checking", "settling", "paused",
    "held",
)  # fmt: skip
"""States of a case whose number is spoken for: a second case for it in the same space would burn its tries."""

chats = Table(
    "chats",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("language", String(16), nullable=False, server_default=""),
    Column("case_id", Id, nullable=True, comment="the case that this chat is talking about"),
    # A chat whose update cannot be decided waits, and only that chat.
    Column("blocked_until", Double, nullable=False, server_default="0"),
    # A chat that floods us is read on, and answered again only after a lull.
    Column("silent_until", Double, nullable=False, server_default="0"),
    Column("link_id", Id, nullable=True, comment="the link for a colleague that was opened in it last"),
    # One that nothing is kept of besides is forgotten some time after.
    Column("since", Double, nullable=False, server_default="0", comment="when it first wrote"),
)
Index(
    "ix_chats_idle",
    chats.c.since,
    postgresql_where=chats.c.case_id.is_(None),
    sqlite_where=chats.c.case_id.is_(None),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", Id, nullable=False),
    Column("state", String(32), nullable=False),
    Column("space", String(64), nullable=False),
    Column("invitation_id", Id, nullable=True),
    Column("number_key", String(64), nullable=True, comment="keyed hash of the number"),
    Column("deadline", Double, nullable=True),
    Column("card_id", Id, nullable=True, comment="message that shows where the case stands"),
    Column("body", LargeBinary, nullable=False, comment="the whole case, encrypted"),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Column("erased_at", Double, nullable=True, comment="since when nothing in it says whose it was"),
    # What is awaited has a deadline, and what is over has none: no case can be stuck unseen.
    # Verified cases of older programs have none: they were not followed until their numbers were live.
    CheckConstraint(
        "state = 'verified' OR (deadline IS NULL) = (state IN ('live', 'cancelled', 'expired'))", name="deadline"
    ),
    sqlite_autoincrement=True,  # An id that staff wrote down is never given to another case.
)
Index("ix_cases_chat_id", cases.c.chat_id)
# The sweep asks for what is due, the listing for a state; both must not read what is over.
Index(
    "ix_cases_deadline",
    cases.c.deadline,
    postgresql_where=cases.c.deadline.is_not(None),
    sqlite_where=cases.c.deadline.is_not(None),
)
Index("ix_cases_state", cases.c.state, cases.c.id)
# Erasing asks for what was finished long ago, and for what has been without a name for long.
Index(
    "ix_cases_finished",
    cases.c.updated_at,
    cases.c.id,
    postgresql_where=cases.c.deadline.is_(None) & cases.c.erased_at.is_(None),
    sqlite_where=cases.c.deadline.is_(None) & cases.c.erased_at.is_(None),
)
Index(
    "ix_cases_erased_at",
    cases.c.erased_at,
    postgresql_where=cases.c.erased_at.is_not(None),
    sqlite_where=cases.c.erased_at.is_not(None),
)
# One open case per number and space, whatever two chats do at the same moment.
Index(
    "uq_cases_open_number",
    cases.c.space,
    cases.c.number_key,
    unique=True,
    postgresql_where=cases.c.state.in_(OPEN_STATES),
    sqlite_where=cases.c.state.in_(OPEN_STATES),
)

numbers = Table(
    "numbers",
    metadata,
    Column("key", String(64), primary_key=True, comment="keyed hash of the number"),
    Column("budget", Text, nullable=False, comment="tries, as JSON; the number's own, over all its cases"),
    Column("updated_at", Double, nullable=False),
)
Index("ix_numbers_updated_at", numbers.c.updated_at)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("space", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="number, label and language, encrypted"),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("chat_id", Id, nullable=True, comment="whose link it became on first use"),
    Column("case_id", Id, nullable=True),
    Column("used_at", Double, nullable=True),
    CheckConstraint("(chat_id IS NULL) = (used_at IS NULL)", name="used"),
    sqlite_autoincrement=True,
)
# Links that nobody opened in time; those that were opened go with their cases.
Index(
    "ix_invitations_unused",
    invitations.c.expires_at,
    postgresql_where=invitations.c.used_at.is_(None),
    sqlite_where=invitations.c.used_at.is_(None),
)

# Links with which customers let a colleague enter one code.
links = Table(
    "links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("case_id", Id, nullable=False),
    Column("state", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the number that the code is for, encrypted"),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=False),
    Column("chat_id", Id, nullable=True, comment="whose link it became when it was opened"),
    Column("language", String(16), nullable=False, server_default=""),
    Column("ending", String(16), nullable=False, server_default="", comment="why it is over"),
    CheckConstraint("chat_id IS NOT NULL OR state IN ('made', 'over')", name="opened"),
    CheckConstraint("chat_id IS NULL OR state <> 'made'", name="made"),
    sqlite_autoincrement=True,
)
Index("ix_links_case_id", links.c.case_id)
# Who has helped may want it forgotten.
Index(
    "ix_links_chat_id",
    links.c.chat_id,
    postgresql_where=links.c.chat_id.is_not(None),
    sqlite_where=links.c.chat_id.is_not(None),
)
# The sweep asks for those whose time is over before their code came.
Index(
    "ix_links_expires_at",
    links.c.expires_at,
    postgresql_where=links.c.state.in_(("made", "opened")),
    sqlite_where=links.c.state.in_(("made", "opened")),
)
# One live link for each case: two would let two people enter a code.
Index(
    "uq_links_live",
    links.c.case_id,
    unique=True,
    postgresql_where=links.c.state.in_(("made", "opened", "handed_in")),
    sqlite_where=links.c.state.in_(("made", "opened", "handed_in")),
)
