"""What both peers say and accept, and the settings both read."""

import os
import re
from dataclasses import dataclass, field

ASK_NUMBER = "Welcome. Which phone number is moving? Send it with its country code."
BAD_NUMBER = "That is not a phone number with a country code. Please send it again."
CONFIRM = "Is +{phone} right?"
ASK_CODE = "Send me the six digits that WhatsApp sent to the phone."
BAD_CODE = "A code has six digits. Please send it again."
CHECKING = "Checking…"
VERIFIED = "Verified. Thank you, your number can move now."
REFUSED = "The provider refused the code. Please send a new one."
FOR_STAFF = "Verified: number ending in {end}"
YES, CHANGE = "yes", "change"

PHONE = re.compile(r"\+?[\d\s().-]{8,24}")
CODE = re.compile(r"\d{3}[\s-]?\d{3}")


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment, named as for our bot."""

    token: str = field(repr=False)
    telegram: str
    staff_chat: int
    cams: str
    key_id: str
    key_secret: str = field(repr=False)
    space: str
    database: str


def read_settings() -> Settings:
    """Read the environment of this process."""
    env = os.environ  # noqa: TID251 -- a program of its own; the product's settings are none of its business
    return Settings(
        token=env["TELEGRAM_BOT_TOKEN"],
        telegram=env["TELEGRAM_API_URL"],
        staff_chat=int(env["STAFF_CHAT_ID"]),
        cams=env["CAMS_ENDPOINT"],
        key_id=env["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        key_secret=env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        space=env["CUST_SPACE_ID"],
        database=env["DATABASE_URL"],
    )


def read_phone(text: str) -> str:
    """Read a number with its country code as bare digits; empty if it is none."""
    return re.sub(r"\D", "", text) if PHONE.fullmatch(text.strip()) else ""


def read_code(text: str) -> str:
    """Read a six-digit code; empty if it is none."""
    return re.sub(r"\D", "", text) if CODE.fullmatch(text.strip()) else ""
