"""Carries out what is owed of files: takes lists in, and sends what staff are to have.

Links are made in the transaction that settles the row, so that a list that was taken twice is made once.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..flow.model import Case
from ..flow.sheets import MOST_CASES, Made, OfSheets, SendCases, SendCodes, SendLinks, TakeList
from ..flow.staff import AnswerStaff, Line, Ours, Value
from ..ports import Clock, Delivery, Later, Leave, Messenger
from ..store import Claimed, Deed, Store, Transaction
from ..text.phone import masked
from .ports import Files
from .reading import MOST_BYTES, MOST_ROWS, Problem, Read, Row, read_list
from .writing import cases_sheet, links_sheet, pictures

SAID = 15
"""Problems of a list that are named: with them the answer still fits a phone, and who mends those sees the next."""

PAGE = 500
"""Cases of a list that are read together: the others wait for so many labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What links are made of."""

    languages: tuple[str, ...] = ()
    new_token: Callable[[], str] = field(default=lambda: "", repr=False)
    new_phrase: Callable[[str], str] = field(default=lambda _: "", repr=False)


class SheetCarrier:
    """Carries out one row at a time."""

    def __init__(self, *, store: Store, messenger: Messenger, files: Files, clock: Clock, making: Making) -> None:
        self._store = store
        self._messenger = messenger
        self._files = files
        self._clock = clock
        self._making = making

    async def carry_out(self, row: Claimed, effect: OfSheets, *, leave: Leave) -> Delivery | None:
        """None: the row is settled, or its lease was lost, and there is nothing more to do about it."""
        match effect:
            case TakeList():
                return await self._take(row, effect)
            case SendLinks():
                name, content = "links.csv", links_sheet(effect.rows, self._files.address)
            case SendCodes():
                # Hundreds of pictures take a second, in which nobody else would be answered.
                name, content = await asyncio.to_thread(pictures, effect.rows, self._files.address)
            case SendCases():
                name, content = "cases.csv", cases_sheet(await self._cases(effect))
        return await self._messenger.send_file(
            effect.chat_id, name, content, thread_id=effect.thread_id, reply_to=effect.reply_to, leave=leave
        )

    async def _cases(self, effect: SendCases) -> Sequence[Case]:
        found: list[Case] = []
        while len(found) < MOST_CASES:
            before = found[-1].id if found else None
            async with self._store.transaction() as tx:
                page = await tx.page_of_cases(state=effect.state, before=before, limit=PAGE)
            found += page
            if not page:
                break
        return found

    async def _take(self, row: Claimed, effect: TakeList) -> Delivery | None:
        content = await self._files.fetch(effect.file_id, most=MOST_BYTES)
        if isinstance(content, Later):
            return content
        if isinstance(content, bytes):
            read = await asyncio.to_thread(read_list, content, self._making.languages)
        else:
            read = Read(problems=(Problem(0, "staff-list-unfetched"),))
        now = self._clock()
        async with self._store.transaction() as tx:
            if not await tx.settle(row):
                return None  # Somebody else has taken it, or will.
            problems = read.problems or await _taken(tx, read.rows)
            if problems:
                await tx.owe([_refusal(effect, problems)], now=now)
            else:
                made = [await self._made(tx, each, now=now) for each in read.rows]
                where = {"chat_id": effect.chat_id, "at": int(now), "thread_id": effect.thread_id}
                rows = tuple(made)
                told = _answer(effect, Line("staff-list-made", {"links": len(made)}))
                links = SendLinks(**where, reply_to=effect.reply_to, rows=rows)
                await tx.owe([told, links, SendCodes(**where, reply_to=effect.reply_to, rows=rows)], now=now)
            detail = f"list of {len(read.rows)}" if not problems else "list with problems"
            await tx.add_deeds([Deed(actor=effect.by, action="invite", detail=detail)], now=now)
        return None

    async def _made(self, tx: Transaction, row: Row, *, now: float) -> Made:
        wanted, token = row.wanted, self._making.new_token()
        phrase = self._making.new_phrase(wanted.language)
        invitation = wanted.as_invitation(phrase, at=int(now))
        number = await tx.add_invitation(invitation, token, now=now)
        return Made(
            line=row.line,
            id=number,
            space=wanted.space,
            token=token,
            phrase=phrase,
            until=invitation.expires_at,
            label=wanted.label,
            phone=masked(wanted.phone) if wanted.phone else "",
            language=wanted.language,
        )


async def _taken(tx: Transaction, rows: Sequence[Row]) -> tuple[Problem, ...]:
    """Rows whose number is somebody's already: a second case for it could not be gone on with."""
    return tuple([
        Problem(row.line, "staff-list-taken")
        for row in rows
        if row.wanted.phone
        and await tx.is_number_taken(Case(chat_id=0, space=row.wanted.space, phone=row.wanted.phone))
    ])  # fmt: skip


def _refusal(effect: TakeList, problems: Sequence[Problem]) -> AnswerStaff:
    lines = [_line(problem) for problem in problems[:SAID]]
    if len(problems) > SAID:
        lines.append(Line("staff-list-more", {"more": len(problems) - SAID}))
    return _answer(effect, Line("staff-list-nothing"), *lines)


def _line(problem: Problem) -> Line:
    values: dict[str, Value] = {"line": Ours(str(problem.line))} if problem.line else {}
    if problem.text == "staff-list-many":
        values["most"] = MOST_ROWS
    return Line(problem.text, values)


def _answer(effect: TakeList, *lines: Line) -> AnswerStaff:
    return AnswerStaff(
        chat_id=effect.chat_id,
        at=effect.at,
        paragraphs=(lines,),
        thread_id=effect.thread_id,
        reply_to=effect.reply_to,
    )
