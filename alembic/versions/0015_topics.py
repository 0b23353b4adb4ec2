"""Staff read and answer of each case in a place of its own, and have answers ready."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "topics": "an older program says everything in the group; topics stay there as they are",
    "relayed": "an older program passes nothing on, so that no edit of it has to be",
    "canned": "answers that were ready have to be written anew",
}
"""What going down loses."""

WAITS = "remind_at IS NOT NULL"


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "topics",
        sa.Column("case_id", big, autoincrement=False, nullable=False),
        sa.Column(
            "chat_id", big, server_default="0", nullable=False, comment="the group that it is in; 0 before it is made"
        ),
        sa.Column(
            "thread_id", big, server_default="0", nullable=False, comment="the topic; 0 in a group without topics"
        ),
        sa.Column("card_id", big, server_default="0", nullable=False, comment="the message that shows the case"),
        sa.Column(
            "named", sa.String(length=64), server_default="", nullable=False, comment="keyed hash of its name and look"
        ),
        sa.Column(
            "shown",
            sa.String(length=64),
            server_default="",
            nullable=False,
            comment="keyed hash of what the card shows",
        ),
        sa.Column("pinned", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("closed", sa.Boolean(), server_default="0", nullable=False),
        sa.Column(
            "taken_by", big, server_default="0", nullable=False, comment="who of the staff looks after it; 0: nobody"
        ),
        sa.Column(
            "waits_since",
            sa.Double(),
            nullable=True,
            comment="the oldest thing they said that nobody has answered",
        ),
        sa.Column("remind_at", sa.Double(), nullable=True),
        sa.Column("reminders", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("(remind_at IS NULL) = (waits_since IS NULL)", name=op.f("ck_topics_waits")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_topics")),
    )
    op.create_index("ix_topics_place", "topics", ["chat_id", "thread_id", "card_id"])
    op.create_index(
        "ix_topics_remind_at", "topics", ["remind_at"], postgresql_where=sa.text(WAITS), sqlite_where=sa.text(WAITS)
    )
    op.create_table(
        "relayed",
        sa.Column("case_id", big, autoincrement=False, nullable=False),
        sa.Column("by_staff", sa.Boolean(), autoincrement=False, nullable=False),
        sa.Column("source_id", big, autoincrement=False, nullable=False, comment="the message that somebody wrote"),
        sa.Column("copy_id", big, nullable=False, comment="ours, on the other side"),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "by_staff", "source_id", name=op.f("pk_relayed")),
    )
    op.create_index("ix_relayed_at", "relayed", ["at"])
    op.create_index("ix_relayed_copy_id", "relayed", ["copy_id"])
    op.create_table(
        "canned",
        sa.Column("id", big, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="what it says, encrypted"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned")),
    )
    op.create_index("uq_canned_name", "canned", ["name", "language"], unique=True)


def downgrade() -> None:
    """Undo it."""
    for table in ("canned", "relayed", "topics"):
        op.drop_table(table)
