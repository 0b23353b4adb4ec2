"""What people do, what the bot hears of it, and what people see."""

from typing import Any

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import CannotDo, ChatEvent, Group, Person, TelegramWorld
from sandbox.telegram.keyboards import Button
from sandbox.telegram.sendables import SENDABLES

NOW = 1_800_000_000


def _heard(world: TelegramWorld) -> list[dict[str, Any]]:
    return [update.as_json() for update in world.updates.book]


async def _send(world: TelegramWorld, chat_id: int, **params: object) -> int:
    answer = await world.call("sendMessage", {"chat_id": chat_id, "text": "Hi", **params})
    assert answer.status == 200, answer.body
    message_id: int = answer.body["result"]["message_id"]
    return message_id


def test_link_starts_the_chat(world: TelegramWorld) -> None:
    """Following a link sends /start with its payload, marked as a command."""
    person = world.add_person("Budi", "id")

    person.opens_link("abc-1_2")

    user = {"id": person.id, "is_bot": False, "first_name": "Budi", "language_code": "id"}
    assert _heard(world) == [
        {
            "update_id": world.updates.book[0].update_id,
            "message": {
                "message_id": 1,
                "from": user,
                "chat": {"id": person.id, "type": "private", "first_name": "Budi"},
                "date": NOW,
                "text": "/start abc-1_2",
                "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
            },
        }
    ]


@pytest.mark.parametrize("payload", ["a" * 65, "a b", "ä"])
def test_bad_links_do_not_open(world: TelegramWorld, payload: str) -> None:
    """The app knows the alphabet and length of a payload."""
    with pytest.raises(CannotDo):
        world.add_person("Budi").opens_link(payload)


def test_ids_do_not_fit_in_32_bits(budi: Person, group: Group) -> None:
    """Ids are as large as new ones in life, and a supergroup's begins with -100."""
    assert budi.id > 2**32
    assert str(group.id).startswith("-100")


def test_own_contact_names_its_owner(world: TelegramWorld, budi: Person) -> None:
    """A shared own contact carries the sender's id; somebody else's does not, or carries another."""
    budi.shares_contact()
    budi.shares_contact(own=False, phone="+62 899")
    budi.shares_contact(own=False, phone="+62 899", user_id=7)

    contacts = [one["message"]["contact"] for one in _heard(world)[1:]]
    assert contacts == [
        {"phone_number": "6281234567890", "first_name": "Budi", "user_id": budi.id},
        {"phone_number": "62 899", "first_name": "Somebody"},
        {"phone_number": "62 899", "first_name": "Somebody", "user_id": 7},
    ]


def test_no_phone_no_contact(world: TelegramWorld) -> None:
    """Someone without a number has none to share."""
    with pytest.raises(CannotDo):
        world.add_person("Nobody").shares_contact()


async def test_reply_keyboard_comes_and_goes(world: TelegramWorld, budi: Person) -> None:
    """A keyboard stays up until it is removed; its contact button shares the contact as a reply to the question."""
    markup = {"keyboard": [[{"text": "Share", "request_contact": True}], [{"text": "Later"}]]}
    asked = await _send(world, budi.id, reply_markup=markup)

    shown = budi.chat.keyboard
    shared = budi.presses("Share")
    budi.presses("Later")
    await _send(world, budi.id, reply_markup={"remove_keyboard": True})

    assert shown is not None
    assert shown.rows == ((Button("Share", "contact"),), (Button("Later", "text"),))
    assert (shared.kind, shared.reply_to) == ("contact", asked)
    assert _heard(world)[-1]["message"]["text"] == "Later"
    assert budi.chat.keyboard is None
    with pytest.raises(CannotDo):
        budi.presses("Later")


async def test_one_time_keyboard_goes_when_used(world: TelegramWorld, budi: Person) -> None:
    """`one_time_keyboard` hides it after one press."""
    await _send(world, budi.id, reply_markup={"keyboard": [[{"text": "Yes"}]], "one_time_keyboard": True})

    budi.presses("Yes")

    assert budi.chat.keyboard is None


async def test_keyboard_goes_with_its_message(world: TelegramWorld, budi: Person) -> None:
    """Deleting the message that brought a keyboard takes the keyboard away."""
    sent = await _send(world, budi.id, reply_markup={"keyboard": [[{"text": "Yes"}]]})

    await world.call("deleteMessage", {"chat_id": budi.id, "message_id": sent})

    assert budi.chat.keyboard is None


async def test_tap_reaches_the_bot(world: TelegramWorld, budi: Person) -> None:
    """A tap carries the button's data, the message with its keyboard, and who tapped."""
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y:7"}]]}
    sent = await _send(world, budi.id, reply_markup=keyboard)

    tap = budi.taps(sent, "Yes")

    query = _heard(world)[-1]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (tap.query_id, "y:7", budi.id)
    assert (query["message"]["message_id"], query["message"]["reply_markup"]) == (sent, keyboard)


async def test_buttons_that_need_no_bot(world: TelegramWorld, budi: Person) -> None:
    """Copying and opening happen in the app; the bot is not told."""
    keyboard = [[{"text": "Copy", "copy_text": {"text": "R-7"}}, {"text": "Open", "url": "https://e.org"}]]
    sent = await _send(world, budi.id, reply_markup={"inline_keyboard": keyboard})
    before = len(world.updates.book)

    budi.taps(sent, "Copy")
    opened = budi.taps(sent, "Open")

    assert budi.clipboard == ["R-7"]
    assert (opened.url, opened.answered) == ("https://e.org/", True)
    assert len(world.updates.book) == before


async def test_old_buttons(world: TelegramWorld, budi: Person) -> None:
    """A button that was edited away can be tapped by an app that has not seen the edit, and by no other."""
    sent = await _send(world, budi.id, reply_markup={"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]})
    await world.call("editMessageText", {"chat_id": budi.id, "message_id": sent, "text": "Done"})

    with pytest.raises(CannotDo):
        budi.taps(sent, "Yes")
    tap = budi.taps(sent, "Yes", old=True)

    assert tap.data == "y"
    assert "reply_markup" not in _heard(world)[-1]["callback_query"]["message"]


def test_edit_and_delete(world: TelegramWorld, clock: SettableClock, budi: Person) -> None:
    """The bot hears of an edit and not of a deletion; both are seen."""
    said = budi.says("123 456")
    clock.advance(5)

    budi.edits(said.message_id, "654321")
    edited = _heard(world)[-1]["edited_message"]
    budi.deletes(said.message_id)

    assert (edited["text"], edited["date"], edited["edit_date"]) == ("654321", NOW, NOW + 5)
    assert [one.text for one in budi.chat.messages] == ["/start"]
    assert [one.kind for one in budi.chat.history] == ["sent", "sent", "edited", "deleted"]
    assert [one.message.text for one in budi.chat.history if one.message] == ["/start", "123 456", "654321", "654321"]


def test_edit_has_its_limits(clock: SettableClock, budi: Person) -> None:
    """Forwarded texts, contacts and texts of two days ago cannot be edited."""
    forwarded, contact, said = budi.says("1", forwarded=True), budi.shares_contact(), budi.says("2")
    clock.advance(48 * 3600 + 1)

    for message in (forwarded, contact, said):
        with pytest.raises(CannotDo):
            budi.edits(message.message_id, "3")


def test_forwarded_text_says_so(world: TelegramWorld, budi: Person) -> None:
    """A forwarded SMS carries where it came from."""
    budi.says("Your code is 123-456", forwarded=True)

    origin = _heard(world)[-1]["message"]["forward_origin"]
    assert origin == {"type": "hidden_user", "date": NOW, "sender_user_name": "SMS"}


@pytest.mark.parametrize("kind", SENDABLES)
def test_sends_anything(world: TelegramWorld, budi: Person, kind: Any) -> None:
    """Everything that is no text arrives under its own name."""
    shown = budi.sends(kind)

    assert kind in _heard(world)[-1]["message"]
    assert (shown.kind, shown.text) == (kind, "")


def test_album_is_several_messages(world: TelegramWorld, budi: Person) -> None:
    """An album arrives as separate messages with one album id; the caption is the first one's."""
    budi.sends_album("Look")

    album = [one["message"] for one in _heard(world)[-3:]]
    assert len({one["media_group_id"] for one in album}) == 1
    assert [one.get("caption") for one in album] == ["Look", None, None]


async def test_blocking_and_coming_back(world: TelegramWorld, budi: Person) -> None:
    """Blocking and unblocking are told as my_chat_member; a blocked bot can be started again by its link."""
    budi.blocks_bot()
    with pytest.raises(CannotDo):
        budi.says("Hello?")
    budi.opens_link("again")
    await _send(world, budi.id)

    told = [one["my_chat_member"] for one in _heard(world) if "my_chat_member" in one]
    changes = [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in told]
    assert changes == [("member", "kicked"), ("kicked", "member")]
    assert _heard(world)[-1]["message"]["text"] == "/start again"


def test_who_is_not_in_a_group_cannot_write_there(budi: Person, group: Group) -> None:
    """A group is for its members."""
    with pytest.raises(CannotDo):
        budi.says("Hi", chat=group)


async def test_topics(world: TelegramWorld, staff: Person, group: Group) -> None:
    """A topic's messages carry its id, also those that answer one without saying so."""
    created = await world.call("createForumTopic", {"chat_id": group.id, "name": "Case 7"})
    thread = created.body["result"]["message_thread_id"]
    sent = await _send(world, group.id, message_thread_id=thread)

    answered = staff.says("Done", chat=group, reply_to=sent)

    message = _heard(world)[-1]["message"]
    assert answered.thread_id == thread
    assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert message["reply_to_message"]["message_id"] == sent


def test_privacy_mode(world: TelegramWorld, staff: Person) -> None:
    """A bot that is no administrator hears commands, mentions and answers to it, and nothing else."""
    group = world.add_group("Plain", [staff], bot_is_admin=False)

    staff.says("Hello all", chat=group)
    staff.says("/status", chat=group)
    staff.says("Ask @sandbox_bot", chat=group)

    assert [one["message"]["text"] for one in _heard(world)] == ["/status", "Ask @sandbox_bot"]


async def test_upgraded_group(world: TelegramWorld, staff: Person) -> None:
    """Both groups say that one became the other, and the new one works."""
    group = world.add_group("Old", [staff], basic=True)

    upgraded = world.upgrade(group)
    await _send(world, upgraded.id)

    said = [one["message"] for one in _heard(world)]
    assert [one.get("migrate_to_chat_id") for one in said] == [upgraded.id, None]
    assert [one.get("migrate_from_chat_id") for one in said] == [None, group.id]


async def test_watchers_see_events_as_they_happen(world: TelegramWorld, budi: Person) -> None:
    """A subscription gives every event of every chat until it is ended."""
    seen: list[ChatEvent] = []
    end = world.subscribe(seen.append)

    sent = await _send(world, budi.id, text="<b>1</b>", parse_mode="HTML")
    await world.call("sendChatAction", {"chat_id": budi.id, "action": "typing"})
    await world.call("editMessageText", {"chat_id": budi.id, "message_id": sent, "text": "2"})
    end()
    budi.says("3")

    assert [(one.kind, one.chat_id, one.detail) for one in seen] == [
        ("sent", budi.id, ""),
        ("action", budi.id, "typing"),
        ("edited", budi.id, ""),
    ]
    assert [one.message.html for one in seen if one.message] == ["<b>1</b>", "2"]


async def test_commands_that_people_see(world: TelegramWorld, budi: Person, staff: Person, group: Group) -> None:
    """The narrowest scope wins, then the person's language, then no language."""

    async def commands(name: str, **where: object) -> None:
        listed = [{"command": name, "description": name}]
        assert (await world.call("setMyCommands", {"commands": listed, **where})).status == 200

    await commands("default")
    await commands("private_id", scope={"type": "all_private_chats"}, language_code="id")
    await commands("private", scope={"type": "all_private_chats"})
    await commands("staff", scope={"type": "chat", "chat_id": group.id})

    def seen(*where: Any) -> list[str]:
        return [one["command"] for one in world.commands_for(*where)]

    assert (seen(budi), seen(staff), seen(staff, group)) == (["private_id"], ["private"], ["staff"])


async def test_reactions_only_when_asked_for(world: TelegramWorld, budi: Person) -> None:
    """message_reaction comes only to a bot that lists it."""
    budi.reacts(1, "👍")
    await world.call("getUpdates", {"allowed_updates": ["message_reaction"]})
    budi.reacts(1, "👀")

    assert [one["message_reaction"]["new_reaction"] for one in _heard(world)[1:]] == [
        [{"type": "emoji", "emoji": "👀"}]
    ]


def test_secrets_are_not_in_reprs(budi: Person) -> None:
    """A failing test that prints a person prints no phone number."""
    assert "6281234567890" not in repr(budi)
