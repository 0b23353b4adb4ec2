"""Compatibility: which programs can use this database, so that an older one knows whether it may."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    made = op.create_table(
        "compatibility",
        sa.Column(
            "oldest",
            sa.String(length=32),
            nullable=False,
            comment="the oldest revision whose program can use this database",
        ),
        sa.PrimaryKeyConstraint("oldest", name=op.f("pk_compatibility")),
    )
    op.bulk_insert(made, [{"oldest": revision}])


def downgrade() -> None:
    """Undo `upgrade`, keeping every row that the older version can read."""
    op.drop_table("compatibility")
