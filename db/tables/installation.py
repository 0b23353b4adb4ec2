"""What the program knows of itself: that it serves, how it looks, its keys and replicas, who else may ask it."""

from sqlalchemy import Boolean, CheckConstraint, Column, Double, Index, Integer, LargeBinary, String, Table, Text

from .registry import Id, metadata

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

# One row, which a revision that takes something away moves on: docs/decisions/021.
compatibility = Table(
    "compatibility",
    metadata,
    Column("oldest", String(32), primary_key=True, comment="the oldest revision whose program can use this database"),
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
