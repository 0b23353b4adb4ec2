"""Use case: somebody helps with one code, by a link that a customer gave them.

While a link waits for its code, what is written in the chat that opened it is about that link, and about nothing else:
the customer's case is out of reach but for that code, and a case of the colleague's own is left alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from .buttons import TIMELESS, Press, event_of, press, stamp_of_link
from .desk import Desk
from .flow.colleagues import Link, card, opened, over, unknown
from .flow.effects import DeleteMessage, Effect, Ending, Note, Place, Show
from .flow.events import (
    Cancelled,
    CodeGiven,
    CodeUnclear,
    ColleagueCode,
    ForgetConfirmed,
    ForgetWanted,
    LanguageChosen,
    LinkRefused,
    NumbersWanted,
    PageWanted,
    Reachable,
    Started,
    Unreachable,
    Unreadable,
)
from .flow.listing import may_send_code
from .flow.model import Case, LinkState, State
from .flow.policy import without_code
from .flow.steps import screen_of
from .ports import Said, Tap
from .reading import Fingerprint, Meant, Opened, Words, read

# --- In the chat of a colleague


async def hear(desk: Desk, said: Said, own: Case, *, words: Words, fingerprint: Fingerprint) -> bool:
    """Decide on what was said, where it is about a link. False: it is not, so it is about the chat's `own` case."""
    found = await desk.helped_in(said.chat_id)
    if found is None:
        return False
    link, case = found
    if own.id and not _is_waiting(link):
        desk.help(said.chat_id, 0)  # Nobody need hold that case again because its colleague writes about their own.
        return False
    if own.id and _is_of_own_card(said):
        return False
    meant = _meant(said, link, int(desk.now), words=words, fingerprint=fingerprint)
    match meant:
        case PageWanted() | Reachable() | Unreachable() | ForgetWanted() | ForgetConfirmed():
            return False  # None of these is about anybody's code.
        case NumbersWanted() if own.id:
            return False
        case Opened() if not _is_waiting(link):
            return False  # It opens what comes after the link.
        case _:
            pass
    tap = said.what.tap_id if isinstance(said.what, Tap) else ""
    is_code = isinstance(meant, CodeGiven) and link.state is LinkState.OPENED
    is_unplaced = is_code and not await _is_meant_for(desk, link, said, own)
    if isinstance(meant, CodeGiven) and is_code and not is_unplaced:
        await _code(desk, link, case, meant)
    elif isinstance(meant, Cancelled) and link.state is LinkState.OPENED:
        await _leave(desk, link, case, tap)
    else:
        if isinstance(meant, LanguageChosen):
            link = replace(link, language=meant.language)
            desk.links.keep(link)
            desk.speak(link.chat_id, meant.language)
        note = Note.COLLEAGUE_OWN_TOO if is_unplaced else await _note(desk, link, meant)
        await _show(desk, link, case, note, tap=tap, message_id=getattr(meant, "message_id", 0))
    return True


def _is_waiting(link: Link) -> bool:
    """Whether the link's code, or what becomes of it, is awaited."""
    return link.state in {LinkState.OPENED, LinkState.HANDED_IN}


def _carried(said: Said) -> list[Press]:
    """What the button carried that was pressed, or those of the card that was answered."""
    if isinstance(said.what, Tap):
        carried: tuple[str, ...] = (said.what.data,)
    else:
        carried = tuple(said.reply_to.carried) if said.reply_to is not None else ()
    return [each for each in map(press, carried) if each is not None]


def _is_of_own_card(said: Said) -> bool:
    """Whether it is about the card of a case: a colleague's cards are of none."""
    return any(pressed.case_id for pressed in _carried(said))


async def _is_meant_for(desk: Desk, link: Link, said: Said, own: Case) -> bool:
    """Whether a code is certainly the link's: no number of their own may have one, or it answers the link's card."""
    if not own.id or any(pressed.stamp == stamp_of_link(link.id) for pressed in _carried(said)):
        return True
    return not any(may_send_code(case) for case in (own, *await desk.numbers(own.chat_id)))


def _meant(said: Said, link: Link, at: int, *, words: Words, fingerprint: Fingerprint) -> Meant:
    """What it would mean if somebody said it who is asked for the code."""
    if isinstance(said.what, Tap):
        pressed = press(said.what.data)
        if pressed is None or (pressed.button not in TIMELESS and pressed.stamp != stamp_of_link(link.id)):
            return Unreadable(at=at, note=Note.OLD_BUTTON)
        return event_of(pressed.button, at, "")
    asked = Case(chat_id=said.chat_id, state=State.WAITING_CODE, language=link.language, phone=link.phone)
    return read(said, asked, at, words=words, fingerprint=fingerprint)


async def _note(desk: Desk, link: Link, meant: Meant) -> Note | None:
    """What is said above the card that answers it."""
    match meant:
        case CodeUnclear(note=note) | Unreadable(note=note):
            return note
        case LanguageChosen():
            return Note.LANGUAGE_CHANGED
        case CodeGiven() if link.state is LinkState.HANDED_IN:
            return Note.CODE_IN_HAND
        case Opened(token=token) if token:
            found = await desk.tx.find_link(token)
            return None if found is not None and found[0] == link.id else Note.COLLEAGUE_THIS_FIRST
        case CodeGiven() | Opened() | Started():
            return None
        case _:
            return Note.COLLEAGUE_ONLY


async def _show(desk: Desk, link: Link, case: Case, note: Note | None, *, tap: str = "", message_id: int = 0) -> None:
    """Answer with where the link stands; remove what was written, if `message_id` names it."""
    shown = card(link, int(desk.now), note=note, is_late=case.state is State.SETTLING)
    await desk.answer(link.chat_id, shown, *_deleting(link, message_id), tap=tap)


def _deleting(link: Link, message_id: int) -> tuple[Effect, ...]:
    return (DeleteMessage(chat_id=link.chat_id, message_id=message_id),) if message_id else ()


async def _code(desk: Desk, link: Link, case: Case, given: CodeGiven) -> None:
    code = ColleagueCode(
        at=given.at,
        link=link.id,
        code=given.code,
        fingerprint=given.fingerprint,
        message_id=given.message_id,
        written_at=given.written_at,
    )
    await desk.apply(case, code, speaker=link.chat_id)


async def _leave(desk: Desk, link: Link, case: Case, tap: str) -> None:
    left, effects = over(link, Ending.LEFT, int(desk.now))
    desk.links.keep(left)
    desk.note(case, "ColleagueLeft")
    await desk.answer(link.chat_id, *effects, tap=tap)
    await _tell_customer(desk, case, Note.COLLEAGUE_LEFT)


async def opened_in(desk: Desk, chat_id: int) -> list[tuple[Link, Case]]:
    """The links that a chat has opened, with their cases, which are locked. Raises `HeldElsewhereError`."""
    found: list[tuple[Link, Case]] = []
    for link_id, case_id in sorted((await desk.tx.links_opened_in(chat_id)).items()):
        case = await desk.shared_case(case_id)
        link = None if case is None else await desk.links.one(case, link_id)
        if case is not None and link is not None and link.chat_id == chat_id:
            found.append((link, case))
    return found


async def forget_helping(desk: Desk, chat_id: int, helped: Sequence[tuple[Link, Case]]) -> None:
    """Erase whose those links were. A code that was entered goes its way; that none will come the customer hears."""
    for link, case in helped:
        desk.links.keep(unknown(link))
        if link.state is LinkState.OPENED:
            desk.note(case, "ColleagueLeft")
            await _tell_customer(desk, case, Note.COLLEAGUE_LEFT)
    desk.help(chat_id, 0)
    await desk.tx.untell(chat_id)


# --- Links


async def open_link(desk: Desk, own: Case, link_id: int, case_id: int) -> None:
    """Somebody, whose own case is `own`, opened a link. Raises `HeldElsewhereError`."""
    case = await desk.shared_case(case_id)
    at = int(desk.now)
    link = None if case is None else await desk.links.one(case, link_id)
    if case is None or link is None:
        await desk.apply(own, LinkRefused(at=at, note=Note.LINK_UNKNOWN))
        return
    if link.chat_id == own.chat_id:
        desk.help(own.chat_id, link.id)
        await _show(desk, link, case, None)
        return
    note = _obstacle(link, case, own, at)
    if note is not None:
        await desk.apply(own, LinkRefused(at=at, note=note))
        return
    link, effects = opened(link, own.chat_id, own.language, at)
    desk.links.keep(link)
    desk.help(own.chat_id, link.id)
    desk.speak(own.chat_id, own.language)
    desk.note(case, "ColleagueOpened")
    await desk.answer(own.chat_id, *effects)
    await _tell_customer(desk, case, Note.COLLEAGUE_OPENED)


def _obstacle(link: Link, case: Case, own: Case, at: int) -> Note | None:
    """Why somebody may not have the link. Who learns that it is somebody else's learns nothing beside."""
    if case.chat_id == own.chat_id:
        return Note.COLLEAGUE_LINK_OWN
    if link.state is not LinkState.MADE:
        return Note.LINK_USED if link.chat_id else Note.COLLEAGUE_LINK_OVER
    return Note.COLLEAGUE_LINK_OVER if link.expires_at <= at else None


async def expire(desk: Desk, case: Case, link_id: int) -> None:
    """The time of a link is over, unless its code has come meanwhile."""
    link = await desk.links.one(case, link_id)
    if link is None or link.state not in {LinkState.MADE, LinkState.OPENED} or link.expires_at > desk.now:
        return
    ended, effects = over(link, Ending.EXPIRED, int(desk.now))
    desk.links.keep(ended)
    desk.note(case, "ColleagueLinkExpired")
    await desk.owe(*effects)
    await _tell_customer(desk, case, Note.COLLEAGUE_LINK_EXPIRED)


async def _tell_customer(desk: Desk, case: Case, note: Note) -> None:
    """Show the customer where they are, with news of their colleague above it."""
    whole = without_code(await desk.whole(case))
    await desk.owe(Show(case=whole, screen=screen_of(case), at=int(desk.now), note=note, place=Place.NEW))
