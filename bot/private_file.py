"""Makes a file that nobody else may read: whole or not at all, and never over another one unless told to."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def private_file(path: Path, *, replace: bool = False) -> Generator[Path]:
    """An empty file to be filled, which stands at `path` once the block is over.

    Raises `FileExistsError` where something is there that is not to be replaced, and `OSError`.
    """
    made = path.parent / f".{path.name}.{secrets.token_hex(4)}"
    os.close(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield made
        _keep(made)
        if replace:
            made.replace(path)
        else:
            os.link(made, path)  # Unlike a look beforehand, this cannot be overtaken.
        _keep(path.parent)
    finally:
        made.unlink(missing_ok=True)


def _keep(path: Path) -> None:
    """See that it is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
