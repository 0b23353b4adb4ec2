"""Staff have mended what held customers up: those go on, in order, and nothing is believed that can be asked."""

from bot.flow import policy
from bot.flow.effects import Reason, TellStaff
from bot.flow.events import Mended
from bot.flow.model import Case, Fault, State
from bot.flow.staff import Key, Line, Named, Ours, Value
from bot.store import incident_key

from .asking import Asked, Done
from .looking import named_case
from .reading import case_in, words_of


async def resume(asked: Asked) -> Done:
    """`/resume` says what holds customers up; `/resume clock` that it is mended, `/resume 12` the same of a case."""
    if case_in(asked.argument) is not None:
        return await _one(asked)
    fault = shared_fault_in(asked.argument)
    if fault is None:
        return await _list(asked)
    what: dict[str, Value] = {"what": Named(f"playbook-{fault}-title")}
    if not await _is_known(asked, fault):
        await asked.answer((Line("staff-resume-nothing", what),))
        return Done(detail=f"not: {fault}")
    asked.desk.incidents.end(fault)
    await asked.desk.owe(TellStaff(reason=Reason.FAULT_OVER, case=Case(chat_id=0), at=asked.at, fault=fault))
    text = "staff-resume-done" if fault in policy.PROBED else "staff-resume-done-unread"
    await asked.answer((Line(text, what),))
    return Done(detail=f"resumed {fault}")


def shared_fault_in(argument: str) -> Fault | None:
    """The fault of many cases that an argument names: `not-permitted`, or `not_permitted`, as in a tapped command."""
    name = "-".join(words_of(argument)).casefold().replace("_", "-")
    return next((fault for fault in policy.SHARED if fault == name), None)


async def _is_known(asked: Asked, fault: Fault) -> bool:
    """Whether it holds anybody up, or staff read that it does: one that only some steps meet is no gate."""
    if fault in asked.desk.incidents.seen:
        return True
    told = await asked.desk.tx.notice(incident_key(fault))
    return told is not None and not told.is_over


async def _list(asked: Asked) -> Done:
    faults = sorted(asked.desk.incidents.seen)
    lines = [
        Line(
            "staff-resume-row",
            {"what": Named(f"playbook-{fault}-title"), "command": Ours(f"/resume {fault}")},
        )
        for fault in faults
    ]
    said = lines or [Line("staff-cases-none")]
    await asked.answer((Line("staff-resume-title"), *said), (Line("staff-resume-usage"),))
    return Done()


async def _one(asked: Asked) -> Done:
    case = await named_case(asked, asked.argument)
    if case is None:
        return Done(detail="no such case")
    named: dict[str, Value] = {"case": Ours(f"#case{case.id}")}
    if case.state is not State.HELD or case.fault is None:
        await asked.answer((Line("staff-resume-not-held", named),), case_id=case.id)
        return Done(case_id=case.id, detail=f"not: {case.state}")
    if case.incident is not None:
        # This one alone cannot go on: it would be held up by the same at once.
        keys = ((Key(label="staff-key-resume", command=f"resume {case.incident}"),),)
        await asked.answer((Line("staff-resume-all", named),), keys=keys, case_id=case.id)
        return Done(case_id=case.id, detail=f"not: {case.incident}")
    await asked.desk.apply(case, Mended(at=asked.at, fault=case.fault))
    await asked.answer((Line("staff-resume-one", named),), case_id=case.id)
    return Done(case_id=case.id, detail=f"resumed {case.fault}")
