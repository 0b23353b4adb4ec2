"""What happens is counted by day, and staff may have the numbers of a day sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "tallies": "an older program counts nothing by day",
    "digest": "an older program sends no numbers",
}
"""What going down loses."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "tallies",
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False, comment="days since 1970; 0: all of them"),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("sort", sa.String(length=96), nullable=False, comment="of what sort; never a name, number or code"),
        sa.Column(
            "shard",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="who adds at once adds to different rows",
        ),
        sa.Column("times", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("day", "what", "sort", "shard", name=op.f("pk_tallies")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False, comment="of the day, on the clocks of the zone"),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_digest_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
    )


def downgrade() -> None:
    """Undo it."""
    for table in ("digest", "tallies"):
        op.drop_table(table)
