"""The customer's phone shows messages as WhatsApp words them."""

import re
from random import Random

import pytest

from sandbox.phone import Phone, PhoneMessage, call_text, sms_text

LOCALES = ["en", "id", "zh_CN", "zh_HK", "zh_TW", "ms", "es", "pt_BR"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_wording_holds_the_code(locale: str) -> None:
    """Six digits, perhaps with a hyphen or a blank in the middle, and no other code that could be taken for it."""
    random = Random(1)
    texts = {sms_text("012345", locale, random) for _ in range(100)}

    for text in texts:
        assert set(re.findall(r"(?<!\d)\d{3}[- ]?\d{3}(?!\d)", text)) <= {"012-345", "012 345", "012345"}
        assert re.search(r"012[- ]?345", text)


@pytest.mark.parametrize(("locale", "count"), [("en", 4), ("id", 3), ("zh_CN", 3), ("zh_HK", 2), ("zh_TW", 2)])
def test_wordings_vary(locale: str, count: int) -> None:
    """WhatsApp does not always say it the same way, so neither may what reads it."""
    random = Random(1)

    assert len({sms_text("123456", locale, random) for _ in range(200)}) == count


def test_languages_differ() -> None:
    """Each of the customers' languages has words of its own, also in Hong Kong and Taiwan."""
    random = Random(1)

    assert len({sms_text("123456", locale, random) for locale in LOCALES}) == len(LOCALES)
    assert len({call_text("123456", locale) for locale in ("en", "id", "zh_CN", "zh_HK", "zh_TW")}) == 5


@pytest.mark.parametrize(("asked", "spoken"), [("en_GB", "en"), ("id_ID", "id"), ("ja", "en"), ("zh", "en")])
def test_unknown_language_falls_back(asked: str, spoken: str) -> None:
    """To the language without its country, or to English."""
    assert call_text("123456", asked) == call_text("123456", spoken)


def test_call_reads_the_digits() -> None:
    """One by one, twice."""
    text = call_text("012345", "en")

    assert text == "Your WhatsApp verification code is: 0, 1, 2, 3, 4, 5. Once more: 0, 1, 2, 3, 4, 5. Goodbye."


def test_phone_keeps_and_tells() -> None:
    """What arrives is kept by number and told to whoever subscribed, until they end it."""
    phone = Phone()
    told: list[PhoneMessage] = []
    stop = phone.subscribe(told.append)
    phone.receive("1", "sms", "a", 10.0)
    stop()
    phone.receive("2", "call", "b", 20.0)

    first, second = PhoneMessage("1", "sms", "a", 10.0), PhoneMessage("2", "call", "b", 20.0)
    assert told == [first]
    assert phone.messages() == (first, second)
    assert phone.messages("2") == (second,)


def test_secrets_stay_out_of_reprs() -> None:
    """A message holds a code and a number."""
    assert repr(PhoneMessage("6281", "sms", "123-456", 1.0)) == "PhoneMessage(kind='sms', at=1.0)"
