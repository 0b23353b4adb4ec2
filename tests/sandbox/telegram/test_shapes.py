"""What the stand-in says, against the machine-readable manual: answers and updates have its fields and no others."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, cast

import pytest

from sandbox.telegram import Group, Person, TelegramWorld
from sandbox.telegram.schema import METHOD_FIELDS, Upload
from sandbox.telegram.sendables import SENDABLES, tiny_jpeg, tiny_png

Results: TypeAlias = list[tuple[str, object]]

PLAIN = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}


class Manual:
    """Finds what is wrong with a value that the API gave."""

    def __init__(self, reference: dict[str, Any]) -> None:
        self._types = reference["types"]

    def faults(self, written: list[str], value: object, path: str) -> list[str]:
        """Give what is wrong in the least wrong reading of a value."""
        return min((self._faults(one, value, path) for one in written), key=len)

    def _faults(self, written: str, value: object, path: str) -> list[str]:
        if written.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{path} is no array"]
            inner = [written.removeprefix("Array of ")]
            parts = cast("list[object]", value)
            return [fault for place, one in enumerate(parts) for fault in self.faults(inner, one, f"{path}[{place}]")]
        if written in PLAIN:
            fits = isinstance(value, PLAIN[written]) and isinstance(value, bool) == (PLAIN[written] is bool)
            return [] if fits else [f"{path} is no {written}"]
        subtypes = self._types[written].get("subtypes")
        return self.faults(subtypes, value, path) if subtypes else self._object(written, value, path)

    def _object(self, name: str, value: object, path: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{path} is no {name}"]
        given = cast("dict[str, object]", value)
        fields = {one["name"]: one for one in self._types[name].get("fields", [])}
        faults = [f"{path}.{key} is not in {name}" for key in given if key not in fields]
        faults += [f"{path}.{key} is missing" for key, one in fields.items() if one["required"] and key not in given]
        for key in fields.keys() & given.keys():
            faults += self.faults(fields[key]["types"], given[key], f"{path}.{key}")
        return faults


@pytest.fixture
def manual(reference: dict[str, Any]) -> Manual:
    """Give the manual as a judge."""
    return Manual(reference)


@pytest.fixture
async def day(world: TelegramWorld, budi: Person, staff: Person, group: Group) -> Results:
    """Let everything happen once; give what each method answered."""
    results: Results = []

    async def call(method: str, files: dict[str, Upload] | None = None, **params: object) -> Any:
        answer = await world.call(method, params, files)
        assert answer.status == 200, (method, answer.body)
        results.append((method, answer.body["result"]))
        return answer.body["result"]

    await call(
        "getUpdates",
        allowed_updates=["message_reaction", "message", "callback_query", "edited_message", "my_chat_member"],
    )
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    html = '<b>a</b> <a href="https://e.org">b</a> <pre><code class="language-py">c</code></pre>'
    html += '<tg-time unix="5">d</tg-time>'
    sent = await call(
        "sendMessage", chat_id=budi.id, text=html, parse_mode="HTML", reply_markup=keyboard, protect_content=True
    )
    tap = budi.taps(sent["message_id"], "Yes")
    await call("answerCallbackQuery", callback_query_id=tap.query_id)
    await call("editMessageText", chat_id=budi.id, message_id=sent["message_id"], text="done")
    await call("editMessageReplyMarkup", chat_id=budi.id, message_id=sent["message_id"], reply_markup=keyboard)
    photo = await call("sendPhoto", {"photo": Upload("a.png", tiny_png())}, chat_id=budi.id, has_spoiler=True)
    await call("editMessageCaption", chat_id=budi.id, message_id=photo["message_id"], caption="QR")
    await call("sendDocument", {"document": Upload("a.txt", b"a")}, chat_id=budi.id)
    await call("getFile", file_id=photo["photo"][0]["file_id"])
    said = budi.says("/help", reply_to=sent["message_id"])
    await call("forwardMessage", chat_id=group.id, from_chat_id=budi.id, message_id=said.message_id)
    await call("copyMessage", chat_id=group.id, from_chat_id=budi.id, message_id=said.message_id)
    await call("sendChatAction", chat_id=budi.id, action="typing")
    await call(
        "setMessageReaction", chat_id=budi.id, message_id=said.message_id, reaction=[{"type": "emoji", "emoji": "👀"}]
    )
    await call("pinChatMessage", chat_id=budi.id, message_id=said.message_id)
    for chat_id in (budi.id, group.id):
        await call("getChat", chat_id=chat_id)
        await call("getChatMember", chat_id=chat_id, user_id=budi.id)
        await call("getChatMember", chat_id=chat_id, user_id=world.bot.id)
        await call("getChatMemberCount", chat_id=chat_id)
    await call("getChatAdministrators", chat_id=group.id)
    await call("unpinChatMessage", chat_id=budi.id)
    icons = await call("getForumTopicIconStickers")
    topic = await call("createForumTopic", chat_id=group.id, name="A", icon_custom_emoji_id=icons[0]["custom_emoji_id"])
    thread: dict[str, Any] = {"chat_id": group.id, "message_thread_id": topic["message_thread_id"]}
    await call("sendMessage", **thread, text="Hi")
    staff.says("Hello", chat=group, thread_id=topic["message_thread_id"])
    await call("editForumTopic", **thread, name="B")
    for method in ("closeForumTopic", "reopenForumTopic", "deleteForumTopic"):
        await call(method, **thread)
    await _profile(world, call)
    for method in ("getMyCommands", "deleteMyCommands", "getMe", "getWebhookInfo"):
        await call(method)
    await call("deleteMessage", chat_id=budi.id, message_id=said.message_id)
    await call("deleteMessages", chat_id=budi.id, message_ids=[sent["message_id"]])
    _people_do_everything(world, budi, staff, group)
    await call("getUpdates")
    await call("setWebhook", url="https://example.com/")
    await call("getWebhookInfo")
    await call("deleteWebhook")
    return results


async def _profile(world: TelegramWorld, call: Callable[..., Awaitable[Any]]) -> None:
    await call("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    for what in ("Name", "Description", "ShortDescription"):
        await call(f"setMy{what}")
        await call(f"getMy{what}")
    await call(
        "setMyProfilePhoto", {"me": Upload("me.jpg", tiny_jpeg())}, photo={"type": "static", "photo": "attach://me"}
    )
    await call("getUserProfilePhotos", user_id=world.bot.id)


def _people_do_everything(world: TelegramWorld, budi: Person, staff: Person, group: Group) -> None:
    for kind in SENDABLES:
        budi.sends(kind)
    budi.sends_album("Look")
    budi.shares_contact()
    said = budi.says("once", forwarded=False)
    budi.edits(said.message_id, "twice")
    budi.says("forwarded", forwarded=True)
    budi.reacts(said.message_id, "👍")
    budi.blocks_bot()
    budi.unblocks_bot()
    world.remove_bot(group, staff)
    world.return_bot(group, staff)
    world.upgrade(world.add_group("Old", [staff], basic=True))


async def test_answers_have_the_manuals_shape(day: Results, manual: Manual, reference: dict[str, Any]) -> None:
    """Every answer is of the type that the manual says its method returns."""
    faults = [
        fault
        for method, result in day
        for fault in manual.faults(reference["methods"][method]["returns"], result, method)
    ]
    assert faults == []
    assert {method for method, _ in day} == METHOD_FIELDS.keys()


@pytest.mark.usefixtures("day")
async def test_updates_have_the_manuals_shape(world: TelegramWorld, manual: Manual) -> None:
    """Every update that people cause is an Update."""
    faults = [fault for update in world.updates.book for fault in manual.faults(["Update"], update.as_json(), "update")]
    kinds = {update.kind for update in world.updates.book}
    assert faults == []
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member", "message_reaction"}
