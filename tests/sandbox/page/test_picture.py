"""The picture of the world that the page shows."""

import json

from sandbox.page.picture import BOOK_LINES, draw
from sandbox.steps import MOVE
from sandbox.switchboard import TOGGLES
from sandbox.telegram.methods.forum import ICONS
from sandbox.telegram.sendables import tiny_png
from tests.sandbox.worlds import NOON, calls, says, world


async def test_a_new_world_is_drawn_whole() -> None:
    """Everything that the page looks for is there from the beginning, and can be sent."""
    async with world(MOVE) as sandbox:
        picture = json.loads(json.dumps(draw(sandbox)))
        assert picture["time"] == NOON
        assert picture["customer"] == {
            "id": sandbox.customer.person.id,
            "name": "Budi Santoso",
            "business": "Toko Kopi Santoso",
            "number": "+62 812-3456-7890",
            "numbers": ["+62 812-3456-7890"],
            "language": "en",
            "languages": {"en": "English", "id": "Indonesia", "zh-hans": "简体中文", "zh-hant": "繁體中文"},
            "started": False,
            "blocks": False,
            "messages": [],
            "keyboard": None,
            "notices": [],
        }
        assert picture["staff"] == {
            "title": "Migration desk",
            "members": 2,
            "writers": [{"id": one.id, "name": name} for one, name in zip(sandbox.desk, ("Ayu", "Rizal"), strict=True)],
            "commands": [],
            "messages": [],
            "topics": [],
        }
        assert (picture["phone"], picture["books"]) == ([], [])
        drawn = {one["name"]: one["on"] for group in picture["switches"] for one in group["switches"]}
        assert drawn == dict.fromkeys(TOGGLES, False)
        assert picture["steps"] == {
            "given": "move",
            "all": {
                "move": "does the whole move",
                "asking": "asks staff before the move",
                "code": "hands codes in",
            },
            "code_by_staff": False,
        }


async def test_a_bot_that_only_hands_codes_in_is_drawn_as_such() -> None:
    """Codes are sent by staff, and what such a bot never meets has no switch."""
    async with world() as sandbox:
        picture = draw(sandbox)
        drawn = {one["name"] for group in picture["switches"] for one in group["switches"]}
        assert drawn == {name for name, toggle in TOGGLES.items() if not toggle.is_of_the_move}
        assert (picture["steps"]["given"], picture["steps"]["code_by_staff"]) == ("code", True)


async def test_the_bot_introduces_itself_in_the_customers_language() -> None:
    """As Telegram shows it before Start and after a slash; a change of it is seen."""
    async with world() as sandbox:
        seen: list[int] = []
        sandbox.subscribe(lambda: seen.append(1))
        await calls(sandbox, "setMyDescription", description="Halo.", language_code="id")
        await calls(sandbox, "setMyDescription", description="Hello.")
        await calls(sandbox, "setMyCommands", commands=[{"command": "help", "description": "help"}])
        assert seen == [1, 1, 1]
        commands = [{"name": "help", "does": "help"}]
        assert draw(sandbox)["bot"] == {"name": "Migration bot", "about": "Hello.", "commands": commands}
        sandbox.speak("id")
        assert draw(sandbox)["bot"]["about"] == "Halo."


async def test_messages_are_drawn_as_they_look_now() -> None:
    """Formatting, buttons and edits are there; markup that people type is text."""
    async with world() as sandbox:
        sandbox.customer.person.says("<script>alert(1)</script>")
        inline = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
        message = await says(sandbox, "<b>Is it</b> you?", parse_mode="HTML", reply_markup=inline)
        await calls(
            sandbox, "editMessageText", chat_id=sandbox.customer.person.id, message_id=message["message_id"], text="No."
        )
        mine, bots = draw(sandbox)["customer"]["messages"]
        assert (mine["from"], mine["html"], mine["edited"]) == (
            "person",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            False,
        )
        assert (bots["from"], bots["html"], bots["edited"], bots["buttons"]) == ("bot", "No.", True, [])


async def test_of_a_deleted_message_nothing_is_left_but_who_did_it() -> None:
    """The code that the bot deletes is not on the page either."""
    async with world() as sandbox:
        person = sandbox.customer.person
        first, second = person.says("123456"), person.says("654321")
        await calls(sandbox, "deleteMessage", chat_id=person.id, message_id=first.message_id)
        person.deletes(second.message_id)
        picture = draw(sandbox)
        assert [message["deleted"] for message in picture["customer"]["messages"]] == ["bot", "person"]
        assert "123456" not in json.dumps(picture)
        assert "654321" not in json.dumps(picture)


async def test_the_keyboard_and_a_shared_contact_are_drawn() -> None:
    """What Telegram shows beside texts."""
    async with world() as sandbox:
        sandbox.customer.person.says("hello")
        await says(sandbox, "Number?", reply_markup={"keyboard": [[{"text": "Share", "request_contact": True}]]})
        assert draw(sandbox)["customer"]["keyboard"] == {
            "rows": [[{"text": "Share", "action": "contact"}]],
            "placeholder": "",
        }
        sandbox.customer.person.presses("Share")
        assert draw(sandbox)["customer"]["messages"][-1]["about"] == "+6281234567890"


async def test_a_file_is_drawn_by_its_name_and_size() -> None:
    """What is in it stays where it is, which is said."""
    async with world() as sandbox:
        sent = sandbox.customer.person.sends("document", content=b"x" * 1_500, name="my-data.json")
        drawn = draw(sandbox)["customer"]["messages"][-1]
        stored = sandbox.telegram.files.by_id(sent.media["document"]["file_id"])
        assert (drawn["kind"], drawn["about"], drawn["file"]) == (
            "document",
            "my-data.json · 1,500 bytes",
            f"/files/{stored.path}",
        )


async def test_a_picture_is_drawn_where_it_is_and_how_large() -> None:
    """So that nothing moves when it comes."""
    async with world() as sandbox:
        sent = sandbox.customer.person.sends("photo", content=tiny_png(320, 200))
        drawn = draw(sandbox)["customer"]["messages"][-1]
        stored = sandbox.telegram.files.by_id(sent.media["photo"][-1]["file_id"])
        assert (drawn["kind"], drawn["file"], drawn["size"]) == ("photo", f"/files/{stored.path}", [320, 200])


async def test_what_the_bot_answers_to_a_tap_is_drawn() -> None:
    """Telegram shows such a notice for a moment."""
    async with world() as sandbox:
        person = sandbox.customer.person
        person.says("hello")
        inline = {"inline_keyboard": [[{"text": "Yes", "callback_data": "1:yes"}]]}
        message = await says(sandbox, "Well?", reply_markup=inline)
        tap = person.taps(message["message_id"], "Yes")
        await calls(sandbox, "answerCallbackQuery", callback_query_id=tap.query_id, text="Too late.")
        assert [notice["text"] for notice in draw(sandbox)["customer"]["notices"]] == ["Too late."]


async def test_what_arrives_on_the_phone_comes_with_what_to_paste() -> None:
    """Of a call it is the code alone; with the slipping finger it is a wrong one."""
    async with world() as sandbox:
        code = sandbox.send_code("voice")
        assert draw(sandbox)["phone"] == [
            {
                "kind": "call",
                "text": sandbox.phone.messages()[0].text,
                "at": NOON,
                "to": "+62 812-3456-7890",
                "paste": code,
            }
        ]
        await sandbox.switchboard.turn("wrong-code", on=True)
        assert draw(sandbox)["phone"][0]["paste"] not in {code, ""}


async def test_all_numbers_of_one_customer_are_drawn() -> None:
    """What came for each is on the phone, and in the books from the first one's coming on; others' is not."""
    async with world() as sandbox:
        sandbox.send_code("sms")
        await sandbox.welcome()
        sandbox.send_code("sms")
        sandbox.cams_server.service.handle("GET", "/", b"", [], b"")
        await sandbox.welcome_again()
        sandbox.send_code("sms")
        picture = draw(sandbox)
        assert picture["customer"]["numbers"] == ["+62 812-3456-7891", "+62 812-3456-7892"]
        assert [message["to"] for message in picture["phone"]] == picture["customer"]["numbers"]
        assert len(picture["books"]) == 1


async def test_books_are_drawn_from_the_customers_coming_on() -> None:
    """The newest lines, numbered as they came; those of the customer before are no longer of interest."""
    async with world() as sandbox:
        for _ in range(BOOK_LINES + 3):
            sandbox.cams_server.service.handle("GET", "/", b"", [], b"")
        assert [line["number"] for line in draw(sandbox)["books"]] == list(range(3, BOOK_LINES + 3))
        line = draw(sandbox)["books"][-1]
        assert {name: line[name] for name in ("at", "answer", "executed", "answered")} == {
            "at": NOON,
            "answer": "UnsupportedHTTPMethod",
            "executed": False,
            "answered": True,
        }
        await sandbox.welcome()
        assert draw(sandbox)["books"] == []


async def test_topics_and_pins_are_drawn() -> None:
    """Which there are, which message is of which, what is pinned, and what was done to them."""
    async with world(has_topics=True) as sandbox:
        where, (icon, seen) = {"chat_id": sandbox.staff.id}, next(iter(ICONS.items()))
        topic = (await calls(sandbox, "createForumTopic", **where, name="Toko", icon_custom_emoji_id=icon))[
            "message_thread_id"
        ]
        card = await calls(sandbox, "sendMessage", **where, message_thread_id=topic, text="card")
        await calls(sandbox, "pinChatMessage", **where, message_id=card["message_id"])
        await calls(sandbox, "closeForumTopic", **where, message_thread_id=topic)
        staff = draw(sandbox)["staff"]
        drawn = {"id": topic, "name": "Toko", "icon": seen}
        assert staff["topics"] == [{**drawn, "closed": True}]
        assert [(one.get("about"), one["topic"], one.get("pinned", False)) for one in staff["messages"]] == [
            ("Made the topic", drawn, False),
            (None, drawn, True),
            ("Closed the topic", drawn, False),
        ]
