"""A heartbeat: when the bot last served, and how far it is in telling customers that it is back."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Double(), nullable=False, comment="when the bot last served"),
        sa.Column("back_at", sa.Double(), nullable=True, comment="since when it is back; null when all who wait know"),
        sa.Column(
            "step", sa.Integer(), server_default="0", nullable=False, comment="how urgent those are who are told now"
        ),
        sa.Column(
            "told_to",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            server_default="0",
            nullable=False,
            comment="the last case of that step that knows",
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_heartbeat_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("heartbeat")
