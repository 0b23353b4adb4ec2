"""The checks of an installation: each failing one is provoked in a stand-in world, and says how to mend it."""

import asyncio
import json
import os
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from telegram import Bot, BotCommand, BotCommandScopeChat, InputProfilePhotoStatic
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.doctor import judging
from bot.doctor.judging import FARTHEST_OFF, RECENT, Verdict
from bot.doctor.looking import check_all
from bot.flow.effects import Reason, TellStaff
from bot.flow.model import Case, CaseId, NotSent, Refused
from bot.flow.model import Fault as Meant
from bot.opening import Examined, Standing
from bot.reaching import introduce, introduce_to_staff
from bot.settings import Settings
from bot.store import Queue
from bot.telegram.checkup import RIGHTS, Group, Hook
from db import schema
from db.encryption import new_key
from db.engine import open_engine, transaction
from sandbox.cams.actions import ALL_ACTIONS
from sandbox.cams.faults import Fault
from sandbox.telegram.chats import Status, User
from sandbox.telegram.schema import JsonObject
from sandbox.telegram.sendables import tiny_jpeg
from sandbox.telegram.updates import Webhook
from tests.support.office import KEY, Office
from tests.support.town import KEY_ID, KEY_SECRET, SPACE, TOKEN, Town, town

OURS = "https://bot.example.org/telegram"
WEBHOOK = {"TELEGRAM_WEBHOOK_URL": OURS, "TELEGRAM_WEBHOOK_SECRET": "s" * 32}
SECRETS = (TOKEN, TOKEN.partition(":")[2], KEY, KEY_SECRET, "s" * 32, "hidden-in-a-path")

Found = dict[str, tuple[Verdict, str]]


@pytest.fixture
async def world() -> AsyncGenerator[Town]:
    """A town that listens."""
    async with town() as made:
        yield made


class Installation:
    """The settings of a bot that lives in the town, in the environment."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
        self.monkeypatch = monkeypatch
        self.settings = settings
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        monkeypatch.delenv("REGISTER", raising=False)
        self.set(**settings)

    def set(self, **changed: str) -> None:
        """Change some."""
        for name, value in changed.items():
            self.monkeypatch.setenv(name, value)

    async def check(self, *, off: float = 0) -> Found:
        """What the doctor says, by check; it said no secret."""
        findings = await check_all(lambda: time.time() + off)
        said = repr(findings)
        assert [secret for secret in SECRETS if secret in said] == []
        for finding in findings:
            assert (finding.verdict is not Verdict.WRONG) or finding.fix
            assert "\n" not in finding.said + finding.fix
        return {finding.check: (finding.verdict, f"{finding.said} -> {finding.fix}") for finding in findings}


@pytest.fixture
def installed(world: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_url: str) -> Installation:
    """An installation in which all is well."""
    monkeypatch.chdir(tmp_path)
    return Installation(monkeypatch, {**world.settings(sqlite_url, KEY), "CUST_SPACE_ID": SPACE})


def wrongs(found: Found) -> dict[str, str]:
    """What is wrong, by check."""
    return {check: said for check, (verdict, said) in found.items() if verdict is Verdict.WRONG}


def notes(found: Found) -> dict[str, str]:
    """What is worth a thought, by check."""
    return {check: said for check, (verdict, said) in found.items() if verdict is Verdict.NOTE}


READS = {
    "getMe", "getWebhookInfo", "getChat", "getChatMember", "getUserProfilePhotos", "getMyCommands", "getMyName",
    "getMyShortDescription", "getMyDescription",
}  # fmt: skip
"""What Telegram is asked, and nothing else."""


async def started(world: Town, vendor: str = "") -> None:
    """The bot has served once: it has said who it is, and has its picture."""
    async with Bot(TOKEN, base_url=f"{world.telegram_server.url}/bot") as bot:
        await introduce(bot, "en", vendor)
        await introduce_to_staff(bot, world.staff.id, "en")
        await bot.set_my_profile_photo(InputProfilePhotoStatic(tiny_jpeg()))


async def test_all_is_well(installed: Installation, world: Town) -> None:
    """Nothing is wrong in a good installation; only reads were made, and what cannot be read is a note."""
    installed.set(OFFER_CODE_REQUEST="true", OFFER_INITIATE="true", REGISTER="auto")
    await started(world)
    found = await installed.check()

    assert wrongs(found) == {}
    assert {check for check, (verdict, _) in found.items() if verdict is not Verdict.OK} == {"ram changes"}
    assert found["ram changes"][1].count("cams:") == 4
    assert {call.method for call in world.telegram.calls if not call.method.startswith("setMy")} == READS
    assert [entry.action for entry in world.cams.books.entries()] == [
        "QueryChatappPhoneNumbers",
        "GetPhoneNumberVerificationStatus",
        "QueryChatappBindWaba",
    ]


async def test_a_receiver_of_events_is_connected_to(installed: Installation, world: Town) -> None:
    """One that is there is well, one that is away is wrong; its address, which may be a secret, is not said."""
    secret = "whsec_" + "b2xk" * 8
    installed.set(EVENT_WEBHOOK_URL=f"{world.telegram_server.url}/known-by-this", EVENT_WEBHOOK_SECRET=secret)
    assert (await installed.check())["events"][0] is Verdict.OK
    installed.set(EVENT_WEBHOOK_URL="http://127.0.0.1:1/known-by-this")
    found = await installed.check()
    (said,) = wrongs(found).values()
    assert said.startswith("the host of EVENT_WEBHOOK_URL is not reached (ConnectionRefusedError) -> ")
    assert "known-by-this" not in said


async def test_without_a_space_the_key_is_still_checked(installed: Installation) -> None:
    """An answer about a space that is nobody's shows that the key is good, and is no trouble."""
    installed.set(CUST_SPACE_ID="")
    found = await installed.check()

    assert wrongs(found) == {}
    assert found["cams"][0] is Verdict.NOTE
    assert found["ram reads"][0] is Verdict.OK


async def test_settings_that_cannot_be_used_are_named(installed: Installation) -> None:
    """By name, without their values."""
    installed.set(TELEGRAM_BOT_TOKEN="hidden-in-a-path")
    found = await installed.check()
    assert "TELEGRAM_BOT_TOKEN" in wrongs(found)["settings"]


async def test_an_open_env_file_is_wrong(installed: Installation, tmp_path: Path) -> None:
    """It holds the token and the keys."""
    (tmp_path / ".env").write_text("")
    (tmp_path / ".env").chmod(0o644)
    assert "chmod 600" in wrongs(await installed.check())["env file"]


# --- What the bot says of itself


async def test_the_profile_is_compared_in_each_language(installed: Installation, world: Town) -> None:
    """What is not as wanted is named in one line, with its languages; all of it is before the first start."""
    installed.set(VENDOR_NAME="Nusantara")
    verdict, said = (await installed.check())["profile"]
    assert verdict is Verdict.NOTE
    assert said.startswith(
        "not as this program has it: name (others, zh, id, en); short description (others, zh, id, en); "
        "description (others, zh, id, en); commands (others, zh, id, en) -> `python -m bot run` "
    )
    await started(world, "Nusantara")
    assert (await installed.check())["profile"][0] is Verdict.OK

    page, scope = world.telegram.profile, ("all_private_chats", 0, 0)
    page.set_text("name", "Somebody else", "id")
    page.set_text("short_description", "", "zh")
    page.set_text("description", "Send me your bank's codes", "en")
    page.delete_commands(scope, "")
    said = (await installed.check())["profile"][1]
    assert said.startswith(
        "not as this program has it: name (id); short description (zh); description (en); commands (others) -> "
    )


async def test_a_picture_that_is_missing_is_told(installed: Installation, world: Town, tmp_path: Path) -> None:
    """The one that is to be set, and that there is none at all; a name that nobody set is nobody's business."""
    await started(world)
    world.telegram.profile.photo = None
    assert (await installed.check())["profile"][1].endswith("-> set BOT_PHOTO")
    (tmp_path / "us.jpg").write_bytes(tiny_jpeg())
    installed.set(BOT_PHOTO=str(tmp_path / "us.jpg"))
    assert (await installed.check())["profile"][1].startswith("not as this program has it: picture ->")


async def test_without_telegram_there_is_no_profile_to_look_at(installed: Installation) -> None:
    """It is not called wrong for that."""
    installed.set(TELEGRAM_API_URL="http://127.0.0.1:9")
    assert (await installed.check())["profile"] == (Verdict.UNCHECKED, "Telegram has to be reached first -> ")


# --- The database and its keys


async def test_no_database_is_made(installed: Installation, tmp_path: Path) -> None:
    """A first look leaves nothing behind, and is no trouble."""
    installed.set(DATABASE_URL="sqlite:///data/bot.db")
    found = await installed.check()
    assert (found["database"][0], wrongs(found), os.listdir(tmp_path)) == (Verdict.NOTE, {}, [])  # noqa: PTH208 -- pathlib is refused in a coroutine


async def test_a_database_that_is_away_is_wrong(installed: Installation) -> None:
    """And the keys cannot be judged; the address's password is not shown."""
    installed.set(DATABASE_URL="postgresql://bot:hidden-in-a-path@127.0.0.1:9/bot")
    found = await installed.check()
    assert list(wrongs(found)) == ["database"]
    assert found["keys"][0] is Verdict.UNCHECKED


@pytest.mark.parametrize(
    ("change", "verdict", "phrase"),
    [
        ("UPDATE alembic_version SET version_num = '9999'; UPDATE compatibility SET oldest = '9998'", "wrong", "older"),
        ("UPDATE alembic_version SET version_num = '9999'", "note", "can still use it"),
    ],
)
async def test_a_newer_database_is_told(
    installed: Installation, database_url: str, change: str, verdict: str, phrase: str
) -> None:
    """Whether this program can live with it or not, on both kinds of database."""
    engine = open_engine(database_url)
    async with transaction(engine) as connection:
        for statement in change.split("; "):
            await connection.execute(text(statement))
    await engine.dispose()
    installed.set(DATABASE_URL=database_url)
    found = await installed.check()
    assert found["database"][0] == verdict
    assert phrase in found["database"][1]


async def test_an_upgrade_that_is_due_is_told_and_not_done(installed: Installation, database_url: str) -> None:
    """The schema stays as it is."""
    engine = open_engine(database_url)
    await schema.downgrade(engine, "0004")
    installed.set(DATABASE_URL=database_url)
    found = await installed.check()
    assert "an upgrade is due; it is at revision 0004" in found["database"][1]
    assert (await schema.standing(engine))[0] is Standing.BEHIND
    await engine.dispose()


async def test_wrong_keys_are_told(installed: Installation, database_url: str) -> None:
    """The database itself is well."""
    office = Office(database_url)
    await office.to_code()
    await office.close()
    installed.set(DATABASE_URL=database_url, ENCRYPTION_KEYS=new_key())
    found = await installed.check()
    assert list(wrongs(found)) == ["keys"]
    assert found["database"][0] is Verdict.OK


# --- Telegram


async def test_a_token_that_is_not_known(installed: Installation) -> None:
    """What depends on it is not judged."""
    installed.set(TELEGRAM_BOT_TOKEN="654321:" + "b" * 35)
    found = await installed.check()
    assert list(wrongs(found)) == ["telegram"]
    assert found["webhook"][0] is found["staff group"][0] is Verdict.UNCHECKED


async def test_telegram_that_is_not_reached(installed: Installation) -> None:
    """Nothing else suffers."""
    installed.set(TELEGRAM_API_URL="http://127.0.0.1:9")
    assert list(wrongs(await installed.check())) == ["telegram"]


@pytest.mark.parametrize("wanted", ["", OURS])
async def test_somebody_elses_webhook_is_wrong(installed: Installation, world: Town, wanted: str) -> None:
    """Its host is named; its path, which may hold a token, is not."""
    if wanted:
        installed.set(**WEBHOOK)
    world.telegram.updates.set_webhook(Webhook("https://other.example.org/hidden-in-a-path"))
    said = wrongs(await installed.check())
    assert list(said) == ["webhook"]
    assert "other.example.org" in said["webhook"]


def test_what_a_webhook_of_ours_can_be() -> None:
    """Set, not yet set, set for too little, or failing lately."""

    def verdict(hook: Hook) -> Verdict:
        return judging.judge_webhook(hook, wanted=OURS, now=10_000).verdict

    failing = Hook(OURS, failed_at=10_000 - RECENT + 1, failure="Connection refused", waiting=3)
    assert verdict(Hook(OURS)) is Verdict.OK
    assert verdict(Hook()) is Verdict.NOTE
    assert verdict(replace(failing, failed_at=10_000 - RECENT)) is Verdict.OK
    assert verdict(failing) is verdict(Hook(OURS, takes_all=False)) is Verdict.WRONG
    assert "3 updates wait" in judging.judge_webhook(failing, wanted=OURS, now=10_000).said


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda world: world.telegram.remove_bot(world.staff, world.telegram.people[0]), "not in the group"),
        (lambda world: setattr(world.staff, "bot_status", "left"), "the bot is not in the group"),
    ],
)
async def test_a_group_that_cannot_be_written_to(
    installed: Installation, world: Town, change: Callable[[Town], object], phrase: str
) -> None:
    """The bot was removed, or has left."""
    change(world)
    said = wrongs(await installed.check())
    assert list(said) == ["staff group"]
    assert phrase in said["staff group"]


async def test_a_group_with_topics_asks_for_more(
    installed: Installation, world: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the bot needs two rights, which is said of one that lacks them; in another group it needs none."""
    member = world.staff.member_json

    def silent(user: User, status: Status) -> JsonObject:
        return {name: value for name, value in member(user, status).items() if name not in RIGHTS}

    monkeypatch.setattr(world.staff, "member_json", silent)
    assert "staff group" not in notes(await installed.check())
    world.staff.is_forum = True
    assert "manage topics and to pin messages" in notes(await installed.check())["staff group"]


async def test_the_groups_commands_are_compared(installed: Installation, world: Town) -> None:
    """Who upgrades without a start, or changes them at BotFather, is told which are not as they should be."""
    assert "/cases" in notes(await installed.check())["staff commands"]
    await started(world)
    assert (await installed.check())["staff commands"][0] is Verdict.OK
    async with Bot(TOKEN, base_url=f"{world.telegram_server.url}/bot") as bot:
        listed = list(await bot.get_my_commands(BotCommandScopeChat(world.staff.id)))
        changed = [BotCommand("cases", "something else"), *listed[1:-1], BotCommand("mine", "of another program")]
        await bot.set_my_commands(changed, BotCommandScopeChat(world.staff.id))
    said = notes(await installed.check())["staff commands"]
    assert f"/cases, /{listed[-1].command}, /mine ->" in said


@pytest.mark.usefixtures("refused_notice")
async def test_notices_that_are_never_taken_are_told(installed: Installation, database_url: str) -> None:
    """They wait beside the others, where nobody would see them."""
    installed.set(DATABASE_URL=database_url)
    assert wrongs(await installed.check())["notices"].startswith("1 that Telegram does not take wait")


@pytest.fixture
async def refused_notice(database_url: str) -> None:
    """A notice that Telegram does not take."""
    office = Office(database_url)
    async with office.store.transaction() as tx:
        await tx.owe([TellStaff(reason=Reason.LIVE, case=Case(id=CaseId(3), chat_id=7), at=1)], now=1)
        (row,) = await tx.claim(Queue.NOTICES, lanes=1, lease="a.00000001", now=2, until=9)
        assert await tx.set_aside(row, due_at=3)
        assert not await tx.set_aside(row, due_at=3)
    await office.close()


async def test_a_group_that_is_not_there(installed: Installation) -> None:
    """A wrong id."""
    installed.set(STAFF_CHAT_ID="-987654321")
    assert "finds no chat" in wrongs(await installed.check())["staff group"]


def test_a_group_where_the_bot_is_muted() -> None:
    """It is in, and may not write; a person in place of a group is a note."""
    assert judging.judge_group(Group("supergroup", may_write=False)).verdict is Verdict.WRONG
    assert judging.judge_group(Group("private")).verdict is Verdict.NOTE
    assert judging.judge_group(Group("supergroup", is_administrator=False)).verdict is Verdict.NOTE
    assert judging.judge_group(Group("supergroup")).verdict is Verdict.OK
    lacking = judging.judge_group(Group("supergroup", lacks=RIGHTS))
    assert (lacking.verdict, lacking.said.endswith("the right to manage topics and to pin messages")) == (
        Verdict.NOTE,
        True,
    )
    assert judging.judge_group(Group(moved_to=-1007)).fix == "set STAFF_CHAT_ID=-1007"


# --- CAMS


@pytest.mark.parametrize(
    ("fault", "phrase"),
    [
        (Fault.ACCESS_KEY_NOT_FOUND, "access key"),
        (Fault.SIGNATURE_DOES_NOT_MATCH, "access key"),
        (Fault.TIMESTAMP_EXPIRED, "clock"),
        (Fault.PRODUCT_UNSUBSCRIPT, "subscribed"),
        (Fault.RISK_CONTROL, "account is held up"),
        (Fault.UNKNOWN_RESOURCE_OWNER_ID, "not this account's"),
        (Fault.INTERNAL_ERROR, "understood"),
        (Fault.HTML_PAGE, "understood"),
    ],
)
async def test_what_cams_refuses_is_told_apart(installed: Installation, world: Town, fault: Fault, phrase: str) -> None:
    """Key, clock, subscription, account and space have ways of their own to be mended."""
    world.cams.switch_on(fault, actions=ALL_ACTIONS)
    said = wrongs(await installed.check())
    assert list(said) == ["cams"]
    assert phrase in said["cams"]


async def test_a_wrong_secret(installed: Installation) -> None:
    """The provider's answer quotes what was signed; none of it is shown."""
    installed.set(ALIBABA_CLOUD_ACCESS_KEY_SECRET="another-secret")
    assert list(wrongs(await installed.check())) == ["cams"]


async def test_a_role_that_gives_no_key(installed: Installation) -> None:
    """It is the role that is to be mended then, and no key to be copied."""
    installed.set(
        ALIBABA_CLOUD_ACCESS_KEY_ID="",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET="",
        ALIBABA_CLOUD_CREDENTIALS_URI="http://127.0.0.1:9/keys",  # where nobody listens
    )
    said = wrongs(await installed.check())
    assert list(said) == ["cams"]
    assert "the role gave no key" in said["cams"]


async def test_cams_that_is_not_reached(installed: Installation, world: Town) -> None:
    """Then nobody says what time it is, either."""
    await world.cams_server.down()
    found = await installed.check()
    assert list(wrongs(found)) == ["cams"]
    assert found["clock"][0] is found["ram reads"][0] is Verdict.UNCHECKED


async def test_a_space_without_an_account(installed: Installation, world: Town) -> None:
    """Staff have not bound it yet."""
    world.cams.add_space(SPACE, waba=None)
    assert "no WhatsApp account" in wrongs(await installed.check())["cams"]


@pytest.mark.parametrize(
    "lacking", ["QueryChatappPhoneNumbers", "GetPhoneNumberVerificationStatus", "QueryChatappBindWaba"]
)
async def test_a_right_that_is_lacking(installed: Installation, world: Town, lacking: str) -> None:
    """It is named; the key itself is good."""
    installed.set(OFFER_CODE_REQUEST="true")
    world.cams.add_account(KEY_ID, KEY_SECRET, allowed=frozenset(ALL_ACTIONS - {lacking}))
    said = wrongs(await installed.check())
    assert list(said) == ["ram reads"]
    assert f"may not: cams:{lacking} " in said["ram reads"]


async def test_a_right_that_no_step_needs_is_not_asked_for(installed: Installation, world: Town) -> None:
    """Who keeps the steps before the code needs no right to look at the account."""
    world.cams.add_account(KEY_ID, KEY_SECRET, allowed=frozenset(ALL_ACTIONS - {"QueryChatappBindWaba"}))
    assert wrongs(await installed.check()) == {}


def test_a_busy_account_is_no_trouble() -> None:
    """CAMS knows the key then; other refusals of a space are told."""
    busy = judging.judge_cams(NotSent(fault=Meant.THROTTLED), has_space=True)
    refused = judging.judge_cams(Refused(fault=Meant.META_ACCESS, code="ERR-FB-001"), has_space=True)
    assert (busy.verdict, refused.verdict) == (Verdict.NOTE, Verdict.WRONG)


@pytest.mark.parametrize(("off", "word"), [(FARTHEST_OFF + 5, "ahead"), (-FARTHEST_OFF - 5, "behind")])
async def test_a_clock_that_is_off(installed: Installation, off: float, word: str) -> None:
    """Long before CAMS refuses calls for it, and either way round."""
    said = wrongs(await installed.check(off=off))
    assert list(said) == ["clock"]
    assert word in said["clock"]


async def test_a_clock_that_is_far_off(installed: Installation) -> None:
    """CAMS refuses, and its answer still says what time it is."""
    assert list(wrongs(await installed.check(off=2000))) == ["cams", "clock"]


def test_a_newer_and_an_empty_database_are_judged() -> None:
    """What the keys are worth cannot be said of a database that this program does not understand."""
    assert judging.judge_keys(Examined(Standing.TOO_NEW)).verdict is Verdict.UNCHECKED
    assert judging.judge_database(Examined(Standing.EMPTY)).verdict is Verdict.NOTE


# --- The command


def doctor(*arguments: str) -> Result:
    """Run the command in a thread of its own, as it starts its own loop."""
    return CliRunner().invoke(app, ["doctor", *arguments])


async def test_the_command_ends_with_zero_and_one(installed: Installation) -> None:
    """A line for each check; with `--json` one document and nothing else."""
    good = await asyncio.to_thread(doctor)
    document = await asyncio.to_thread(doctor, "--json")
    installed.set(STAFF_CHAT_ID="-987654321")
    bad = await asyncio.to_thread(doctor)
    bad_document = await asyncio.to_thread(doctor, "--json")

    checks = json.loads(document.stdout)
    assert (good.exit_code, document.exit_code, bad.exit_code, bad_document.exit_code) == (0, 0, 1, 1)
    assert len(good.stdout.splitlines()) == len(checks["checks"]) == 15
    assert (checks["ok"], json.loads(bad_document.stdout)["ok"]) == (True, False)
    assert [secret for secret in SECRETS if secret in good.output + bad.output + document.output] == []


async def test_a_named_space_is_looked_at(installed: Installation) -> None:
    """Whatever the settings say."""
    assert installed.settings["CUST_SPACE_ID"] == SPACE
    result = await asyncio.to_thread(doctor, "--space=cams-elsewhere")
    assert (result.exit_code, "not this account's" in result.stdout) == (1, True)
