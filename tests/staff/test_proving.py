"""`/evidence`: what is known of a case leaves as a sealed file, which any later change betrays."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import text

from bot.flow.model import CaseId, Fault, Refused
from bot.flow.staff import SendEvidence
from bot.ports import Delivered
from bot.sealing import Finding, examine
from bot.staff.reading import carried
from bot.store import Deed, Store
from bot.witnessing import mac_of, maker_of
from db import keyring
from db.encryption import Cipher, new_key
from tests.support.office import KEY, NOT_VERIFIED, NUMBER, Time

from .desk import ADMIN, AGENT, BYSTANDER, CUSTOMER, GROUP, StaffOffice, texts

CODE = "402913"
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", message="Verify code error", try_used=True, request_id="R-WRONG")


@pytest.fixture
async def office(database_url: str) -> AsyncGenerator[StaffOffice]:
    """A customer whose code was refused, and an agent."""
    opened = StaffOffice(database_url)
    await opened.adds(AGENT)
    await opened.to_code(CUSTOMER)
    opened.provider.outcomes += [NOT_VERIFIED, WRONG]
    await opened.says(CUSTOMER, CODE)
    yield opened
    await opened.close()


async def test_it_holds_what_support_needs_and_nobodys_secrets(office: StaffOffice) -> None:
    """RequestIds, codes, what the customer saw, what staff did, this look included; in reply to whoever asked."""
    await office.hears(AGENT, "/settle 1")
    assert texts(await office.hears(AGENT, "/evidence 1")) == ["staff-evidence"]
    ((chat_id, name, content),) = office.messenger.files
    written = content.decode()

    assert (chat_id, name) == (GROUP, "evidence-case1.txt")
    assert office.messenger.places[0][1] != 0
    wanted = ("R-WRONG", "R-READ", "136025", "Verify code error", "(ask-code)", "•••• 7890", "/settle", "/evidence")
    assert [each for each in wanted if written.count(each) < 2] == []
    secrets = (CODE, NUMBER, NUMBER[2:], "Toko", "Budi", "Sari", str(AGENT), str(CUSTOMER), str(GROUP))
    assert [secret for secret in secrets if secret in written] == []
    async with office.store.transaction() as tx:
        assert (await tx.deeds_about(1, limit=1))[0]["action"] == "evidence"
        assert f"{(await tx.dossier(1, limit=1)).newest_deed[0]}: " in written  # type: ignore[union-attr]  # -- it is there


async def test_by_a_button_and_in_a_topic(office: StaffOffice) -> None:
    """Alike; where no case is named and none is meant, that is said; who is nobody gets nothing."""
    (answer,) = await office.answered(office.pressed(ADMIN, carried("evidence 1")))
    assert (texts([answer]), bool(answer.tap), len(office.messenger.files)) == (["staff-evidence"], True, 1)
    assert texts(await office.hears(AGENT, "/evidence")) == ["staff-which-case"]
    assert texts(await office.hears(AGENT, "/evidence 77")) == ["staff-which-case"]
    assert await office.hears(BYSTANDER, "/evidence 1") == []
    assert len(office.messenger.files) == 1


async def test_what_was_dropped_meanwhile_is_not_sent(office: StaffOffice) -> None:
    """The file is written when it is sent: of a case that is gone there is none."""
    await office.put(office.posted(AGENT, text="/evidence 1"))
    await office.conversation.work()
    office.dispatch.started.clear()
    async with office.store.transaction() as tx:
        await tx._connection.execute(text("DELETE FROM cases"))
    assert (
        await office.dispatch._witness.send(SendEvidence(chat_id=GROUP, case_id=CaseId(1), at=1), leave=lambda: None)
        == Delivered()
    )
    assert office.messenger.files == []


async def test_the_seal_outlives_the_key_that_encrypts(office: StaffOffice) -> None:
    """After a rotation, and with the old key taken away, a file of before is still known as ours; a copy's is not."""
    store = office.store
    store.use(await keyring.open_ring(store._engine, store._cipher, new_hash_key=None))
    await office.hears(AGENT, "/evidence 1")
    ((_, _, content),) = office.messenger.files
    new = new_key()
    rotating = Store(store._engine, Cipher([new, KEY]))
    await rotating.rotate_keys(wait=Time().wait, tell=lambda _: None)
    later = Store(store._engine, await _following(store, Cipher([new])))
    other = Store(store._engine, Cipher([new_key()]))

    assert examine(content, mac=mac_of(later), maker=maker_of(later)).finding is Finding.INTACT
    assert examine(content, mac=mac_of(other), maker=maker_of(other)).finding is Finding.ELSEWHERE
    edited = content.replace(b"R-WRONG", b"R-RIGHT", 1)
    assert examine(edited, mac=mac_of(later), maker=maker_of(later)).finding is Finding.CHANGED


async def test_an_entry_is_found_or_known_to_be_gone(office: StaffOffice) -> None:
    """What a file says of the record can be held against it; what was dropped for its age is no change."""
    async with office.store.transaction() as tx:
        await tx.add_deeds([Deed(actor=7, action="close"), Deed(actor=7, action="close")], now=1)
        newest, hashed = (await tx.dossier(1, limit=5)).newest_deed  # type: ignore[union-attr]  # -- it is there
        assert await tx.deed_hash(newest) == hashed
        assert await tx.deed_hash(newest + 1) is None
        await tx._connection.execute(text("DELETE FROM audit WHERE id < 3"))
        assert await tx.deed_hash(1) is None
        await tx._connection.execute(text("UPDATE audit_head SET dropped = 'x'"))
        assert await tx.deed_hash(1) == ""


async def _following(store: Store, cipher: Cipher) -> Cipher:
    async with store._engine.connect() as connection:
        return await keyring.follow(connection, cipher)
