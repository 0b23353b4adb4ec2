"""Every table, with what the database itself promises and why."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Telegram's ids do not fit 32 bits; SQLite counts up only an INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")

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

# With what other systems may ask us; the secret itself is nowhere.
tokens = Table(
    "tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("scopes", String(128), nullable=False, comment="what it is good for, separated by spaces"),
    Column("created_at", Double, nullable=False),
    Column("expires_at", Double, nullable=True),
    Column("revoked_at", Double, nullable=True),
    Column("used_at", Double, nullable=True, comment="when it was last used, to the hour"),
    sqlite_autoincrement=True,  # An id that staff wrote down is never given to another token.
)

pacing = Table(
    "pacing",
    metadata,
    Column("key", String(128), primary_key=True, comment="account and action"),
    Column("next_at", Double, nullable=False, comment="the next free instant"),
)

heartbeat = Table(
    "heartbeat",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Double, nullable=False, comment="when the bot last served"),
    # Customers are told that it is back step by step; how far that has come is true with what was owed to them.
    Column("back_at", Double, nullable=True, comment="since when it is back; null when all who wait know"),
    Column("step", Integer, nullable=False, server_default="0", comment="how urgent those are who are told now"),
    Column("told_to", Id, nullable=False, server_default="0", comment="the last case of that step that knows"),
    CheckConstraint("id = 1", name="one"),  # Any replica serving is the bot serving.
)

portrait = Table(
    "portrait",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False, comment="what the picture and whose it is are hashed to"),
    CheckConstraint("id = 1", name="one"),
)

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

# One row, which a revision that takes something away moves on: docs/decisions/021.
compatibility = Table(
    "compatibility",
    metadata,
    Column("oldest", String(32), primary_key=True, comment="the oldest revision whose program can use this database"),
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

# The encryption keys that something stored may need. What encrypts is named here, so that replicas agree on it.
keyring = Table(
    "keyring",
    metadata,
    Column("id", String(16), primary_key=True, comment="what the key is called by; not the key"),
    Column("encrypts", Boolean, nullable=False),
    Column("hash_key", LargeBinary, nullable=False, comment="the key that hashes are made with, encrypted"),
)
Index(
    "uq_keyring_encrypts",
    keyring.c.encrypts,
    unique=True,
    postgresql_where=keyring.c.encrypts,
    sqlite_where=keyring.c.encrypts,
)

replicas = Table(
    "replicas",
    metadata,
    Column("replica", Id, primary_key=True, autoincrement=False),
    Column("known", Text, nullable=False, comment="ids of the encryption keys that it has"),
    Column("encrypts_with", String(16), nullable=False, comment="and nothing of it with another any more"),
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

# A group that becomes a supergroup is another chat from then on; what was set before is followed to it.
moved_groups = Table(
    "moved_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False, comment="what the group was called by"),
    Column("moved_to", Id, nullable=False, comment="what it is called by since"),
    Column("at", Double, nullable=False, comment="when we heard of it"),
)

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
