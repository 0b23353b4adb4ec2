"""What settings there are, and that a wrong one is named in one readable line before anything is sent."""

import re
import sys
from pathlib import Path

import pytest

from bot.flow.model import Offers, Registering
from bot.settings import Settings, SettingsError, is_env_file_open, load
from tests.support import program
from tests.support.town import town

ROOT = Path(__file__).parents[1]

KEY = "C3mUtAHVINgZkTOBVqmtmVeVLX7v5F2WcF2w4zs9Trg="

GOOD: dict[str, object] = {
    "telegram_bot_token": "123456:" + "a" * 35,
    "staff_chat_id": "-1001234567890",
    "alibaba_cloud_access_key_id": "LTAItest",
    "alibaba_cloud_access_key_secret": "secret-of-the-test",
    "encryption_keys": KEY,
}

ADDRESS = "it must begin with https:// (plain http is for this machine only)"
PATH = "it must end in /telegram, right after the host: that is where updates are taken"
PORTS = "Telegram posts to the ports 443, 80, 88 and 8443 only"
SECRET = "it must be 16 to 256 letters, digits, dashes and underscores: openssl rand -hex 32"
LISTEN = "it must be an address of this machine and a port, as in 127.0.0.1:8080"
HOST_ONLY = "it must be a host, perhaps with a port, and nothing more"
EVENTS = "it must be a host with a path, without a user and without #"
EVENT_SECRET = "it must be whsec_ and then 24 to 64 bytes in base64"
OLD_EVENT_KEY = "whsec_" + "b2xk" * 8
EVENT_KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
DATABASE = "the address must begin with sqlite:/// or postgresql://"
IN_MEMORY = "it must name a file: what is kept in memory only is lost when the program ends"
A_KEY = "an encryption key is not 32 bytes in URL-safe base64; make one with: python -m bot keys new"

ACCOUNTS = "they are the numbers of Telegram accounts of people, separated by commas"

WRONG = (
    ("admin_user_ids", "@ratna", ACCOUNTS),
    ("admin_user_ids", "-1001234", ACCOUNTS),
    ("admin_user_ids", "7000000001;7000000002", ACCOUNTS),
    ("admin_user_ids", "9" * 30, ACCOUNTS),
    ("admin_user_ids", "７", ACCOUNTS),
    ("telegram_bot_token", "no-colon", "it should look like 123456:ABC…, as BotFather gives it"),
    ("telegram_bot_token", "abc:def", "it should look like 123456:ABC…, as BotFather gives it"),
    ("telegram_bot_token", "123456:with a gap", "it should look like 123456:ABC…, as BotFather gives it"),
    ("telegram_bot_token", "123456:../../etc", "it should look like 123456:ABC…, as BotFather gives it"),
    ("staff_chat_id", "@desk", "Input should be a valid integer, unable to parse string as an integer"),
    ("telegram_api_url", "http://api.telegram.org", ADDRESS),
    ("telegram_api_url", "http://127.0.0.1.example.org", ADDRESS),
    ("telegram_api_url", "ftp://api.telegram.org", ADDRESS),
    ("telegram_api_url", "api.telegram.org", ADDRESS),
    ("telegram_api_url", "https://", HOST_ONLY),
    ("telegram_api_url", "https://name:word@example.org", HOST_ONLY),
    ("telegram_api_url", "https://api.telegram.org/bot", "it must be given without /bot at its end"),
    ("telegram_api_url", "https://api.telegram.org:port", "it is not an address"),
    ("cams_endpoint", "cams.ap-southeast-1.aliyuncs.com", ADDRESS),
    ("cams_endpoint", "https://cams.ap-southeast-1.aliyuncs.com/path", HOST_ONLY),
    ("cams_endpoint", "https://cams.ap-southeast-1.aliyuncs.com?a=b", HOST_ONLY),
    ("cams_qps", "0", "Input should be greater than 0"),
    ("cams_qps", "ten", "Input should be a valid number, unable to parse string as a number"),
    ("cams_qps", "nan", "Input should be less than or equal to 10000"),
    ("bot_photo", "no-such-folder/picture.jpg", "there is no file that can be read"),
    ("bot_photo", "/", "there is no file that can be read"),
    ("bot_photo", __file__, "it must be a JPEG, the only kind that Telegram takes here"),
    ("telegram_webhook_url", "http://bot.example.org/telegram", ADDRESS),
    ("telegram_webhook_url", "bot.example.org/telegram", ADDRESS),
    ("telegram_webhook_url", "https://bot.example.org", PATH),
    ("telegram_webhook_url", "https://bot.example.org/telegram/", PATH),
    ("telegram_webhook_url", "https://bot.example.org/bot/telegram", PATH),
    ("telegram_webhook_url", "https://bot.example.org/telegram?secret=hunter2", HOST_ONLY),
    ("telegram_webhook_url", "https://name:hunter2@bot.example.org/telegram", HOST_ONLY),
    ("telegram_webhook_url", "https://bot.example.org:8080/telegram", PORTS),
    ("telegram_webhook_secret", "with a gap", SECRET),
    ("telegram_webhook_secret", "a" * 257, SECRET),
    ("telegram_webhook_secret", "a" * 15, SECRET),
    ("telegram_webhook_secret", "pässword", SECRET),
    ("event_webhook_url", "hooks.example.org/cams", ADDRESS),
    ("event_webhook_url", "http://hooks.example.org/hunter2", ADDRESS),
    ("event_webhook_url", "https://name:hunter2@hooks.example.org/cams", EVENTS),
    ("event_webhook_url", "https://hooks.example.org/cams#hunter2", EVENTS),
    ("event_webhook_url", "https://hooks.example.org/a b", EVENTS),
    ("event_webhook_url", "https://hooks.example.org:hunter2/", "it is not an address"),
    ("event_webhook_secret", "hunter2", EVENT_SECRET),
    ("event_webhook_secret", f"{EVENT_KEY},hunter2", EVENT_SECRET),
    ("listen", "127.0.0.1", LISTEN),
    ("listen", ":8080", LISTEN),
    ("listen", "8080", LISTEN),
    ("listen", "127.0.0.1:", LISTEN),
    ("listen", "127.0.0.1:http", LISTEN),
    ("listen", "127.0.0.1:65536", LISTEN),
    ("listen", "127.0.0.1:-1", LISTEN),
    ("listen", "127.0.0.1:٣", LISTEN),
    ("database_url", "mysql://root:hunter2@host/name", DATABASE),
    ("database_url", "postgresql://name:hunter2@host:port/name", "the address has a port that is no number"),
    ("database_url", "data/bot.db", DATABASE),
    ("database_url", "sqlite://", IN_MEMORY),
    ("database_url", "sqlite:///:memory:", IN_MEMORY),
    ("encryption_keys", "too-short", A_KEY),
    ("encryption_keys", f"{KEY},too-short", A_KEY),
    ("encryption_keys", " , ", "there is no encryption key; make one with: python -m bot keys new"),
    ("alibaba_cloud_access_key_id", "  ", "is missing"),
    ("alibaba_cloud_access_key_secret", "  ", "is missing"),
    ("access", "anybody", "Input should be 'invite' or 'open'"),
    ("cust_space_id", "space with gaps", "it should be letters, digits and dashes only, as in the CAMS console"),
    ("default_language", "xx", "it must be one of en, id, zh-Hans, zh-Hant"),
    ("staff_language", "zh-Hans", "it must be one of en, id"),
    ("log_format", "xml", "Input should be 'console' or 'json'"),
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings from whoever runs the tests: neither from the environment nor from a `.env`."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def problems(**given: object) -> list[str]:
    """What is wrong with these settings."""
    with pytest.raises(SettingsError) as caught:
        load(**given)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "value", "what"), WRONG, ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(WRONG)]
)
def test_a_wrong_setting_is_one_line_without_its_value(name: str, value: str, what: str) -> None:
    """The line names the setting and says what is wrong; what was set, a secret perhaps, is not in it."""
    assert problems(**{**GOOD, name: value}) == [f"{name.upper()}: {what}"]


def test_all_problems_are_said_at_once() -> None:
    """Nobody has to start the program nine times to find nine mistakes."""
    found = problems(
        telegram_bot_token="x",
        cams_qps=-1,
        encryption_keys="x",
        access="open",
        default_language="xx",
        database_url="x",
        telegram_api_url="x",
    )

    assert [line.partition(":")[0] for line in found] == [
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "STAFF_CHAT_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "CAMS_QPS",
        "DATABASE_URL",
        "ENCRYPTION_KEYS",
        "CUST_SPACE_ID",
        "DEFAULT_LANGUAGE",
    ]
    assert "STAFF_CHAT_ID: is missing" in found


def test_what_is_set_to_nothing_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of `.env.example` that was not filled in says so in the words of a missing one."""
    for name, value in GOOD.items():
        monkeypatch.setenv(name.upper(), str(value))
    monkeypatch.setenv("STAFF_CHAT_ID", "")

    assert problems() == ["STAFF_CHAT_ID: is missing"]


def test_the_environment_and_the_file_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`.env` is read where the program is started; the environment wins; blanks around a value do not count."""
    lines = [f"{name.upper()}={value}" for name, value in GOOD.items()]
    (tmp_path / ".env").write_text("\n".join([*lines, "DEFAULT_LANGUAGE=id", "LOG_FORMAT=json", "OTHER=thing"]))
    monkeypatch.setenv("DEFAULT_LANGUAGE", "en")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "from-a-file\n")
    monkeypatch.setenv("ENCRYPTION_KEYS", f" {KEY} , {KEY} ")

    settings = load()

    assert (settings.default_language, settings.log_format, settings.staff_chat_id) == ("en", "json", -1001234567890)
    assert settings.alibaba_cloud_access_key_secret.get_secret_value() == "from-a-file"
    assert [len(key.get_secret_value()) for key in settings.encryption_keys] == [44, 44]


def test_a_file_that_is_no_text_is_a_problem_like_any_other(tmp_path: Path) -> None:
    """Notepad's UTF-16 makes no traceback."""
    (tmp_path / ".env").write_bytes("TELEGRAM_BOT_TOKEN=1:a".encode("utf-16"))

    assert problems(**GOOD) == [".env: it is not UTF-8 text"]


@pytest.mark.parametrize(
    "address",
    [
        "https://api.telegram.org",
        "https://api.telegram.org/",
        "http://127.0.0.1:8081",
        "http://localhost:8081",
        "http://[::1]:8081",
        "https://proxy.example.org:8443/telegram/",
    ],
)
def test_good_addresses_are_taken(address: str) -> None:
    """TLS anywhere, plain HTTP on this machine, a path before `/bot` for a proxy; no slash at the end."""
    assert load(**GOOD, telegram_api_url=address).telegram_api_url == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "https://bot.example.org/telegram",
        "https://bot.example.org:8443/telegram",
        "http://127.0.0.1:8080/telegram",
    ],
)
def test_good_webhooks_are_taken(address: str) -> None:
    """On the ports that Telegram posts to, or any on this machine; always with a secret."""
    here = {"telegram_api_url": "http://127.0.0.1:8081"} if "127.0.0.1" in address else {}
    for secret in ("A-_9" * 4, "A-_9" * 64):
        given = {**GOOD, **here, "telegram_webhook_url": address, "telegram_webhook_secret": secret}
        assert load(**given).telegram_webhook_url == address
    assert problems(**GOOD, **here, telegram_webhook_url=address) == [
        "TELEGRAM_WEBHOOK_SECRET: TELEGRAM_WEBHOOK_URL needs it, or anybody could post updates there"
    ]


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks.example.org",
        "https://hooks.example.org:8443/cams?known=by-this",
        "http://127.0.0.1:9000/hook",
        "http://[::1]:9000/hook",
    ],
)
def test_good_receivers_are_taken(address: str) -> None:
    """TLS anywhere, plain HTTP on this machine; a path and a query are its own business. Never without a secret."""
    settings = load(**GOOD, event_webhook_url=address, event_webhook_secret=f"{EVENT_KEY},{OLD_EVENT_KEY}")
    assert settings.event_webhook_url.get_secret_value() == address
    assert settings.event_keys[1] == b"old" * 8
    assert problems(**GOOD, event_webhook_url=address) == [
        "EVENT_WEBHOOK_SECRET: EVENT_WEBHOOK_URL needs it, or its receiver could not tell our events from others"
    ]


def test_a_bot_api_server_of_ones_own_posts_to_any_port() -> None:
    """The limit is Telegram's own server's."""
    load(
        **GOOD,
        telegram_api_url="https://api.example.org",
        telegram_webhook_url="https://bot.example.org:8080/telegram",
        telegram_webhook_secret="s" * 16,
    )


@pytest.mark.parametrize(
    ("listen", "address"),
    [
        ("0.0.0.0:80", ("0.0.0.0", 80)),  # noqa: S104 -- what is read, and not listened on
        ("[::1]:8080", ("::1", 8080)),
        ("localhost:0", ("localhost", 0)),
    ],
)
def test_where_it_listens(listen: str, address: tuple[str, int]) -> None:
    """All of a container's addresses, the newer kind too; port 0 is any that is free."""
    assert load(**GOOD, listen=listen).listen_address == address


def test_open_access_with_a_space_is_taken() -> None:
    """Both shapes of a space are: a long number, and `cams-…`."""
    for space in ("cams-8c8d", "293483938849493"):
        assert load(**GOOD, access="open", cust_space_id=space).cust_space_id == space


def test_nothing_secret_is_shown() -> None:
    """Neither the settings nor their error show what is in them, however they are printed."""
    secrets = [str(GOOD[name]) for name in ("telegram_bot_token", "alibaba_cloud_access_key_secret", "encryption_keys")]
    settings = load(**GOOD, database_url="postgresql://bot:hunter2@host/bot")
    with pytest.raises(SettingsError) as caught:
        load(**GOOD, database_url="mysql://bot:hunter2@host/bot")

    for text in (repr(settings), str(settings), repr(caught.value), str(caught.value)):
        assert [secret for secret in [*secrets, "hunter2"] if secret in text] == []
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_the_log_is_told_every_secret() -> None:
    """Each of them that is set, with the password of the database and the token's own part."""
    token, key = "123456:" + "t" * 35, str(GOOD["encryption_keys"])
    given = {
        **GOOD,
        "telegram_bot_token": token,
        "encryption_keys": key,
        "alibaba_cloud_access_key_secret": "of-the-key",
        "alibaba_cloud_security_token": "of-the-role",
        "telegram_webhook_url": "https://bot.example.org/telegram",
        "telegram_webhook_secret": "of-the-webhook-only",
        "event_webhook_url": "https://hooks.example.org/known-by-this",
        "event_webhook_secret": f"{EVENT_KEY}, {OLD_EVENT_KEY}",
    }
    told = load(**given, database_url="postgresql://bot:hunter2@host/bot").secrets

    of_events = {"https://hooks.example.org/known-by-this", EVENT_KEY, OLD_EVENT_KEY}
    others = {token, "t" * 35, key, "of-the-key", "of-the-role", "of-the-webhook-only", "hunter2"}
    assert {*told} == others | of_events


def test_the_example_names_exactly_the_settings() -> None:
    """`.env.example` has each setting once, those without a default filled by hand, those with one shown with it."""
    lines = re.findall(r"^(#?)([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)

    fields = {str(field.validation_alias or name).upper(): field for name, field in Settings.model_fields.items()}

    by_hand = {"ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"}  # by all but those who have a role

    assert sorted(name for _, name, _ in lines) == sorted(fields)
    for commented, name, shown in lines:
        field = fields[name]
        assert (commented, field.is_required() or name in by_hand) in {("", True), ("#", False)}, name
        if commented:
            default = field.get_default()
            plain = default.get_secret_value() if hasattr(default, "get_secret_value") else str(default)
            plain = "" if default == frozenset() else plain
            assert shown == plain.lower() if isinstance(default, bool) else shown == plain, name


# --- Roles

A_ROLE = {"alibaba_cloud_ecs_metadata": "bot"}
NO_KEY = {"alibaba_cloud_access_key_id": "", "alibaba_cloud_access_key_secret": ""}


def test_a_role_takes_the_place_of_a_key() -> None:
    """Its key has another name every hour, so that replicas know the account by another; a key goes first."""
    by_role = load(**GOOD | NO_KEY | A_ROLE)
    by_key = load(**GOOD | A_ROLE)

    assert (by_role.has_role, by_role.role.machine, by_role.account) == (True, "bot", "role")
    assert (by_key.has_role, by_key.account) == (False, "LTAItest")


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        (NO_KEY, ["_ID", "_SECRET"]),
        (NO_KEY | {"alibaba_cloud_role_arn": "half of a pod's role"}, ["_ID", "_SECRET"]),
        (A_ROLE | {"alibaba_cloud_access_key_secret": ""}, ["_SECRET"]),
    ],
)
def test_half_a_role_or_key_is_none(given: dict[str, str], lacking: list[str]) -> None:
    """Who forgot the key hears so, and no role is looked for that nobody set."""
    assert problems(**GOOD | given) == [f"ALIBABA_CLOUD_ACCESS_KEY{name}: is missing" for name in lacking]


def test_a_role_without_its_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how to get it, before anything is sent."""
    monkeypatch.setitem(sys.modules, "alibabacloud_credentials", None)

    (said,) = problems(**GOOD | NO_KEY | A_ROLE)

    assert said.endswith("pip install --require-hashes -r requirements/roles.txt")


# --- Nothing is sent


async def test_run_says_every_problem_and_sends_nothing(tmp_path: Path) -> None:
    """`run` with wrong settings ends with 1 and one line for each, before anybody is called or a file is made."""
    async with town() as world:
        good = world.settings(f"sqlite:///{tmp_path / 'unmade' / 'bot.db'}", KEY)
        wrong = {
            "CAMS_QPS": "fast",
            "ENCRYPTION_KEYS": "hunter2",
            "STAFF_CHAT_ID": "",
        }
        ended = await program.run("run", settings={**good, **wrong}, folder=tmp_path)

        assert (ended.code, ended.out) == (1, "")
        assert ended.err.splitlines() == [
            "These settings must be mended first (environment or .env; see .env.example):",
            "STAFF_CHAT_ID: is missing",
            "CAMS_QPS: Input should be a valid number, unable to parse string as a number",
            f"ENCRYPTION_KEYS: {A_KEY}",
        ]
        assert world.calls == 0
        assert not (tmp_path / "unmade").exists()


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o400, False), (0o640, True), (0o604, True)])
def test_an_env_file_that_others_can_read_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mode: int, *, is_open: bool
) -> None:
    """The token and the keys are in it; where there is none, nothing is open."""
    monkeypatch.chdir(tmp_path)
    assert not is_env_file_open()
    (tmp_path / ".env").touch()
    (tmp_path / ".env").chmod(mode)

    assert is_env_file_open() is is_open


@pytest.mark.parametrize(
    ("customers", "given", "staff"),
    [("en", "", "en"), ("id", "", "id"), ("zh-Hans", "", "en"), ("zh-Hant", "id", "id"), ("id", "en", "en")],
)
def test_staff_are_spoken_to_in_a_language_that_has_texts_for_them(customers: str, given: str, staff: str) -> None:
    """Chinese is for customers; without a word about staff they get the customers' language where that is possible."""
    assert load(**{**GOOD, "default_language": customers, "staff_language": given}).staff_language == staff


def test_the_steps_that_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is the program's only where the operator says so; a word that is none of them stops the start."""
    assert load(**GOOD).offers == Offers()

    for name, value in {"OFFER_CODE_REQUEST": "true", "OFFER_INITIATE": "1", "REGISTER": "staff"}.items():
        monkeypatch.setenv(name, value)
    assert load(**GOOD).offers == Offers(code_request=True, initiate=True, register=Registering.STAFF)

    monkeypatch.setenv("REGISTER", "later")
    with pytest.raises(SettingsError) as caught:
        load(**GOOD)
    assert [problem.partition(":")[0] for problem in caught.value.problems] == ["REGISTER"]


# --- Staff


@pytest.mark.parametrize("given", ["7000000001,7000000002", " 7000000001 , 7000000002, ", "7000000002,7000000001"])
def test_administrators_are_accounts(given: str) -> None:
    """Their numbers, separated by commas; empty: there are none."""
    assert load(**{**GOOD, "admin_user_ids": given}).admin_user_ids == {7_000_000_001, 7_000_000_002}
    assert load(**GOOD).admin_user_ids == frozenset()
