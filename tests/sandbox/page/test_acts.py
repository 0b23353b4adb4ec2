"""What people can do on the page: each act does its one thing, and refuses what makes no sense."""

from typing import Any

import pytest

from sandbox.app import SPACE
from sandbox.page.acts import ACTS, ActError, perform
from tests.sandbox.worlds import NOON, calls, says, world

YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}


async def test_opening_the_link_starts_the_chat() -> None:
    """The link of the invitation, or the one without a number, as the page asks."""
    async with world() as sandbox:
        await perform(sandbox, "open-link", {})
        await perform(sandbox, "open-link", {"without_number": True})
        assert [message.text for message in sandbox.customer.person.chat.messages] == [
            "/start for-6281234567890",
            "/start open-6281234567890",
        ]


@pytest.mark.parametrize("kind", ["sticker", "photo", "voice"])
async def test_things_that_are_no_text_can_be_sent(kind: str) -> None:
    """What a bot must be able to bear."""
    async with world() as sandbox:
        await perform(sandbox, "send", {"kind": kind})
        assert sandbox.customer.person.chat.last.kind == kind


async def test_buttons_of_both_kinds_can_be_pressed() -> None:
    """Below a message by what they carry, on the keyboard by their label."""
    async with world() as sandbox:
        await perform(sandbox, "say", {"text": "hello"})
        inline = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
        message = await says(sandbox, "Is it you?", reply_markup=inline)
        await perform(sandbox, "tap", {"chat": "chat", "message": message["message_id"], "value": "1:yes"})
        keyboard = {"keyboard": [[{"text": "Share", "request_contact": True}]]}
        await says(sandbox, "Your number?", reply_markup=keyboard)
        await perform(sandbox, "press", {"label": "Share"})
        chat = sandbox.customer.person.chat
        assert [event.detail for event in chat.history if event.kind == "tapped"] == ["1:yes"]
        assert chat.last.media["contact"]["phone_number"] == sandbox.customer.number


async def test_staff_can_tap_too() -> None:
    """A button in the staff group is pressed by one of them."""
    async with world() as sandbox:
        inline = {"inline_keyboard": [[{"text": "Mine", "callback_data": "take"}]]}
        message = await calls(sandbox, "sendMessage", chat_id=sandbox.staff.id, text="Help", reply_markup=inline)
        await perform(sandbox, "tap", {"chat": "staff", "message": message["message_id"], "value": "take"})
        tapped = [event for event in sandbox.staff.history if event.kind == "tapped"]
        assert [event.by for event in tapped] == [sandbox.staff_member.id]


async def test_staff_can_write_too() -> None:
    """What is written in the staff group is one of theirs."""
    async with world() as sandbox:
        await perform(sandbox, "say", {"chat": "staff", "text": "/help"})
        assert [(message.text, message.sender_id) for message in sandbox.staff.messages] == [
            ("/help", sandbox.staff_member.id)
        ]
        assert sandbox.customer.person.chat.history == []


async def test_staff_send_a_file() -> None:
    """As it is named and written, from whom the page says."""
    async with world() as sandbox:
        rizal = sandbox.desk[1]
        await perform(sandbox, "attach", {"as": rizal.id, "name": "list.csv", "content": "space\nć"})
        sent = sandbox.staff.last
        stored = sandbox.telegram.files.by_id(sent.media["document"]["file_id"])
        assert (sent.sender_id, stored.name, stored.content) == (rizal.id, "list.csv", "space\nć".encode())


async def test_the_bot_is_given_its_steps() -> None:
    """It starts anew with them, for the next customer, in a world in which nothing is broken."""
    async with world() as sandbox:
        restarted: list[str] = []

        async def restart() -> None:
            restarted.append(sandbox.environment().get("REGISTER", ""))

        sandbox.restart = restart
        before = sandbox.customer
        await perform(sandbox, "switch", {"name": "slow", "on": True})
        await perform(sandbox, "give", {"steps": "move"})
        assert (restarted, sandbox.switchboard.on) == (["auto"], frozenset())
        assert sandbox.customer is not before
        await perform(sandbox, "give", {"steps": "code"})
        assert restarted == ["auto", ""]


async def test_a_link_is_handed_on_to_a_colleague() -> None:
    """Telegram's own address for sharing leads to one colleague, who opens what is in it and can write and tap."""
    async with world() as sandbox:
        share = "https://t.me/share/url?url=https%3A//t.me/some_bot%3Fstart%3Dc-abc&text=Please"
        await perform(sandbox, "hand-on", {"link": share})
        await perform(sandbox, "say", {"chat": "colleague", "text": "123456"})
        colleague = sandbox.customer.colleague
        assert colleague is not None
        assert [message.text for message in colleague.chat.messages] == ["/start c-abc", "123456"]
        assert sandbox.customer.person.chat.history == []


async def test_the_bot_is_blocked_until_a_link_is_opened() -> None:
    """As in the app: there must be a chat; nothing can be written; the link undoes it."""
    async with world() as sandbox:
        with pytest.raises(ActError):
            await perform(sandbox, "block", {})
        await perform(sandbox, "open-link", {})
        await perform(sandbox, "block", {})
        with pytest.raises(ActError):
            await perform(sandbox, "say", {"text": "hello"})
        await perform(sandbox, "open-link", {})
        assert sandbox.customer.person.chat.bot_status == "member"


async def test_a_link_for_one_more_number_comes_to_the_same_customer() -> None:
    """Their chat and their colleague stay, and the link that is opened next is the new one."""
    async with world() as sandbox:
        sandbox.hand_on("c-abc")
        before = sandbox.customer
        await perform(sandbox, "one-more", {})
        now = sandbox.customer
        assert (now.person, now.colleague) == (before.person, before.colleague)
        assert now.number != before.number
        await perform(sandbox, "open-link", {})
        assert now.person.chat.last.text == f"/start for-{now.number}"


async def test_a_link_in_the_staff_group_is_opened_by_whom_it_is_for() -> None:
    """An invitation by the customer, what makes somebody of the staff by one who is in the group."""
    async with world() as sandbox:
        rizal = sandbox.desk[1]
        await perform(sandbox, "follow", {"link": "https://t.me/some_bot?start=for-customers"})
        await perform(sandbox, "follow", {"link": "https://t.me/some_bot?start=for-staff", "as": rizal.id})
        assert sandbox.customer.person.chat.last.text == "/start for-customers"
        assert rizal.chat.last.text == "/start for-staff"


async def test_each_of_the_staff_group_can_write_tap_and_answer() -> None:
    """As the page says who it is."""
    async with world() as sandbox:
        rizal = sandbox.desk[1]
        asked = await calls(sandbox, "sendMessage", chat_id=sandbox.staff.id, text="Who?", reply_markup=YES)
        values = {"chat": "staff", "as": rizal.id}
        await perform(sandbox, "say", {**values, "text": "me", "reply_to": asked["message_id"]})
        await perform(sandbox, "tap", {**values, "message": asked["message_id"], "value": "1:yes"})
        assert (sandbox.staff.last.sender_id, sandbox.staff.last.reply_to) == (rizal.id, asked["message_id"])
        assert [event.by for event in sandbox.staff.history if event.kind == "tapped"] == [rizal.id]


@pytest.mark.parametrize(("method", "kind"), [("sms", "sms"), ("voice", "call")])
async def test_a_code_is_sent_as_staff_chose(method: str, kind: str) -> None:
    """By SMS or by call, to the customer's phone."""
    async with world() as sandbox:
        await perform(sandbox, "send-code", {"method": method})
        assert [message.kind for message in sandbox.phone.messages(sandbox.customer.number)] == [kind]


async def test_switches_language_and_time_are_at_hand() -> None:
    """What is around the conversation."""
    async with world() as sandbox:
        await perform(sandbox, "switch", {"name": "slow", "on": True})
        await perform(sandbox, "speak", {"language": "id"})
        await perform(sandbox, "skip", {"seconds": 60})
        assert sandbox.switchboard.on == {"slow"}
        assert (sandbox.customer.language, sandbox.time()) == ("id", NOON + 60)
        await perform(sandbox, "switch", {"name": "slow", "on": False})
        assert sandbox.switchboard.on == frozenset()


async def test_starting_over_mends_everything_and_brings_the_next_customer() -> None:
    """The next one speaks the same language, and finds nothing broken."""
    async with world() as sandbox:
        before = sandbox.customer
        await perform(sandbox, "speak", {"language": "id"})
        await perform(sandbox, "switch", {"name": "api-down", "on": True})
        await perform(sandbox, "start-over", {})
        assert sandbox.customer is not before
        assert (sandbox.customer.language, sandbox.switchboard.on) == ("id", frozenset())
        assert sandbox.cams.number(SPACE, sandbox.customer.number) is not None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("fly", {}),
        ("say", {}),
        ("say", {"text": 7}),
        ("say", {"text": "a" * 4097}),
        ("send", {"kind": "document"}),
        ("press", {"label": "nothing"}),
        ("tap", {"chat": "chat", "message": 1, "value": "x"}),
        ("tap", {"chat": "chat", "message": True, "value": "x"}),
        ("speak", {"language": "tlh"}),
        ("switch", {"name": "no-such-thing", "on": True}),
        ("give", {"steps": "everything"}),
        ("hand-on", {"link": "https://t.me/share/url?url=https%3A//elsewhere.example"}),
        ("hand-on", {"link": "nothing"}),
        ("follow", {"link": "https://t.me/some_bot"}),
        ("follow", {"link": "https://t.me/some_bot?start=x", "as": 1}),
        ("say", {"chat": "staff", "as": 1, "text": "hello"}),
        ("attach", {"name": "list.csv", "content": ""}),
        ("attach", {"name": "", "content": "space"}),
        ("attach", {"name": "list.csv", "content": 7}),
        ("say", {"chat": "colleague", "text": "hello"}),
        ("skip", {"seconds": 0}),
        ("skip", {"seconds": -60}),
        ("skip", {"seconds": 1e9}),
        ("skip", {"seconds": 8 * 24 * 3600}),
    ],
)
async def test_what_makes_no_sense_is_refused(name: str, values: dict[str, Any]) -> None:
    """A wrong value changes nothing and says what is wrong."""
    async with world() as sandbox:
        seen: list[int] = []
        sandbox.subscribe(lambda: seen.append(1))
        with pytest.raises(ActError):
            await perform(sandbox, name, values)
        assert seen == []


def test_every_act_is_tried_here() -> None:
    """A new act needs a test."""
    tried = {
        "open-link",
        "say",
        "send",
        "press",
        "tap",
        "hand-on",
        "send-code",
        "speak",
        "switch",
        "skip",
        "give",
        "start-over",
        "block",
        "one-more",
        "follow",
        "attach",
    }
    assert set(ACTS) == tried


async def test_staff_write_in_a_topic() -> None:
    """In the one that was chosen, or to all."""
    async with world(has_topics=True) as sandbox:
        made = await calls(sandbox, "createForumTopic", chat_id=sandbox.staff.id, name="Toko")
        topic = made["message_thread_id"]
        await perform(sandbox, "say", {"chat": "staff", "text": "here", "topic": topic})
        await perform(sandbox, "say", {"chat": "staff", "text": "to all", "topic": None})
        assert [(one.text, one.thread_id) for one in sandbox.staff.messages[1:]] == [("here", topic), ("to all", None)]
        with pytest.raises(ActError):
            await perform(sandbox, "say", {"chat": "staff", "text": "where?", "topic": topic + 99})
