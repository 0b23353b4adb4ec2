"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Undo `upgrade`, keeping every row that the older version can read."""
    ${downgrades if downgrades else "pass"}
