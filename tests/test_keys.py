"""Encryption keys by the command line: named and never shown, and rotated while customers are served."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, update
from typer.testing import CliRunner

from bot.cli import app
from bot.flow.model import Invitation
from bot.store import Store
from chaos.waiting import until
from db import keyring, rotation
from db.encryption import Cipher, key_id, new_key
from db.engine import open_engine, transaction
from db.presence import Presence
from db.tables import cases, metadata, replicas
from sandbox.telegram import Person
from tests.support import program, stock
from tests.support.town import SPACE, Town, last, says, town

pytestmark = pytest.mark.waits

OLD, NEW = new_key(), new_key()
VERIFIED = "WhatsApp has confirmed that this number is yours"
ASKS_FOR_CODE = "by SMS or call"

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what has nothing to do with the database: each command is a process, which takes its time."""


class Served:
    """A town with a bot, which is started with these keys or those, and customers in it."""

    def __init__(self, world: Town, database_url: str, folder: Path) -> None:
        self.world = world
        self._database_url = database_url
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *keys: str) -> None:
        """Start the bot; it has opened its database when this returns."""
        starts = self._starts()
        self._process = await program.start("run", settings=self.settings(keys), folder=self._folder)
        await until(lambda: self._starts() > starts, "the bot's first question to Telegram")

    async def stop(self) -> program.Ended:
        """Have the bot end, as it should."""
        assert self._process is not None
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        return await program.ended(process)

    async def close(self) -> None:
        """End the bot, if it runs."""
        if self._process is not None:
            await self.stop()

    async def run(self, *arguments: str, keys: tuple[str, ...]) -> program.Ended:
        """Run a command; it shows no key."""
        ended = await program.run(*arguments, settings=self.settings(keys), folder=self._folder)
        assert not any(key in ended.out + ended.err for key in keys)
        return ended

    async def run_here(self, *arguments: str, keys: tuple[str, ...]) -> program.Ended:
        """The same in this process, for commands that end by themselves: a process takes a second to start."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in program.surroundings(self.settings(keys)).items():
                patch.setenv(name, value)
            result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
        ended = program.Ended(result.exit_code, result.stdout, result.stderr)
        assert not any(key in ended.out + ended.err for key in keys)
        return ended

    async def kill_midway(self, *arguments: str, keys: tuple[str, ...]) -> None:
        """Run a command and end it, as by `kill -9`, when it has said its first word."""
        process = await program.start(*arguments, settings=self.settings(keys), folder=self._folder)
        assert process.stderr is not None
        assert f"key {key_id(keys[0])} encrypts from now on" in (await process.stderr.readline()).decode()
        process.kill()
        assert (await program.ended(process)).code == -signal.SIGKILL

    async def customer(self, number: int, *keys: str) -> Person:
        """A customer who has agreed to their number and is asked for its code."""
        phone = self.phone(number)
        if self.world.cams.number(SPACE, phone) is None:
            self.world.cams.add_number(SPACE, phone)
        invitation = Invitation(id=0, space=SPACE, phone=phone, language="en", expires_at=2**40)
        engine = open_engine(self._database_url)
        store = Store(engine, await keyring.open_ring(engine, Cipher(keys), new_hash_key=None))
        person = self.world.telegram.add_person(f"Customer {number}", "en", f"+{phone}")
        async with store.passing_transaction() as tx:
            await tx.add_invitation(invitation, f"link-{person.id}", now=0)
        await store.close()
        person.opens_link(f"link-{person.id}")
        await until(lambda: (shown := last(person)) is not None and bool(shown.buttons), "the question of the number")
        shown = last(person)
        assert shown is not None
        person.taps(shown.message_id, shown.buttons[0][0].text)
        return person

    @staticmethod
    def phone(number: int) -> str:
        """A customer's number."""
        return f"628123456{number:04}"

    def sends_code(self, person: Person, number: int) -> str:
        """A customer sends the right code."""
        code = self.world.cams.issue_code(SPACE, self.phone(number))
        person.says(f"Your WhatsApp code is {code[:3]}-{code[3:]}")
        return code

    def settings(self, keys: tuple[str, ...]) -> dict[str, str]:
        """The settings of a bot with these keys."""
        return self.world.settings(self._database_url, ",".join(keys))

    def _starts(self) -> int:
        return sum(call.method == "getMe" for call in self.world.telegram.calls)


@pytest.fixture
async def served(database_url: str, tmp_path: Path) -> AsyncGenerator[Served]:
    """A town whose bot is not started yet."""
    async with town() as world:
        made = Served(world, database_url, tmp_path)
        yield made
        await made.close()


async def opened_by(database_url: str, key: str) -> int:
    """How many stored values that key opens."""
    engine, cipher = open_engine(database_url), Cipher([key])
    binary = [column for table in metadata.sorted_tables for column in table.c if isinstance(column.type, LargeBinary)]
    async with transaction(engine) as connection:
        found = [
            data
            for column in binary
            for data in (await connection.execute(select(column).where(column.is_not(None)))).scalars()
        ]
    await engine.dispose()
    assert found
    return sum(bool(cipher.key_of(data)) for data in found)


async def test_keys_are_rotated_while_customers_are_served(served: Served, database_url: str) -> None:
    """The whole way, killed and begun anew, with customers all along: tries and codes handed in are known on."""
    cams = served.world.cams
    await served.start(OLD)
    tried, waiting = [await served.customer(number, OLD) for number in (1, 2)]
    await until(lambda: says(waiting, ASKS_FOR_CODE) and says(tried, ASKS_FOR_CODE), "the questions for codes")
    right = cams.issue_code(SPACE, served.phone(1))
    wrong = f"{(int(right) + 1) % 10**6:06}"
    tried.says(wrong)
    await until(lambda: len(cams.submissions(served.phone(1))) == 1, "the wrong code")

    too_early = await served.run_here("keys", "rotate", keys=(NEW, OLD))
    assert (too_early.code, too_early.out) == (1, "")
    assert too_early.err.startswith("Nothing was changed: a running replica does not have the newest key.")
    assert await opened_by(database_url, NEW) == 0

    assert (await served.stop()).code == 0
    await served.start(NEW, OLD)
    await served.kill_midway("keys", "rotate", keys=(NEW, OLD))
    rotating = asyncio.ensure_future(served.run("keys", "rotate", "--json", keys=(NEW, OLD)))
    meanwhile = await served.customer(3, NEW, OLD)
    served.sends_code(meanwhile, 3)
    rotated = await rotating
    assert rotated.code == 0, rotated.err
    document = json.loads(rotated.out)
    assert document["rewritten"]["cases"] >= 2
    del document["rewritten"]
    assert document == {"encrypts": key_id(NEW), "done": True, "unreadable": {}, "no_longer_needed": [key_id(OLD)]}
    await until(lambda: says(meanwhile, VERIFIED), "the good news")
    assert (await served.stop()).code == 0
    assert await opened_by(database_url, OLD) == 0

    await served.start(NEW)
    tried.says(wrong)
    await until(lambda: says(tried, "This code was handed in before"), "that the code is known")
    assert len(cams.submissions(served.phone(1))) == 1
    tried.says(right)
    served.sends_code(waiting, 2)
    await until(lambda: says(tried, VERIFIED) and says(waiting, VERIFIED), "the good news for those who waited")
    assert (await served.stop()).code == 0

    missing = await served.run_here("cases", keys=(OLD,))
    assert (missing.code, missing.out) == (1, "")
    assert missing.err == (
        "ENCRYPTION_KEYS: they cannot read what is stored in the database; every key that is still needed must be there"
        f" (key {key_id(NEW)} is missing).\n"
    )


async def filled(database_url: str, *keys: str) -> None:
    """Store one of everything, as a program with these keys does; nobody is running."""
    engine = open_engine(database_url)
    await stock.fill(Store(engine, Cipher(keys)))
    async with transaction(engine) as connection:
        await connection.execute(replicas.delete())
    await engine.dispose()


async def test_keys_are_listed_by_what_they_are_needed_for(served: Served, database_url: str) -> None:
    """In their order, for machines and for people, and before they are rotated and after it."""
    await filled(database_url, OLD)
    before = await served.run_here("keys", "list", "--json", keys=(NEW, OLD))
    shown = await served.run_here("keys", "list", keys=(NEW, OLD))
    rotated = await served.run_here("keys", "rotate", keys=(NEW, OLD))
    after = await served.run_here("keys", "list", "--json", keys=(NEW, OLD))

    assert [ended.code for ended in (before, shown, rotated, after)] == [0, 0, 0, 0]
    new, old = json.loads(before.out)["keys"]
    assert new == {"id": key_id(NEW), "encrypts": False, "needed": False, "rows": {}}
    assert (old["id"], old["encrypts"], old["needed"]) == (key_id(OLD), True, True)
    assert set(old["rows"]) == {"canned", "cases", "inbox", "invitations", "links", "outbox", "staff"}
    assert shown.out.index(key_id(NEW)) < shown.out.index(key_id(OLD))
    assert f"cases {old['rows']['cases']}, inbox {old['rows']['inbox']}" in shown.out
    assert rotated.out == (
        f"Done. Key {key_id(NEW)} is all that the database needs. No longer needed, take them out: {key_id(OLD)}.\n"
    )
    assert f"cases: {old['rows']['cases']} rows encrypted anew" in rotated.err.splitlines()
    assert json.loads(after.out) == {
        "keys": [
            {"id": key_id(NEW), "encrypts": True, "needed": True, "rows": old["rows"]},
            {"id": key_id(OLD), "encrypts": False, "needed": False, "rows": {}},
        ],
        "unreadable": {},
    }


@SQLITE
async def test_what_no_key_opens_is_told(served: Served, database_url: str) -> None:
    """It is left as it is, and keeps no key from being taken away."""
    await filled(database_url, OLD)
    engine = open_engine(database_url)
    async with transaction(engine) as connection:
        await connection.execute(update(cases).where(cases.c.id == 5).values(body=b"nobody's"))
    await engine.dispose()
    listed = await served.run_here("keys", "list", keys=(OLD,))
    rotated = await served.run_here("keys", "rotate", keys=(OLD,))

    for ended in (listed, rotated):
        assert ended.code == 0
        assert "No key opens these rows, which are left as they are: cases 1." in ended.out
    assert rotated.out.endswith(f"Done. Key {key_id(OLD)} is all that the database needs.\n")


async def test_what_a_frozen_replica_may_need_stays(
    served: Served, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It shows signs of life and has not said that it is done with the old key: that is told, and nothing else is."""
    await filled(database_url, OLD)
    engine = open_engine(database_url)
    frozen = Presence(engine, 17)
    await frozen.enter()
    store = Store(engine, await keyring.open_ring(engine, Cipher([NEW, OLD]), new_hash_key=None))
    await store.follow_keys(17)
    for name, value in served.settings((NEW, OLD)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(rotation, "PATIENCE", 2)
    told = await asyncio.to_thread(CliRunner().invoke, app, ["keys", "rotate", "--json"])
    await frozen.leave()
    await store.close()

    assert told.exit_code == 1
    assert json.loads(told.stdout)["done"] is False
    assert json.loads(told.stdout)["no_longer_needed"] == []
    assert told.stderr.splitlines()[-1].startswith("Not done: a running replica may still encrypt with an older key")
    assert "a replica does not take it up" in told.stderr.splitlines()
