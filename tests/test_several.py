"""However the numbers of one chat are mixed up: what is pressed and written lands on the one that it was meant for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from bot.buttons import OF_THE_CHAT, Button, data
from bot.flow import policy
from bot.flow.effects import Call, Screen, Show, SubmitCode
from bot.flow.events import FromCustomer
from bot.flow.listing import MAY_HAVE_CODE
from bot.flow.model import Case, Fault, NotSent, Outcome, Refused, State, Unknown
from bot.telegram.screens import render
from db.tables import events
from tests.support.office import ACCEPTED, NOT_VERIFIED, Office

ENDS: Mapping[str, Outcome] = {
    "accepted": ACCEPTED,
    "wrong": Refused(fault=Fault.WRONG_CODE, code="136025", try_used=True),
    "held": Refused(fault=Fault.NOT_MIGRATING, code="136026"),
    "not sent": NotSent(fault=Fault.CODE_EXPIRED),
    "unknown": Unknown(reason="time-out"),
}
"""What may become of a code that is handed in."""

MOST_NUMBERS = 5

SAID = [kind.__name__ for kind in get_args(FromCustomer)]
"""Events that are a customer's doing, as the history calls them."""


PRESSED = sorted(set(Button) - {Button.ERASE})
"""All buttons but the one after which no number is left to be told from others: tests/test_forgetting.py has it."""


@dataclass
class Provider:
    """Verifies nothing by itself; codes end as they are told to."""

    end: str = "accepted"
    calls: list[Call] = field(default_factory=list)

    async def carry_out(self, call: Call, leave: Callable[[], Awaitable[None]]) -> Outcome:
        await leave()
        self.calls.append(call)
        return ENDS[self.end] if isinstance(call, SubmitCode) else NOT_VERIFIED


class Several(RuleBasedStateMachine):
    """One customer with several numbers, who knows what each code is for, and says so where they are asked.

    One office serves every sequence, in a chat of its own each time: opening a database takes longer than a sequence.
    """

    office: Office
    runner: asyncio.Runner
    chats = count(1_000)
    phones = count(6_281_200_000_001)

    @initialize(numbers=st.integers(2, 3), agreed=st.integers(0, 3))
    def it_begins(self, numbers: int, agreed: int) -> None:
        """Links were opened, and some of the numbers agreed to."""
        self.provider = self.office.caller._provider = Provider()
        self.chat = next(self.chats)
        self.ids: list[int] = []
        self.meant: dict[str, str] = {}
        self.codes = count(402_911)  # The same for everybody: each is looked for in all that is written.
        self.chosen: tuple[int, float] = (0, 0)
        for place in range(numbers):
            self.a_link_is_opened()
            if place < agreed:
                self.does(self.office.press(self.chat, data(Button.YES, self.cases[self.ids[-1]])))

    # --- What the customer does

    @precondition(lambda self: len(self.ids) < MOST_NUMBERS)
    @rule()
    def a_link_is_opened(self) -> None:
        """One more number; those before it stay as they are."""
        phone = str(next(self.phones))
        self.runner.run(self.office.invites(phone, phone=phone))
        before = self.said()
        self.does(self.office.message(self.chat, text=f"/start {phone}"))
        self.ids.append(self.current())
        self.chosen = (0, 0)
        self.only_said_of(before, self.ids[-1])

    @rule(place=st.integers(0, MOST_NUMBERS), button=st.sampled_from(PRESSED), is_old=st.booleans())
    def a_button_is_pressed(self, place: int, button: Button, *, is_old: bool) -> None:
        """On a card of any number, the present one or one that has been overtaken."""
        case = self.somebody(place)
        current = self.current()
        on_card = replace(case, state=State.CANCELLED) if is_old else case
        before = self.said()
        shown = self.does(self.office.press(self.chat, data(button, on_card)))
        about = current if button in OF_THE_CHAT else case.id
        self.turned_to(about, chooses=button is Button.THIS_NUMBER)

        assert {show.case.id for show in shown} == {about}
        self.only_said_of(before, about)

    @rule(place=st.integers(0, MOST_NUMBERS))
    def a_number_is_named(self, place: int) -> None:
        """By its last four digits."""
        case = self.somebody(place)
        before = self.said()
        shown = self.does(self.office.message(self.chat, text=case.phone[-4:]))
        self.turned_to(case.id, chooses=True)

        assert [show.case.id for show in shown] == [case.id]
        self.only_said_of(before, case.id)

    @rule(word=st.sampled_from(["yes", "stop", "go on", "status", "i need a code", "hello", "/human", "/resend"]))
    def a_word_is_written(self, word: str) -> None:
        """It is about the number that the chat is about, and its card says which one that is."""
        current = self.current()
        before = self.said()
        shown = self.does(self.office.message(self.chat, text=word))

        assert {show.case.id for show in shown} == {current}
        self.only_said_of(before, current)

    @rule(place=st.integers(0, MOST_NUMBERS), end=st.sampled_from(sorted(ENDS)), again=st.booleans())
    def a_code_is_pasted(self, place: int, end: str, *, again: bool) -> None:
        """For a number that may have got one, or sent for it before; whoever is asked then says which it is."""
        case = self.somebody(place)
        code = self.code_of(case, again=again)
        is_said_of_another = self.chosen[0] not in {0, case.id} and self.office.time() < self.chosen[1]
        if not code or (is_said_of_another and not again):
            return  # There is none, or they have just said that codes are for another number.
        self.provider.end, current = end, self.current()
        before, handed_in = self.said(), self.handed_in()
        shown = self.does(self.office.message(self.chat, text=code))
        if shown[0].screen is not Screen.WHICH_NUMBER:
            self.only_said_of(before, case.id)
            self.turned_to(case.id)
            return
        self.only_said_of(before, current)
        assert self.handed_in() == handed_in
        assert case.id in {each.case_id for each in shown[0].page.numbers}
        self.does(self.office.press(self.chat, data(Button.THIS_NUMBER, case)))
        self.turned_to(case.id, chooses=True)
        before = self.said()
        self.does(self.office.message(self.chat, text=code))
        self.only_said_of(before, case.id)

    @rule(place=st.integers(0, MOST_NUMBERS), end=st.sampled_from(sorted(ENDS)))
    def a_card_is_answered(self, place: int, end: str) -> None:
        """With the code for its number, whichever the chat is about and whatever was chosen."""
        case = self.somebody(place)
        code = self.code_of(case, again=False)
        if not code or case.state is State.CONFIRMING_NUMBER:
            return
        self.provider.end = end
        before = self.said()
        shown = self.does(self.office.message(self.chat, text=code, reply_to_message=card_of(case, self.office.time())))
        self.turned_to(case.id)

        assert shown[0].case.id == case.id
        self.only_said_of(before, case.id)
        assert ((case.phone, code) in self.handed_in()) == (policy.tries_left(case.budget, int(self.office.time())) > 0)

    @rule(seconds=st.sampled_from([1, 90, 400, policy.CODE_LIFE, policy.HOUR]))
    def time_passes(self, seconds: int) -> None:
        """Pauses end, what is on hold is looked at, reminders come: the chat is about the same number as before."""
        current = self.current()
        self.office.time.now += seconds
        self.settle()

        assert self.current() == current

    # --- How it is done

    def does(self, update: dict[str, Any]) -> list[Show]:
        """Something is said, and what follows at once happens; gives what the customer sees."""
        shown = len(self.office.messenger.shown)
        self.runner.run(self.office.put(update))
        self.settle()
        seen = self.office.messenger.shown[shown:]
        self.office.time.now += 2  # Nobody is faster than Telegram lets us answer.
        self.settle()
        return seen

    def settle(self) -> None:
        self.runner.run(self.office.settle_down())
        self.cases = self.look()

    def look(self) -> dict[int, Case]:
        return self.runner.run(self._look())

    async def _look(self) -> dict[int, Case]:
        async with self.office.store.transaction() as tx:
            now = self.office.time()
            return await tx.with_budgets(await tx.cases_of(self.chat, now=now, limit=99))

    def current(self) -> int:
        return self.runner.run(self.office.case_of(self.chat)).id

    def somebody(self, place: int) -> Case:
        return self.cases[self.ids[place % len(self.ids)]]

    def code_of(self, case: Case, *, again: bool) -> str:
        """A code for the number: one that was given before, or a new one where there can be one."""
        if again:
            given = [code for code, phone in self.meant.items() if phone == case.phone]
            return given[-1] if given and self.is_known(case, given[-1]) else ""
        if case.state not in MAY_HAVE_CODE:
            return ""
        code = str(next(self.codes))
        self.meant[code] = case.phone
        return code

    def is_known(self, case: Case, code: str) -> bool:
        """Whether the code was taken for the number: it is being checked, or counts as a try."""
        mark = self.office.store.fingerprint(case.phone, code)
        return case.fingerprint == mark or policy.was_tried(case.budget, mark)

    def turned_to(self, case_id: int, *, chooses: bool = False) -> None:
        """What the customer has said of codes, as they understand it."""
        if chooses:
            self.chosen = (case_id, self.office.time() + policy.CODE_LIFE)
        elif case_id != self.chosen[0]:
            self.chosen = (0, 0)

    def only_said_of(self, before: Mapping[int, int], about: int) -> None:
        """What the customer did is in the history of that case alone."""
        after = self.said()
        assert {case_id for case_id in after if after[case_id] != before.get(case_id)} == {about}

    def said(self) -> dict[int, int]:
        """How often the customer said something of each case, as its history has it."""
        return self.runner.run(self._said())

    async def _said(self) -> dict[int, int]:
        theirs = select(events.c.case_id, func.count()).where(events.c.event.in_(SAID), events.c.case_id.in_(self.ids))
        async with self.office.store.transaction() as tx:
            return {row[0]: row[1] for row in await tx._connection.execute(theirs.group_by(events.c.case_id))}

    @invariant()
    def every_code_went_to_its_number(self) -> None:
        """Of all that were handed in."""
        if hasattr(self, "provider"):
            handed_in = self.handed_in()
            assert handed_in == [(self.meant[code], code) for _, code in handed_in]

    def handed_in(self) -> list[tuple[str, str]]:
        """Every code of this chat that was handed in, with its number; what others settle is not ours."""
        calls = (call for call in self.provider.calls if isinstance(call, SubmitCode) and call.chat_id == self.chat)
        return [(call.phone, call.code) for call in calls]


def card_of(case: Case, now: float) -> dict[str, Any]:
    """A card that asks for the number's code, as Telegram repeats it to whom it is answered."""
    view = render(Show(case=replace(case, state=State.WAITING_CODE), screen=Screen.ASK_CODE, at=int(now)))
    rows = [[{"text": label, "callback_data": carried} for label, carried in row] for row in view.buttons]
    sender = {"id": 1, "is_bot": True, "first_name": "Bot"}
    return {"message_id": 1, "from": sender, "text": view.text, "reply_markup": {"inline_keyboard": rows}}


def test_whatever_is_said_lands_on_the_number_it_was_meant_for(sqlite_url: str) -> None:
    """Presses, words, names, replies and codes over several numbers of one chat, in any order, with any outcome."""
    with asyncio.Runner() as runner:
        office = runner.run(_open(sqlite_url))
        machine = type("Machine", (Several,), {"office": office, "runner": runner})
        steps = settings(stateful_step_count=15, max_examples=settings().max_examples // 5)
        try:
            run_state_machine_as_test(machine, settings=steps)
        finally:
            runner.run(office.close())


async def _open(url: str) -> Office:
    return Office(url)
