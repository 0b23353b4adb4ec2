"""What the customer's phones receive: WhatsApp's text messages and calls that carry a code.

The wordings are those that people really paste into a chat, with text around the code, a hyphen or a
space in its middle, a link that holds it again, a line of letters for the phone's own software.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from types import MappingProxyType
from typing import Literal

Kind = Literal["sms", "call"]

_FALLBACK = "en"  # WhatsApp answers in English where it does not know the language asked for

# `{split}` is the code as WhatsApp prints it (123-456), `{code}` its six digits, `{spaced}` with a blank.
_SMS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "en": (
            "WhatsApp code {split}",
            "<#> Your WhatsApp Business code: {split}\n\nDon't share this code with others\nrJbA/XP1K+V",
            (
                "Your WhatsApp code: {split}\n\nYou can also tap on this link to verify your phone: "
                "v.whatsapp.com/{code}\n\nDon't share this code with others"
            ),
            "{spaced} is your WhatsApp code. Don't share it.",
        ),
        "id": (
            "Kode WhatsApp {split}",
            "<#> Kode WhatsApp Business Anda: {split}\n\nJangan bagikan kode ini kepada orang lain\nrJbA/XP1K+V",
            (
                "Kode WhatsApp Anda: {split}\n\nAnda juga dapat mengetuk tautan ini untuk memverifikasi telepon Anda: "
                "v.whatsapp.com/{code}\n\nJangan bagikan kode ini kepada orang lain"
            ),
        ),
        "zh_CN": (
            "WhatsApp 验证码 {split}",
            "您的 WhatsApp Business 验证码：{split}\n\n请勿与他人分享此验证码",
            "【WhatsApp】您的验证码是{code}，请勿告诉他人。",
        ),
        "zh_HK": (
            "WhatsApp 驗證碼 {split}",
            "你的 WhatsApp Business 驗證碼：{split}\n\n切勿與他人分享此驗證碼",
        ),
        "zh_TW": (
            "WhatsApp 驗證碼 {split}",
            "您的 WhatsApp Business 驗證碼：{split}\n\n請勿與他人分享此驗證碼",
        ),
        "ms": ("Kod WhatsApp anda: {split}\n\nJangan kongsi kod ini dengan orang lain",),
        "es": ("Tu código de WhatsApp: {split}\n\nNo compartas este código con nadie",),
        "pt_BR": ("Seu código do WhatsApp: {split}\n\nNão o compartilhe com ninguém",),
    }
)
_CALL: Mapping[str, str] = MappingProxyType(
    {
        "en": "Your WhatsApp verification code is: {digits}. Once more: {digits}. Goodbye.",
        "id": "Kode verifikasi WhatsApp Anda: {digits}. Sekali lagi: {digits}. Sampai jumpa.",
        "zh_CN": "您的 WhatsApp 验证码是：{digits}。重复一遍：{digits}。再见。",
        "zh_HK": "你的 WhatsApp 驗證碼是：{digits}。再講一次：{digits}。再見。",
        "zh_TW": "您的 WhatsApp 驗證碼是：{digits}。再說一次：{digits}。再見。",
    }
)


@dataclass(frozen=True, slots=True)
class PhoneMessage:
    """One text message or call, as it arrived; `at` is seconds since 1970."""

    number: str = field(repr=False)
    kind: Kind
    text: str = field(repr=False)
    at: float


class Phone:
    """Every phone of every customer; keeps what arrived and tells whoever subscribed.

    Attributes:
        loses: what does not arrive for now.
    """

    def __init__(self) -> None:
        self.loses: frozenset[Kind] = frozenset()
        self._messages: list[PhoneMessage] = []
        self._subscribers: list[Callable[[PhoneMessage], None]] = []

    def receive(self, number: str, kind: Kind, text: str, at: float) -> None:
        """Let a message arrive, or get lost; subscribers are called at once, in the order they came."""
        if kind in self.loses:
            return
        message = PhoneMessage(number, kind, text, at)
        self._messages.append(message)
        for subscriber in tuple(self._subscribers):
            subscriber(message)

    def messages(self, number: str | None = None) -> tuple[PhoneMessage, ...]:
        """Show what arrived, oldest first, on one number or on all."""
        return tuple(message for message in self._messages if number in (None, message.number))

    def subscribe(self, callback: Callable[[PhoneMessage], None]) -> Callable[[], None]:
        """Have `callback` called with each message to come; the answer ends the subscription."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)


def sms_text(code: str, locale: str, random: Random) -> str:
    """Word the text message with which WhatsApp sends `code` in Meta's language `locale` (`zh_CN`)."""
    wording = random.choice(_SMS[_known(locale, _SMS)])
    return wording.format(code=code, split=f"{code[:3]}-{code[3:]}", spaced=f"{code[:3]} {code[3:]}")


def call_text(code: str, locale: str) -> str:
    """Word what the voice on the phone says: the code digit by digit, twice."""
    return _CALL[_known(locale, _CALL)].format(digits=", ".join(code))


def _known(locale: str, wordings: Mapping[str, object]) -> str:
    """Find the closest language that has a wording: `en_GB` → `en`, `ja` → English."""
    for candidate in (locale, locale.partition("_")[0]):
        if candidate in wordings:
            return candidate
    return _FALLBACK
