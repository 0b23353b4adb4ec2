"""What is finished is found by its age, and says when it was erased; so are chats, links and numbers nobody needs."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "cases.erased_at": "an older program erases nothing; that a case was erased shows in its history",
    "chats.since": "an older program forgets no chat",
}
"""What going down loses."""

INDEXES = {
    "ix_buried_at": ("buried", ["at"], None),
    "ix_cases_erased_at": ("cases", ["erased_at"], "erased_at IS NOT NULL"),
    "ix_cases_finished": ("cases", ["updated_at", "id"], "deadline IS NULL AND erased_at IS NULL"),
    "ix_chats_idle": ("chats", ["since"], "case_id IS NULL"),
    "ix_invitations_unused": ("invitations", ["expires_at"], "used_at IS NULL"),
    "ix_numbers_updated_at": ("numbers", ["updated_at"], None),
}
"""Tables, columns and conditions."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.add_column(
        "cases",
        sa.Column("erased_at", sa.Double(), nullable=True, comment="since when nothing in it says whose it was"),
    )
    op.add_column(
        "chats", sa.Column("since", sa.Double(), server_default="0", nullable=False, comment="when it first wrote")
    )
    # All that is needed of an update that was decided on is its number.
    inbox = sa.table("inbox", sa.column("chat_id"), sa.column("decided_at"))
    op.execute(inbox.update().where(inbox.c.decided_at.is_not(None)).values(chat_id=0))
    for name, (table, columns, condition) in INDEXES.items():
        where = None if condition is None else sa.text(condition)
        op.create_index(name, table, columns, unique=False, postgresql_where=where, sqlite_where=where)


def downgrade() -> None:
    """Undo it."""
    for name, (table, _, _) in INDEXES.items():
        op.drop_index(name, table_name=table)
    op.drop_column("chats", "since")
    op.drop_column("cases", "erased_at")
