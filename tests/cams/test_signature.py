"""Signatures: the published examples step by step, and the provider's own client as the judge of all others."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cams.signature import (
    EMPTY_BODY,
    Credentials,
    authorization,
    canonical_query,
    canonical_request,
    signature,
    string_to_sign,
)
from tests.cams.official import official_authorization, official_hash

VECTORS = sorted((Path(__file__).parent / "vectors").iterdir())
KEY_ID, SECRET = "YourAccessKeyId", "YourAccessKeySecret"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
"""Anything that can be written as UTF-8."""
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9_.]{0,20}", fullmatch=True)
"""The judge does not encode the names of parameters, so only names that need no encoding can be compared."""
HEADERS = st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True), TEXTS, max_size=8)


def read(vector: Path, step: str) -> str:
    """Read one step of a vector; the file ends with a line end that is not part of it."""
    return (vector / step).read_text().removesuffix("\n")


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_known_answers(vector: Path) -> None:
    """Both known answers come out; where one does not, the failure names the first step that went wrong."""
    first, *lines = read(vector, "request").splitlines()
    method, target = first.split()
    headers = dict(line.split(": ", 1) for line in lines)
    query = canonical_query(dict(parse_qsl(urlsplit(target).query, keep_blank_values=True)))
    canonical = canonical_request(method, query, headers)
    string = string_to_sign(canonical)
    result = authorization(KEY_ID, headers, signature(SECRET, string))
    if result != read(vector, "authorization"):
        assert query == urlsplit(target).query
        assert canonical == read(vector, "canonical")
        assert string == read(vector, "string_to_sign")
    assert result == read(vector, "authorization")


def test_known_answers_are_those_of_the_reference() -> None:
    """The vectors are not computed by the code that they judge: these are the values as they were published."""
    ends = {vector.name: (read(vector, "string_to_sign"), read(vector, "authorization")) for vector in VECTORS}

    assert {name: (string.split("\n")[1], end.split("Signature=")[1]) for name, (string, end) in ends.items()} == {
        "chatapp-migration-verified": (
            "45a3717ba3b9787a68e3c3b69e2db4d1f76cb6f4aef5813d8c0032934ec2ee1b",
            "ca2cb0d79fc3153e90f1d40f717fd93bdefd13ce02eac5bbea08fea66f2175dd",
        ),
        "published-example": (
            "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
        ),
    }


@given(
    parameters=st.dictionaries(NAMES, TEXTS, max_size=6), headers=HEADERS, key_id=TEXTS, secret=TEXTS, body=st.binary()
)
def test_the_official_client_signs_the_same(
    parameters: dict[str, str], headers: dict[str, str], key_id: str, secret: str, body: bytes
) -> None:
    """Whatever is signed, the header equals the official SDK's byte for byte."""
    body_hash = official_hash(body)
    canonical = canonical_request("POST", canonical_query(parameters), headers, body_hash)

    assert authorization(key_id, headers, signature(secret, string_to_sign(canonical))) == official_authorization(
        parameters, headers, body_hash, key_id=key_id, secret=secret
    )


@given(st.dictionaries(TEXTS, TEXTS, max_size=6))
def test_a_query_can_be_read_back(parameters: dict[str, str]) -> None:
    """Nothing that a parameter can hold is lost or changed on the way, whatever the name."""
    query = canonical_query(parameters)

    assert query.isascii()
    assert dict(parse_qsl(query, keep_blank_values=True)) == parameters


def test_encoding_is_that_of_the_rfc() -> None:
    """A space is not a plus, and of the signs only four stay as they are."""
    assert canonical_query({"b": "-_.~ *+/&=", "a": "é", "B": ""}) == "B=&a=%C3%A9&b=-_.~%20%2A%2B%2F%26%3D"


def test_the_body_is_empty() -> None:
    """All parameters travel in the query, so the hash is that of nothing."""
    assert EMPTY_BODY == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "parts",
    [("", "s"), ("k", ""), ("clé", "s"), ("k\n", "s"), ("k", "s "), ("k", "s", "t\r\nx: y"), ("k k", "s")],
    ids=["no name", "no secret", "not ascii", "line end", "space behind", "header in it", "space in it"],
)
def test_a_key_that_was_copied_wrongly_is_noticed(parts: tuple[str, ...]) -> None:
    """Before anything is sent, and without the key in the words."""
    with pytest.raises(ValueError, match=r"^an access key (has a name and a secret|consists of visible ASCII .*)$"):
        Credentials(*parts)


def test_credentials_keep_their_secrets() -> None:
    """A key in an error report shows its name only."""
    assert repr(Credentials("LTAI-id", "the-secret", "the-token")) == "Credentials(key_id='LTAI-id')"
