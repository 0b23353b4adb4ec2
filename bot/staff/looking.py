"""Looking at cases: lists, one of them, and finding one by what staff know of it. Changes nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.flow import policy
from bot.flow.model import Case, Registering, State, Unchanged
from bot.flow.rules.closing import why_not_closed, why_not_reopened
from bot.flow.rules.extending import why_not
from bot.flow.rules.requesting import why_not_proposed
from bot.flow.rules.unlocking import why_not as why_not_unlocked
from bot.flow.staff import Key, Line, Moment, Named, Ours
from bot.text.phone import masked

from .asking import Asked, Done
from .reading import case_in, may_carry, words_of

PAGE = 10
"""Cases of a page: what a phone shows without scrolling twice, and far from what a message holds."""

SEARCHED = 250
"""Cases that are searched at once. Labels are encrypted, so each is opened, and whoever writes to the bot waits for it:
some 25 milliseconds for so many. Older ones are searched when somebody asks for them."""

_BEFORE = re.compile(r"(.*?) ?<([0-9]{1,18})")
"""What is sought, and the case before which; `<` and digits at an end are no label's."""

SHORTEST_SOUGHT = 2
"""Characters of a label: one letter is in all of them, while two Chinese ones are a name."""

LAST_DIGITS = 4
"""Of a number: what staff see of it, and so what they may look for."""


async def cases(asked: Asked) -> Done:
    """`/cases`, `/cases held`, `/cases held 123`: those that are older than case 123."""
    words = words_of(asked.argument)
    before = case_in(words.pop()) if words and words[-1].isdigit() else None
    name = "_".join(words).casefold().replace("-", "_")
    if name and name not in set(map(str, State)):
        await asked.answer((Line("staff-cases-states", {"states": Ours(", ".join(State))}),))
        return Done(detail="not understood")
    state = State(name) if name else None
    found = await asked.desk.tx.page_of_cases(state=state, before=before, limit=PAGE + 1)
    keys: list[Key] = []
    if before is not None:
        keys.append(Key(label="staff-key-newest", command=f"cases {name}".strip()))
    if len(found) > PAGE:
        keys.append(Key(label="staff-key-older", command=f"cases {name} {found[PAGE - 1].id}".replace("  ", " ")))
    await _list(asked, found[:PAGE], keys)
    return Done(detail=name)


async def find(asked: Asked) -> Done:
    """`/find TEXT`: by a case's number, by the last four digits of a phone number, or by a part of the label.

    `/find TEXT <123`: among those that are older than case 123.
    """
    sought, before = _sought(" ".join(words_of(asked.argument)).casefold())
    number = case_in(sought)
    if len(sought) < SHORTEST_SOUGHT and number is None:
        await asked.answer((Line("staff-find-usage"),))
        return Done(detail="not understood")
    searched = await asked.desk.tx.page_of_cases(state=None, before=before, limit=SEARCHED)
    found = list(matching(searched, sought))
    keys: list[Key] = []
    last = found[PAGE - 1].id if len(found) > PAGE else searched[-1].id if len(searched) == SEARCHED else 0
    if last and may_carry(older := f"find {sought} <{last}"):
        keys.append(Key(label="staff-key-older", command=older))
    found = found[:PAGE]
    if number is not None and before is None and number not in {case.id for case in found}:
        named = await asked.desk.tx.page_of_cases(state=None, before=number + 1, limit=1)
        found = [each for each in named if each.id == number] + found
    await _list(asked, found, keys, is_cut=bool(last))
    return Done()


def _sought(text: str) -> tuple[str, int | None]:
    """What is sought, and the case that it is to be older than."""
    further = _BEFORE.fullmatch(text)
    return (further[1], int(further[2])) if further is not None else (text, None)


def matching(cases: Iterable[Case], sought: str) -> Iterable[Case]:
    """Those of the cases that may be meant; `sought` is in lower case."""
    number = case_in(sought)
    is_ending = len(sought) == LAST_DIGITS and sought.isdigit()
    for case in cases:
        is_it = case.id == number or (is_ending and case.phone.endswith(sought))
        if is_it or (not sought.isdigit() and sought in " ".join(words_of(case.label)).casefold()):
            yield case


async def _list(asked: Asked, found: Sequence[Case], keys: list[Key], *, is_cut: bool = False) -> None:
    lines = [
        Line(
            "staff-cases-row",
            {
                "command": Ours(f"/case_{case.id}"),
                "whose": whose(case),
                "state": Named(f"state-{case.state.replace('_', '-')}"),
            },
        )
        for case in found
    ]
    if not found:
        lines.append(Line("staff-cases-none"))
    if is_cut:
        lines.append(Line("staff-find-cut"))
    await asked.answer((Line("staff-cases-title"), *lines), keys=(tuple(keys),) if keys else (), is_over=True)


def whose(case: Case) -> str:
    """The label and the last digits of the number, as far as there are any."""
    return " · ".join(filter(None, (case.label, masked(case.phone) if case.phone else ""))) or "–"


async def case(asked: Asked) -> Done:
    """`/case 12`: where it stands, and what may be done about it."""
    found = await named_case(asked, asked.argument)
    if found is None:
        return Done(detail="no such case")
    paragraphs, keys = card(found, asked.at)
    await asked.answer(*paragraphs, keys=keys, case_id=found.id, is_over=True)
    return Done(case_id=found.id)


async def named_case(asked: Asked, text: str) -> Case | None:
    """The case that is named, in our hands; if there is none, that is said, and how to find one."""
    number = case_in(text)
    found = None if number is None else await asked.case(number)
    if found is None:
        await asked.answer((Line("staff-case-unknown"),))
    return found


def card(case: Case, at: int) -> tuple[tuple[tuple[Line, ...], ...], tuple[tuple[Key, ...], ...]]:
    """What is said of a case, and the buttons for what may be done about it now."""
    left = {"tries": policy.tries_left(case.budget, at), "codes": policy.requests_left(case.budget, at)}
    about = [
        Line("staff-case-title", {"case": Ours(f"#case{case.id}"), "whose": whose(case)}),
        Line("staff-case-state", {"state": Named(f"state-{case.state.replace('_', '-')}")}),
    ]
    if case.space:
        about.append(Line("staff-space", {"space": Ours(case.space)}))
    if case.phone:
        about.append(Line("staff-case-left", {name: Ours(str(number)) for name, number in left.items()}))
    if case.deadline is not None:
        about.append(Line("staff-case-deadline", {"moment": Moment(case.deadline)}))
    if case.fault is not None:
        about.append(Line("staff-case-fault", {"what": Named(f"playbook-{case.fault}-title")}))
    if case.unreachable:
        about.append(Line("staff-case-unreachable"))
    return (tuple(about),), tuple((key,) for key in _keys(case, at))


def _keys(case: Case, at: int) -> Iterator[Key]:
    yield Key(label="staff-key-look-again", command=f"case {case.id}")
    if case.reference:
        yield Key(label="staff-key-copy-reference", copies=case.reference)
    if case.state is State.HELD:
        yield Key(label="staff-key-resume", command=f"resume {case.id}")
    if case.state is State.SETTLING:
        yield Key(label="staff-key-settle", command=f"settle {case.id}")
    if why_not_proposed(case, at) in {None, Unchanged.NOT_IN_HAND}:
        yield Key(label="staff-key-request-sms", command=f"request {case.id} sms")
        yield Key(label="staff-key-request-voice", command=f"request {case.id} call")
    if why_not(case, at) is None:
        yield Key(label="staff-key-extend", command=f"extend {case.id}")
    if why_not_unlocked(case, at) is None:
        yield Key(label="staff-key-unlock", command=f"unlock {case.id}")
    if may_register(case):
        yield Key(label="staff-key-register", command=f"register {case.id}")
    yield Key(label="staff-key-evidence", command=f"evidence {case.id}")
    if why_not_reopened(case) is None:
        yield Key(label="staff-key-reopen", command=f"reopen {case.id}")
    if why_not_closed(case) is None:
        yield Key(label="staff-key-close", command=f"close {case.id}")


def may_register(case: Case) -> bool:
    """Whether staff may order the number's move through the bot."""
    return case.state is State.VERIFIED and case.offers.register is not Registering.OFF and not case.registered_at
