"""Keyring: which encryption keys are needed, which encrypts, and what the replicas that run have of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    op.create_table(
        "replicas",
        sa.Column("replica", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("known", sa.Text(), nullable=False, comment="ids of the encryption keys that it has"),
        sa.Column(
            "encrypts_with",
            sa.String(length=16),
            nullable=False,
            comment="and nothing of it with another any more",
        ),
        sa.PrimaryKeyConstraint("replica", name=op.f("pk_replicas")),
    )
    if sa.inspect(op.get_bind()).has_table("keyring"):
        return  # Left by `downgrade`.
    op.create_table(
        "keyring",
        sa.Column("id", sa.String(length=16), nullable=False, comment="what the key is called by; not the key"),
        sa.Column("encrypts", sa.Boolean(), nullable=False),
        sa.Column("hash_key", sa.LargeBinary(), nullable=False, comment="the key that hashes are made with, encrypted"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keyring")),
    )
    op.create_index(
        "uq_keyring_encrypts",
        "keyring",
        ["encrypts"],
        unique=True,
        postgresql_where=sa.text("encrypts"),
        sqlite_where=sa.text("encrypts"),
    )


def downgrade() -> None:
    """Undo `upgrade`, keeping every row that the older version can read."""
    op.drop_table("replicas")
    ring = sa.table("keyring")
    if op.get_bind().execute(sa.select(sa.func.count()).select_from(ring)).scalar() == 0:
        op.drop_table("keyring")
    # Else it stays: without the key in it no number that was hashed could ever be found again.
