"""`/evidence`: what is known of a case, as a sealed file for the provider's support."""

from bot.flow.staff import Line, Ours, SendEvidence

from .asking import Asked, Done
from .handing_over import case_of


async def evidence(asked: Asked) -> Done:
    """`/evidence 12`, or `/evidence` in the case's topic: the file is written when it is sent, and not kept."""
    case = await case_of(asked, asked.argument)
    if case is None:
        await asked.answer((Line("staff-which-case"),))
        return Done(detail="no case")
    file = SendEvidence(
        chat_id=asked.posted.chat_id,
        case_id=case.id,
        at=asked.at,
        thread_id=asked.posted.thread_id,
        reply_to=0 if asked.tap else asked.posted.message_id,
    )
    await asked.answer((Line("staff-evidence", {"case": Ours(f"#case{case.id}")}),), case_id=case.id)
    await asked.desk.owe(file)
    return Done(case_id=case.id)
