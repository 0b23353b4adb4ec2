"""What holds everybody up, and since when: decided on with the cases that it holds up, and not once staff were told."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "incidents": "an older program asks for each case by itself whether what holds it up is gone",
}
"""What going down loses."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "incidents",
        sa.Column("fault", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("seen_at", sa.Double(), nullable=False, comment="when it last kept a call from working"),
        sa.Column("over_at", sa.Double(), nullable=True),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False, comment="who is told now of its end"),
        sa.Column(
            "told_to",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=True,
            comment="the last case of that step that knows; null when there is none to tell",
        ),
        sa.CheckConstraint("told_to IS NULL OR over_at IS NOT NULL", name=op.f("ck_incidents_over")),
        sa.PrimaryKeyConstraint("fault", name=op.f("pk_incidents")),
    )
    # What goes on is known at once; ends that an older program was in the middle of telling are told to their end.
    op.execute(
        "INSERT INTO incidents (fault, opened_at, seen_at, over_at, told_to) "
        "SELECT substr(key, 7), opened_at, updated_at, over_at, told_to FROM notices "
        "WHERE key LIKE 'fault:%' AND (over_at IS NULL OR told_to IS NOT NULL)"
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("incidents")
