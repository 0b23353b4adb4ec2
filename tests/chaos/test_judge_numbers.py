"""The judge of customers with two numbers, by the cards as the program really writes them."""

from dataclasses import replace

import pytest

from bot.flow.effects import Note, Screen, Show
from bot.flow.model import Case, CaseId, Fault, State
from bot.telegram.screens import render
from chaos.judge import judge
from chaos.screens import Shown
from sandbox.telegram.markup import parse_html
from sandbox.telegram.views import ChatEvent
from tests.chaos.books import CASE, CHAT, NOW, PHONE, SECOND, books, case, chat, screen_of_number, tables, view

FAULTS = (Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED)


def _refused(fault: Fault) -> ChatEvent:
    """What is written over the second number's card when its code was refused."""
    owner = Case(id=CaseId(CASE + 1), chat_id=CHAT, state=State.WAITING_CODE, phone=SECOND, fault=fault)
    show = Show(case=owner, screen=Screen.ASK_CODE, at=int(NOW), note=Note.REFUSED, is_of_several=True)
    shown = parse_html(render(show).text)
    return ChatEvent("edited", NOW, CHAT, replace(view(""), text=shown.text, entities=tuple(shown.entities)))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_refused_code_is_seen_to_be_of_its_number(fault: Fault) -> None:
    """Without its digits the card is anybody's: the judge takes it for the other number's, and so may the customer."""
    first = [screen_of_number(shown, PHONE) for shown in (Shown.ASK_CODE, Shown.CHECKING, Shown.VERIFIED)]
    evidence = books(
        chats=[chat(second=SECOND, history=[*first, screen_of_number(Shown.CHECKING, SECOND), _refused(fault)])],
        tables=tables(cases=[case(), case("waiting_code", id=CASE + 1, deadline=NOW + 60)]),
        number_of={CASE: PHONE, CASE + 1: SECOND},
    )

    assert judge(evidence) == []
