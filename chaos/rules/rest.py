"""When all is quiet: nothing owed, nobody waiting without a deadline, and every process ended as it was told to."""

from collections.abc import Iterator

from ..evidence import Evidence, Row

OVERDUE = 60.0
"""Seconds of the world after its deadline by which a case must have been dealt with; our looks come each second."""

LONGEST_WAIT = 4 * 86400
"""Seconds until the latest deadline that a case may have: three days and one to spare."""

CUSTOMER_DONE = frozenset({"verified", "registering", "live", "cancelled", "expired"})
"""States in which nobody waits for an answer; a number is followed for weeks until it is live."""

FOLLOWING = "ReadNumbers"
"""What is owed again and again for a number that is verified: the look whether it is live, which nobody waits for."""

UNDER_WAY = frozenset({"requesting", "prechecking", "checking", "settling"})


def stuck(evidence: Evidence) -> Iterator[str]:
    """Rows that are still owed, undecided or without an outcome, and cases that nothing will move."""
    done = {row["id"] for row in evidence.tables["cases"] if row["state"] in CUSTOMER_DONE}
    for row in evidence.tables["outbox"]:
        if row["kind"] == FOLLOWING and row["case_id"] in done:
            continue
        yield f"a {row['kind']} of case {row['case_id']} is still owed"
    for row in evidence.tables["inbox"]:
        if row["decided_at"] is None:
            yield f"update {row['update_id']} is still undecided"
    for row in evidence.tables["cases"]:
        yield from _standing(row, evidence.now)
    for row in evidence.tables["calls"]:
        if row["sent_at"] is not None and row["outcome"] is None:
            yield f"call {row['call']} of case {row['case_id']} was sent and has no outcome"


def _standing(row: Row, now: float) -> Iterator[str]:
    is_done = row["state"] in CUSTOMER_DONE
    if not is_done and row["deadline"] is None:
        yield f"case {row['id']} is {row['state']} without a deadline"
    elif not is_done and row["deadline"] < now - OVERDUE:
        yield f"case {row['id']} is {row['state']}, and nobody looked at its deadline"
    elif not is_done and row["deadline"] > now + LONGEST_WAIT:
        yield f"case {row['id']} is {row['state']} with a deadline that never comes"
    if row["state"] in UNDER_WAY:
        yield f"case {row['id']} is still {row['state']}"


def ended_badly(evidence: Evidence) -> Iterator[str]:
    """Bots that ended by themselves, or not when they were told to."""
    yield from evidence.complaints
