"""Somebody of the staff looks after a customer: takes a case, gives it back, and writes to whoever it is of."""

from bot.flow.events import HandedBack, HandedOver
from bot.flow.model import Case
from bot.flow.relaying import KeepTopic, Kind, ToCustomer
from bot.flow.staff import Key, Line
from bot.ports import Text, Unsayable

from .asking import Asked, Done
from .reading import account_in, case_headed, case_in, words_of

NOTE = "//"
"""What staff write for each other begins with this."""


async def take(asked: Asked) -> Done:
    """`/take`: look after the case from now on. Its customer hears that a person is here."""
    case = await _case(asked, asked.argument)
    if case is None:
        return Done(detail="no case")
    await _hand(asked, case, asked.by.user_id)
    return Done(case_id=case.id)


async def assign(asked: Asked) -> Done:
    """`/assign` in reply to a message of a colleague, or with the number of their account: they look after it."""
    words = words_of(asked.argument)
    author = asked.posted.reply_to.author if asked.posted.reply_to is not None else None
    named = account_in(words[-1]) if len(words) > 1 else None
    user_id = named or (author.user_id if author is not None else None)
    is_staff = user_id is not None and (
        user_id in asked.staffing.admins or await asked.desk.tx.member(user_id) is not None
    )
    if user_id is None or not is_staff:
        await asked.answer((Line("staff-assign-usage"),))
        return Done(detail="nobody")
    case = await _case(asked, " ".join(words[:-1]) if named else asked.argument)
    if case is None:
        return Done(detail="no case")
    await _hand(asked, case, user_id)
    return Done(case_id=case.id, detail=f"to {user_id}")


async def release(asked: Asked) -> Done:
    """`/release`: somebody else is to look after the case. The customer stays with a person."""
    case = await _case(asked, asked.argument)
    if case is None:
        return Done(detail="no case")
    await asked.desk.tx.take_topic(case.id, by=0)
    await asked.desk.owe(KeepTopic(case_id=case.id, at=asked.at))
    await asked.answer((Line("staff-released"),), case_id=case.id)
    return Done(case_id=case.id)


async def back(asked: Asked) -> Done:
    """`/back`: the bot goes on alone with the customer, from the step where they are."""
    case = await _case(asked, asked.argument)
    if case is None:
        return Done(detail="no case")
    after = await asked.desk.apply(case, HandedBack(at=asked.at))
    await asked.desk.tx.take_topic(case.id, by=0)
    await asked.desk.tx.waits_for_nobody(case.id)
    await asked.desk.owe(KeepTopic(case_id=case.id, at=asked.at))
    text = "staff-back" if after != case else "staff-back-already"
    await asked.answer((Line(text),), case_id=case.id)
    return Done(case_id=case.id)


async def write(asked: Asked) -> bool:
    """Pass on what somebody wrote in a case's topic, or in reply to its card. What begins with `//` stays here."""
    posted = asked.posted
    match posted.what:
        case Text(text=text, kind=kind) if not text.startswith(NOTE):
            pass
        case Unsayable(kind=kind) if kind is not Kind.OTHER:
            text = ""
        case _:
            return False
    case = await _case_here(asked)
    if case is None or posted.is_passed_on:
        return False
    if not case.handed_over_at:
        if not posted.is_edit:
            await asked.answer(
                (Line("staff-not-passed-on"),),
                keys=((Key(label="staff-key-take", command=f"take {case.id}"),),),
                case_id=case.id,
            )
        return True
    await say(asked, case, kind=kind, text=text, is_edit=posted.is_edit)
    return True


async def say(asked: Asked, case: Case, *, kind: Kind, text: str, is_edit: bool = False, source_id: int = 0) -> None:
    """Say something to a case's customer, who waits for nobody any more.

    By `source_id` a repeat is known; it is below 0 for what is no message of its own.
    """
    said = ToCustomer(
        case_id=case.id,
        chat_id=case.chat_id,
        group_id=asked.posted.chat_id,
        message_id=source_id or asked.posted.message_id,
        at=asked.at,
        language=case.language,
        kind=kind,
        text=text,
        is_edit=is_edit,
    )
    await asked.desk.owe(said, KeepTopic(case_id=case.id, at=asked.at))


async def _hand(asked: Asked, case: Case, user_id: int) -> None:
    # The topic first: a case that no person had to look after has none.
    await asked.desk.tx.begin_topics([case.id])
    topic = await asked.desk.tx.topic(case.id)
    await asked.desk.tx.take_topic(case.id, by=user_id)
    if not case.handed_over_at or topic is None or not topic.taken_by:
        await asked.desk.apply(case, HandedOver(at=asked.at))  # Else the customer knows that a person is here.
    await asked.desk.owe(KeepTopic(case_id=case.id, at=asked.at))
    await asked.answer((Line("staff-taken"),), case_id=case.id)


async def case_of(asked: Asked, argument: str) -> Case | None:
    """The case that is named, or that this place is of."""
    if argument.strip():
        named = case_in(argument)
        return await asked.case(named) if named is not None else None
    return await _case_here(asked)


async def _case(asked: Asked, argument: str) -> Case | None:
    """The same; staff hear of it where there is none."""
    found = await case_of(asked, argument)
    if found is None:
        await asked.answer((Line("staff-which-case"),))
    return found


async def _case_here(asked: Asked) -> Case | None:
    posted = asked.posted
    message_id = posted.reply_to.message_id if posted.reply_to is not None else 0
    case_id = await asked.desk.tx.case_of_place(posted.chat_id, thread_id=posted.thread_id, message_id=message_id)
    case_id = case_id or _case_quoted(asked) or 0
    return await asked.case(case_id) if case_id else None


def _case_quoted(asked: Asked) -> int | None:
    """The case that an answered message of ours says itself: killed right after it was sent, we do not know it."""
    quoted, name = asked.posted.reply_to, asked.staffing.bot_name()
    is_ours = quoted is not None and bool(name) and quoted.bot.lower() == name.lower()
    return case_headed(quoted.text) if quoted is not None and is_ours else None
