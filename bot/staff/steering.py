"""What staff do about a case beside its tries: unlock its number, close it, open it again, have a code sent."""

from bot.flow import policy
from bot.flow.events import Closed, CodeProposed, Reopened, Unlocked
from bot.flow.model import CLOSED, Case, Channel, State, Unchanged
from bot.flow.rules.closing import why_not_closed, why_not_reopened
from bot.flow.rules.requesting import why_not_proposed
from bot.flow.rules.unlocking import why_not
from bot.flow.staff import Key, Line, Moment, Ours, Value
from bot.terms import INVITATION_DAYS

from .asking import Asked, Done
from .looking import named_case, whose
from .reading import words_of

YES = {"yes", "ya"}

CHANNELS = {
    "sms": Channel.SMS,
    "call": Channel.VOICE,
    "voice": Channel.VOICE,
    "panggilan": Channel.VOICE,
    "telepon": Channel.VOICE,
}
"""What people write for a channel, in the staff's languages."""


async def unlock(asked: Asked) -> Done:
    """`/unlock 12` says what it would do, and what has to be known before; its button, or `yes` behind it, does it."""
    case, is_sure = await _named_surely(asked)
    if case is None:
        return Done(detail="no such case")
    reason = why_not(case, asked.at)
    if reason is not None:
        return await _refused(asked, case, "unlock", reason)
    if not is_sure:
        return await _ask(asked, case, "unlock")
    after = await asked.desk.apply(case, Unlocked(at=asked.at, by=_by(asked)))
    named: dict[str, Value] = {"case": _called(case)}
    if after.state is State.PAUSED:
        moment = Moment(policy.next_try_at(after.budget, asked.at))
        await asked.answer((Line("staff-unlock-later", named | {"moment": moment}),), case_id=case.id, is_over=True)
    else:
        await asked.answer((Line("staff-unlock-done", named),), case_id=case.id, is_over=True)
    return Done(case_id=case.id, detail="done")


async def close(asked: Asked) -> Done:
    """`/close 12` says what it would do; its button, or `yes` behind it, does it."""
    case, is_sure = await _named_surely(asked)
    if case is None:
        return Done(detail="no such case")
    reason = why_not_closed(case)
    if reason is not None:
        return await _refused(asked, case, "close", reason)
    if not is_sure:
        return await _ask(asked, case, "close")
    await asked.desk.apply(case, Closed(at=asked.at, by=_by(asked)))
    keys = ((Key(label="staff-key-reopen", command=f"reopen {case.id}"),),)
    await asked.answer((Line("staff-close-done", {"case": _called(case)}),), keys=keys, case_id=case.id, is_over=True)
    return Done(case_id=case.id, detail="done")


async def reopen(asked: Asked) -> Done:
    """`/reopen 12`: its customer can go on, whoever ended it, and whatever became of the invitation."""
    case = await named_case(asked, asked.argument)
    if case is None:
        return Done(detail="no such case")
    reason = why_not_reopened(case)
    if reason is not None:
        return await _refused(asked, case, "reopen", reason)
    until = asked.at + INVITATION_DAYS * policy.DAY
    await asked.desk.apply(case, Reopened(at=asked.at, by=_by(asked), until=until))
    current = await asked.desk.case(asked.desk.chats[case.chat_id].case_id)
    if current is None or current.state in CLOSED:
        asked.desk.point(case.chat_id, case.id)  # What its customer says next is about this one.
    await asked.answer((Line("staff-reopen-done", {"case": _called(case)}),), case_id=case.id)
    return Done(case_id=case.id, detail="done")


async def request(asked: Asked) -> Done:
    """`/request 12 call`: have a code sent by SMS, or by a call, if the customer has the phone in their hand."""
    words = words_of(asked.argument)
    channel = CHANNELS.get(words[-1].casefold()) if words else None
    case = await named_case(asked, " ".join(words[:-1] if channel else words))
    if case is None:
        return Done(detail="no such case")
    channel = channel or Channel.SMS
    reason = why_not_proposed(case, asked.at)
    if reason not in {None, Unchanged.NOT_IN_HAND}:
        return await _refused(asked, case, "request", reason)
    await asked.desk.apply(case, CodeProposed(at=asked.at, by=_by(asked), channel=channel))
    text = f"staff-request-{channel}" if reason is None else "staff-request-asked"
    await asked.answer((Line(text, {"case": _called(case)}),), case_id=case.id)
    return Done(case_id=case.id, detail=f"{channel} {reason or 'asked for'}")


async def _named_surely(asked: Asked) -> tuple[Case | None, bool]:
    """The case that is named, and whether what is to be done with it was confirmed."""
    words = words_of(asked.argument)
    is_sure = len(words) > 1 and words[-1].casefold() in YES
    return await named_case(asked, " ".join(words[:-1] if is_sure else words)), is_sure


async def _ask(asked: Asked, case: Case, what: str) -> Done:
    keys = ((Key(label=f"staff-key-{what}-sure", command=f"{what} {case.id} yes"),),)
    await asked.answer((Line(f"staff-{what}-sure", {"whose": whose(case)}),), keys=keys, case_id=case.id)
    return Done(case_id=case.id, detail="asked whether")


async def _refused(asked: Asked, case: Case, what: str, reason: Unchanged | None) -> Done:
    named: dict[str, Value] = {"case": _called(case)}
    if reason is Unchanged.NOT_YET:
        named["moment"] = Moment(policy.next_request_at(case.budget, asked.at))
    await asked.answer((Line(f"staff-{what}-{reason}", named),), case_id=case.id)
    return Done(case_id=case.id, detail=f"not: {reason}")


def _called(case: Case) -> Ours:
    return Ours(f"#case{case.id}")


def _by(asked: Asked) -> str:
    return f"staff {asked.by.user_id}"
