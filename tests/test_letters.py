"""What is sent to another system, held against what is documented."""

import base64
import hmac
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.flow.announcements import Kind
from bot.hooks.signing import headers, key_of, new_secret
from bot.letters import id_of, letter
from tests.flow.announcing_steps import AT, CASE, example

DOCUMENT = (Path(__file__).parents[1] / "docs" / "events.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)]
EVENT_ID = "evt_5f0c1d2e3b4a59687786a5b4c3d2e1f0"


@pytest.mark.parametrize("kind", Kind)
def test_each_is_documented_as_it_is_sent(kind: Kind) -> None:
    """By an example, which is what the program sends in that case, name for name."""
    (documented,) = [each for each in EXAMPLES if each["type"] == kind]
    sent = letter(example(kind), event_id=EVENT_ID, invitation_id=9)
    assert json.loads(sent) == documented
    assert id_of(sent.encode()) == EVENT_ID
    assert not {CASE.phone, CASE.label} & {str(value) for value in json.loads(sent)["data"].values()}


def test_nothing_else_is_documented() -> None:
    """An example of what is never sent would be waited for in vain."""
    assert [each["type"] for each in EXAMPLES] == [*Kind]


def test_a_case_without_invitation_says_so() -> None:
    """Where access is open there is none, and the field is there all the same."""
    sent = letter(example(Kind.OPENED), event_id=EVENT_ID, invitation_id=None)
    assert json.loads(sent)["data"]["invitation_id"] is None


def test_the_documented_check_accepts_what_is_sent_and_nothing_else() -> None:
    """The code that receivers are given is run against our own signature."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    known: dict[str, Any] = {"base64": base64, "hmac": hmac, "Mapping": Mapping}
    exec(code, known)  # noqa: S102 -- ours, from the document
    is_genuine = known["is_genuine"]
    body = letter(example(Kind.LIVE), event_id=EVENT_ID, invitation_id=9).encode()
    old, new = new_secret(b"o" * 32), new_secret(b"n" * 32)
    sent = headers(body, event_id=EVENT_ID, at=AT, keys=[key_of(new), key_of(old)])

    assert all(is_genuine(secret, sent, body, AT + 299) for secret in (old, new))
    assert not is_genuine(new_secret(b"x" * 32), sent, body, AT)
    assert not is_genuine(new, sent, body + b" ", AT)
    assert not is_genuine(new, sent, body, AT + 300)
