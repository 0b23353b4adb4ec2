"""The commands that find out whether evidence, or the record of deeds, is as it was written."""

import re
from pathlib import Path
from typing import Annotated

import typer

from .sealing import Examined, Finding, examine
from .store import Chain, Store
from .terminal import AsJson, fail, out, print_json, read_settings, with_store
from .witnessing import mac_of, maker_of

CHANGED, ELSEWHERE, RECORD_CHANGED = 3, 4, 5
"""Exit codes beside 0, all is well, and 1, it could not be looked at: a script must not take the one for the other."""

LARGEST_FILE = 2**24
"""Bytes: thirty times what the longest evidence has."""

# In each language the entry and its hash stand at the end of one line. What others said is indented.
_RECORD = re.compile(r"\S.* ([0-9]{1,19})[:：] ?([0-9a-f]{64})")

audit = typer.Typer(help="The record of what staff did.", no_args_is_help=True)


@audit.command("verify")
def audit_verify(
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """See whether the record of deeds is as it was written: 0 it is, 1 it could not be looked at, 3 it was changed."""

    async def inner(store: Store) -> Chain:
        async with store.transaction() as tx:
            return await tx.verify_deeds()

    chain = with_store(inner, read_settings())
    if as_json:
        print_json({"whole": chain.broken_at is None, "entries": chain.deeds, "broken_at": chain.broken_at})
    elif chain.broken_at is None:
        out.print(f"The record of deeds is whole: {chain.deeds} entries.", highlight=False)
    else:
        where = f"at entry {chain.broken_at}" if chain.broken_at else "after its last entry: some are missing"
        out.print(f"The record of deeds was changed {where}; {chain.deeds} before are as they were.", highlight=False)
    if chain.broken_at is not None:
        raise typer.Exit(CHANGED)


def verify_evidence(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that /evidence made.")],
    as_json: AsJson = False,  # noqa: FBT002 -- a flag of the command line
) -> None:
    """See whether a file of evidence is as this installation made it.

    Ends with 0 for intact, 1 if it could not be looked at, 3 for changed, 4 for made by another installation, 5 if the
    file is intact and the record of deeds is not what it was then.
    """
    content = _read(file)

    async def inner(store: Store) -> tuple[Examined, bool]:
        found = examine(content, mac=mac_of(store), maker=maker_of(store))
        return found, found.finding is not Finding.INTACT or await _is_record_as_then(store, found.lines)

    found, is_record_whole = with_store(inner, read_settings())
    code, said = _meaning(found, is_record_whole=is_record_whole)
    if as_json:
        print_json({"finding": found.finding, "line": found.line or None, "record_as_then": is_record_whole})
    else:
        out.print(said, highlight=False, soft_wrap=True)
    if code:
        raise typer.Exit(code)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise fail("The file is far larger than any evidence.")
        return file.read_bytes()
    except OSError as exc:
        raise fail(f"The file cannot be read: {exc.strerror}.") from None


def _meaning(found: Examined, *, is_record_whole: bool) -> tuple[int, str]:
    """The exit code, and what to say."""
    match found.finding:
        case Finding.INTACT if not is_record_whole:
            return RECORD_CHANGED, (
                "The file is intact. The record of deeds is not what it was when the file was made: `audit verify` says"
                " where it was changed."
            )
        case Finding.INTACT:
            return 0, "Intact: the file is as this installation made it."
        case Finding.CHANGED:
            return CHANGED, f"Changed at line {found.line}."
        case Finding.ELSEWHERE:
            return ELSEWHERE, "Made by another installation, or by this one with another database."
        case Finding.NO_SEAL if found.line:
            return CHANGED, f"Changed: there is no seal; the file ends before line {found.line}."
        case Finding.NO_SEAL:
            return CHANGED, "Changed: the file is not text in UTF-8, as evidence is."


async def _is_record_as_then(store: Store, lines: tuple[str, ...]) -> bool:
    """Whether the record still has what each part of the file says was its last entry then."""
    async with store.transaction() as tx:
        for line in lines:
            said = _RECORD.fullmatch(line)
            if said is not None and await tx.deed_hash(int(said[1])) not in {said[2], ""}:
                return False
    return True
