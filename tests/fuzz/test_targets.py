"""The harnesses hold for what hypothesis makes of good input, within the time of a test, and for what fuzzing found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.errors import Refused
from tests.fuzz.targets import CODE, PHONE, TARGETS, can_be_sent

_CHAT = {"id": 7, "type": "private"}
_SENT = {"message_id": 5, "date": 1, "chat": _CHAT, "from": {"id": 7, "language_code": "id"}}

SEEDS: dict[str, list[bytes]] = {
    "inbound": [
        json.dumps(update).encode()
        for update in (
            {"update_id": 1, "message": {**_SENT, "text": f"code {CODE}"}},
            {"update_id": 1, "edited_message": {**_SENT, "text": "/start tok-en_1"}},
            {"update_id": 1, "message": {**_SENT, "contact": {"phone_number": PHONE, "user_id": 7}}},
            {"callback_query": {"id": "9", "from": {"id": 7}, "data": "1:7:yes:0", "message": {"chat": _CHAT}}},
        )
    ],
    "answer": [
        bytes([chosen])
        + json.dumps(
            {
                "Code": code,
                "Message": f"(#136025) {PHONE} {CODE}",
                "Data": {"PhoneNumber": PHONE, "CodeVerificationStatus": "VERIFIED"},
            }
        ).encode()
        for chosen in range(3)
        for code in ("OK", "0000", "Throttling.User", "136025")
    ],
    "code": [f"<#> {CODE} is your WhatsApp code\n4sgLq1p5sV6".encode(), "kode WA １２３-456".encode(), b"123456"],
    "phone": [b"\x01+62 812-3456-7890", b"\x010812 3456 7890", "\x00٠٠٦٢٨١٢٣٤٥٦٧٨٩٠".encode()],
    "label": ["PT <b>Maju</b> &lt;\u202e\u200b".encode(), b'<a href="tg://user?id=1">', b"\xed\xa0\xbd"],
}

FOUND: list[tuple[str, bytes]] = [
    ("inbound", b"[" * 100_000),
    ("phone", b"\x00+98 9686"),  # an Iranian service's number, as long as a code
]
"""What once broke a target, by its name: see CONTRIBUTING on how it is looked for."""


def _spoilt(seed: bytes, place: int, width: int, put: bytes) -> bytes:
    place %= len(seed) + 1
    return seed[:place] + put + seed[place + width :]


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
def test_nothing_breaks_it(name: str, data: st.DataObject) -> None:
    """Neither bytes at random nor good input with something put in, or taken out."""
    spoilt = st.builds(
        _spoilt,
        st.sampled_from(SEEDS[name]),
        st.integers(0, 300),
        st.integers(0, 4),
        st.binary(max_size=12) | st.sampled_from([seed[:40] for seed in SEEDS[name]]),
    )
    TARGETS[name](data.draw(spoilt | st.binary(max_size=200)))


@pytest.mark.parametrize(("name", "found"), FOUND, ids=range(len(FOUND)))
def test_what_fuzzing_found_is_mended(name: str, found: bytes) -> None:
    """Once and for all."""
    TARGETS[name](found)


def test_a_target_can_fail() -> None:
    """A harness that swallows everything would find nothing."""
    with pytest.raises(Refused):
        can_be_sent("1 < 2")
    with pytest.raises(AssertionError):
        can_be_sent('<a href="https://example.org">x</a>')
