"""What one update, or one report, does to the cases that a round has on its desk.

It is found out what is meant, and by whom of a chat's numbers, colleagues and staff; the workflow decides. Nothing
here begins a transaction, or tries again what failed: that is `conversation`'s.
"""

from collections.abc import Callable
from dataclasses import replace

from .addressing import address
from .claiming import Report
from .desk import Desk
from .flow import policy
from .flow.effects import Note
from .flow.events import (
    Agreed,
    CallAnswered,
    ColleagueWanted,
    Event,
    ForgetConfirmed,
    ForgetWanted,
    Forwarded,
    FromCustomer,
    Invited,
    LinkRefused,
    NumbersWanted,
    Overtaken,
    PersonWanted,
    Reachable,
    Started,
    Unreachable,
)
from .flow.listing import page_of
from .flow.model import CUSTOMER_DONE, Case, CaseId, Instant, Invitation, State
from .forgetting import forget, forget_stranger
from .helping import hear, open_link
from .house import House
from .ports import Person, Posted, Reader, Said, Tap, Unsayable
from .reading import Fingerprint, Opened, Words, read
from .staff import front, people
from .store import Chat, Found, Undecided
from .text.phone import region_of

OPEN_ACCESS_LIFE = 30 * policy.DAY
"""How long a case may be gone on with where there is no invitation whose expiry would say so."""


class Hearing:
    """Puts what came in to the cases that it is about, by the house rules."""

    def __init__(
        self, *, reader: Reader, words: Words, fingerprint: Fingerprint, house: House, new_token: Callable[[], str]
    ) -> None:
        self.house = house
        self._reader = reader
        self._words = words
        self._fingerprint = fingerprint
        self._new_token = new_token

    async def heard(self, desk: Desk, update: Undecided, albums: set[str]) -> None:
        """Decide on an update. `albums` are those of the round that have their answer: one answer, not ten."""
        said = self._reader(update.payload)
        if said is not None and not said.written_at:
            said = replace(said, written_at=int(update.received_at))  # A tap has no time of its own.
        if isinstance(said, Posted):
            await front.hear(desk, said, self.house.staff)
        elif said is not None and (not _is_rest_of_album(said, albums) or _is_with_person(desk, said)):
            await self._said(desk, said)

    async def reported(self, desk: Desk, report: Report) -> None:
        """Decide on what carrying out brought to light, whose row is done with that."""
        await desk.tx.settle(report.row)
        # What came last in a chat hides the case that the chat is about, whichever it was itself about.
        is_overtaken = isinstance(report.event, Overtaken)
        case = await desk.case(desk.chats[report.chat_id].case_id if is_overtaken else report.case_id)
        # Even with the lease lost: what really happened is worth knowing, and the workflow knows what is late.
        if case is not None and isinstance(report.event, Unreachable):
            await self._reached(desk, case, report.event)
        elif case is not None:
            await desk.apply(case, await _with_what_others_have(desk, case, report.event))

    def _case_of(self, desk: Desk, chat_id: int, tag: str) -> Case:
        chat = desk.chats[chat_id]
        if chat.case_id:
            return desk.cases[chat.case_id]
        return self.new_case(chat, tag)

    def new_case(self, chat: Chat, tag: str) -> Case:
        """A case of whoever writes for the first time, in the language that their client's `tag` names."""
        return Case(chat_id=chat.id, language=chat.language or self.house.language_of(tag))

    async def _said(self, desk: Desk, said: Said) -> None:
        desk.written_at = said.written_at
        current = self._case_of(desk, said.chat_id, said.language)
        if await hear(desk, said, current, words=self._words, fingerprint=self._fingerprint):
            return
        if _has_its_answer(said, current):
            return  # The rest of an album that came with an earlier poll: it has its answer.
        about = await address(desk, said, current, fingerprint=self._fingerprint)
        case = about.case
        tap = said.what.tap_id if isinstance(said.what, Tap) else ""
        meant = about.meant or read(said, case, int(desk.now), words=self._words, fingerprint=self._fingerprint)
        match meant:
            case NumbersWanted(after=after):
                page = page_of(await desk.numbers(said.chat_id), after=after)
                await desk.apply(case, replace(meant, page=page), tap=tap)
            case Opened(token=token):
                await self._opened(desk, case, token, by=said.name)
            case Agreed():
                taken = bool(case.phone) and await desk.is_number_taken(case)
                await desk.apply(case, replace(meant, taken=taken), tap=tap)
            case Reachable() | Unreachable():
                await self._reached(desk, case, meant)
            case ForgetWanted() | ForgetConfirmed() if not case.id:
                await forget_stranger(desk, case, meant, tap=tap)
            case ForgetConfirmed():
                await forget(desk, case, meant, tap=tap)
            case ColleagueWanted():
                await desk.apply(case, replace(meant, token=self._new_token()), tap=tap)
            case _:
                await desk.apply(case, self._with_hours(meant, int(desk.now)), tap=tap)

    def _with_hours(self, meant: FromCustomer, at: Instant) -> FromCustomer:
        """What is for a person, with when one is there."""
        if isinstance(meant, PersonWanted | Forwarded):
            return replace(meant, answered_from=self.house.hours.open_from(at))
        return meant

    async def _reached(self, desk: Desk, case: Case, meant: Reachable | Unreachable) -> None:
        """It is the chat that is out of reach, or back: so are all its numbers, of which one speaks."""
        await desk.apply(case, meant)
        for other in await desk.numbers(case.chat_id) if desk.chats[case.chat_id].has_others else ():
            is_news = other.id != case.id and other.unreachable is not isinstance(meant, Unreachable)
            own = await desk.case_of(case.chat_id, other.id) if is_news else None
            if own is not None:
                await desk.apply(own, replace(meant, is_aside=True))

    async def _opened(self, desk: Desk, case: Case, token: str, *, by: str) -> None:
        at = int(desk.now)
        fresh = Case(chat_id=case.chat_id, language=case.language)
        if not token:
            if self.house.open_space and case.state in CUSTOMER_DONE and not desk.is_flooded(case.chat_id):
                invitation = Invitation(id=0, space=self.house.open_space, expires_at=at + OPEN_ACCESS_LIFE)
                await desk.apply(fresh, Invited(at=at, invitation=invitation))
            else:
                await desk.apply(case, Started(at=at))
            return
        found = await desk.tx.find_invitation(token)
        if found is None:
            link = await desk.tx.find_link(token)
            if link is not None:
                await open_link(desk, case, *link)
            elif not await people.join(desk, self.house.staff, Person(case.chat_id, by), token):
                await desk.apply(case, LinkRefused(at=at, note=Note.LINK_UNKNOWN))
        elif found.chat_id == case.chat_id:
            own = await desk.case_of(case.chat_id, found.case_id)
            await desk.apply(own or case, Started(at=at, is_aside=own is not None and own.id != case.id))
        elif found.chat_id:
            await desk.apply(case, LinkRefused(at=at, note=Note.LINK_USED, whose=_named(found, by=case.chat_id)))
        elif found.invitation.expires_at <= at:
            await desk.apply(case, LinkRefused(at=at, note=Note.LINK_EXPIRED))
        else:
            invited = Invited(at=at, invitation=found.invitation, region=region_of(found.invitation.phone))
            begun = await desk.apply(fresh, invited, invitation_id=found.invitation.id)
            await desk.tx.bind_invitation(found.invitation.id, chat_id=begun.chat_id, case_id=begun.id, now=desk.now)


async def _with_what_others_have(desk: Desk, case: Case, event: Event) -> Event:
    """An answer after a verification, with whether the number is another case's: a verified one keeps nobody away."""
    if isinstance(event, CallAnswered) and case.state in {State.VERIFIED, State.REGISTERING} and case.phone:
        return replace(event, is_taken=await desk.is_number_taken(case))
    return event


def _named(found: Found, *, by: int) -> Case:
    """The case that a link led to, as far as the invitation knows it: it is another chat's, and is not locked.

    What the opener can repeat at will is counted for them, so the chat is theirs.
    """
    to = found.invitation
    return Case(id=CaseId(found.case_id), chat_id=by, space=to.space, label=to.label, phone=to.phone)


def _has_its_answer(said: Said, current: Case) -> bool:
    """Whether it is the rest of an album that was answered, and goes to no person."""
    is_rest = isinstance(said.what, Unsayable) and bool(said.what.album) and said.what.album == current.album
    return is_rest and not current.handed_over_at


def _is_with_person(desk: Desk, said: Said) -> bool:
    """Whether the customer's pictures go to a person, each of them."""
    case = desk.cases.get(desk.chats[said.chat_id].case_id)
    return case is not None and bool(case.handed_over_at)


def _is_rest_of_album(said: Said, albums: set[str]) -> bool:
    """Whether it belongs to an album that has its answer already: one answer, not ten."""
    if not isinstance(said.what, Unsayable) or not said.what.album:
        return False
    known = said.what.album in albums
    albums.add(said.what.album)
    return known
