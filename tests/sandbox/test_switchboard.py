"""The labelled switches: what each does to the world, and that it can be undone."""

import httpx
import pytest

from sandbox.app import SPACE, Sandbox
from sandbox.cams.faults import FAULTS, OF_THE_MOVE, Fault
from sandbox.cams.refusals import Meta
from sandbox.switchboard import TOGGLES
from tests.sandbox.worlds import world


def test_every_fault_has_a_switch_with_its_label() -> None:
    """What the provider's stand-in can do wrong can be seen on the page."""
    labels = {name: toggle.label for name, toggle in TOGGLES.items()}
    own = {"wrong-code", "expired-code", "sms-lost", "under-review", "api-down", "telegram-down"}
    assert {str(fault): labels[fault] for fault in Fault} == {str(fault): FAULTS[fault].label for fault in Fault}
    assert set(TOGGLES) - set(Fault) == own


def test_what_only_a_whole_move_runs_into_is_marked() -> None:
    """A bot that hands in codes and does nothing else never makes the calls that these switches spoil."""
    of_the_move = {name for name, toggle in TOGGLES.items() if toggle.is_of_the_move}
    assert of_the_move == {*OF_THE_MOVE, "under-review"}


async def _is_up(address: str) -> bool:
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            await client.post(address)
        except httpx.ConnectError:
            return False
    return True


@pytest.mark.parametrize("name", ["api-down", "telegram-down"])
async def test_a_server_goes_down_and_comes_back_where_it_was(name: str) -> None:
    """An outage refuses connections; afterwards the bot finds the server at the same address."""
    async with world() as sandbox:
        address = {
            "api-down": f"http://{sandbox.cams_server.endpoint}",
            "telegram-down": sandbox.telegram_server.url,
        }[name]
        await sandbox.switchboard.turn(name, on=True)
        assert not await _is_up(address)
        await sandbox.switchboard.turn(name, on=False)
        assert await _is_up(address)


@pytest.mark.parametrize("fault", sorted(Fault))
async def test_a_fault_is_switched_on_and_off(fault: Fault) -> None:
    """The switch is CAMS's own, once, however often it is turned."""
    async with world() as sandbox:
        for _ in range(2):
            await sandbox.switchboard.turn(fault, on=True)
        assert [switch.fault for switch in sandbox.cams.switches] == [fault]
        assert sandbox.switchboard.on == {fault}
        await sandbox.switchboard.turn_all_off()
        assert (sandbox.cams.switches, sandbox.switchboard.on) == ((), frozenset())


async def test_sms_get_lost_and_calls_do_not() -> None:
    """What is sent meanwhile never arrives; a call does, and later SMS do."""
    async with world() as sandbox:
        await sandbox.switchboard.turn("sms-lost", on=True)
        sandbox.send_code("sms")
        sandbox.send_code("voice")
        await sandbox.switchboard.turn("sms-lost", on=False)
        sandbox.send_code("sms")
        assert [message.kind for message in sandbox.phone.messages()] == ["call", "sms"]


async def test_an_account_is_under_review_as_long_as_the_switch_is_on() -> None:
    """WhatsApp approves it when the switch is turned off."""
    async with world() as sandbox:
        seen: list[str] = []
        for on in (True, False):
            await sandbox.switchboard.turn("under-review", on=on)
            waba = sandbox.cams.spaces[SPACE].waba
            seen.append(waba.review if waba else "")
        assert seen == ["PENDING", "APPROVED"]


def _submit(sandbox: Sandbox, code: str) -> Meta | None:
    number = sandbox.cams.number(SPACE, sandbox.customer.number)
    assert number is not None
    return number.submit(code, sandbox.time(), sandbox.cams.options)


async def test_codes_grow_old_and_young_again() -> None:
    """Too old is a matter of the code's life, which the switch takes away and gives back."""
    async with world() as sandbox:
        code = sandbox.send_code("sms")
        await sandbox.switchboard.turn("expired-code", on=True)
        assert _submit(sandbox, code) is Meta.EXPIRED_CODE
        await sandbox.switchboard.turn("expired-code", on=False)
        assert _submit(sandbox, code) is None


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("WhatsApp code 123-459", "WhatsApp code 123-450"),
        ("123 459 is your code", "123 450 is your code"),
        ("Code: 123-459 v.whatsapp.com/123459", "Code: 123-450 v.whatsapp.com/123450"),
        ("123459", "123450"),
        ("no code", "no code"),
    ],
)
async def test_a_finger_slips_wherever_the_code_stands(text: str, typed: str) -> None:
    """The customer who mistypes does so in every spelling, and only while the switch is on."""
    async with world() as sandbox:
        assert sandbox.switchboard.typed(text, "123459") == text
        await sandbox.switchboard.turn("wrong-code", on=True)
        assert sandbox.switchboard.typed(text, "123459") == typed


async def test_there_are_no_other_switches() -> None:
    """A name that means nothing is an error, not a switch that does nothing."""
    async with world() as sandbox:
        with pytest.raises(KeyError):
            await sandbox.switchboard.turn("no-such-thing", on=True)
