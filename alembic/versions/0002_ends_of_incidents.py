"""Ends of incidents: when one was over, and which of the cases on hold know of it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("over_at", sa.Double(), nullable=True, comment="when it was over, and staff were told")
        )
        batch_op.add_column(
            sa.Column(
                "told_to",
                sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
                nullable=True,
                comment="the last case on hold that knows; null when there is none to tell",
            )
        )
        batch_op.create_check_constraint(op.f("ck_notices_over"), "told_to IS NULL OR over_at IS NOT NULL")


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_notices_over"), type_="check")
        batch_op.drop_column("told_to")
        batch_op.drop_column("over_at")
