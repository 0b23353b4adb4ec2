"""`python -m bot init`, by people and by machines, against a Telegram and a CAMS that are strict."""

import asyncio
import json
import threading
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import SECRETS, Settings, load
from db.encryption import new_key
from tests.support.office import KEY
from tests.support.town import KEY_ID, KEY_SECRET, TOKEN, Town, town


@pytest.fixture
def world() -> Generator[Town]:
    """A town that listens in a thread of its own: the command has its own loops."""
    ready, made, loop = threading.Event(), list[Town](), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def live() -> None:
        async with town() as built:
            made.append(built)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(live(),))
    thread.start()
    ready.wait(20)
    yield made[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


Init = Callable[..., Result]


@pytest.fixture
def init(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Init:
    """The command in an empty folder, with nothing in the environment but what is given."""
    monkeypatch.chdir(tmp_path)
    for name in [*Settings.model_fields, "register"]:
        monkeypatch.delenv(name.upper(), raising=False)

    def run(*arguments: str, typed: str = "", environment: dict[str, str] | None = None) -> Result:
        result = CliRunner().invoke(app, ["init", *arguments], input=typed, env=environment)
        assert [secret for secret in (TOKEN, KEY, KEY_SECRET) if secret in result.output] == []
        return result

    return run


def surroundings(world: Town) -> dict[str, str]:
    """Where Telegram and CAMS are, which nobody is asked for."""
    return {
        "TELEGRAM_API_URL": world.telegram_server.url,
        "CAMS_ENDPOINT": f"http://{world.cams_server.endpoint}",
    }


def written() -> Settings:
    """The settings as the program reads them from the file that was written."""
    return load()


def test_a_person_is_led_through(init: Init, world: Town) -> None:
    """What is wrong is said and asked again; the group is found; the result serves, and its policy is printed."""
    world.telegram.people[0].says(f"/start@{world.telegram.bot.username}", chat=world.staff)
    answers = [
        "no token", TOKEN[:-1] + "b", "y", TOKEN,  # of the wrong form; unknown to Telegram; then the right one
        "", "",  # the group was written to, and the one that was found is right
        "Ratna", "7000000001, 7000000002",  # a name is no account
        "true", "false", "off",
        KEY_ID, "wrong-secret", "y", KEY_ID, KEY_SECRET,
        "", "id", "https://bot.example.org/telegram",
    ]  # fmt: skip
    result = init(typed="\n".join(answers) + "\n", environment=surroundings(world))

    assert result.exit_code == 0, result.output
    assert "it should look like 123456:ABC" in result.output
    assert "it does not know TELEGRAM_BOT_TOKEN" in result.output
    assert f"It is in the group {world.staff.id}, «Migration desk»." in result.output
    assert (
        f"The account {world.telegram.people[0].id}, «{world.telegram.people[0].name}», wrote there." in result.output
    )
    assert '"cams:GetMigrationVerifyCode"' in result.output
    assert '"cams:ChatappMigrationRegister"' not in result.output
    assert "its secret is wrong" in result.output
    assert "there is no file yet" in result.output
    settings = written()
    assert settings.telegram_bot_token.get_secret_value() == TOKEN
    assert settings.staff_chat_id == world.staff.id
    assert settings.admin_user_ids == {7_000_000_001, 7_000_000_002}
    assert settings.alibaba_cloud_access_key_secret.get_secret_value() == KEY_SECRET
    assert (settings.offer_code_request, settings.default_language) == (True, "id")
    assert len(settings.telegram_webhook_secret.get_secret_value()) == 64
    assert Path(".env").stat().st_mode & 0o777 == 0o600
    assert {call.method for call in world.telegram.calls} <= {
        "getMe", "getWebhookInfo", "getChat", "getChatMember", "getMyCommands", "getUpdates",
    }  # fmt: skip


def test_who_wrote_in_the_group_may_say_who_is_staff(init: Init, world: Town) -> None:
    """Nobody knows the number of their account by heart: Enter takes it, where one alone wrote."""
    writer = world.telegram.people[0]
    writer.says(f"/start@{world.telegram.bot.username}", chat=world.staff)
    answers = [TOKEN, "", "", "", "", "", "", KEY_ID, KEY_SECRET, "", "", ""]
    result = init(typed="\n".join(answers) + "\n", environment=surroundings(world))

    assert result.exit_code == 0, result.output
    assert written().admin_user_ids == {writer.id}


def test_a_machine_says_everything_at_once(init: Init, world: Town) -> None:
    """Secrets by the environment or standard input, the rest by --set too; keys and the webhook's secret are made."""
    result = init(
        "--json", "--from", "-",
        "--set", f"STAFF_CHAT_ID={world.staff.id}",
        "--set", "TELEGRAM_WEBHOOK_URL=https://bot.example.org/telegram",
        typed=(
            f"ALIBABA_CLOUD_ACCESS_KEY_ID={KEY_ID}\nALIBABA_CLOUD_ACCESS_KEY_SECRET={KEY_SECRET}\n"
            "EVENT_WEBHOOK_URL=https://hooks.example.org/cams\n"
        ),
        environment={**surroundings(world), "TELEGRAM_BOT_TOKEN": TOKEN},
    )  # fmt: skip

    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["written"], told["bot"], told["next"]) == (
        ".env",
        world.telegram.bot.username,
        "python -m bot doctor",
    )
    assert len(told["policy"]["Statement"][0]["Action"]) == 3
    settings = written()
    assert settings.telegram_api_url == world.telegram_server.url
    assert len(settings.telegram_webhook_secret.get_secret_value()) == 64
    assert len(settings.encryption_keys) == 1
    assert [len(key) for key in settings.event_keys] == [32]


def test_what_is_missing_or_wrong_leaves_no_file(init: Init, world: Town) -> None:
    """All of it is named; and what Telegram or CAMS refuse, with the way to mend it."""
    result = init("--no-input")
    assert result.exit_code == 1
    assert [name in result.output for name in ("TELEGRAM_BOT_TOKEN", "STAFF_CHAT_ID", "ACCESS_KEY_ID")] == [True] * 3
    given = {
        **surroundings(world),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "STAFF_CHAT_ID": "-5",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
    }
    result = init("--no-input", environment=given)
    assert (result.exit_code, "Telegram finds no chat STAFF_CHAT_ID" in result.output) == (1, True)
    assert not Path(".env").exists()
    result = init("--no-input", "--no-check", environment=given)
    assert (result.exit_code, written().staff_chat_id) == (0, -5)


def test_with_a_role_no_key_is_asked_for(init: Init, world: Town) -> None:
    """The role is tried out like a key, and is written; nothing stands in for the key that there is not."""
    given = {
        **surroundings(world),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "STAFF_CHAT_ID": str(world.staff.id),
        "ALIBABA_CLOUD_CREDENTIALS_URI": "http://127.0.0.1:9/keys",  # where nobody listens
    }
    result = init("--no-input", environment=given)
    assert (result.exit_code, "the role gave no key" in result.output) == (1, True)
    result = init("--no-input", "--no-check", environment=given)
    assert (result.exit_code, written().has_role) == (0, True)


def test_a_file_that_is_there_is_left_or_kept_from(init: Init) -> None:
    """Nothing is written over unasked; what it says stays unless it is changed; its keys stay in any case."""
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "STAFF_CHAT_ID": "-5",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
        "ENCRYPTION_KEYS": KEY,
    }
    assert init("--no-input", "--no-check", environment=given).exit_code == 0
    before = Path(".env").read_text(encoding="utf-8")
    result = init("--no-check", environment={"LISTEN": "nowhere"}, typed=f"y\n{TOKEN}\n-5\n\n\n\n\n")
    assert (result.exit_code, "LISTEN: it must be an address" in result.output) == (1, True)  # nobody is asked for it
    for arguments, typed in ((["--no-input"], ""), ([], "n\n")):
        result = init(*arguments, "--no-check", typed=typed)
        assert (result.exit_code, Path(".env").read_text(encoding="utf-8")) == (1, before)
    result = init("--no-input", "--no-check", "--replace", environment={"ENCRYPTION_KEYS": new_key()})
    assert (result.exit_code, Path(".env").read_text(encoding="utf-8")) == (1, before)
    result = init("--no-input", "--no-check", "--replace", "--set", "STAFF_CHAT_ID=-6")
    assert result.exit_code == 0
    settings = written()
    assert (settings.staff_chat_id, settings.encryption_keys[0].get_secret_value()) == (-6, KEY)


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_no_secret_is_taken_from_the_command_line(init: Init, name: str) -> None:
    """Others on the machine can read it there; it is said where it belongs."""
    result = init("--set", f"{name}=x")
    assert (result.exit_code, "environment or a file" in " ".join(result.output.split())) == (2, True)


def test_secrets_are_all_that_are_kept_as_secrets() -> None:
    """A setting that is hidden in one place is hidden in all."""
    assert {
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_SECURITY_TOKEN",
        "DATABASE_URL", "ENCRYPTION_KEYS", "EVENT_WEBHOOK_SECRET", "EVENT_WEBHOOK_URL",
        "TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET",
    } == SECRETS  # fmt: skip
