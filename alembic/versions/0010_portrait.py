"""Which picture the bot was given last: Telegram keeps its own version of it, which cannot be compared with a file."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "portrait": "an older program sets no picture; the next newer one sets it once more",
}
"""What going down loses."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "portrait",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "digest", sa.String(length=64), nullable=False, comment="what the picture and whose it is are hashed to"
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_portrait_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portrait")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("portrait")
