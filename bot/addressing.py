"""Which of a chat's numbers something is about that a customer said (docs/decisions/036).

A press is about the case of its card, an answer to a card about that card's, a number's own name about that number.
Everything else is about the case that the chat is about; but for a code, which is asked about where it could be for
another one: on the wrong number it would cost a try.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .buttons import OF_THE_CHAT, Button, press
from .desk import Desk
from .flow import policy
from .flow.events import CodeUnplaced, FromCustomer, NumberChosen, NumbersWanted
from .flow.listing import ENDING, called, is_chosen, page_of, whose_code
from .flow.model import Case, CaseId
from .ports import Card, Command, Said, Tap, Text
from .reading import Fingerprint, code_in, name_in
from .text.phone import one_spelling

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ ().-]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Addressed:
    """The case that something is about. `meant` is what it means where to name a number is all it does."""

    case: Case
    meant: FromCustomer | None = None


async def address(desk: Desk, said: Said, current: Case, *, fingerprint: Fingerprint) -> Addressed:
    """Find the case. `current` is the one that the chat is about, which must be in the desk's hands if it is stored."""
    if isinstance(said.what, Tap):
        return Addressed(await _pressed(desk, said.what.data, current))
    if not desk.chats[said.chat_id].has_others:
        return Addressed(current)
    answered = await _answered(desk, said.chat_id, said.reply_to) if said.reply_to is not None else None
    if answered is not None:
        return Addressed(answered)
    if name := name_in(said):
        named = called(await desk.numbers(said.chat_id), name)
        if len(named) > 1:
            return Addressed(current, NumbersWanted(at=int(desk.now)))
        if named:
            return Addressed(await desk.case_of(said.chat_id, named[0].id) or current, NumberChosen(at=int(desk.now)))
    code = code_in(said)
    return await _place(desk, said, code, current, fingerprint) if code else Addressed(current)


async def _place(desk: Desk, said: Said, code: str, current: Case, fingerprint: Fingerprint) -> Addressed:
    """Find the case that a code is for, or ask."""
    at = int(desk.now)
    cases = await desk.numbers(said.chat_id)
    candidates = whose_code(current, cases, at, given=await _given(desk, cases, code, fingerprint))
    # Beyond those that are looked through there may be others.
    is_certain = len(candidates) == 1 and (len(cases) < policy.MOST_LISTED or is_chosen(current, at))
    if candidates and not is_certain:
        return Addressed(current, CodeUnplaced(at=at, message_id=_message_id(said), page=page_of(candidates, of=cases)))
    if candidates:
        return Addressed(await desk.case_of(said.chat_id, candidates[0].id) or current)
    return Addressed(current)


async def _pressed(desk: Desk, data: str, current: Case) -> Case:
    """The case of the card that a button is on, if it is the chat's."""
    pressed = press(data)
    if pressed is None or pressed.button in OF_THE_CHAT or pressed.case_id == current.id:
        return current
    return await desk.case_of(current.chat_id, pressed.case_id) or current


async def _answered(desk: Desk, chat_id: int, card: Card) -> Case | None:
    """The case of a card that is answered: the only one that its buttons are about, and whose number it shows.

    A page, such as the help, has buttons of some case too; who answers one has read no number.
    """
    presses = [press(data) for data in card.carried]
    about = {each.case_id for each in presses if each is not None and each.button not in OF_THE_CHAT}
    if len(about) != 1 or any(each is not None and each.button is Button.THIS_NUMBER for each in presses):
        return None
    case = await desk.case_of(chat_id, about.pop())
    is_shown = case is not None and case.phone and case.phone[-ENDING:] in _BETWEEN_DIGITS.sub("", card.text)
    return case if is_shown else None


async def _given(desk: Desk, cases: Sequence[Case], code: str, fingerprint: Fingerprint) -> set[CaseId]:
    """Those of the cases for which this very code came before: it is being checked, or counts as a try."""
    spelled = {case.id: one_spelling(case.phone) for case in cases if case.phone}
    budgets = await desk.tx.read_budgets(set(spelled.values())) | desk.budgets
    marks = {case.id: fingerprint(case.phone, code) for case in cases if case.phone}
    return {
        case.id
        for case in cases
        if case.phone
        and (
            case.fingerprint == marks[case.id]
            or (spelled[case.id] in budgets and policy.was_tried(budgets[spelled[case.id]], marks[case.id]))
        )
    }


def _message_id(said: Said) -> int:
    return said.what.message_id if isinstance(said.what, Text | Command) else 0
