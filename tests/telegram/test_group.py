"""The staff group in the stand-in's strict world: what topics need, and what its refusals mean."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, replace
from random import Random

import pytest
from telegram import Bot

from bot.flow.effects import Reason, TellStaff
from bot.flow.model import CaseId
from bot.flow.relaying import Kind, ToCustomer, ToStaff
from bot.flow.topics import Look
from bot.noticing import PACED
from bot.ports import Later, Undeliverable, freely
from bot.telegram.group import ICONS, TelegramGroup
from bot.telegram.transport import AiohttpRequest
from bot.topics.ports import Drawn, GoneError, MovedError, Spot, UndeliveredError
from bot.whereabouts import Whereabouts
from sandbox.clock import SettableClock
from sandbox.telegram import Group, TelegramServer, TelegramWorld
from tests.telegram.everything import CASE, NOW

TOKEN = "123456:" + "Secret-token-of-the-test"
CUSTOMER = "\N{BUST IN SILHOUETTE}"
CARD = Drawn("Toko ··7890", Look.WAITING, "<b>card</b>", ((("Take", "s:take"),),))


@dataclass
class Desk:
    """A world with a staff group, and the group as the bot sees it."""

    world: TelegramWorld
    bot: Bot

    def group(self, *, forum: bool = True, basic: bool = False, is_admin: bool = True) -> tuple[Group, TelegramGroup]:
        """A group, and our view of it."""
        owner = self.world.add_person("Ayu")
        group = self.world.add_group("Desk", [owner], forum, basic=basic, bot_is_admin=is_admin)
        return group, TelegramGroup(bot=self.bot, group=Whereabouts(group.id), language="en")


@pytest.fixture
async def desk() -> AsyncGenerator[Desk]:
    """The world, served."""
    world = TelegramWorld(SettableClock.standing(float(NOW)), TOKEN, Random(7))
    server = TelegramServer(world)
    await server.start()
    requests = [AiohttpRequest(read_timeout=5) for _ in range(2)]
    async with Bot(TOKEN, base_url=f"{server.url}/bot", request=requests[0], get_updates_request=requests[1]) as bot:
        yield Desk(world, bot)
    await server.stop()


async def test_a_topics_life(desk: Desk) -> None:
    """Made with its icon, its card pinned and written over in place, renamed, closed and opened again."""
    group, ours = desk.group()
    thread = await ours.make(CARD, leave=freely)
    spot = Spot(group.id, thread, await ours.show_card(Spot(group.id, thread), CARD, leave=freely))
    assert await ours.pin(spot, leave=freely)
    notice = TellStaff(reason=Reason.PERSON_WANTED, case=CASE, at=NOW)
    assert await ours.tell(spot, notice, leave=freely) > spot.card_id

    card, told = [each for each in group.messages if each.kind == "text"]
    assert (card.text, card.pinned, card.thread_id, card.button("Take").value) == ("card", True, thread, "s:take")
    assert told.thread_id == thread
    other = replace(CARD, name="Toko ··1234", look=Look.DONE, card="over")
    for _ in range(2):  # A repeat is told apart from a refusal.
        await ours.rename(spot, other, leave=freely)
        await ours.set_closed(spot, is_closed=True, leave=freely)
        assert await ours.show_card(spot, other, leave=freely) == spot.card_id
    topic = group.topics[thread]
    assert (topic.name, topic.closed, group.find(spot.card_id).text) == ("Toko ··1234", True, "over")  # type: ignore[union-attr] # it is there
    await ours.set_closed(spot, is_closed=False, leave=freely)
    assert not topic.closed


async def test_each_look_has_an_icon(desk: Desk) -> None:
    """Of those that Telegram has, which spells some of them with a sign that says «as a picture»."""
    _, ours = desk.group()

    assert all([await ours._icon(look) for look in Look])
    assert len(set(ICONS.values())) == len(Look)


async def test_a_deleted_topic_is_known_as_gone(desk: Desk) -> None:
    """Whatever is tried in it."""
    group, ours = desk.group()
    thread = await ours.make(CARD, leave=freely)
    spot = Spot(group.id, thread, await ours.show_card(Spot(group.id, thread), CARD, leave=freely))
    await desk.bot.delete_forum_topic(group.id, thread)

    with pytest.raises(GoneError):
        await ours.show_card(spot, CARD, leave=freely)
    with pytest.raises(GoneError):
        await ours.rename(spot, CARD, leave=freely)
    with pytest.raises(GoneError):
        await ours.set_closed(spot, is_closed=True, leave=freely)


async def test_a_card_that_somebody_deleted_is_sent_anew(desk: Desk) -> None:
    """The topic is there: only the card is not."""
    group, ours = desk.group()
    thread = await ours.make(CARD, leave=freely)
    first = await ours.show_card(Spot(group.id, thread), CARD, leave=freely)
    await desk.bot.delete_message(group.id, first)

    assert await ours.show_card(Spot(group.id, thread, first), CARD, leave=freely) > first


@pytest.mark.parametrize("refuses", ["no topics", "no rights"])
async def test_a_group_in_which_we_make_no_topics(desk: Desk, refuses: str) -> None:
    """It has none, or we may not: the card heads a thread, whose notices answer it; nothing is pinned or closed."""
    group, ours = desk.group(forum=refuses == "no rights", is_admin=refuses != "no rights")
    assert await ours.make(CARD, leave=freely) == 0
    spot = Spot(group.id, 0, await ours.show_card(Spot(group.id, 0), CARD, leave=freely))
    await ours.tell(spot, TellStaff(reason=Reason.LIVE, case=CASE, at=NOW), leave=freely)

    assert group.last.reply_to == spot.card_id
    assert await ours.pin(spot, leave=freely) is (refuses == "no topics")


async def test_a_group_that_moved(desk: Desk) -> None:
    """It is followed: what comes next goes to its new id."""
    group, ours = desk.group(forum=False, basic=True)
    upgraded = desk.world.upgrade(group)

    with pytest.raises(MovedError):
        await ours.make(CARD, leave=freely)
    assert ours.chat_id == upgraded.id
    assert await ours.make(CARD, leave=freely) == 0


async def test_a_refusal_says_what_to_do(desk: Desk) -> None:
    """A flood limit is a matter of time, and says how much."""
    group, ours = desk.group()
    desk.world.flood_next(1, 7)

    with pytest.raises(UndeliveredError) as caught:
        await ours.show_card(Spot(group.id, 0), CARD, leave=freely)
    assert caught.value.delivery == Later("flood limit", after=7)


async def test_what_customers_and_staff_write_is_carried_over(desk: Desk) -> None:
    """Texts are said, pictures and voices copied, edits written over the copy; and what is not there is said so."""
    group, ours = desk.group()
    budi = desk.world.add_person("Budi")
    budi.opens_link()
    spot = Spot(group.id, await ours.make(CARD, leave=freely))
    photo = budi.sends("photo", caption="My number is 0812-3456-7890").message_id
    came = ToStaff(case_id=CaseId(7), chat_id=budi.id, message_id=photo, at=NOW, kind=Kind.PHOTO, text="My number")
    copy = await ours.pass_in(spot, came, 0, leave=freely)
    assert (group.last.kind, group.last.text, group.last.thread_id) == (
        "photo",
        f"{CUSTOMER} My number",
        spot.thread_id,
    )
    assert await ours.pass_in(spot, replace(came, text="Mine"), copy, leave=freely) == copy
    assert group.last.text == f"{CUSTOMER} Mine"
    sticker = replace(came, message_id=budi.sends("sticker").message_id, kind=Kind.STICKER, text="")
    await ours.pass_in(spot, sticker, 0, leave=freely)
    assert group.last.kind == "sticker"
    await ours.pass_in(spot, replace(came, message_id=photo + 99), 0, leave=freely)
    assert "cannot be shown" in group.last.text

    ayu = desk.world.people[0]
    voice = ayu.sends("voice", chat=group, thread_id=spot.thread_id).message_id
    went = ToCustomer(
        case_id=CaseId(7), chat_id=budi.id, group_id=group.id, message_id=voice, at=NOW, language="en", kind=Kind.VOICE
    )
    await ours.pass_out(went, 0, leave=freely)
    assert (budi.chat.last.kind, budi.chat.last.text) == ("voice", "Our team")
    said = await ours.pass_out(replace(went, kind=Kind.TEXT, text="Hello"), 0, leave=freely)
    assert await ours.pass_out(replace(went, kind=Kind.TEXT, text="Hello!"), said, leave=freely) == said
    assert budi.chat.last.text == "Our team\nHello!"
    await ours.mark_passed(went)
    assert group.find(voice).reactions  # type: ignore[union-attr] # it is there
    budi.blocks_bot()
    with pytest.raises(UndeliveredError) as caught:
        await ours.pass_out(replace(went, kind=Kind.TEXT, text="Hello"), 0, leave=freely)
    assert caught.value.delivery == Undeliverable("blocked", gone=True)


async def test_what_is_written_into_the_group_waits_for_its_turn(desk: Desk) -> None:
    """It is put off, and says until when; what goes to the customer, or writes nothing, waits for nobody."""
    group, ours = desk.group()
    waits = [5.0, 0.0]

    async def turn() -> float:
        return waits.pop(0)

    ours.turn = turn
    thread_id = await ours.make(CARD, leave=freely)
    with pytest.raises(UndeliveredError) as caught:
        await ours.show_card(Spot(group.id, thread_id), CARD, leave=freely)
    assert caught.value.delivery == Later(PACED, after=5.0)
    card_id = await ours.show_card(Spot(group.id, thread_id), CARD, leave=freely)
    assert await ours.pin(Spot(group.id, thread_id, card_id), leave=freely)
    assert waits == []
