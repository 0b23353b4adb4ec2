"""What is owed: messages, notices and calls, leased to whoever carries them out."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from db import outbox, records, topics
from db.outbox import Claimed
from db.presence import Presence

from ..codec import encode_effect
from ..flow.effects import Call, DeleteMessage, Effect, SendCopy, Show, TellStaff, TellTopic
from ..flow.model import Case, CaseId
from ..flow.relaying import KeepTopic, ToCustomer, ToStaff
from ..flow.sheets import SendCases, SendCodes, SendLinks, TakeList
from ..flow.staff import AnswerStaff, SendEvidence
from ..flow.urgency import Urgency, urgency_of
from .part import Part
from .rows import ACTIONS, Queue, call_lane, chat_lane, notice_lane, queue_of, refused_lane, staff_lane, topic_lane


class Outbox(Part):
    """What is owed."""

    async def owe(self, effects: Sequence[Effect], *, now: float) -> None:
        """Owe effects, in order."""
        calls = [effect for effect in effects if isinstance(effect, Call)]
        await records.add_calls(
            self._connection,
            [
                {
                    "case_id": call.case_id,
                    "call": call.call,
                    "action": ACTIONS[type(call)],
                    "number_key": self.number_key(call.phone),
                    "created_at": now,
                }
                for call in calls
            ],
        )
        await topics.begin(self._connection, {each.case_id for each in effects if isinstance(each, KeepTopic)})
        for effect in effects:
            if isinstance(effect, ToStaff) and effect.remind_at and not effect.is_edit:
                await topics.waits(self._connection, effect.case_id, since=effect.at, remind_at=effect.remind_at)
            elif isinstance(effect, ToCustomer):
                await topics.answered(self._connection, effect.case_id)
        await outbox.owe(self._connection, [_owed(effect, now) for effect in effects], cipher=self._cipher, now=now)

    async def claim(
        self,
        queue: str,
        *,
        lanes: int,
        each: int = outbox.ROWS_OF_A_LANE,
        besides: Collection[type[Effect]] = (),
        lease: str,
        now: float,
        until: float,
    ) -> list[Claimed]:
        """Lease what is due in up to so many lanes, and so many rows of each. What cannot be read has no payload.

        Lanes whose turn is one of the kinds `besides` are left out.
        """
        return await outbox.claim(
            self._connection,
            queue,
            lanes=lanes,
            each=each,
            besides=[kind.__name__ for kind in besides],
            lease=lease,
            now=now,
            until=until,
            cipher=self._cipher,
        )

    async def notices_owed(self, urgency: Urgency, *, now: float, most: int) -> int:
        """How many notices of that urgency can be told now, which nobody else does; counted up to `most`."""
        return await outbox.owed_in(self._connection, notice_lane(urgency), now=now, most=most)

    async def claim_notices(
        self, urgency: Urgency, *, most: int, lease: str, now: float, until: float
    ) -> list[Claimed]:
        """Lease the oldest notices of an urgency of which `notices_owed` has just counted some."""
        lane = notice_lane(urgency)
        return await outbox.claim_lane(
            self._connection, lane, each=most, lease=lease, now=now, until=until, cipher=self._cipher
        )

    async def settle(self, row: Claimed) -> bool:
        """Mark a row done; False when its lease was lost."""
        return await outbox.settle(self._connection, row.id, row.lease)

    async def settle_many(self, rows: Sequence[Claimed], cards: Mapping[Claimed, int]) -> list[Claimed]:
        """Mark rows done. `cards` are the messages that now show where cases stand, by the rows that they showed.

        Gives those whose lease was lost: somebody else has done them too, or will.
        """
        shown = sorted(cards.items(), key=lambda each: each[0].case_id)
        await records.save_cards(
            self._connection,
            [{"key": row.case_id, "card": card, "row_id": row.id, "held": row.lease} for row, card in shown],
        )
        return await outbox.settle_many(self._connection, rows)

    async def holds(self, row: Claimed) -> bool:
        """Whether a row is still leased as it was claimed."""
        return await outbox.holds(self._connection, row.id, row.lease)

    async def postpone(self, row: Claimed, *, due_at: float, tried: bool = True) -> bool:
        """Hand a row back until then; False when its lease was lost."""
        return await outbox.postpone(self._connection, row, due_at=due_at, tried=tried)

    async def set_aside(self, row: Claimed, *, due_at: float) -> bool:
        """Let a notice that Telegram does not take wait beside the others; False when its lease was lost."""
        lane = refused_lane(row.id)
        return await outbox.set_aside(self._connection, row, queue=Queue.REFUSED, lane=lane, due_at=due_at)

    async def hand_back(self, rows: Sequence[Claimed]) -> None:
        """Give leases up without having tried."""
        await outbox.hand_back(self._connection, rows)

    async def bury(self, row: Claimed, *, reason: str, now: float) -> bool:
        """Give a row up; False when its lease was lost."""
        return await outbox.bury(self._connection, row, reason=reason, now=now)

    async def free_the_dead(self, presence: Presence) -> int:
        """Take away what replicas that are no longer alive had leased; returns how many rows."""
        return await presence.free_the_dead(self._connection)

    async def is_call_owed(self, case: Case) -> bool:
        """Whether a call of the case is still to be made or answered."""
        return await outbox.has_lane(self._connection, call_lane(case.id))

    async def hasten_calls(self, case: Case, *, now: float) -> bool:
        """Let a case's calls that wait for their time be made now; False where none waits."""
        return await outbox.hasten(self._connection, call_lane(case.id), now=now)

    async def are_calls_owed(self, cases: Iterable[Case]) -> bool:
        """Whether a call of any of the cases is still to be made or answered."""
        return bool(await outbox.lanes_owed(self._connection, [call_lane(case.id) for case in cases]))

    async def waiting_calls(self, kind: type[Call], *, now: float, most: int) -> int:
        """How many calls of a kind are due and not leased; counted up to `most`."""
        return await outbox.waiting(self._connection, Queue.CALLS, kind.__name__, now=now, most=most)


def _owed(effect: Effect, now: float) -> outbox.Owed:
    kind, payload = encode_effect(effect)
    due_at, case_id = now, CaseId(0)
    match effect:
        case Show(case=case):
            lane, case_id = chat_lane(case.chat_id), case.id
        case SendCopy(chat_id=chat_id, case_id=case_id):
            lane = chat_lane(chat_id)
        case DeleteMessage(chat_id=chat_id):
            # A lane of its own: neither the deletion nor the answer waits for the other. One for each chat, or a
            # flood of codes would take everybody's lanes.
            lane = f"delete:{chat_id}"
        case TellStaff(case=case):
            lane, case_id = notice_lane(urgency_of(effect)), case.id
        case AnswerStaff(chat_id=chat_id, case_id=about) | SendEvidence(chat_id=chat_id, case_id=about):
            lane, case_id = staff_lane(chat_id), CaseId(about)
        case TakeList() | SendLinks() | SendCodes() | SendCases():
            lane = staff_lane(effect.chat_id)
        case TellTopic(notice=notice):
            lane, case_id = topic_lane(notice.case.id), notice.case.id
        case KeepTopic(case_id=case_id) | ToStaff(case_id=case_id):
            lane = topic_lane(case_id)
        case ToCustomer(case_id=case_id, chat_id=chat_id):
            lane = chat_lane(chat_id)
        case _:
            lane, case_id = call_lane(effect.case_id), effect.case_id
            due_at = now + effect.wait
    return outbox.Owed(queue=queue_of(kind), lane=lane, kind=kind, payload=payload, case_id=case_id, due_at=due_at)
