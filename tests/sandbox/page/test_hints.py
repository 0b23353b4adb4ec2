"""The line that says what to do next."""

import pytest

from sandbox.app import SPACE, Sandbox
from sandbox.cams.numbers import Number
from sandbox.page.hints import Hint, hint
from sandbox.steps import ASKING, CODE, MOVE, Steps
from sandbox.telegram.methods.forum import TALKING
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


def _number(sandbox: Sandbox) -> Number:
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    assert number is not None
    return number


def _submit(sandbox: Sandbox, code: str) -> None:
    assert _number(sandbox).submit(code, sandbox.time(), sandbox.cams.options) is None


async def test_the_hints_lead_through_a_good_day() -> None:
    """Each thing done brings the next hint, and it points at the right place, up to the end."""
    async with world() as sandbox:
        assert hint(sandbox).points_at == "open-link"
        await _talk(sandbox)
        assert hint(sandbox).points_at == "send-code"
        sandbox.skip(1)
        sandbox.send_code("sms")
        assert hint(sandbox).points_at == "phone"
        _submit(sandbox, _paste(sandbox))
        assert not hint(sandbox).done
        await calls(sandbox, "sendMessage", chat_id=sandbox.staff.id, text="Verified")
        assert hint(sandbox) == Hint(hint(sandbox).text, "start-over", done=True)


async def test_the_hints_lead_through_a_whole_move() -> None:
    """The bot has codes sent and orders the move; what is left is to press, to paste, and to let a minute pass."""
    async with world(MOVE) as sandbox:
        sandbox.customer.person.opens_link("x")
        assert hint(sandbox).points_at == ""
        inline = {"inline_keyboard": [[{"text": "Send the SMS", "callback_data": "1:send-sms"}]]}
        message = await says(sandbox, "Is the phone in your hand?", reply_markup=inline)
        assert hint(sandbox).points_at == "chat"
        sandbox.customer.person.taps(message["message_id"], "Send the SMS")
        number = _number(sandbox)
        number.initiate()
        sandbox.skip(1)
        sandbox.send_code("sms")
        assert hint(sandbox).points_at == "phone"
        _submit(sandbox, _paste(sandbox))
        assert hint(sandbox).points_at != "skip"
        number.register(sandbox.time(), sandbox.cams.options)
        assert hint(sandbox).points_at == "skip"
        sandbox.skip(60)
        await calls(sandbox, "sendMessage", chat_id=sandbox.staff.id, text="Live")
        assert hint(sandbox) == Hint(hint(sandbox).text, "start-over", done=True)


@pytest.mark.parametrize(("steps", "place"), [(CODE, "send-code"), (MOVE, "skip")])
async def test_a_lost_sms_leads_to_a_call(steps: Steps, place: str) -> None:
    """Whoever waits in vain is told what to try next, until the phone has rung."""
    async with world(steps) as sandbox:
        await _talk(sandbox)
        await sandbox.switchboard.turn("sms-lost", on=True)
        assert hint(sandbox).points_at != "switches"
        sandbox.skip(1)
        sandbox.send_code("sms")
        assert ("got lost" in hint(sandbox).text, hint(sandbox).points_at) == (True, place)
        sandbox.skip(1)
        sandbox.send_code("voice")
        assert hint(sandbox).points_at == "phone"


async def test_what_is_broken_before_it_shows_is_no_hint_yet() -> None:
    """Who turns a switch on at the beginning is led to where it shows."""
    async with world(MOVE) as sandbox:
        sandbox.customer.person.opens_link("x")
        await sandbox.switchboard.turn("add-directly", on=True)
        inline = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
        await says(sandbox, "Is it you?", reply_markup=inline)
        assert hint(sandbox).points_at == "chat"
        sandbox.cams_server.service.handle("GET", "/", b"", [], b"")
        assert hint(sandbox).points_at == "switches"


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


async def test_the_hints_lead_back_to_the_link() -> None:
    """After blocking the bot, and when there is a link for one more number, until it was opened."""
    async with world() as sandbox:
        await _talk(sandbox)
        sandbox.block()
        assert hint(sandbox).points_at == "open-again"
        sandbox.customer.person.opens_link(sandbox.customer.link)
        assert hint(sandbox).points_at == "send-code"
        await sandbox.welcome_again()
        assert hint(sandbox).points_at == "open-again"
        sandbox.customer.person.opens_link(sandbox.customer.link)
        assert hint(sandbox).points_at != "open-again"


async def test_who_is_with_a_person_is_led_to_both_sides_of_it() -> None:
    """As long as the topic of this customer looks so."""
    async with world(has_topics=True) as sandbox:
        await _talk(sandbox)
        where = {"chat_id": sandbox.staff.id}
        for name in ("Toko ··0000", f"Toko ··{sandbox.customer.number[-4:]}"):
            assert "person" not in hint(sandbox).text
            await calls(sandbox, "createForumTopic", **where, name=name, icon_custom_emoji_id=TALKING)
        assert "with a person" in hint(sandbox).text


async def test_where_staff_order_the_move_they_are_pointed_at() -> None:
    """The number is verified, and nothing goes on before they say so."""
    async with world(ASKING) as sandbox:
        sandbox.customer.person.opens_link("x")
        number = _number(sandbox)
        number.initiate()
        sandbox.skip(1)
        _submit(sandbox, _paste(sandbox))
        assert hint(sandbox).points_at == "staff"
        number.register(sandbox.time(), sandbox.cams.options)
        assert (hint(sandbox).points_at, hint(sandbox).done) == ("skip", False)
