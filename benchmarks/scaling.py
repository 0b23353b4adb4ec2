"""Plans past one machine: `python -m benchmarks.scaling` plays the queues and puts the tables into docs/scaling.md.

Each figure that goes in is the program's own, measured, written by somebody else, or assumed; the page says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random

from bot.braking import BRAKED
from bot.flow.policy import CODE_LIFE, HOUR, MINUTE
from bot.noticing import EVERY
from bot.office import MARGIN
from db.engine import POOL_SIZE

from .queueing import Journey, Line, Played, Station, Stop, at_random, play
from .report import put_between_markers, rows

PAGE = Path(__file__).parents[1] / "docs" / "scaling.md"

QPS = 10
"""Calls a second of each action: the provider's limit for an account, and the default of `CAMS_QPS`."""

TELEGRAM = 30
"""Messages a second of one bot («Bots FAQ: My bot is hitting limits»). Edits are counted as messages: nobody says."""

GROUP = 20
"""Messages a minute into one group (the same)."""

CPU = 0.0012
"""Seconds for an update with all that follows from it: benchmarks/README.md, the dearer of the two round trips."""

COMMITS, COMMIT = 17, 0.005
"""Transactions that write something, of a number that goes well with nobody beside it: counted in the demonstration's
«happy». And the seconds that one takes to be safe on a disk: assumed; a good one is ten times as fast."""

MEMORY = 134
"""MiB of a process at its peak: the same page."""

ANSWER = 0.5
"""Seconds until CAMS answers. Assumed: it asks WhatsApp before it does."""

THINKING = 20.0
"""Seconds that a customer takes to read and to act. Assumed; it moves no limit and spreads what happens."""

BUSY_HOUR = 40
"""Numbers of an account in its busiest hour. Assumed: two hundred a day, a fifth of them in one hour."""

UPDATES, MESSAGES, READS = 4, 5, 1
"""Of a number that goes well, with the bot as set up by default: benchmarks/README.md counts them."""

SAMPLE = 300.0
"""Seconds that an hour is judged by: long beside any wait that does not grow."""

CHECKING = "checking"
"""No limit: where it is seen when that message came."""

CROWDS = (100, 500, 2_000, 6_000)
ACCOUNTS = (1, 10, 100, 1_000)
AT_ONCE = (1, 2, 4, 10)

PER_SERVER = 100
"""Connections that PostgreSQL takes unless told otherwise (`max_connections`)."""

LINES = 50
"""Notices in one message of 4,096 characters, at eighty a line (bot/telegram/digest.py)."""

REPLICAS = 2
"""Of an installation that survives the loss of one."""


def stations(accounts: int, *, groups: int, bots: int = 1, braked: bool = False) -> dict[str, Station]:
    """Everything that has a limit. An account has its line of turns for each action, whoever shares the rest."""
    made = {f"cpu {bot}": Station(CPU) for bot in range(bots)}
    made |= {f"messages {bot}": Station(1 / (BRAKED if braked else TELEGRAM)) for bot in range(bots)}
    made |= {f"group {group}": Station(MINUTE / GROUP) for group in range(groups)}
    made[CHECKING] = Station(0)
    for account in range(accounts):
        made |= {f"{action} {account}": Station(MARGIN / QPS) for action in ("reads", "codes")}
    return made


def hand_in(account: int, *, bot: int = 0, group: int = 0) -> Journey:
    """A code, from its update to the message with the result: «checking» leaves beside it, and staff are told."""
    say, decide = Stop(f"messages {bot}"), f"cpu {bot}"
    notice = Stop(f"group {group}")
    return (
        Stop(decide, after=CPU, beside=((say, Stop(CHECKING)),)),
        Stop(f"reads {account}", after=ANSWER),
        Stop(f"codes {account}", after=ANSWER, beside=((notice,),)),
        say,
    )


def conversation(account: int, *, group: int) -> Journey:
    """A number from its link to its result: three questions, and the code."""
    asked = (Stop("cpu 0", after=CPU), Stop("messages 0", after=THINKING))
    return (*asked * (UPDATES - 1), *hand_in(account, group=group))


@dataclass(frozen=True, slots=True)
class Crowd:
    """What became of so many codes at one moment, for one account with a bot and a group of its own."""

    codes: int
    played: Played

    @classmethod
    def of(cls, codes: int) -> "Crowd":
        """Play it, Telegram's brake on: it comes on within the first second."""
        return cls(codes, play(stations(1, groups=1, braked=True), [(0.0, hand_in(0))] * codes))

    @property
    def turns(self) -> list[float]:
        """When each code left for CAMS."""
        return self.played.lines["codes 0"].given

    @property
    def too_old(self) -> int:
        """Codes whose turn comes when WhatsApp no longer takes them, had they been sent at that moment."""
        return sum(turn > CODE_LIFE for turn in self.turns)

    def cells(self) -> list[str]:
        """Write its row."""
        first, last = self.turns[0], self.turns[-1]
        notices = self.played.lines["group 0"]
        told = [(turn - wait, (Stop("group"),)) for turn, wait in zip(notices.given, notices.waits, strict=True)]
        return [
            f"{self.codes:,}",
            clock(last),
            f"{(self.codes - 1) / (last - first):.2f}",
            clock(self.played.lines[CHECKING].last),
            clock(min(self.played.lengths)),
            clock(self.played.last_end),
            clock(notices.last),
            clock(play({"group": Station(EVERY, LINES)}, told).lines["group"].last),
            f"{self.too_old:,}",
        ]


@dataclass(frozen=True, slots=True)
class Hour:
    """A busy hour of so many accounts behind one bot. What is asked of each limit, and what that makes of waiting."""

    accounts: int
    lines: dict[str, Line]

    @classmethod
    def of(cls, accounts: int, *, own_groups: bool) -> "Hour":
        """Play some of it: nobody waits yet, and people come as they come."""
        chance = Random(accounts)  # noqa: S311 -- must repeat, and decides nothing
        groups = accounts if own_groups else 1
        journeys = [
            (at, conversation(account, group=account % groups))
            for account in range(accounts)
            for at in at_random(BUSY_HOUR / HOUR, SAMPLE, chance)
        ]
        return cls(accounts, dict(play(stations(accounts, groups=groups), journeys).lines))

    @property
    def numbers(self) -> float:
        """Numbers a second."""
        return self.accounts * BUSY_HOUR / HOUR

    def asked(self) -> dict[str, float]:
        """The share of each limit that is asked for, by the rates alone. Above 1 the line grows without end."""
        each = self.numbers / self.accounts
        return {
            "calls of an account": each * READS * MARGIN / QPS,
            "a group for each account": each * MINUTE / GROUP,
            "one group for all": self.numbers * MINUTE / GROUP,
            "messages of one bot": self.numbers * MESSAGES / TELEGRAM,
            "commits, none shared": self.numbers * COMMITS * COMMIT,
            "one core": self.numbers * UPDATES * CPU,
        }

    def waited(self, name: str) -> float:
        """Seconds that 99 in 100 did not wait longer than, over all lines of that name."""
        return max(line.percentile(99) for key, line in self.lines.items() if key.split()[0] == name)


def everyday() -> str:
    """The table of what saturates first when people come as they come."""
    titles = ["accounts", "numbers/s", *Hour(1, {}).asked(), "messages wait (99 %)", "calls wait (99 %)"]
    lines = [titles, ["--:"] * len(titles)]
    for accounts in ACCOUNTS:
        hour = Hour.of(accounts, own_groups=True)
        asked = hour.asked()
        grows = asked["messages of one bot"] > 1
        waits = "without end" if grows else clock(hour.waited("messages"))
        lines.append(
            [
                f"{accounts:,}",
                f"{hour.numbers:.2f}",
                *(f"**{share:.1%}**" if share > 1 else f"{share:.1%}" for share in asked.values()),
                waits,
                clock(hour.waited("codes")),
            ]
        )
    return rows(lines)


def crowds() -> str:
    """The table of an account whose customers all hold a code at one moment."""
    titles = [
        "codes at one moment",
        "last one handed in after",
        "codes/s",
        "«checking» after at most",
        "first result",
        "last result",
        "last notice to staff, were each a message",
        "last notice to staff",
        "too old by their turn",
    ]
    return rows([titles, ["--:"] * len(titles), *(Crowd.of(codes).cells() for codes in CROWDS)])


def crowds_together(codes: int = 250) -> str:
    """The table of several accounts with a crowd at the same moment: one bot for all, or one for each."""
    titles = ["accounts at once", "one bot for all: last result", "a bot for each: last result"]
    lines = [titles, ["--:"] * len(titles)]
    for accounts in AT_ONCE:
        ends = []
        for bots in (1, accounts):
            journeys = [
                (0.0, hand_in(account, bot=account % bots, group=account))
                for _ in range(codes)
                for account in range(accounts)
            ]
            ends.append(play(stations(accounts, groups=accounts, bots=bots, braked=True), journeys).last_end)
        lines.append([str(accounts), *(clock(end) for end in ends)])
    return rows(lines)


def installations() -> str:
    """The table of what an installation for each account costs, as the program is."""
    titles = ["installations", "processes", "memory GiB", "connections", "database servers of 100 connections"]
    lines = [titles, ["--:"] * len(titles)]
    for accounts in ACCOUNTS:
        processes = accounts * REPLICAS
        connections = processes * (POOL_SIZE + 1)
        lines.append(
            [
                f"{accounts:,}",
                f"{processes:,}",
                f"{processes * MEMORY / 1024:.1f}",
                f"{connections:,}",
                f"{ceil(connections / PER_SERVER):,}",
            ]
        )
    return rows(lines)


def clock(seconds: float) -> str:
    """Write a time as people say it."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), MINUTE)
    return f"{minutes} min {rest:02} s"


def tables() -> str:
    """All of them, as they stand in the page."""
    parts: Sequence[tuple[str, str]] = (
        ("A busy hour, one bot for all accounts", everyday()),
        ("One account, everybody at one moment", crowds()),
        ("Several accounts, each with 250 codes at the same moment", crowds_together()),
        (f"An installation for each account, of {REPLICAS} replicas on PostgreSQL", installations()),
    )
    return "\n\n".join(f"### {title}\n\n{table}" for title, table in parts)


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(put_between_markers(PAGE.read_text(encoding="utf-8"), tables()), encoding="utf-8")


if __name__ == "__main__":
    main()
