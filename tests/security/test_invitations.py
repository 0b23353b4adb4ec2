"""Links: 128 bits that are stored as a hash, work once, for one person, until they expire, and cannot be guessed at."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from bot.flow import policy
from bot.flow.effects import Note, Reason, Screen, Show
from bot.links import TOKEN_BYTES
from db import tables
from db.encryption import token_hash
from db.engine import transaction
from tests.support.office import NUMBER, Office

TOKEN = "u1-Zr0bVd3yQ8sTkXn5WmA"


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[Office]:
    """The use cases on an empty database."""
    made = Office(database_url)
    yield made
    await made.close()


def said(shows: list[Show]) -> list[tuple[int, Screen, Note | None]]:
    """To whom which screen was shown."""
    return [(show.case.chat_id, show.screen, show.note) for show in shows]


def test_a_token_has_128_bits() -> None:
    """Whoever could try a thousand million links a second would need longer than there have been stars."""
    assert TOKEN_BYTES * 8 >= 128


async def test_only_the_hash_goes_to_the_database(office: Office) -> None:
    """Neither making a link nor opening one, or a wrong one, hands the token over: an index's timing says nothing."""
    sent: list[str] = []

    @event.listens_for(office.store._engine.sync_engine, "before_cursor_execute")
    def _note(*arguments: Any) -> None:
        sent.append(repr(arguments[2:4]))

    wrong = TOKEN[:-1] + "B"
    await office.invites(TOKEN)
    await office.says(7, f"/start {wrong}")
    await office.says(7, f"/start {TOKEN}")

    whole = "\n".join(sent)
    assert token_hash(TOKEN) in whole
    assert token_hash(wrong) in whole
    assert [token for token in (TOKEN, wrong) if token in whole] == []


@pytest.mark.parametrize(
    "guess",
    [
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN.lower(),
        TOKEN.replace("-", "_"),
        TOKEN + "==",
        TOKEN + "%00",
        TOKEN + "\x00",
        "\u200b" + TOKEN,
        TOKEN.replace("A", "\N{GREEK CAPITAL LETTER ALPHA}"),
        token_hash(TOKEN),
        f"{TOKEN} {TOKEN}",
        "1",
        "*",
        "%",
    ],
    ids=range(14),
)
async def test_nearly_right_is_as_wrong_as_anything(office: Office, guess: str) -> None:
    """The answer to a guess does not say how near it was, and the link still works for whom it was made."""
    await office.invites(TOKEN)
    await office.says(9, "/start nothing-like-it")
    await office.says(8, f"/start {guess}")
    await office.says(7, f"/start {TOKEN}")

    assert said(office.messenger.shown) == [
        (9, Screen.NEED_INVITATION, Note.LINK_UNKNOWN),
        (8, Screen.NEED_INVITATION, Note.LINK_UNKNOWN),
        (7, Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
    ]


async def test_guessing_is_bounded_and_leaves_nothing(office: Office) -> None:
    """A hundred guesses at once: few answers, no case, no notice to staff, nothing kept of what was guessed."""
    await office.invites(TOKEN)
    await office.put(*(office.message(8, text=f"/start guess-{number}") for number in range(100)))
    await office.settle_down()

    answers = [(show.screen, show.note) for show in office.messenger.shown]
    assert set(answers) == {(Screen.NEED_INVITATION, note) for note in (Note.LINK_UNKNOWN, Note.MANY_MESSAGES)}
    assert len(answers) <= policy.MOST_ANSWERS + 1
    assert office.messenger.staff == []
    async with transaction(office.store._engine) as connection:
        rows = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (tables.cases, tables.numbers, tables.outbox, tables.events)
        }
        kept = (await connection.execute(select(tables.inbox.c.payload))).scalars().all()
    assert rows == dict.fromkeys(rows, 0)
    assert set(kept) == {None}


@pytest.mark.parametrize("at_once", [True, False], ids=["one-round", "two-replicas"])
async def test_one_link_is_one_persons(database_url: str, *, at_once: bool) -> None:
    """Whoever is first, even by nothing at all; the other is told that it was used, and learns nothing of the case."""
    first, second = Office(database_url), Office(database_url)
    try:
        await first.invites(TOKEN)
        updates = [first.message(chat_id, text=f"/start {TOKEN}") for chat_id in (7, 8)]
        await first.put(*updates)
        if at_once:
            await first.settle_down()
        else:
            await asyncio.gather(first.settle_down(), second.settle_down())
        shown = [*first.messenger.shown, *second.messenger.shown]
    finally:
        await first.close()
        await second.close()

    told = [notice for each in (first, second) for notice, _ in each.messenger.staff]
    assert [(notice.reason, notice.case.id, notice.case.label) for notice in told] == [(Reason.LINK_USED, 1, "Toko")]
    assert sorted((show.screen, show.note) for show in shown) == [
        (Screen.CONFIRM_NUMBER, Note.WHAT_WE_KEEP),
        (Screen.NEED_INVITATION, Note.LINK_USED),
    ]
    (refused,) = (show for show in shown if show.note is Note.LINK_USED)
    assert (refused.case.id, refused.case.phone, refused.case.label, refused.case.space) == (0, "", "", "")


async def test_a_link_stays_its_persons_whatever_becomes_of_the_case(office: Office) -> None:
    """Cancelled, or long expired: nobody else can pick it up."""
    await office.to_code(7, TOKEN)
    await office.says(7, "/cancel")
    await office.says(8, f"/start {TOKEN}")
    office.time.now += 10 * 86400
    await office.says(8, f"/start {TOKEN}")

    assert said(office.messenger.shown)[-2:] == [(8, Screen.NEED_INVITATION, Note.LINK_USED)] * 2


async def test_an_expired_link_is_nobodys(office: Office) -> None:
    """Not even for whom it was made, and to the second."""
    await office.invites(TOKEN, life=60)
    office.time.now += 60
    await office.says(7, f"/start {TOKEN}")

    assert said(office.messenger.shown) == [(7, Screen.NEED_INVITATION, Note.LINK_EXPIRED)]
    assert (await office.case_of(7)).id == 0


@given(st.text(), st.text())
def test_no_two_tokens_share_a_hash(one: str, other: str) -> None:
    """Whatever a link may carry, half characters too: hashing neither fails nor folds."""
    assert (token_hash(one) == token_hash(other)) == (one == other)
    assert NUMBER not in token_hash(one)
