"""Colleagues who helped are found by an index, so that they can have it forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    has_opened = sa.text("chat_id IS NOT NULL")
    op.create_index(
        op.f("ix_links_chat_id"), "links", ["chat_id"], postgresql_where=has_opened, sqlite_where=has_opened
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_links_chat_id"), table_name="links")
