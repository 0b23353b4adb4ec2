"""python-telegram-bot as the judge: every method that is played, called through the real client over HTTP."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias
from typing import cast as typing_cast

import pytest
import telegram
from telegram.constants import ChatAction, ChatMemberStatus, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from sandbox.telegram import Group, Person, TelegramServer, TelegramWorld
from sandbox.telegram.schema import METHOD_FIELDS
from sandbox.telegram.sendables import tiny_jpeg, tiny_png

KEYBOARD = telegram.InlineKeyboardMarkup(
    [
        [
            telegram.InlineKeyboardButton("Yes", callback_data="y", style="success"),
            telegram.InlineKeyboardButton("Site", url="https://example.com"),
        ],
        [telegram.InlineKeyboardButton("Copy", copy_text=telegram.CopyTextButton("R-7"))],
    ]
)


@pytest.fixture
async def bot(server: TelegramServer, world: TelegramWorld) -> AsyncIterator[telegram.Bot]:
    """Give the real client, pointed at the sandbox."""
    client = telegram.Bot(
        world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
        get_updates_request=HTTPXRequest(httpx_kwargs={"trust_env": False}),
    )
    async with client:
        yield client


@dataclass(frozen=True, slots=True)
class Cast:
    """Who a play needs: the client, a customer, a member of staff, and the staff's group."""

    bot: telegram.Bot
    budi: Person
    staff: Person
    group: Group


@pytest.fixture
def cast(bot: telegram.Bot, budi: Person, staff: Person, group: Group) -> Cast:
    """Give everyone."""
    return Cast(bot, budi, staff, group)


Play: TypeAlias = Callable[[Cast], Awaitable[None]]
PLAYED: dict[str, Play] = {}


def plays(*methods: str) -> Callable[[Play], Play]:
    """Say which methods a play calls."""

    def note(play: Play) -> Play:
        PLAYED[" ".join(methods)] = play
        return play

    return note


@plays("getMe")
async def _me(cast: Cast) -> None:
    me = await cast.bot.get_me()
    assert (me.id, me.is_bot, me.username, me.can_join_groups) == (424242, True, "sandbox_bot", True)


@plays("sendMessage", "getUpdates")
async def _message(cast: Cast) -> None:
    sent = await cast.bot.send_message(
        cast.budi.id,
        "<b>Hi</b> &amp; <code>1</code> https://e.org",
        parse_mode=ParseMode.HTML,
        reply_markup=KEYBOARD,
        protect_content=True,
        disable_notification=True,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(1),
    )
    updates = await cast.bot.get_updates(offset=0, limit=10, timeout=dt.timedelta(), allowed_updates=["message"])

    assert sent.text == "Hi & 1 https://e.org"
    assert sent.text_html == "<b>Hi</b> &amp; <code>1</code> https://e.org"
    assert (sent.reply_markup, sent.has_protected_content) == (KEYBOARD, True)
    assert sent.reply_to_message is not None
    assert updates[0].message is not None
    assert updates[0].message.text == "/start"
    assert updates[0].effective_user is not None
    assert updates[0].effective_user.language_code == "id"


@plays("sendMessage")
async def _keyboards(cast: Cast) -> None:
    button = telegram.KeyboardButton("Share", request_contact=True)
    asked = telegram.ReplyKeyboardMarkup([[button], ["Later"]], resize_keyboard=True, one_time_keyboard=True)
    await cast.bot.send_message(cast.budi.id, "Phone?", reply_markup=asked)
    cast.budi.presses("Share")
    updates = await cast.bot.get_updates()
    await cast.bot.send_message(cast.budi.id, "Thanks", reply_markup=telegram.ReplyKeyboardRemove())
    await cast.bot.send_message(
        cast.budi.id, "Code?", reply_markup=telegram.ForceReply(input_field_placeholder="123456")
    )
    entities = [telegram.MessageEntity("bold", 0, 2)]
    plain = await cast.bot.send_message(cast.budi.id, "Hi there", entities=entities)

    message = updates[-1].message
    assert message is not None
    assert message.contact is not None
    assert (message.contact.user_id, message.contact.phone_number) == (cast.budi.id, "6281234567890")
    assert plain.text_html == "<b>Hi</b> there"


@plays("editMessageText", "editMessageReplyMarkup")
async def _edits(cast: Cast) -> None:
    sent = await cast.bot.send_message(cast.budi.id, "Checking", reply_markup=KEYBOARD)
    edited = await cast.bot.edit_message_text("Verified", cast.budi.id, sent.message_id)
    marked = await cast.bot.edit_message_reply_markup(cast.budi.id, sent.message_id, reply_markup=KEYBOARD)

    assert isinstance(edited, telegram.Message)
    assert isinstance(marked, telegram.Message)
    assert (edited.text, edited.reply_markup, marked.reply_markup) == ("Verified", None, KEYBOARD)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match=r"^Message is not modified: "):
        await cast.bot.edit_message_text("Verified", cast.budi.id, sent.message_id, reply_markup=KEYBOARD)


@plays("deleteMessage", "deleteMessages")
async def _deletions(cast: Cast) -> None:
    ids = [cast.budi.says(text).message_id for text in "123"]
    assert await cast.bot.delete_message(cast.budi.id, ids[0])
    assert await cast.bot.delete_messages(cast.budi.id, ids)
    assert [one.text for one in cast.budi.chat.messages] == ["/start"]


@plays("answerCallbackQuery")
async def _tap(cast: Cast) -> None:
    sent = await cast.bot.send_message(cast.budi.id, "Sure?", reply_markup=KEYBOARD)
    tap = cast.budi.taps(sent.message_id, "Yes")
    query = (await cast.bot.get_updates())[-1].callback_query
    assert query is not None
    assert await query.answer("Noted", show_alert=True)
    assert (tap.notice, tap.alert) == ("Noted", True)
    assert query.message == sent
    with pytest.raises(BadRequest, match=r"^Query is too old"):
        await query.answer()


@plays("sendPhoto", "getFile", "editMessageCaption")
async def _photo(cast: Cast) -> None:
    sent = await cast.bot.send_photo(
        cast.budi.id, tiny_png(3, 5), caption="<i>QR</i>", parse_mode="HTML", filename="qr.png"
    )
    again = await cast.bot.send_photo(cast.budi.id, sent.photo[0].file_id)
    edited = await cast.bot.edit_message_caption(cast.budi.id, sent.message_id, caption="Used")
    file = await sent.photo[0].get_file()

    assert (sent.photo[0].width, sent.photo[0].height, sent.caption_html) == (3, 5, "<i>QR</i>")
    assert again.photo == sent.photo
    assert isinstance(edited, telegram.Message)
    assert edited.caption == "Used"
    assert bytes(await file.download_as_bytearray()) == tiny_png(3, 5)


@plays("sendDocument")
async def _document(cast: Cast) -> None:
    sent = await cast.bot.send_document(cast.budi.id, b"a,b\n", filename="report.csv", reply_markup=KEYBOARD)
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("report.csv", 4)
    assert sent.reply_markup == KEYBOARD


@plays("forwardMessage", "copyMessage")
async def _pass_on(cast: Cast) -> None:
    said = cast.budi.says("Help me")
    forwarded = await cast.bot.forward_message(cast.group.id, cast.budi.id, said.message_id)
    copied = await cast.bot.copy_message(cast.group.id, cast.budi.id, said.message_id)

    assert isinstance(forwarded.forward_origin, telegram.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == cast.budi.id
    assert cast.group.last.message_id == copied.message_id
    assert cast.group.last.text == "Help me"


@plays("sendChatAction", "setMessageReaction", "pinChatMessage", "unpinChatMessage", "getChat")
async def _small_things(cast: Cast) -> None:
    said = cast.budi.says("Help me")
    assert await cast.bot.send_chat_action(cast.budi.id, ChatAction.TYPING)
    assert await cast.bot.set_message_reaction(cast.budi.id, said.message_id, "👀")
    assert await cast.bot.pin_chat_message(cast.budi.id, said.message_id)
    chat = await cast.bot.get_chat(cast.budi.id)
    pinned = cast.budi.chat.last
    assert await cast.bot.unpin_chat_message(cast.budi.id)

    assert chat.pinned_message is not None
    assert (chat.type, chat.first_name, chat.pinned_message.message_id) == ("private", "Budi", said.message_id)
    assert (pinned.pinned, pinned.reactions, cast.budi.chat.last.pinned) == (True, ("👀",), False)
    assert [one.detail for one in cast.budi.chat.history if one.kind == "action"] == ["typing"]


@plays("getChatMember", "getChatAdministrators", "getChatMemberCount")
async def _members(cast: Cast) -> None:
    owner = await cast.bot.get_chat_member(cast.group.id, cast.staff.id)
    stranger = await cast.bot.get_chat_member(cast.group.id, cast.budi.id)
    me = await cast.bot.get_chat_member(cast.group.id, cast.bot.id)
    administrators = await cast.bot.get_chat_administrators(cast.group.id)

    assert (owner.status, stranger.status) == (ChatMemberStatus.OWNER, ChatMemberStatus.LEFT)
    assert isinstance(me, telegram.ChatMemberAdministrator)
    assert (me.can_delete_messages, me.can_manage_topics) == (True, True)
    assert [one.user.id for one in administrators] == [cast.staff.id]
    assert await cast.bot.get_chat_member_count(cast.group.id) == 2


@plays(
    "getForumTopicIconStickers",
    "createForumTopic",
    "editForumTopic",
    "closeForumTopic",
    "reopenForumTopic",
    "deleteForumTopic",
)
async def _topics(cast: Cast) -> None:
    icons = await cast.bot.get_forum_topic_icon_stickers()
    topic = await cast.bot.create_forum_topic(cast.group.id, "Case 7", icon_custom_emoji_id=icons[0].custom_emoji_id)
    thread = topic.message_thread_id
    sent = await cast.bot.send_message(cast.group.id, "Here", message_thread_id=thread)
    assert await cast.bot.edit_forum_topic(cast.group.id, thread, name="Case 7 done")
    assert await cast.bot.close_forum_topic(cast.group.id, thread)
    assert await cast.bot.reopen_forum_topic(cast.group.id, thread)
    assert cast.group.topics[thread].name == "Case 7 done"
    assert await cast.bot.delete_forum_topic(cast.group.id, thread)
    assert (sent.message_thread_id, sent.is_topic_message, cast.group.messages) == (thread, True, [])


@plays("setMyCommands", "getMyCommands", "deleteMyCommands")
async def _commands(cast: Cast) -> None:
    commands = [telegram.BotCommand("help", "Bantuan"), telegram.BotCommand("status", "Keadaan")]
    scopes = [
        telegram.BotCommandScopeDefault(),
        telegram.BotCommandScopeAllPrivateChats(),
        telegram.BotCommandScopeAllGroupChats(),
        telegram.BotCommandScopeAllChatAdministrators(),
        telegram.BotCommandScopeChat(cast.group.id),
        telegram.BotCommandScopeChatAdministrators(cast.group.id),
        telegram.BotCommandScopeChatMember(cast.group.id, cast.staff.id),
    ]
    for scope in scopes:
        assert await cast.bot.set_my_commands(commands, scope, "id")
        assert await cast.bot.get_my_commands(scope, "id") == tuple(commands)
        assert await cast.bot.get_my_commands(scope) == ()
        assert await cast.bot.delete_my_commands(scope, "id")
        assert await cast.bot.get_my_commands(scope, "id") == ()


@plays(
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
)
async def _texts(cast: Cast) -> None:
    assert (await cast.bot.get_my_name()).name == "Sandbox"
    assert await cast.bot.set_my_name("Verifikasi", "id")
    assert (await cast.bot.get_my_name("id")).name == "Verifikasi"
    assert await cast.bot.set_my_description("Long")
    assert (await cast.bot.get_my_description()).description == "Long"
    assert await cast.bot.set_my_short_description("Short")
    assert (await cast.bot.get_my_short_description()).short_description == "Short"


@plays("setMyProfilePhoto", "getUserProfilePhotos")
async def _picture(cast: Cast) -> None:
    assert (await cast.bot.get_user_profile_photos(cast.bot.id)).total_count == 0
    assert await cast.bot.set_my_profile_photo(telegram.InputProfilePhotoStatic(tiny_jpeg(4, 4)))
    assert (await cast.bot.get_user_profile_photos(cast.bot.id)).total_count == 1
    assert (await cast.bot.get_user_profile_photos(cast.staff.id)).total_count == 0


@plays("setWebhook", "getWebhookInfo", "deleteWebhook")
async def _webhook(cast: Cast) -> None:
    url = "https://example.com/telegram"
    assert await cast.bot.set_webhook(url, max_connections=7, allowed_updates=["message"], secret_token="s")
    info = await cast.bot.get_webhook_info()
    with pytest.raises(Conflict):
        await cast.bot.get_updates()
    assert await cast.bot.delete_webhook(drop_pending_updates=True)
    assert (info.url, info.max_connections, info.allowed_updates) == (url, 7, ("message",))
    assert await cast.bot.get_updates() == ()


@pytest.mark.parametrize("methods", PLAYED)
async def test_played(methods: str, cast: Cast, world: TelegramWorld) -> None:
    """The client's call is understood and its answer is understood by the client."""
    await PLAYED[methods](cast)

    assert set(methods.split()) <= {one.method for one in world.calls if one.status == 200}


def test_every_method_is_judged() -> None:
    """No method is played that the client did not try."""
    assert {method for methods in PLAYED for method in methods.split()} == METHOD_FIELDS.keys()


async def test_errors_are_the_clients_own(bot: telegram.Bot, budi: Person, staff: Person, world: TelegramWorld) -> None:
    """The client raises for each kind of refusal what it raises in life."""
    with pytest.raises(BadRequest, match=r"^Chat not found$"):
        await bot.send_message(1, "Hi")
    with pytest.raises(Forbidden, match="bot can't initiate conversation"):
        await bot.send_message(staff.id, "Hi")
    world.flood_next(1, 7)
    with pytest.raises(RetryAfter) as waits:
        await bot.send_message(budi.id, "Hi")
    world.fail_next(1, 502)
    with pytest.raises(NetworkError):
        await bot.send_message(budi.id, "Hi")
    world.fail_next(1, "reset")
    with pytest.raises(NetworkError):
        await bot.send_message(budi.id, "Hi")
    world.fail_next(1, "timeout-not-worked")
    with pytest.raises(TimedOut):
        await bot.send_message(budi.id, "Hi", read_timeout=0.2)
    old = world.add_group("Old", [staff], basic=True)
    upgraded = world.upgrade(old)
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await bot.send_message(old.id, "Hi")

    assert waits.value.retry_after == dt.timedelta(seconds=7)
    assert moved.value.new_chat_id == upgraded.id


async def test_wrong_token(server: TelegramServer) -> None:
    """A wrong token stops the client at its first call."""
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:wrong", base_url=f"{server.url}/bot"):
            pass


def _not_understood(value: object) -> Iterator[str]:
    """Give the names of fields that the client has kept without knowing them."""
    if isinstance(value, telegram.TelegramObject):
        yield from value.api_kwargs
        for part in value.to_dict(recursive=False).values():
            yield from _not_understood(part)
    elif isinstance(value, list | tuple):
        for part in typing_cast("Iterable[object]", value):
            yield from _not_understood(part)


async def test_every_update_is_understood(
    bot: telegram.Bot, world: TelegramWorld, budi: Person, staff: Person, group: Group
) -> None:
    """The client makes its own objects of everything that people can do, and none is left over as unknown."""
    await bot.get_updates(allowed_updates=[*telegram.Update.ALL_TYPES])
    said = budi.says("/help me@example.com")
    budi.edits(said.message_id, "never mind")
    budi.says("forwarded", forwarded=True)
    budi.reacts(said.message_id, "👍")
    budi.sends_album("Look")
    for kind in ("document", "voice", "audio", "video", "animation", "sticker", "location", "venue", "dice"):
        budi.sends(kind)
    budi.shares_contact()
    budi.blocks_bot()
    budi.unblocks_bot()
    staff.says("Hello", chat=group)
    world.remove_bot(group, staff)
    world.upgrade(world.add_group("Old", [staff], basic=True))

    updates = await bot.get_updates(limit=100)

    assert len(updates) == len(world.updates.book)
    assert [name for update in updates for name in _not_understood(update)] == []
    assert [update.update_id for update in updates] == [update.update_id for update in world.updates.book]
