"""Guarantee 6: no sequence of inputs leads somebody without an invitation to a question."""

import asyncio
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.flow import policy
from bot.flow.effects import Reason
from sandbox.telegram.world import TelegramWorld
from tests.support.office import ACCEPTED, NOT_VERIFIED, NUMBER, Office
from tests.support.town import TOKEN

from .sayings import Place, Target, everything
from .test_authorization import STRANGERS_SCREENS

SAYINGS = everything()

UNHELPFUL = ("nobody-made-this", "AAAAAAAAAAAAAAAAAAAAAA", "%", "x" * 64, "' OR 1=1 --", "old")
"""Links that lead nowhere; the last one has expired."""


class Strangers(RuleBasedStateMachine):
    """Two strangers, who know everything of a customer who was invited, and that customer, who goes about their case.

    One office serves every sequence, in chats of its own each time: opening a database takes longer than a sequence.
    """

    office: Office
    runner: asyncio.Runner
    numbers = iter(range(10**6))

    @initialize()
    def a_customer_is_invited(self) -> None:
        """Their link is used, their number is confirmed; another link has expired."""
        number = next(self.numbers)
        self.world = TelegramWorld(self.office.time, TOKEN, Random(number))
        self.world.updates._next_id = number * 10_000 + 1
        self._seen = 0
        self.token, self.phone = f"link-{number}", str(int(NUMBER) + number)
        self.strangers = [self.world.add_person(name, "en", f"+{self.phone}") for name in ("Eve", "Mallory")]
        self.customer = self.world.add_person("Budi", "en", f"+{self.phone}")
        self.shown = len(self.office.messenger.shown)
        self.told = len(self.office.messenger.staff)
        self.office.provider.calls.clear()
        self.office.provider.outcomes = [NOT_VERIFIED, ACCEPTED] * 100
        self.runner.run(self._invite())
        for person in (self.customer, *self.strangers):
            person.opens_link()
        for text in (f"/start {self.token}", "yes"):
            self.customer.says(text)
            self.settle()
        case = self.runner.run(self.office.case_of(self.customer.id))
        self.target = Target(case, self.token, self.phone)

    async def _invite(self) -> None:
        await self.office.invites(self.token, phone=self.phone)
        await self.office.invites(f"old-{self.token}", phone="", life=-1)

    def settle(self) -> None:
        """Whatever was said is decided on, and what follows is carried out."""
        book = self.world.updates.book
        updates, self._seen = [update.as_json() for update in book[self._seen :]], len(book)
        self.runner.run(self._work(updates))

    async def _work(self, updates: list[dict[str, object]]) -> None:
        await self.office.put(*updates)
        await self.office.settle_down()

    @rule(who=st.integers(0, 1), name=st.sampled_from(sorted(SAYINGS)))
    def a_stranger_says_something(self, who: int, name: str) -> None:
        """Anything at all, with the customer's link, buttons, number and code."""
        person = self.strangers[who]
        SAYINGS[name](Place(self.world, person, person.chat), self.target)
        self.settle()

    @rule(who=st.integers(0, 1), token=st.sampled_from(UNHELPFUL))
    def a_stranger_opens_a_link(self, who: int, token: str) -> None:
        """One that nobody made, or that is too old."""
        self.strangers[who].says(f"/start {f'old-{self.token}' if token == 'old' else token}")
        self.settle()

    @rule(name=st.sampled_from(sorted(SAYINGS)))
    def the_customer_says_something(self, name: str) -> None:
        """Their case moves on; they may cancel, and come to its end."""
        SAYINGS[name](Place(self.world, self.customer, self.customer.chat), self.target)
        self.settle()

    @rule(seconds=st.sampled_from([1, 700, policy.DAY, 4 * policy.DAY]))
    def time_passes(self, seconds: int) -> None:
        """Deadlines, and the end of the invitation."""
        self.office.time.now += seconds
        self.settle()

    @invariant()
    def strangers_are_asked_for_nothing(self) -> None:
        """They see that a link is needed, and pages; no case, no notice and no call is about them."""
        if not hasattr(self, "target"):
            return
        ids = {person.id for person in self.strangers}
        messenger = self.office.messenger
        theirs = [show for show in messenger.shown[self.shown :] if show.case.chat_id in ids]

        assert {show.screen for show in theirs} <= STRANGERS_SCREENS
        known = {(show.case.id, show.case.phone, show.case.space, show.case.phrase) for show in theirs}
        assert known <= {(0, "", "", "")}
        told = [notice for notice, _ in messenger.staff[self.told :] if notice.case.chat_id in ids]
        assert {(notice.reason, notice.case.id) for notice in told} <= {(Reason.LINK_USED, self.target.case.id)}
        assert not ids & {call.chat_id for call in self.office.provider.calls}

    def teardown(self) -> None:
        """Nothing is stored of them but that they wrote, and what language they chose."""
        if not hasattr(self, "target"):
            return
        for person in self.strangers:
            assert self.runner.run(self.office.case_of(person.id)).id == 0


def test_no_sequence_leads_a_stranger_to_a_question(sqlite_url: str) -> None:
    """Whatever strangers say, in any order, with everything that they could know of a customer."""
    with asyncio.Runner() as runner:
        office = runner.run(_open(sqlite_url))
        machine = type("Machine", (Strangers,), {"office": office, "runner": runner})
        steps = settings(stateful_step_count=20, max_examples=settings().max_examples // 3)
        try:
            run_state_machine_as_test(machine, settings=steps)
        finally:
            runner.run(office.close())


async def _open(url: str) -> Office:
    return Office(url)
