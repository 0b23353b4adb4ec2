"""What is said in Telegram and what comes of it: PTB's own client against the stand-in's strict server."""

import asyncio
import html
import re
import traceback
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any, cast
from urllib.parse import quote

import pytest
from structlog.testing import capture_logs
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.buttons import Button, data
from bot.flow.effects import DeleteMessage, Note, Place, Reason, Screen, Show, TellStaff
from bot.flow.model import Case, CaseId, Fault, State
from bot.flow.staff import AnswerStaff, Line
from bot.ports import Delivered, Incident, Later, Undeliverable
from bot.telegram import outbound
from bot.telegram.outbound import TelegramMessenger
from bot.telegram.screens import render
from bot.telegram.transport import AiohttpRequest
from bot.telegram.words import LANGUAGES, STAFF_LANGUAGES
from bot.whereabouts import Whereabouts
from sandbox.clock import SettableClock
from sandbox.telegram import Group, Person, TelegramServer, TelegramWorld, markup
from sandbox.telegram.errors import bad_request
from sandbox.telegram.views import MessageView
from tests.support.bot_api import complaints
from tests.telegram.everything import CASE, NOW

TOKEN = "123456:" + "Secret-token-of-the-test"
PATIENCE = 0.2
"""Seconds until an answer that never comes is given up here."""


@dataclass
class Town:
    """A world with a customer, a staff group and a messenger that speaks to them."""

    world: TelegramWorld
    server: TelegramServer
    clock: SettableClock
    budi: Person
    staff: Group
    messenger: TelegramMessenger
    bot: Bot

    def case(self, state: State = State.WAITING_CODE, **changes: Any) -> Case:
        """The customer's case."""
        return replace(CASE, chat_id=self.budi.id, state=state, **changes)

    def card(self, screen: Screen = Screen.ASK_CODE, **changes: Any) -> Show:
        """A screen that is shown over the card."""
        return Show(case=self.case(), screen=screen, at=NOW, place=Place.CARD, **changes)

    @property
    def shown(self) -> list[MessageView]:
        """What the customer sees of the bot's."""
        return [message for message in self.budi.chat.messages if message.from_bot]

    @property
    def read(self) -> list[str]:
        """What staff see of the bot's."""
        return [message.text for message in self.staff.messages if message.from_bot]

    def methods(self) -> list[str]:
        """What was called since the client was made."""
        return [call.method for call in self.world.calls][1:]


@pytest.fixture
async def town() -> AsyncGenerator[Town]:
    """Everybody in place: the customer has pressed Start, the staff group is a supergroup."""
    clock = SettableClock.standing(float(NOW))
    world = TelegramWorld(clock, TOKEN, Random(1))
    server = TelegramServer(world)
    await server.start()
    budi = world.add_person("Budi", "id")
    budi.opens_link()
    staff = world.add_group("Desk", [world.add_person("Sari")])
    requests = [AiohttpRequest(read_timeout=PATIENCE) for _ in range(2)]
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        messenger = TelegramMessenger(bot=bot, group=Whereabouts(staff.id), staff_language="en")
        yield Town(world, server, clock, budi, staff, messenger, bot)
    await server.stop()


def notice(reason: Reason = Reason.VERIFIED, **changes: Any) -> TellStaff:
    """Something that staff must hear of."""
    return TellStaff(reason=reason, case=CASE, at=NOW, **changes)


# --- Screens


async def test_a_screen_is_a_message_with_its_buttons(town: Town) -> None:
    """Text with its markup, buttons with what they carry, no preview of any link."""
    show = town.card()
    delivery = await town.messenger.show(show, card_id=0)

    (message,) = town.shown
    view = render(show)
    assert delivery == Delivered(message.message_id)
    assert message.text == html.unescape(re.sub(r"<[^>]*>", "", view.text))
    assert [each["type"] for each in message.entities].count("bold") == view.text.count("<b>")
    assert [[(one.text, one.value) for one in row] for row in message.buttons] == [list(row) for row in view.buttons]
    assert town.world.calls[-1].params["link_preview_options"] == {"is_disabled": True}


async def test_a_card_is_written_over(town: Town) -> None:
    """What belongs on the card replaces it, buttons included; the customer sees one message."""
    first = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(first, Delivered)
    second = await town.messenger.show(town.card(Screen.SETTLING), card_id=first.message_id)

    assert second == first
    assert [message.text.splitlines()[0] for message in town.shown] == ["The answer is late · •••• 7890"]


async def test_a_repeat_over_the_card_changes_nothing(town: Town) -> None:
    """Telegram refuses an edit that changes nothing: it is there, so it is delivered."""
    first = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(first, Delivered)
    again = await town.messenger.show(town.card(), card_id=first.message_id)

    assert again == first
    assert town.world.calls[-1].description.startswith("Bad Request: message is not modified")
    assert len(town.shown) == 1


async def test_what_notifies_is_a_message_of_its_own(town: Town) -> None:
    """Although there is a card."""
    first = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(first, Delivered)
    second = await town.messenger.show(replace(town.card(), place=Place.NEW), card_id=first.message_id)

    assert second != first
    assert len(town.shown) == 2


async def test_a_card_that_is_gone_is_replaced(town: Town) -> None:
    """The customer deleted it, or Telegram never knew it: a new message says what it said."""
    first = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(first, Delivered)
    town.budi.deletes(first.message_id)
    for gone in (first.message_id, 987_654):
        again = await town.messenger.show(town.card(), card_id=gone)
        assert again == Delivered(town.shown[-1].message_id)
        assert again != Delivered(gone)


async def test_a_card_with_a_keyboard_is_replaced(town: Town) -> None:
    """The question for the number brings a keyboard, and such a message cannot be written over."""
    asked = await town.messenger.show(replace(town.card(Screen.ASK_NUMBER)), card_id=0)
    assert isinstance(asked, Delivered)
    assert town.budi.chat.keyboard is not None
    assert [[button.action for button in row] for row in town.budi.chat.keyboard.rows] == [["contact"]]
    then = await town.messenger.show(town.card(), card_id=asked.message_id)

    assert then == Delivered(town.shown[-1].message_id)
    assert [message.message_id for message in town.shown] == [asked.message_id, town.shown[-1].message_id]


async def test_a_keyboard_is_never_put_over_a_card(town: Town) -> None:
    """A message can be given a keyboard only when it is new."""
    card = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(card, Delivered)
    asked = await town.messenger.show(town.card(Screen.ASK_NUMBER), card_id=card.message_id)

    assert asked == Delivered(town.shown[-1].message_id)
    assert town.methods() == ["sendMessage", "sendMessage"]


# --- Failures on the way to a customer


@pytest.mark.parametrize("card", [False, True], ids=["new", "edit"])
@pytest.mark.parametrize(
    ("how", "delivery"),
    [
        (429, Later("flood limit", after=17)),
        (500, Later("NetworkError")),
        (502, Later("NetworkError")),
        ("reset", Later("NetworkError")),
        ("reset-worked", Later("NetworkError")),
        ("timeout-worked", Later("TimedOut")),
        ("timeout-not-worked", Later("TimedOut")),
    ],
)
async def test_what_passes_is_tried_again(town: Town, how: Any, delivery: Later, *, card: bool) -> None:
    """Telegram's trouble is nobody's fault: later, and when Telegram says so, that much later; then it is there."""
    card_id = 0
    if card:
        first = await town.messenger.show(town.card(), card_id=0)
        assert isinstance(first, Delivered)
        card_id = first.message_id
    if how == 429:
        town.world.flood_next(1, 17)
    else:
        town.world.fail_next(1, how)

    assert await town.messenger.show(town.card(Screen.SETTLING), card_id=card_id) == delivery
    assert isinstance(await town.messenger.show(town.card(Screen.SETTLING), card_id=card_id), Delivered)
    assert town.shown[-1].text.startswith("The answer is late")


async def test_nothing_is_said_that_may_not_leave(town: Town) -> None:
    """Neither sent nor written over, whatever it is; the spinner may stop all the same. The caller hears why."""
    tap = await tapped(town)
    card_id = town.shown[-1].message_id
    asked = len(town.world.calls)

    def leave() -> None:
        raise LookupError

    for saying in (
        town.messenger.show(town.card(Screen.SETTLING), card_id=0, leave=leave),
        town.messenger.show(town.card(Screen.SETTLING), card_id=card_id, leave=leave),
        town.messenger.show(town.card(Screen.SETTLING, tap=tap), card_id=card_id, leave=leave),
        town.messenger.delete(DeleteMessage(chat_id=town.budi.id, message_id=1), leave=leave),
        town.messenger.tell_staff(notice(), Incident(), leave=leave),
        town.messenger.tell_staff(notice(), Incident(message_id=1), leave=leave),
    ):
        with pytest.raises(LookupError):
            await saying

    assert [call.method for call in town.world.calls[asked:]] == ["answerCallbackQuery"]


async def test_a_server_that_is_down_is_tried_again(town: Town) -> None:
    """Refused connections are no answer."""
    await town.server.down()

    assert await town.messenger.show(town.card(), card_id=0) == Later("NetworkError")
    assert await town.messenger.delete(DeleteMessage(chat_id=town.budi.id, message_id=1)) == Later("NetworkError")
    assert await town.messenger.tell_staff(notice(), Incident()) == Later("NetworkError")


async def test_a_file_is_a_document(town: Town) -> None:
    """Under its name and whole, whatever its letters. What has lost its turn is not sent."""
    content = '{"for": "PT «Maju» 咖啡"}\n'.encode()
    delivery = await town.messenger.send_file(town.budi.id, "my-data.json", content)

    (message,) = town.shown
    assert (delivery, message.kind) == (Delivered(message.message_id), "document")
    document = message.media["document"]
    assert (document["file_name"], document["mime_type"]) == ("my-data.json", "application/json")
    assert town.world.files.by_id(document["file_id"]).content == content
    with pytest.raises(ZeroDivisionError):
        await town.messenger.send_file(town.budi.id, "my-data.json", content, leave=_refuses)
    assert len(town.shown) == 1
    town.budi.blocks_bot()
    assert await town.messenger.send_file(town.budi.id, "a", content) == Undeliverable("blocked", gone=True)


def _refuses() -> None:
    raise ZeroDivisionError


async def test_who_blocked_the_bot_is_gone(town: Town) -> None:
    """New message or edit: it will not arrive, and the workflow must know."""
    first = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(first, Delivered)
    town.budi.blocks_bot()

    for card_id in (0, first.message_id):
        delivery = await town.messenger.show(town.card(Screen.SETTLING), card_id=card_id)
        assert delivery == Undeliverable("blocked", gone=True)


async def test_who_left_telegram_is_gone(town: Town) -> None:
    """A deleted account, and a chat that never was."""
    nobody = replace(town.card(), case=replace(CASE, chat_id=4_242))
    stranger = replace(town.card(), case=replace(CASE, chat_id=town.world.add_person("New").id))
    town.budi.deletes_account()

    assert await town.messenger.show(town.card(), card_id=0) == Undeliverable("blocked", gone=True)
    assert await town.messenger.show(nobody, card_id=0) == Undeliverable("no such chat", gone=True)
    assert await town.messenger.show(stranger, card_id=0) == Undeliverable("blocked", gone=True)


async def test_what_telegram_will_never_take_is_given_up(town: Town) -> None:
    """A text that is refused as such would be refused for ever: staff are told instead, by whoever sent it."""
    show = replace(town.card(), case=town.case(label="x"), note=None)
    town.world.find_chat = _refusing("message is too long")  # type: ignore[method-assign]  # -- a server that dislikes it

    assert await town.messenger.show(show, card_id=0) == Undeliverable("BadRequest")


def _refusing(reason: str) -> Any:
    def refuse(_: object) -> object:
        raise bad_request(reason)

    return refuse


# --- Taps


async def tapped(town: Town) -> str:
    """The customer taps a button; gives the id to answer."""
    card = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(card, Delivered)
    return town.budi.taps(card.message_id, data(Button.PERSON, town.case())).query_id


async def test_a_tap_is_answered_beside_the_screen(town: Town) -> None:
    """The client's spinner stops, and the screen is there."""
    tap = await tapped(town)
    delivery = await town.messenger.show(replace(town.card(Screen.PERSON_CALLED), tap=tap, place=Place.NEW), card_id=0)

    assert delivery == Delivered(town.shown[-1].message_id)
    assert [event.kind for event in town.budi.chat.history][-3:].count("answered") == 1
    assert sorted(town.methods()[-2:]) == ["answerCallbackQuery", "sendMessage"]


async def test_a_stale_tap_does_not_matter(town: Town) -> None:
    """A tap is kept for some minutes only; the screen is the answer that counts."""
    tap = await tapped(town)
    town.clock.advance(3600)

    for stale in (tap, "17"):
        delivery = await town.messenger.show(replace(town.card(), tap=stale, place=Place.NEW), card_id=0)
        assert isinstance(delivery, Delivered)
    assert len(town.shown) == 3


@pytest.mark.parametrize("how", [429, 502, "reset", "timeout-not-worked"])
async def test_a_tap_that_cannot_be_answered_does_not_matter(town: Town, how: Any) -> None:
    """Nor is the screen sent twice for it."""
    tap = await tapped(town)
    town.world.fail_next(1, how, ["answerCallbackQuery"])
    delivery = await town.messenger.show(replace(town.card(), tap=tap, place=Place.NEW), card_id=0)

    assert isinstance(delivery, Delivered)
    assert len(town.shown) == 2


async def test_a_screen_that_fails_leaves_nothing_running(town: Town) -> None:
    """The tap's answer is waited for also when the screen could not be shown."""
    tap = await tapped(town)
    town.world.fail_next(1, 502, ["sendMessage"])
    town.world.fail_next(1, "timeout-worked", ["answerCallbackQuery"])
    before = asyncio.all_tasks()

    assert await town.messenger.show(replace(town.card(), tap=tap, place=Place.NEW), card_id=0) == Later("NetworkError")
    assert {task for task in asyncio.all_tasks() - before if "_stop_spinner" in repr(task)} == set()


# --- Deletions


async def test_a_message_is_deleted(town: Town) -> None:
    """The customer's own, once; a second time it is gone already."""
    written = town.budi.says("123456")
    effect = DeleteMessage(chat_id=town.budi.id, message_id=written.message_id)

    assert await town.messenger.delete(effect) == Delivered()
    assert "123456" not in str(town.budi.chat.messages)
    assert await town.messenger.delete(effect) == Delivered()


async def test_a_message_that_is_too_old_counts_as_deleted(town: Town) -> None:
    """After two days Telegram deletes nothing; the code in it is nobody's secret any more."""
    written = town.budi.says("123456")
    town.clock.advance(49 * 3600)

    assert (
        await town.messenger.delete(DeleteMessage(chat_id=town.budi.id, message_id=written.message_id)) == Delivered()
    )


async def test_a_deletion_works_though_the_bot_is_blocked(town: Town) -> None:
    """Who pasted a code and then blocked the bot does not leave it there."""
    written = town.budi.says("123456")
    town.budi.blocks_bot()

    assert (
        await town.messenger.delete(DeleteMessage(chat_id=town.budi.id, message_id=written.message_id)) == Delivered()
    )
    assert "123456" not in str(town.budi.chat.messages)


async def test_a_deletion_that_fails_is_tried_again(town: Town) -> None:
    """As anything else is; in a chat that is none it is given up."""
    written = town.budi.says("123456")
    effect = DeleteMessage(chat_id=town.budi.id, message_id=written.message_id)
    town.world.flood_next(1, 3)
    assert await town.messenger.delete(effect) == Later("flood limit", after=3)
    town.world.fail_next(1, "timeout-worked")
    assert await town.messenger.delete(effect) == Later("TimedOut")
    assert await town.messenger.delete(effect) == Delivered()

    assert await town.messenger.delete(DeleteMessage(chat_id=4_242, message_id=1)) == Undeliverable(
        "no such chat", gone=True
    )


# --- Staff


async def test_staff_read_a_notice(town: Town) -> None:
    """In the group, as a message of its own."""
    delivery = await town.messenger.tell_staff(notice(), Incident())

    assert delivery == Delivered(town.staff.last.message_id)
    assert town.read[0].splitlines()[1].startswith("#case12")


async def test_an_incident_is_written_over(town: Town) -> None:
    """One message for one incident, with the newest count; a new one where the old was deleted."""
    about = notice(Reason.FAULT, fault=Fault.NOT_PERMITTED)
    first = await town.messenger.tell_staff(about, Incident(waiting=1))
    assert isinstance(first, Delivered)
    second = await town.messenger.tell_staff(about, Incident(cases=2, waiting=2, message_id=first.message_id))
    assert (second, len(town.read)) == (first, 1)
    town.world.delete(town.staff, town.staff.stored[first.message_id])
    third = await town.messenger.tell_staff(about, Incident(cases=3, waiting=3, message_id=first.message_id))

    assert third == Delivered(town.staff.last.message_id)
    assert third != first


async def test_a_group_that_became_a_supergroup_is_followed(town: Town) -> None:
    """It has another id then: the notice arrives there at once, and everybody who shares the knowledge writes there.

    An answer to somebody finds no message there that it was to be written over, or below.
    """
    basic = town.world.add_group("Old desk", [town.world.people[1]], basic=True)
    group = Whereabouts(basic.id)
    messenger = TelegramMessenger(bot=town.bot, group=group, staff_language="en")
    before = await messenger.tell_staff(notice(), Incident())
    assert isinstance(before, Delivered)
    upgraded = town.world.upgrade(basic)
    answer = AnswerStaff(chat_id=basic.id, at=NOW, paragraphs=((Line("staff-taken"),),), reply_to=1, over=1)
    other = TelegramMessenger(bot=town.bot, group=Whereabouts(basic.id), staff_language="en")
    answered = await other.answer_staff(answer)
    delivery = await messenger.tell_staff(notice(), Incident(message_id=before.message_id))
    then = await messenger.tell_staff(notice(), Incident(message_id=upgraded.last.message_id))
    again = await messenger.answer_staff(answer)

    told = [message.message_id for message in upgraded.messages if message.from_bot]
    assert [answered, delivery, then, again] == [Delivered(message_id) for message_id in told]
    assert (group.moved_to, group.is_kept) == (upgraded.id, False)


async def test_what_is_refused_is_told_from_what_is_in_the_way(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message that Telegram does not take is no reason to wait for the group; that it may not write there is."""
    said = ["Message text is empty", "Not enough rights to send text messages to the chat", "Chat not found"]

    async def refuse(*_: object, **__: object) -> None:
        raise BadRequest(said.pop(0))

    monkeypatch.setattr(outbound, "ask", refuse)
    told = [await town.messenger.tell_staff(notice(), Incident()) for _ in range(3)]

    assert told == [Later("BadRequest", is_refused=True), Later("BadRequest"), Later("no such chat")]


@pytest.mark.parametrize("trouble", ["kicked", "no-such-chat", 429, 502, "timeout-worked"])
async def test_a_notice_waits_until_it_can_be_read(town: Town, trouble: Any) -> None:
    """Whatever is in the way, a wrong setting included, is mended by somebody: it is never given up."""
    messenger = town.messenger
    if trouble == "kicked":
        town.world.remove_bot(town.staff, town.world.people[1])
    elif trouble == "no-such-chat":
        messenger = TelegramMessenger(bot=town.bot, group=Whereabouts(-100_424_242), staff_language="en")
    elif trouble == 429:
        town.world.flood_next(1, 9)
    else:
        town.world.fail_next(1, trouble)
    delivery = await messenger.tell_staff(notice(), Incident())

    assert isinstance(delivery, Later)
    assert delivery.after == (9 if trouble == 429 else None)
    if trouble == "kicked":
        town.world.return_bot(town.staff, town.world.people[1])
        assert isinstance(await messenger.tell_staff(notice(), Incident()), Delivered)


async def test_a_malformed_notice_is_read_without_its_markup(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect in a text must not keep staff from it, nor from all the notices that wait behind it."""
    monkeypatch.setattr("bot.telegram.outbound.render_notice", lambda *_: "<b>Help &amp; <wrong>mark-up</wrong>")
    delivery = await town.messenger.tell_staff(notice(), Incident())

    assert isinstance(delivery, Delivered)
    assert town.read == ["Help & mark-up"]
    monkeypatch.setattr("bot.telegram.outbound.render_notice", lambda *_: "<b>" + "long " * 2000 + "</b>")
    assert isinstance(await town.messenger.tell_staff(notice(), Incident()), Delivered)
    assert len(town.read[1]) <= 4096


async def test_an_older_server_has_times_as_they_are_said(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Bot API server of one's own that knows no times in the reader's zone keeps nobody waiting; it is asked once."""
    tags = markup._TAGS - {"tg-time"}
    monkeypatch.setattr(markup, "_TAGS", tags)
    paused = town.card(Screen.PAUSED)
    with capture_logs() as logged:
        assert isinstance(await town.messenger.show(paused, card_id=0), Delivered)
        assert isinstance(await town.messenger.show(paused, card_id=0), Delivered)

    assert [each["log_level"] for each in logged] == ["warning"]
    assert town.methods().count("sendMessage") == 3
    assert ["until 14:00 Jakarta time" in message.text for message in town.shown] == [True, True]


# --- Secrets


async def test_the_token_is_in_nothing_that_is_logged_or_raised(town: Town) -> None:
    """However a delivery fails, what it leaves behind does not hold the token."""
    show = replace(town.card(), tap="17")
    with capture_logs() as logged:
        for how in (500, 502, "reset", "timeout-not-worked", 401, 404, 409):
            town.world.fail_next(2, cast("Any", how))
            delivery = await town.messenger.show(show, card_id=0)
            assert isinstance(delivery, Later), how
            assert TOKEN not in repr(delivery)
        town.world.fail_next(1, 500)
        with pytest.raises(TelegramError) as caught:
            await town.bot.get_me()

    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    assert TOKEN not in str(logged)
    assert "secret" not in str(logged).lower()


# --- The manual


def _everything(case: Case) -> Iterator[Show]:
    """Each screen, each note and each fault, in each language."""
    for language in LANGUAGES:
        spoken = replace(case, language=language)
        for screen in Screen:
            yield Show(case=spoken, screen=screen, at=NOW)
        for note in Note:
            yield Show(case=spoken, screen=Screen.ASK_CODE, at=NOW, note=note, place=Place.CARD)
        for fault in Fault:
            yield Show(case=replace(spoken, fault=fault), screen=Screen.HELD, at=NOW, note=Note.REFUSED)


async def test_every_call_is_as_the_manual_says(town: Town) -> None:
    """All screens, notes, faults and notices, in all languages: each call names only what its method has, rightly."""
    card = await town.messenger.show(town.card(), card_id=0)
    assert isinstance(card, Delivered)
    tap = town.budi.taps(card.message_id, data(Button.PERSON, town.case())).query_id
    for show in _everything(town.case(id=CaseId(2**53))):
        assert isinstance(await town.messenger.show(show, card_id=card.message_id), Delivered)
    await town.messenger.show(replace(town.card(), tap=tap), card_id=card.message_id)
    await town.messenger.delete(DeleteMessage(chat_id=town.budi.id, message_id=1))
    for language in STAFF_LANGUAGES:
        messenger = TelegramMessenger(bot=town.bot, group=Whereabouts(town.staff.id), staff_language=language)
        for reason in Reason:
            for fault in (None, *Fault) if reason is Reason.FAULT else (None,):
                told = await messenger.tell_staff(notice(reason, fault=fault, code="1", message="m"), Incident())
                assert isinstance(told, Delivered)

    assert {call.method for call in town.world.calls} == {
        "getMe",
        "sendMessage",
        "editMessageText",
        "answerCallbackQuery",
        "deleteMessage",
    }
    assert complaints(town.world.calls) == []


async def test_a_link_for_a_colleague_can_be_opened_and_handed_on(town: Town) -> None:
    """In the text it is whole, with the bot's own name; the button opens Telegram's list of chats with it."""
    show = Show(case=town.case(), screen=Screen.COLLEAGUE_LINK, at=NOW, link="a-Token_of-22-characters")
    assert isinstance(await town.messenger.show(show, card_id=0), Delivered)

    (*_, message) = town.shown
    link = f"https://t.me/{town.world.bot.username}?start=a-Token_of-22-characters"
    assert link in message.text
    (share, *_), *_ = message.buttons
    assert (share.action, share.value.partition("&")[0]) == ("url", f"https://t.me/share/url?url={quote(link)}")
