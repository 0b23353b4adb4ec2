"""The judge bites: with each of these mistakes in the bot, a campaign reports the promise that was broken."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chaos.campaign import Order, Outcome, carry_out
from chaos.databases import Databases
from chaos.judge import RULES
from chaos.plan import Strike
from chaos.processes import Nursery
from chaos.world import world
from tests.chaos import bugs

pytestmark = pytest.mark.waits

SECONDS = 2.0
"""Long enough for the first customers to get through, and for a dozen faults."""

LINGER = 4.0
"""Seconds that customers have after it to get through, or to be stuck."""

LONGER = 12.0
"""The same where they must get through. They are seldom needed: who has got through goes home."""

FROZEN = tuple(Strike(at=at, name="halt/sending SubmitCode", slot=0, seconds=10, amount=1) for at in (0.4, 5.5))
"""Long enough for the other bot to take over (three seconds), to find out what the code did (four), and to hand in the
next one; and once more for machines on which nobody has sent a code after five."""

NEEDLESS = "no try is wasted on a verified number"

QUIET_WITHIN = 6.0
"""Seconds until all must be at rest: with some of the mistakes nothing ever is."""

PATIENCE = 300.0
"""Seconds for three campaigns on a machine that does ten times as much beside."""

SEEDS = (1, 2, 3)
"""A machine that is busy with other tests may not get to the point at the first try; two in three do."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake, the rule that finds it, and what makes it quick to find: faults, customers."""

    bug: Callable[[], None]
    rule: str
    kinds: Mapping[str, float] = field(default_factory=dict)
    behaviours: tuple[str, ...] = ("happy",)
    sharing: int = 0
    strikes: tuple[Strike, ...] = ()
    replicas: int = 1
    linger: float = LINGER


MISTAKES = (
    Mistake(bugs.acknowledges_before_storing, "every acknowledged update is decided", {"disk/full": 0.7}),
    Mistake(bugs.takes_a_repeat_for_new, "once, and in order", {"telegram/duplicate": 0.3}),
    Mistake(bugs.resends_what_is_unknown, "a code is handed in at most once", {"cams/reset-worked": 0.2}),
    Mistake(
        bugs.marks_nothing_as_sent,
        "a code is handed in at most once",
        {"point/answered SubmitCode": 0.5},
    ),
    Mistake(bugs.skips_the_precheck, NEEDLESS, sharing=2, linger=LONGER),
    Mistake(bugs.tells_of_failure_while_unknown, "customers are told the truth", {"cams/reset-worked": 0.2}),
    Mistake(bugs.keeps_budgets_by_chat, "no budget is overspent", behaviours=("hopeless",), sharing=2, linger=LONGER),
    Mistake(bugs.owes_after_the_commit, "every message is answered", {"point/after commit of decisions": 0.4}),
    Mistake(bugs.logs_what_is_said, "no secret is written down"),
    Mistake(bugs.forgets_deadlines, "nothing stands still", {"cams/access-key-not-found": 0.2}),
    Mistake(bugs.leaves_what_is_unknown_to_staff, "good news is told", {"cams/reset-worked": 0.2}),
    Mistake(bugs.checks_no_lease, NEEDLESS, strikes=FROZEN, replicas=2, linger=LONGER),
    Mistake(bugs.drops_notices, "staff are told", {"telegram/bad-gateway": 0.1}),
    Mistake(bugs.decides_the_newest_first, "once, and in order", behaviours=("impatient", "twice")),
    Mistake(bugs.leaves_codes_in_the_chat, "messages with codes are deleted"),
    Mistake(bugs.cannot_read_pictures, "nothing is given up", behaviours=("playful",)),
    Mistake(bugs.ends_when_a_poll_breaks, "bots end when told, and only then", {"telegram/poll-broken": 0.3}),
    Mistake(bugs.keeps_answers_to_itself, "people reach each other", behaviours=("confiding",)),
    Mistake(bugs.lets_links_work_twice, "strangers are asked for nothing", behaviours=("happy", *["borrowing"] * 6)),
    Mistake(bugs.lets_anybody_in, "strangers are asked for nothing", behaviours=("stranger",)),
)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.bug.__name__)
async def test_a_mistake_is_found(mistake: Mistake, parent: Nursery, databases: Databases, tmp_path: Path) -> None:
    """A campaign that finds nothing proves something only if it finds what is there."""
    prepare = f"{bugs.__name__}:{mistake.bug.__name__}"
    found: set[str] = set()
    for seed in SEEDS:
        order = Order(
            seed=seed,
            seconds=SECONDS,
            customers=20,
            kinds=mistake.kinds,
            strikes=mistake.strikes,
            behaviours=mistake.behaviours,
            sharing=mistake.sharing,
            replicas=mistake.replicas,
            linger=mistake.linger,
            quiet_within=QUIET_WITHIN,
        )
        outcome = await _campaign(order, databases, tmp_path, parent, prepare)
        found |= {violation.rule for violation in outcome.violations}
        if mistake.rule in found:
            break
    assert mistake.rule in found


async def _campaign(order: Order, databases: Databases, folder: Path, parent: Nursery, prepare: str) -> Outcome:
    fresh = databases.fresh("sqlite" if order.replicas == 1 else "postgresql")
    # What makes a database runs a loop of its own.
    url = await asyncio.to_thread(next, fresh)
    try:
        async with world(folder, url, parent, seed=order.seed, prepare=prepare) as made:
            if order.replicas > 1:
                made.spread(order.replicas)
            return await carry_out(order, made)
    finally:
        parent.log.clear()  # The campaign was to find what is secret in it; whoever searches all tests must not.
        await asyncio.to_thread(next, fresh, None)


def test_every_rule_bites() -> None:
    """There is no rule that no mistake was ever found by."""
    assert {mistake.rule for mistake in MISTAKES} == set(RULES)
