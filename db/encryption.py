"""Keeps people's data unreadable in the database: authenticated encryption, and keyed hashes to look things up by."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["Cipher", "InvalidKeyError", "InvalidToken", "new_key", "token_hash"]


class InvalidKeyError(ValueError):
    """An encryption key is not 32 random bytes in URL-safe base64, or there is none."""


def new_key() -> str:
    """A key for `ENCRYPTION_KEYS`."""
    return Fernet.generate_key().decode()


def token_hash(token: str) -> str:
    """What is stored of an invitation's token. It has 128 random bits, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()  # JSON may hold half a character


class Cipher:
    """Encrypts with the newest key and reads what any of the keys wrote."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, newest first. Raises `InvalidKeyError`, whose text holds nothing of a key.

        What is looked up by hash is hashed with the last key, which therefore must stay the last one: with a new key
        in front, a number's budget and the uniqueness of its open case hold on.
        """
        if not keys:
            raise InvalidKeyError("there is no encryption key")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as exc:
            raise InvalidKeyError("an encryption key is not 32 bytes in URL-safe base64") from exc
        # A key of its own: what is looked up by hash must not weaken what is encrypted.
        derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"keyed hashes of numbers and codes")
        self._hash_key = derive.derive(base64.urlsafe_b64decode(keys[-1]))

    def __repr__(self) -> str:
        return "Cipher(…)"

    def encrypt(self, data: bytes) -> bytes:
        """Authenticated ciphertext, as ASCII bytes."""
        return self._fernet.encrypt(data)

    def decrypt(self, data: bytes) -> bytes:
        """What `encrypt` was given. Raises `InvalidToken` for anything else."""
        return self._fernet.decrypt(data)

    def keyed_hash(self, purpose: str, *parts: str) -> str:
        """A hash that only who has the key can make; the purpose and the parts' borders are part of it."""
        message = "\x1f".join((purpose, *parts)).encode()
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()
