"""What a customer was sent stands in the history, and a group that became a supergroup is followed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "events.shown": "an older program does not keep which screens were sent",
    "moved_groups": "an older program learns anew where the group is, with each start",
}
"""What going down loses."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column(
        "events",
        sa.Column(
            "shown",
            sa.String(length=128),
            server_default="",
            nullable=False,
            comment="the screens that its customer was sent",
        ),
    )
    op.create_table(
        "moved_groups",
        sa.Column("chat_id", big, autoincrement=False, nullable=False, comment="what the group was called by"),
        sa.Column("moved_to", big, nullable=False, comment="what it is called by since"),
        sa.Column("at", sa.Double(), nullable=False, comment="when we heard of it"),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_moved_groups")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("moved_groups")
    op.drop_column("events", "shown")
