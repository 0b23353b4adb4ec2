"""Every setting, from the environment or `.env`, checked before anything is sent. Only this module reads either."""

from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from db.encryption import Cipher, InvalidKeyError
from db.engine import UnusableUrlError, async_url

from .telegram.words import LANGUAGES


class Settings(BaseSettings):
    """The settings, named in the environment as here but in capitals. `.env.example` names the same."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr
    telegram_api_url: str = "https://api.telegram.org"
    staff_chat_id: int

    alibaba_cloud_access_key_id: str
    alibaba_cloud_access_key_secret: SecretStr
    alibaba_cloud_security_token: SecretStr = SecretStr("")
    cams_endpoint: str = "https://cams.ap-southeast-1.aliyuncs.com"
    cams_qps: Annotated[float, Field(gt=0, le=10_000)] = 10

    database_url: SecretStr = SecretStr("sqlite:///data/bot.db")
    encryption_keys: Annotated[list[SecretStr], NoDecode]

    access: Literal["invite", "open"] = "invite"
    cust_space_id: str = ""
    default_language: str = "en"
    log_format: Literal["console", "json"] = "console"

    @field_validator("encryption_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

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
        number, colon, rest = value.get_secret_value().partition(":")
        if not (number.isdigit() and colon and rest):
            raise ValueError("it should look like 123456:ABC…, as BotFather gives it")
        return value

    @field_validator("telegram_api_url", "cams_endpoint")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")):
            raise ValueError("it must begin with https:// (plain http is for this machine only)")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        try:
            async_url(value.get_secret_value())
        except UnusableUrlError as exc:
            raise ValueError(str(exc)) from None
        return value

    @field_validator("default_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"it must be one of {', '.join(LANGUAGES)}")
        return value

    @model_validator(mode="after")
    def _open_needs_space(self) -> Self:
        if self.access == "open" and not self.cust_space_id:
            raise ValueError("ACCESS=open needs CUST_SPACE_ID, the space that everybody's numbers move into")
        return self


class SettingsError(Exception):
    """Settings are missing or wrong; `problems` has a readable line for each, without any value in it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(**given: object) -> Settings:
    """The settings; those given by name win. Raises `SettingsError` with every problem at once."""
    try:
        return Settings(**given)  # type: ignore[arg-type] -- pydantic checks them
    except ValidationError as exc:
        # The error's own text quotes the values: only where and what is said.
        raise SettingsError([_problem(error["loc"], error["type"], error["msg"]) for error in exc.errors()]) from None


def _problem(where: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(where[0]).upper() if where else ""
    text = "is missing" if kind == "missing" else message.removeprefix("Value error, ")
    return f"{name}: {text}" if name else text
