"""Reads everything that the program wrote during a test, and fails the test where it finds a secret that it used.

A pytest plugin. It learns secrets where they are handled: where the sandbox makes numbers, codes and accounts, and at
the product's own doors. What was written is what pytest captured, what processes, commands and health addresses said,
the files in the test's folders, and its databases, right before they are deleted. Both are of one test, so that it
works in every worker of xdist by itself; whoever fails is named, with what kind of secret and where, and not with it.

What is allowed to say a secret is in `ALLOWED`, with the reason. Tokens of fewer than eight characters, as tests
like to make them, are not looked for: they are words.
"""

import asyncio
import functools
import inspect
import itertools
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import asyncpg  # type: ignore[import-untyped]  # -- it has no types
import httpx
import pytest
from sqlalchemy.engine import URL, make_url
from structlog import DropEvent
from structlog.testing import LogCapture
from typer.testing import CliRunner

from bot import log
from bot.cams.signature import Credentials
from bot.opening import CannotStartError
from bot.redaction import HIDDEN
from bot.settings import Settings, SettingsError
from bot.store import Transaction
from bot.telegram.webhook import Webhook
from chaos.databases import Databases
from chaos.world import World
from db.encryption import Cipher
from sandbox.cams.books import Books
from sandbox.cams.world import CamsWorld
from sandbox.telegram.updates import UpdateQueue
from sandbox.telegram.world import TelegramWorld

from . import program

CODE, NUMBER, TOKEN = "a code", "a number", "the bot's token"
CAUGHT = "something that the net caught"
"""In a log: a line was written whole, and `bot.redaction` made good what should not have been said."""

KEY_SECRET, KEY, LINK, WEBHOOK = "an access key's secret", "an encryption key", "a link's token", "a webhook's secret"
API_TOKEN = "what another system asks by"

ALLOWED: Mapping[tuple[str, str], str] = {
    ("the output of invite", LINK): "making a link is what the command is for",
    ("the output of keys new", KEY): "so is making a key",
    ("the output of token create", API_TOKEN): "and a token",
    ("the output of demo", CODE): "a stand-in's customer is played in the terminal, with what they write",
    ("the output of demo", NUMBER): "the same",
}
"""Where which kind of secret may be said, and why."""

ON_PURPOSE: Mapping[str, str] = {
    "tests/chaos/test_bites.py::test_a_mistake_is_found[logs_what_is_said]": "it is the campaign that must find it",
}
"""Tests whose program leaks because it is made to, and why."""

NOT_WRITTEN = (".env",)
"""Files that tests write, not the program: what settings are read from."""

SHORTEST = 8
"""Characters of a token or key: what is shorter is a word of the test, `used` say, and stands anywhere."""

TAIL = 10
"""As many of a long number's last digits are as good as all: the country is easily guessed. With fewer, some number of
the thousands in a run would sooner or later be found by chance."""

HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
TOKEN_OF_FERNET = re.compile(rb"gAAAA[A-Za-z0-9_-]{60,}={0,2}")
"""What `Cipher` makes. Its digits are chance, and now and then six of them are one of a campaign's hundred codes."""

DIGITS = re.compile(rb"[0-9]{9,}")
"""What a number may stand in: none that is looked for is shorter."""

FERNET_FIXED, FERNET_BLOCK = 57, 16
"""Bytes of a token beside what is encrypted (version, time, vector, HMAC), and of a block, as Fernet is specified."""

HEALTH = ("/healthz", "/readyz", "/metrics")

Known = dict[str, str]
"""Secrets, and what each is."""

Learnt = Iterable[tuple[str, object]]
"""Kinds and secrets, as a door sees them; what is no secret, being empty or of another type, is passed over."""


class Watch:
    """What one test knows and what was written in it."""

    def __init__(self) -> None:
        self._known: Known = {}
        self._written: list[tuple[str, bytes]] = []
        self._streams: list[tuple[str, Callable[[], str]]] = []

    def forget(self) -> None:
        """Begin with the next test."""
        self.__init__()  # type: ignore[misc]  # -- everything anew

    def learn(self, learnt: Learnt) -> None:
        """These are secrets from now on, and were all along."""
        for kind, secret in learnt:
            if isinstance(secret, str) and _is_looked_for(kind, secret):
                self._known[secret] = kind

    def wrote(self, where: str, content: str | bytes) -> None:
        """This was written there."""
        self._written.append((where, content.encode(errors="surrogatepass") if isinstance(content, str) else content))

    def writes(self, where: str, content: Callable[[], str]) -> None:
        """This is being written to, and will be looked at in the end."""
        self._streams.append((where, content))

    @property
    def knows_any(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._known)

    def leaks(self) -> list[str]:
        """What was found where, each said once, without the secret."""
        for where, content in self._streams:
            self.wrote(where, content())
        search = Search(self._known)
        found = {(kind, where) for where, content in self._written for kind in search.kinds_in(content)}
        found |= {(CAUGHT, where) for where, content in self._written if _is_log(where) and HIDDEN.encode() in content}
        return [f"{kind} in {where}" for kind, where in sorted(found) if (where, kind) not in ALLOWED]


class Search:
    """Looks for secrets in bytes, in the ways they may be spelt."""

    def __init__(self, known: Mapping[str, str]) -> None:
        codes = sorted(secret for secret, kind in known.items() if kind == CODE)
        spelt = "|".join(f"{code[:3]}[- ]?{code[3:]}" for code in codes)
        # Within more digits it is part of another number, and after a point a fraction of a second.
        self._codes = re.compile(rf"(?<![\d.])(?:{spelt})(?!\d)".encode()) if codes else None
        numbers = {
            (secret[-TAIL:] if len(secret) >= TAIL + 2 else secret).encode()
            for secret, kind in known.items()
            if kind == NUMBER
        }
        self._numbers = {size: {number for number in numbers if len(number) == size} for size in map(len, numbers)}
        self._others = [(secret.encode(), kind) for secret, kind in known.items() if kind not in {CODE, NUMBER}]

    def kinds_in(self, content: bytes) -> Iterator[str]:
        """The kinds of what is in it."""
        if self._codes is not None and self._codes.search(_without_sealed(content)):
            yield CODE
        if self._numbers and self._has_number(content.translate(None, b" ()-+")):
            yield NUMBER
        yield from (kind for secret, kind in self._others if secret in content)

    def _has_number(self, together: bytes) -> bool:
        # A campaign has thousands: each part of the few long rows of digits is looked up, not each number looked for.
        return any(
            row[at : at + size] in numbers
            for row in set(DIGITS.findall(together))
            for size, numbers in self._numbers.items()
            for at in range(len(row) - size + 1)
        )


def _is_log(where: str) -> bool:
    return where.endswith(("log", "captured stderr call"))


def _without_sealed(content: bytes) -> bytes:
    """What is no hash and no encrypted value. One with anything more at its end is neither: a code may stand there."""
    return TOKEN_OF_FERNET.sub(lambda found: b" " if _is_whole(found[0]) else found[0], HASH.sub(b" ", content))


def _is_whole(token: bytes) -> bool:
    return (len(token.rstrip(b"=")) * 3 // 4 - FERNET_FIXED) % FERNET_BLOCK == 0


def _is_looked_for(kind: str, secret: str) -> bool:
    if kind == CODE:
        return re.fullmatch(r"[0-9]{6}", secret) is not None
    if kind == NUMBER:
        return re.fullmatch(r"[0-9]{9,15}", secret) is not None
    return len(secret) >= SHORTEST


WATCH = Watch()
"""Of the test that is running."""


# --- Doors at which secrets are seen: what is called, and what can be learnt of its arguments and its result


def _settings(settings: Settings) -> Learnt:
    yield from _token(settings.telegram_bot_token.get_secret_value())
    yield WEBHOOK, settings.telegram_webhook_secret.get_secret_value()
    yield WEBHOOK, settings.event_webhook_secret.get_secret_value()
    yield KEY_SECRET, settings.alibaba_cloud_access_key_secret.get_secret_value()
    yield KEY_SECRET, settings.alibaba_cloud_security_token.get_secret_value()


def _environment(named: Mapping[str, str]) -> Learnt:
    yield from _token(named.get("TELEGRAM_BOT_TOKEN", ""))
    yield WEBHOOK, named.get("TELEGRAM_WEBHOOK_SECRET")
    yield WEBHOOK, named.get("EVENT_WEBHOOK_SECRET")
    yield KEY_SECRET, named.get("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
    yield from ((KEY, key) for key in named.get("ENCRYPTION_KEYS", "").split(","))


def _token(token: str) -> Learnt:
    # What stands before the colon is the bot's id, which everybody sees.
    yield TOKEN, token.partition(":")[2]


def _hashed(parts: Iterable[str]) -> Learnt:
    for part in parts:
        yield CODE if len(part) == 6 else NUMBER, part


DOORS: list[tuple[type | Any, str, Callable[..., Learnt]]] = [
    (Settings, "__init__", lambda _, settings, **__: _settings(settings)),
    (program, "surroundings", lambda _, settings: _environment(settings)),
    (Cipher, "__init__", lambda _, __, keys, **___: ((KEY, key) for key in keys)),
    (Cipher, "keyed_hash", lambda _, __, ___, *parts: _hashed(parts)),
    (
        Transaction,
        "add_invitation",
        lambda _, __, invitation, token, **___: [(LINK, token), (NUMBER, invitation.phone)],
    ),
    (Transaction, "add_staff_link", lambda _, __, token, **___: [(LINK, token)]),
    (Transaction, "add_invitation_once", lambda _, __, made, token, **___: [(LINK, token), (NUMBER, made.phone)]),
    (Transaction, "add_token", lambda _, __, token, **___: [(API_TOKEN, token)]),
    (Credentials, "__post_init__", lambda _, pair: [(KEY_SECRET, pair.secret), (KEY_SECRET, pair.security_token)]),
    (Webhook, "__init__", lambda _, __, *, secret, **___: [(WEBHOOK, secret)]),
    (CamsWorld, "add_account", lambda _, __, ___, secret, **____: [(KEY_SECRET, secret)]),
    (CamsWorld, "add_number", lambda _, __, ___, phone, **____: [(NUMBER, phone)]),
    (CamsWorld, "issue_code", lambda code, *_, **__: [(CODE, code)]),
    (Books, "add", lambda _, __, entry: [(CODE, entry.code), (NUMBER, entry.phone)]),
    (TelegramWorld, "__init__", lambda _, __, ___, token, *____, **_____: _token(token)),
    (UpdateQueue, "set_webhook", lambda _, __, webhook: [(WEBHOOK, webhook.secret)] if webhook else []),
]


# --- Mouths by which the program speaks: what is called, and what is noted of its arguments and its result

_COMMANDS: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
"""What each process was started as."""


def _command(arguments: Iterable[str]) -> str:
    return " ".join(itertools.takewhile(lambda word: not word.startswith("-"), arguments)) or "the program"


def _printed(result: Any, _: object, __: object, arguments: Sequence[str] = (), **___: object) -> None:
    WATCH.wrote(f"the output of {_command(arguments)}", result.output)


def _started(process: Any, *arguments: str, **_: object) -> None:
    _COMMANDS[process] = _command(arguments)


def _ended(ended: program.Ended, process: Any) -> None:
    WATCH.wrote("a process's log", ended.err)
    WATCH.wrote(f"the output of {_COMMANDS.get(process, 'the program')}", ended.out)


def _answered(response: httpx.Response, _: object, request: httpx.Request, **__: object) -> None:
    if request.url.path in HEALTH:
        WATCH.wrote(f"what {request.url.path} said", response.text)


def _logs_to(_: None, __: str, stream: Any = None, **___: object) -> None:
    if hasattr(stream, "getvalue"):
        WATCH.writes("the log", stream.getvalue)


MOUTHS: list[tuple[Any, str, Callable[..., None]]] = [
    (LogCapture, "__call__", lambda _, __, ___, ____, event: WATCH.wrote("the log", repr(event))),
    (CliRunner, "invoke", _printed),
    (program, "start", _started),
    (program, "ended", _ended),
    (httpx.AsyncClient, "send", _answered),
    (log, "set_up", _logs_to),
    (World, "__init__", lambda _, world, *__, **___: WATCH.writes("a bot's log", lambda: "\n".join(world.log))),
    (CannotStartError, "__init__", lambda _, __, *said: WATCH.wrote("why it did not start", repr(said))),
    (SettingsError, "__init__", lambda _, __, problems: WATCH.wrote("what is wrong with settings", repr(problems))),
]


def _listen(owner: Any, name: str, hear: Callable[..., object]) -> None:
    """Have `hear` told the result and the arguments of each call that succeeds, or drops what it was given."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def heard(*args: Any, **kwargs: Any) -> Any:
        try:
            result = original(*args, **kwargs)
        except DropEvent:
            hear(None, *args, **kwargs)
            raise
        hear(result, *args, **kwargs)
        return result

    @functools.wraps(original)
    async def heard_in_time(*args: Any, **kwargs: Any) -> Any:
        result = await original(*args, **kwargs)
        hear(result, *args, **kwargs)
        return result

    setattr(owner, name, heard_in_time if inspect.iscoroutinefunction(original) else heard)


def _learning(see: Callable[..., Learnt]) -> Callable[..., None]:
    return lambda *args, **kwargs: WATCH.learn(see(*args, **kwargs))


# --- Databases


def _reading(fresh: Callable[[Databases, str], Generator[str]]) -> Callable[[Databases, str], Generator[str]]:
    @functools.wraps(fresh)
    def and_read(databases: Databases, kind: str) -> Generator[str]:
        for url in fresh(databases, kind):
            yield url
            _read_database(url)

    return and_read


def _read_database(url: str) -> None:
    """Take in what a database holds, before it is deleted."""
    if not WATCH.knows_any:
        return
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(parsed.database or "")
        for each in path.parent.glob(f"{path.name}*"):
            WATCH.wrote("an SQLite file", each.read_bytes())
    else:
        WATCH.wrote("PostgreSQL", asyncio.run(_dump(parsed)))


async def _dump(url: URL) -> str:
    """Every row of every table as PostgreSQL writes it, bytes as the letters that they are."""
    connection = await asyncpg.connect(host=url.query["host"], user=url.username, database=url.database)
    try:
        await connection.execute("SET bytea_output = 'escape'")
        named = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        each = " UNION ALL ".join(f'SELECT t::text FROM "{row["tablename"]}" t' for row in named)  # noqa: S608 -- ours
        rows = await connection.fetch(each) if named else []
    finally:
        await connection.close()
    return "\n".join(row[0] for row in rows)


def _read_folder(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path.name not in NOT_WRITTEN:
            WATCH.wrote(f"a file ({path.suffix or path.name})", path.read_bytes())


# --- The plugin


def pytest_configure() -> None:
    """Listen at every door and every mouth, until the process ends."""
    for owner, name, see in DOORS:
        _listen(owner, name, _learning(see))
    for owner, name, hear in MOUTHS:
        _listen(owner, name, hear)
    Databases.fresh = _reading(Databases.fresh)  # type: ignore[assignment]  # -- as the others


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Each test by itself."""
    WATCH.forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Look into the test's folder while it is there, whatever becomes of the rest."""
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    yield
    if folder is not None and folder.is_dir() and WATCH.knows_any:
        _read_folder(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When all is over, fail the test if anything was found; what was captured is not shown, for it is in there."""
    report = yield
    if report.when == "teardown":
        for name, content in report.sections:
            WATCH.wrote(name.lower(), content)
        leaks = WATCH.leaks()
        WATCH.forget()
        if leaks and item.nodeid not in ON_PURPOSE:
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} leaks: " + "; ".join(leaks)
            report.sections = []
    return report
