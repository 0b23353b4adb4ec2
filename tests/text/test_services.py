"""The names of others: each is known as it is written, and none is found inside another word."""

import pytest

from bot.text.services import SERVICE_LIKE_WORDS, SERVICES, any_of, words


@pytest.mark.parametrize(
    "said",
    [
        "bca",
        "otp bca:",
        "klik go-jek",
        "gojek",
        "【支付宝】",
        "我的支付寶",
        "line pay",
        "payme",
        "j&t express",
    ],
)
def test_a_service_is_known_by_its_name(said: str) -> None:
    """In either spelling, with whatever stands around it."""
    assert SERVICES.search(said) is not None


@pytest.mark.parametrize(
    "said",
    ["payment", "bribe", "novo", "embank", "momotaro", "banking", "平台新的验证码", "其中信息", "请尽快手动", "街口"],
)
def test_no_name_is_found_inside_a_word(said: str) -> None:
    """Customers say «payment», and 其中信息 is not 中信."""
    assert SERVICES.search(said) is None


def test_words_that_mean_something_else_are_no_names_by_themselves() -> None:
    """«Dana» is money, «line» a telephone line: what stands beside them decides, not here."""
    alike = any_of(SERVICE_LIKE_WORDS)

    for word in ("dana", "line", "grab", "signal", "mandiri"):
        assert SERVICES.search(word) is None
        assert alike.search(word) is not None


def test_phrases_that_begin_with_a_latin_letter_are_whole_words() -> None:
    """Others stand in the middle of text without spaces."""
    pattern = any_of("ovo", "支付")

    assert [bool(pattern.search(text)) for text in ("ovo 1", "novo", "ovoid", "ovo1", "正在支付款")] == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert words("ovo", "支付").startswith("(?<!")
