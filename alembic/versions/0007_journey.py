"""The whole journey: cases are followed until their numbers are live, and a number is taken in more states."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TAKEN_AWAY = {
    "cases: check ck_cases_deadline": "it allows more: a verified case may have a deadline, and `live` is new",
    "cases: index uq_cases_open_number": "a number is taken while a code is asked for, too",
}
"""Older programs can neither read the new states nor leave alone a verified case whose deadline is here."""

NOT_KEPT = {
    "cases.deadline": "an older program allows none to a verified case, and would put it to the case again and again",
    "cases.state": "an older program knows no `live`: to it the number is verified, as far as it can tell",
}
"""What going down loses. The body has both."""

SQLITE = {"sqlite_autoincrement": True}
"""What alembic cannot read from SQLite, and would lose with the table that it makes anew."""

OPEN_BEFORE = "state IN ('waiting_code', 'prechecking', 'checking', 'settling', 'paused', 'held')"
OPEN = (
    "state IN ('preparing', 'ready', 'appointed', 'requesting', 'waiting_code', 'prechecking', 'checking', 'settling', "
    "'paused', 'held')"
)
DEADLINE_BEFORE = "(deadline IS NULL) = (state IN ('verified', 'cancelled', 'expired'))"
DEADLINE = "state = 'verified' OR (deadline IS NULL) = (state IN ('live', 'cancelled', 'expired'))"


def upgrade() -> None:
    """Change the schema, and the rows in it."""
    with op.batch_alter_table("cases", schema=None, table_kwargs=SQLITE) as batch_op:
        batch_op.drop_constraint(op.f("ck_cases_deadline"), type_="check")
        batch_op.create_check_constraint(op.f("ck_cases_deadline"), DEADLINE)
    _take_numbers(OPEN)
    op.execute(sa.table("compatibility", sa.column("oldest")).update().values(oldest=revision))


def downgrade() -> None:
    """Undo it, and what of the rows an older program would stumble over."""
    cases = sa.table("cases", sa.column("state"), sa.column("deadline"))
    op.execute(cases.update().where(cases.c.state == "verified").values(deadline=None))
    with op.batch_alter_table("cases", schema=None, table_kwargs=SQLITE) as batch_op:
        batch_op.drop_constraint(op.f("ck_cases_deadline"), type_="check")
    op.execute(cases.update().where(cases.c.state == "live").values(state="verified"))
    with op.batch_alter_table("cases", schema=None, table_kwargs=SQLITE) as batch_op:
        batch_op.create_check_constraint(op.f("ck_cases_deadline"), DEADLINE_BEFORE)
    _take_numbers(OPEN_BEFORE)
    op.execute(sa.table("compatibility", sa.column("oldest")).update().values(oldest="0003"))


def _take_numbers(states: str) -> None:
    """Let a number be taken in these states."""
    op.drop_index("uq_cases_open_number", "cases")
    op.create_index(
        "uq_cases_open_number",
        "cases",
        ["space", "number_key"],
        unique=True,
        postgresql_where=sa.text(states),
        sqlite_where=sa.text(states),
    )
