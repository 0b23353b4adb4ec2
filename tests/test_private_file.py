"""The file that holds a secret: for its owner's eyes, whole, and never over another by accident."""

import os
from pathlib import Path

import pytest

from bot.private_file import private_file


def write(path: Path, text: str, *, replace: bool) -> None:
    """Write a text so."""
    with private_file(path, replace=replace) as made:
        made.write_text(text, encoding="utf-8")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """Whatever the umask is, and whatever the file before it was."""
    path = tmp_path / ".env"
    before = os.umask(0)
    try:
        write(path, "one", replace=False)
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o644)
        write(path, "two", replace=True)
    finally:
        os.umask(before)

    assert (path.read_text(), path.stat().st_mode & 0o777) == ("two", 0o600)
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_another_file_is_left(tmp_path: Path) -> None:
    """Though it came only now; and nothing is left lying about."""
    path = tmp_path / ".env"
    path.write_text("theirs")
    for taken in (path, tmp_path, Path()):
        with pytest.raises(FileExistsError):
            write(taken, "ours", replace=False)

    assert path.read_text() == "theirs"
    assert [each.name for each in tmp_path.iterdir()] == [".env"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, say."""

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / ".env"
    path.write_text("before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(path, "after", replace=True)

    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == [".env"]
