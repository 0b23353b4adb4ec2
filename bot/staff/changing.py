"""What staff do about a case: allow one more, have an outcome looked for at once, order a number's move."""

from bot.flow.events import Extended, MoveOrdered
from bot.flow.model import State, Unextended
from bot.flow.rules.extending import why_not
from bot.flow.staff import Line, Ours, Value

from .asking import Asked, Done
from .looking import LAST_DIGITS, may_register, named_case, whose
from .reading import words_of

_WHY = {
    Unextended.LEFT: "staff-extend-left",
    Unextended.LOCKED: "staff-extend-locked",
    Unextended.OFTEN: "staff-extend-often",
    Unextended.STEP: "staff-extend-step",
}


async def extend(asked: Asked) -> Done:
    """`/extend 12`: one more code and one more try, where that is safe. The customer and the group are told."""
    case = await named_case(asked, asked.argument)
    if case is None:
        return Done(detail="no such case")
    reason = why_not(case, asked.at)
    if reason is not None:
        await asked.answer((Line(_WHY[reason], {"case": Ours(f"#case{case.id}")}),), case_id=case.id)
        return Done(case_id=case.id, detail=f"not: {reason}")
    await asked.desk.apply(case, Extended(at=asked.at, by=f"staff {asked.by.user_id}"))
    await asked.answer((Line("staff-extend-done", {"case": Ours(f"#case{case.id}")}),), case_id=case.id)
    return Done(case_id=case.id, detail="done")


async def settle(asked: Asked) -> Done:
    """`/settle 12`: ask WhatsApp now, not at the next step of the ladder, what became of the code."""
    case = await named_case(asked, asked.argument)
    if case is None:
        return Done(detail="no such case")
    named: dict[str, Value] = {"case": Ours(f"#case{case.id}")}
    if case.state is not State.SETTLING:
        await asked.answer((Line("staff-settle-nothing", named),), case_id=case.id)
        return Done(case_id=case.id, detail=f"not: {case.state}")
    if not await asked.desk.tx.is_call_owed(case):
        asked.desk.put_off(case, until=asked.at)  # The sweep sees to it within a second.
    else:
        await asked.desk.tx.hasten_calls(case, now=asked.desk.now)
    await asked.answer((Line("staff-settle-done", named),), case_id=case.id)
    return Done(case_id=case.id, detail="done")


async def register(asked: Asked) -> Done:
    """`/register 12` says what it would do; with the last four digits of the number behind it, it is done.

    Two steps, and the second is typed: it cannot be undone.
    """
    words = words_of(asked.argument)
    ending = words.pop() if len(words) > 1 and len(words[-1]) == LAST_DIGITS and words[-1].isdigit() else ""
    case = await named_case(asked, " ".join(words))
    if case is None:
        return Done(detail="no such case")
    named: dict[str, Value] = {"case": Ours(f"#case{case.id}")}
    if not may_register(case):
        await asked.answer((Line("staff-register-not", named),), case_id=case.id)
        return Done(case_id=case.id, detail=f"not: {case.state}")
    if not ending or not case.phone.endswith(ending):
        text = "staff-register-other-digits" if ending else "staff-register-sure"
        values: dict[str, Value] = {
            "whose": whose(case),
            "space": Ours(case.space),
            "command": Ours(f"/register {case.id}"),
        }
        await asked.answer((Line(text, values),), case_id=case.id)
        return Done(case_id=case.id, detail="asked whether")
    after = await asked.desk.apply(case, MoveOrdered(at=asked.at))
    is_ordered = after.state is State.REGISTERING
    await asked.answer((Line("staff-register-done" if is_ordered else "staff-register-not", named),), case_id=case.id)
    return Done(case_id=case.id, detail="ordered" if is_ordered else f"not: {after.state}")
