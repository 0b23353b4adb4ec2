"""What is owed to a chat in which an old screen may have come last."""

from dataclasses import replace

from bot.claiming import Report
from bot.codec import encode_effect
from bot.flow.effects import DeleteMessage, Effect, Helped, Place, Reason, Screen, Show, TellStaff
from bot.flow.events import Overtaken
from bot.flow.model import Case, CaseId
from bot.overtaking import repaints
from bot.store import Claimed

CASE = Case(id=CaseId(3), chat_id=7)


def carried_out(effect: Effect, number: int = 1, *, card_id: int = 0) -> Claimed:
    """A row that was carried out, and was somebody else's by then."""
    kind, payload = encode_effect(effect)
    return Claimed(id=number, lane="chat:7", kind=kind, payload=payload, case_id=3, owed_at=1, attempts=0, lease="a",
                   leased_until=9, card_id=card_id)  # fmt: skip


def screen(chat_id: int = 7, place: Place = Place.CARD) -> Show:
    """A screen."""
    return Show(case=replace(CASE, chat_id=chat_id), screen=Screen.HELP, at=1, place=place)


def places(reports: list[Report]) -> list[tuple[int, Place]]:
    """Which chats are to be shown where things stand, and where."""
    return [(each.chat_id, each.event.place) for each in reports if isinstance(each.event, Overtaken)]


def test_the_place_is_where_the_old_screen_went() -> None:
    """Over the card, or a message of its own, also where it is not known to have come; and who has no card got one."""
    over, beside = carried_out(screen(7), card_id=5), carried_out(screen(8), 2, card_id=5)
    first, unknown = carried_out(screen(9), 3), carried_out(screen(10, Place.NEW), 4, card_id=5)

    found = repaints([over, beside, first, unknown], {beside: 6}, at=20.5)
    assert places(found) == [(7, Place.CARD), (8, Place.NEW), (9, Place.NEW), (10, Place.NEW)]
    assert {each.event.at for each in found} == {20}


def test_a_chat_is_shown_it_once() -> None:
    """However many old screens came; a message of its own among them is what hides the newest."""
    rows = [carried_out(screen(), number, card_id=5) for number in (1, 2, 3)]

    assert places(repaints(rows, {}, at=1)) == [(7, Place.CARD)]
    assert places(repaints(rows, {rows[1]: 6}, at=1)) == [(7, Place.NEW)]


def test_what_shows_no_customer_anything_needs_nothing() -> None:
    """What is deleted twice is gone, staff may read twice, and a case of a colleague's own would hide the question."""
    deleted, notice = DeleteMessage(chat_id=7, message_id=1), TellStaff(reason=Reason.EXPIRED, case=CASE, at=1)
    helping = replace(screen(), helped=Helped(link=5))

    assert repaints([carried_out(each) for each in (deleted, notice, helping)], {}, at=1) == []
