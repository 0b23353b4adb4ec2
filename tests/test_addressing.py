"""Of several numbers in one chat, what a customer says is about the one that they mean; a code is never guessed."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from bot.buttons import Button, data
from bot.flow import policy
from bot.flow.effects import Note, Place, Screen, Show, SubmitCode
from bot.flow.model import Case, Fault, Refused, State
from bot.telegram.screens import render
from tests.support.office import ACCEPTED, NOT_VERIFIED, VERIFIED, Office

A, B, C = "6281234567890", "6281234560001", "6281234560002"
CHAT = 7
WRONG = Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True)


@pytest.fixture
async def office(sqlite_url: str) -> AsyncGenerator[Office]:
    """The use cases at work; which database is behind them is the business of `test_records`."""
    made = Office(sqlite_url)
    yield made
    await made.close()


async def opens(office: Office, phone: str, *, chat_id: int = CHAT, agrees: bool = True) -> Case:
    """A customer opens one more link, and comes to where a code is asked for."""
    await office.invites(phone, phone=phone)
    office.time.now += 2  # Nobody is faster, and Telegram takes no more than an answer a second.
    await office.says(chat_id, f"/start {phone}")
    if agrees:
        await office.taps(chat_id, Button.YES)
    return await office.case_of(chat_id)


async def presses(office: Office, carried: str, *, chat_id: int = CHAT) -> Show:
    """The customer presses a button; gives what they see then."""
    await office.put(office.press(chat_id, carried))
    await office.settle_down()
    return office.messenger.shown[-1]


async def writes(office: Office, text: str, *, card: Show | None = None) -> Show:
    """The customer writes, in reply to a card or not; gives what they see then."""
    reply: dict[str, Any] = {} if card is None else {"reply_to_message": as_message(card)}
    await office.put(office.message(CHAT, text=text, **reply))
    await office.settle_down()
    return office.messenger.shown[-1]


def as_message(card: Show) -> dict[str, Any]:
    """A card as Telegram repeats it."""
    view = render(card)
    rows = [[{"text": label, "callback_data": carried} for label, carried in row] for row in view.buttons]
    return {
        "message_id": 1,
        "from": {"id": 1, "is_bot": True},
        "text": view.text,
        "reply_markup": {"inline_keyboard": rows},
    }


def handed_in(office: Office) -> list[tuple[str, str]]:
    """Every code that was handed in, with its number."""
    return [(call.phone, call.code) for call in office.provider.calls if isinstance(call, SubmitCode)]


# --- Several cases, one of which the chat is about


async def test_a_second_link_leaves_the_first_case_as_it_was(office: Office) -> None:
    """Both are open; the chat is about the newer one, and its cards lead to the other."""
    first = await opens(office, A)
    second = await opens(office, B)

    assert (await office.case(first.id)).state is State.WAITING_CODE
    assert (second.phone, second.state) == (B, State.WAITING_CODE)
    assert [show.is_of_several for show in office.messenger.shown] == [False, False, True, True]


async def test_a_press_is_about_the_case_of_its_card(office: Office) -> None:
    """Not about the one that the chat is about; and the chat turns to it."""
    first, second = await opens(office, A), await opens(office, B)
    shown = await presses(office, data(Button.CANCEL, first))

    assert (shown.case.id, shown.screen) == (first.id, Screen.CANCELLED)
    assert (await office.case(second.id)).state is State.WAITING_CODE
    assert (await office.case_of(CHAT)).id == first.id


async def test_an_old_button_is_about_its_own_case_too(office: Office) -> None:
    """It does nothing, and shows where that number stands: not another one's card under the finger."""
    await office.invites(A, phone=A)
    await office.says(CHAT, f"/start {A}")
    old = await office.case_of(CHAT)
    await office.taps(CHAT, Button.YES)
    second = await opens(office, B)
    shown = await presses(office, data(Button.YES, old))

    assert (shown.case.id, shown.note, shown.screen) == (old.id, Note.OLD_BUTTON, Screen.ASK_CODE)
    assert (await office.case(second.id)).state is State.WAITING_CODE


@pytest.mark.parametrize("button", [Button.HELP, Button.LANGUAGE, Button.NUMBERS, Button.INDONESIAN])
async def test_a_page_belongs_to_the_chat(office: Office, button: Button) -> None:
    """To ask for one, from whichever card, does not turn the chat to another number."""
    first, second = await opens(office, A), await opens(office, B)
    shown = await presses(office, data(button, first))

    assert shown.case.id == second.id
    assert (await office.case_of(CHAT)).id == second.id


@pytest.mark.parametrize("button", [Button.CANCEL, Button.THIS_NUMBER, Button.PERSON, Button.MORE_NUMBERS])
async def test_a_press_with_anothers_case_is_about_ones_own(office: Office, button: Button) -> None:
    """Who makes up what a button carries sees their own card, and the other case is not even touched."""
    theirs = await opens(office, C, chat_id=8)
    own = await opens(office, A)
    shown = await presses(office, data(button, theirs))

    assert shown.case.id == own.id
    assert await office.case(theirs.id) == theirs
    assert [each.phone for each in shown.page.numbers] in ([], [A])


async def test_the_language_is_the_chats(office: Office) -> None:
    """Chosen on one number, it is spoken about the others as well, and an event of theirs does not change it back."""
    first, second = await opens(office, A), await opens(office, B)
    await presses(office, data(Button.INDONESIAN, second))
    shown = await presses(office, data(Button.STATUS, first))
    again = await opens(office, C)

    assert (shown.case.id, shown.case.language, again.language) == (first.id, "id", "id")


async def test_news_of_another_number_is_a_message_of_its_own(office: Office) -> None:
    """Its card is further up: written over, nobody would see it. The chat goes on being about what it was about."""
    first = await opens(office, A)
    await office.invites(B, phone=B)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await office.put(office.message(CHAT, text="123456"), office.message(CHAT, text=f"/start {B}"))
    await office.settle_down()
    news = office.messenger.shown[-1]

    assert (news.case.id, news.screen, news.place) == (first.id, Screen.VERIFIED, Place.NEW)
    assert news.is_of_several
    assert (await office.case_of(CHAT)).phone == B


# --- The list


async def test_the_list_says_where_each_number_stands(office: Office) -> None:
    """By command, word or button: those that want something first; the one that the chat is about is marked."""
    first, second = await opens(office, A), await opens(office, B, agrees=False)
    for shown in (await writes(office, "/numbers"), await writes(office, "My numbers")):
        assert (shown.screen, shown.case.id) == (Screen.NUMBERS, second.id)
        assert [(each.case_id, each.state) for each in shown.page.numbers] == [
            (first.id, State.WAITING_CODE),
            (second.id, State.CONFIRMING_NUMBER),
        ]
        assert "Number 0001</b> · Toko: waits for your “yes” – you are on this one" in render(shown).text


async def test_a_number_is_chosen_by_pressing_or_by_its_last_digits(office: Office) -> None:
    """From then on the chat is about it, and its card says so."""
    first, second = await opens(office, A), await opens(office, B)
    by_press = await presses(office, data(Button.THIS_NUMBER, first))
    by_digits = await writes(office, "0001")
    by_label = await writes(office, "Number 7890")
    by_command = await writes(office, "/numbers 0001")

    assert [show.case.id for show in (by_press, by_digits, by_label, by_command)] == [
        first.id,
        second.id,
        first.id,
        second.id,
    ]
    assert {show.note for show in (by_press, by_digits, by_label, by_command)} == {Note.CODE_GOES_HERE}


async def test_numbers_that_end_alike_are_told_apart(office: Office) -> None:
    """Their digits alone bring the list, in which each has its whole number, and a name of its own."""
    first, second = await opens(office, A), await opens(office, "6289999997890")
    listed = await writes(office, "7890")
    chosen = await writes(office, f"Number 7890, case {first.id}")

    assert listed.screen is Screen.NUMBERS
    assert "+62 812-3456-7890" in render(listed).text
    assert (chosen.case.id, chosen.note, second.id) == (first.id, Note.CODE_GOES_HERE, first.id + 1)


async def test_a_long_list_has_pages(office: Office) -> None:
    """Each number is on one of them; the last one leads back to the first; a word goes on as the button does."""
    ids = [(await opens(office, f"62812345610{place:02}")).id for place in range(20)]
    page = (await writes(office, "/numbers")).page
    by_press = (await presses(office, f"1:{page.goes_on_after}:more-numbers:0")).page
    by_word = (await writes(office, "more numbers")).page

    assert [(each.first, len(each.numbers), each.of) for each in (page, by_press, by_word)] == [
        (1, 8, 20),
        (9, 8, 20),
        (17, 4, 20),
    ]
    assert sorted(each.case_id for found in (page, by_press, by_word) for each in found.numbers) == ids
    assert (by_word.goes_on_after, (await writes(office, "more numbers")).page) == (0, page)


async def test_what_is_over_falls_out_of_the_list_after_a_while(office: Office) -> None:
    """A week later it is not listed; whoever has no other number sees no way to a list."""
    first = await opens(office, A)
    await office.taps(CHAT, Button.CANCEL)
    second = await opens(office, B)
    before = await writes(office, "/numbers")
    office.time.now += policy.LISTED_FOR + 60
    after = await writes(office, "/numbers")

    assert [each.case_id for each in before.page.numbers] == [second.id, first.id]
    assert [each.case_id for each in after.page.numbers] == [second.id]
    assert (before.is_of_several, after.is_of_several) == (True, False)


async def test_a_stranger_has_no_list(office: Office) -> None:
    """They read that a link is needed, as ever."""
    shown = await writes(office, "/numbers")

    assert (shown.screen, shown.page.numbers, shown.case.id) == (Screen.NEED_INVITATION, (), 0)


# --- Codes


async def test_a_code_that_could_be_for_either_is_asked_about(office: Office) -> None:
    """Nothing is handed in or kept, the message is deleted; the number that is chosen then gets it."""
    first, second = await opens(office, A), await opens(office, B)
    asked = await writes(office, "123456")
    assert (asked.screen, {each.case_id for each in asked.page.numbers}) == (
        Screen.WHICH_NUMBER,
        {first.id, second.id},
    )
    assert (office.provider.calls, len(office.messenger.deleted)) == ([], 1)
    await presses(office, data(Button.THIS_NUMBER, first))
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await writes(office, "123456")

    assert handed_in(office) == [(A, "123456")]
    assert (await office.case(first.id)).state is State.VERIFIED
    assert (await office.case(second.id)).budget.tries == ()


async def test_a_reply_says_which_number_a_code_is_for(office: Office) -> None:
    """To the card of either, whichever the chat is about; so does a word."""
    first, second = await opens(office, A), await opens(office, B)
    card = next(show for show in office.messenger.shown if show.case.id == first.id and show.screen is Screen.ASK_CODE)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await writes(office, "123456", card=card)
    stopped = await writes(office, "stop", card=office.messenger.shown[-2])

    assert handed_in(office) == [(A, "123456")]
    assert stopped.case.id in {first.id, second.id}


@pytest.mark.parametrize("screen", [Screen.NUMBERS, Screen.HELP])
async def test_a_reply_to_a_page_names_no_number(office: Office, screen: Screen) -> None:
    """A list is about many, and who reads the help has read no number."""
    await opens(office, A)
    await opens(office, B)
    page = await writes(office, f"/{screen}")
    asked = await writes(office, "123456", card=page)

    assert asked.screen is Screen.WHICH_NUMBER


async def test_a_code_goes_to_the_only_number_that_awaits_one(office: Office) -> None:
    """Also while the chat is about one that is done."""
    first, second = await opens(office, A), await opens(office, B)
    office.provider.outcomes = [VERIFIED]
    await writes(office, "0001")
    await writes(office, "222222")
    assert (await office.case(second.id)).state is State.VERIFIED
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await writes(office, "123456")

    assert handed_in(office) == [(A, "123456")]
    assert (await office.case_of(CHAT)).id == first.id


async def test_a_code_that_came_before_is_no_other_numbers(office: Office) -> None:
    """Pasted twice, the second one must not be tried on the number that is waiting still."""
    await opens(office, A)
    second = await opens(office, B)
    office.provider.outcomes = [NOT_VERIFIED, ACCEPTED]
    await writes(office, "7890")
    await writes(office, "123456")
    await writes(office, "123456")

    assert handed_in(office) == [(A, "123456")]
    assert (await office.case(second.id)).budget.tries == ()


async def test_a_choice_ends_with_the_code_and_when_the_customer_turns_away(office: Office) -> None:
    """Ten minutes later, or after another card was pressed, it is asked anew."""
    first, second = await opens(office, A), await opens(office, B)
    await writes(office, "7890")
    office.time.now += policy.CODE_LIFE
    assert (await writes(office, "111111")).screen is Screen.WHICH_NUMBER
    await writes(office, "7890")
    await presses(office, data(Button.STATUS, second))
    await presses(office, data(Button.STATUS, first))
    assert (await writes(office, "222222")).screen is Screen.WHICH_NUMBER
    assert office.provider.calls == []


async def test_a_typo_is_not_asked_about_again(office: Office) -> None:
    """Whoever has said which number it is may send the right code after a wrong one."""
    await opens(office, A)
    await opens(office, B)
    await writes(office, "7890")
    office.provider.outcomes = [NOT_VERIFIED, WRONG, NOT_VERIFIED, ACCEPTED]
    await writes(office, "111111")
    await writes(office, "222222")

    assert handed_in(office) == [(A, "111111"), (A, "222222")]
