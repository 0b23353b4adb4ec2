"""Signatures, as receivers check them with a library of Standard Webhooks."""

import base64

import pytest

from bot.hooks.signing import LONGEST, SHORTEST, UnusableSecretError, headers, key_of, new_secret

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_it_is_the_signature_that_libraries_expect() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    made = headers(
        b'{"test": 2432232314}', event_id="msg_p5jXN8AQM9LWM0D4loKWxJek", at=1614265330, keys=[key_of(SECRET)]
    )
    assert made == {
        "content-type": "application/json",
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNED,
    }


def test_two_secrets_sign_beside_each_other() -> None:
    """While a secret is changed, who has either can check: the newest signature comes first."""
    made = headers(
        b'{"test": 2432232314}',
        event_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=1614265330,
        keys=[b"n" * SHORTEST, key_of(SECRET)],
    )
    first, second = made["webhook-signature"].split(" ")
    assert (second, first.startswith("v1,"), first != second) == (SIGNED, True, True)


@pytest.mark.parametrize(("event_id", "at", "body"), [("a", 2, b"{}"), ("b", 1, b"{}"), ("a", 1, b"[]")])
def test_id_time_and_body_are_signed(event_id: str, at: int, body: bytes) -> None:
    """Whatever of the three is changed, the signature is another one."""
    signed = headers(b"{}", event_id="a", at=1, keys=[key_of(SECRET)])
    other = headers(body, event_id=event_id, at=at, keys=[key_of(SECRET)])
    assert other["webhook-signature"] != signed["webhook-signature"]


@pytest.mark.parametrize("length", [SHORTEST, LONGEST])
def test_a_secret_is_read_as_it_was_made(length: int) -> None:
    """Of every length that the specification allows."""
    assert key_of(new_secret(b"k" * length)) == b"k" * length


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "whsec_",
        "hunter2",
        SECRET.removeprefix("whsec_"),
        "whsec_" + base64.b64encode(b"k" * (SHORTEST - 1)).decode(),
        "whsec_" + base64.b64encode(b"k" * (LONGEST + 1)).decode(),
        SECRET + "!",
    ],
    ids=range(7),
)
def test_what_is_no_secret_is_refused_unquoted(secret: str) -> None:
    """Too short, too long, without its beginning, or no base64."""
    with pytest.raises(UnusableSecretError) as caught:
        key_of(secret)
    assert str(caught.value) == "it must be whsec_ and then 24 to 64 bytes in base64"
