"""What will happen in a campaign, and when: drawn from a seed, so that a seed makes it happen again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from sandbox.cams.faults import OF_THE_MOVE
from sandbox.cams.faults import Fault as CamsFault
from sandbox.telegram.faults import TelegramFault

from .faults import FAULTS, Where, of

Kinds = Mapping[str, float]
"""Faults by name, and how many seconds lie between two of them on average."""

CALM = frozenset({CamsFault.RAM_PERMISSION_DENY, CamsFault.PRODUCT_UNSUBSCRIPT, CamsFault.UNKNOWN_RESOURCE_OWNER_ID,
                  CamsFault.NOT_MIGRATING, CamsFault.TOO_MANY_TRIES, CamsFault.TWO_STEP_ON}) | OF_THE_MOVE  # fmt: skip
"""What the provider refuses a customer for: rarer than the rest, because it ends conversations early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """One fault: `at` and `seconds` are of real time, from the campaign's start.

    What `amount` is depends on the fault: calls that are hit, or the seconds of the world that a clock is off.
    """

    at: float
    name: str
    slot: int
    seconds: float
    amount: int


def usual(database: str, replicas: int) -> Kinds:
    """The faults of an ordinary campaign: everything that can happen to such a bot."""
    kinds = {
        **dict.fromkeys(_harsh_cams(), 12.0),
        **dict.fromkeys((f"{Where.CAMS}/{fault}" for fault in CALM), 60.0),
        **dict.fromkeys(of(Where.TELEGRAM), 6.0),
        # They last until the bot's own patience ends, which the world's speed does not shorten.
        **dict.fromkeys((f"{Where.TELEGRAM}/{TelegramFault.TIMEOUT_WORKED}",
                         f"{Where.TELEGRAM}/{TelegramFault.TIMEOUT_NOT_WORKED}"), 20.0),
        **dict.fromkeys(of(Where.POINT), 40.0),
        **dict.fromkeys(of(Where.HALT), 120.0),
        **dict.fromkeys(of(Where.OUTAGE), 15.0),
        "process/kill": 2.0,
        "process/terminate": 6.0,
        "process/freeze": 10.0,
        "clock/step": 10.0,
    }  # fmt: skip
    if database == "sqlite":
        kinds["disk/full"] = 8.0
    else:
        kinds |= {"database/crash": 20.0, "database/restart": 30.0}
    # One bot polls, and polls keep the order; several have their updates posted.
    del kinds[f"{Where.TELEGRAM}/{TelegramFault.OVERTAKING if replicas == 1 else TelegramFault.POLL_BROKEN}"]
    return MappingProxyType(kinds)


def _harsh_cams() -> tuple[str, ...]:
    return tuple(name for name in of(Where.CAMS) if FAULTS[name].what not in CALM)


def plan(seed: int, *, seconds: float, kinds: Kinds, replicas: int = 1) -> tuple[Strike, ...]:
    """The faults of so many seconds, in order of time."""
    strikes: list[Strike] = []
    for name, every in sorted(kinds.items()):
        random = Random(f"{seed} {name}")  # noqa: S311 -- it must repeat
        at = random.expovariate(1 / every)
        while at < seconds:
            strikes.append(_strike(random, name, at, replicas))
            at += random.expovariate(1 / every)
    return tuple(sorted(strikes, key=lambda strike: (strike.at, strike.name)))


def _strike(random: Random, name: str, at: float, replicas: int) -> Strike:
    fault = FAULTS[name]
    seconds, amount = 0.0, 1
    match fault.where:
        case Where.CAMS:
            # A storm hits whatever comes for a while; else a few calls.
            amount = random.choice((1, 1, 2, 5, 20))
            seconds = random.uniform(0.5, 2)
        case Where.TELEGRAM:
            amount = random.choice((1, 2, 5)) if "timeout" not in fault.what else 1
        case Where.OUTAGE:
            seconds = random.uniform(0.1, 1)
        case Where.HALT:
            seconds = _frozen_for(random, replicas)
        case Where.PROCESS if fault.what == "freeze":
            seconds = _frozen_for(random, replicas)
        case Where.CLOCK:
            seconds = random.uniform(1, 3)
            amount = random.choice((-240, -60, -5, 5, 60, 240))
        case Where.DISK:
            seconds = random.uniform(0.3, 2)
        case Where.DATABASE:
            seconds = random.uniform(0.1, 1)
        case Where.PROCESS | Where.POINT:
            pass
    return Strike(at=at, name=name, slot=random.randrange(replicas), seconds=seconds, amount=amount)


def _frozen_for(random: Random, replicas: int) -> float:
    # A lease is lost after three seconds, which are a minute, and what its call did is known four later.
    # With one bot nobody else works meanwhile.
    return random.choice((0.5, 1.0) if replicas == 1 else (0.5, 2.0, 4.0, 8.0))


def by_kind(strikes: Sequence[Strike]) -> Mapping[str, int]:
    """How many of each there are."""
    counted: dict[str, int] = {}
    for strike in strikes:
        counted[strike.name] = counted.get(strike.name, 0) + 1
    return counted
