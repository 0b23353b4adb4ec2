"""Keeps people's data unreadable in the database: authenticated encryption, and keyed hashes to look things up by."""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["Cipher", "InvalidKeyError", "InvalidToken", "key_id", "new_key", "token_hash"]

ID_BYTES = 4
"""As much of a key's id as tells a handful of keys apart, and no more than somebody can read out."""


class InvalidKeyError(ValueError):
    """An encryption key is not 32 random bytes in URL-safe base64, or there is none."""


def new_key() -> str:
    """A key for `ENCRYPTION_KEYS`."""
    return Fernet.generate_key().decode()


def key_id(key: str) -> str:
    """What a key may be called by. It says nothing of the key, which is random and far longer."""
    return _derive(key, b"id of an encryption key", ID_BYTES).hex()


def token_hash(token: str) -> str:
    """What is stored of an invitation's token. It has 128 random bits, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()  # JSON may hold half a character


class Cipher:
    """Encrypts with one of the keys, reads what any of them wrote, and hashes with a key of its own."""

    def __init__(self, keys: Sequence[str], *, encrypts_with: str = "", hash_key: bytes = b"") -> None:
        """Take the keys, newest first. Raises `InvalidKeyError`, whose text holds nothing of a key.

        `encrypts_with` is the id of the key that encrypts: the newest, unless told otherwise. Hashes are made with
        `hash_key`; unless told otherwise with a key derived from the last one, as 0.1.0 did.
        """
        if not keys:
            raise InvalidKeyError("there is no encryption key")
        try:
            self._fernets = {key_id(key): Fernet(key) for key in keys}
        except ValueError as exc:
            raise InvalidKeyError("an encryption key is not 32 bytes in URL-safe base64") from exc
        self._keys = tuple(keys)
        self.ids = tuple(self._fernets)
        self.encrypts_with = encrypts_with or self.ids[0]
        others = [fernet for name, fernet in self._fernets.items() if name != self.encrypts_with]
        self._fernet = MultiFernet([self._fernets[self.encrypts_with], *others])
        # A key of its own: what is looked up by hash must not weaken what is encrypted.
        self._hash_key = hash_key or _derive(keys[-1], b"keyed hashes of numbers and codes", 32)

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

    # --- For the keyring and the rotation of keys

    def key_of(self, data: bytes) -> str:
        """The id of the key that wrote this; empty where it is none of ours."""
        for name, fernet in self._fernets.items():
            try:
                fernet.decrypt(data)
            except InvalidToken:
                continue
            return name
        return ""

    def wrapped(self, by: str) -> bytes:
        """The key that hashes are made with, encrypted with that one of the keys, to be stored."""
        return self._fernets[by].encrypt(self._hash_key)

    def following(self, encrypts_with: str, wrapped: bytes) -> "Cipher":
        """The same keys, encrypting with that one, hashing with what `wrapped` gave for it. Raises `InvalidToken`."""
        return Cipher(self._keys, encrypts_with=encrypts_with, hash_key=self._fernets[encrypts_with].decrypt(wrapped))

    def hashing_with(self, hash_key: bytes) -> "Cipher":
        """The same keys, hashing with that one."""
        return Cipher(self._keys, encrypts_with=self.encrypts_with, hash_key=hash_key)


def _derive(key: str, purpose: bytes, length: int) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose)
    return derive.derive(base64.urlsafe_b64decode(key))
