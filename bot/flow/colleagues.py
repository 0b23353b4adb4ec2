"""What becomes of a link with which a customer lets a colleague enter one code, and what that colleague is shown.

The case knows nothing of its links but when they were made; a link follows what happens to its case. So nothing that
is decided on a case depends on who entered the code, and a colleague is told the same truth as the customer.
"""

from dataclasses import dataclass, field, replace

from . import policy
from .effects import DeleteMessage, Effect, Ending, Helped, Note, Screen, Show
from .events import CallAnswered, CameBack, ColleagueCode, Event
from .listing import IN_FLIGHT, TAKES_CODE
from .model import PROVEN, Case, CaseId, Fault, Instant, LinkState, State
from .rules.outcomes import is_verified

WANTED = TAKES_CODE - {State.PAUSED}
"""States in which a code that comes soon can still be of use."""

CHECKED = IN_FLIGHT - {State.SETTLING}
"""Those in which it is sure whose code it is."""

TOLD = frozenset({
    Fault.WRONG_CODE, Fault.CODE_EXPIRED, Fault.CODE_REFUSED, Fault.UNRECOGNISED, Fault.TOO_MANY_TRIES,
})  # fmt: skip
"""Faults of which a colleague is told: those of the code. What else is the matter is the customer's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link for a colleague. `phone` is the number that the code is for; `chat_id` is 0 while nobody has opened it."""

    id: int
    case_id: CaseId
    state: LinkState
    phone: str = field(repr=False)
    expires_at: Instant
    chat_id: int = 0
    language: str = "en"
    ending: Ending | None = None

    @property
    def is_live(self) -> bool:
        """Whether its code has yet to come, or what became of the code has yet to be known."""
        return self.state in {LinkState.MADE, LinkState.OPENED, LinkState.HANDED_IN}


Followed = tuple[Link, tuple[Effect, ...]]


def follow(link: Link, before: Case, after: Case, event: Event) -> Followed:
    """What an event that happened to the case means for a link of it."""
    match link.state:
        case LinkState.MADE | LinkState.OPENED:
            return _without_code(link, before, after, event)
        case LinkState.HANDED_IN:
            return _with_code(link, before, after, event)
        case LinkState.ANSWERED:
            return _answered(link, before, after, event)
        case LinkState.OVER:
            return link, ()


def opened(link: Link, chat_id: int, language: str, at: Instant) -> Followed:
    """Somebody has opened the link: it is theirs, and asks for the code."""
    link = replace(link, state=LinkState.OPENED, chat_id=chat_id, language=language)
    return link, (card(link, at),)


def over(link: Link, ending: Ending, at: Instant) -> Followed:
    """The link is of no use any more; whoever has opened it is told why."""
    link = replace(link, state=LinkState.OVER, ending=ending)
    return link, (card(link, at),) if link.chat_id else ()


def unknown(link: Link) -> Link:
    """The link without whose it was: whatever waited for its code waits for it no more."""
    return replace(link, state=LinkState.OVER, ending=link.ending or Ending.LEFT, chat_id=0, language="")


def card(link: Link, at: Instant, *, note: Note | None = None, is_late: bool = False) -> Show:
    """Where the link stands, as its colleague sees it. `is_late`: the answer to their code is."""
    match link.state:
        case LinkState.MADE | LinkState.OPENED:
            screen = Screen.COLLEAGUE_ASK
        case LinkState.HANDED_IN:
            screen = Screen.COLLEAGUE_LATE if is_late else Screen.COLLEAGUE_CHECKING
        case LinkState.OVER if link.ending is Ending.VERIFIED:
            screen = Screen.COLLEAGUE_VERIFIED
        case LinkState.ANSWERED | LinkState.OVER:
            screen = Screen.COLLEAGUE_OVER
    return _show(link, at, screen, note=note)


def _show(
    link: Link,
    at: Instant,
    screen: Screen,
    *,
    note: Note | None = None,
    fault: Fault | None = None,
    was_counted: bool | None = None,
) -> Show:
    """A screen for the colleague. Of the case there is nothing in it but the number's last digits."""
    helped = Helped(
        link=link.id,
        last_digits=link.phone[-policy.DIGITS_SHOWN :],
        until=link.expires_at,
        fault=fault,
        was_counted=was_counted,
        ending=link.ending,
    )
    case = Case(chat_id=link.chat_id, language=link.language)
    return Show(case=case, screen=screen, at=at, note=note, helped=helped)


# --- Before the code


def _without_code(link: Link, before: Case, after: Case, event: Event) -> Followed:
    if isinstance(event, ColleagueCode) and event.link == link.id:
        link, effects = _code(link, before, after, event)
        return link, (*effects, DeleteMessage(chat_id=link.chat_id, message_id=event.message_id))
    if not _is_wanted(link, after):
        return over(link, _ending(link, after), event.at)
    if link.state is LinkState.MADE:
        return link, ()
    if isinstance(event, CameBack):
        return link, (card(link, event.at, note=Note.BACK_FOR_CODE),)
    if before.state is State.REQUESTING and after.state is State.WAITING_CODE and after.channel is not None:
        return link, (card(link, event.at, note=Note.COLLEAGUE_CODE_SENT),)
    return link, ()


def _code(link: Link, before: Case, after: Case, event: ColleagueCode) -> Followed:
    if after.state is State.PRECHECKING and before.state is not State.PRECHECKING:
        link = replace(link, state=LinkState.HANDED_IN)
        return link, (card(link, event.at),)
    if not _is_wanted(link, after):
        return over(link, _ending(link, after), event.at)
    note = Note.CODE_IN_HAND if before.state in IN_FLIGHT else Note.CODE_SAME
    return link, (card(link, event.at, note=note),)


def _is_wanted(link: Link, case: Case) -> bool:
    return case.phone == link.phone and case.state in WANTED and not case.forget_wanted_at


def _ending(link: Link, case: Case) -> Ending:
    if case.phone == link.phone and case.state in PROVEN:
        return Ending.DONE_ALREADY
    return Ending.NOT_NOW if case.phone == link.phone and case.state is State.PAUSED else Ending.STOPPED


# --- With the code, and after its answer


def _with_code(link: Link, before: Case, after: Case, event: Event) -> Followed:
    at = event.at
    if after.state in PROVEN:
        return over(link, Ending.VERIFIED, at)
    if after.state in IN_FLIGHT:
        is_late = after.state is State.SETTLING
        if isinstance(event, CameBack):
            note = Note.BACK_WITH_CODE if after.state is State.PRECHECKING else Note.BACK_FINDING_OUT
            return link, (card(link, at, note=note, is_late=is_late),)
        has_become_late = is_late and before.state is not State.SETTLING
        return link, (card(link, at, is_late=True),) if has_become_late else ()
    link = replace(link, state=LinkState.ANSWERED, ending=Ending.NOT_ACCEPTED)
    return link, (_result(link, before, after, at),)


def _result(link: Link, before: Case, after: Case, at: Instant) -> Show:
    """What became of a code that did not prove the number."""
    was_handed_in = before.state is not State.PRECHECKING
    note = None
    if not was_handed_in and after.fault is None:
        is_same = policy.was_tried(after.budget, before.fingerprint)
        note = Note.CODE_SAME if is_same else Note.CODE_OLD
    fault = after.fault if after.fault in TOLD else None
    was_counted = was_handed_in and policy.was_tried(after.budget, before.fingerprint)
    return _show(link, at, Screen.COLLEAGUE_REFUSED, note=note, fault=fault, was_counted=was_counted)


def _answered(link: Link, before: Case, after: Case, event: Event) -> Followed:
    """The colleague was told that their code did not prove the number. That may turn out to be wrong."""
    is_proven = after.state in PROVEN and before.state not in PROVEN
    is_of_before = isinstance(event, CallAnswered) and event.phone == link.phone != before.phone and is_verified(event)
    if not (is_proven or is_of_before):
        return link, ()
    # What nobody waited for, and what is being found out, may be about this code; else somebody has sent one since.
    is_late = isinstance(event, CallAnswered) and (event.call != before.call or before.state not in CHECKED)
    if not (is_late or is_of_before):
        return replace(link, state=LinkState.OVER, ending=Ending.DONE_ALREADY), ()
    link = replace(link, state=LinkState.OVER, ending=Ending.VERIFIED)
    return link, (card(link, event.at, note=Note.LATE),)
