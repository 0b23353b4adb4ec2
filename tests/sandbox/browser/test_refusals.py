"""Each refusal that the page has a switch for, as the customer reads it.

What happened, whether a try was used, what to do, and when: that no fault lacks one of these in any language is shown
in `tests/telegram/test_refusals.py`.
"""

import pytest

from sandbox.switchboard import TOGGLES
from tests.sandbox.browser.player import Player

pytestmark = [pytest.mark.xdist_group("page"), pytest.mark.timeout(60)]

NO_TRY = "No try was counted"
ONE_TRY = "This counts as one try"

NOT_READY = ("Before the code", NO_TRY, "When it is in order, press “Look again”")
HELD = ("On hold", NO_TRY, "will let you know when you can go on", "nothing you need to do", "press “Look again”")
PROBED = ("On hold", NO_TRY, "We look again every few minutes", "nothing you need to do")

MENDED_BY_PEOPLE = {
    "under-review": (*NOT_READY, "WhatsApp has not approved the business account yet"),
    "already-here": (*HELD, "This number is not yet in the account"),
    "name-not-approved": (*NOT_READY, "WhatsApp has not approved the display name"),
    "no-payment": (*HELD, "WhatsApp wants something in the new account put in order"),
    "other-business": (*NOT_READY, "WhatsApp wants something in your business account put right"),
    "add-directly": (*HELD, "This number is not with another provider"),
    "two-step-on": (*NOT_READY, "Two-step verification is still on"),
    "cannot-migrate": (*HELD, "WhatsApp wants something in the new account put in order"),
    "ram-permission-deny": (*HELD, "Our program lacks a permission"),
    "unknown-code": (*HELD, "WhatsApp said no to a step of ours"),
    "unknown-resource-owner-id": (*HELD, "This number is not yet in the account"),
}
"""Before the code: whoever has mended it, or heard that it is, asks again with one tap."""

FOUND_OUT = {
    "product-unsubscript": "A service on our side has not been switched on",
    "access-key-not-found": "Our program’s access to Alibaba Cloud has to be renewed",
    "timestamp-expired": "A clock on our side is wrong",
    "signature-does-not-match": "Our program’s access to Alibaba Cloud has to be renewed",
    "risk-control": "Our account with Alibaba Cloud needs attention",
    "error-migrating": "is not answering properly",
    "maintenance": "is not answering properly",
}
"""Before the code: the bot sees by itself that it is mended."""

OF_THE_CODE = {
    "too-many-tries": ("A pause", "there were too many tries", "We wait until", "We will write to you then"),
    "two-step-on": ("Send the code", "Two-step verification is still on", NO_TRY, "when all is in order, press"),
    "not-migrating": ("On hold", "We have not started the move", *HELD[1:]),
    "unknown-code": ("Send the code", "with an answer that we have not seen before", ONE_TRY, "2 tries left"),
}

OF_THE_MOVE = {
    "too-many-registrations": "WhatsApp allows only so many attempts to move a number",
    "deregistration-incomplete": "WhatsApp said no to a step of ours",
    "pin-guessed": "Two-step verification is still on",
    "just-deleted": "WhatsApp is still busy with an earlier change of this number",
}

ELSEWHERE = {
    *("wrong-code", "expired-code", "sms-lost", "telegram-down"),  # paths of their own
    *("timeout-worked", "timeout-not-worked", "reset-worked", "reset-not-worked"),  # no refusals: nobody knows, yet
    *("html-page", "empty-body", "truncated-json", "wrong-types", "internal-error", "service-unavailable"),
    *("registration-unavailable", "slow", "system-limit-control", "throttling-user", "api-down"),  # waited out
    "not-verified",
}
"""Switches that are no refusals, or have a test of their own."""


def test_every_switch_has_its_place_here() -> None:
    """A new switch needs a line in one of the tables."""
    assert {*MENDED_BY_PEOPLE, *FOUND_OUT, *OF_THE_CODE, *OF_THE_MOVE, *ELSEWHERE} == set(TOGGLES)


def test_what_people_mend_before_the_code(player: Player) -> None:
    """A customer who meets one obstacle after the other, and gets past them all without a code having been sent."""
    player.opens_link()
    press = "Yes, that’s it"
    for name, phrases in MENDED_BY_PEOPLE.items():
        player.turns(name, on=True)
        player.taps(press)
        player.reads(*phrases)
        player.turns(name, on=False)
        player.skips("+1 min")  # WhatsApp is asked once a minute at most, however often somebody presses.
        press = "Look again"
    player.taps(press)
    player.reads("Is the phone in your hand?", "3 codes can be sent today")


def test_what_the_bot_finds_mended_before_the_code(player: Player) -> None:
    """The customer waits, reads of each new obstacle, and is asked for the phone when the last is gone."""
    before = ""
    for name, matter in FOUND_OUT.items():
        player.turns(name, on=True)
        if before:
            player.turns(before, on=False)
            player.skips("+5 min")
        else:
            player.agrees()
        player.reads(*PROBED, matter)
        before = name
    player.turns(before, on=False)
    player.skips("+5 min")
    player.reads("Is the phone in your hand?")


@pytest.mark.parametrize("name", OF_THE_CODE)
def test_what_is_in_the_way_of_the_code(player: Player, name: str) -> None:
    """Whether it cost a try is said, whichever it is."""
    player.has_it_sent()
    player.turns(name, on=True)
    player.pastes()
    player.reads(*OF_THE_CODE[name])


@pytest.mark.parametrize("name", OF_THE_MOVE)
def test_what_is_in_the_way_of_the_move(player: Player, name: str) -> None:
    """The number is verified and not live; the customer reads why, and that staff see to it."""
    player.has_it_sent()
    player.turns(name, on=True)
    player.pastes()
    player.reads("Verified", OF_THE_MOVE[name], NO_TRY, "sees to that step", "we write to you when it is done")


def test_a_verification_that_no_longer_counts(player: Player) -> None:
    """It takes a new code, from the moment on that is said."""
    player.has_it_sent()
    player.turns("not-verified", on=True)
    player.pastes()
    player.reads(
        "Another code", "WhatsApp no longer has this number as verified", "No try was used", "can be sent from"
    )
