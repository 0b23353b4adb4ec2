"""An invitation step by step: each answer is checked at once, and the last one makes the link."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from bot.flow.staff import AnswerStaff
from bot.staff.guiding import said_so_far
from bot.telegram.answers import render_answer
from sandbox.telegram.markup import parse_html

from .desk import AGENT, BOT_NAME, BYSTANDER, CUSTOMER, GROUP, StaffOffice, texts


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[StaffOffice]:
    """With an agent in it."""
    opened = StaffOffice(sqlite_url)
    await opened.adds(AGENT)
    yield opened
    await opened.close()


def shown(question: AnswerStaff) -> dict[str, Any]:
    """A question of the bot's, as Telegram shows it beside what answers it."""
    text = parse_html(render_answer(question, "en", BOT_NAME)[0]).text
    bot = {"id": 1, "is_bot": True, "first_name": "Bot", "username": BOT_NAME}
    return {"message_id": 3, "date": 0, "from": bot, "text": text}


async def answers(office: StaffOffice, question: AnswerStaff, said: str, by: int = AGENT) -> list[AnswerStaff]:
    """Somebody answers a question; what they are answered."""
    return await office.answered(office.posted(by, text=said, reply_to_message=shown(question)))


async def test_four_answers_make_a_link(office: StaffOffice) -> None:
    """The language by its button; what is wrong is asked again, with what was said before."""
    (space,) = await office.hears(AGENT, "/invite")
    assert (texts([space])[1:], space.asks) == (["staff-invite-ask-space", "staff-invite-usage"], True)
    (again,) = await answers(office, space, "cams_1")
    assert texts([again])[1:] == ["staff-invite-ask-space", "staff-invite-space"]
    (label,) = await answers(office, again, " cams-1 ")
    (again,) = await answers(office, label, "call 0812 3456 7890")
    assert texts([again])[1:] == ["staff-invite-ask-label", "staff-invite-label"]
    (language,) = await answers(office, again, "Toko · Budi")
    pressed = office.pressed(AGENT, f"staff:{language.keys[1][0].command}")
    pressed["callback_query"]["message"] = shown(language) | {"chat": {"id": GROUP, "type": "supergroup"}}
    (number,) = await office.answered(pressed)
    assert texts([number])[1:] == ["staff-invite-ask-number"]
    (made,) = await answers(office, number, "+62 812-3456-7890")
    assert texts([made]) == ["staff-invite-link", "staff-invite-phrase"]
    await office.says(CUSTOMER, "/start made-1")

    case = await office.case_of(CUSTOMER)
    assert (case.space, case.label, case.expected_phone) == ("cams-1", "Toko - Budi", "6281234567890")
    assert (case.language, (AGENT, "invite", "invitation 1") in await office.deeds()) == ("id", True)


async def test_all_but_the_space_can_be_left_out(office: StaffOffice) -> None:
    """And a language can be typed."""
    (question,) = await office.hears(AGENT, "/invite")
    (again,) = await answers(office, question, "-")
    assert texts([again])[1:] == ["staff-invite-ask-space", "staff-invite-space"]
    for said in ("cams-1", "-", "zh-tw", "-"):
        (question,) = await answers(office, question, said)

    assert texts([question]) == ["staff-invite-link", "staff-invite-phrase"]
    await office.says(CUSTOMER, "/start made-1")
    assert (await office.case_of(CUSTOMER)).language == "zh-Hant"


@pytest.mark.parametrize("language", ["en", "id"])
async def test_the_longest_question_is_known_for_one(office: StaffOffice, language: str) -> None:
    """It has all that was said before, and what was wrong with the last answer."""
    (question,) = await office.hears(AGENT, "/invite")
    for said in ("c" * 64, "\N{CONVENIENCE STORE}" * 64, "zh-Hant", "0812"):
        (question,) = await answers(office, question, said)
    text = parse_html(render_answer(question, language, BOT_NAME)[0]).text

    assert said_so_far(text) == ("c" * 64, "\N{CONVENIENCE STORE}" * 64, "zh-Hant")


async def test_only_staff_are_asked_and_only_the_bots_questions_count(office: StaffOffice) -> None:
    """Nobody makes a link by writing the question themselves, or by answering as somebody else."""
    (question,) = await office.hears(AGENT, "/invite")
    assert await answers(office, question, "cams-1", by=BYSTANDER) == []
    forged = office.posted(
        AGENT, text="cams-1", reply_to_message=shown(question) | {"from": {"id": 5, "is_bot": False}}
    )
    other = {"id": 2, "is_bot": True, "first_name": "Bot", "username": "other_bot"}
    theirs = office.posted(AGENT, text="cams-1", reply_to_message=shown(question) | {"from": other})
    assert await office.answered(forged, theirs) == []


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("/invite ·\nWhich?", ()),
        ("/invite · cams-1 ·\nWhich?", ("cams-1",)),
        ("/invite · cams-1 · Toko Budi · - ·", ("cams-1", "Toko Budi", "-")),
        ("/invite · a · b · c · d ·", None),
        ("/invite · cams-1", None),
        ("/invite cams-1 Toko", None),
        # As a customer can write it: longer than that, nothing of ours stands before a caption.
        pytest.param("/invite · cams-1 ·\n" + "a" * 1004, None, id="a customer's"),
        ("", None),
    ],
)
def test_what_a_question_says(text: str, known: tuple[str, ...] | None) -> None:
    """No other message is taken for one."""
    assert said_so_far(text) == known
