"""The net under the log: what it hides, and what it must leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import HIDDEN, IDS, net

CAUGHT = net(["a-password-of-ours", "a-password", "short"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Your code is 123456.", f"Your code is {HIDDEN}."),
        ("123-456", HIDDEN),
        ("12 34 56", HIDDEN),
        ("١٢٣٤٥٦", HIDDEN),
        ("+62 812-3456-7890", f"+{HIDDEN}"),
        ("(021) 555 0100", f"({HIDDEN}"),
        ("bot 123456:AAF-abcdefghijklmnopqrstuvwxyz01234 it is", f"bot {HIDDEN} it is"),
        ("https://api.telegram.org/bot1:x/getMe", f"https://api.telegram.org/{HIDDEN}"),
        ("see https://a.example?Code=x now", f"see https://a.example/{HIDDEN} now"),
        ("postgresql://bot:secret@db/bot", f"postgresql://db/{HIDDEN}"),
        ("gAAAAABm" + "x" * 80, HIDDEN),
        ("LTAI5tAbCdEfGhIjKlMn", HIDDEN),
        ("with a-password-of-ours and a-password", f"with {HIDDEN} and {HIDDEN}"),
    ],
)
def test_what_may_be_secret_is_hidden(text: str, left: str) -> None:
    """However it is grouped and wherever it stands; of an address its host is left."""
    assert CAUGHT("error", text) == left


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("request_id", "8C5F0BB6-1234-5678-9012-123456789012"),
        ("case_id", 1234567),
        ("update_id", 987654321),
        ("new_chat_id", -1001234567890),
        ("code", "136025"),
        ("code", "Chatapp.VerifyCodeError"),
        ("wait", 0.1234567),
        ("is_all", True),
        ("reason", None),
        ("wait", 15),
        ("error", "short"),
        ("error", "Wrong response from the webhook: 503 Service Unavailable"),
        ("error", "https://bot.example.org"),
        ("timestamp", "12:34"),
    ],
)
def test_what_is_needed_is_left(name: str, value: object) -> None:
    """Ids, counts, durations, the provider's codes, words."""
    assert CAUGHT(name, value) == value


@pytest.mark.parametrize(("name", "value"), [("number", 6281234567890), ("code", "6281234567890"), ("given", 123456)])
def test_a_name_excuses_only_what_it_is_for(name: str, value: object) -> None:
    """A whole number that is nobody's id, and a code that is as long as a phone number."""
    assert name not in IDS
    assert CAUGHT(name, value) == HIDDEN


@given(
    st.text(max_size=30),
    st.text("0123456789", min_size=6, max_size=15),
    st.sampled_from(["", " ", "-", "."]),
    st.text(max_size=30),
)
def test_no_code_gets_through(before: str, digits: str, between: str, after: str) -> None:
    """Whatever stands around it."""
    written = between.join((digits[:3], digits[3:]))

    assert written not in str(CAUGHT("said", f"{before}{written}{after}"))
