"""Who takes part, how each is started, and how the customers recognise what it says."""

import base64
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from .customers import Script
from .fake_telegram import STAFF_CHAT

ROOT = Path(__file__).parent.parent

PEER_SCRIPT = Script(
    asks_number=re.compile("phone number"),
    asks_code=re.compile("six digits"),
    says_verified=re.compile("Verified"),
)
OUR_SCRIPT = Script(
    asks_number=re.compile("Which number"),
    asks_code=re.compile("6-digit code"),
    says_verified=re.compile(r"\bVerified\b"),
)
"""From `bot/locales/en`: the titles of ask-number and verified, and the words of ask-code."""

NO_LIMIT = "10000"
"""Calls a second, the most that the settings allow. The provider's 10 would be all that is measured."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One bot: the module to run, its arguments and what it needs beside the common environment."""

    name: str
    title: str
    arguments: tuple[str, ...]
    script: Script
    extra: tuple[tuple[str, str], ...] = ()

    def command(self) -> list[str]:
        """Give the command line; the interpreter is this one."""
        return [sys.executable, "-m", *self.arguments]

    def environment(self, *, port: int, folder: Path) -> dict[str, str]:
        """Give the whole environment: nothing of the caller's own gets in, a `.env` of the checkout neither."""
        address = f"http://127.0.0.1:{port}"
        return {
            "PYTHONPATH": str(ROOT),
            "PTB_TIMEDELTA": "1",
            "TELEGRAM_BOT_TOKEN": "42:benchmark",
            "TELEGRAM_API_URL": address,
            "STAFF_CHAT_ID": str(STAFF_CHAT),
            "CAMS_ENDPOINT": address,
            "ALIBABA_CLOUD_ACCESS_KEY_ID": "benchmark",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "benchmark",
            "CUST_SPACE_ID": "cams-benchmark",
            "DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
            **dict(self.extra),
        }


OURS = Contestant(
    name="ours",
    title="our bot: durable inbox and outbox, SQLite",
    arguments=("bot", "run"),
    script=OUR_SCRIPT,
    extra=(
        ("ACCESS", "open"),
        ("CAMS_QPS", NO_LIMIT),
        ("ENCRYPTION_KEYS", base64.urlsafe_b64encode(b"only for the benchmarks. 32 byte").decode()),
        ("LISTEN", "127.0.0.1:0"),
        ("LOG_FORMAT", "json"),
    ),
)
PTB_MEMORY = Contestant(
    name="ptb_memory",
    title="python-telegram-bot ConversationHandler, state in memory",
    arguments=("benchmarks.peers.ptb_memory",),
    script=PEER_SCRIPT,
)
AIOGRAM_SQL = Contestant(
    name="aiogram_sql",
    title="aiogram FSM, state in SQLite",
    arguments=("benchmarks.peers.aiogram_sql",),
    script=PEER_SCRIPT,
)
FLOOR = Contestant(
    name="floor",
    title="bare sockets, no framework and no store",
    arguments=("benchmarks.peers.floor",),
    script=PEER_SCRIPT,
)
CONTESTANTS = {contestant.name: contestant for contestant in (OURS, PTB_MEMORY, AIOGRAM_SQL, FLOOR)}
PEERS = (PTB_MEMORY.name, AIOGRAM_SQL.name)
"""Whom we are compared with."""
