"""Every text there is, in every language: the Fluent files of `bot/locales`, and what may be typed for a button.

A language is a folder of `.ftl` files that say the same messages with the same variables; to add one, add its folder,
its name to `LANGUAGES`, its button to `bot.buttons`, and the tags that mean it to `bot.text.language`.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import FluentParser, ast, visitor

from bot.buttons import LABELLED, Button
from bot.reading import plain

LANGUAGES = ("en", "id", "zh-Hans", "zh-Hant")
"""The languages that customers can have. The first is the one that others are translated from."""

STAFF_LANGUAGES = ("en", "id")
"""Those that have texts for staff too (`staff.ftl`)."""

COMMANDS = (
    "start",
    "status",
    "numbers",
    "resend",
    "human",
    "language",
    "cancel",
    "privacy",
    "mydata",
    "forgetme",
    "verify",
    "help",
)
"""What may be written after a slash, in the order of the menu. Each has a `command-…` message."""

ELLIPSIS = "…"

# What could make one value look like several lines, or turn the text around it (Unicode TR 9): a label «Verified\n…»
# must not speak for us. Surrogates cannot be sent at all.
_UNRULY = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " "),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


class WordlessError(Exception):
    """The texts lack what was asked of them, or contradict each other. A mistake of ours, never of a customer's."""


class Html(str):
    """Text that is HTML already and must not be escaped again: what `say` returns."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Message:
    """One message. Where it has no variables, what it says is its text: most texts need no formatting at all."""

    says: Html | Pattern
    variables: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Texts:
    """One language."""

    bundle: FluentBundle
    messages: Mapping[str, _Message]


def say(language: str, message_id: str, **variables: str | int) -> Html:
    """Say a message in a language, as HTML.

    The files hold HTML; what is put in is text: each `str` is escaped and kept in its line, unless it was said by
    `say` itself. An `int` is a number that plural forms are chosen by, and gets the language's thousands separators.

    Raises `WordlessError` if there is no such message, or if it does not take exactly these variables.
    """
    texts = _texts(language)
    message = texts.messages.get(message_id)
    if message is None:
        raise WordlessError(f"{language} has no message {message_id}")
    if variables.keys() != message.variables:
        raise WordlessError(f"{language} {message_id} takes {sorted(message.variables)}, not {sorted(variables)}")
    if isinstance(message.says, Html):
        return message.says
    return _format(texts.bundle, message.says, {name: _put_in(value) for name, value in variables.items()})


def clipped(text: str, longest: int) -> str:
    """The text, with its end cut off where it is longer than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + ELLIPSIS


@cache
def typed_words() -> Mapping[str, Button]:
    """What may be typed for each button, in every language together, as `bot.reading.plain` makes it.

    Raises `WordlessError` if a word would mean two buttons, or nothing is left of it.
    """
    words: dict[str, Button] = {}
    for language in LANGUAGES:
        for button in LABELLED:
            synonyms = say(language, f"words-{button}").split(",")
            for typed in (say(language, f"button-{button}"), *synonyms):
                word = plain(typed)
                if not word:
                    raise WordlessError(f"{language} words-{button} has an empty word")
                if words.setdefault(word, button) is not button:
                    raise WordlessError(f"«{word}» means both {words[word]} and {button} ({language})")
    return words


def escaped(text: str) -> Html:
    """Make a text that people or the provider wrote fit to stand in HTML: one line, and no markup of its own."""
    return Html(html.escape(" ".join(text.translate(_UNRULY).split()), quote=False))


def _put_in(value: str | int) -> str | int:
    return value if isinstance(value, int | Html) else escaped(value)


@cache
def _texts(language: str) -> _Texts:
    """Load a language. Raises `WordlessError` for one we do not have, or whose files are broken."""
    if language not in LANGUAGES:
        raise WordlessError(f"no language {language}")
    entries: dict[str, ast.Message] = {}
    # Where in its file a text stands is never asked, and to keep that takes 2 MB.
    parser = FluentParser(with_spans=False)
    for file in sorted(files("bot").joinpath("locales", language).iterdir(), key=lambda file: file.name):
        for entry in parser.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message) and entry.id.name not in entries:
                entries[entry.id.name] = entry
            elif not isinstance(entry, ast.BaseComment):
                raise WordlessError(f"{language}/{file.name} has something unreadable or repeated")
    # Isolating marks would be copied together with a number or a link, and all our languages run left to right.
    bundle = FluentBundle([language], use_isolating=False)
    texts = {name: text for name, entry in entries.items() if (text := _text_of(entry)) is not None}
    # Four of five messages are only text: Fluent keeps no more than the others, and what those quote.
    others = [entry for name, entry in entries.items() if name not in texts]
    quoted = set[str]().union(*(_found(entry).quoted for entry in others))
    bundle.add_resource(ast.Resource([*others, *(entries[name] for name in sorted(quoted & {*texts}))]))
    made = {name: _message(bundle, entries, name) for name in entries if name not in texts}
    return _Texts(bundle, {name: _Message(text, frozenset()) for name, text in texts.items()} | made)


def _text_of(entry: ast.Message) -> Html | None:
    """What a message says, where it is only text."""
    parts = entry.value.elements if entry.value is not None else ()
    texts = [part.value for part in parts if isinstance(part, ast.TextElement)]
    return Html("".join(texts)) if texts and len(texts) == len(parts) else None


def _message(bundle: FluentBundle, entries: Mapping[str, ast.Message], name: str) -> _Message:
    variables = _variables(entries, name)
    pattern = bundle.get_message(name).value
    if pattern is None:
        raise WordlessError(f"{name} says nothing")
    return _Message(pattern if variables else _format(bundle, pattern, {}), variables)


def _variables(entries: Mapping[str, ast.Message], name: str) -> frozenset[str]:
    """What a message wants put in, by itself and through the messages that it quotes."""
    found = _found(entries[name])
    return frozenset(found.variables).union(*(_variables(entries, quoted) for quoted in found.quoted))


def _found(entry: ast.Message) -> "_Found":
    found = _Found()
    found.visit(entry)
    return found


class _Found(visitor.Visitor):
    """Collects the variables of a message and the messages that it quotes."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.quoted: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 -- Fluent's name for it
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802 -- Fluent's name for it
        self.quoted.add(node.id.name)


def _format(bundle: FluentBundle, pattern: Pattern, variables: Mapping[str, str | int]) -> Html:
    text, errors = bundle.format_pattern(pattern, dict(variables))
    if errors:
        raise WordlessError("; ".join(str(error) for error in errors))
    return Html(cast("str", text))
