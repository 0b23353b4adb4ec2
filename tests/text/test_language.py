"""Language tags, as Telegram's clients send them and as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.words import LANGUAGES
from bot.text.language import language_of


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("id", "id"),
        ("id-ID", "id"),
        ("in", "id"),
        ("in_ID", "id"),
        ("zh", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-MY", "zh-Hans"),
        ("cmn-CN", "zh-Hans"),
        ("zh-hans-raw", "zh-Hans"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-hant", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-MO", "zh-Hant"),
        ("ZH_tw", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("yue", "zh-Hant"),
        ("yue-Hans-CN", "zh-Hans"),
        (" zh-TW ", "zh-Hant"),
        ("de", "de"),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_tag_means_one_of_our_texts(tag: str, language: str) -> None:
    """The script decides for Chinese; where the tag does not say it, the place does."""
    assert language_of(tag) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_our_languages_mean_themselves(language: str) -> None:
    """What is stored with a case or an invitation can be written after /language."""
    assert language_of(language) == language


@given(st.text(max_size=20))
def test_any_text_is_taken(text: str) -> None:
    """A client may send what it likes."""
    assert isinstance(language_of(text), str)
