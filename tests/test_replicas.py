"""Replicas on one PostgreSQL, with updates posted to any of them: they share the work, and nobody's freeze does harm.

Judged by the sandbox's books over all of them.
"""

import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from bot.flow.model import State
from bot.leasing import LEASE
from chaos.processes import Nursery
from chaos.slowness import slowness
from chaos.waiting import until, until_true
from chaos.world import SPACE, SPEED, World, world
from sandbox.telegram.people import Person
from tests.support.crowd import send_codes, waiting_for_codes

pytestmark = pytest.mark.waits

FEW = 8
"""Customers for each replica: enough that each has some of them in hand."""

EVERYBODY = 200
"""Cases to list: more than any test here has, so that one left behind is seen."""

HEARD = ["CodeUnclear", "Started", "CodeGiven"]
"""What each customer's messages are decided as, in their order. Whose code was too old by its turn sends another."""

CROWDS = 5
"""How often as many customers come again where a replica has handed nothing in: the others may have been quicker."""

PATIENCE = 300.0
"""Seconds for a test on a machine that does ten times as much beside."""

BEYOND_A_LEASE = 1.5 * LEASE / SPEED
"""Seconds of a freeze: others have taken over by its end, and a call that was left has been found out about."""

FROZEN_AT = ("sending SubmitCode", "before commit of decisions", "after Show")
"""With a call recorded as sent; in a transaction, with locks on chats; with a message sent and not settled."""


@cache
def _slowness() -> float:
    """Measured once: a code's ten minutes must be enough for it to be handed in, on a busy machine too."""
    return slowness()


@asynccontextmanager
async def replicas_of(count: int, folder: Path, database_url: str, parent: Nursery) -> AsyncGenerator[World]:
    """A world in which updates are posted to so many replicas."""
    async with world(folder, database_url, parent, slowness=_slowness()) as made:
        made.spread(count)
        for slot in range(count):
            await made.start_bot(slot)
        await until(lambda: sum("serving" in line for line in made.log) == count, "all replicas")
        yield made


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("replicas", [2, 4])
async def test_they_share_the_work(replicas: int, database_url: str, parent: Nursery, tmp_path: Path) -> None:
    """Each hands codes in; each update is decided once and in order, each code handed in once, whoever does it."""
    async with replicas_of(replicas, tmp_path, database_url, parent) as made:
        for slot in range(replicas):
            # Struck by a signal that does nothing: that it was shows that this one came there.
            made.arm("sending SubmitCode", slot, by=signal.SIGCONT)
        everybody: dict[str, Person] = {}
        for _ in range(CROWDS):
            crowd = await waiting_for_codes(made, FEW * replicas, first=len(everybody))
            everybody |= crowd
            for person in crowd.values():
                person.says("hello")
                person.says("/status")
            await _see_through(made, crowd)
            idle = [slot for slot in range(replicas) if made.is_armed(slot)]
            if not idle:
                break
        async with made.store.transaction() as tx:
            cases = await tx.list_cases(state=None, limit=EVERYBODY)
            decided = [[row["event"] for row in (await tx.history(case.id))[0]] for case in cases]

    heard = [[event for event in events if event in HEARD] for events in decided]
    handed_in = [(phone, entry.code) for phone in everybody for entry in made.cams.submissions(phone)]
    assert idle == []
    assert {case.state for case in cases} == {State.VERIFIED}
    assert [(events[:3], set(events[3:]) - {"CodeGiven"}) for events in heard] == [(HEARD, set())] * len(everybody)
    assert {phone for phone, _ in handed_in} == everybody.keys()
    assert len(handed_in) == len(set(handed_in))


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("point", FROZEN_AT, ids=lambda point: point.replace(" ", "-"))
async def test_who_is_frozen_beyond_its_lease_and_wakes_does_no_harm(
    point: str, database_url: str, parent: Nursery, tmp_path: Path
) -> None:
    """The other goes on alone, who wakes finds it done: no code is handed in twice, and everybody gets there."""
    async with replicas_of(2, tmp_path, database_url, parent) as made:
        crowd = await waiting_for_codes(made, FEW)
        made.arm(point, by=signal.SIGSTOP)
        send_codes(made, crowd)
        await until(lambda: not made.is_armed(), point)
        await made.pause(BEYOND_A_LEASE)
        made.bots[0].thaw()
        await until_true(lambda: _is_known(made), "what became of each code", patience=PATIENCE)
        await _see_through(made, crowd)
        states = await _states(made)
        for bot in made.bots:
            bot.send(signal.SIGTERM)
        codes = [await bot.wait() for bot in made.bots]

    handed_in = [(entry.phone, entry.code) for phone in crowd for entry in made.cams.submissions(phone)]
    assert len(handed_in) == len(set(handed_in))
    assert states == {State.VERIFIED}
    assert codes == [0, 0]


async def _see_through(made: World, crowd: dict[str, Person]) -> None:
    """Have everybody send codes until all are verified: on a busy machine one may be too old by its turn."""
    while late := {phone: person for phone, person in crowd.items() if not made.cams.verified(SPACE, phone)}:
        send_codes(made, late)
        await until_true(lambda: _is_known(made), "what became of each code", patience=PATIENCE)


async def _states(made: World) -> set[State]:
    async with made.store.transaction() as tx:
        return {case.state for case in await tx.list_cases(state=None, limit=EVERYBODY)}


async def _is_known(made: World) -> bool:
    """Whether nothing is to be decided on, and no code under way."""
    is_stored = not made.telegram.updates.pending()
    return is_stored and not await made.undecided() and await _states(made) <= {State.WAITING_CODE, State.VERIFIED}
