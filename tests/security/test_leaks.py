"""The watch over secrets bites: who leaks on purpose fails, wherever it is done, and is named; nobody is quoted."""

from pathlib import Path

import pytest

from db.encryption import Cipher, new_key
from tests.support.leaks import (
    ALLOWED,
    API_TOKEN,
    CODE,
    KEY,
    KEY_SECRET,
    LINK,
    NUMBER,
    ON_PURPOSE,
    TOKEN,
    WEBHOOK,
    Search,
)

pytest_plugins = ("pytester",)

ROOT = Path(__file__).parents[2]

SECRETS = {
    "402913": CODE,
    "6281234509876": NUMBER,
    "AAE-a-token-of-the-bot": TOKEN,
    "rather-secret": KEY_SECRET,
    "C3mUtAHVINgZkTOBVqmtmVeVLX7v5F2WcF2w4zs9Trg=": KEY,
    "u1-Zr0bVd3yQ8sTkXn5WmA": LINK,
    "secret-of-the-hook": WEBHOOK,
    "cmb_of-another-system": API_TOKEN,
}

LEAKING = '''
"""Each of these gives something away, but for the last."""

import asyncio
import io
import logging
import sqlite3
import sys
import time
from random import Random

import asyncpg
import httpx
import pytest
import structlog
from sqlalchemy.engine import make_url
from starlette.responses import JSONResponse
from structlog.testing import capture_logs

from bot import log
from bot.opening import CannotStartError
from bot.telegram.webhook import Webhook
from chaos.databases import Databases
from db.encryption import Cipher
from sandbox.cams.options import Options
from sandbox.cams.world import CamsWorld
from sandbox.telegram.world import TelegramWorld
from tests.support import program

KEY = "C3mUtAHVINgZkTOBVqmtmVeVLX7v5F2WcF2w4zs9Trg="


@pytest.fixture
def number():
    world = CamsWorld(time.time, Options(), Random(1))
    world.add_account("LTAI", "rather-secret")
    world.add_space("s")
    world.add_number("s", "6281234509876")
    world.codes = [world.issue_code("s", "6281234509876") for _ in range(2)]
    return world


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    made = Databases(tmp_path_factory.mktemp("d"))
    yield made
    made.close()


def test_code_printed(number):
    print(f"code {number.codes[0]}.")


def test_code_with_a_hyphen_in_an_error_of_another(number):
    sys.stderr.write(f"«{number.codes[1][:3]}-{number.codes[1][3:]}»")


def test_number_logged(number):
    logging.getLogger("x").warning("calling +62 812-3450 9876")


def test_number_without_its_country_in_an_event(number):
    structlog.get_logger().info("called", phone="081234509876")


def test_account_in_a_captured_event(number):
    with capture_logs():
        structlog.get_logger().info("called", why="rather-secret")


def test_token_in_an_exception_text():
    TelegramWorld(time.time, "123456:AAE-a-token-of-the-bot", Random(1))
    with pytest.raises(CannotStartError):
        raise CannotStartError("refused: AAE-a-token-of-the-bot")


def test_number_that_the_net_caught(number):
    stream = io.StringIO()
    log.set_up("json", stream)
    structlog.get_logger("bot").info("said", text="6281234509876")
    structlog.reset_defaults()
    assert "6281234509876" not in stream.getvalue()


def test_key_in_a_file(tmp_path):
    Cipher([KEY])
    (tmp_path / "bot.log").write_text(KEY)


def test_hook_in_health():
    Webhook(secret="secret-of-the-hook", put=None, give_up=None, steady=None)

    async def ask():
        transport = httpx.ASGITransport(JSONResponse({"troubles": ["secret-of-the-hook"]}))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            await client.get("/healthz")

    asyncio.run(ask())


def test_process_writes_a_key(tmp_path):
    settings = {"ENCRYPTION_KEYS": KEY, "TELEGRAM_BOT_TOKEN": "1:AAE-a-token-of-the-bot"}
    (tmp_path / "bot").mkdir()
    script = "import os, sys; sys.stderr.write(os.environ['ENCRYPTION_KEYS'])"
    (tmp_path / "bot" / "__main__.py").write_text(script)
    program.ROOT = tmp_path
    asyncio.run(program.run("run", settings=settings, folder=tmp_path))


@pytest.mark.parametrize("deleted", [False, True])
def test_sqlite(number, databases, deleted):
    for url in databases.fresh("sqlite"):
        with sqlite3.connect(make_url(url).database) as connection:
            connection.execute("CREATE TABLE t (a TEXT)")
            connection.execute("INSERT INTO t VALUES ('6281234509876')")
        if deleted:
            with sqlite3.connect(make_url(url).database) as connection:
                connection.execute("DELETE FROM t")


@pytest.mark.parametrize("kind", ["TEXT", "BYTEA"])
def test_postgresql(number, databases, kind):
    async def fill(url):
        connection = await asyncpg.connect(host=url.query["host"], user=url.username, database=url.database)
        await connection.execute(f"CREATE TABLE t (a {kind}); INSERT INTO t VALUES ('6281234509876')")
        await connection.close()

    for url in databases.fresh("postgresql"):
        asyncio.run(fill(make_url(url)))


def test_what_another_test_knew_is_no_secret(number):
    print("AAE-a-token-of-the-bot", KEY, "secret-of-the-hook")


def test_nothing(number, databases, tmp_path):
    Cipher([KEY])
    (tmp_path / ".env").write_text(KEY)
    print("1" + number.codes[0], "0." + number.codes[0], "•••• 9876", "6281234509870")
'''


def test_who_leaks_is_named(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them, with the kind of secret and the place, where workers run the tests. No secret is quoted."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    monkeypatch.delenv("CI", raising=False)  # With it pytest's summary repeats each line, longer.
    pytester.makeconftest('pytest_plugins = ["tests.support.leaks"]')
    pytester.makepyfile(LEAKING)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:randomly", "-n", "2", timeout=100)

    result.assert_outcomes(passed=16, errors=14)
    output = result.stdout.str() + result.stderr.str()
    told = {line.partition("::")[2] for line in output.splitlines() if " leaks: " in line and "::" in line}
    assert told == {
        "test_code_printed leaks: a code in captured stdout call",
        "test_code_with_a_hyphen_in_an_error_of_another leaks: a code in captured stderr call",
        "test_number_logged leaks: a number in captured log call",
        "test_number_without_its_country_in_an_event leaks: a number in captured stdout call",
        "test_account_in_a_captured_event leaks: an access key's secret in the log",
        "test_token_in_an_exception_text leaks: the bot's token in why it did not start",
        "test_number_that_the_net_caught leaks: something that the net caught in the log",
        "test_key_in_a_file leaks: an encryption key in a file (.log)",
        "test_hook_in_health leaks: a webhook's secret in what /healthz said",
        "test_process_writes_a_key leaks: an encryption key in a process's log",
        "test_sqlite[False] leaks: a number in an SQLite file",
        "test_sqlite[True] leaks: a number in an SQLite file",
        "test_postgresql[TEXT] leaks: a number in PostgreSQL",
        "test_postgresql[BYTEA] leaks: a number in PostgreSQL",
    }
    assert [secret for secret in SECRETS if secret in output] == []


HASH = f"{'a' * 30}402913{'b' * 28}"
ENCRYPTED = [f"gAAAAABq402913{'x' * (length - 14)}{pad}" for length, pad in ((98, "=="), (119, "="), (140, ""))]


@pytest.mark.parametrize("sealed", [HASH, *ENCRYPTED], ids=["hash", "one block", "two blocks", "three blocks"])
def test_what_is_sealed_says_no_code(sealed: str) -> None:
    """Six digits of a hash or of what is encrypted are no code; the same six right beside them are."""
    search = Search({"402913": CODE})

    assert list(search.kinds_in(f"\x00{sealed}\x00".encode())) == []
    assert list(search.kinds_in(f"402913{sealed}".encode())) == [CODE]
    assert list(search.kinds_in(f"{sealed}402913".encode())) == [CODE]


def test_encrypted_values_are_as_long_as_is_said() -> None:
    """What is passed over is what the program makes, of every length."""
    cipher = Cipher([new_key()])
    for length in range(200):
        sealed = cipher.encrypt(b"x" * length)
        assert list(Search({"402913": CODE}).kinds_in(sealed[:60] + b"402913" + sealed[66:])) == []


@pytest.mark.parametrize("spelt", ["402913", "402-913", "402 913", "x402913y", "(402913)", "=402913,", "402913\n"])
def test_a_code_is_found_as_it_may_be_spelt(spelt: str) -> None:
    """With a hyphen, a space, or anything around it but digits."""
    assert list(Search(SECRETS).kinds_in(spelt.encode())) == [CODE]


@pytest.mark.parametrize("spelt", ["1402913", "4029130", "12.402913", "402\n913", "402--913"])
def test_what_only_looks_like_a_code_is_none(spelt: str) -> None:
    """Within a longer number, or behind a point, where fractions of seconds are."""
    assert list(Search(SECRETS).kinds_in(spelt.encode())) == []


@pytest.mark.parametrize("spelt", ["6281234509876", "+62 812-3450-9876", "(0812) 3450 9876", "1234509876"])
def test_a_number_is_found_as_it_may_be_spelt(spelt: str) -> None:
    """With or without its country, in groups."""
    assert list(Search(SECRETS).kinds_in(spelt.encode())) == [NUMBER]


@pytest.mark.parametrize(
    "secret", [secret for secret, kind in SECRETS.items() if kind not in {CODE, NUMBER}], ids=range(6)
)
def test_the_others_are_found_as_they_are(secret: str) -> None:
    """Anywhere in whatever it is."""
    assert list(Search(SECRETS).kinds_in(b"\xff\x00" + secret.encode() + b"\xff")) == [SECRETS[secret]]


def test_every_permission_has_a_reason() -> None:
    """And is for a kind of secret that there is."""
    assert {kind for _, kind in ALLOWED} <= set(SECRETS.values())
    assert all(ALLOWED.values())
    assert all(ON_PURPOSE.values())
    assert all((ROOT / test.partition("::")[0]).exists() for test in ON_PURPOSE)
