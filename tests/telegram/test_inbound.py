"""What an update says, for every kind of update, and for anything else that JSON can hold."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.flow.relaying import Kind
from bot.ports import (
    Card,
    Command,
    Contact,
    Gone,
    Membership,
    Person,
    Posted,
    Quoted,
    Said,
    Tap,
    Text,
    Unsayable,
)
from bot.telegram.inbound import LONGEST_TEXT, chat_of, read_update

SENDER = {"id": 7_000_000_007, "is_bot": False, "first_name": "Budi", "language_code": "id"}
PRIVATE = {"id": 7_000_000_007, "type": "private", "first_name": "Budi"}
GROUP = {"id": -1001234567890, "type": "supergroup", "title": "Desk"}


def message(**content: Any) -> dict[str, Any]:
    """A message of a private chat."""
    return {"message_id": 5, "date": 1, "chat": PRIVATE, "from": SENDER, **content}


def update(**kind: Any) -> dict[str, Any]:
    """An update of one kind."""
    return {"update_id": 1, **kind}


def tap(**changes: Any) -> dict[str, Any]:
    """A pressed button."""
    return {"id": "99", "from": SENDER, "message": message(), "chat_instance": "1", "data": "1:2:yes:abc", **changes}


def membership(status: str) -> dict[str, Any]:
    """What became of the bot in a private chat."""
    return {"chat": PRIVATE, "from": SENDER, "date": 1, "new_chat_member": {"status": status, "user": {"id": 1}}}


BOT = {"id": 1, "is_bot": True, "first_name": "Bot"}
NAMED_BOT = {**BOT, "username": "our_bot"}
BUDI = Person(7_000_000_007, "Budi")
SARI = {"id": 8, "is_bot": False, "first_name": "Sari", "last_name": "Dewi"}


def gone(status: str, user: dict[str, Any] = SARI, **more: Any) -> dict[str, Any]:
    """What became of somebody in a group."""
    return {"chat": GROUP, "from": SENDER, "date": 1, "new_chat_member": {"status": status, "user": user, **more}}


What = Text | Command | Contact | Membership | Tap | Unsayable


def said(what: What) -> Said:
    """What the person of these tests said."""
    opens_link = isinstance(what, Command) and what.name == "start" and what.argument
    return Said(7_000_000_007, what, "id", 0 if isinstance(what, Tap) else 1, name="Budi" if opens_link else "")


PHOTO = [{"file_id": "A", "file_unique_id": "B", "width": 1, "height": 1}]
FORWARD = {"type": "hidden_user", "sender_user_name": "SMS", "date": 9}

SPOKEN: dict[str, tuple[dict[str, Any], What]] = {
    "blocked": (update(my_chat_member=membership("kicked")), Membership(is_member=False)),
    "unblocked": (update(my_chat_member=membership("member")), Membership(is_member=True)),
    "text": (update(message=message(text="hello")), Text("hello", 5)),
    "digits-of-another-script": (update(message=message(text="１２３４５６")), Text("１２３４５６", 5)),
    "forwarded": (update(message=message(text="Code 123-456", forward_origin=FORWARD)), Text("Code 123-456", 5, 9)),
    "edited": (update(edited_message=message(text="123456", date=0, edit_date=1)), Text("123456", 5)),
    "edited-command": (update(edited_message=message(text="/help", date=0, edit_date=1)), Command("help", "", 5)),
    "caption": (update(message=message(photo=PHOTO, caption="123456")), Text("123456", 5, 0, Kind.PHOTO)),
    "caption-of-an-album": (
        update(message=message(media_group_id="1", photo=PHOTO, caption="hi")),
        Text("hi", 5, 0, Kind.PHOTO),
    ),
    "caption-with-a-slash": (
        update(message=message(photo=PHOTO, caption="/start x")),
        Text("/start x", 5, 0, Kind.PHOTO),
    ),
    "command": (update(message=message(text="/status")), Command("status", "", 5)),
    "command-in-capitals": (update(message=message(text="/STATUS")), Command("status", "", 5)),
    "command-to-the-bot": (
        update(message=message(text="/start@our_bot tok-en_1")),
        Command("start", "tok-en_1", 5, "our_bot"),
    ),
    "start": (update(message=message(text="/start")), Command("start", "", 5)),
    "start-with-token": (update(message=message(text="/start tok-en_1")), Command("start", "tok-en_1", 5)),
    "start-with-blanks": (update(message=message(text="/start   tok  ")), Command("start", "tok", 5)),
    "command-with-lines": (update(message=message(text="/human\nPlease help")), Command("human", "Please help", 5)),
    "slash-alone": (update(message=message(text="/")), Command("", "", 5)),
    "slash-and-digits": (update(message=message(text="/123456")), Command("123456", "", 5)),
    "contact-own": (
        update(message=message(contact={"phone_number": "6281", "user_id": SENDER["id"], "first_name": "B"})),
        Contact("6281", own=True),
    ),
    "contact-of-somebody": (
        update(message=message(contact={"phone_number": "6281", "user_id": 8, "first_name": "B"})),
        Contact("6281", own=False),
    ),
    "contact-of-nobody": (
        update(message=message(contact={"phone_number": "6281", "first_name": "B"})),
        Contact("6281", own=False),
    ),
    "contact-of-null": (
        update(message=message(contact={"phone_number": "6281", "user_id": None})),
        Contact("6281", own=False),
    ),
    "sticker": (update(message=message(sticker={"file_id": "A"})), Unsayable("", 5, Kind.STICKER)),
    "photo": (update(message=message(photo=PHOTO)), Unsayable("", 5, Kind.PHOTO)),
    "album": (update(message=message(photo=PHOTO, media_group_id="13")), Unsayable("13", 5, Kind.PHOTO)),
    "voice": (update(message=message(voice={"file_id": "A"})), Unsayable("", 5, Kind.VOICE)),
    "location": (update(message=message(location={"latitude": 1.5, "longitude": 2})), Unsayable("", 5)),
    "poll": (update(message=message(poll={"id": "1"})), Unsayable("", 5)),
    "nothing-known": (update(message=message(something_new={"a": 1})), Unsayable("", 5)),
    "text-of-wrong-type": (update(message=message(text=123456)), Unsayable("", 5)),
    "tap": (update(callback_query=tap()), Tap("1:2:yes:abc", "99")),
    "tap-on-an-old-message": (
        update(callback_query=tap(message={"message_id": 5, "date": 0, "chat": PRIVATE})),
        Tap("1:2:yes:abc", "99"),
    ),
}

SILENT = {
    "group-bot": (update(message=message(text="x", chat=GROUP, **{"from": BOT})), GROUP["id"]),
    "group-anonymous": (update(message=message(text="x", chat=GROUP, sender_chat=GROUP)), GROUP["id"]),
    "group-nobody": (update(message={"message_id": 5, "date": 1, "chat": GROUP, "text": "x"}), GROUP["id"]),
    "group-id-too-small": (update(message=message(text="x", chat={**GROUP, "id": -(2**63) - 1})), 0),
    "group-tap-of-a-bot": (update(callback_query=tap(message=message(chat=GROUP), **{"from": BOT})), GROUP["id"]),
    "group-tap-id-too-small": (update(callback_query=tap(message=message(chat={**GROUP, "id": -(2**63)}))), 0),
    "came-into-a-group": (update(chat_member=gone("member")), GROUP["id"]),
    "restricted-in-a-group": (update(chat_member=gone("restricted", is_member=True)), GROUP["id"]),
    "bot-left-a-group": (update(chat_member=gone("left", user=BOT)), GROUP["id"]),
    "left-a-group-too-small": (update(chat_member={**gone("left"), "chat": {**GROUP, "id": -(2**63)}}), 0),
    "left-a-channel": (update(chat_member={**gone("left"), "chat": {"id": -100, "type": "channel"}}), -100),
    "tap-without-message": (update(callback_query={"id": "9", "from": SENDER, "data": "x"}), SENDER["id"]),
    "tap-without-data": (update(callback_query=tap(data=None)), PRIVATE["id"]),
    "game-tap": (update(callback_query={**tap(game_short_name="g"), "data": 5}), PRIVATE["id"]),
    "sent-by-a-bot": (update(message=message(text="x", **{"from": {**SENDER, "is_bot": True}})), PRIVATE["id"]),
    "sent-by-another": (update(message=message(text="x", **{"from": {**SENDER, "id": 8}})), PRIVATE["id"]),
    "tapped-by-another": (update(callback_query=tap(**{"from": {**SENDER, "id": 8}})), PRIVATE["id"]),
    "sent-by-nobody": (update(message={"message_id": 1, "date": 1, "chat": PRIVATE, "text": "x"}), PRIVATE["id"]),
    "came-to-a-group": (update(my_chat_member={**membership("member"), "chat": GROUP}), 0),
    "membership-unsaid": (update(my_chat_member={"chat": PRIVATE, "from": SENDER, "date": 1}), PRIVATE["id"]),
    "membership-of-another-kind": (update(my_chat_member=membership("restricted")), PRIVATE["id"]),
    "membership-of-another": (
        update(my_chat_member={**membership("kicked"), "from": {**SENDER, "id": 8}}),
        PRIVATE["id"],
    ),
    "channel": (update(channel_post={"chat": {"id": -100, "type": "channel"}, "text": "x"}), 0),
    "reaction": (update(message_reaction={"chat": PRIVATE, "message_id": 1}), 0),
    "inline": (update(inline_query={"id": "1", "from": SENDER, "query": "x"}), 0),
    "nothing": ({}, 0),
    "id-only": (update(), 0),
    "chat-of-wrong-type": (update(message={"chat": "private", "text": "x"}), 0),
    "chat-id-too-large": (
        update(message=message(text="x", chat={**PRIVATE, "id": 2**63}, **{"from": {"id": 2**63}})),
        0,
    ),
    "chat-id-too-small": (update(message=message(text="x", chat={**GROUP, "id": -(2**63) - 1})), 0),
    "chat-id-of-wrong-type": (update(message=message(chat={"id": "7", "type": "private"})), 0),
    "list": ([update()], 0),
    "null": (None, 0),
    "number": (17, 0),
    "word": ("message", 0),
}

KINDS = ("message", "edited_message", "callback_query", "channel_post", "my_chat_member", "chat_member")
FIELDS = ("message_id", "chat", "id", "type", "from", "text", "caption", "contact", "phone_number", "user_id", "data")

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just("private")
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS + KINDS), inner, max_size=6),
    max_leaves=20,
)


def _near_misses() -> st.SearchStrategy[Any]:
    """Updates that are right but for a few values."""

    def spoil(known: tuple[dict[str, Any], str, dict[str, Any]]) -> dict[str, Any]:
        update_as_it_was, kind, spoilt = known
        body = update_as_it_was.get(kind)
        return {**update_as_it_was, kind: {**body, **spoilt}} if isinstance(body, dict) else {kind: spoilt}

    right = st.sampled_from([given for given, _ in (*SPOKEN.values(), *POSTED.values())])
    spoilt = st.dictionaries(st.sampled_from(FIELDS), values, max_size=3)
    return st.tuples(right, st.sampled_from(KINDS), spoilt).map(spoil)


def encoded(value: Any) -> bytes:
    """As the inbox stores it."""
    return json.dumps(value).encode()


@pytest.mark.parametrize("name", SPOKEN)
def test_what_a_customer_says(name: str) -> None:
    """Each way of saying something is read as what it is, in whoever's chat it is said."""
    given_update, what = SPOKEN[name]

    assert read_update(encoded(given_update)) == replace(said(what), is_edit="edited_message" in given_update)
    assert chat_of(given_update) == PRIVATE["id"]


KEYS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:2:yes:a"}, {"text": "x", "url": "https://x"}], []]}
OURS = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": BOT, "text": "Card", "reply_markup": KEYS}


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_reply_says_to_which_card(kind: str) -> None:
    """What a card of ours says and what its buttons carry, so that what is written can be about its number."""
    given = update(**{kind: message(text="123456", edit_date=1, reply_to_message=OURS)})

    assert read_update(encoded(given)) == replace(
        said(Text("123456", 5)), reply_to=Card("Card", ("1:2:yes:a",)), is_edit=kind == "edited_message"
    )


@pytest.mark.parametrize(
    "replied",
    [
        {**OURS, "from": SENDER},
        {name: value for name, value in OURS.items() if name != "reply_markup"},
        {name: value for name, value in OURS.items() if name != "text"},
        "a message",
        None,
    ],
    ids=["to-oneself", "without-buttons", "without-text", "to-nothing", "null"],
)
def test_a_reply_to_anything_else_is_a_text(replied: object) -> None:
    """A message of one's own, or one without buttons, is about no number."""
    given = update(message=message(text="123456", reply_to_message=replied))

    assert read_update(encoded(given)) == said(Text("123456", 5))


@pytest.mark.parametrize("rows", [None, 5, [None], [[None, 5, {}, {"callback_data": 7}]]])
def test_buttons_of_no_known_shape_carry_nothing(rows: object) -> None:
    """Whatever is there: the reply is read all the same."""
    odd = {**OURS, "reply_markup": {"inline_keyboard": rows}}
    read = read_update(encoded(update(message=message(text="123456", reply_to_message=odd))))

    assert read == replace(said(Text("123456", 5)), reply_to=Card("Card", ()))


def posted(what: Text | Command | Tap | Unsayable | Gone, **more: Any) -> Posted:
    """What the person of these tests said in a group."""
    told: dict[str, Any] = {"chat_id": GROUP["id"], "by": BUDI, "message_id": 5, "written_at": 1, **more}
    return Posted(what=what, **told)


TOPIC = {"message_thread_id": 3, "is_topic_message": True}
OPENED_IT = {"message_id": 3, "date": 1, "chat": GROUP, "from": BOT, "forum_topic_created": {"name": "x"}}
THEIRS = {"message_id": 4, "date": 1, "chat": GROUP, "from": SARI, "text": "x"}

POSTED: dict[str, tuple[dict[str, Any], Posted]] = {
    "chatter": (update(message=message(text="hello", chat=GROUP)), posted(Text("hello", 5))),
    "command": (
        update(message=message(text="/Case@Our_Bot  12 ", chat=GROUP)),
        posted(Command("case", "12", 5, "our_bot")),
    ),
    "in-a-basic-group": (
        update(message=message(text="hello", chat={**GROUP, "type": "group"})),
        posted(Text("hello", 5)),
    ),
    "edit": (
        update(edited_message=message(text="hello", chat=GROUP, date=0, edit_date=1)),
        posted(Text("hello", 5), is_edit=True),
    ),
    "forward": (
        update(message=message(text="hello", chat=GROUP, forward_origin=FORWARD)),
        posted(Text("hello", 5, 9), is_passed_on=True),
    ),
    "by-way-of-a-bot": (
        update(message=message(text="/staff", chat=GROUP, via_bot=BOT)),
        posted(Command("staff", "", 5), is_passed_on=True),
    ),
    "contact": (update(message=message(contact={"phone_number": "6281"}, chat=GROUP)), posted(Unsayable())),
    "in-a-topic": (
        update(message=message(text="hello", chat=GROUP, reply_to_message=OPENED_IT, **TOPIC)),
        posted(Text("hello", 5), thread_id=3),
    ),
    "in-a-thread-of-replies": (
        update(message=message(text="hello", chat=GROUP, message_thread_id=3)),
        posted(Text("hello", 5)),
    ),
    "reply": (
        update(message=message(text="hello", chat=GROUP, reply_to_message=THEIRS)),
        posted(Text("hello", 5), reply_to=Quoted(4, Person(8, "Sari Dewi"))),
    ),
    "reply-to-us": (
        update(message=message(text="hello", chat=GROUP, reply_to_message={**THEIRS, "from": BOT})),
        posted(Text("hello", 5), reply_to=Quoted(4)),
    ),
    "reply-to-what-we-said": (
        update(message=message(text="hello", chat=GROUP, reply_to_message={**THEIRS, "from": NAMED_BOT})),
        posted(Text("hello", 5), reply_to=Quoted(4, bot="our_bot", text="x")),
    ),
    "reply-to-what-we-said-below-a-picture": (
        update(
            message=message(
                text="hello", chat=GROUP, reply_to_message={"message_id": 4, "from": NAMED_BOT, "caption": "y"}
            )
        ),
        posted(Text("hello", 5), reply_to=Quoted(4, bot="our_bot", text="y")),
    ),
    "reply-to-the-anonymous": (
        update(message=message(text="hello", chat=GROUP, reply_to_message={**THEIRS, "sender_chat": GROUP})),
        posted(Text("hello", 5), reply_to=Quoted(4)),
    ),
    "reply-to-nothing": (
        update(message=message(text="hello", chat=GROUP, reply_to_message=None)),
        posted(Text("hello", 5)),
    ),
    "half-a-character": (
        update(message=message(text="hello", chat=GROUP, **{"from": {"id": 8, "first_name": "\ud800"}})),
        posted(Text("hello", 5), by=Person(8, "?")),
    ),
    "tap": (
        update(callback_query=tap(message=message(chat=GROUP))),
        posted(Tap("1:2:yes:abc", "99"), written_at=0),
    ),
    "tap-in-a-topic": (
        update(callback_query=tap(message=message(chat=GROUP, **TOPIC))),
        posted(Tap("1:2:yes:abc", "99"), written_at=0, thread_id=3),
    ),
    "left": (update(chat_member=gone("left")), posted(Gone(Person(8, "Sari Dewi")), message_id=0)),
    "banned": (update(chat_member=gone("kicked")), posted(Gone(Person(8, "Sari Dewi")), message_id=0)),
    "restricted-and-gone": (
        update(chat_member=gone("restricted", is_member=False)),
        posted(Gone(Person(8, "Sari Dewi")), message_id=0),
    ),
    "banned-by-a-bot": (
        update(chat_member={**gone("kicked"), "from": BOT}),
        posted(Gone(Person(8, "Sari Dewi")), message_id=0, by=Person(8, "Sari Dewi")),
    ),
    "seen-to-leave": (
        update(message=message(left_chat_member=SARI, chat=GROUP)),
        posted(Gone(Person(8, "Sari Dewi"))),
    ),
    "a-bot-seen-to-leave": (update(message=message(left_chat_member=BOT, chat=GROUP)), posted(Unsayable("", 5))),
}


@pytest.mark.parametrize("name", POSTED)
def test_what_somebody_says_in_a_group(name: str) -> None:
    """Who it was, in which topic, and what it answers; whoever hands on what others wrote is told by that."""
    given_update, what = POSTED[name]

    assert read_update(encoded(given_update)) == what
    assert chat_of(given_update) == GROUP["id"]


@pytest.mark.parametrize("name", SILENT)
def test_what_nobody_says_to_us(name: str) -> None:
    """Groups, comings and goings, and what is no update at all say nothing, yet keep their chat's order."""
    given_update, chat_id = SILENT[name]

    assert read_update(encoded(given_update)) is None
    assert chat_of(given_update) == chat_id


def test_a_language_of_a_wrong_type_is_none() -> None:
    """The language is a hint: without it the default is spoken."""
    sender = {**SENDER, "language_code": 7}

    assert read_update(encoded(update(message=message(text="x", **{"from": sender})))) == Said(
        7_000_000_007, Text("x", 5), "", 1
    )


def test_what_is_too_long_is_cut() -> None:
    """Telegram sends no such text; reading it must not take long all the same."""
    read = read_update(encoded(update(message=message(text="x" * (LONGEST_TEXT + 1)))))

    assert read == said(Text("x" * LONGEST_TEXT, 5))


def test_nothing_said_is_shown() -> None:
    """Texts, commands and numbers stay out of whatever prints a value."""
    for given_update, _ in SPOKEN.values():
        shown = repr(read_update(encoded(given_update)))
        assert [secret for secret in ("123456", "123-456", "6281", "tok-en_1") if secret in shown] == []


@given(values | _near_misses())
@example({"message": {"chat": {"id": 1, "type": "private"}, "from": {}, "contact": {"phone_number": ""}}})
def test_no_json_surprises_it(value: Any) -> None:
    """Whatever the JSON is, it says something or nothing; and its chat is the one whose order is kept."""
    read = read_update(encoded(value))

    assert read is None or read.chat_id == chat_of(value)


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff")
@example(b"<html>502</html>")
@example(b'{"update_id": 1, "message": {')
@example(b"[" * 100_000)
def test_no_bytes_surprise_it(payload: bytes) -> None:
    """What is no JSON, or nested too deeply, is a `ValueError`, which the inbox buries with notice."""
    try:
        json.loads(payload)
    except (ValueError, RecursionError):
        with pytest.raises(ValueError):  # noqa: PT011 -- its text differs with what is wrong
            read_update(payload)
    else:
        read_update(payload)
