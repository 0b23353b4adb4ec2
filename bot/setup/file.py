"""Writes a file that nobody else may read: whole or not at all, and never over another one unless told to."""

import os
import secrets
from pathlib import Path


def write(path: Path, text: str, *, replace: bool) -> None:
    """Write it. Raises `FileExistsError` where something is there that is not to be replaced, and `OSError`."""
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            made.replace(path)
        else:
            os.link(made, path)  # Unlike a look beforehand, this cannot be overtaken.
    finally:
        made.unlink(missing_ok=True)
