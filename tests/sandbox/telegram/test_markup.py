"""HTML markup as Telegram reads it."""

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sandbox.telegram.as_html import to_html
from sandbox.telegram.errors import Refused
from sandbox.telegram.found import with_found
from sandbox.telegram.markup import Formatted, parse_html, tidy, utf16_length
from sandbox.telegram.schema import JsonObject

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def _entity(kind: str, offset: int, length: int, **more: object) -> JsonObject:
    return {"type": kind, "offset": offset, "length": length, **more}


READ: dict[str, tuple[str, Formatted]] = {
    "plain": ("a > b & c", Formatted("a > b & c")),
    "references": ("&lt;&gt;&amp;&quot;&#39;&#x27;", Formatted("<>&\"''")),
    "unknown reference": ("&nbsp;&copy;", Formatted("&nbsp;&copy;")),
    "bold both ways": ("<b>a</b><strong>b</strong>", Formatted("ab", (_entity("bold", 0, 1), _entity("bold", 1, 1)))),
    "italic": ("<i>a</i><em>b</em>", Formatted("ab", (_entity("italic", 0, 1), _entity("italic", 1, 1)))),
    "underline": ("<u>a</u>", Formatted("a", (_entity("underline", 0, 1),))),
    "strikethrough": ("<s>a</s>", Formatted("a", (_entity("strikethrough", 0, 1),))),
    "spoilers": (
        '<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>',
        Formatted("ab", (_entity("spoiler", 0, 1), _entity("spoiler", 1, 1))),
    ),
    "nested": (
        "<b>one <i>two</i></b>",
        Formatted("one two", (_entity("bold", 0, 7), _entity("italic", 4, 3))),
    ),
    "emoji are two units": ("\N{EYES}<b>a</b>", Formatted("\N{EYES}a", (_entity("bold", 2, 1),))),
    "link": (
        '<a href="https://example.com/?a=1&amp;b=2">x</a>',
        Formatted("x", (_entity("text_link", 0, 1, url="https://example.com/?a=1&b=2"),)),
    ),
    "link by its text": (
        "<a>example.com</a>",
        Formatted("example.com", (_entity("text_link", 0, 11, url="http://example.com/"),)),
    ),
    "link to nowhere": ('<a href="http://localhost">x</a>', Formatted("x")),
    "code": ("<code>1</code>", Formatted("1", (_entity("code", 0, 1),))),
    "code with a language": (
        '<pre><code class="language-python">1</code></pre>',
        Formatted("1", (_entity("pre", 0, 1, language="python"),)),
    ),
    "quote": ("<blockquote>a</blockquote>", Formatted("a", (_entity("blockquote", 0, 1),))),
    "long quote": (
        "<blockquote expandable>a</blockquote>",
        Formatted("a", (_entity("expandable_blockquote", 0, 1),)),
    ),
    "time": (
        '<tg-time unix="1800000000" format="r">soon</tg-time>',
        Formatted("soon", (_entity("date_time", 0, 4, unix_time=1800000000, date_time_format="r"),)),
    ),
    "empty tag": ("a<b></b>", Formatted("a")),
    "capitals and blanks": ("<B >a</b >", Formatted("a", (_entity("bold", 0, 1),))),
    "nameless end": ("<b>a</>", Formatted("a", (_entity("bold", 0, 1),))),
}

REFUSED = {
    "<b>a": 'Can\'t find end tag corresponding to start tag "b"',
    "<b": "Unclosed start tag at byte offset 0",
    "é<br>": 'Unsupported start tag "br" at byte offset 2',
    "a < b": 'Unsupported start tag "" at byte offset 2',
    "</b>": "Unexpected end tag at byte offset 0",
    "<b>a</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "<b>a</b": "Unclosed end tag at byte offset 4",
    "<b><i>a</b></i>": 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    "<a href>x</a>": 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
    "<a =x>x</a>": 'Empty attribute name in the tag "a" at byte offset 0',
    '<a href="x': "Unclosed start tag at byte offset 0",
    "<a href=x/y>x</a>": "Unexpected end of name token at byte offset 8",
    '<span class="big">a</span>': 'Tag "span" must have class "tg-spoiler" at byte offset 0',
    '<tg-emoji emoji-id="x">a</tg-emoji>': "Invalid custom emoji identifier specified",
    '<tg-time unix="soon">a</tg-time>': "Invalid unix time specified",
    '<tg-time unix="1" format="?">a</tg-time>': "Invalid date-time format specified",
    "&#xd800;": "Text contains invalid Unicode characters after decoding HTML entities",
}


@pytest.mark.parametrize("case", READ)
def test_read(case: str) -> None:
    """Every tag that Telegram knows becomes an entity at the right place."""
    source, expected = READ[case]

    assert parse_html(source) == expected


@pytest.mark.parametrize("source", REFUSED)
def test_refused(source: str) -> None:
    """Bad markup is refused in the real server's words, with the place in bytes."""
    with pytest.raises(Refused) as refused:
        parse_html(source)

    assert (refused.value.status, refused.value.description) == (
        400,
        f"Bad Request: can't parse entities: {REFUSED[source]}",
    )


@given(TEXT)
def test_escaped_text_comes_back(text: str) -> None:
    """Text escaped by the standard library is read as it was."""
    assert parse_html(html.escape(text)) == Formatted(text)


@given(st.text("<>/ab=\"'& ;#x1\\\n\N{EYES}" + "ipretg-") | st.text())
@example("<a href='&lt;")
@example("<pre><code>a</code>b</pre>")
def test_never_raises_anything_else(source: str) -> None:
    """Whatever is sent, the answer is a text whose entities fit it, or a refusal."""
    try:
        formatted = parse_html(source)
    except Refused:
        return

    length = utf16_length(formatted.text)
    assert all(0 <= one["offset"] < one["offset"] + one["length"] <= length for one in formatted.entities)


@given(
    st.text("<>/bi&a \N{EYES}")
    | st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "a\N{EYES}", " "])).map("".join)
)
def test_page_shows_what_was_read(source: str) -> None:
    """HTML written for the page means what was read from the bot's."""
    try:
        formatted = parse_html(source)
    except Refused:
        return

    assert parse_html(to_html(formatted)).text == formatted.text


def test_page_shows_nested_markup() -> None:
    """Tags are closed in the order in which they were opened."""
    source = '<b>a<i>b</i></b> <a href="https://e.org/">c</a>&lt;'

    assert to_html(parse_html(source)) == source


def test_page_has_what_telegram_finds() -> None:
    """Addresses can be opened and commands sent, as in the app; neither carries markup of its own."""
    found = with_found(Formatted('/case_12 \N{EYES} https://example.com/?a=1&b="2'))

    assert to_html(found) == (
        '<button type="button" class="command">/case_12</button> \N{EYES} '
        '<a href="https://example.com/?a=1&amp;b=">https://example.com/?a=1&amp;b=</a>&quot;2'
    )


TIDY: dict[str, tuple[Formatted, Formatted]] = {
    "blanks": (Formatted(" \n a \n"), Formatted("a")),
    "controls": (Formatted("a\tb\rc\0d"), Formatted("a bc d")),
    "entities move along": (
        Formatted("\n\n a b ", (_entity("bold", 1, 3), _entity("italic", 5, 3))),
        Formatted("a b", (_entity("bold", 0, 1), _entity("italic", 2, 1))),
    ),
    "entities of blanks go": (Formatted(" a", (_entity("bold", 0, 1),)), Formatted("a")),
}


@pytest.mark.parametrize("case", TIDY)
def test_tidy(case: str) -> None:
    """The server trims a text, and entities stay on their letters."""
    given_text, expected = TIDY[case]

    assert tidy(given_text) == expected


FOUND: dict[str, list[JsonObject]] = {
    "/start abc": [_entity("bot_command", 0, 6)],
    "see /help@sandbox_bot.": [_entity("bot_command", 4, 17)],
    "a/b and 1/2": [],
    "\N{EYES} https://example.com/x, yes": [_entity("url", 3, 21)],
    "me@example.com": [_entity("email", 0, 14)],
    "@somebody #tag #1": [_entity("mention", 0, 9), _entity("hashtag", 10, 4)],
    "+62 812-3456-7890": [_entity("phone_number", 0, 17)],
    "123456": [],
}


@pytest.mark.parametrize("text", FOUND)
def test_found(text: str) -> None:
    """The server finds commands, links and numbers in plain text."""
    assert list(with_found(Formatted(text)).entities) == FOUND[text]


def test_nothing_is_found_in_code() -> None:
    """Inside code nothing is looked for."""
    formatted = parse_html("<code>/start</code>")

    assert with_found(formatted) == formatted
