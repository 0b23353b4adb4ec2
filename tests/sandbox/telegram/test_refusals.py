"""Everything that a method refuses, in Telegram's words; the world is otherwise in order."""

from collections.abc import Callable
from typing import Any, TypeAlias, cast

import pytest

from sandbox.clock import SettableClock
from sandbox.telegram import Answer, Group, Person, TelegramWorld
from sandbox.telegram.schema import Upload
from sandbox.telegram.sendables import tiny_jpeg, tiny_png

Says: TypeAlias = Callable[[Answer], tuple[int, str]]

UNKNOWN = 99
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
TEXT = {"chat_id": "budi", "text": "Hi"}
EDIT = {"chat_id": "budi", "message_id": "card", "text": "Hi"}


def _button(**action: object) -> dict[str, Any]:
    return {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "A", **action}]]}}


def _keyboard(chat: str, **action: object) -> dict[str, Any]:
    return {"chat_id": chat, "text": "Hi", "reply_markup": {"keyboard": [[{"text": "A", **action}]]}}


REFUSALS: dict[str, tuple[str, dict[str, Any], int, str]] = {
    # Where it may write
    "unknown chat": ("sendMessage", {**TEXT, "chat_id": UNKNOWN}, 400, "Bad Request: chat not found"),
    "chat by name": ("sendMessage", {**TEXT, "chat_id": "@budi"}, 400, "Bad Request: chat not found"),
    "never started": (
        "sendMessage",
        {**TEXT, "chat_id": "sari"},
        403,
        "Forbidden: bot can't initiate conversation with a user",
    ),
    "blocked": ("sendMessage", {**TEXT, "chat_id": "blocker"}, 403, "Forbidden: bot was blocked by the user"),
    "gone": ("sendMessage", {**TEXT, "chat_id": "gone"}, 403, "Forbidden: user is deactivated"),
    "thrown out": (
        "sendMessage",
        {**TEXT, "chat_id": "closed"},
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    ),
    "upgraded": (
        "sendMessage",
        {**TEXT, "chat_id": "old"},
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    ),
    "action for a blocker": (
        "sendChatAction",
        {"chat_id": "blocker", "action": "typing"},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    "look at a stranger": ("getChat", {"chat_id": "sari"}, 400, "Bad Request: chat not found"),
    # Texts
    "empty text": ("sendMessage", {**TEXT, "text": ""}, 400, "Bad Request: message text is empty"),
    "blank text": ("sendMessage", {**TEXT, "text": " \n"}, 400, "Bad Request: text must be non-empty"),
    "empty after parsing": (
        "sendMessage",
        {**TEXT, "text": "<b> </b>", "parse_mode": "HTML"},
        400,
        "Bad Request: text must be non-empty",
    ),
    "too long": ("sendMessage", {**TEXT, "text": "a" * 4097}, 400, "Bad Request: message is too long"),
    "too long in emoji": (
        "sendMessage",
        {**TEXT, "text": "\N{EYES}" * 2049},
        400,
        "Bad Request: message is too long",
    ),
    "bad markup": (
        "sendMessage",
        {**TEXT, "text": "<b>Hi", "parse_mode": "html"},
        400,
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "markdown": (
        "sendMessage",
        {**TEXT, "parse_mode": "MarkdownV2"},
        400,
        "Bad Request: parse_mode MarkdownV2 is not played by this sandbox",
    ),
    "no such mode": ("sendMessage", {**TEXT, "parse_mode": "RTF"}, 400, "Bad Request: unsupported parse_mode"),
    "entity outside": (
        "sendMessage",
        {**TEXT, "entities": [{"type": "bold", "offset": 1, "length": 2}]},
        400,
        "Bad Request: ENTITY_BOUNDS_INVALID",
    ),
    "entity unknown": (
        "sendMessage",
        {**TEXT, "entities": [{"type": "loud", "offset": 0, "length": 2}]},
        400,
        "Bad Request: can't parse MessageEntity: wrong type or field in loud",
    ),
    "parameter not played": (
        "sendMessage",
        {**TEXT, "allow_paid_broadcast": True},
        400,
        "Bad Request: parameter allow_paid_broadcast is not played by this sandbox",
    ),
    # Replies and topics
    "reply to nothing": (
        "sendMessage",
        {**TEXT, "reply_parameters": {"message_id": UNKNOWN}},
        400,
        "Bad Request: message to be replied not found",
    ),
    "quote": (
        "sendMessage",
        {**TEXT, "reply_parameters": {"message_id": "said", "quote": "x"}},
        400,
        "Bad Request: a reply to another chat or with a quote is not played by this sandbox",
    ),
    "topic in a private chat": (
        "sendMessage",
        {**TEXT, "message_thread_id": 1},
        400,
        "Bad Request: message thread not found",
    ),
    "unknown topic": (
        "sendMessage",
        {**TEXT, "chat_id": "group", "message_thread_id": UNKNOWN},
        400,
        "Bad Request: message thread not found",
    ),
    # Buttons
    "no action": (
        "sendMessage",
        _button(),
        400,
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "two actions": (
        "sendMessage",
        _button(callback_data="a", url="https://example.com"),
        400,
        "Bad Request: can't parse inline keyboard button: exactly one action must be used",
    ),
    "empty data": ("sendMessage", _button(callback_data=""), 400, "Bad Request: BUTTON_DATA_INVALID"),
    "data too long": ("sendMessage", _button(callback_data="é" * 33), 400, "Bad Request: BUTTON_DATA_INVALID"),
    "copy too long": (
        "sendMessage",
        _button(copy_text={"text": "a" * 257}),
        400,
        "Bad Request: BUTTON_COPY_TEXT_INVALID",
    ),
    "link to this machine": (
        "sendMessage",
        _button(url="http://localhost/x"),
        400,
        "Bad Request: inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    ),
    "link by another protocol": (
        "sendMessage",
        _button(url="ftp://example.com"),
        400,
        "Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    "button not played": (
        "sendMessage",
        _button(switch_inline_query="x"),
        400,
        "Bad Request: an inline button with switch_inline_query is not played by this sandbox",
    ),
    "style": (
        "sendMessage",
        _button(callback_data="a", style="pink"),
        400,
        "Bad Request: can't parse inline keyboard button: invalid button style specified",
    ),
    "no label": (
        "sendMessage",
        _button(text=" ", callback_data="a"),
        400,
        "Bad Request: inline keyboard button text must be non-empty",
    ),
    "too many buttons": (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]] * 101}},
        400,
        "Bad Request: reply markup is too long",
    ),
    "contact in a group": (
        "sendMessage",
        _keyboard("group", request_contact=True),
        400,
        "Bad Request: phone number can be requested in private chats only",
    ),
    "place in a group": (
        "sendMessage",
        _keyboard("group", request_location=True),
        400,
        "Bad Request: location can be requested in private chats only",
    ),
    "contact and place": (
        "sendMessage",
        _keyboard("budi", request_contact=True, request_location=True),
        400,
        "Bad Request: can't parse keyboard button: at most one action can be used",
    ),
    "placeholder": (
        "sendMessage",
        {**TEXT, "reply_markup": {"force_reply": True, "input_field_placeholder": "a" * 65}},
        400,
        "Bad Request: input field placeholder must be 1-64 characters long",
    ),
    # Edits
    "edit nothing": ("editMessageText", {**EDIT, "message_id": UNKNOWN}, 400, "Bad Request: message to edit not found"),
    "edit without a chat": ("editMessageText", {"message_id": 1, "text": "Hi"}, 400, "Bad Request: chat_id is empty"),
    "edit without a message": (
        "editMessageText",
        {"chat_id": "budi", "text": "Hi"},
        400,
        "Bad Request: message identifier is not specified",
    ),
    "edit to nothing": ("editMessageText", {**EDIT, "text": ""}, 400, "Bad Request: message text is empty"),
    "edit without text": (
        "editMessageText",
        {"chat_id": "budi", "message_id": "card"},
        400,
        "Bad Request: message text is empty",
    ),
    "edit what was deleted": (
        "editMessageText",
        {**EDIT, "message_id": "deleted"},
        400,
        "Bad Request: message to edit not found",
    ),
    "edit another's": ("editMessageText", {**EDIT, "message_id": "said"}, 400, "Bad Request: message can't be edited"),
    "edit what has a keyboard": (
        "editMessageText",
        {**EDIT, "message_id": "asked"},
        400,
        "Bad Request: message can't be edited",
    ),
    "edit nothing new": (
        "editMessageText",
        {
            "chat_id": "budi",
            "message_id": "card",
            "text": "<b>Card</b>",
            "parse_mode": "HTML",
            "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
        },
        400,
        NOT_MODIFIED,
    ),
    "edit no new markup": (
        "editMessageReplyMarkup",
        {"chat_id": "budi", "message_id": "plain"},
        400,
        NOT_MODIFIED,
    ),
    "edit text of a photo": (
        "editMessageText",
        {**EDIT, "message_id": "photo"},
        400,
        "Bad Request: there is no text in the message to edit",
    ),
    "edit caption of a text": (
        "editMessageCaption",
        {"chat_id": "budi", "message_id": "card", "caption": "x"},
        400,
        "Bad Request: there is no caption in the message to edit",
    ),
    "edit for a blocker": (
        "editMessageText",
        {**EDIT, "chat_id": "blocker"},
        403,
        "Forbidden: bot was blocked by the user",
    ),
    # Deletions
    "delete nothing": (
        "deleteMessage",
        {"chat_id": "budi", "message_id": UNKNOWN},
        400,
        "Bad Request: message to delete not found",
    ),
    "delete twice": (
        "deleteMessage",
        {"chat_id": "budi", "message_id": "deleted"},
        400,
        "Bad Request: message to delete not found",
    ),
    "delete no list": (
        "deleteMessages",
        {"chat_id": "budi", "message_ids": []},
        400,
        "Bad Request: message identifiers are not specified",
    ),
    "delete a long list": (
        "deleteMessages",
        {"chat_id": "budi", "message_ids": [1] * 101},
        400,
        "Bad Request: too many message identifiers specified",
    ),
    "delete another's in a group": (
        "deleteMessage",
        {"chat_id": "plain group", "message_id": 1},
        400,
        "Bad Request: message can't be deleted",
    ),
    "delete the birth of a topic": (
        "deleteMessage",
        {"chat_id": "group", "message_id": "topic"},
        400,
        "Bad Request: message can't be deleted",
    ),
    # Files
    "no picture": ("sendPhoto", {"chat_id": "budi", "photo": "text file"}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
    "picture too thin": (
        "sendPhoto",
        {"chat_id": "budi", "photo": "thin"},
        400,
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
    ),
    "picture too large": (
        "sendPhoto",
        {"chat_id": "budi", "photo": "large"},
        400,
        "Bad Request: PHOTO_INVALID_DIMENSIONS",
    ),
    "caption too long": (
        "sendPhoto",
        {"chat_id": "budi", "photo": "picture", "caption": "a" * 1025},
        400,
        "Bad Request: message caption is too long",
    ),
    "empty file": (
        "sendDocument",
        {"chat_id": "budi", "document": "empty file"},
        400,
        "Bad Request: file must be non-empty",
    ),
    "unknown file": (
        "sendDocument",
        {"chat_id": "budi", "document": "BQAC"},
        400,
        "Bad Request: wrong file identifier/HTTP URL specified",
    ),
    "photo as document": (
        "sendDocument",
        {"chat_id": "budi", "document": "photo id"},
        400,
        "Bad Request: can't use file of type Photo as Document",
    ),
    "file from the web": (
        "sendPhoto",
        {"chat_id": "budi", "photo": "https://example.com/a.png"},
        400,
        "Bad Request: failed to get HTTP URL content",
    ),
    "file to fetch": ("getFile", {"file_id": "BQAC"}, 400, "Bad Request: wrong file identifier/HTTP URL specified"),
    "copy nothing": (
        "copyMessage",
        {"chat_id": "budi", "from_chat_id": "budi", "message_id": UNKNOWN},
        400,
        "Bad Request: message to copy not found",
    ),
    "forward what is protected": (
        "forwardMessage",
        {"chat_id": "budi", "from_chat_id": "budi", "message_id": "protected"},
        400,
        "Bad Request: message can't be forwarded",
    ),
    # Small things
    "action": (
        "sendChatAction",
        {"chat_id": "budi", "action": "dance"},
        400,
        "Bad Request: wrong parameter action in request",
    ),
    "tap unknown": (
        "answerCallbackQuery",
        {"callback_query_id": "1"},
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    ),
    "notice too long": (
        "answerCallbackQuery",
        {"callback_query_id": "tap", "text": "a" * 201},
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    ),
    "notice with a link": (
        "answerCallbackQuery",
        {"callback_query_id": "tap", "url": "https://example.com"},
        400,
        "Bad Request: URL_INVALID",
    ),
    "react to nothing": (
        "setMessageReaction",
        {"chat_id": "budi", "message_id": UNKNOWN, "reaction": [{"type": "emoji", "emoji": "👀"}]},
        400,
        "Bad Request: message to react not found",
    ),
    "react with a word": (
        "setMessageReaction",
        {"chat_id": "budi", "message_id": "said", "reaction": [{"type": "emoji", "emoji": "ok"}]},
        400,
        "Bad Request: REACTION_INVALID",
    ),
    "react twice": (
        "setMessageReaction",
        {"chat_id": "budi", "message_id": "said", "reaction": [{"type": "emoji", "emoji": "👀"}] * 2},
        400,
        "Bad Request: REACTIONS_TOO_MANY",
    ),
    "pin nothing": (
        "pinChatMessage",
        {"chat_id": "budi", "message_id": UNKNOWN},
        400,
        "Bad Request: message to pin not found",
    ),
    "pin without rights": (
        "pinChatMessage",
        {"chat_id": "plain group", "message_id": 1},
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    ),
    "unpin nothing": ("unpinChatMessage", {"chat_id": "budi"}, 400, "Bad Request: message to unpin not found"),
    "administrators of one": (
        "getChatAdministrators",
        {"chat_id": "budi"},
        400,
        "Bad Request: there are no administrators in the private chat",
    ),
    "unknown member": (
        "getChatMember",
        {"chat_id": "group", "user_id": UNKNOWN},
        400,
        "Bad Request: PARTICIPANT_ID_INVALID",
    ),
    # Topics
    "topic without a forum": (
        "createForumTopic",
        {"chat_id": "plain group", "name": "A"},
        400,
        "Bad Request: the chat is not a forum",
    ),
    "topic without rights": (
        "createForumTopic",
        {"chat_id": "plain forum", "name": "A"},
        400,
        "Bad Request: not enough rights to create a topic",
    ),
    "topic without a name": (
        "createForumTopic",
        {"chat_id": "group", "name": " "},
        400,
        "Bad Request: TOPIC_TITLE_EMPTY",
    ),
    "topic with a long name": (
        "createForumTopic",
        {"chat_id": "group", "name": "a" * 129},
        400,
        "Bad Request: topic name must be at most 128 characters long",
    ),
    "topic in pink": (
        "createForumTopic",
        {"chat_id": "group", "name": "A", "icon_color": 1},
        400,
        "Bad Request: wrong icon color specified",
    ),
    "topic with a strange icon": (
        "createForumTopic",
        {"chat_id": "group", "name": "A", "icon_custom_emoji_id": "7"},
        400,
        "Bad Request: DOCUMENT_INVALID",
    ),
    "edit no topic": (
        "editForumTopic",
        {"chat_id": "group", "message_thread_id": UNKNOWN, "name": "B"},
        400,
        "Bad Request: TOPIC_ID_INVALID",
    ),
    "same topic": (
        "editForumTopic",
        {"chat_id": "group", "message_thread_id": "topic", "name": "Case 7"},
        400,
        "Bad Request: TOPIC_NOT_MODIFIED",
    ),
    "reopen what is open": (
        "reopenForumTopic",
        {"chat_id": "group", "message_thread_id": "topic"},
        400,
        "Bad Request: TOPIC_NOT_MODIFIED",
    ),
    # The bot's profile
    "command in capitals": (
        "setMyCommands",
        {"commands": [{"command": "Help", "description": "Help"}]},
        400,
        "Bad Request: BOT_COMMAND_INVALID",
    ),
    "command without words": (
        "setMyCommands",
        {"commands": [{"command": "help", "description": ""}]},
        400,
        "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID",
    ),
    "too many commands": (
        "setMyCommands",
        {"commands": [{"command": "help", "description": "Help"}] * 101},
        400,
        "Bad Request: BOT_COMMANDS_TOO_MUCH",
    ),
    "language with a script": ("getMyCommands", {"language_code": "zh-hans"}, 400, "Bad Request: LANG_CODE_INVALID"),
    "scope of a stranger": (
        "getMyCommands",
        {"scope": {"type": "chat", "chat_id": UNKNOWN}},
        400,
        "Bad Request: chat not found",
    ),
    "picture of another kind": (
        "setMyProfilePhoto",
        {"photo": {"type": "static", "photo": "attach://picture"}, "picture": "picture"},
        400,
        "Bad Request: IMAGE_PROCESS_FAILED",
    ),
    "picture that was sent before": (
        "setMyProfilePhoto",
        {"photo": {"type": "static", "photo": "photo id"}},
        400,
        "Bad Request: photo can't be reused and must be uploaded as a new file",
    ),
    "picture that did not come along": (
        "setMyProfilePhoto",
        {"photo": {"type": "static", "photo": "attach://nothing"}},
        400,
        "Bad Request: photo can't be reused and must be uploaded as a new file",
    ),
    "picture that moves": (
        "setMyProfilePhoto",
        {"photo": {"type": "animated", "animation": "attach://picture"}},
        400,
        "Bad Request: photo (InputProfilePhotoAnimated) is not played by this sandbox",
    ),
    "name too long": ("setMyName", {"name": "a" * 65}, 400, "Bad Request: name is too long"),
    "description too long": (
        "setMyDescription",
        {"description": "a" * 513},
        400,
        "Bad Request: description is too long",
    ),
    "short description too long": (
        "setMyShortDescription",
        {"short_description": "a" * 121},
        400,
        "Bad Request: short description is too long",
    ),
    # Updates
    "too many updates": ("getUpdates", {"limit": 101}, 400, "Bad Request: limit must be between 1 and 100"),
    "webhook without TLS": (
        "setWebhook",
        {"url": "http://example.com/x"},
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    ),
    "webhook at a strange port": (
        "setWebhook",
        {"url": "https://example.com:8080/x"},
        400,
        "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    "webhook with a bad secret": (
        "setWebhook",
        {"url": "https://example.com/", "secret_token": "a b"},
        400,
        "Bad Request: secret token contains unallowed characters",
    ),
    "webhook with many connections": (
        "setWebhook",
        {"url": "https://example.com/", "max_connections": 101},
        400,
        "Bad Request: max_connections must be between 1 and 100",
    ),
    "no such method": ("sendTelepathy", {}, 404, "Not Found: method not found"),
}


@pytest.fixture
async def names(world: TelegramWorld, budi: Person, staff: Person, group: Group) -> dict[str, object]:
    """Give ids, messages and files the names that the table uses."""
    blocker, gone = world.add_person("Blocker"), world.add_person("Gone")
    for person in (blocker, gone):
        person.opens_link()
    blocker.blocks_bot()
    gone.deletes_account()
    closed = world.add_group("Closed", [staff])
    world.remove_bot(closed, staff)
    old = world.add_group("Old", [staff], basic=True)
    world.upgrade(old)
    plain_group = world.add_group("Plain", [staff], bot_is_admin=False)
    staff.says("Hello", chat=plain_group)
    plain_forum = world.add_group("Forum", [staff], forum=True, bot_is_admin=False)
    said = budi.says("Hello")
    sent: dict[str, object] = {}
    messages: dict[str, dict[str, object]] = {
        "card": {
            "text": "<b>Card</b>",
            "parse_mode": "HTML",
            "reply_markup": {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]},
        },
        "plain": {"text": "Plain"},
        "asked": {"text": "Phone?", "reply_markup": {"keyboard": [[{"text": "Mine", "request_contact": True}]]}},
        "deleted": {"text": "Oops"},
        "protected": {"text": "Secret", "protect_content": True},
    }
    for name, params in messages.items():
        answer = await world.call("sendMessage", {"chat_id": budi.id, **params})
        sent[name] = answer.body["result"]["message_id"]
    await world.call("deleteMessage", {"chat_id": budi.id, "message_id": sent["deleted"]})
    photo = await world.call("sendPhoto", {"chat_id": budi.id}, {"photo": Upload("a.png", tiny_png())})
    topic = await world.call("createForumTopic", {"chat_id": group.id, "name": "Case 7"})
    card = sent["card"]
    assert isinstance(card, int)
    return {
        **sent,
        "said": said.message_id,
        "photo": photo.body["result"]["message_id"],
        "photo id": photo.body["result"]["photo"][0]["file_id"],
        "topic": topic.body["result"]["message_thread_id"],
        "tap": budi.taps(card, "Yes").query_id,
        "budi": budi.id,
        "sari": staff.id,
        "blocker": blocker.id,
        "gone": gone.id,
        "group": group.id,
        "closed": closed.id,
        "old": old.id,
        "plain group": plain_group.id,
        "plain forum": plain_forum.id,
        "text file": Upload("a.txt", b"text"),
        "empty file": Upload("a.txt", b""),
        "picture": Upload("a.png", tiny_png()),
        "thin": Upload("a.png", tiny_png(1, 21)),
        "large": Upload("a.jpg", tiny_jpeg(5_001, 5_000)),
    }


def _named(value: Any, names: dict[str, object]) -> Any:
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {key: _named(part, names) if key not in {"text", "quote"} else part for key, part in fields.items()}
    return names.get(value, value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", REFUSALS)
async def test_refused(case: str, world: TelegramWorld, names: dict[str, object], says: Says) -> None:
    """The call is refused with this status and sentence, and changes nothing that anyone sees."""
    method, params, status, description = REFUSALS[case]
    named = _named(params, names)
    files = {name: value for name, value in named.items() if isinstance(value, Upload)}
    before = [len(chat.history) for chat in world.chats.values()]

    answer = await world.call(method, {name: value for name, value in named.items() if name not in files}, files)

    assert says(answer) == (status, description)
    assert answer.body["ok"] is False
    assert answer.body["error_code"] == status
    assert [len(chat.history) for chat in world.chats.values()] == before


async def test_upgraded_group_says_where(world: TelegramWorld, names: dict[str, object]) -> None:
    """The refusal names the new id, so that a program can go on with it."""
    answer = await world.call("sendMessage", {"chat_id": names["old"], "text": "Hi"})

    assert answer.body["parameters"] == {"migrate_to_chat_id": world.chats[int(str(names["old"]))].migrated_to}


async def test_two_days_are_the_end_of_deleting(
    world: TelegramWorld, clock: SettableClock, budi: Person, says: Says
) -> None:
    """A message can be deleted for 48 hours, whoever sent it, alone and in a list."""
    said = budi.says("123456")
    answer = await world.call("sendMessage", {"chat_id": budi.id, "text": "Hi"})
    sent = answer.body["result"]["message_id"]
    refusal = (400, "Bad Request: message can't be deleted for everyone")

    clock.advance(48 * 3600 - 1)
    assert (await world.call("deleteMessage", {"chat_id": budi.id, "message_id": said.message_id})).status == 200
    clock.advance(1)
    assert says(await world.call("deleteMessage", {"chat_id": budi.id, "message_id": sent})) == refusal
    assert says(await world.call("deleteMessages", {"chat_id": budi.id, "message_ids": [sent]})) == refusal


async def test_deleting_a_list_skips_what_is_not_there(world: TelegramWorld, budi: Person) -> None:
    """Ids that are not found do not spoil the others."""
    first, second = budi.says("1"), budi.says("2")

    answer = await world.call(
        "deleteMessages", {"chat_id": budi.id, "message_ids": [first.message_id, UNKNOWN, second.message_id]}
    )

    assert answer.body == {"ok": True, "result": True}
    assert [one.text for one in budi.chat.messages] == ["/start"]


async def test_bot_deletes_in_a_blockers_chat(world: TelegramWorld, budi: Person) -> None:
    """What must be deleted can be deleted, also after the person has blocked the bot."""
    said = budi.says("123456")
    budi.blocks_bot()

    answer = await world.call("deleteMessage", {"chat_id": budi.id, "message_id": said.message_id})

    assert answer.status == 200


async def test_tap_is_answered_once_and_soon(
    world: TelegramWorld, clock: SettableClock, budi: Person, names: dict[str, object], says: Says
) -> None:
    """A second answer and an answer after 15 seconds are refused alike."""
    refusal = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    first, second = (budi.taps(int(str(names["card"])), "Yes") for _ in range(2))

    once = await world.call(
        "answerCallbackQuery", {"callback_query_id": first.query_id, "text": "OK", "show_alert": True}
    )
    again = await world.call("answerCallbackQuery", {"callback_query_id": first.query_id})
    clock.advance(15.5)
    late = await world.call("answerCallbackQuery", {"callback_query_id": second.query_id})

    assert once.status == 200
    assert (first.notice, first.alert, second.answered) == ("OK", True, False)
    assert (says(again), says(late)) == (refusal, refusal)


async def test_limits_are_counted_after_parsing(world: TelegramWorld, budi: Person) -> None:
    """Markup does not count, so a text of 4096 letters with tags is accepted."""
    answer = await world.call("sendMessage", {"chat_id": budi.id, "text": f"<b>{'a' * 4096}</b>", "parse_mode": "HTML"})

    assert answer.status == 200


async def test_reply_without_its_message_when_allowed(world: TelegramWorld, budi: Person) -> None:
    """`allow_sending_without_reply` sends the message alone."""
    answer = await world.call(
        "sendMessage",
        {
            "chat_id": budi.id,
            "text": "Hi",
            "reply_parameters": {"message_id": UNKNOWN, "allow_sending_without_reply": True},
        },
    )

    assert "reply_to_message" not in answer.body["result"]
