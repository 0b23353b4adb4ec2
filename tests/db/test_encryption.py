"""What is stored cannot be read without the key, nor changed, nor looked up by guessing."""

import hashlib
import re
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import Button
from bot.flow.model import Fault, Refused, Unknown
from bot.ports import Later
from db import keyring
from db.encryption import Cipher, InvalidKeyError, InvalidToken, key_id, new_key, token_hash
from db.tables import metadata
from tests.support.office import ACCEPTED, KEY, NOT_VERIFIED, NUMBER, Office

OTHER = new_key()


@given(st.binary(max_size=500))
def test_what_is_encrypted_comes_back(data: bytes) -> None:
    """Whole, and never the same twice; in the stored form nothing of it can be seen."""
    cipher = Cipher([KEY])
    stored = cipher.encrypt(data)

    assert cipher.decrypt(stored) == data
    assert stored != cipher.encrypt(data)
    assert len(data) < 4 or data not in stored


@given(st.binary(min_size=1, max_size=50), st.data())
def test_what_was_changed_is_refused(data: bytes, draw: st.DataObject) -> None:
    """A single flipped bit is found."""
    stored = bytearray(Cipher([KEY]).encrypt(data))
    place = draw.draw(st.integers(0, len(stored) - 1))
    # Flipping the fifth bit keeps the character one of base64's, and changes what it says.
    stored[place] ^= 1 << draw.draw(st.integers(0, 4))

    try:
        found = Cipher([KEY]).decrypt(bytes(stored))
    except InvalidToken:
        return
    assert found == data  # padding bits of base64 mean nothing


def test_a_key_in_front_reads_what_the_old_one_wrote() -> None:
    """New keys come in front: they write, the old ones still read; with the old one gone it is unreadable."""
    written = Cipher([KEY]).encrypt(b"x")
    rotated = Cipher([OTHER, KEY])

    assert rotated.decrypt(written) == b"x"
    assert Cipher([OTHER]).decrypt(rotated.encrypt(b"y")) == b"y"
    with pytest.raises(InvalidToken):
        Cipher([OTHER]).decrypt(written)


def test_hashes_outlive_a_new_key_in_front() -> None:
    """A number's budget, and the uniqueness of its open case, are found by hash: a new key must not lose them."""
    assert Cipher([OTHER, KEY]).keyed_hash("number", NUMBER) == Cipher([KEY]).keyed_hash("number", NUMBER)
    assert Cipher([OTHER]).keyed_hash("number", NUMBER) != Cipher([KEY]).keyed_hash("number", NUMBER)


def test_the_key_for_hashes_outlives_every_other() -> None:
    """Stored encrypted with one key and then with another, it makes the same hashes; the first key may go."""
    old, both = Cipher([KEY]), Cipher([OTHER, KEY])
    followed = both.following(old.ids[0], old.wrapped(old.ids[0]))
    alone = Cipher([OTHER]).following(both.ids[0], followed.wrapped(both.ids[0]))

    assert alone.keyed_hash("number", NUMBER) == old.keyed_hash("number", NUMBER)
    assert followed.encrypts_with == old.ids[0]
    assert old.decrypt(followed.encrypt(b"x")) == b"x"
    with pytest.raises(InvalidToken):
        both.following(both.ids[0], old.wrapped(old.ids[0]))
    assert Cipher([KEY]).hashing_with(b"h" * 32).keyed_hash("number", NUMBER) != old.keyed_hash("number", NUMBER)


def test_it_is_known_which_key_wrote() -> None:
    """By trying: what is stored does not say."""
    both = Cipher([OTHER, KEY])

    assert [both.key_of(written) for written in (both.encrypt(b"x"), Cipher([KEY]).encrypt(b"y"), b"z")] == [
        key_id(OTHER),
        key_id(KEY),
        "",
    ]
    assert both.ids == (key_id(OTHER), key_id(KEY))


def test_a_keys_id_says_nothing_of_it() -> None:
    """It may be printed and written down: eight characters, of a key that has none of them to spare."""
    assert re.fullmatch("[0-9a-f]{8}", key_id(KEY))
    assert key_id(KEY) == "3fd342fe"
    assert len({key_id(new_key()) for _ in range(100)}) == 100


def test_hashes_need_the_key() -> None:
    """None is a plain hash of what it stands for, and purposes and borders between parts count."""
    cipher = Cipher([KEY])
    hashes = {
        cipher.keyed_hash("number", NUMBER),
        cipher.keyed_hash("code", NUMBER),
        cipher.keyed_hash("code", NUMBER, "123456"),
        cipher.keyed_hash("code", NUMBER + "1", "23456"),
        cipher.keyed_hash("code", NUMBER[:-1], NUMBER[-1] + "123456"),
        hashlib.sha256(NUMBER.encode()).hexdigest(),
    }

    assert len(hashes) == 6
    assert cipher.keyed_hash("number", NUMBER) == Cipher([KEY]).keyed_hash("number", NUMBER)


def test_a_token_is_stored_as_a_hash() -> None:
    """The same each time, of the width of the column, whatever somebody puts behind `/start`."""
    assert token_hash("abc") == hashlib.sha256(b"abc").hexdigest()
    for odd in ("", "\ud800", "x" * 5000, "\x00"):
        assert len(token_hash(odd)) == 64


@pytest.mark.parametrize("keys", [[], [""], ["x"], [KEY[:-2]], [KEY, "x"], ["é" * 44]], ids=range(6))
def test_a_key_that_is_none_is_refused(keys: list[str]) -> None:
    """Without quoting it."""
    with pytest.raises(InvalidKeyError) as caught:
        Cipher(keys)

    assert str(caught.value) in {"there is no encryption key", "an encryption key is not 32 bytes in URL-safe base64"}


def test_a_cipher_shows_nothing() -> None:
    """However it is printed."""
    assert repr(Cipher([KEY])) == str(Cipher([KEY])) == "Cipher(…)"


# --- A whole conversation


SECRETS = (
    NUMBER,
    "1234567890",
    "812-3456",
    "111111",
    "222222",
    "Your WhatsApp code",
    "Toko",
    "my cat is called Rex",
    "invitation-token",
    "Budi",
)
"""Numbers, codes, labels, tokens, names and whatever else people wrote."""


@pytest.fixture
async def after_a_conversation(database_url: str) -> AsyncGenerator[Office]:
    """A database in which everything has been stored that ever is, some of it still owed and undecided."""
    office = Office(database_url)
    office.store.use(await keyring.open_ring(office.store._engine, Cipher([KEY]), new_hash_key=b"h" * 32))
    await office.store.follow_keys(1)
    await office.to_code(7, "invitation-token")
    wrong = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", request_id="R-1", try_used=True)
    office.provider.outcomes = [NOT_VERIFIED, wrong]
    await office.says(7, "Your WhatsApp code is 111-111")
    await office.says(7, "my cat is called Rex")
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.says(7, "222222")
    await office.invites("second", phone="6281234567891")
    await office.says(8, "/start second")
    await office.says(8, "yes")
    await office.taps(8, Button.COLLEAGUE)
    office.provider.outcomes = [NOT_VERIFIED, Unknown(reason="ReadTimeout")]
    office.messenger.failures = [Later("down"), Later("down")]
    await office.says(8, "111111")
    await office.put(office.message(7, text="my cat is called Rex"), office.message(9, text="222222"))
    yield office
    await office.close()


async def test_nothing_readable_is_in_any_row(after_a_conversation: Office) -> None:
    """Neither in a column of text nor in one of bytes, on either database."""
    async with after_a_conversation.store.transaction() as tx:
        connection = tx._connection
        rows = {
            table.name: [bytes_of(value) for row in await connection.execute(table.select()) for value in row]
            for table in metadata.tables.values()
        }

    may_be_empty = {
        "announcements",
        "buried",
        "digest",
        "heartbeat",
        "moved_groups",
        "notices",
        "pacing",
        "portrait",
        "tellings",
        "tokens",
    }
    may_be_empty.add("incidents")
    may_be_empty |= {"audit", "audit_head", "staff", "staff_links"}  # Nobody of the staff was there.
    may_be_empty |= {"topics", "relayed", "canned"}
    assert {name for name, values in rows.items() if not values} <= may_be_empty
    assert list(_found(b"\n".join(value for values in rows.values() for value in values))) == []


async def test_nothing_readable_is_in_the_file(after_a_conversation: Office) -> None:
    """Nor in what SQLite leaves behind in free pages and in its log."""
    engine = after_a_conversation.store._engine
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are not ours to read")
    assert engine.url.database is not None
    raw = _raw(engine.url.database)

    assert b"ChatappMigrationVerified" in raw  # What is no secret is there to be read: we look at the right bytes.
    assert list(_found(raw)) == []


def bytes_of(value: object) -> bytes:
    """A column's value as bytes."""
    return value if isinstance(value, bytes) else str(value).encode()


def _raw(database: str) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Path(database).parent.glob(f"{Path(database).name}*")))


def _found(raw: bytes) -> Iterator[str]:
    for secret in SECRETS:
        if secret.encode() in raw or secret.encode("utf-16-le") in raw or secret.encode().hex().encode() in raw:
            yield secret
