"""Each language is written in its own script and words: nothing of another leaks in, by mistake or by half."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast

from bot.telegram import words
from bot.telegram.words import LANGUAGES

LOCALES = Path(words.__file__).parents[1] / "locales"
CHINESE = ("zh-Hans", "zh-Hant")

NAMES = frozenset({
    "WhatsApp", "Business", "Manager", "Telegram", "SMS", "SIM", "PIN", "ID", "UTC", "English", "Bahasa", "Indonesia",
    "Language", "Meta",
    # What the provider calls things, in the file for its support.
    "CAMS", "CustSpaceId", "RequestId",
})  # fmt: skip
"""Latin words that a Chinese text may have: names, and what people call by its English letters."""

IN_BOTH = frozenset({
    # What staff type, and read of a script: `/register`, `zh-Hans`, an invitation’s “label”, a plus.
    "hans", "hant", "label", "plus", "register",
    # Names: of products, of languages, and of what stands in the provider's console.
    "alibaba", "aliyuncamsreadonlyaccess", "approved", "bahasa", "business", "cams", "chat", "app", "cloud", "code",
    "codeverificationstatus", "custspaceid", "embedded", "english", "forbidden", "indonesia", "language",
    "manager", "message", "meta", "openapi", "phone", "numbers", "account", "tools", "step", "two", "verification",
    "ram", "requestid", "resource", "role", "riskcontrol", "service", "sms", "telegram", "userverification", "verified",
    "waba", "whatsapp", "ntp", "utc", "insufficientbalance", "csv", "utf",
    # Months that are spelled alike, and words that Indonesian has borrowed.
    "april", "november", "september", "access", "action", "admin", "bank", "bot", "connected", "data", "digit", "disk",
    "docs",
    "endpoint", "key", "login", "menu", "operations", "pin", "program", "server", "sim", "space", "status",
    "vendor", "webhook",
})  # fmt: skip
"""Words of three letters or more that English and Indonesian texts may both have. Add one here if it is Indonesian."""

MAINLAND = (
    "短信",
    "消息",
    "鏈接",
    "賬號",
    "賬戶",
    "信息",
    "粘貼",
    "登錄",
    "發送",
    "遷移",
    "程序",
    "服務器",
    "訪問",
    "默認",
    "點擊",
)
"""Taiwan says 簡訊, 訊息, 連結, 帳號, 帳戶, 資訊, 貼上, 登入, 傳送, 轉移, 程式, 伺服器, 存取, 預設."""

ONE_FOR_TWO = ("后", "里", "么", "于", "云", "准", "干", "体", "台", "系", "余")
"""Simplified characters that Big5 has as well, in another meaning or as a variant; those that may stand are below."""

MAY_STAND = ("阿里", "這裡")
"""Where such a character is right: 阿里雲 is a name."""


_COMMAND = re.compile(r"(?<![\w<])/[a-z]+\b")
"""A command is spelled alike in each language."""


def _patterns(entry: ast.Message) -> Iterator[str]:
    """The literal stretches of a message, those of its variants too, without what is put in."""

    def walk(pattern: ast.Pattern) -> Iterator[str]:
        for element in pattern.elements:
            if isinstance(element, ast.TextElement):
                yield _COMMAND.sub("", element.value)
            elif isinstance(element.expression, ast.SelectExpression):
                for variant in element.expression.variants:
                    yield from walk(variant.value)

    if entry.value is not None:
        yield from walk(entry.value)


@cache
def texts(language: str) -> dict[str, str]:
    """What each message says in a language, without markup, commands and what is put in."""
    found: dict[str, str] = {}
    for file in sorted((LOCALES / language).iterdir()):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                literal = "\N{INVISIBLE SEPARATOR}".join(_patterns(entry))
                found[entry.id.name] = re.sub(r"<code>[^<]*</code>|<[^>]*>|/[a-z]+", "", literal)
    return found


def latin(text: str) -> set[str]:
    """The words in Latin letters."""
    return set(re.findall(r"[A-Za-z]+", text))


def is_in(character: str, encoding: str) -> bool:
    """Whether a national character set has the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def chinese(language: str) -> dict[str, str]:
    """What is written in Chinese: without a language's own name, and what may be typed for it."""
    own = {"button-simplified-chinese", "button-traditional-chinese", "button-language"}
    return {name: text for name, text in texts(language).items() if name not in own}


@pytest.mark.parametrize("language", CHINESE)
def test_no_foreign_word_is_left_in_chinese(language: str) -> None:
    """But for names, and for languages in their own."""
    strange = {name: latin(text) - NAMES for name, text in texts(language).items()}

    assert {name: left for name, left in strange.items() if left} == {}


def test_no_english_word_is_left_in_indonesian_nor_the_other_way_round() -> None:
    """A word of both languages is a name, or is on the list of those that Indonesian has borrowed."""

    def vocabulary(language: str) -> set[str]:
        spoken = (text for name, text in texts(language).items() if not name.startswith("words-"))
        return {word.lower() for text in spoken for word in latin(text) if len(word) >= 3}

    assert vocabulary("en") & vocabulary("id") - IN_BOTH == set()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in CHINESE])
def test_no_chinese_is_left_elsewhere(language: str) -> None:
    """But for the names of the languages, by which their readers find them."""
    found = {name for name, text in texts(language).items() if re.search(r"[\u3000-\u9fff\uff00-\uffef]", text)}

    assert found <= {"button-language", "button-simplified-chinese", "button-traditional-chinese"}


@pytest.mark.parametrize(("language", "encoding"), [("zh-Hans", "gb2312"), ("zh-Hant", "big5")])
def test_each_script_has_its_own_characters(language: str, encoding: str) -> None:
    """The national character sets tell the scripts apart: GB 2312 has no traditional character, Big5 no simplified."""
    wrong = {
        name: [each for each in text if "\u4e00" <= each <= "\u9fff" and not is_in(each, encoding)]
        for name, text in chinese(language).items()
    }

    assert {name: left for name, left in wrong.items() if left} == {}


def test_traditional_chinese_has_no_simplified_variant() -> None:
    """Characters that both scripts have, but not for the same word: 裡 and not 里, 後 and not 后."""
    left = {name: re.sub("|".join(MAY_STAND), "", text) for name, text in chinese("zh-Hant").items()}

    assert {name: text for name, text in left.items() if any(each in text for each in ONE_FOR_TWO)} == {}


def test_traditional_chinese_speaks_as_in_taiwan() -> None:
    """Converted characters alone would read as if somebody from elsewhere had written them."""
    left = {name: [each for each in MAINLAND if each in text] for name, text in texts("zh-Hant").items()}

    assert {name: found for name, found in left.items() if found} == {}


@pytest.mark.parametrize("language", CHINESE)
def test_chinese_is_polite_and_well_set(language: str) -> None:
    """您 and not 你; full-width stops; a space between Chinese and Latin letters or digits, but none in a date."""
    for name, text in chinese(language).items():
        set_text = re.sub(r"[月日]", "", text)
        if name.startswith("words-"):
            continue
        assert "你" not in text, name
        assert not re.search(r"[\u4e00-\u9fff][,.;:!?()]|[,.;:!?()][\u4e00-\u9fff]", text), name
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", set_text), name


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_nothing_was_forgotten_in_translation(language: str) -> None:
    """Only names, and what the provider calls things, may be the same as in English."""
    english, other = texts("en"), texts(language)
    same = {name for name, text in other.items() if english[name] == text and latin(text) - {"CAMS"}}

    allowed = {"button-english", "button-indonesian"}
    assert same - allowed <= {"staff-space", "staff-code", "staff-message", "staff-request", "staff-channel-sms"}
