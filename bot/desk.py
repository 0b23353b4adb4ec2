"""What one transaction has in its hands: the chats, cases and budgets it locked, and what it did to them.

Nothing here changes before a decision has succeeded, so that a failed one leaves no trace.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

import structlog

from . import metrics
from .counting import Counting
from .flow import policy
from .flow.announcements import Announcement, Kind, announced
from .flow.colleagues import Link
from .flow.effects import (
    Call,
    DeleteMessage,
    Effect,
    Place,
    ReadStatus,
    Screen,
    SendCopy,
    Show,
    TellStaff,
    TellTopic,
)
from .flow.events import CallAnswered, Event, FromCustomer, Reachable
from .flow.machine import decide
from .flow.model import CLOSED, Budget, Case, CaseId, Offers, State
from .flow.moderation import Demand, Reply, heard, is_silent, must_be_seen, said
from .flow.sheets import SendCases, SendCodes, SendLinks, TakeList
from .flow.staff import AnswerStaff
from .flow.topics import follow, placed
from .incidents import Incidents
from .links import Links
from .store import OPEN_STATES, Chat, Deed, Erased, Finished, Transaction, queue_of
from .telling import worth_telling
from .text.phone import one_spelling

log = structlog.get_logger(__name__)

LONGEST_SHOWN = 128
"""Characters that the column holds: two of the longest names, with their notes."""


class HeldElsewhereError(Exception):
    """A case is in another replica's hands just now, which nobody here waits for: it will not be for long."""


@dataclass(frozen=True, slots=True)
class Line:
    """Calls that wait for their turn: how many, in how many seconds their line is over, and what each more adds."""

    ahead: int
    seconds: float
    each: float


@dataclass
class Desk:
    """Open it with `Desk.open`, put events to cases with `apply`, and write everything back with `save`."""

    tx: Transaction
    now: float
    chats: dict[int, Chat]
    cases: dict[int, Case]
    budgets: dict[str, Budget]
    demands: dict[int, Demand]
    """What chats ask of us, as far as it changed: to be remembered once the transaction is committed."""
    offers: Offers
    links: Links
    """Of the cases, with which colleagues help."""
    _known_demands: Mapping[int, Demand]
    written_at: int = 0
    """When the customer sent what is being decided on; 0 for what has no such time."""
    update_id: int = 0
    """The update that is being decided on; 0 for anything else."""
    incidents: Incidents = field(default_factory=Incidents)
    """What holds everybody up."""
    counting: Counting = field(default_factory=Counting)
    """What is counted by day."""
    _chats: set[int] = field(default_factory=set)
    _cases: set[int] = field(default_factory=set)
    _budgets: set[str] = field(default_factory=set)
    _events: list[dict[str, object]] = field(default_factory=list)
    _moves: list[tuple[Case, str, int]] = field(default_factory=list)
    _announced: list[Announcement] = field(default_factory=list)
    _effects: list[Effect] = field(default_factory=list)
    _in_line: list[int] = field(default_factory=list)
    _numbers: dict[int, dict[int, Case]] = field(default_factory=dict)
    _forgotten: dict[int, Finished] = field(default_factory=dict)
    _deeds: list[Deed] = field(default_factory=list)

    @classmethod
    async def open(
        cls,
        tx: Transaction,
        *,
        chats: Collection[int],
        cases: dict[int, int],
        now: float,
        offers: Offers,
        demands: Mapping[int, Demand] | None = None,
    ) -> "Desk":
        """Lock chats with the cases they are about, and further cases (by id, with their chats); in this order.

        What another replica holds is left out: it is that replica's turn. `demands` is what is remembered of chats.
        """
        locked = await tx.lock_chats({*chats, *cases.values()}, now=now)
        wanted = {chat.case_id for chat in locked.values() if chat.case_id}
        wanted |= {case_id for case_id, chat_id in cases.items() if chat_id in locked}
        # Cases that a chat helps with are another's, and locked by their own rows, after every chat.
        opened = {locked[chat_id].link_id for chat_id in chats if chat_id in locked} - {0}
        helped = await tx.cases_of_links(opened)
        wanted.update(helped.values())
        found = await tx.lock_cases(wanted)
        budgets = await tx.lock_budgets({one_spelling(case.phone) for case in found.values() if case.phone})
        incidents = Incidents(await tx.open_incidents())
        return cls(tx, now, locked, found, budgets, {}, offers, Links(tx, helped), demands or {}, incidents=incidents)

    async def case(self, case_id: int) -> Case | None:
        """A case of a chat that is locked already."""
        if case_id in self._forgotten:
            return None
        if case_id not in self.cases:
            self.cases.update(await self.tx.lock_cases([case_id]))
        return self.cases.get(case_id)

    async def case_of(self, chat_id: int, case_id: int) -> Case | None:
        """A case, if it is that chat's, which is locked already: whoever names another's learns nothing."""
        if case_id in self._forgotten:
            return None
        if case_id not in self.cases:
            found = await self.tx.lock_case_of(chat_id, case_id)
            if found is not None:
                self.cases[case_id] = found
        case = self.cases.get(case_id)
        return case if case is not None and case.chat_id == chat_id else None

    async def numbers(self, chat_id: int) -> list[Case]:
        """The cases that a list of the chat's numbers has, to be looked at; those in our hands as they are by now."""
        if chat_id not in self._numbers:
            self._numbers[chat_id] = await self.tx.cases_of(chat_id, now=self.now, limit=policy.MOST_LISTED)
        ours = {case_id: case for case_id, case in self.cases.items() if case.chat_id == chat_id}
        found = (self._numbers[chat_id] | ours).items()
        return [case for case_id, case in found if case_id not in self._forgotten]

    async def shared_case(self, case_id: int) -> Case | None:
        """A case whose chat may be another's; None where it cannot be read. Raises `HeldElsewhereError`."""
        if case_id in self._forgotten:
            return None
        if case_id not in self.cases:
            found = await self.tx.lock_free_case(case_id)
            if found is None:
                raise HeldElsewhereError
            self.cases.update(found)
        return self.cases.get(case_id)

    async def bring(self, case_id: int) -> Case | None:
        """A case whosever it is, and its chat, for staff who act on it. None: there is none whose chat is known.

        Raises `HeldElsewhereError`. Nobody is waited for, so that two who bring each other's wait in no circle.
        """
        chat_id = await self.tx.chat_of(case_id)
        if chat_id is None:
            return None
        if chat_id not in self.chats:
            locked = await self.tx.lock_chats([chat_id], now=self.now)
            if chat_id not in locked:
                raise HeldElsewhereError
            self.chats.update(locked)
        return await self.shared_case(case_id)

    def audit(self, deed: Deed) -> None:
        """Write down what somebody of the staff did, with everything else that becomes true."""
        self._deeds.append(deed)

    async def helped_in(self, chat_id: int) -> tuple[Link, Case] | None:
        """The link for a colleague that the chat has opened last, and its case."""
        link_id = self.chats[chat_id].link_id
        case = self.cases.get(self.links.case_ids.get(link_id, 0))
        link = None if case is None else await self.links.one(case, link_id)
        return None if case is None or link is None else (link, case)

    def help(self, chat_id: int, link_id: int) -> None:
        """From now on the chat helps with that link."""
        self._change(replace(self.chats[chat_id], link_id=link_id))

    def speak(self, chat_id: int, language: str) -> None:
        """From now on we speak that language in the chat."""
        self._change(replace(self.chats[chat_id], language=language))

    def _change(self, chat: Chat) -> None:
        if self.chats[chat.id] != chat:
            self.chats[chat.id] = chat
            self._chats.add(chat.id)

    async def is_number_taken(self, case: Case) -> bool:
        """Whether another case is open for this one's number, in the same space.

        Of the cases in our hands what counts is what has become of them, which the database has yet to hear.
        """
        for other in self.cases.values():
            if (other.space, other.phone) == (case.space, case.phone) and other.id != case.id and _is_open(other):
                return True
        return await self.tx.is_number_taken(case, besides={*self.cases, *self._forgotten})

    def point(self, chat_id: int, case_id: int) -> None:
        """From now on the chat is about that case. What was chosen of the one that it turns away from is over."""
        chat = self.chats[chat_id]
        if chat.case_id == case_id:
            return
        left = self.cases.get(chat.case_id)
        if left is not None and left.chosen_at:
            self.cases[left.id] = replace(left, chosen_at=0)
            self._cases.add(left.id)
        has_others = chat.has_others or _is_listed(left, self.now)
        self._change(replace(chat, case_id=case_id, has_others=has_others))

    async def apply(self, case: Case, event: Event, *, tap: str = "", invitation_id: int = 0, speaker: int = 0) -> Case:
        """Decide what the event does to the case, and keep it for `save`. Returns the case as it is now.

        A customer who says something about a case has turned to it: it is what the chat is about from then on.
        `speaker` is the chat that it was said in, where that is a colleague's and not the case's own.
        """
        before = await self.whole(case)
        step = decide(before, event)
        after, effects = step.case, self.incidents.follow(before, step.case, event, step.effects, at=self.now)
        shown = await self.links.follow(before, after, event)
        reply = Reply.ANSWER
        if isinstance(event, FromCustomer | Reachable):
            reply = self._reply(after.chat_id, effects)
        elif speaker:
            # What the customer is to see of it they did not ask for.
            reply = self._reply(speaker, shown + tuple(each for each in effects if isinstance(each, Call)))
        if not after.id and after.state is not State.UNINVITED:
            after = await self.tx.add_case(after, invitation_id=invitation_id, now=self.now)
            effects = tuple(_about(effect, after) for effect in effects)
        after, effects = follow(before, after, effects, int(self.now))
        if after.id:
            after = await self.counting.follow(self.tx, before, after, event, now=self.now)
        if after.id and isinstance(event, FromCustomer):
            self.point(after.chat_id, after.id)
        self._keep(before, after)
        if after.id and after.state is not before.state:
            self._moves.append((after, type(event).__name__, self.update_id))
            self._announced += announced(before, after, int(self.now))
        answers = (effects, said(shown, reply)) if speaker else (said(effects, reply), shown)
        if after.id and (reply is not Reply.SILENCE or after.state is not before.state):
            # A flood must not fill the history: what changed nothing and was not answered is not worth a row.
            sent = screens_in(after.chat_id, (*answers[0], *answers[1]))
            happened = type(event).__name__
            self._events.append(_history(before, after, happened, self.now, detail=_detail(event), shown=sent))
        await self._owe(answers[0], tap)
        await self._owe(answers[1])
        return after

    async def put(self, cases: Sequence[tuple[int, int]], event: Event, *, but: Collection[int] = (), most: int) -> int:
        """Put an event to cases (by id, with their chats) in order, up to one whose chat another replica holds.

        It ends when so much is owed because of it. Returns how many were passed. Passed over are those in `but`, and
        one that cannot be read: staff hear of it from its own chat.
        """
        owed = len(self._effects)
        for passed, (case_id, chat_id) in enumerate(cases):
            if chat_id not in self.chats or len(self._effects) - owed >= most:
                return passed
            if case_id in self.cases and case_id not in but:
                await self.apply(self.cases[case_id], event)
        return len(cases)

    def is_flooded(self, chat_id: int) -> bool:
        """Whether so much comes from the chat that it is not answered just now."""
        silent_until = self.chats[chat_id].silent_until
        return is_silent(silent_until, written_at=self.written_at or self.now, now=self.now)

    async def answer(self, chat_id: int, *effects: Effect, tap: str = "") -> None:
        """Owe what answers somebody of whose case no event decided it; in a flood, less of it."""
        await self._owe(said(effects, self._reply(chat_id, effects)), tap)

    async def forget(self, chat_id: int, rows: Collection[Finished]) -> None:
        """Have cases of a chat erased when everything is written. Without another it is a stranger's from now on."""
        for row in rows:
            case = self.cases.pop(row.id, None)
            self._cases.discard(row.id)
            state = State(row.state) if case is None else case.state
            self.counting.forgotten(state)
            self._forgotten[row.id] = replace(row, state=str(state))
            self._announced.append(
                Announcement(kind=Kind.ERASED, case_id=CaseId(row.id), space=row.space, state=state, at=int(self.now))
            )
        self._numbers.pop(chat_id, None)
        chat = self.chats[chat_id]
        left = sorted(await self.numbers(chat_id), key=lambda case: (case.state in CLOSED, -case.id))
        if chat.case_id in self._forgotten:
            other = await self.case_of(chat_id, left[0].id) if left else None
            chat = replace(chat, case_id=other.id if other is not None else 0)
        self._change(replace(chat, has_others=len(left) > 1))

    def holds(self, case: Case) -> bool:
        """Whether the case is in our hands: one that cannot be read never is."""
        return case.id in self.cases

    def note(self, case: Case, happened: str) -> None:
        """Write into the history of a case what changed nothing of it."""
        self._events.append(_history(case, case, happened, self.now))

    async def owe(self, *effects: Effect) -> None:
        """Owe something that no event decided."""
        await self._owe(effects)

    @property
    def has_new_codes(self) -> bool:
        """Whether codes are to be checked that came just now, and whose place in line nobody was told."""
        return bool(self._in_line)

    def line_up(self, line: Line) -> None:
        """Put those codes behind the line: who must wait is told so by the very card that says «checking»."""
        for number, index in enumerate(self._in_line, start=1):
            card, wait = self._effects[index], line.seconds + number * line.each
            if isinstance(card, Show) and wait > policy.WAIT_UNTOLD:
                self._effects[index] = replace(card, place_in_line=line.ahead + number, wait=ceil(wait))
        self._in_line.clear()

    @property
    def queues(self) -> set[str]:
        """Who has something to carry out because of what was decided."""
        return {queue_of(type(effect).__name__) for effect in self._effects}

    def put_off(self, case: Case, *, until: int) -> None:
        """Move a case's deadline, because what it guards is still under way."""
        self.cases[case.id] = replace(case, deadline=until)
        self._cases.add(case.id)

    async def save(self) -> None:
        """Write everything back and owe what is to be done."""
        await self.tx.save_chats([self.chats[key] for key in sorted(self._chats)])
        # A case that lets its number go is written before one that takes it: the database looks at each row.
        changed = sorted((self.cases[key] for key in self._cases), key=lambda case: (_is_open(case), case.id))
        await self.tx.save_cases(changed, now=self.now)
        await self.links.save()
        await self.tx.save_budgets({key: self.budgets[key] for key in sorted(self._budgets)}, now=self.now)
        await self.tx.add_events(self._events)
        await self.tx.announce(self._announced, now=self.now)  # Before it is erased which invitation a case came from.
        await self.tx.erase(list(self._forgotten.values()), why=Erased.ASKED, now=self.now)
        await self.incidents.save(self.tx, now=self.now)
        await self.tx.owe([each for each in self._effects if not self._is_forgotten(each)], now=self.now)
        self.counting.save(self.tx, now=self.now)
        # Last: who does these holds others up until the commit.
        await self.tx.add_deeds(self._deeds, now=self.now)
        self.counting.show()
        for case, by, update_id in self._moves:
            metrics.ENTERED.labels(case.state).inc()
            log.info("case moved", case_id=case.id, state=str(case.state), by=by, update_id=update_id)

    def _is_forgotten(self, effect: Effect) -> bool:
        """Whether it is about a case that is erased, and neither the receipt nor what staff hear of what happened."""
        match effect:
            case Show(case=case, screen=screen):
                return case.id in self._forgotten and screen is not Screen.FORGOTTEN
            case (
                DeleteMessage()
                | SendCopy()
                | TellStaff()
                | AnswerStaff()
                | TakeList()
                | SendLinks()
                | SendCodes()
                | SendCases()
            ):
                return False
            case TellTopic(notice=notice):
                return notice.case.id in self._forgotten
            case _:
                return effect.case_id in self._forgotten

    async def whole(self, case: Case) -> Case:
        """The case with what is not its own: its number's budget, as it is by now, our steps, its chat's language."""
        chat = self.chats.get(case.chat_id)
        # A case that a colleague helps with may be of a chat that is not in our hands.
        spoken = chat.language if chat is not None else await self.tx.language_of(case.chat_id)
        language = spoken or case.language
        budget = await self._budget(one_spelling(case.phone))
        incident, trial = self.incidents.in_the_way(int(self.now))
        return replace(case, budget=budget, offers=self.offers, language=language, incident=incident, trial=trial)

    async def _budget(self, phone: str) -> Budget:
        if phone and phone not in self.budgets:
            self.budgets.update(await self.tx.lock_budgets([phone]))
        return self.budgets[phone] if phone else Budget()

    def _reply(self, chat_id: int, effects: tuple[Effect, ...]) -> Reply:
        """What the chat gets to hear, and its demand from now on."""
        if must_be_seen(effects) or not any(isinstance(effect, Show) for effect in effects):
            return Reply.ANSWER
        demand = self.demands.get(chat_id) or self._known_demands.get(chat_id) or Demand()
        chat = self.chats[chat_id]
        reply, self.demands[chat_id], silent_until = heard(
            demand, chat.silent_until, written_at=self.written_at or self.now, now=self.now
        )
        self._change(replace(chat, silent_until=silent_until))
        return reply

    def _keep(self, before: Case, after: Case) -> None:
        if after.chat_id in self.chats:  # Else it is a case that another chat helps with.
            self.speak(after.chat_id, after.language)
        if after.budget != before.budget:
            # The number's that it was: a case that gives its number up may give the try back in the same step.
            number = one_spelling(before.phone)
            self.budgets[number] = after.budget
            self._budgets.add(number)
        if not after.id:
            return
        if after != before:
            self._cases.add(after.id)
        self.cases[after.id] = after

    async def _owe(self, effects: tuple[Effect, ...], tap: str = "") -> None:
        is_new_code = any(isinstance(effect, ReadStatus) for effect in effects)
        for decided in effects:
            effect = await self.counting.advised(self.tx, self._in_its_chat(decided))
            if is_new_code and isinstance(effect, Show) and effect.screen is Screen.CHECKING:
                self._in_line.append(len(self._effects))
            if isinstance(effect, Show) and effect.link:
                self._effects.extend(await self.links.make(effect, now=self.now))
            if isinstance(effect, TellStaff):
                for told in await worth_telling(self.tx, effect, now=self.now):
                    self._effects.extend(placed(told))
            elif tap and isinstance(effect, Show):
                self._effects.append(replace(effect, tap=tap))
                tap = ""
            else:
                self._effects.append(effect)

    def _in_its_chat(self, effect: Effect) -> Effect:
        """The effect as it is in a chat with several numbers: of those that it is not about, no card is in sight."""
        chat = self.chats.get(effect.case.chat_id) if isinstance(effect, Show) else None
        if not isinstance(effect, Show) or chat is None or not chat.has_others or effect.helped.link:
            return effect
        place = effect.place if effect.case.id == chat.case_id else Place.NEW
        return replace(effect, is_of_several=True, place=place)


def _is_open(case: Case) -> bool:
    return case.state in OPEN_STATES


def _is_listed(case: Case | None, now: float) -> bool:
    """Whether a list of its chat's numbers has the case; of one that is over, as far as can be seen."""
    if case is None:
        return False
    return case.state not in CLOSED or policy.is_recent(case.seen_at, int(now), policy.LISTED_FOR)


def _about(effect: Effect, case: Case) -> Effect:
    """The effect of a decision on a case that had no id then."""
    if isinstance(effect, Show | TellStaff):
        return replace(effect, case=replace(effect.case, id=case.id))
    return effect


def screens_in(chat_id: int, effects: Iterable[Effect]) -> str:
    """Which screens are sent to a chat, each with the note above it: `new-code+refused`. Nothing of what they say.

    As many as the column holds; more than two at once there never are.
    """
    names = [
        f"{each.screen}+{each.note}" if each.note else str(each.screen)
        for each in effects
        if isinstance(each, Show) and each.case.chat_id == chat_id
    ]
    while len(" ".join(names)) > LONGEST_SHOWN:
        names.pop()
    return " ".join(names)


def _history(
    before: Case, after: Case, happened: str, at: float, *, detail: str = "", shown: str = ""
) -> dict[str, object]:
    return {
        "case_id": after.id,
        "at": at,
        "event": happened,
        "state_before": before.state,
        "state_after": after.state,
        "detail": detail,
        "shown": shown,
    }


def _detail(event: Event) -> str:
    """What history keeps of an event beside its name: never anything personal."""
    if isinstance(event, CallAnswered):
        fault = getattr(event.outcome, "fault", None)
        return " ".join(str(part) for part in (type(event.outcome).__name__, fault) if part)
    return str(getattr(event, "note", "") or getattr(event, "screen", "") or getattr(event, "by", "") or "")
