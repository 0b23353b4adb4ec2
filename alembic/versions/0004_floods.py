"""floods."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "tellings",
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("told_at", sa.Double(), nullable=False, comment="when staff were last told this of the chat"),
        sa.Column(
            "spent_until",
            sa.Double(),
            nullable=False,
            comment="when the chat's allowance of such notices is whole again",
        ),
        sa.Column("untold", sa.Integer(), nullable=False, comment="how often it came since they were told"),
        sa.PrimaryKeyConstraint("chat_id", "reason", name=op.f("pk_tellings")),
    )
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("silent_until", sa.Double(), server_default="0", nullable=False))


def downgrade() -> None:
    """Undo `upgrade`, keeping every row that the older version can read."""
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.drop_column("silent_until")
    op.drop_table("tellings")
