"""Staff with roles, the links by which they join, and the chain of what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NOT_KEPT = {
    "staff": "an older program takes no commands in the group; administrators add the others anew",
    "staff_links": "so does it",
    "audit": "copy it first where somebody asks for it: an older program does nothing that it would write down there",
    "audit_head": "so does it",
}
"""What going down loses."""


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "staff",
        sa.Column("user_id", big, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="what they call themselves, encrypted"),
        sa.Column("added_by", big, nullable=False),
        sa.Column("added_at", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double(), nullable=True, comment="since when they are not of the staff any more"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("made_by", big, nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_links")),
    )
    op.create_index("ix_staff_links_expires_at", "staff_links", ["expires_at"])
    op.create_table(
        "audit",
        sa.Column("id", big, nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("actor", big, nullable=False, comment="a Telegram account; 0 for the program and its command line"),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("case_id", big, server_default="0", nullable=False),
        sa.Column(
            "detail",
            sa.String(length=128),
            server_default="",
            nullable=False,
            comment="never a name, number, code or key",
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_case_id", "audit", ["case_id", "id"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False, comment="of the newest row"),
        sa.Column(
            "dropped",
            sa.String(length=64),
            server_default="",
            nullable=False,
            comment="of the newest row that was dropped",
        ),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("audit_head")
    op.drop_index("ix_audit_case_id", table_name="audit")
    op.drop_table("audit")
    op.drop_index("ix_staff_links_expires_at", table_name="staff_links")
    op.drop_table("staff_links")
    op.drop_table("staff")
