"""The net under the log: hides what looks like a secret, should a line ever say one. Pure.

Code says nothing secret in the first place; tests and campaigns fail where the net had anything to catch. So it is
strict: better a figure too many hidden than a code shown.
"""

import re
from collections.abc import Callable, Iterable

HIDDEN = "[hidden]"
"""Stands for what was caught."""

IDS = frozenset({"attempts", "case_id", "count", "new_chat_id", "port", "rows", "size", "update_id", "waiting"})
"""Names of whole numbers that may be long: ids of rows and groups, and counts."""

SHORTEST_SECRET = 8
"""Characters of a setting that are looked for: what is shorter is a word, and would blot out others."""

_WORDS = re.compile(r"[A-Za-z_ -]{0,39}")
"""What most values are, and what nothing below would find anything in: it halves the cost."""

_REQUEST_ID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
"""The provider's: support asks for it, and its digits are chance."""

_URL = re.compile(r"(?P<host>[a-z][a-z0-9+.-]*://)(?:[^\s/@]*@)?(?P<rest>[^\s/?#\"'<>]*)[^\s\"'<>]*", re.IGNORECASE)
"""Of an address no more is said than where it leads: a code is in a query, a token in a path, a password before @."""

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
_BLOB = re.compile(r"[A-Za-z0-9+/_=-]{40,}|\bLTAI[A-Za-z0-9]{10,}")
"""Keys, signatures, encrypted values: no word of ours is so long. And the ids of access keys."""

_DIGITS = re.compile(r"\d(?:[ .()/\u00a0-]{0,2}\d){5,}")
"""A code or a number, however it is grouped."""

_LONG_DIGITS = re.compile(r"\d(?:[ .()/\u00a0-]{0,2}\d){7,}")

_CODE = "code"
"""What the provider calls an error may be six or seven digits. The edge to it has seen that it is not what we sent."""


def net(secrets: Iterable[str] = ()) -> Callable[[str, object], object]:
    """What makes a named value of a log event fit to be written; `secrets` are hidden wherever they stand."""
    known = sorted({secret for secret in secrets if len(secret) >= SHORTEST_SECRET}, key=len, reverse=True)

    def caught(name: str, value: object) -> object:
        if value is None or isinstance(value, bool | float):
            return value
        if isinstance(value, int):
            return value if name in IDS or not _DIGITS.search(str(value)) else HIDDEN
        text = str(value)
        for secret in known:  # The longest first: one may be a part of another.
            if secret in text:
                text = text.replace(secret, HIDDEN)
        if _WORDS.fullmatch(text) or _REQUEST_ID.fullmatch(text):
            return text
        text = _URL.sub(_where, text)
        for pattern in (_TOKEN, _BLOB, _LONG_DIGITS if name == _CODE else _DIGITS):
            text = pattern.sub(HIDDEN, text)
        return text

    return caught


def _where(address: re.Match[str]) -> str:
    whole = f"{address['host']}{address['rest']}"
    return whole if whole == address[0] else f"{whole}/{HIDDEN}"
