"""Every setting, from the environment or `.env`, checked before anything is sent. Only this module reads either."""

import os
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from db.encryption import Cipher, InvalidKeyError
from db.engine import UnusableUrlError, async_url

from .cams.roles import Role, is_installed
from .flow.model import Offers, Registering
from .hooks.signing import key_of
from .telegram.words import LANGUAGES, STAFF_LANGUAGES
from .terms import SPACE
from .text.hours import Hours, read_hours

WEBHOOK_PATH = "/telegram"
"""Where updates are posted to. Whatever stands before the program hands this path on, and no other."""

HIGHEST_PORT = 65535

PERSONS = range(1, 2**52)
"""Ids that people's accounts may have (Bot API, User); groups have negative ones."""

LONGEST_VENDOR = 40
"""Characters: with what is said beside it, it fits the 64 that Telegram allows a bot's name."""

LONGEST_VENDOR_URL = 100
"""Characters: two lines on a phone; an address that is longer cannot be compared by eye."""

LARGEST_PHOTO = 10 * 2**20
"""Bytes that Telegram takes for a picture (its manual, «Sending files»)."""

_JPEG = b"\xff\xd8\xff"
"""What every JPEG begins with: whatever a file is called, Telegram takes no other kind here."""

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""What setWebhook's page allows, but for what is so short that it can be tried out: whoever has the address may try."""

_WEBHOOK_PORTS = frozenset({None, 443, 80, 88, 8443})  # The same page: Telegram's own server posts to no others.
_TELEGRAM = "https://api.telegram.org"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """The settings, named in the environment as here but in capitals. `.env.example` names the same."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        env_ignore_empty=True,
        str_strip_whitespace=True,  # a secret that was read from a file often ends with a line break
    )

    telegram_bot_token: SecretStr
    telegram_api_url: str = _TELEGRAM
    telegram_webhook_url: str = ""
    telegram_webhook_secret: SecretStr = SecretStr("")
    listen: str = "127.0.0.1:8080"
    staff_chat_id: int
    admin_user_ids: Annotated[frozenset[int], NoDecode] = frozenset()

    event_webhook_url: SecretStr = SecretStr("")  # Some receivers know senders by what stands in it.
    event_webhook_secret: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")

    alibaba_cloud_ecs_metadata: str = ""
    alibaba_cloud_role_arn: str = ""
    alibaba_cloud_oidc_provider_arn: str = ""
    alibaba_cloud_oidc_token_file: str = ""
    alibaba_cloud_credentials_uri: SecretStr = SecretStr("")
    # Missing only where one of the ways above leads to a role, whose key is then used.
    alibaba_cloud_access_key_id: Annotated[str, Field(validate_default=True)] = ""
    alibaba_cloud_access_key_secret: Annotated[SecretStr, Field(validate_default=True)] = SecretStr("")
    alibaba_cloud_security_token: SecretStr = SecretStr("")
    cams_endpoint: str = "https://cams.ap-southeast-1.aliyuncs.com"
    cams_qps: Annotated[float, Field(gt=0, le=10_000)] = 10

    database_url: SecretStr = SecretStr("sqlite:///data/bot.db")
    encryption_keys: Annotated[list[SecretStr], NoDecode]

    vendor_name: Annotated[str, Field(max_length=LONGEST_VENDOR)] = ""
    vendor_url: Annotated[str, Field(max_length=LONGEST_VENDOR_URL)] = ""
    bot_photo: str = ""

    access: Literal["invite", "open"] = "invite"
    cust_space_id: Annotated[str, Field(validate_default=True)] = ""
    offer_code_request: bool = False
    offer_initiate: bool = False
    # Not called `register`: every class has a method of that name.
    registering: Annotated[Registering, Field(validation_alias="REGISTER")] = Registering.OFF
    # A week at least, since a link lives as long; a month outlasts a verification by two weeks for questions.
    retention_days: Annotated[int, Field(ge=7, le=3650)] = 30
    # No less than what counters of tries look back to; a year is what audits ask for.
    retention_days_records: Annotated[int, Field(ge=7, le=3650)] = 365
    default_language: str = "en"
    staff_hours: str = ""
    staff_time_zone: Annotated[str, Field(validate_default=True)] = "UTC"
    staff_language: Annotated[str, Field(validate_default=True)] = ""
    log_format: Literal["console", "json"] = "console"

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("admin_user_ids", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isascii() and part.isdigit() and int(part) in PERSONS for part in ids):
            raise ValueError("they are the numbers of Telegram accounts of people, separated by commas")
        return frozenset(map(int, ids))

    @field_validator("encryption_keys")
    @classmethod
    def _usable_keys(cls, value: list[SecretStr]) -> list[SecretStr]:
        try:
            Cipher([key.get_secret_value() for key in value])
        except InvalidKeyError as exc:
            raise ValueError(f"{exc}; make one with: python -m bot keys new") from None
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("it should look like 123456:ABC…, as BotFather gives it")
        return value

    @field_validator("alibaba_cloud_access_key_id")
    @classmethod
    def _key_id(cls, value: str, info: ValidationInfo) -> str:
        if value:
            return value
        # The ways to a role are checked before: they stand above.
        if not _role_of(info.data).is_set:
            raise ValueError("is missing")
        if not is_installed():
            raise ValueError(
                "it is missing, and for the role that is set a library is: "
                "pip install --require-hashes -r requirements/roles.txt"
            )
        return value

    @field_validator("alibaba_cloud_access_key_secret")
    @classmethod
    def _key_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        is_needed = info.data.get("alibaba_cloud_access_key_id") or not _role_of(info.data).is_set
        if is_needed and not value.get_secret_value():
            raise ValueError("is missing")
        return value

    @field_validator("telegram_api_url", "cams_endpoint")
    @classmethod
    def _address(cls, value: str, info: ValidationInfo) -> str:
        _check_address(value, path=info.field_name == "telegram_api_url")
        return value.rstrip("/")

    @field_validator("telegram_webhook_url")
    @classmethod
    def _webhook(cls, value: str, info: ValidationInfo) -> str:
        if not value:
            return value
        _check_address(value, path=True)
        parts = urlsplit(value)
        if parts.path != WEBHOOK_PATH:
            raise ValueError(f"it must end in {WEBHOOK_PATH}, right after the host: that is where updates are taken")
        # `telegram_api_url` is checked before: it stands above. A Bot API server of one's own posts to any port.
        if info.data.get("telegram_api_url") == _TELEGRAM and parts.port not in _WEBHOOK_PORTS:
            raise ValueError("Telegram posts to the ports 443, 80, 88 and 8443 only")
        return value

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        secret = value.get_secret_value()
        if info.data.get("telegram_webhook_url") and not secret:
            raise ValueError("TELEGRAM_WEBHOOK_URL needs it, or anybody could post updates there")
        if secret and not _WEBHOOK_SECRET.fullmatch(secret):
            raise ValueError("it must be 16 to 256 letters, digits, dashes and underscores: openssl rand -hex 32")
        return value

    @field_validator("event_webhook_url")
    @classmethod
    def _events(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            _check_secret_address(value.get_secret_value())
        return value

    @field_validator("event_webhook_secret")
    @classmethod
    def _events_secret(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        given = info.data.get("event_webhook_url")
        if given is not None and given.get_secret_value() and not value.get_secret_value():
            raise ValueError("EVENT_WEBHOOK_URL needs it, or its receiver could not tell our events from others")
        _event_keys(value)
        return value

    @field_validator("staff_time_zone")
    @classmethod
    def _time_zone(cls, value: str, info: ValidationInfo) -> str:
        if value not in available_timezones():
            raise ValueError("it should be the name of a zone, such as Asia/Jakarta")
        # `staff_hours` is checked before: it stands above.
        read_hours(str(info.data.get("staff_hours", "")), value)
        return value

    @field_validator("staff_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        read_hours(value, "UTC")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        _split_listen(value)
        return value

    @property
    def hours(self) -> Hours:
        """When somebody of the staff is there."""
        return read_hours(self.staff_hours, self.staff_time_zone)

    @property
    def secrets(self) -> list[str]:
        """Everything that no log may hold, where it is set."""
        kept = (
            self.telegram_bot_token,
            self.telegram_webhook_secret,
            self.event_webhook_url,
            *map(SecretStr, _parts(self.event_webhook_secret)),
            self.alibaba_cloud_access_key_secret,
            self.alibaba_cloud_security_token,
            self.alibaba_cloud_credentials_uri,
            *self.encryption_keys,
        )
        # What stands before the token's colon is the bot's id, which everybody sees.
        token = self.telegram_bot_token.get_secret_value().partition(":")[2]
        password = async_url(self.database_url.get_secret_value()).password or ""
        return [secret for secret in (*(each.get_secret_value() for each in kept), token, password) if secret]

    @property
    def role(self) -> Role:
        """The way to the role whose key is used where the settings have none."""
        return _role_of(dict(self))

    @property
    def has_role(self) -> bool:
        """Whether calls are signed with a role's key: one in the settings goes first."""
        return not self.alibaba_cloud_access_key_id

    @property
    def account(self) -> str:
        """By what replicas know that they share an account's limits; a role's key has another name every hour."""
        return self.alibaba_cloud_access_key_id or "role"

    @property
    def offers(self) -> Offers:
        """The steps that the program does itself, and how long it keeps what it knows of people."""
        return Offers(
            self.offer_code_request,
            self.offer_initiate,
            self.registering,
            kept_days=self.retention_days,
            record_days=self.retention_days_records,
        )

    @property
    def event_keys(self) -> list[bytes]:
        """What events are signed with, the newest first."""
        return _event_keys(self.event_webhook_secret)

    @property
    def listen_address(self) -> tuple[str, int]:
        """Host and port of `LISTEN`."""
        return _split_listen(self.listen)

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        try:
            url = async_url(value.get_secret_value())
        except UnusableUrlError as exc:
            raise ValueError(str(exc)) from None
        if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
            raise ValueError("it must name a file: what is kept in memory only is lost when the program ends")
        return value

    @field_validator("vendor_name")
    @classmethod
    def _vendor_name(cls, value: str) -> str:
        if not value.isprintable():
            raise ValueError("it must be one line of text")
        return value

    @field_validator("vendor_url")
    @classmethod
    def _vendor_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme != "https" or not parts.hostname or parts.username or not value.isprintable()):
            raise ValueError("it must be a page of your own site that names this bot, beginning with https://")
        return value

    @field_validator("bot_photo")
    @classmethod
    def _photo(cls, value: str) -> str:
        if not value:
            return value
        try:
            with Path(value).open("rb") as file:
                begins, size = file.read(len(_JPEG)), Path(value).stat().st_size
        except OSError:
            raise ValueError("there is no file that can be read") from None
        if begins != _JPEG:
            raise ValueError("it must be a JPEG, the only kind that Telegram takes here")
        if size > LARGEST_PHOTO:
            raise ValueError("it must have no more than 10 MB")
        return value

    @field_validator("default_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"it must be one of {', '.join(LANGUAGES)}")
        return value

    @field_validator("staff_language")
    @classmethod
    def _staff_language(cls, value: str, info: ValidationInfo) -> str:
        # `default_language` is checked before: it stands above.
        customers = info.data.get("default_language")
        value = value or (customers if customers in STAFF_LANGUAGES else STAFF_LANGUAGES[0])
        if value not in STAFF_LANGUAGES:
            raise ValueError(f"it must be one of {', '.join(STAFF_LANGUAGES)}")
        return value

    @field_validator("cust_space_id")
    @classmethod
    def _space(cls, value: str, info: ValidationInfo) -> str:
        # `access` is checked before: it stands above.
        if info.data.get("access") == "open" and not value:
            raise ValueError("ACCESS=open needs it: the space that everybody's numbers move into")
        if value and not SPACE.fullmatch(value):
            raise ValueError("it should be letters, digits and dashes only, as in the CAMS console")
        return value


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` has a readable line for each, without any value in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


ENVIRONMENT: Mapping[str, str] = {
    str(field.validation_alias or name).upper(): name for name, field in Settings.model_fields.items()
}
"""What each setting is called in the environment, and here."""

SECRETS = frozenset(
    name for name, field in ENVIRONMENT.items() if "SecretStr" in str(Settings.model_fields[field].annotation)
)
"""Those that nobody may look at, by what they are called in the environment."""


def in_environment() -> dict[str, str]:
    """Those that the environment sets."""
    return {name: os.environ[name] for name in ENVIRONMENT if os.environ.get(name)}  # noqa: TID251 -- as said above


def in_text(text: str) -> dict[str, str]:
    """Those that a text in the form of `.env` sets."""
    found = dotenv_values(stream=StringIO(text), interpolate=False)
    return {name: value for name, value in found.items() if name in ENVIRONMENT and value}


def is_by_role(values: Mapping[str, str]) -> bool:
    """Whether these, by what they are called in the environment, have a role and no key."""
    named = {ENVIRONMENT[name]: value for name, value in values.items() if name in ENVIRONMENT}
    return not named.get("alibaba_cloud_access_key_id") and _role_of(named).is_set


def read_only_from(values: Mapping[str, str]) -> Settings:
    """The settings that these make, by what they are called in the environment. Raises `SettingsError`."""
    given: dict[str, object] = {
        name if name == "REGISTER" else ENVIRONMENT[name]: value for name, value in values.items() if value
    }
    return load(_env_file=None, **given)


def is_env_file_open() -> bool:
    """Whether others on this machine can read `.env`, and so the token and the keys."""
    env_file = Path(".env")
    return env_file.is_file() and bool(env_file.stat().st_mode & 0o077)


def load(**given: object) -> Settings:
    """The settings; those given by name win. Raises `SettingsError` with every problem at once."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # -- pydantic checks them
    except ValidationError as exc:
        # The error's own text quotes the values: only where and what is said.
        raise SettingsError([_problem(error["loc"], error["type"], error["msg"]) for error in exc.errors()]) from None
    except UnicodeDecodeError:
        raise SettingsError([".env: it is not UTF-8 text"]) from None


def _role_of(values: Mapping[str, Any]) -> Role:
    uri = values.get("alibaba_cloud_credentials_uri")
    return Role(
        machine=values.get("alibaba_cloud_ecs_metadata", ""),
        arn=values.get("alibaba_cloud_role_arn", ""),
        provider_arn=values.get("alibaba_cloud_oidc_provider_arn", ""),
        token_file=values.get("alibaba_cloud_oidc_token_file", ""),
        uri=uri.get_secret_value() if isinstance(uri, SecretStr) else uri or "",
    )


def _split_listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or int(port) > HIGHEST_PORT:
        raise ValueError("it must be an address of this machine and a port, as in 127.0.0.1:8080")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _event_keys(secrets: SecretStr) -> list[bytes]:
    return [key_of(secret) for secret in _parts(secrets)]


def _parts(secrets: SecretStr) -> list[str]:
    return [secret.strip() for secret in secrets.get_secret_value().split(",") if secret.strip()]


def _check_secret_address(value: str) -> None:
    """Refuse what is no address that may be posted to. Path and query are its owner's business."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("it is not an address") from None
    if parts.scheme != "https" and (parts.scheme != "http" or host not in _LOOPBACK):
        raise ValueError("it must begin with https:// (plain http is for this machine only)")
    if not host or parts.username is not None or parts.fragment or not value.isprintable() or " " in value:
        raise ValueError("it must be a host with a path, without a user and without #")


def _check_address(value: str, *, path: bool) -> None:
    """Refuse what is no address of a server that a secret may be sent to, without quoting it."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port  # asking for the port checks it
    except ValueError:
        raise ValueError("it is not an address") from None
    if parts.scheme != "https" and (parts.scheme != "http" or host not in _LOOPBACK):
        raise ValueError("it must begin with https:// (plain http is for this machine only)")
    if not host or parts.username is not None or parts.query or parts.fragment:
        raise ValueError("it must be a host, perhaps with a port, and nothing more")
    if parts.path.strip("/") and not path:
        raise ValueError("it must be a host, perhaps with a port, and nothing more")
    if parts.path.rstrip("/").endswith("/bot"):
        raise ValueError("it must be given without /bot at its end")


def _problem(where: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(where[0]).upper() if where else ""
    text = "is missing" if kind == "missing" else message.removeprefix("Value error, ")
    return f"{name}: {text}" if name else text
