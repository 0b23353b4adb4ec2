"""Where what is said in a group comes in: finds out who it is and what is meant, and has it done if they may.

Who is not of the staff reads nothing, whatever they write or press.
"""

import structlog

from bot.desk import Desk
from bot.flow.staff import AnswerStaff, Line
from bot.ports import Gone, Moved, Posted, Tap
from bot.store import Deed

from . import moving, people
from .actions import ACTIONS, LISTENERS
from .asking import Asked, Staffing
from .authority import Where, may, member_of
from .reading import meant

log = structlog.get_logger(__name__)


async def hear(desk: Desk, posted: Posted, staffing: Staffing) -> None:
    """Decide on what was said, if it was said in the staff group. Raises `HeldElsewhereError`, having done nothing."""
    if isinstance(posted.what, Moved):
        await moving.follow(desk, posted.what, staffing.group)
        return
    if not await moving.is_theirs(desk, posted.chat_id, staffing.group):
        return
    if isinstance(posted.what, Gone):
        await people.leave(desk, posted, posted.what)
        return
    stored = await desk.tx.member(posted.by.user_id)
    member = member_of(posted.by.user_id, posted.by.name, admins=staffing.admins, stored=stored)
    wanted = meant(posted, bot_name=staffing.bot_name())
    if member is None:
        await _let_go(desk, posted)
        return
    if wanted is None:
        await _let_go(desk, posted)
        asked = Asked(desk=desk, staffing=staffing, by=member, posted=posted)
        for listens in () if isinstance(posted.what, Tap) else LISTENERS:
            if await listens(asked):
                return
        return
    asked = Asked(desk=desk, staffing=staffing, by=member, posted=posted, argument=wanted.argument, tap=wanted.tap)
    action = ACTIONS.get(wanted.name)
    if action is None:  # Another bot's, perhaps; or a button of an older version.
        await _let_go(desk, posted)
        return
    if not may(member, roles=action.roles, where=Where.GROUP, places=action.places):
        log.info("refused to staff", action=wanted.name)
        await asked.answer((Line("staff-only-admins"),))
        return
    done = await action.work(asked)
    desk.audit(Deed(actor=member.user_id, action=wanted.name, case_id=done.case_id, detail=done.detail))


async def _let_go(desk: Desk, posted: Posted) -> None:
    """Have a pressed button stop waiting, and say nothing."""
    if isinstance(posted.what, Tap):
        await desk.owe(AnswerStaff(chat_id=posted.chat_id, at=int(desk.now), tap=posted.what.tap_id))
