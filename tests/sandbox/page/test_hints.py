"""The line that says what to do next."""

import pytest

from sandbox.app import SPACE, Sandbox
from sandbox.page.hints import Hint, hint
from tests.sandbox.worlds import calls, says, world


async def _talk(sandbox: Sandbox) -> None:
    """Come as far as where a code is asked for."""
    person = sandbox.customer.person
    person.opens_link("x")
    inline = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
    message = await says(sandbox, "Is it you?", reply_markup=inline)
    person.taps(message["message_id"], "Yes")


def _paste(sandbox: Sandbox) -> str:
    code = sandbox.send_code("sms")
    sandbox.skip(1)
    sandbox.customer.person.says(code)
    return code


def _submit(sandbox: Sandbox, code: str) -> None:
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    assert number is not None
    assert number.submit(code, sandbox.time(), sandbox.cams.options) is None


async def test_the_hints_lead_through_a_good_day() -> None:
    """Each thing done brings the next hint, and it points at the right place, up to the end."""
    async with world() as sandbox:
        assert hint(sandbox).points_at == "open-link"
        sandbox.customer.person.opens_link("x")
        assert hint(sandbox).points_at == "chat"
        await _talk(sandbox)
        assert hint(sandbox).points_at == "send-code"
        sandbox.skip(1)
        sandbox.send_code("sms")
        assert hint(sandbox).points_at == "phone"
        _submit(sandbox, _paste(sandbox))
        assert not hint(sandbox).done
        await calls(sandbox, "sendMessage", chat_id=sandbox.staff.id, text="Verified")
        assert hint(sandbox) == Hint(hint(sandbox).text, "start-over", done=True)


async def test_a_keyboard_is_pointed_at() -> None:
    """Where the bot asks for the number, the button for it is the next thing."""
    async with world() as sandbox:
        sandbox.customer.person.opens_link("x")
        await says(sandbox, "Number?", reply_markup={"keyboard": [[{"text": "Share", "request_contact": True}]]})
        assert hint(sandbox).points_at == "keyboard"


@pytest.mark.parametrize("name", ["telegram-down", "api-down", "ram-permission-deny"])
async def test_what_is_broken_is_pointed_at(name: str) -> None:
    """Whoever broke something is told how to mend it."""
    async with world() as sandbox:
        await _talk(sandbox)
        _paste(sandbox)
        await sandbox.switchboard.turn(name, on=True)
        assert hint(sandbox).points_at == "switches"
