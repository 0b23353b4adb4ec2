"""The command line: what it prints, what it stores, and how it ends."""

import asyncio
import gc
import json
import re
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from bot.cli import YOUNG, app, spare_the_collector
from bot.demonstration import list_names
from bot.flow import policy
from bot.flow.model import CaseId, Fault, Invitation, Refused
from bot.flow.staff import SendEvidence
from bot.settings import Settings, load
from bot.store import Deed
from bot.terms import INVITATION_DAYS, LONGEST_LABEL
from bot.wiring import serve
from chaos.waiting import until
from db.encryption import Cipher, new_key
from tests.support import program
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, NUMBER, Office, Time
from tests.support.town import says, town

SECRETS = (NUMBER, NUMBER[3:], "123456", "secret-of-the-test", KEY, "a" * 35)
"""What no command may print: the whole number, a code, keys, the token."""


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> dict[str, str]:
    """Good settings in the environment, for a database that is empty; Telegram is not there."""
    given = {
        "TELEGRAM_BOT_TOKEN": "123456:" + "a" * 35,
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        "STAFF_CHAT_ID": "-100",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAItest",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "secret-of-the-test",
        "DATABASE_URL": database_url,
        "ENCRYPTION_KEYS": KEY,
    }
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return given


def bot(*arguments: str) -> Result:
    """Run a command in this process; what it printed holds no secret."""
    result = CliRunner().invoke(app, arguments)
    assert [secret for secret in SECRETS if secret in result.output] == []
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def prepared(settings: dict[str, str], work: Callable[[Office], Coroutine[Any, Any, object]]) -> None:
    """Let something have happened before, in the settings' database."""

    async def inner() -> None:
        office = Office(settings["DATABASE_URL"], now=Time(int(time.time())))
        await work(office)
        await office.close()

    asyncio.run(inner())


async def _verified(office: Office) -> None:
    """One case that went well after a wrong code, one that waits for its number."""
    await office.to_code()
    wrong = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)
    office.provider.outcomes = [NOT_VERIFIED, wrong]
    await office.says(7, "654321")
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "123456")
    await office.invites("u", phone="")
    await office.says(8, "/start u")


async def _stopped_long_ago(office: Office) -> None:
    """One case that was stopped 40 days ago."""
    office.time.now -= 40 * policy.DAY
    await office.to_code()
    await office.says(7, "/cancel")


# --- Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "no-such-command",
        "run now",
        "invite",
        "invite --space",
        "invite --space=with/slash",
        "invite --space=" + "x" * 65,
        "invite --space=cams-1 --phone=081234567890",
        "invite --space=cams-1 --phone=hello",
        "invite --space=cams-1 --phone=+6281",
        "invite --space=cams-1 --language=xx",
        "invite --space=cams-1 --label=" + "x" * (LONGEST_LABEL + 1),
        "invite --space=cams-1 --label=\udcff",
        "invite --space=cams-1 --phrase=abc",
        "invite --space=cams-1 --phrase=402913",
        "invite --space=cams-1 --phrase=" + "x" * 65,
        "invite --space=cams-1 --phrase=a\nline",
        "invite --space=cams-1 --colour=red",
        "cases --state=nonsense",
        "cases 5",
        "case",
        "case 0",
        "case -- -1",
        "case five",
        "case 1 2",
        "doctor now",
        "doctor --space=with/slash",
        "purge now",
        "keys",
        "keys old",
        "demo --script=nonsense",
        "demo --port=x",
    ],
)
def test_wrong_use_ends_with_two(arguments: str) -> None:
    """Before settings are looked at, with a word of what is wrong, and nothing on standard output but help."""
    result = bot(*arguments.split())

    assert result.exit_code == 2
    assert result.stderr or "Usage" in result.stdout


def test_help_is_no_error() -> None:
    """For the program and for each command, and it names every command there is."""
    result = bot("--help")

    assert result.exit_code == 0
    for name in ("run", "demo", "doctor", "invite", "cases", "case", "purge", "keys"):
        assert name in result.stdout
        assert bot(name, "--help").exit_code == 0


# --- Settings and databases that do not work


@pytest.mark.parametrize("arguments", ["run", "invite --space=cams-1", "cases --json", "case 1 --json"])
def test_missing_settings_end_with_one(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    """Every command that needs them names what is missing, and prints nothing on standard output."""
    assert settings
    monkeypatch.delenv("STAFF_CHAT_ID")
    result = bot(*arguments.split())

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[1:] == ["STAFF_CHAT_ID: is missing"]


@pytest.mark.parametrize("arguments", ["invite --space=cams-1", "cases --json", "case 1"])
def test_a_wrong_key_ends_with_one(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, arguments: str) -> None:
    """A key that does not fit what is stored is found out before anything is written with it."""
    prepared(settings, _verified)
    monkeypatch.setenv("ENCRYPTION_KEYS", new_key())
    result = bot(*arguments.split())

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "ENCRYPTION_KEYS: they cannot read what is stored in the database; every key that is still needed must be there"
        " (no key fits).\n"
    )


def test_a_new_key_in_front_is_taken(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written with the old one is read, and the budget of a number is still found."""
    prepared(settings, _verified)
    assert bot("cases").exit_code == 0
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{new_key()},{KEY}")
    result = bot("case", "1", "--json")

    assert result.exit_code == 0
    before = json.loads(result.stdout)["tries_left"]
    monkeypatch.setenv("ENCRYPTION_KEYS", KEY)
    assert json.loads(bot("case", "1", "--json").stdout)["tries_left"] == before


def test_a_new_key_behind_an_old_database_is_refused(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a database says what it hashes with, the last key does: numbers' budgets would be forgotten."""
    prepared(settings, _verified)
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{KEY},{new_key()}")
    result = bot("cases")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("ENCRYPTION_KEYS: ")


def test_a_database_that_cannot_be_used_is_one_line(
    settings: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """No server, no such folder, no database at all: one line, which quotes no password."""
    assert settings
    (tmp_path / "file").write_text("this is no database" * 1000)
    for address, what in (
        ("postgresql://bot:hunter2@127.0.0.1:9/bot", "ConnectionRefusedError"),
        (f"sqlite:///{tmp_path}/file", "DatabaseError: file is not a database"),
        (f"sqlite:///{tmp_path}/file/below.db", "FileExistsError"),
        (f"sqlite:///{tmp_path}", "OperationalError: unable to open database file"),
    ):
        monkeypatch.setenv("DATABASE_URL", address)
        result = bot("cases")
        assert (result.exit_code, result.stdout) == (1, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"DATABASE_URL: the database cannot be used ({what}")
        assert "hunter2" not in line


# --- Invitations


async def test_a_printed_link_works(tmp_path: Path, sqlite_url: str) -> None:
    """What `invite` prints opens in Telegram, once, for the number and in the language it was made with."""
    async with town() as world:
        settings = world.settings(sqlite_url, KEY)
        arguments = ["invite", "--space", "cams-test", "--phone", "+62 812-3456-7890", "--language", "id"]
        arguments += ["--label", "Toko <Kopi>"]
        ended = await program.run(*arguments, "--json", settings=settings, folder=tmp_path)
        assert (ended.code, ended.err) == (0, "")
        document = json.loads(ended.out)
        assert list(document) == ["link", "token", "expires_at", "phrase", "id"]
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", document["token"])
        assert document["link"] == f"https://t.me/sandbox_bot?start={document['token']}"
        days = (datetime.fromisoformat(document["expires_at"]) - datetime.now(UTC)).total_seconds() / 86400
        assert INVITATION_DAYS - 0.01 < days <= INVITATION_DAYS

        stop = asyncio.Event()
        given = {name.lower(): value for name, value in settings.items()}
        serving = asyncio.ensure_future(serve(load(_env_file=None, **given), stop=stop))
        person, stranger = (world.telegram.add_person(name, "en") for name in ("Budi", "Eve"))
        person.opens_link(document["token"])
        await until(lambda: says(person, "Toko <Kopi>"), "the card with the label")
        assert says(person, "+62 812-3456-7890")
        assert says(person, "nomor")
        assert says(person, document["phrase"])
        stranger.opens_link(document["token"])
        await until(lambda: says(stranger, "link"), "the refusal")
        assert not says(stranger, "7890")
        assert not says(stranger, document["phrase"])
        stop.set()
        await serving


async def test_a_link_is_printed_for_people(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The link on a line of its own, to be copied, and until when it works; the phrase, and what to do with it."""
    async with town() as world:
        monkeypatch.setenv("TELEGRAM_API_URL", world.settings(settings["DATABASE_URL"], KEY)["TELEGRAM_API_URL"])
        result = await asyncio.to_thread(bot, "invite", "--space", "cams-1", "--phrase", " blue [horse] ")

    link, line, phrase, advice = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(r"https://t\.me/sandbox_bot\?start=[A-Za-z0-9_-]{22}", link)
    assert re.fullmatch(r"Works once, for one person, until \S+\.", line)
    assert phrase == "Phrase: blue [horse]"
    assert "by another way than the link" in advice


def test_no_link_without_the_bots_name(settings: dict[str, str]) -> None:
    """While Telegram cannot be reached nothing is made: no link, and no invitation that nobody has."""
    result = bot("invite", "--space=cams-1", "--json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No link was made: Telegram did not tell the bot's name (NetworkError).\n"
    prepared(settings, _expect_no_invitation)


async def _expect_no_invitation(office: Office) -> None:
    await office.invites("only")
    async with office.store.transaction() as tx:
        found = await tx.find_invitation("only")
    assert found is not None
    assert found.invitation.id == 1


# --- Cases


def test_what_is_old_is_counted_and_then_erased(settings: dict[str, str]) -> None:
    """A look changes nothing. What is left of a case is shown, and says nothing of anybody."""
    prepared(settings, _stopped_long_ago)
    counted = {"cases": 1, "links": 0, "chats": 0, "records": 0, "numbers": 1, "buried": 0, "owed": 0}

    assert json.loads(bot("purge", "--dry-run", "--json").stdout) == {"erased": False, **counted}
    assert json.loads(bot("case", "1", "--json").stdout)["label"] == "Toko"
    assert json.loads(bot("purge", "--json").stdout) == {"erased": True, **counted}
    left = json.loads(bot("case", "1", "--json").stdout)
    assert (left["state"], left["space"], left["phone_masked"], left["label"]) == ("cancelled", "cams-1", "", "")
    assert [row["event"] for row in left["events"]] == ["Invited", "Agreed", "Cancelled", "Erased"]
    assert "to be erased" in bot("purge", "--dry-run").stdout


def test_cases_are_listed(settings: dict[str, str]) -> None:
    """The newest first, with what staff need and no whole number; by state, if asked."""
    assert json.loads(bot("cases", "--json").stdout) == []
    prepared(settings, _verified)
    first = {
        "id": 1,
        "state": "verified",
        "space": "cams-1",
        "phone_masked": "•••• 7890",
        "tries_left": 1,
        "label": "Toko",
    }
    second = {**first, "id": 2, "state": "asking_number", "phone_masked": "", "tries_left": 3}

    assert json.loads(bot("cases", "--json").stdout) == [second, first]
    assert json.loads(bot("cases", "--state", "verified", "--json").stdout) == [first]
    assert json.loads(bot("cases", "--state", "held", "--json").stdout) == []
    shown = bot("cases").stdout
    assert [word for word in ("verified", "asking_number", "cams-1", "•••• 7890", "Toko") if word not in shown] == []


def test_a_case_is_shown_with_its_history(settings: dict[str, str]) -> None:
    """Every event with the states it led from and to, every call with its outcome; no number, no code."""
    prepared(settings, _verified)
    result = bot("case", "1", "--json")
    document = json.loads(result.stdout)

    assert list(document) == ["id", "state", "space", "phone_masked", "tries_left", "label", "events", "calls"]
    assert [(each["event"], each["state_after"], each["detail"]) for each in document["events"]] == [
        ("Invited", "confirming_number", ""),
        ("Agreed", "waiting_code", ""),
        ("CodeGiven", "prechecking", ""),
        ("CallAnswered", "checking", "Accepted"),
        ("CallAnswered", "waiting_code", "Refused wrong-code"),
        ("CodeGiven", "prechecking", ""),
        ("CallAnswered", "checking", "Accepted"),
        ("CallAnswered", "verified", "Accepted"),
    ]
    assert [(each["action"], each["outcome"], each["code"], each["fault"]) for each in document["calls"]] == [
        ("GetPhoneNumberVerificationStatus", "accepted", "OK", ""),
        ("ChatappMigrationVerified", "refused", "136025", "wrong-code"),
        ("GetPhoneNumberVerificationStatus", "accepted", "OK", ""),
        ("ChatappMigrationVerified", "accepted", "OK", ""),
    ]
    times = [each["at"] for each in document["events"]] + [each["created_at"] for each in document["calls"]]
    assert all(0 <= (datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds() < 600 for at in times)
    assert "654321" not in result.stdout


def test_a_case_is_shown_to_people(settings: dict[str, str]) -> None:
    """In lines that fit a terminal, with the same content."""
    prepared(settings, _verified)
    result = bot("case", "1")

    assert result.exit_code == 0
    for word in ("verified", "•••• 7890", "event", "call", "CodeGiven", "ChatappMigrationVerified", "wrong-code"):
        assert word in result.stdout


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
def test_a_case_that_is_not_there(settings: dict[str, str], as_json: list[str]) -> None:
    """Ends with 1 and one line on standard error."""
    assert settings
    result = bot("case", "17", *as_json)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "There is no case 17.\n")


# --- The rest


def test_keys_are_new_and_good() -> None:
    """Each of them; no settings are needed to make one."""
    first, second = (bot("keys", "new").stdout for _ in range(2))

    assert first != second
    for line in (first, second):
        assert line.endswith("\n")
        assert Cipher([line.strip()]).encrypt(b"x")


def test_scripts_are_named_one_a_line() -> None:
    """As the demonstration knows them."""
    result = bot("demo", "--list-scripts")

    assert result.exit_code == 0
    assert tuple(result.stdout.splitlines()) == list_names()
    assert "happy" in list_names()


def test_json_is_the_only_thing_printed(settings: dict[str, str]) -> None:
    """One document, at once to be parsed, with people's own letters in it."""
    prepared(settings, _labelled)
    for arguments in (("cases", "--json"), ("case", "1", "--json")):
        result = bot(*arguments)
        assert result.stderr == ""
        assert "Toko Kopi – 咖啡" in result.stdout
        json.loads(result.stdout)


async def _labelled(office: Office) -> None:
    invitation = Invitation(id=0, space="cams-1", phone=NUMBER, label="Toko Kopi – 咖啡", expires_at=2**40)
    async with office.store.transaction() as tx:
        await tx.add_invitation(invitation, "t", now=office.time())
    await office.says(7, "/start t")


@pytest.mark.parametrize("label", ["[/red]", "[bold]x", "\x1b[31mred", "a\nb\r", "\u202eevil"], ids=range(5))
def test_a_label_is_only_text_in_the_terminal_too(settings: dict[str, str], label: str) -> None:
    """Neither rich's markup nor the terminal's own sequences: what is printed stays where it stands."""

    async def labelled(office: Office) -> None:
        invitation = Invitation(id=0, space="cams-1", phone=NUMBER, label=label, expires_at=2**40)
        async with office.store.transaction() as tx:
            await tx.add_invitation(invitation, "t", now=office.time())
        await office.says(7, "/start t")

    prepared(settings, labelled)
    seen = "".join(char if char.isprintable() else "\ufffd" for char in label)
    for arguments in (("cases",), ("case", "1")):
        assert seen in bot(*arguments).stdout


def test_the_collector_is_spared() -> None:
    """What the program is made of is not looked through for garbage again and again; what it makes still is."""
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    try:
        spare_the_collector()
        assert gc.get_threshold()[0] == YOUNG
        assert gc.get_freeze_count() > frozen
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


EDITS: dict[Callable[[bytes], bytes], tuple[int, str]] = {
    lambda content: content: (0, "Intact: the file is as this installation made it."),
    lambda content: content.replace(b"\n", b"\r\n"): (0, "Intact"),
    lambda content: content.replace(b"cams-1", b"cams-2", 1): (3, "Changed at line 8."),
    lambda content: content[: content.index(b"Case: ")]: (3, "Changed: there is no seal; the file ends before line 6."),
    lambda _: b"\xff": (3, "Changed: the file is not text in UTF-8"),
    lambda content: re.sub(rb"made by \w+", b"made by " + b"0" * 16, content): (4, "Made by another installation"),
}
"""What becomes of a file on its way, and how looking at it ends."""


def test_evidence_is_verified(settings: dict[str, str], tmp_path: Path) -> None:
    """Whoever was sent a file can have it checked; each way to end has its number, and what cannot be read has 1."""
    prepared(settings, _witnessed)
    content, file = EVIDENCE.read_bytes(), tmp_path / "evidence.txt"
    for edit, (code, said) in EDITS.items():
        file.write_bytes(edit(content))
        result = bot("verify-evidence", str(file))
        assert (result.exit_code, result.stdout.startswith(said)) == (code, True)
    assert json.loads(bot("verify-evidence", str(file), "--json").stdout) == {
        "finding": "elsewhere", "line": None, "record_as_then": True
    }  # fmt: skip
    missing = bot("verify-evidence", str(tmp_path / "none"))
    assert (missing.exit_code, "cannot be read" in missing.stderr) == (1, True)


def test_a_record_that_was_changed_later_shows(settings: dict[str, str]) -> None:
    """In the chain itself, and against every file that was made before."""
    assert json.loads(bot("audit", "verify", "--json").stdout) == {"whole": True, "entries": 0, "broken_at": None}
    prepared(settings, _witnessed)
    assert bot("audit", "verify").stdout.startswith("The record of deeds is whole: 2 entries.")
    prepared(settings, _forged)

    broken = bot("audit", "verify")
    assert (broken.exit_code, "changed at entry 2" in broken.stdout) == (3, True)
    assert json.loads(bot("audit", "verify", "--json").stdout) == {"whole": False, "entries": 1, "broken_at": 2}
    file = bot("verify-evidence", str(EVIDENCE))
    assert (file.exit_code, "The file is intact. The record of deeds is not" in file.stdout) == (5, True)
    prepared(settings, _cut)
    assert "after its last entry" in bot("audit", "verify").stdout


EVIDENCE = Path("made.txt")
"""What staff were sent, in the folder of the test."""


async def _witnessed(office: Office) -> None:
    """Staff have done two things, and have been sent a file on the case."""
    await _verified(office)
    async with office.store.transaction() as tx:
        await tx.add_deeds(
            [Deed(actor=7, action="extend", case_id=1), Deed(actor=8, action="evidence", case_id=1)], now=1
        )
        await tx.owe([SendEvidence(chat_id=-100, case_id=CaseId(1), at=1)], now=office.time())
    await office.settle_down()
    await asyncio.to_thread(EVIDENCE.write_bytes, office.messenger.files[-1][2])


async def _forged(office: Office) -> None:
    async with office.store.transaction() as tx:
        await tx._connection.execute(text("UPDATE audit SET hash = 'x' WHERE id = 2"))


async def _cut(office: Office) -> None:
    async with office.store.transaction() as tx:
        await tx._connection.execute(text("DELETE FROM audit WHERE id = 2"))
