"""Whatever goes wrong, the customer reads what happened, whether a try was used, what to do, and when.

What is shown is what the workflow decides, for each fault as the answer to each call; which of the four parts a text
says stands here once, and is looked for in every language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from functools import cache
from itertools import product

import pytest

from bot.cams.faults import CODES, FAMILIES, NUMBERS, UNRECOGNISED
from bot.cams.meanings import MEANINGS
from bot.cams.phrases import CLEAR, VAGUE
from bot.flow import policy
from bot.flow.effects import Call, Initiate, ReadStatus, ReadWaba, Register, RequestCode, Screen, Show, SubmitCode
from bot.flow.events import CallAnswered
from bot.flow.machine import decide
from bot.flow.model import Fault, Offers, Outcome, Refused, Registering, State, Unknown
from bot.telegram.screens import COUNTED, UNCOUNTED, render
from bot.telegram.words import LANGUAGES, WordlessError, say
from tests.flow.cast import MARK, MINUTE, PHONE, T, a_case, not_sent, refused, tries


class Part(Enum):
    """What every error path must say."""

    WHAT = auto()
    TRY = auto()
    TO_DO = auto()
    WHEN = auto()


WHAT, TRY, TO_DO, WHEN = Part

SAID: Mapping[str, set[Part]] = {
    **{f"fault-{fault}": {WHAT} for fault in Fault},
    "try-counted": {TRY},
    "try-not-counted": {TRY},
    "note-not-through": {WHAT, TRY},
    "note-request-unsure": {WHAT, TRY, TO_DO, WHEN},
    "note-verification-over": {WHAT, TRY},
    # The title says that they are asked for the code anew, the text how; what is left is to be typed at any time.
    "ask-number": {TO_DO, WHEN},
    "ask-code": {TO_DO, WHEN},
    "ask-code-again": {TO_DO, WHEN},
    "ask-code-mended": {TO_DO, WHEN},
    "not-ready": {TO_DO, WHEN},
    "ready-press": {TO_DO, WHEN},
    "ready-wait": {TO_DO, WHEN},
    "held-until-mended": {TO_DO, WHEN},
    "held-until-it-works": {TO_DO, WHEN},
    "paused": {WHAT, TRY, WHEN},
    "paused-by-whatsapp": {WHAT, TRY, WHEN},
    "paused-then": {TO_DO},
    "settling": {WHAT, TRY, TO_DO, WHEN},
    "verified-not-moved-then": {TO_DO, WHEN},
}
"""The parts that each text says."""

TRY_WORDS = {"en": r"\btr(y|ies)\b", "id": r"\bpercobaan", "zh-Hans": "机会|次数", "zh-Hant": "機會|次數"}
"""By these words a try is known in each language."""

EVERY_STEP = Offers(code_request=True, initiate=True, register=Registering.AUTO)

CALLS: Mapping[type[Call], State] = {
    ReadWaba: State.PREPARING,
    Initiate: State.PREPARING,
    RequestCode: State.REQUESTING,
    ReadStatus: State.PRECHECKING,
    SubmitCode: State.CHECKING,
    Register: State.REGISTERING,
}
"""In which state each call's answer is awaited."""

OF_THE_CODE = {ReadStatus, SubmitCode}
"""What a bot asks that does nothing but hand codes in."""

SILENT = {(Register, "Unknown"), (Register, "NotSent")}
"""What shows the customer nothing: the order is given again, or the list of numbers will say what came of it."""


ROWS = (UNRECOGNISED, *CODES.values(), *NUMBERS.values(), *(known.row for known in (*FAMILIES, *CLEAR, *VAGUE)))
"""Everything that is known of the provider's answers."""


def outcomes(call: type[Call]) -> Iterator[Outcome]:
    """Every way in which a call can be refused, and no answer at all."""
    meanings = MEANINGS.get(call, {})
    for fault in sorted({meanings.get(row.code) or meanings.get(row.fault) or row.fault for row in ROWS}):
        yield from (refused(fault), refused(fault, try_used=True), not_sent(fault))
    yield Unknown(reason="no answer")


def every_error() -> Iterator[tuple[type[Call], Outcome, Show]]:
    """What is shown after each outcome of each call; the number's tries before it are none, one, and all but one."""
    answers = ((call, outcome) for call in CALLS for outcome in outcomes(call))
    steps, befores = (Offers(), EVERY_STEP), (0, 1, policy.TRIES_PER_HOUR - 1)
    for (call, outcome), offers, before in product(answers, steps, befores):
        state = CALLS[call]
        if (offers == Offers() and call not in OF_THE_CODE) or (call, type(outcome).__name__) in SILENT:
            continue
        case = a_case(state, offers=offers, is_prepared=offers.prepares and state is not State.PREPARING)
        earlier = tries(*(T - (1 + number) * MINUTE for number in range(before)), marks=("x", "y")).tries
        budget = replace(case.budget, tries=(*earlier, *case.budget.tries))
        case = replace(case, budget=budget, fingerprint=MARK if state is State.CHECKING else case.fingerprint)
        event = CallAnswered(at=T + 1, call=case.call, phone=PHONE, kind=call, outcome=outcome)
        for effect in decide(case, event).effects:
            if isinstance(effect, Show):
                yield call, outcome, effect


@cache
def pattern_of(language: str, message_id: str) -> re.Pattern[str]:
    """By which a text is found on a screen, whatever is put in."""
    for variables in ((), ("moment",), ("number",), ("moment", "number")):
        try:
            text = say(language, message_id, **dict.fromkeys(variables, "PUTIN"))
        except WordlessError:
            continue
        return re.compile(re.escape(text).replace("PUTIN", "[^\n]+?"))
    raise AssertionError(message_id)


def parts_of(language: str, text: str) -> set[Part]:
    """The parts that a screen says."""
    found = [parts for message_id, parts in SAID.items() if pattern_of(language, message_id).search(text)]
    return set().union(*found)


SHOWN = [error for error in every_error() if error[2].case.state not in {State.CHECKING, State.PREPARING}]
"""All but screens on which the bot is still asking: those end in another of these."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_happened_whether_a_try_was_used_what_to_do_and_when(language: str) -> None:
    """No fault of no call leaves a customer with a question open, in any language."""
    lacking = {}
    for call, outcome, show in SHOWN:
        text = render(replace(show, case=replace(show.case, language=language))).text
        if lacks := set(Part) - parts_of(language, text):
            lacking[call.__name__, outcome] = (lacks, text)

    assert len(SHOWN) > len(Fault)
    assert lacking == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_tries_speaks_of_tries(language: str) -> None:
    """The table above is not just a table: in each language the word for a try is there."""
    speaking = [message_id for message_id, parts in SAID.items() if TRY in parts]

    wordless = [
        each
        for each in speaking
        if not re.search(TRY_WORDS[language], pattern_of(language, each).pattern, re.IGNORECASE)
    ]

    assert wordless == []


def test_a_code_that_was_refused_says_whether_it_counted() -> None:
    """As the provider's answer has it, whatever was tried before it; a pause says that all tries are used up."""
    wrong = set()
    for call, outcome, show in SHOWN:
        if call is not SubmitCode or not isinstance(outcome, Refused):
            continue
        if show.screen in {Screen.PAUSED, Screen.SETTLING} or (outcome.fault in COUNTED and not outcome.try_used):
            continue
        counted = outcome.try_used and outcome.fault not in UNCOUNTED
        text = render(show).text
        if (say("en", "try-counted") in text, say("en", "try-not-counted") in text) != (counted, not counted):
            wrong.add((outcome.fault, outcome.try_used, text))

    assert wrong == set()
