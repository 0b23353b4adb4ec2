"""One campaign: customers and faults at once, then quiet, then the judge."""

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from random import Random

from .behaviours import BEHAVIOURS
from .clerk import Clerk
from .crowd import SHARING, come, everybody, invite
from .evidence import Evidence, gather
from .fleet import Fleet
from .injector import Database, Injector
from .judge import Violation, judge
from .plan import Kinds, Strike, plan
from .quiet import come_to_rest, look_at
from .recovery import recoveries
from .rules.talking import passed_on
from .screens import by_bot
from .tracing import traces
from .waiting import NeverCameError, until
from .world import World

QUIET_WITHIN = 120.0
"""As a rule, seconds until a world without faults must be at rest. A lease that nobody frees takes three of them; the
rest is for machines that do ten times as much beside."""

LINGER = 8.0
"""As a rule, seconds that customers are given after the last fault to come to their ends."""

PATIENCE = 4.0
"""Seconds that a customer waits for an answer: longer than all but the worst faults."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done. `seconds` are those in which faults happen and customers come.

    The faults are drawn from the seed, as often as `kinds` says, unless `strikes` names them one by one.
    """

    seed: int
    seconds: float
    customers: int
    kinds: Kinds = field(default_factory=dict)
    strikes: Sequence[Strike] = ()
    replicas: int = 1
    behaviours: Sequence[str] = tuple(BEHAVIOURS)
    sharing: int = SHARING
    quiet_within: float = QUIET_WITHIN
    linger: float = LINGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it. `recovered_in` are seconds from each kill to the first reply of the bot that came after it."""

    order: Order
    seconds: float
    conversations: int
    verified: int
    updates: int
    passed_on: int
    injected: Mapping[str, int]
    deaths: int
    recovered_in: Sequence[float]
    slowness: float
    quiet_in: float
    violations: Sequence[Violation]
    traces: Sequence[str] = ()
    """What happened to the customers whom they concern."""
    log: Sequence[str] = field(repr=False)


async def carry_out(order: Order, world: World, database: Database | None = None) -> Outcome:
    """Run a campaign in a world that was made for it."""
    began = time.monotonic()
    fleet = Fleet(world, order.replicas, Random(f"{order.seed} fleet"))  # noqa: S311 -- it must repeat
    injector = Injector(world, fleet, database)
    customers = await invite(
        world, order.seed, order.customers, order.behaviours, sharing=order.sharing, patience=PATIENCE * world.slowness
    )
    strikes = order.strikes or plan(order.seed, seconds=order.seconds, kinds=order.kinds, replicas=order.replicas)
    await fleet.open()
    with suppress(NeverCameError):  # A bot that does not come up is for the judge.
        await until(lambda: world.starts() >= order.replicas, "the first words of every bot")
    random = Random(f"{order.seed} arrivals")  # noqa: S311 -- it must repeat
    # All come in the first two thirds, so that most have the time to get through.
    arriving = order.seconds * world.slowness * 2 / 3
    coming = [asyncio.ensure_future(come(customer, random.uniform(0, arriving))) for customer in customers]
    clerk = Clerk(world.staff, world.clerk, world.bystander, Random(f"{order.seed} clerk"))  # noqa: S311 -- it must repeat
    serving = asyncio.ensure_future(clerk.serve())
    injecting = asyncio.ensure_future(injector.run(strikes))
    await world.pause(order.seconds)
    await injecting
    await injector.heal()
    await world.engine.dispose()  # Its connections may be of a server that was stopped.
    busy_until = world.clock()
    await fleet.complete()
    await _see_off(coming, order.linger * world.slowness)
    await _see_off([serving], 0)
    quiet_in = await come_to_rest(world.clock, partial(look_at, world), order.quiet_within)
    await fleet.close()
    evidence = await gather(
        world,
        everybody(customers),
        complaints=fleet.complaints,
        struck=injector.struck,
        clock_off=max((abs(strike.amount) for strike in strikes if strike.name == "clock/step"), default=0) * 2,
    )
    violations = judge(evidence)
    return Outcome(
        order=order,
        seconds=time.monotonic() - began,
        conversations=sum(1 for customer in customers if customer.person.chat.started),
        verified=len(evidence.verified_at),
        updates=len(evidence.updates),
        passed_on=passed_on(evidence),
        injected=dict(sorted(injector.done.items())),
        deaths=len(fleet.deaths),
        recovered_in=_recoveries(world, evidence, fleet.deaths, busy_until),
        slowness=world.slowness,
        quiet_in=quiet_in,
        violations=violations,
        traces=traces(evidence, violations),
        log=tuple(world.log),
    )


async def _see_off(coming: Collection[asyncio.Task[None]], linger: float) -> None:
    """Give people the time to come to their ends, then send the rest home."""
    if not coming:
        return
    _, late = await asyncio.wait(coming, timeout=linger)
    for task in late:
        task.cancel()
    ended = await asyncio.gather(*coming, return_exceptions=True)
    defects = [end for end in ended if isinstance(end, Exception)]
    if defects:
        raise ExceptionGroup("people are at fault", defects)


def _recoveries(world: World, evidence: Evidence, deaths: Sequence[float], busy_until: float) -> list[float]:
    starts = [call.at for call in evidence.calls if call.method == "getMe"]
    replies = [event.at for chat in evidence.chats for event in chat.history if by_bot(event) is not None]
    found = recoveries([at for at in deaths if at < busy_until], starts, replies)
    return [each / world.clock.speed for each in found]
