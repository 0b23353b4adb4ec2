"""What one chat can repeat at will reaches staff once in a while; what matters always does."""

from dataclasses import replace

import pytest

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case
from bot.flow.moderation import REPEATABLE
from bot.telling import worth_telling
from tests.support.office import Office

NOTICE = TellStaff(reason=Reason.NUMBER_TAKEN, case=Case(chat_id=7), at=0)


@pytest.mark.parametrize("reason", Reason)
async def test_what_matters_is_always_told(reason: Reason, database_url: str) -> None:
    """Results, faults and unknown outcomes each time; what a chat repeats, once and with a count."""
    office = Office(database_url)
    notice = replace(NOTICE, reason=reason)
    async with office.store.transaction() as tx:
        told = [await worth_telling(tx, notice, now=1_000 + second) for second in (0, 1, 2, 70)]
    await office.close()

    if reason in REPEATABLE:
        assert told == [(notice,), (), (), (replace(notice, untold=2),)]
    else:
        assert told == [(notice,)] * 4


def test_results_faults_and_outcomes_cannot_be_repeated() -> None:
    """What staff must act on is not among what is only counted."""
    assert not REPEATABLE & {
        Reason.VERIFIED,
        Reason.FAULT,
        Reason.FAULT_OVER,
        Reason.UNKNOWN_OUTCOME,
        Reason.UNKNOWN_RESOLVED,
        Reason.BUDGET_USED_UP,
        Reason.TROUBLE,
    }


async def test_chats_are_counted_apart(sqlite_url: str) -> None:
    """One that is loud hushes nobody else's up; and what belongs to no chat is always told."""
    office = Office(sqlite_url)
    others = [replace(NOTICE, case=Case(chat_id=chat_id)) for chat_id in (8, 0, 0)]
    async with office.store.transaction() as tx:
        told = [await worth_telling(tx, notice, now=1_000) for notice in (NOTICE, *others)]
    await office.close()

    assert told == [(NOTICE,), *((other,) for other in others)]
