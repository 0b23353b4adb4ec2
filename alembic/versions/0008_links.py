"""Links for colleagues: each lets one person enter one code for one case."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "links": "an older program asks no colleague: the customer enters the code, or makes a link anew after an update",
    "chats.link_id": "so does it",
}
"""What going down loses."""

LIVE = "state IN ('made', 'opened', 'handed_in')"
AWAITED = "state IN ('made', 'opened')"


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "links",
        sa.Column("id", big, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("case_id", big, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="the number that the code is for, encrypted"),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("chat_id", big, nullable=True, comment="whose link it became when it was opened"),
        sa.Column("language", sa.String(length=16), server_default="", nullable=False),
        sa.Column("ending", sa.String(length=16), server_default="", nullable=False, comment="why it is over"),
        sa.CheckConstraint("chat_id IS NOT NULL OR state IN ('made', 'over')", name=op.f("ck_links_opened")),
        sa.CheckConstraint("chat_id IS NULL OR state <> 'made'", name=op.f("ck_links_made")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_links_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_links_case_id", "links", ["case_id"])
    op.create_index(
        "ix_links_expires_at",
        "links",
        ["expires_at"],
        postgresql_where=sa.text(AWAITED),
        sqlite_where=sa.text(AWAITED),
    )
    op.create_index(
        "uq_links_live",
        "links",
        ["case_id"],
        unique=True,
        postgresql_where=sa.text(LIVE),
        sqlite_where=sa.text(LIVE),
    )
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("link_id", big, nullable=True, comment="the link for a colleague that was opened in it last")
        )


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.drop_column("link_id")
    op.drop_table("links")
