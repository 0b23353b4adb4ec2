"""`kill -9` at every boundary between an update's arrival and the last word that follows from it.

What happened is counted by the sandbox, which knows what it was sent, not by the bot.
"""

import signal
from pathlib import Path

import pytest

from bot.faultpoints import POINTS, RETURN_POINTS
from bot.flow import policy
from chaos.processes import Nursery
from chaos.waiting import until
from chaos.world import World, world
from sandbox.telegram.people import Person
from sandbox.telegram.views import MessageView

pytestmark = pytest.mark.waits

VERIFIED = "WhatsApp has confirmed that this number is yours"
ASKS_FOR_CODE = "by SMS or call"
WAS_AWAY = "We were away for a while and are back."

GROUPS = [POINTS[start::4] for start in range(4)]
"""The points in four heaps: a bot that was killed at one is restarted to be killed at the next."""

ON_THE_WAY_IN = ("before inbox", "after inbox", "before commit of decisions", "after commit of decisions")
"""The points between an update's arrival and the answer to whoever brought it."""


@pytest.mark.parametrize("points", GROUPS, ids=lambda points: f"from-{points[0].replace(' ', '-')}")
@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_is_lost_or_doubled(
    points: tuple[str, ...], database_url: str, parent: Nursery, tmp_path: Path
) -> None:
    """Guarantees 1 to 5, whatever is killed and whenever: each code at most once, the truth told, staff told."""
    async with world(tmp_path, database_url, parent) as made:
        for number, point in enumerate(points):
            await _killed_at(made, point, number)
        assert await made.undecided() == 0


@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_posted_is_lost_or_doubled(database_url: str, parent: Nursery, tmp_path: Path) -> None:
    """The same where updates are posted: killed before, between and after storing one and answering 200."""
    async with world(tmp_path, database_url, parent) as made:
        made.spread(1)
        for number, point in enumerate(ON_THE_WAY_IN):
            await _killed_at(made, point, number)
        assert await made.undecided() == 0
        assert made.telegram.updates.pending() == []


async def _killed_at(made: World, point: str, number: int) -> None:
    dying = await made.start_bot()
    person, phone, token = await made.customer(number)
    person.opens_link(token)
    await until(lambda: bool(_last(person).buttons), "the card that asks whether the number is right")
    person.taps(_last(person).message_id, _last(person).buttons[0][0].text)
    await until(lambda: ASKS_FOR_CODE in _last(person).text, "the question for the code")
    asked = _last(person).message_id
    made.arm(point)
    codes = [_send_code(made, person, phone)]
    assert await dying.wait() == -signal.SIGKILL, f"it was not killed at {point}"

    starts = made.starts()
    living = await made.start_bot()
    await until(lambda: made.starts() > starts, "the start of the next process")
    await until(lambda: _is_settled(person, asked), f"an end of it after a kill at {point}")
    if not made.cams.verified("cams-test", phone):
        # The kill came before the code went out; it is told so, and a new code works.
        codes.append(_send_code(made, person, phone))
    await until(lambda: VERIFIED in _last(person).text, f"the good news after a kill at {point}")
    await until(lambda: any(f"case{number + 1}" in shown.text for shown in made.staff.messages), "staff's notice")
    await until(lambda: not any(code in shown.text for shown in person.chat.messages for code in codes), "a deletion")

    handed_in = [entry.code for entry in made.cams.submissions(phone)]
    assert len(handed_in) == len(set(handed_in)), f"a code was handed in twice after a kill at {point}"
    assert set(handed_in) <= set(codes)
    assert made.cams.verified("cams-test", phone)
    living.send(signal.SIGTERM)
    assert await living.wait() == 0


def _send_code(made: World, person: Person, phone: str) -> str:
    code = made.cams.issue_code("cams-test", phone)
    person.says(f"Your WhatsApp code is {code[:3]}-{code[3:]}")
    return code


def _last(person: Person) -> MessageView:
    from_bot = [shown for shown in person.chat.messages if shown.from_bot]
    return from_bot[-1] if from_bot else person.chat.messages[-1]


def _is_settled(person: Person, asked: int) -> bool:
    """Whether the customer was told how it ended, in a message of its own after the question for the code."""
    newest = _last(person)
    return newest.message_id > asked and (VERIFIED in newest.text or ASKS_FOR_CODE in newest.text)


@pytest.mark.parametrize("point", RETURN_POINTS, ids=lambda point: point.replace(" ", "-"))
@pytest.mark.asyncio(loop_scope="session")
async def test_everybody_hears_once_that_the_bot_is_back(
    point: str, database_url: str, parent: Nursery, tmp_path: Path
) -> None:
    """Whatever is killed on the way: a fresh card for who waits, whose press was lost; one answer for who wrote.

    Where there may be two replicas, another one begins at the same time and is not killed.
    """
    several = not database_url.startswith("sqlite")
    async with world(tmp_path, database_url, parent) as made:
        if several:
            made.spread(2)
        first = await made.start_bot()
        people = [await _waiting(made, number) for number in range(4)]
        first.send(signal.SIGKILL)
        await first.wait()
        pressed, wrote = people[0], people[1]
        pressed.taps(_last(pressed).message_id, _last(pressed).buttons[0][0].text)
        wrote.says("hello?")
        made.clock.skip(policy.AWAY + policy.MINUTE)

        made.arm(point)
        dying = await made.start_bot()
        assert await dying.wait() == -signal.SIGKILL, f"it was not killed at {point}"
        living = [await made.start_bot(slot) for slot in range(1 + several)]
        for person in people:
            await until(lambda: _is_answered(person), f"an answer after a kill at {point}")  # noqa: B023 -- used at once
        pressed.taps(_last(pressed).message_id, "I need a code")
        await until(lambda: "They will have WhatsApp send a new code" in _last(pressed).text, "the fresh card's button")

        heard = [sum(WAS_AWAY in shown.text for shown in person.chat.messages) for person in people]
        assert heard == [1, 0, 1, 1]
        for bot in living:
            bot.send(signal.SIGTERM)
            assert await bot.wait() == 0


async def _waiting(made: World, number: int) -> Person:
    """A customer who is asked for a code."""
    person, _, token = await made.customer(number)
    person.opens_link(token)
    await until(lambda: bool(_last(person).buttons), "the card that asks whether the number is right")
    person.taps(_last(person).message_id, _last(person).buttons[0][0].text)
    await until(lambda: ASKS_FOR_CODE in _last(person).text, "the question for the code")
    return person


def _is_answered(person: Person) -> bool:
    text = _last(person).text
    return WAS_AWAY in text or "We found no 6-digit code in that message" in text
